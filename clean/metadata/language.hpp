#pragma once
#include <string>
#include <string_view>

namespace thanbai {

/// A language as pages declare it (`en_us`, `VN`, `de-DE-x-formal`) as a BCP 47
/// tag with its usual case (`en-US`, `vi`, `de-DE`); empty if it is none.
[[nodiscard]] std::string language_tag(std::string_view declared);

/// The language of running text by its letters and words (CLD2); empty if that
/// is not sure. Reads at most 1,000 bytes, in some 50 microseconds.
[[nodiscard]] std::string language_of(std::string_view text);

/// Whether `text` can be in the language: a text that is half outside of ASCII
/// is not English, whatever a template declares.
[[nodiscard]] bool fits_language(std::string_view text, std::string_view tag);

}  // namespace thanbai
