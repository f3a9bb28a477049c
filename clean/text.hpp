#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thanbai {

/// Half-open range of bytes. Unless said otherwise, of Text::utf8.
struct Range {
  std::uint32_t begin = 0, end = 0;
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return begin == end; }
};

/// A page in UTF-8. Product of decode().
///
/// utf8 is the page's very bytes where these were valid UTF-8 (less a BOM), so
/// that ranges are the source's; else it is the text in `converted`, and
/// source_offset() leads back.
struct Text {
  std::string_view utf8;
  std::string converted;
  std::string charset;             ///< WHATWG name in lower case, or tcvn3, viscii, vps, vni, viqr
  std::size_t replacements = 0;    ///< malformed sequences that became U+FFFD

  /// From each `utf8` offset on, source bytes and text bytes run in step up to
  /// the next entry. Empty: in step from `source_begin` on.
  struct Step { std::uint32_t utf8, source; };
  std::vector<Step> steps;
  std::uint32_t source_begin = 0;  ///< bytes of a BOM

  Text() = default;
  Text(Text&&) = default;
  Text& operator=(Text&&) = default;
  Text(const Text&) = delete;             // utf8 may point into converted
  Text& operator=(const Text&) = delete;

  /// Source byte that the text byte at `offset` came from. Logarithmic.
  [[nodiscard]] std::size_t source_offset(std::size_t offset) const;
};

}  // namespace thanbai
