#include "fetch/address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "fetch/url.hpp"

namespace thanbai {
namespace {

TEST(Address, OnlyGlobalOnesArePublic) {
  const struct {
    const char *host, *why;
  } rows[] = {
      {"93.184.216.34", ""},
      {"1.1.1.1", ""},
      {"100.63.255.255", ""},
      {"100.128.0.0", ""},
      {"172.15.255.255", ""},
      {"172.32.0.0", ""},
      {"198.17.255.255", ""},
      {"198.20.0.0", ""},
      {"223.255.255.255", ""},
      {"0.0.0.0", "this network"},
      {"10.255.0.1", "private network"},
      {"100.64.0.0", "carrier-grade NAT"},
      {"100.127.255.255", "carrier-grade NAT"},
      {"127.0.0.1", "loopback"},
      {"127.255.255.254", "loopback"},
      {"169.254.169.254", "link-local"},
      {"172.16.0.1", "private network"},
      {"172.31.255.255", "private network"},
      {"192.0.0.8", "protocol assignment"},
      {"192.0.2.1", "documentation"},
      {"192.88.99.1", "6to4 relay"},
      {"192.168.1.1", "private network"},
      {"198.18.0.1", "benchmarking"},
      {"198.19.255.255", "benchmarking"},
      {"198.51.100.1", "documentation"},
      {"203.0.113.1", "documentation"},
      {"224.0.0.1", "multicast"},
      {"239.255.255.250", "multicast"},
      {"240.0.0.1", "reserved"},
      {"255.255.255.255", "reserved"},
      {"[2606:4700:4700::1111]", ""},
      {"[2a00:1450:4001:80f::200e]", ""},
      {"[::]", "unspecified"},
      {"[::1]", "loopback"},
      {"[::7f00:1]", "reserved"},  // v4-compatible, long deprecated
      {"[::ffff:127.0.0.1]", "loopback"},
      {"[::ffff:a00:1]", "private network"},
      {"[::ffff:1.1.1.1]", ""},
      {"[::ffff:0:127.0.0.1]", "reserved"},  // SIIT
      {"[64:ff9b::127.0.0.1]", "loopback"},
      {"[64:ff9b::a9fe:a9fe]", "link-local"},
      {"[64:ff9b::101:101]", ""},
      {"[64:ff9b:1::101:101]", "local NAT64"},
      {"[2002:7f00:1::]", "loopback"},
      {"[2002:c0a8:101::1]", "private network"},
      {"[2002:101:101::1]", ""},
      {"[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "Teredo"},
      {"[2001:2::1]", "protocol assignment"},
      {"[2001:db8::1]", "documentation"},
      {"[3fff:fff::1]", "documentation"},
      {"[fc00::1]", "unique local"},
      {"[fdff::1]", "unique local"},
      {"[fe80::1]", "link-local"},
      {"[fe80::1%25eth0]", "link-local"},
      {"[fec0::1]", "site-local"},
      {"[ff02::1]", "multicast"},
      {"[4000::1]", "reserved"},
      {"[100::1]", "reserved"},
      {"localhost", "loopback"},
      {"localhost.", "loopback"},
      {"a.localhost", "loopback"},
      {"a.example", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.host);
    EXPECT_EQ(why_not_public(std::string_view(row.host)), row.why);
  }
}

TEST(Address, OddSpellingsAreTheSameAddress) {
  for (const char* url : {"http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/",
                          "http://0x7f.0.0.1/", "http://0177.1/", "http://127.0.1/", "http://127.0.0.1./",
                          "http://[0:0:0:0:0:ffff:7f00:0001]/"}) {
    SCOPED_TRACE(url);
    EXPECT_EQ(why_not_public(parse_url(url).host), "loopback");
  }
}

TEST(Address, SocketAddressesAreJudgedAlike) {
  sockaddr_in four{};
  four.sin_family = AF_INET;
  inet_pton(AF_INET, "192.168.0.1", &four.sin_addr);
  EXPECT_EQ(why_not_public(reinterpret_cast<const sockaddr&>(four)), "private network");
  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  inet_pton(AF_INET6, "2606:4700::1", &six.sin6_addr);
  EXPECT_EQ(why_not_public(reinterpret_cast<const sockaddr&>(six)), "");
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_NE(why_not_public(other), "");
}

TEST(Address, PortsOfOtherProtocolsAreBad) {
  for (const unsigned port : {0u, 1u, 21u, 22u, 25u, 110u, 143u, 993u, 6000u, 6667u, 10080u, 65536u}) {
    EXPECT_TRUE(is_bad_port(port)) << port;
  }
  for (const unsigned port : {80u, 443u, 2u, 1024u, 3000u, 8080u, 8443u, 65535u}) {
    EXPECT_FALSE(is_bad_port(port)) << port;
  }
}

}  // namespace
}  // namespace thanbai
