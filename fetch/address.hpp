#pragma once
#include <sys/socket.h>

#include <string_view>

namespace thanbai {

/// Why an address is no place for a public web page: the name of its range
/// ("loopback", "private network" ...). Empty if it is globally routable.
///
/// IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890). Only
/// 2000::/3 is global in IPv6. Forms that carry an IPv4 address (v4-mapped,
/// NAT64 64:ff9b::/96, 6to4) are judged by that; Teredo is refused.
[[nodiscard]] std::string_view why_not_public(const sockaddr& address);

/// The same for a host of a URL that is an address (IPv6 in brackets or not).
/// Empty for names, which only resolution can judge, but for `localhost`.
[[nodiscard]] std::string_view why_not_public(std::string_view host);

/// Fetch Standard, "bad port": those of other protocols.
[[nodiscard]] bool is_bad_port(unsigned port);

}  // namespace thanbai
