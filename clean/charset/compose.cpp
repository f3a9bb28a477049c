#include "clean/charset/compose.hpp"

#include <unicode/unorm2.h>

namespace thanbai::charset {

char32_t composed(char32_t letter, char32_t mark) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* const nfc = unorm2_getNFCInstance(&error);
  if (U_FAILURE(error)) return 0;
  const auto pair = [=](char32_t first, char32_t second) {
    const UChar32 both = unorm2_composePair(nfc, static_cast<UChar32>(first), static_cast<UChar32>(second));
    return both < 0 ? char32_t{0} : static_cast<char32_t>(both);
  };
  if (const char32_t both = pair(letter, mark); both != 0 || mark != kDot) return both;
  // Unicode puts a dot below before a circumflex or breve, and composes in that order.
  UChar parts[4];
  if (unorm2_getRawDecomposition(nfc, static_cast<UChar32>(letter), parts, 4, &error) != 2) return 0;
  return pair(pair(parts[0], kDot), parts[1]);
}

}  // namespace thanbai::charset
