// Every promise of fetch(), against a server that breaks every promise of HTTP.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>

#include <thanbai/thanbai.hpp>

#include "fetch/fetch.hpp"
#include "tests/misbehaving_server.hpp"

namespace thanbai {
namespace {

using testing::Connection;
using testing::header_of;
using testing::Identity;
using testing::path_of;
using testing::Server;
using Kind = Error::Kind;

const char* const html = "<!doctype html><title>Bay</title><p>Rain fell on the bay all night.";
const char* const html_type = "Content-Type: text/html; charset=utf-8\r\n";

/// Options for a server on this machine, quick to give up.
FetchOptions quick() {
  FetchOptions options;
  options.timeout_seconds = 5;
  options.connect_seconds = 2;
  options.retries = 0;
  options.allow_private = true;
  return options;
}

FetchOptions with(const std::function<void(FetchOptions&)>& change) {
  FetchOptions options = quick();
  change(options);
  return options;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A proxy of the machine's would answer for the server.
class NoProxy : public ::testing::Environment {
  void SetUp() override {
    for (const char* name :
         {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"}) {
      ::unsetenv(name);
    }
  }
};
const auto* const no_proxy [[maybe_unused]] = ::testing::AddGlobalTestEnvironment(new NoProxy);

/// A file that goes when the test does.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content) {
    int descriptor = ::mkstemp(path_.data());
    ::close(descriptor);
    std::ofstream(path_) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "thanbai-test-XXXXXX").string();
};

// ---- What works

TEST(Fetch, GivesThePageAndWhatIsKnownOfIt) {
  const Server server([](Connection& c) {
    c.read_request();
    c.respond("200 OK", "Content-Type: Text/HTML; Charset=\"windows-1258\"\r\n", html);
  });
  const auto page = fetch(server.url("/a/../b?q#top"), quick());
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->bytes, html);
  EXPECT_EQ(page->url, server.url("/b?q"));
  EXPECT_EQ(page->source, server.url("/a/../b?q#top"));
  EXPECT_EQ(page->media_type, "text/html");
  EXPECT_EQ(page->charset, "windows-1258");
  EXPECT_FALSE(page->partial);
}

TEST(Fetch, SaysWhoItIsAndWhatItTakes) {
  std::string request;
  const Server server([&](Connection& c) {
    request = c.read_request();
    c.respond("200 OK", html_type, html);
  });
  ASSERT_TRUE(fetch(server.url(), quick()));
  EXPECT_TRUE(header_of(request, "User-Agent").starts_with("thanbai/")) << request;
  EXPECT_EQ(header_of(request, "Accept-Encoding"), "gzip, deflate, br, zstd");
  EXPECT_TRUE(header_of(request, "Accept").starts_with("text/html")) << request;
  const auto custom = with([](FetchOptions& o) {
    o.user_agent = "reader/1";
    o.headers = {"Accept: text/plain", "X-Key: secret"};
  });
  ASSERT_TRUE(fetch(server.url(), custom));
  EXPECT_EQ(header_of(request, "User-Agent"), "reader/1");
  EXPECT_EQ(header_of(request, "Accept"), "text/plain");
  EXPECT_EQ(header_of(request, "X-Key"), "secret");
}

TEST(Fetch, UndoesEveryContentCoding) {
  std::string text = html;
  for (int i = 0; i < 20000; ++i) text += " " + std::to_string(i);
  for (const char* coding : {"gzip", "deflate", "bare deflate", "br", "zstd"}) {
    SCOPED_TRACE(coding);
    const std::string name = std::string(coding) == "bare deflate" ? "deflate" : coding;
    const Server server([&](Connection& c) {
      c.read_request();
      c.respond("200 OK", html_type + ("Content-Encoding: " + name) + "\r\n",
                testing::compressed(coding, text));
    });
    const auto page = fetch(server.url(), quick());
    ASSERT_TRUE(page) << to_string(page.error());
    EXPECT_EQ(page->bytes, text);
  }
}

TEST(Fetch, UndoesCodingsOnTopOfEachOtherAndSeveralMembers) {
  using testing::compressed;
  const struct {
    const char* encoding;
    std::string body, text;
  } rows[] = {
      {"gzip, br", compressed("br", compressed("gzip", html)), html},
      {"identity", html, html},
      {"gzip", compressed("gzip", html) + compressed("gzip", " More."), std::string(html) + " More."},
      {"zstd", compressed("zstd", html) + compressed("zstd", " More."), std::string(html) + " More."},
      {"gzip", compressed("gzip", html) + "trailing rubbish", html},
      {"gzip", "", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.encoding);
    const Server server([&](Connection& c) {
      c.read_request();
      c.respond("200 OK", html_type + ("Content-Encoding: " + std::string(row.encoding)) + "\r\n", row.body);
    });
    const auto page = fetch(server.url(), quick());
    ASSERT_TRUE(page) << to_string(page.error());
    EXPECT_EQ(page->bytes, row.text);
  }
}

TEST(Fetch, SkipsEarlyHints) {
  const Server server([](Connection& c) {
    c.read_request();
    c.send("HTTP/1.1 103 Early Hints\r\nLocation: /wrong\r\nContent-Type: image/png\r\n\r\n");
    c.send("HTTP/1.1 100 Continue\r\n\r\n");
    c.respond("200 OK", html_type, html);
  });
  const auto page = fetch(server.url(), quick());
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->bytes, html);
  EXPECT_EQ(page->media_type, "text/html");
}

TEST(Fetch, ReadsToTheEndOfTheConnectionWithoutALength) {
  const Server server([](Connection& c) {
    c.read_request();
    c.send(std::string("HTTP/1.0 200 OK\r\n") + html_type + "\r\n" + html);
  });
  const auto page = fetch(server.url(), quick());
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->bytes, html);
}

TEST(Fetch, ReportsProgressAndStopsWhenTold) {
  const Server server([](Connection& c) {
    c.read_request();
    c.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(50000, 'x'));
    c.hang();
  });
  std::size_t expected = 0;
  const auto stop = [](void* state, std::size_t received, std::size_t size) {
    if (received > 0) *static_cast<std::size_t*>(state) = size;
    return received == 0;
  };
  const auto page = fetch(server.url(), quick(), stop, &expected);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, Kind::interrupted);
  EXPECT_EQ(expected, 100000u);
}

// ---- What fails, and how

struct Fault {
  const char* name;
  std::function<void(Connection&)> script;  ///< after the request was read
  Kind kind;
  const char* says;  ///< part of the message
  std::function<void(FetchOptions&)> change = [](FetchOptions&) {};
  double within_seconds = 4;
};

std::function<void(Connection&)> answer(const char* status, const char* headers, const char* body) {
  return [=](Connection& c) { c.respond(status, headers, body); };
}

std::function<void(Connection&)> raw(std::string bytes) {
  return [=](Connection& c) { c.send(bytes); };
}

void limit_time(FetchOptions& options) { options.timeout_seconds = 0.5; }
void limit_stall(FetchOptions& options) { options.stall_seconds = 1; }
void limit_size(FetchOptions& options) { options.max_bytes = 100'000; }

const Fault faults[] = {
    // Statuses
    {"not_found", answer("404 Not Found", html_type, html), Kind::not_found, "404"},
    {"gone", answer("410 Gone", html_type, html), Kind::not_found, "410"},
    {"login", answer("401 Unauthorized", html_type, html), Kind::refused, "needs a login"},
    {"server_error", answer("500 Oops", html_type, html), Kind::refused, "500"},
    {"no_content", raw("HTTP/1.1 204 No Content\r\n\r\n"), Kind::refused, "204"},
    {"not_modified", raw("HTTP/1.1 304 Not Modified\r\n\r\n"), Kind::refused, "304"},
    {"redirect_to_nowhere", answer("302 Found", "", ""), Kind::refused, "without an address"},
    {"endless_error_page",
     [](Connection& c) {
       c.send("HTTP/1.1 404 Not Found\r\n\r\n");
       while (c.send(std::string(4096, 'x'))) {
       }
     },
     Kind::not_found, "404"},
    // Time
    {"hangs_before_headers", [](Connection& c) { c.hang(); }, Kind::timed_out, "--timeout", limit_time},
    {"hangs_after_headers",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
       c.hang();
     },
     Kind::timed_out, "--timeout", limit_time},
    {"drips_a_byte_at_a_time",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n");
       while (c.send("x") && c.pause(0.2)) {
       }
     },
     Kind::timed_out, "stalled", limit_stall},
    {"drips_headers",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\n");
       while (c.send("x") && c.pause(0.05)) {
       }
     },
     Kind::timed_out, "--timeout", limit_time},
    // Broken connections
    {"closes_without_answer", [](Connection&) {}, Kind::refused, "without an answer"},
    {"resets_at_once", [](Connection& c) { c.reset(); }, Kind::refused, "broke"},
    {"resets_in_headers",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nContent-Ty");
       c.reset();
     },
     Kind::refused, "broke"},
    {"resets_in_body",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<p>Rain");
       c.reset();
     },
     Kind::refused, "broke"},
    {"closes_in_body", raw("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<p>Rain"), Kind::refused,
     "--partial"},
    {"closes_between_chunks", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nRain\r\n"),
     Kind::refused, "--partial"},
    // Protocol
    {"no_http_at_all", raw("SSH-2.0-OpenSSH_9.2\r\n"), Kind::refused, "HTTP/0.9"},
    {"garbage_chunk_size", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\nRain\r\n"),
     Kind::refused, ""},
    {"huge_chunk_size",
     raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nRain\r\n"),
     Kind::refused, ""},
    {"negative_length", raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<p>Rain"), Kind::refused, ""},
    // Size
    {"says_it_is_too_big",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n");
       c.hang();
     },
     Kind::too_big, "--max-size", limit_size},
    {"is_too_big",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\n\r\n");
       while (c.send(std::string(4096, 'x'))) {
       }
     },
     Kind::too_big, "--max-size", limit_size},
    {"endless_chunks",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
       while (c.send("1000\r\n" + std::string(4096, 'x') + "\r\n")) {
       }
     },
     Kind::too_big, "--max-size", limit_size},
    {"endless_headers",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\n");
       while (c.send("X-More: of the same\r\n")) {
       }
     },
     Kind::too_big, "headers"},
    {"endless_header_line",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nX-More: ");
       while (c.send(std::string(4096, 'x'))) {
       }
     },
     Kind::too_big, "header"},
    {"endless_early_hints",
     [](Connection& c) {
       while (c.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")) {
       }
     },
     Kind::too_big, "headers"},
    {"endless_trailers",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nRain\r\n0\r\n");
       while (c.send("X-More: of the same\r\n")) {
       }
     },
     Kind::too_big, "headers"},
    {"endless_chunk_extension",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;");
       while (c.send(std::string(4096, 'x'))) {
       }
     },
     Kind::timed_out, "", limit_time},
    // Codings
    {"corrupt_gzip", answer("200 OK", "Content-Encoding: gzip\r\n", html), Kind::refused, "corrupt"},
    {"corrupt_br", answer("200 OK", "Content-Encoding: br\r\n", "\xff\xff\xff\xff rubbish"), Kind::refused,
     "br data"},
    {"corrupt_zstd", answer("200 OK", "Content-Encoding: zstd\r\n", html), Kind::refused, "corrupt"},
    {"unknown_coding", answer("200 OK", "Content-Encoding: compress\r\n", html), Kind::unsupported,
     "compress"},
    {"coding_upon_coding", answer("200 OK", "Content-Encoding: gzip, gzip, gzip, gzip\r\n", html),
     Kind::unsupported, "Content-Encoding"},
    // Kinds of content
    {"pdf", answer("200 OK", "Content-Type: application/pdf\r\n", "%PDF-1.7"), Kind::unsupported,
     "application/pdf"},
    {"image", answer("200 OK", "Content-Type: image/png\r\n", "\x89PNG"), Kind::unsupported, "image/png"},
    {"json", answer("200 OK", "Content-Type: application/json\r\n", "{\"a\": 1}"), Kind::unsupported, "json"},
    {"video_never_ends",
     [](Connection& c) {
       c.send("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n");
       while (c.send(std::string(4096, 'x'))) {
       }
     },
     Kind::unsupported, "video/mp4"},
    {"pdf_called_html", answer("200 OK", html_type, "%PDF-1.7 ..."), Kind::unsupported, "application/pdf"},
    // Redirects
    {"to_a_file", answer("302 Found", "Location: file:///etc/hosts\r\n", ""), Kind::forbidden,
     "file:///etc/hosts"},
    {"to_ftp", answer("302 Found", "Location: ftp://a.example/\r\n", ""), Kind::forbidden,
     "only http and https"},
    {"to_script", answer("302 Found", "Location: javascript:alert(1)\r\n", ""), Kind::forbidden,
     "javascript:"},
    {"to_mail", answer("302 Found", "Location: mailto:a@b.example\r\n", ""), Kind::forbidden, "mailto:"},
    {"to_bad_port", answer("302 Found", "Location: http://127.0.0.1:25/\r\n", ""), Kind::forbidden,
     "port 25"},
    {"to_itself", answer("302 Found", "Location: /\r\n", ""), Kind::refused, "loop"},
};

class FetchFault : public ::testing::TestWithParam<Fault> {};

TEST_P(FetchFault, EndsWithinItsLimitAndSaysWhy) {
  const Fault& fault = GetParam();
  const Server server([&](Connection& c) {
    if (!c.read_request().empty()) fault.script(c);
  });
  const auto start = std::chrono::steady_clock::now();
  const auto page = fetch(server.url(), with(fault.change));
  EXPECT_LT(seconds_since(start), fault.within_seconds);
  ASSERT_FALSE(page) << page->bytes.substr(0, 100);
  EXPECT_EQ(page.error().kind, fault.kind) << to_string(page.error());
  EXPECT_NE(page.error().detail.find(fault.says), std::string::npos) << to_string(page.error());
  EXPECT_EQ(page.error().where, server.url());
}

INSTANTIATE_TEST_SUITE_P(Server, FetchFault, ::testing::ValuesIn(faults),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Fetch, RefusesWhatIsNoWebAddress) {
  const struct {
    const char* url;
    Kind kind;
    const char* says;
  } rows[] = {
      {"file:///etc/hosts", Kind::forbidden, "only these"},
      {"ftp://a.example/", Kind::forbidden, "only these"},
      {"gopher://a.example/", Kind::forbidden, "only these"},
      {"http://", Kind::forbidden, "only these"},
      {"nothing", Kind::forbidden, "only these"},
      {"http://a.example:22/", Kind::forbidden, "port 22"},
      {"https://a.example:6667/", Kind::forbidden, "port 6667"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.url);
    const auto page = fetch(row.url, quick());
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, row.kind);
    EXPECT_NE(page.error().detail.find(row.says), std::string::npos) << to_string(page.error());
  }
}

TEST(Fetch, NamesARefusedConnectionAndAnUnknownHost) {
  const auto refused = fetch("http://127.0.0.1:" + std::to_string(testing::closed_port()), quick());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::refused);
  EXPECT_NE(refused.error().detail.find("no connection"), std::string::npos) << to_string(refused.error());
  const auto unknown = fetch("http://nowhere.invalid/", with(limit_time));
  ASSERT_FALSE(unknown);
  // Without a name server it takes until the time limit.
  EXPECT_TRUE(unknown.error().kind == Kind::not_found || unknown.error().kind == Kind::timed_out);
}

TEST(Fetch, SaysWhenThereAreNoFileDescriptorsLeft) {
  rlimit old_limit{};
  getrlimit(RLIMIT_NOFILE, &old_limit);
  const rlimit none{3, old_limit.rlim_max};
  for (const char* url : {"http://127.0.0.1:8009/", "http://a.example/", "https://127.0.0.1:8009/"}) {
    setrlimit(RLIMIT_NOFILE, &none);
    const auto page = fetch(url, quick());
    setrlimit(RLIMIT_NOFILE, &old_limit);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Kind::exhausted) << to_string(page.error());
  }
}

TEST(Fetch, RefusesOptionsThatMakeNoSense) {
  const std::function<void(FetchOptions&)> rows[] = {
      [](FetchOptions& o) { o.timeout_seconds = 0; },
      [](FetchOptions& o) { o.headers = {"no colon"}; },
      [](FetchOptions& o) { o.headers = {"X: a\r\nHost: b"}; },
      [](FetchOptions& o) { o.user_agent = "a\nb"; },
      [](FetchOptions& o) { o.cookies_file = "/nonexistent/cookies"; },
      [](FetchOptions& o) { o.ca_file = "/nonexistent/ca.pem"; },
  };
  for (const auto& change : rows) {
    const auto page = fetch("http://a.example/", with(change));
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Kind::bad_option) << to_string(page.error());
  }
}

// ---- Addresses

TEST(FetchAddress, OfThisMachineIsRefusedUnlessAllowed) {
  const Server server([](Connection& c) {
    c.read_request();
    c.respond("200 OK", html_type, html);
  });
  const std::string port = ":" + std::to_string(server.port()) + "/";
  const auto strict = with([](FetchOptions& o) { o.allow_private = false; });
  for (const char* host : {"127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "[::1]",
                           "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0"}) {
    SCOPED_TRACE(host);
    const auto page = fetch("http://" + std::string(host) + port, strict);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Kind::forbidden) << to_string(page.error());
    EXPECT_NE(page.error().detail.find("is not public"), std::string::npos) << to_string(page.error());
  }
  EXPECT_EQ(server.connections(), 0);
  EXPECT_TRUE(fetch("http://2130706433" + port, quick()));
}

TEST(FetchAddress, OfPrivateNetworksIsRefusedBeforeAnythingIsSent) {
  const auto strict = with([](FetchOptions& o) { o.allow_private = false; });
  for (const char* host :
       {"10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.2.1",
        "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]", "[2001:db8::1]", "[2001::1]"}) {
    SCOPED_TRACE(host);
    const auto page = fetch("http://" + std::string(host) + "/", strict);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Kind::forbidden) << to_string(page.error());
  }
}

/// A public page that redirects: the server plays the proxy that fetched it.
TEST(FetchAddress, IsJudgedAgainAfterARedirect) {
  const Server inner([](Connection& c) {
    c.read_request();
    c.respond("200 OK", html_type, html);
  });
  for (const bool direct : {false, true}) {
    const Server proxy([&](Connection& c) {
      c.read_request();
      c.respond("302 Found", "Location: " + inner.url("/secret") + "\r\n", "");
    });
    ::setenv("http_proxy", proxy.url().c_str(), 1);
    if (direct) ::setenv("no_proxy", "127.0.0.1", 1);
    const auto page = fetch("http://public.example/", with([](FetchOptions& o) { o.allow_private = false; }));
    ::unsetenv("http_proxy");
    ::unsetenv("no_proxy");
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Kind::forbidden) << to_string(page.error());
    EXPECT_NE(page.error().detail.find("127.0.0.1 is not public (loopback)"), std::string::npos)
        << to_string(page.error());
    EXPECT_EQ(inner.connections(), 0);
  }
}

// ---- Redirects and secrets

TEST(FetchRedirect, OfEveryKindIsFollowed) {
  for (const char* status : {"301 x", "302 x", "303 x", "307 x", "308 x"}) {
    SCOPED_TRACE(status);
    const Server server([&](Connection& c) {
      for (std::string request; !(request = c.read_request()).empty();) {
        if (path_of(request) == "/") c.respond(status, "Location: b/../c?d#e\r\n", "moved");
        if (path_of(request) != "/") c.respond("200 OK", html_type, html);
      }
    });
    const auto page = fetch(server.url(), quick());
    ASSERT_TRUE(page) << to_string(page.error());
    EXPECT_EQ(page->url, server.url("/c?d"));
    EXPECT_EQ(page->source, server.url());
    EXPECT_EQ(server.connections(), 1);
  }
}

TEST(FetchRedirect, IsFollowedTenTimesAndNoMore) {
  int last = 10;
  const Server server([&](Connection& c) {
    for (std::string request; !(request = c.read_request()).empty();) {
      const int step = std::atoi(path_of(request).c_str() + 1);
      if (step == last) c.respond("200 OK", html_type, html);
      if (step != last) c.respond("302 Found", "Location: /" + std::to_string(step + 1) + "\r\n", "");
    }
  });
  EXPECT_TRUE(fetch(server.url("/0"), quick()));
  last = 11;
  const auto page = fetch(server.url("/0"), quick());
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, Kind::refused);
  EXPECT_NE(page.error().detail.find("over 10 redirects"), std::string::npos) << to_string(page.error());
}

TEST(FetchRedirect, ToItselfIsNoLoopOnceACookieIsSet) {
  const Server server([](Connection& c) {
    for (std::string request; !(request = c.read_request()).empty();) {
      const bool known = header_of(request, "Cookie") == "seen=1";
      if (known) c.respond("200 OK", html_type, html);
      if (!known) c.respond("302 Found", "Set-Cookie: seen=1\r\nLocation: /\r\n", "");
    }
  });
  const auto page = fetch(server.url(), quick());
  EXPECT_TRUE(page) << to_string(page.error());
}

TEST(FetchRedirect, ByThePageItselfIsFollowedOnce) {
  std::vector<std::string> paths;
  const Server server([&](Connection& c) {
    for (std::string request; !(request = c.read_request()).empty();) {
      paths.push_back(path_of(request));
      const std::string next = "<meta http-equiv=refresh content='0; url=" + paths.back() + "x'>";
      if (paths.back() == "/header") c.respond("200 OK", "Refresh: 0; url=/seen\r\n", html);
      if (paths.back() == "/seen") c.respond("200 OK", html_type, html);
      if (paths.back() == "/file") c.respond("200 OK", "Refresh: 0; url=file:///etc/hosts\r\n", html);
      if (paths.back().starts_with("/x")) c.respond("200 OK", html_type, next);
    }
  });
  const auto page = fetch(server.url("/x"), quick());
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->url, server.url("/xx"));
  EXPECT_EQ(paths, (std::vector<std::string>{"/x", "/xx"}));
  EXPECT_EQ(fetch(server.url("/header"), quick()).value().url, server.url("/seen"));
  EXPECT_EQ(fetch(server.url("/file"), quick()).value().url, server.url("/file"));
  const auto limited = fetch(server.url("/x"), with([](FetchOptions& o) { o.max_redirects = 0; }));
  ASSERT_FALSE(limited);
  EXPECT_NE(limited.error().detail.find("over 0 redirects"), std::string::npos) << to_string(limited.error());
}

TEST(FetchAndClean, GivesAnArticleOrTheErrorOfFetching) {
  const Server server([&](Connection& c) {
    const std::string request = c.read_request();
    std::string body = "<!doctype html><title>Bay</title><article><h1>Rain on the bay</h1>";
    for (int i = 0; i < 8; ++i) {
      body += "<p>Rain fell on the bay all night, and by morning the boats in harbour " + std::to_string(i) +
              " had to be baled out, said the keeper of the light, who had slept little.";
    }
    const bool there = path_of(request) == "/";
    c.respond(there ? "200 OK" : "404 x", html_type, body);
  });
  const auto article = fetch_and_clean(server.url(), quick());
  ASSERT_TRUE(article) << to_string(article.error());
  EXPECT_EQ(article->source, server.url());
  EXPECT_FALSE(article->pieces.empty());
  const auto missing = fetch_and_clean(server.url("/x"), quick());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Kind::not_found);
}

TEST(FetchRedirect, TakesNoSecretsToAnotherOrigin) {
  std::string seen;
  const Server other([&](Connection& c) {
    seen = c.read_request();
    c.respond("200 OK", html_type, html);
  });
  std::vector<std::string> requests;
  const Server server([&](Connection& c) {
    for (std::string request; !(request = c.read_request()).empty();) {
      requests.push_back(request);
      if (path_of(request) == "/") c.respond("302 Found", "Location: /again\r\n", "");
      if (path_of(request) != "/") c.respond("302 Found", "Location: " + other.url() + "\r\n", "");
    }
  });
  const std::string url = "http://me:hush@127.0.0.1:" + std::to_string(server.port()) + "/";
  const auto page = fetch(url, with([](FetchOptions& o) {
                            o.headers = {"Cookie: session=1", "X-Api-Key: k", "Accept-Language: vi"};
                          }));
  ASSERT_TRUE(page) << to_string(page.error());
  ASSERT_EQ(requests.size(), 2u);
  for (const std::string& request : requests) {
    EXPECT_EQ(header_of(request, "Authorization"), "Basic bWU6aHVzaA==");
    EXPECT_EQ(header_of(request, "Cookie"), "session=1");
    EXPECT_EQ(header_of(request, "X-Api-Key"), "k");
  }
  EXPECT_EQ(header_of(seen, "Authorization"), "");
  EXPECT_EQ(header_of(seen, "Cookie"), "");
  EXPECT_EQ(header_of(seen, "X-Api-Key"), "");
  EXPECT_EQ(header_of(seen, "Accept-Language"), "vi");
  EXPECT_EQ(page->source, server.url());
  EXPECT_EQ((page->source + page->url).find("hush"), std::string::npos);
}

TEST(FetchRedirect, DoesNotTakeCredentialsFromAServer) {
  std::string seen;
  const Server server([&](Connection& c) {
    for (std::string request; !(request = c.read_request()).empty();) {
      seen = request;
      const std::string location = "Location: http://a:b@127.0.0.1:" + header_of(request, "Host").substr(10);
      if (path_of(request) == "/") c.respond("302 Found", location + "/next\r\n", "");
      if (path_of(request) != "/") c.respond("200 OK", html_type, html);
    }
  });
  ASSERT_TRUE(fetch(server.url(), quick()));
  EXPECT_EQ(path_of(seen), "/next");
  EXPECT_EQ(header_of(seen, "Authorization"), "");
}

TEST(Fetch, NeverPrintsCredentials) {
  for (const char* url :
       {"http://me:hush@127.0.0.1:1/", "ftp://me:hush@a.example/", "http://me:hu/sh@a.example/"}) {
    const auto page = fetch(url, quick());
    ASSERT_FALSE(page);
    EXPECT_EQ(to_string(page.error()).find("hu"), std::string::npos) << to_string(page.error());
  }
}

TEST(Fetch, SendsTheCookiesOfAFileWhereTheyBelong) {
  const TemporaryFile cookies(
      "# Netscape HTTP Cookie File\n"
      "127.0.0.1\tFALSE\t/\tFALSE\t0\there\tyes\n"
      "other.example\tFALSE\t/\tFALSE\t0\tthere\tno\n");
  std::string request;
  const Server server([&](Connection& c) {
    request = c.read_request();
    c.respond("200 OK", html_type, html);
  });
  ASSERT_TRUE(fetch(server.url(), with([&](FetchOptions& o) { o.cookies_file = cookies.path(); })));
  EXPECT_EQ(header_of(request, "Cookie"), "here=yes");
}

TEST(Fetch, GoesThroughAProxyThatIsNamed) {
  std::string request;
  const Server proxy([&](Connection& c) {
    request = c.read_request();
    c.respond("200 OK", html_type, html);
  });
  const auto page = fetch("http://public.example/x", with([&](FetchOptions& o) {
                            o.proxy = proxy.url();
                            o.allow_private = false;
                          }));
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(path_of(request), "http://public.example/x");
}

// ---- TLS

class FetchTls : public ::testing::Test {
 protected:
  static auto greeting() {
    return [](Connection& c) {
      if (!c.read_request().empty()) c.respond("200 OK", html_type, html);
    };
  }
  FetchOptions trusting() const {
    return with([this](FetchOptions& o) { o.ca_file = trusted_.path(); });
  }

  Identity authority_ = testing::make_authority();
  TemporaryFile trusted_{testing::to_pem(authority_)};
};

TEST_F(FetchTls, OfATrustedServerIsFine) {
  const Identity good = testing::make_identity(authority_, "127.0.0.1", -3600, 3600);
  const Server server(greeting(), &good);
  const auto page = fetch(server.url(), trusting());
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->bytes, html);
  EXPECT_TRUE(page->url.starts_with("https://"));
}

TEST_F(FetchTls, IsVerifiedAndNeverRetriedWithout) {
  const Identity stranger = testing::make_authority("Stranger");
  const struct {
    const char* name;
    Identity identity;
    const char* says;
  } rows[] = {
      {"wrong host", testing::make_identity(authority_, "other.example", -3600, 3600), "127.0.0.1"},
      {"expired", testing::make_identity(authority_, "127.0.0.1", -7200, -3600), "expired"},
      {"not yet valid", testing::make_identity(authority_, "127.0.0.1", 3600, 7200), "not yet valid"},
      {"unknown authority", testing::make_identity(stranger, "127.0.0.1", -3600, 3600), "certificate"},
      {"signed by itself", stranger, "self"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const Server server(greeting(), &row.identity);
    const auto page = fetch(server.url(), trusting());
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Kind::refused);
    EXPECT_NE(page.error().detail.find(row.says), std::string::npos) << to_string(page.error());
    EXPECT_NE(page.error().detail.find("no secure connection"), std::string::npos) << to_string(page.error());
    EXPECT_EQ(server.connections(), 1);
  }
}

TEST_F(FetchTls, OnAPlainPortIsAnError) {
  const Server server([](Connection& c) { c.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  const auto page = fetch("https://127.0.0.1:" + std::to_string(server.port()), trusting());
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, Kind::refused) << to_string(page.error());
}

TEST_F(FetchTls, ThatIsCutOffIsAPartialPage) {
  const Identity good = testing::make_identity(authority_, "127.0.0.1", -3600, 3600);
  const Server server(
      [](Connection& c) {
        c.read_request();
        c.send(std::string("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n") + html_type + "\r\n" + html);
        c.reset();
      },
      &good);
  EXPECT_FALSE(fetch(server.url(), trusting()));
  FetchOptions partial = trusting();
  partial.partial = true;
  const auto page = fetch(server.url(), partial);
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->bytes, html);
  EXPECT_TRUE(page->partial);
}

// ---- Retries

TEST(FetchRetry, HelpsOverStatusesAndResetsThatPass) {
  for (const char* status : {"429 x", "502 x", "503 x", "504 x", "reset", "close", "cut"}) {
    SCOPED_TRACE(status);
    std::atomic<int> tries{0};
    const Server server([&](Connection& c) {
      for (std::string request; !(request = c.read_request()).empty();) {
        if (++tries == 2) {
          c.respond("200 OK", html_type, html);
        } else if (std::string(status) == "reset") {
          return c.reset();
        } else if (std::string(status) == "close") {
          return;
        } else if (std::string(status) == "cut") {
          c.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<p>");
          return;
        } else {
          c.respond(status, "", "");
        }
      }
    });
    const auto page = fetch(server.url(), with([](FetchOptions& o) { o.retries = 1; }));
    ASSERT_TRUE(page) << to_string(page.error());
    EXPECT_EQ(page->bytes, html);
    EXPECT_EQ(tries, 2);
  }
}

TEST(FetchRetry, EndsAndIsNotForOtherStatuses) {
  const struct {
    const char* status;
    int tries;
  } rows[] = {{"503 x", 2}, {"404 x", 1}, {"500 x", 1}, {"403 x", 1}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.status);
    std::atomic<int> tries{0};
    const Server server([&](Connection& c) {
      while (!c.read_request().empty()) {
        ++tries;
        c.respond(row.status, "", "");
      }
    });
    EXPECT_FALSE(fetch(server.url(), with([](FetchOptions& o) { o.retries = 1; })));
    EXPECT_EQ(tries, row.tries);
  }
}

TEST(FetchRetry, WaitsAsLongAsAskedUpToACap) {
  std::atomic<int> tries{0};
  std::string asked = "1";
  const Server server([&](Connection& c) {
    while (!c.read_request().empty()) {
      ++tries;
      if (tries == 1) c.respond("503 x", "Retry-After: " + asked + "\r\n", "");
      if (tries > 1) c.respond("200 OK", html_type, html);
    }
  });
  const auto patient = with([](FetchOptions& o) {
    o.retries = 1;
    o.retry_after_cap_seconds = 2;
  });
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(fetch(server.url(), patient));
  EXPECT_GE(seconds_since(start), 1.0);
  tries = 0;
  asked = "3600";
  const auto page = fetch(server.url(), patient);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, Kind::refused);
  EXPECT_NE(page.error().detail.find("3600 s"), std::string::npos) << to_string(page.error());
  EXPECT_EQ(tries, 1);
}

// ---- Partial pages, any status, memory

TEST(FetchPartial, GivesWhatCameAndSaysSo) {
  const std::string head = std::string("HTTP/1.1 200 OK\r\n") + html_type;
  const std::string packed = testing::compressed("gzip", html + std::string(9000, 'x'));
  const std::string packed_br = testing::compressed("br", html + std::string(9000, 'x'));
  const struct {
    const char* name;
    std::function<void(Connection&)> script;
  } rows[] = {
      {"closed", raw(head + "Content-Length: 9000\r\n\r\n" + html)},
      {"reset",
       [&](Connection& c) {
         c.send(head + "Content-Length: 9000\r\n\r\n" + html);
         c.reset();
       }},
      {"stalled",
       [&](Connection& c) {
         c.send(head + "Content-Length: 9000\r\n\r\n" + html);
         c.hang();
       }},
      {"chunks end early", raw(head + "Transfer-Encoding: chunked\r\n\r\n43\r\n" + html)},
      {"gzip cut short",
       [&](Connection& c) {
         c.respond("200 OK", head.substr(17) + "Content-Encoding: gzip\r\n",
                   packed.substr(0, packed.size() - 12));
       }},
      {"br cut short",
       [&](Connection& c) {
         c.respond("200 OK", head.substr(17) + "Content-Encoding: br\r\n",
                   packed_br.substr(0, packed_br.size() - 1));
       }},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const Server server([&](Connection& c) {
      if (!c.read_request().empty()) row.script(c);
    });
    FetchOptions options = with([](FetchOptions& o) { o.timeout_seconds = 1; });
    const auto whole = fetch(server.url(), options);
    ASSERT_FALSE(whole);
    options.partial = true;
    const auto page = fetch(server.url(), options);
    ASSERT_TRUE(page) << to_string(page.error());
    EXPECT_TRUE(page->partial);
    EXPECT_TRUE(page->bytes.starts_with(std::string(html).substr(0, 20))) << page->bytes;
    EXPECT_EQ(page->media_type, "text/html");
  }
}

TEST(FetchPartial, IsNoPageWithoutABodyOrOfAnotherKind) {
  for (const char* response :
       {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 200 O",
        "HTTP/1.1 404 x\r\nContent-Length: 9\r\n\r\n<p>",
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\nabc"}) {
    SCOPED_TRACE(response);
    const Server server([&](Connection& c) {
      c.read_request();
      c.send(response);
    });
    EXPECT_FALSE(fetch(server.url(), with([](FetchOptions& o) { o.partial = true; })));
  }
}

TEST(FetchAnyStatus, GivesTheErrorPage) {
  const Server server([](Connection& c) {
    c.read_request();
    c.respond("404 Not Found", html_type, html);
  });
  const auto page = fetch(server.url(), with([](FetchOptions& o) { o.any_status = true; }));
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->bytes, html);
}

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

TEST(FetchMemory, StaysBoundedUnderABombOfAGigabyte) {
  const std::string bomb = testing::gzip_bomb(1024);
  EXPECT_LT(bomb.size(), 2u << 20);
  const Server server([&](Connection& c) {
    c.read_request();
    c.respond("200 OK", html_type + std::string("Content-Encoding: gzip\r\n"), bomb);
  });
  const long before = peak_megabytes();
  const auto page = fetch(server.url(), with([](FetchOptions& o) { o.max_bytes = 8u << 20; }));
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, Kind::too_big) << to_string(page.error());
  EXPECT_NE(page.error().detail.find("unpacks"), std::string::npos) << to_string(page.error());
  EXPECT_LT(peak_megabytes() - before, 256);  // sanitizers keep much of what was freed
}

}  // namespace
}  // namespace thanbai
