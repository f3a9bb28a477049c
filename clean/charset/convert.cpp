#include "clean/charset/convert.hpp"

#include "clean/charset/multi_byte.hpp"
#include "clean/charset/single_byte.hpp"
#include "clean/charset/utf16.hpp"
#include "clean/charset/utf8.hpp"
#include "clean/charset/vietnamese.hpp"
#include "clean/charset/writer.hpp"

namespace thanbai::charset {
namespace {

void decode_utf8(Writer& writer) {
  for (;;) {
    writer.copy(utf8_prefix(writer.rest()));
    if (writer.done()) return;
    writer.replace(utf8_head(writer.rest()).size);
  }
}

/// "Replacement decoder", Encoding Standard 14.1.1: one error, however long.
void decode_replacement(Writer& writer) {
  if (writer.done()) return;
  writer.replace(1);
  writer.skip_all();
}

/// True if the bytes can stand for themselves.
bool is_utf8(std::string_view bytes) {
  return bytes.size() < UINT32_MAX && utf8_prefix(bytes) == bytes.size();
}

void decode_as(Encoding encoding, Writer& writer) {
  if (is_vietnamese(encoding)) return decode_vietnamese(encoding, writer);
  if (const HighHalf* high = high_half(encoding)) return decode_single_byte(*high, writer);
  switch (encoding) {
    case Encoding::utf_16be:
      return decode_utf16(true, writer);
    case Encoding::utf_16le:
      return decode_utf16(false, writer);
    case Encoding::utf_32be:
      return decode_utf32(true, writer);
    case Encoding::utf_32le:
      return decode_utf32(false, writer);
    case Encoding::replacement:
      return decode_replacement(writer);
    case Encoding::x_user_defined:
      return decode_user_defined(writer);
    case Encoding::gbk:
    case Encoding::gb18030:
      return decode_gb18030(writer);
    case Encoding::big5:
      return decode_big5(writer);
    case Encoding::euc_jp:
      return decode_euc_jp(writer);
    case Encoding::iso_2022_jp:
      return decode_iso_2022_jp(writer);
    case Encoding::shift_jis:
      return decode_shift_jis(writer);
    case Encoding::euc_kr:
      return decode_euc_kr(writer);
    default:
      return decode_utf8(writer);
  }
}

}  // namespace

Text view_utf8(std::string_view bytes, std::size_t begin) {
  Text text;
  text.charset = name_of(Encoding::utf_8);
  text.utf8 = bytes.substr(begin);
  text.source_begin = static_cast<std::uint32_t>(begin);
  return text;
}

Text convert(std::string_view bytes, std::size_t begin, Encoding encoding) {
  if (encoding == Encoding::utf_8 && is_utf8(bytes.substr(begin))) return view_utf8(bytes, begin);
  Text text;
  text.charset = name_of(encoding);
  Writer writer(bytes, begin, text);
  decode_as(encoding, writer);
  writer.finish();
  return text;
}

}  // namespace thanbai::charset
