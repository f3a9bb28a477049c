#pragma once
#include <array>

#include "clean/charset/labels.hpp"
#include "clean/charset/writer.hpp"

namespace thanbai::charset {

/// Characters of the bytes 80 to FF. U+FFFD: unassigned.
using HighHalf = std::array<char16_t, 128>;

/// Table of a single-byte encoding of the Encoding Standard; null for others.
[[nodiscard]] const HighHalf* high_half(Encoding encoding);

/// "Single-byte decoder", Encoding Standard 9.1.
void decode_single_byte(const HighHalf& high, Writer& writer);

/// "x-user-defined decoder", Encoding Standard 14.5.1.
void decode_user_defined(Writer& writer);

}  // namespace thanbai::charset
