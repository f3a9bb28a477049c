#pragma once
#include <string>

#include "fetch/url.hpp"

namespace thanbai {

/// Reads the environment, such as std::getenv.
using Environment = const char* (*)(const char* name);

/// The proxy for a URL, or empty: `configured`, else http_proxy (lower case
/// only), https_proxy or HTTPS_PROXY, all_proxy or ALL_PROXY, unless no_proxy
/// or NO_PROXY names the host or a domain that it is in, or is `*`.
/// Read here rather than by libcurl, since a socket to a proxy must be told
/// from one to the page's own server.
[[nodiscard]] std::string proxy_for(const Url& url, const std::string& configured, Environment environment);

}  // namespace thanbai
