#pragma once
#include <optional>
#include <string_view>

#include "clean/charset/labels.hpp"

namespace thanbai::charset {

/// "Prescan a byte stream to determine its encoding" (HTML Standard,
/// 13.2.3.2): what `<meta>` or the XML declaration within `bytes` declares, with
/// UTF-16 read as UTF-8 and x-user-defined as windows-1252. The caller cuts
/// `bytes` at 1,024.
[[nodiscard]] std::optional<Encoding> prescan(std::string_view bytes);

/// The same for the whole head: up to `<body>`, `<frameset>` or `</head>`, and not
/// into scripts, styles and other raw text. Linear.
[[nodiscard]] std::optional<Encoding> prescan_head(std::string_view bytes);

}  // namespace thanbai::charset
