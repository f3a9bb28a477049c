#pragma once
#include <string_view>

#include "clean/charset/labels.hpp"
#include "clean/charset/writer.hpp"

namespace thanbai::charset {

// Encodings of Vietnamese before Unicode. All give composed letters (NFC):
//
//   tcvn3         TCVN 5712:1993 as the .Vn fonts (ABC) have it: its small letters
//                 and unaccented capitals, with windows-1252's punctuation in 80-9F
//   viscii        RFC 1456; six capitals among the control characters
//   vps           Vietnamese Professionals Society; fourteen capitals there
//   windows-1258  base letters and combining tone marks
//   vni           the VNI- fonts: base letter, then a byte for its marks; other
//                 bytes are windows-1252's
//   viqr          RFC 1456, section 3: ASCII, `Vie^.t Nam`; `\` keeps a mark as
//                 it is. Only in words that then are Vietnamese, and never in tags.

/// True for the six above.
[[nodiscard]] bool is_vietnamese(Encoding encoding);

/// `encoding` must be one of them.
void decode_vietnamese(Encoding encoding, Writer& writer);

/// What a text shows of Vietnamese. Counts of words.
struct VietnameseEvidence {
  unsigned words = 0;
  unsigned marked = 0;    ///< with letters that are not ASCII, or symbols that no text has
  unsigned valid = 0;     ///< of these, Vietnamese syllables
  unsigned distinct = 0;  ///< of these, unlike each other; counted up to 64
};

/// Of a text in UTF-8, without tags.
[[nodiscard]] VietnameseEvidence vietnamese_evidence(std::string_view text);

/// Of a text in ASCII, without tags, read as VIQR. Marked are words with a
/// modifier of a letter (`a^`, `u+`, `dd`).
[[nodiscard]] VietnameseEvidence viqr_evidence(std::string_view text);

}  // namespace thanbai::charset
