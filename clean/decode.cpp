#include "clean/decode.hpp"

#include <initializer_list>
#include <optional>
#include <vector>

#include "clean/charset/convert.hpp"
#include "clean/charset/detect.hpp"
#include "clean/charset/labels.hpp"
#include "clean/charset/prescan.hpp"
#include "clean/charset/utf8.hpp"
#include "clean/charset/vietnamese.hpp"

namespace thanbai {
namespace {

using charset::convert;
using charset::Encoding;

struct ByteOrderMark {
  std::string_view bytes;
  Encoding encoding;
};
// UTF-32 first: its little-endian mark begins with that of UTF-16, and no page
// begins with a zero.
constexpr ByteOrderMark kMarks[] = {{"\xEF\xBB\xBF", Encoding::utf_8},
                                    {{"\xFF\xFE\0\0", 4}, Encoding::utf_32le},
                                    {{"\0\0\xFE\xFF", 4}, Encoding::utf_32be},
                                    {"\xFE\xFF", Encoding::utf_16be},
                                    {"\xFF\xFE", Encoding::utf_16le}};

/// What header and markup say of the encoding, in the standard's order.
struct Declared {
  std::optional<Encoding> header, markup;
  [[nodiscard]] std::optional<Encoding> first() const { return header ? header : markup; }
};

/// A label of the "replacement" kind says what the text is not.
std::optional<Encoding> readable(std::optional<Encoding> encoding) {
  return encoding == Encoding::replacement ? std::nullopt : encoding;
}

Declared declared_of(const Page& page) {
  const std::string_view bytes = page.bytes;
  Declared declared;
  declared.header = readable(charset::encoding_labelled(page.charset));
  declared.markup = readable(charset::prescan(bytes.substr(0, 1024)));
  if (!declared.markup && bytes.size() > 1024) declared.markup = readable(charset::prescan_head(bytes));
  return declared;
}

bool is_utf16(std::optional<Encoding> encoding) {
  return encoding == Encoding::utf_16be || encoding == Encoding::utf_16le;
}

/// Encodings in which most letters of most texts are ASCII's.
bool is_latin(Encoding encoding) {
  switch (encoding) {
    case Encoding::iso_8859_2:
    case Encoding::iso_8859_3:
    case Encoding::iso_8859_4:
    case Encoding::iso_8859_10:
    case Encoding::iso_8859_13:
    case Encoding::iso_8859_14:
    case Encoding::iso_8859_15:
    case Encoding::iso_8859_16:
    case Encoding::macintosh:
    case Encoding::windows_1250:
    case Encoding::windows_1252:
    case Encoding::windows_1254:
    case Encoding::windows_1257:
    case Encoding::windows_1258:
      return true;
    default:
      return false;
  }
}

std::size_t count_high(std::string_view bytes) {
  std::size_t count = 0;
  for (const char c : bytes) count += static_cast<unsigned char>(c) >> 7;
  return count;
}

/// True if the text is not what `text.charset` would make of another encoding:
/// at most one byte in twenty of those that are not ASCII is malformed.
bool is_plausible(const Text& text, std::string_view bytes) {
  return text.replacements == 0 || text.replacements * 20 <= count_high(bytes);
}

/// Text in ASCII bytes, which the encodings for seven bits can hide in.
Text decode_ascii(const Page& page) {
  const std::string_view bytes = page.bytes;
  const auto header = charset::encoding_labelled(page.charset);
  if (header == Encoding::viqr) return convert(bytes, 0, Encoding::viqr);
  const auto found = charset::detect_seven_bit(bytes);
  return found ? convert(bytes, 0, *found) : charset::view_utf8(bytes, 0);
}

Text decode_utf8(const Page& page) {
  const std::string_view bytes = page.bytes;
  if (charset::ascii_prefix(bytes) == bytes.size()) return decode_ascii(page);
  return charset::view_utf8(bytes, 0);
}

/// UTF-8 with a few errors, as pages put together from several sources have.
/// Characters are seldom well formed by chance, so that eight for each error
/// beat another label.
bool is_mostly_utf8(const charset::Utf8Count& count, std::optional<Encoding> declared) {
  if (declared == Encoding::utf_8) return count.characters > 0 && count.characters >= count.malformed;
  return count.characters > (declared ? 8 : 1) * count.malformed;
}

/// Text that is not valid UTF-8.
Text decode_other(const Page& page) {
  const std::string_view bytes = page.bytes;
  const Declared declared = declared_of(page);
  if (is_utf16(declared.header)) return convert(bytes, 0, *declared.header);
  if (is_mostly_utf8(charset::count_utf8(bytes), declared.first())) return convert(bytes, 0, Encoding::utf_8);
  if (const auto found = charset::detect_vietnamese(bytes)) return convert(bytes, 0, *found);

  const bool latin = !charset::is_unlike_latin(bytes);
  for (const auto candidate : {declared.header, declared.markup}) {
    if (!candidate || *candidate == Encoding::utf_8 || (!latin && is_latin(*candidate))) continue;
    Text text = convert(bytes, 0, *candidate);
    if (is_plausible(text, bytes)) return text;
  }
  for (const auto candidate : {charset::detect_any(bytes), declared.header, declared.markup}) {
    if (!candidate || *candidate == Encoding::utf_8 || is_utf16(candidate)) continue;
    Text text = convert(bytes, 0, *candidate);
    if (is_plausible(text, bytes)) return text;
  }
  return convert(bytes, 0, Encoding::windows_1252);
}

}  // namespace

Text decode(const Page& page) {
  const std::string_view bytes = page.bytes;
  for (const ByteOrderMark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) return convert(bytes, mark.bytes.size(), mark.encoding);
  }
  if (const auto found = charset::detect_utf16(bytes)) return convert(bytes, 0, *found);
  if (charset::utf8_prefix(bytes) == bytes.size()) return decode_utf8(page);
  return decode_other(page);
}

}  // namespace thanbai
