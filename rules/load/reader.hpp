#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <thanbai/error.hpp>

#include "rules/load/toml.hpp"

namespace thanbai {

/// Takes the members of one table, each once, and remembers the first thing
/// wrong with them. A key that is absent leaves its variable alone.
///
///     Reader rule(table, file);
///     rule.text("id", id, Reader::required);
///     rule.number("points", points, -10, 10);
///     if (auto error = rule.finish()) return *error;   // also unknown keys
class Reader {
 public:
  enum Need : bool { optional, required };

  Reader(const Toml& table, const std::string& file) : table_(table), file_(file) {}

  void text(std::string_view key, std::string& out, Need need = optional);
  void texts(std::string_view key, std::vector<std::string>& out, Need need = optional);
  void number(std::string_view key, float& out, double low, double high, Need need = optional);
  void integer(std::string_view key, std::uint16_t& out, double low, double high);
  /// Every number from `low` to `high`, `count` of them if it is not 0.
  void numbers(std::string_view key, std::vector<float>& out, double low, double high, std::size_t count = 0,
               Need need = optional);
  /// Index into `names` of the string; -1 if absent.
  [[nodiscard]] int choice(std::string_view key, std::span<const std::string_view> names);
  /// The member tables of `[[key]]`.
  [[nodiscard]] std::span<const Toml> tables(std::string_view key);
  /// The member table of `[key]`; null if absent.
  [[nodiscard]] const Toml* table(std::string_view key);

  /// Says that something is wrong with the value of `key`.
  void refuse(std::string_view key, const std::string& what);
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] std::string where() const { return at(table_.line); }
  /// The first error; an unknown key is one.
  [[nodiscard]] std::optional<Error> finish();

 private:
  const Toml* take(std::string_view key, Need need);
  void refuse_at(std::uint32_t line, const std::string& what);
  [[nodiscard]] std::string at(std::uint32_t line) const { return file_ + ":" + std::to_string(line); }

  const Toml& table_;
  const std::string& file_;
  std::vector<std::string_view> known_;
  std::optional<Error> error_;
};

/// A number as a person writes it: `50`, `0.25`.
[[nodiscard]] std::string words_of(double number);
/// The text between back quotes.
[[nodiscard]] std::string in_quotes(std::string_view text);
/// `a, b or c`.
[[nodiscard]] std::string listed(std::span<const std::string_view> names);

}  // namespace thanbai
