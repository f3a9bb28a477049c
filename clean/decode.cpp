#include "clean/decode.hpp"

#include "clean/charset/convert.hpp"
#include "clean/charset/labels.hpp"
#include "clean/charset/utf8.hpp"

namespace thanbai {
namespace {

using charset::Encoding;

struct ByteOrderMark {
  std::string_view bytes;
  Encoding encoding;
};
constexpr ByteOrderMark kMarks[] = {
    {"\xEF\xBB\xBF", Encoding::utf_8}, {"\xFE\xFF", Encoding::utf_16be}, {"\xFF\xFE", Encoding::utf_16le}};

}  // namespace

Text decode(const Page& page) {
  const std::string_view bytes = page.bytes;
  for (const ByteOrderMark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) return charset::convert(bytes, mark.bytes.size(), mark.encoding);
  }
  Text text = charset::convert(bytes, 0, Encoding::utf_8);
  if (text.replacements == 0) return text;
  const auto label = charset::encoding_labelled(page.charset);
  return charset::convert(bytes, 0, label.value_or(Encoding::windows_1252));
}

}  // namespace thanbai
