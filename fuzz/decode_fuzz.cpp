// decode() on any bytes: valid UTF-8 comes out, offsets lead into the source and
// never back, markup stays. The first byte chooses the HTTP label, among them none.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "clean/charset/convert.hpp"
#include "clean/charset/labels.hpp"
#include "clean/charset/utf8.hpp"
#include "clean/decode.hpp"

namespace {

using thanbai::Text;
using thanbai::charset::Encoding;

constexpr Encoding kEncodings[] = {
#define X(id, name) Encoding::id,
    THANBAI_ENCODINGS(X)
#undef X
};

void check(bool holds) {
  if (!holds) std::abort();
}

std::size_t count(std::string_view text, char wanted) {
  std::size_t found = 0;
  for (const char c : text) found += c == wanted ? 1 : 0;
  return found;
}

/// Encodings that read each `<` byte as that.
bool keeps_markup(std::string_view charset) {
  return !charset.starts_with("utf-16") && !charset.starts_with("utf-32") && charset != "iso-2022-jp" &&
         charset != "replacement";
}

void check_text(const Text& text, std::string_view bytes) {
  check(thanbai::charset::utf8_prefix(text.utf8) == text.utf8.size());
  check(thanbai::charset::count_utf8(text.utf8).malformed == 0);
  check(!text.charset.empty());
  check(text.utf8.size() <= 3 * bytes.size() + 8);
  if (keeps_markup(text.charset)) check(count(text.utf8, '<') == count(bytes, '<'));
  std::size_t before = 0;
  for (std::size_t at = 0; at < text.utf8.size(); ++at) {
    const std::size_t source = text.source_offset(at);
    check(source >= before && source < bytes.size());
    before = source;
    if (text.utf8[at] == '<' && keeps_markup(text.charset)) check(bytes[source] == '<');
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t choice = data[0];
  thanbai::Page page;
  page.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (choice < std::size(kEncodings)) {
    const Encoding encoding = kEncodings[choice];
    check_text(thanbai::charset::convert(page.bytes, 0, encoding), page.bytes);
    page.charset = thanbai::charset::name_of(encoding);
  }
  check_text(thanbai::decode(page), page.bytes);
  return 0;
}
