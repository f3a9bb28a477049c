#include "fetch/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string>

namespace thanbai {
namespace {

using Bytes4 = std::array<std::uint8_t, 4>;
using Bytes16 = std::array<std::uint8_t, 16>;

template <std::size_t size>
struct Range {
  std::array<std::uint8_t, size> prefix;
  unsigned bits;
  const char* name;  ///< empty: global within a wider range that is not
};

constexpr Range<4> ranges4[] = {
    {{0, 0, 0, 0}, 8, "this network"},
    {{10, 0, 0, 0}, 8, "private network"},
    {{100, 64, 0, 0}, 10, "carrier-grade NAT"},
    {{127, 0, 0, 0}, 8, "loopback"},
    {{169, 254, 0, 0}, 16, "link-local"},
    {{172, 16, 0, 0}, 12, "private network"},
    {{192, 0, 0, 0}, 24, "protocol assignment"},
    {{192, 0, 2, 0}, 24, "documentation"},
    {{192, 88, 99, 0}, 24, "6to4 relay"},
    {{192, 168, 0, 0}, 16, "private network"},
    {{198, 18, 0, 0}, 15, "benchmarking"},
    {{198, 51, 100, 0}, 24, "documentation"},
    {{203, 0, 113, 0}, 24, "documentation"},
    {{224, 0, 0, 0}, 4, "multicast"},
    {{240, 0, 0, 0}, 4, "reserved"},
};

// Tried in order; the first that holds the address names it.
constexpr Range<16> ranges6[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 128, "unspecified"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback"},
    {{0xfc}, 7, "unique local"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "site-local"},
    {{0xff}, 8, "multicast"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "local NAT64"},
    {{0x20, 0x01, 0x00, 0x00}, 32, "Teredo"},
    {{0x20, 0x01, 0x00, 0x00}, 23, "protocol assignment"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},
    {{0x3f, 0xff, 0x00}, 20, "documentation"},
    {{0x20}, 3, ""},
    {{0x00}, 0, "reserved"},
};

template <std::size_t size>
bool holds(const Range<size>& range, const std::array<std::uint8_t, size>& address) {
  const std::size_t whole = range.bits / 8;
  if (!std::equal(address.begin(), address.begin() + whole, range.prefix.begin())) return false;
  if (range.bits % 8 == 0) return true;
  const unsigned mask = 0xff00u >> (range.bits % 8) & 0xffu;
  return ((address[whole] ^ range.prefix[whole]) & mask) == 0;
}

std::string_view judge(const Bytes4& address) {
  const auto* found = std::find_if(std::begin(ranges4), std::end(ranges4),
                                   [&](const Range<4>& range) { return holds(range, address); });
  return found == std::end(ranges4) ? "" : found->name;
}

Bytes4 four_at(const Bytes16& address, std::size_t offset) {
  return {address[offset], address[offset + 1], address[offset + 2], address[offset + 3]};
}

std::string_view judge(const Bytes16& address) {
  static constexpr Range<16> mapped{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, ""};
  static constexpr Range<16> nat64{{0x00, 0x64, 0xff, 0x9b}, 96, ""};
  static constexpr Range<16> six_to_four{{0x20, 0x02}, 16, ""};
  if (holds(mapped, address) || holds(nat64, address)) return judge(four_at(address, 12));
  if (holds(six_to_four, address)) return judge(four_at(address, 2));
  return std::find_if(std::begin(ranges6), std::end(ranges6),
                      [&](const Range<16>& range) { return holds(range, address); })
      ->name;
}

// Fetch Standard, section "Port blocking"; sorted.
constexpr std::uint16_t bad_ports[] = {
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,   42,   43,
    53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,
    123,  135,  137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,  526,  530,  531,
    532,  540,  548,  554,  556,  563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049,
    3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

}  // namespace

std::string_view why_not_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    Bytes4 bytes;
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in&>(address).sin_addr, bytes.size());
    return judge(bytes);
  }
  if (address.sa_family == AF_INET6) {
    Bytes16 bytes;
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, bytes.size());
    return judge(bytes);
  }
  return "no internet address";
}

std::string_view why_not_public(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host == "localhost" || host.ends_with(".localhost")) return "loopback";
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string text(host.substr(0, host.find('%')));
  Bytes4 bytes4;
  if (inet_pton(AF_INET, text.c_str(), bytes4.data()) == 1) return judge(bytes4);
  Bytes16 bytes16;
  if (inet_pton(AF_INET6, text.c_str(), bytes16.data()) == 1) return judge(bytes16);
  return {};
}

bool is_bad_port(unsigned port) {
  return port > 65535 ||
         std::binary_search(std::begin(bad_ports), std::end(bad_ports), static_cast<std::uint16_t>(port));
}

}  // namespace thanbai
