#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace thanbai::charset {

/// What stands at the head of some bytes: a character, or the maximal subpart
/// of an ill-formed sequence (Unicode 3.9, table 3-7), which is one U+FFFD.
struct Utf8Head {
  std::uint8_t size;  ///< bytes, at least 1
  bool valid;
};
/// `bytes` must not be empty.
[[nodiscard]] Utf8Head utf8_head(std::string_view bytes);

/// Length of the longest prefix that is ASCII. Near the speed of memory.
[[nodiscard]] std::size_t ascii_prefix(std::string_view bytes);

/// Length of the longest prefix that is valid UTF-8, in whole characters.
[[nodiscard]] std::size_t utf8_prefix(std::string_view bytes);

struct Utf8Count {
  std::size_t characters = 0;  ///< non-ASCII ones, well formed
  std::size_t malformed = 0;   ///< maximal subparts of ill-formed sequences
};
[[nodiscard]] Utf8Count count_utf8(std::string_view bytes);

/// Writes 1 to 4 bytes to `out`, their count returned. Surrogates and values
/// past U+10FFFF must not be given.
inline unsigned encode_utf8(char32_t character, char* out) {
  if (character < 0x80) {
    out[0] = static_cast<char>(character);
    return 1;
  }
  const unsigned size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  for (unsigned i = size - 1; i > 0; --i, character >>= 6)
    out[i] = static_cast<char>(0x80 | (character & 0x3F));
  out[0] = static_cast<char>((0xF00 >> size & 0xFF) | character);
  return size;
}

}  // namespace thanbai::charset
