#pragma once
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
//   viqr          RFC 1456, section 3: ASCII, `Vie^.t Nam`; see viqr.hpp

/// True for the six above.
[[nodiscard]] bool is_vietnamese(Encoding encoding);

/// `encoding` must be one of them.
void decode_vietnamese(Encoding encoding, Writer& writer);

}  // namespace thanbai::charset
