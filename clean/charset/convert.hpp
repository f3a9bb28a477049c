#pragma once
#include <cstddef>
#include <string_view>

#include "clean/charset/labels.hpp"
#include "clean/text.hpp"

namespace thanbai::charset {

/// `bytes`, less a BOM of `begin` bytes, read as `encoding`. Linear.
/// The text points into `bytes` if these are valid UTF-8 and `encoding` is that.
/// An ASCII byte never disappears into a malformed sequence.
[[nodiscard]] Text convert(std::string_view bytes, std::size_t begin, Encoding encoding);

}  // namespace thanbai::charset
