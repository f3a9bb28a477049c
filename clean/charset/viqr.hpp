#pragma once
#include <string_view>

#include "clean/charset/evidence.hpp"
#include "clean/charset/writer.hpp"

namespace thanbai::charset {

/// VIQR (RFC 1456, section 3). Marks are read only in words that then are
/// Vietnamese, and never in tags, scripts and comments. A full stop or question
/// mark behind a word is a tone where the word can bear it there, unless a
/// backslash is before it: `nha.` is nhạ, `nhau.` is nhau and a stop.
void decode_viqr(Writer& writer);

/// Of a text in ASCII, without tags, read as VIQR. Marked are words with a
/// modifier of a letter (`a^`, `u+`, `dd`).
[[nodiscard]] VietnameseEvidence viqr_evidence(std::string_view text);

}  // namespace thanbai::charset
