#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <thanbai/error.hpp>

namespace thanbai {

/// A TOML value (TOML 1.0) and the line that it begins on. Dates are refused:
/// no rule holds one.
struct Toml {
  enum class Kind : std::uint8_t { boolean, integer, real, text, array, table };
  Kind kind = Kind::table;
  std::uint32_t line = 0;
  bool boolean = false;
  double number = 0;                                ///< integer or real
  std::string text;
  std::vector<Toml> items;                          ///< of an array; of a table, beside `keys`
  std::vector<std::string> keys;                    ///< of a table, ascending

  [[nodiscard]] const Toml* find(std::string_view key) const;
};

/// Largest rule file that is read, and the deepest nesting of one.
inline constexpr std::size_t rule_file_limit = 16u << 20;
inline constexpr int rule_nesting_limit = 16;

/// Parses a rule file. `file` only names it in errors: `file:line`.
[[nodiscard]] Result<Toml> parse_toml(std::string_view bytes, const std::string& file);

/// `a string`, `an integer` ...: for "expected ..." in errors.
[[nodiscard]] std::string_view words_of(Toml::Kind kind);

}  // namespace thanbai
