// The parts of fetching that need no network.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "fetch/decompress.hpp"
#include "fetch/fetch.hpp"
#include "fetch/media_type.hpp"
#include "fetch/meta_refresh.hpp"
#include "fetch/proxy.hpp"
#include "fetch/receiver.hpp"
#include "fetch/retry.hpp"
#include "tests/misbehaving_server.hpp"

namespace thanbai {
namespace {

using Kind = Error::Kind;

TEST(MediaType, IsTakenApart) {
  const struct {
    const char *header, *essence, *charset;
  } rows[] = {
      {"text/html", "text/html", ""},
      {"text/html; charset=utf-8", "text/html", "utf-8"},
      {" TEXT/HTML ; Charset = \"UTF-8\" ", "text/html", "UTF-8"},
      {"text/html;charset=\"a\\\"b\"", "text/html", "a\"b"},
      {"text/html; charset=\"utf-8", "text/html", "utf-8"},
      {"text/html; x=y; charset=viscii; charset=utf-8", "text/html", "viscii"},
      {"text/html; x=\"a;charset=b\"; charset=c", "text/html", "c"},
      {"text/html;;;charset=c", "text/html", "c"},
      {"text/html, text/plain; charset=x", "text/html", ""},
      {"application/xhtml+xml", "application/xhtml+xml", ""},
      {"html", "", ""},
      {"text/", "", ""},
      {"/html", "", ""},
      {"te xt/html", "", ""},
      {"; charset=utf-8", "", "utf-8"},
      {"", "", ""},
      {";", "", ""},
      {"charset=utf-8", "", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.header);
    const MediaType type = parse_media_type(row.header);
    EXPECT_EQ(type.essence, row.essence);
    EXPECT_EQ(type.charset, row.charset);
  }
}

TEST(MediaType, IsJudgedByContentWhereItSaysNothing) {
  using namespace std::string_literals;
  const struct {
    const char* declared;
    std::string start;
    bool cleanable;
    const char* essence;
  } rows[] = {
      {"text/html", "anything", true, "text/html"},
      {"text/html", "", true, "text/html"},
      {"text/html", "{\"a\": 1}", true, "text/html"},
      {"text/html", "\x89PNG\r\n\x1a\n", false, "image/png"},
      {"text/html", "%PDF-1.4", false, "application/pdf"},
      {"application/xhtml+xml", "<html>", true, "application/xhtml+xml"},
      {"text/plain", "Rain fell.", true, "text/plain"},
      {"text/plain", "Rain\0fell."s, false, "application/octet-stream"},
      {"text/plain; charset=utf-16le", "R\0a\0"s, true, "text/plain"},
      {"text/plain", "\xff\xfeR\0a\0"s, true, "text/plain"},
      {"text/plain", "PK\x03\x04", false, "application/zip"},
      {"text/markdown", "# Rain", true, "text/markdown"},
      {"text/x-markdown", "# Rain", true, "text/markdown"},
      {"", "<!DOCTYPE HTML><p>Rain", true, "text/html"},
      {"", " \n<!-- rain --> <html>", true, "text/html"},
      {"", "<?xml version='1.0'?><html xmlns='x'>", true, "text/html"},
      {"", "\xef\xbb\xbf<html>", true, "text/html"},
      {"", "\xff\xfe<\0h\0t\0m\0l\0>\0"s, true, "text/html"},
      {"", "Rain fell.", true, "text/plain"},
      {"", "<rain> fell", true, "text/plain"},
      {"", "<pre", true, "text/plain"},
      {"", "{\"rain\": 1}", false, "application/json"},
      {"", "[1]", true, "text/plain"},
      {"", "GIF89a", false, "image/gif"},
      {"", "Rain\x01", false, "application/octet-stream"},
      {"nonsense", "<html>", true, "text/html"},
      {"application/octet-stream", "<html>", true, "text/html"},
      {"application/octet-stream", "\x1f\x8b\x08", false, "application/gzip"},
      {"text/xml", "<?xml version='1.0'?><rss>", false, "application/xml"},
      {"text/xml", "<?xml version='1.0'?><html>", true, "text/html"},
      {"application/xml", "<!DOCTYPE html>", true, "text/html"},
      {"application/pdf", "%PDF", false, "application/pdf"},
      {"application/pdf", "<!doctype html>Gone", true, "text/html"},
      {"image/webp", "RIFF....WEBP", false, "image/webp"},
      {"video/mp4", "....ftyp", false, "video/mp4"},
      {"application/json", "{}", false, "application/json"},
      {"application/rss+xml", "<rss>", false, "application/rss+xml"},
      {"text/css", "a { b: c }", false, "text/css"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.declared + (": " + row.start));
    const Judged judged = judge_media_type(parse_media_type(row.declared), row.start);
    EXPECT_EQ(judged.cleanable, row.cleanable);
    EXPECT_EQ(judged.essence, row.essence);
  }
}

TEST(Retry, ReadsHowLongToWait) {
  const std::int64_t now = 784111777;  // Sun, 06 Nov 1994 08:49:37 GMT
  const struct {
    const char* header;
    std::optional<double> seconds;
  } rows[] = {
      {"0", 0.0},
      {"120", 120.0},
      {" 7 ", 7.0},
      {"99999999999999999999", 1e20},
      {"Sun, 06 Nov 1994 08:49:47 GMT", 10.0},
      {"Sun, 06 Nov 1994 08:49:37 GMT", 0.0},
      {"Sun, 06 Nov 1994 07:00:00 GMT", 0.0},
      {"Sunday, 06-Nov-94 08:49:47 GMT", 10.0},
      {"Sun Nov  6 08:49:47 1994", 10.0},
      {"", {}},
      {"soon", {}},
      {"-5", {}},
      {"1.5e3 or so", {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.header);
    const auto seconds = parse_retry_after(row.header, now);
    ASSERT_EQ(seconds.has_value(), row.seconds.has_value());
    if (seconds) {
      EXPECT_DOUBLE_EQ(*seconds, *row.seconds);
    }
  }
}

TEST(Retry, BacksOffTwiceAsLongEachTimeWithJitter) {
  EXPECT_DOUBLE_EQ(back_off_seconds(1, 0), 0.25);
  EXPECT_DOUBLE_EQ(back_off_seconds(1, 1), 0.5);
  EXPECT_DOUBLE_EQ(back_off_seconds(2, 1), 1);
  EXPECT_DOUBLE_EQ(back_off_seconds(3, 0.5), 1.5);
  EXPECT_DOUBLE_EQ(back_off_seconds(50, 1), 30);
}

TEST(Proxy, ComesFromTheEnvironmentAsCurlReadsIt) {
  static std::vector<std::pair<std::string, std::string>> variables;
  const Environment environment = [](const char* name) -> const char* {
    for (const auto& [key, value] : variables) {
      if (key == name) return value.c_str();
    }
    return nullptr;
  };
  const struct {
    std::vector<std::pair<std::string, std::string>> variables;
    const char *url, *configured, *proxy;
  } rows[] = {
      {{}, "http://a.example/", "", ""},
      {{}, "http://a.example/", "p:1", "p:1"},
      {{{"http_proxy", "p:2"}}, "http://a.example/", "", "p:2"},
      {{{"http_proxy", "p:2"}}, "https://a.example/", "", ""},
      {{{"http_proxy", "p:2"}}, "http://a.example/", "p:1", "p:1"},
      {{{"HTTP_PROXY", "p:2"}}, "http://a.example/", "", ""},  // set by a request header under CGI
      {{{"HTTPS_PROXY", "p:3"}}, "https://a.example/", "", "p:3"},
      {{{"ALL_PROXY", "p:4"}}, "https://a.example/", "", "p:4"},
      {{{"all_proxy", "p:4"}, {"https_proxy", "p:3"}}, "https://a.example/", "", "p:3"},
      {{{"http_proxy", "p:2"}, {"no_proxy", "*"}}, "http://a.example/", "", ""},
      {{{"http_proxy", "p:2"}, {"no_proxy", "b.example, .A.Example"}}, "http://a.example/", "", ""},
      {{{"http_proxy", "p:2"}, {"NO_PROXY", "example"}}, "http://a.example/", "", ""},
      {{{"http_proxy", "p:2"}, {"no_proxy", "ample"}}, "http://a.example/", "", "p:2"},
      {{{"http_proxy", "p:2"}, {"no_proxy", "::1"}}, "http://[::1]/", "", ""},
      {{{"http_proxy", "p:2"}, {"no_proxy", " , "}}, "http://a.example/", "", "p:2"},
  };
  for (const auto& row : rows) {
    variables = row.variables;
    EXPECT_EQ(proxy_for(parse_url(row.url), row.configured, environment), row.proxy) << row.url;
  }
}

TEST(Decompressor, GivesTheSameHoweverTheBytesAreCut) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "Rain fell on bay " + std::to_string(i) + ". ";
  for (const char* coding : {"gzip", "deflate", "br", "zstd"}) {
    const std::string packed = testing::compressed(coding, text);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1000}, packed.size()}) {
      SCOPED_TRACE(coding + (" by " + std::to_string(step)));
      Decompressor decompressor(coding);
      std::string out;
      const Sink sink = [&](std::string_view bytes) {
        out += bytes;
        return true;
      };
      for (std::size_t i = 0; i < packed.size(); i += step) {
        EXPECT_EQ(decompressor.complete(), i == 0);
        const auto state = decompressor.write(std::string_view(packed).substr(i, step), sink);
        ASSERT_NE(state, Codec::State::corrupt);
      }
      EXPECT_EQ(out, text);
      EXPECT_TRUE(decompressor.complete());
    }
  }
}

TEST(Decompressor, StopsWithTheSink) {
  Decompressor decompressor("gzip");
  std::size_t seen = 0;
  const auto state = decompressor.write(testing::gzip_bomb(8), [&](std::string_view bytes) {
    seen += bytes.size();
    return seen < 100000;
  });
  EXPECT_EQ(state, Codec::State::stopped);
  EXPECT_LT(seen, 200000u);
}

TEST(Receiver, CountsHeadersOverAllResponses) {
  FetchOptions options;
  options.max_headers = 10;
  Receiver receiver(options);
  int taken = 0;
  while (taken < 100 && receiver.header("HTTP/1.1 103 Early Hints\r\n") && receiver.header("\r\n")) ++taken;
  EXPECT_EQ(taken, 5);
  EXPECT_EQ(receiver.problem()->kind, Kind::too_big);
}

TEST(Receiver, IgnoresWhatTrailersSay) {
  FetchOptions options;
  Receiver receiver(options);
  for (const char* line : {"HTTP/1.1 200 OK\r\n", "Content-Type: text/plain\r\n", "\r\n"}) {
    EXPECT_TRUE(receiver.header(line));
  }
  EXPECT_TRUE(receiver.header("Location: /early\r\n"));
  EXPECT_TRUE(receiver.body("Rain"));
  EXPECT_TRUE(receiver.header("Location: /late\r\n"));
  EXPECT_TRUE(receiver.header("HTTP/1.1 302 Found\r\n"));
  receiver.finish();
  EXPECT_FALSE(receiver.problem());
  EXPECT_EQ(receiver.response().status, 200);
  EXPECT_EQ(receiver.response().location, "");
  EXPECT_EQ(receiver.bytes(), "Rain");
}

TEST(MetaRefresh, IsReadAsTheStandardSays) {
  const struct {
    const char* value;
    double seconds;
    const char* url;
  } rows[] = {
      {"0; url=/x", 0, "/x"},  {"0;URL='/x'", 0, "/x"}, {" 5 , url = \"/x\" rest", 5, "/x"},
      {"1.5;/x", 1.5, "/x"},   {"3 /x", 3, "/x"},       {"0;url/x", 0, "url/x"},
      {"0; url='/x", 0, "/x"}, {"300", 300, ""},        {"0;", 0, ""},
      {"5x; url=/x", 5, ""},   {"url=/x", 0, ""},       {"", 0, ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.value);
    const Refresh refresh = parse_refresh(row.value);
    EXPECT_DOUBLE_EQ(refresh.seconds, row.seconds);
    EXPECT_EQ(refresh.url, row.url);
  }
}

TEST(MetaRefresh, LeadsToAnotherWebAddressAtOnce) {
  const struct {
    const char *html, *target;
  } rows[] = {
      {"<meta http-equiv=refresh content='0; url=/b'>", "https://a.example/b"},
      {"<META HTTP-EQUIV = 'Refresh' CONTENT='3;URL=http://b.example/'>", "http://b.example/"},
      {"<meta content='0; url=b?x=1&amp;y=2' http-equiv=refresh>", "https://a.example/x/b?x=1&y=2"},
      {"<base href=/c/><meta http-equiv=refresh content='0; url=b'>", "https://a.example/c/b"},
      {"<body><p>Moved<meta http-equiv=refresh content='0; url=/b'>", "https://a.example/b"},
      {"<meta http-equiv=refresh content='300; url=/b'>", ""},
      {"<meta http-equiv=refresh content='0; url=/x/y'>", ""},
      {"<meta http-equiv=refresh content='0'>", ""},
      {"<meta http-equiv=refresh content='0; url=app://b'>", ""},
      {"<meta http-equiv=refresh content='0; url=javascript:x'>", ""},
      {"<noscript><meta http-equiv=refresh content='0; url=/b'></noscript>", ""},
      {"<!-- <meta http-equiv=refresh content='0; url=/b'> -->", ""},
      {"<script>'<meta http-equiv=refresh content=\"0; url=/b\">'</script>", ""},
      {"<meta http-equiv=content-type content='0; url=/b'><p>refresh", ""},
      {"<p>Rain", ""},
  };
  Page page{.url = "https://a.example/x/y", .media_type = "text/html"};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.html);
    page.bytes = row.html;
    EXPECT_EQ(refresh_target(page), row.target);
  }
  EXPECT_EQ(refresh_target(page, "0; url=/h"), "https://a.example/h");
  page.bytes = rows[0].html;
  page.media_type = "text/plain";
  EXPECT_EQ(refresh_target(page), "");
}

// ---- Files

class ReadFile : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(directory_); }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  std::string write(const std::string& name, const std::string& content) {
    std::ofstream(directory_ / name, std::ios::binary) << content;
    return directory_ / name;
  }

  std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() / ("thanbai-files-" + std::to_string(::getpid()));
};

TEST_F(ReadFile, GivesTheBytesAsTheyAre) {
  for (const std::string& content :
       {std::string(), std::string("a\r\n\0b", 5), std::string(100'000, 'x'), std::string(65'536, 'y')}) {
    const std::string path = write("page.html", content);
    const auto page = read_file(path);
    ASSERT_TRUE(page) << to_string(page.error());
    EXPECT_EQ(page->bytes, content);
    EXPECT_EQ(page->source, path);
    EXPECT_EQ(page->url, "");
  }
}

TEST_F(ReadFile, SaysWhyItCannot) {
  const std::string locked = write("locked", "x");
  ::chmod(locked.c_str(), 0);
  const struct {
    std::string path;
    Kind kind;
    const char* says;
  } rows[] = {
      {directory_ / "missing", Kind::not_found, "no such file"},
      {write("x", "") + "/y", Kind::not_found, "no such file"},
      {directory_, Kind::unreadable, "directory"},
      {locked, Kind::unreadable, "permissions"},
      {write("big", std::string(2000, 'x')), Kind::too_big, "1000 bytes"},
      {"/dev/zero", Kind::too_big, "1000 bytes"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.path);
    if (row.path == locked && ::getuid() == 0) continue;  // root may read everything
    const auto page = read_file(row.path, 1000);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, row.kind);
    EXPECT_EQ(page.error().where, row.path);
    EXPECT_NE(page.error().detail.find(row.says), std::string::npos) << to_string(page.error());
  }
}

TEST(ErrorLine, IsOneLineWithoutControlCharacters) {
  EXPECT_EQ(to_string(Error{Kind::refused, "a", "b\nc\x1b[31m"}), "a: b c [31m");
  EXPECT_EQ(to_string(Error{Kind::refused, "", "b"}), "b");
}

}  // namespace
}  // namespace thanbai
