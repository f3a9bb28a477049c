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

/// The same for bytes already known to be valid UTF-8, less than 4 GiB.
[[nodiscard]] Text view_utf8(std::string_view bytes, std::size_t begin);

}  // namespace thanbai::charset
