#pragma once
#include <string>
#include <string_view>

namespace thanbai {

/// The parts of an absolute http or https URL, normalised (WHATWG URL Standard
/// as far as libcurl goes). Empty `host`: it was none.
struct Url {
  std::string scheme, host, port, path, query;
};
[[nodiscard]] Url parse_url(std::string_view url);

/// `reference` against `base`; empty if either makes no http(s) URL.
/// `mailto:` references come back as they are. The fragment is kept.
[[nodiscard]] std::string resolve_url(std::string_view base, std::string_view reference);

/// The URL without user name and password, for messages.
[[nodiscard]] std::string without_credentials(std::string_view url);

}  // namespace thanbai
