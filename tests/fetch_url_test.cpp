#include <gtest/gtest.h>

#include "fetch/fetch.hpp"
#include "fetch/url.hpp"

namespace thanbai {
namespace {

TEST(ParseUrl, Normalises) {
  const struct {
    const char *url, *normal;
  } rows[] = {
      {"http://a.example", "http://a.example/"},
      {"HTTP://A.Example:80/x?y#z", "http://a.example/x?y"},
      {"https://a.example:443/", "https://a.example/"},
      {"https://a.example:8443/", "https://a.example:8443/"},
      {" \thttps://a.exa\nmple/x ", "https://a.example/x"},
      {"https:\\\\a.example\\x", "https://a.example/x"},
      {"https:a.example/x", "https://a.example/x"},
      {"https:////a.example/x", "https://a.example/x"},
      {"https://a.example/b/../c/./d", "https://a.example/c/d"},
      {"https://u:p@a.example/x", "https://a.example/x"},
      {"https://a.example/bài?q=\"ă\"", "https://a.example/b%C3%A0i?q=%22%C4%83%22"},
      {"https://BÀI.example/", "https://xn--bi-jia.example/"},
      {"http://b%C3%80i.example/", "http://xn--bi-jia.example/"},
      {"http://%61.example/", "http://a.example/"},
      {"http://a%DF.example/", ""},
      {"http://a%2Fb.example/", ""},
      {"http://a%00.example/", ""},
      {"http://%31%32%37.1/", "http://127.0.0.1/"},
      {"http://2130706433/", "http://127.0.0.1/"},
      {"http://0x7f.1/", "http://127.0.0.1/"},
      {"http://0177.0.0.1/", "http://127.0.0.1/"},
      {"http://127.1/", "http://127.0.0.1/"},
      {"http://[::1]:81/", "http://[::1]:81/"},
      {"http://[::FFFF:1.2.3.4]/", "http://[::ffff:1.2.3.4]/"},
      {"ftp://a.example/", ""},
      {"file:///etc/hosts", ""},
      {"javascript:alert(1)", ""},
      {"//a.example/", ""},
      {"a.example/x", ""},
      {"http://", ""},
      {"http:///", ""},
      {"http://a.example:99999/", ""},
      {"http://a b/", ""},
      {"", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.url);
    EXPECT_EQ(to_string(parse_url(row.url)), row.normal);
  }
}

TEST(ParseUrl, TellsThePartsApart) {
  const Url url = parse_url("https://user:secret@A.example:8443/x/y?q=1&r#top");
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.host, "a.example");
  EXPECT_EQ(url.port, "8443");
  EXPECT_EQ(url.path, "/x/y");
  EXPECT_EQ(url.query, "q=1&r");
  EXPECT_EQ(origin_of(url), "https://a.example:8443");
  EXPECT_EQ(credentials_of("https://us%20er:se%3Acret@a.example/").user, "us er");
  EXPECT_EQ(credentials_of("https://us%20er:se%3Acret@a.example/").password, "se:cret");
}

TEST(ResolveUrl, FollowsTheStandard) {
  const char* const base = "https://u:p@a.example/b/c?d#e";
  const struct {
    const char *reference, *resolved;
  } rows[] = {
      {"f", "https://a.example/b/f"},
      {"/f", "https://a.example/f"},
      {"../f", "https://a.example/f"},
      {"../../../f", "https://a.example/f"},
      {"./", "https://a.example/b/"},
      {"?q=1", "https://a.example/b/c?q=1"},
      {"#top", "https://a.example/b/c?d#top"},
      {"", "https://a.example/b/c?d"},
      {"//other.example/x", "https://other.example/x"},
      {"http://other.example", "http://other.example/"},
      {"http://x:y@other.example/", "http://other.example/"},
      {"f#top", "https://a.example/b/f#top"},
      {"a b", "https://a.example/b/a%20b"},
      {"bài", "https://a.example/b/b%C3%A0i"},
      {" f\n", "https://a.example/b/f"},
      {"\\f", "https://a.example/f"},
      {"mailto:a@b.example", "mailto:a@b.example"},
      {"MAILTO:a@b.example", "MAILTO:a@b.example"},
      {"javascript:alert(1)", ""},
      {" java\nscript:alert(1)", ""},
      {"data:text/html,x", ""},
      {"file:///etc/hosts", ""},
      {"http://", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.reference);
    EXPECT_EQ(resolve_url(base, row.reference), row.resolved);
  }
  EXPECT_EQ(resolve_url("https://a.example", "x"), "https://a.example/x");
  EXPECT_EQ(resolve_url("", "x"), "");
  EXPECT_EQ(resolve_url("", "https://a.example/x"), "https://a.example/x");
  EXPECT_EQ(resolve_url("page.html", "x"), "");
}

TEST(WithoutCredentials, NeverShowsAPassword) {
  const struct {
    const char *url, *shown;
  } rows[] = {
      {"https://a.example/x", "https://a.example/x"},
      {"https://u:p@a.example/x", "https://a.example/x"},
      {"https://u@a.example/x", "https://a.example/x"},
      {"https://u:p@q@a.example/x", "https://a.example/x"},
      {"https://a.example/@name/x", "https://a.example/@name/x"},
      {"https://a.example?m=x@y", "https://a.example?m=x@y"},
      {"https://u:pa/ss@a.example/x", "https://a.example/x"},
      {"ftp://u:p@a.example/x", "ftp://a.example/x"},
      {"//u:p@a.example/x", "//a.example/x"},
      {"page.html", "page.html"},
      {"mailto:a@b.example", "mailto:a@b.example"},
      {"https:/u:p@a.example/x", "https:/a.example/x"},  // found by fuzzing: one slash will do
      {"https:u:p@a.example/x", "https:a.example/x"},
      {"ht\ntps:\\\\u:p@a.example/x", "https://a.example/x"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.url);
    EXPECT_EQ(without_credentials(row.url), row.shown);
  }
}

TEST(LooksLikeUrl, NeedsASchemeAndSlashes) {
  for (const char* url : {"https://a.example", "HTTP://a", "file:///etc/hosts", "ftp://a"}) {
    EXPECT_TRUE(looks_like_url(url)) << url;
  }
  for (const char* file : {"page.html", "-", "", "a:b", "://x", "dir/x://y", "1x://y"}) {
    EXPECT_FALSE(looks_like_url(file)) << file;
  }
}

}  // namespace
}  // namespace thanbai
