#pragma once
#include <thanbai/page.hpp>

#include "clean/text.hpp"

namespace thanbai {

/// Bytes to UTF-8, in the order of the HTML Standard, "determining the
/// character encoding": BOM, HTTP header (Page::charset), `<meta>` within the
/// first 1,024 bytes and then anywhere before the body, UTF-8 if valid,
/// detection, windows-1252. What the text itself shows beats a wrong label:
/// bytes that are valid UTF-8 with non-ASCII characters are UTF-8, and pages in
/// TCVN3, VISCII, VPS, VNI or VIQR, which no label names, are known by their text.
///
/// Never fails: malformed sequences become U+FFFD, one for each maximal
/// subpart (Encoding Standard), and are counted. Linear. `page` must outlive
/// the result.
[[nodiscard]] Text decode(const Page& page);

}  // namespace thanbai
