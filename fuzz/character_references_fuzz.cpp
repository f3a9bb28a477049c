// Decoding references: never more bytes than were read and a reference can
// give, every byte consumed, one reference at a time the same as all at once.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "clean/character_references.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace thanbai;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const ReferenceContext context : {ReferenceContext::text, ReferenceContext::attribute}) {
    std::string whole, pieces;
    decode_references(text, context, whole);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t consumed = text[at] == '&' ? decode_reference(text.substr(at), context, pieces) : 0;
      if (consumed == 0) pieces += text[at];
      at += consumed == 0 ? 1 : consumed;
      if (at > text.size()) std::abort();
    }
    if (whole != pieces) std::abort();
    if (whole.size() > 2 * text.size()) std::abort();  // `&nGt;` becomes six bytes
  }
  return 0;
}
