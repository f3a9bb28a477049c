#pragma once
#include <string>
#include <string_view>

#include <thanbai/page.hpp>

namespace thanbai {

/// What a refresh says (HTML Standard, "shared declarative refresh steps").
struct Refresh {
  double seconds = 0;
  std::string url;  ///< as written; empty where the page only reloads itself
};

/// The value of `<meta http-equiv=refresh content>` or of a Refresh header.
/// Both fields zero or empty if it makes no sense.
[[nodiscard]] Refresh parse_refresh(std::string_view value);

/// Where a page sends its readers on at once, absolute: by the value of its
/// Refresh header, or the first refresh of its tree that a reader with scripts
/// obeys (none in `noscript`), to another http(s) address, within ten seconds;
/// a page that waits longer is there to be read. Empty: nowhere. Pages in
/// UTF-16 are not looked into.
[[nodiscard]] std::string refresh_target(const Page& page, std::string_view header = {});

}  // namespace thanbai
