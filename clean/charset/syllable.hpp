#pragma once
#include <string_view>

namespace thanbai::charset {

/// True if `word` (letters, in any case, NFC) is spelled as a Vietnamese
/// syllable may be: initial, rhyme, and at most one tone mark, acute or dot
/// before a final c, ch, p or t. Says nothing of meaning.
[[nodiscard]] bool is_vietnamese_syllable(std::u32string_view word);

/// True if `word`, of at most 24 letters, is one or more such syllables.
[[nodiscard]] bool is_vietnamese_compound(std::u32string_view word);

}  // namespace thanbai::charset
