#pragma once
#include <cstdint>
#include <string_view>

namespace thanbai {

/// One physical line of a dump, without its line break and outer white space.
struct SourceLine {
  std::string_view text;     ///< trimmed
  std::uint32_t begin = 0;   ///< offset of `text` in the dump
  std::uint32_t indent = 0;  ///< columns of white space before it; a tab counts four
  std::uint32_t next = 0;    ///< offset of the line after
};

/// The line at `offset`. Breaks are LF, CR, CR LF, form feed, U+2028 and U+2029.
[[nodiscard]] SourceLine line_at(std::string_view dump, std::uint32_t offset);

/// How a dump as a whole was written.
struct Layout {
  bool markdown = false;
  std::uint32_t wrap_column = 0;     ///< lines were broken to fit into so many columns; 0: they were not
  bool underscored_links = false;    ///< Debian's html2text: `_` for the spaces of links, `***** heading *****`
  std::uint32_t numbered_links = 0;  ///< length of a list of link targets that `[n]` in the text refers to
};

/// Judged by at most the first four megabytes, and the last for a list of links.
[[nodiscard]] Layout layout_of(std::string_view dump);

/// Columns that a line takes on a terminal: wide characters take two, marks none.
[[nodiscard]] std::uint32_t columns_of(std::string_view text);

/// `12. https://a.example/x` or `[12]: https://a.example/x`: a line of a list of link targets.
[[nodiscard]] bool is_link_target(std::string_view line);

}  // namespace thanbai
