#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clean/text.hpp"

namespace thanbai {

/// JSON as pages write it, in flat arrays in document order, like a Tree: the
/// subtree of value n is [n, end).
///
/// Reads RFC 8259 and more, since much of it is made by templates: raw line
/// breaks and unescaped quotes in strings, missing and extra commas, comment
/// and CDATA wrappers, a missing end. Never fails; what makes no sense is left
/// out. Linear; no recursion; at most `most_values` values, `deepest` levels.
class Json {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = ~Id{0};
  static constexpr std::size_t most_values = 20'000, deepest = 64;

  enum class Kind : std::uint8_t { object, array, string, literal };
  struct Value {
    Kind kind;
    Id parent, end;
    Range key;   ///< of the text, between quotes; empty in arrays
    Range text;  ///< string: between quotes; literal: as written
  };

  /// `text` must outlive the result.
  explicit Json(std::string_view text);

  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  [[nodiscard]] std::string_view key(Id id) const;
  /// The member of an object; none if there is none, or `object` is no object.
  [[nodiscard]] Id member(Id object, std::string_view key) const;
  /// A string's characters, escapes and character references decoded; a
  /// literal as written, but for null; empty for others and for `none`.
  [[nodiscard]] std::string string(Id id) const;

 private:
  struct Token;
  void read();
  std::string_view text_;
  std::vector<Value> values_;
};

/// A string between its quotes with escapes decoded; control characters become
/// white space. Character references stay.
[[nodiscard]] std::string unescape_json(std::string_view text);

}  // namespace thanbai
