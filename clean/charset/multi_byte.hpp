#pragma once
#include "clean/charset/writer.hpp"

namespace thanbai::charset {

// The decoders of the Encoding Standard, sections 10 to 13. Their state machines
// are the standard's, so that an ASCII byte that cannot follow a lead byte is
// read on its own; their indexes are ICU's converters, read out once, corrected
// where the standard differs.

void decode_gb18030(Writer& writer);  ///< GBK too
void decode_big5(Writer& writer);
void decode_euc_jp(Writer& writer);
void decode_shift_jis(Writer& writer);
void decode_iso_2022_jp(Writer& writer);
void decode_euc_kr(Writer& writer);

}  // namespace thanbai::charset
