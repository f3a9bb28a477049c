#pragma once
#include <string>
#include <string_view>

namespace thanbai {

/// The parts of an absolute http or https URL, normalised (WHATWG URL Standard
/// as far as libcurl goes): scheme and host in lower case, host in ASCII (UTS
/// #46) with IPv4 numbers in dotted form and IPv6 in brackets, dot segments
/// removed, what may not stand in a URL percent-encoded. `port` is empty where
/// it is the scheme's own; `path` starts with `/`; `query` has no `?`.
/// Empty `host`: it was none.
struct Url {
  std::string scheme, host, port, path, query;
};
[[nodiscard]] Url parse_url(std::string_view url);

/// `reference` against `base`; empty if either makes no http(s) URL.
/// `mailto:` references come back as they are. The fragment is kept; user
/// name and password are not.
[[nodiscard]] std::string resolve_url(std::string_view base, std::string_view reference);

/// The URL without user name and password, for messages.
[[nodiscard]] std::string without_credentials(std::string_view url);

/// `scheme://host:port/path?query`, without fragment and credentials.
[[nodiscard]] std::string to_string(const Url& url);

/// `scheme://host:port` (RFC 6454), the port only where it is not the scheme's own.
[[nodiscard]] std::string origin_of(const Url& url);

/// User name and password, percent-decoded; both empty if there are none.
struct Credentials {
  std::string user, password;
};
[[nodiscard]] Credentials credentials_of(std::string_view url);

}  // namespace thanbai
