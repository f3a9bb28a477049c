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
  std::string charset;           ///< WHATWG name in lower case, or tcvn3, viscii, vps, vni, viqr
  std::size_t replacements = 0;  ///< malformed sequences that became U+FFFD
  bool truncated = false;        ///< the text passed 4 GiB, and its rest was dropped

  /// A run of characters up to the next step, each from `source_unit` bytes; or,
  /// with kCopied, of bytes that were copied.
  ///
  ///     gbk    a  b  C4 E3     <      {0, 0, 1} {2, 2, 2} {5, 4, 1}
  ///     text   a  b  E4 BD A0  <
  ///
  /// Runs of the first kind are less than 1 KiB long, however long the page.
  /// No steps: all of it was copied, from `source_begin` on.
  struct Step {
    std::uint32_t utf8, source;
    std::uint8_t source_unit;
  };
  static constexpr std::uint8_t kCopied = 255;
  std::vector<Step> steps;
  std::uint32_t source_begin = 0;  ///< bytes of a BOM

  Text() = default;
  Text(Text&& other) noexcept { *this = static_cast<Text&&>(other); }
  Text& operator=(Text&& other) noexcept;
  Text(const Text&) = delete;  // utf8 may point into converted
  Text& operator=(const Text&) = delete;
  ~Text() = default;

  /// Source byte that the text byte at `offset` came from: the first byte of its
  /// character, where the character was converted. Logarithmic.
  [[nodiscard]] std::size_t source_offset(std::size_t offset) const;
};

}  // namespace thanbai
