#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "clean/text.hpp"

namespace thanbai {

// The tokenizer states of the HTML Standard ("Tokenization") as searches over
// the page: each takes an offset and returns one further on, and none looks at
// a byte twice. An end that the page does not have is the end of the page.

/// ASCII white space: tab, line feed, form feed, carriage return, space.
[[nodiscard]] constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

[[nodiscard]] constexpr bool is_letter(char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }

[[nodiscard]] constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Whether two names are the same but for ASCII case.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// The next `<` that opens a tag, a comment or a declaration rather than being text.
[[nodiscard]] std::size_t find_markup(std::string_view text, std::size_t at);

/// One past the first `>` from `at` on.
[[nodiscard]] std::size_t end_of_bogus_comment(std::string_view text, std::size_t at);

/// One past `-->` or what else ends a comment; `at` is one past its `<!--`.
[[nodiscard]] std::size_t end_of_comment(std::string_view text, std::size_t at);

/// The `]]>` of a CDATA section; `at` is one past its `<![CDATA[`.
[[nodiscard]] std::size_t end_of_cdata(std::string_view text, std::size_t at);

/// The `</name` that ends raw text or RCDATA.
[[nodiscard]] std::size_t end_of_raw_text(std::string_view text, std::size_t at, std::string_view name);

/// The `</script` that ends a script, with the escaped and double escaped states.
[[nodiscard]] std::size_t end_of_script(std::string_view text, std::size_t at);

namespace lexing {

enum : std::uint8_t { space = 1, name_end = 2, value_end = 4 };

inline constexpr std::array<std::uint8_t, 256> classes = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {' ', '\n', '\t', '\r', '\f'}) {
    table[static_cast<unsigned char>(c)] = space | name_end | value_end;
  }
  table['/'] = name_end;
  table['='] = name_end;
  table['>'] = name_end | value_end;
  return table;
}();

inline bool is(char c, std::uint8_t wanted) { return (classes[static_cast<unsigned char>(c)] & wanted) != 0; }

}  // namespace lexing

/// One past the name that starts at `at`. A tag name may hold a `=`.
[[nodiscard]] inline std::size_t end_of_tag_name(std::string_view text, std::size_t at) {
  while (at < text.size() && (!lexing::is(text[at], lexing::name_end) || text[at] == '=')) ++at;
  return at;
}

/// What the rest of a tag is like, from one past its name on.
struct TagEnd {
  std::size_t at = std::string_view::npos;  ///< one past the `>`; npos: the page ends inside the tag
  bool self_closing = false;
};

/// Calls `visit(name, value)` (two Ranges) for each attribute, repeated names
/// included. Quotes count only after `=`; a `/` within an unquoted value is of it.
template <class Visit>
[[nodiscard]] TagEnd lex_attributes(std::string_view text, std::size_t at, Visit visit) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* p = begin + at;
  const auto range = [begin](const char* first, const char* last) {
    return Range{static_cast<std::uint32_t>(first - begin), static_cast<std::uint32_t>(last - begin)};
  };
  bool self_closing = false;
  for (;;) {
    while (p < end && (lexing::is(*p, lexing::space) || *p == '/')) self_closing = *p++ == '/';
    if (p >= end) return {};
    if (*p == '>') return {static_cast<std::size_t>(p + 1 - begin), self_closing};
    const char* const name = p++;  // even a `=`
    while (p < end && !lexing::is(*p, lexing::name_end)) ++p;
    const char* const name_end = p;
    const char* value = p;
    const char* value_end = p;
    const char* q = p;
    while (q < end && lexing::is(*q, lexing::space)) ++q;
    if (q < end && *q == '=') {
      for (++q; q < end && lexing::is(*q, lexing::space);) ++q;
      if (q >= end) return {};
      if (*q == '"' || *q == '\'') {
        value = q + 1;
        const std::size_t close = text.find(*q, static_cast<std::size_t>(value - begin));
        if (close == std::string_view::npos) return {};
        value_end = begin + close;
        p = value_end + 1;
      } else {
        value = q;
        while (q < end && !lexing::is(*q, lexing::value_end)) ++q;
        value_end = p = q;
      }
    }
    self_closing = false;
    visit(range(name, name_end), range(value, value_end));
  }
}

/// The same for a tag whose attributes do not matter.
[[nodiscard]] TagEnd end_of_tag(std::string_view text, std::size_t at);

}  // namespace thanbai
