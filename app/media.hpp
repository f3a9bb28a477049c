#pragma once
#include <string>
#include <string_view>

namespace thanbai::app {

/// What a file is that holds no text, as a media type; empty for text in any
/// encoding. Errs towards text: legacy charsets use control characters, and
/// UTF-16 zero bytes, but not both kinds in all places as binary data does.
[[nodiscard]] std::string binary_type_of(std::string_view bytes);

}  // namespace thanbai::app
