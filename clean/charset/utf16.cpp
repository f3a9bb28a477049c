#include "clean/charset/utf16.hpp"

namespace thanbai::charset {

void decode_utf16(bool big_endian, Writer& writer) {
  const auto unit = [&](std::size_t ahead) {
    const unsigned first = writer.byte(ahead), second = writer.byte(ahead + 1);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  while (writer.left() >= 2) {
    const char32_t lead = unit(0);
    if (lead - 0xD800 >= 0x800) {
      writer.put(lead, 2);
    } else if (lead < 0xDC00 && writer.left() >= 4 && unit(2) - 0xDC00 < 0x400) {
      writer.put(0x10000 + ((lead - 0xD800) << 10) + (unit(2) - 0xDC00), 4);
    } else {
      writer.replace(lead < 0xDC00 && writer.left() == 3 ? 3 : 2);
    }
  }
  if (!writer.done()) writer.replace(1);
}

void decode_utf32(bool big_endian, Writer& writer) {
  while (writer.left() >= 4) {
    char32_t character = 0;
    for (std::size_t i = 0; i < 4; ++i) character = character << 8 | writer.byte(big_endian ? i : 3 - i);
    writer.put(character, 4);
  }
  if (!writer.done()) writer.replace(static_cast<std::uint8_t>(writer.left()));
}

}  // namespace thanbai::charset
