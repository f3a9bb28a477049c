#pragma once
#include "clean/charset/writer.hpp"

namespace thanbai::charset {

/// "Shared UTF-16 decoder", Encoding Standard 14.2.1: a lone surrogate is one
/// U+FFFD, and so is an odd last byte.
void decode_utf16(bool big_endian, Writer& writer);

/// UTF-32, which the standard leaves out. What is no character is one U+FFFD, and
/// so are bytes left over.
void decode_utf32(bool big_endian, Writer& writer);

}  // namespace thanbai::charset
