#include "fetch/robots.hpp"

#include <gtest/gtest.h>

namespace thanbai {
namespace {

TEST(Robots, DecidesByTheLongestMatch) {
  const struct {
    const char *text, *path;
    bool allowed;
  } rows[] = {
      {"", "/x", true},
      {"User-agent: *\nDisallow: /", "/x", false},
      {"User-agent: *\nDisallow:", "/x", true},
      {"User-agent: *\nDisallow: /a\n", "/x", true},
      {"User-agent: *\nDisallow: /a\n", "/abc", false},
      {"User-agent: *\nDisallow: /a/\n", "/a", true},
      {"User-agent: *\nDisallow: /\nAllow: /news", "/news/1", true},
      {"User-agent: *\nAllow: /news\nDisallow: /news/private", "/news/private/1", false},
      {"User-agent: *\nDisallow: /news\nAllow: /news", "/news", true},
      {"User-agent: *\nDisallow: /", "/robots.txt", true},
      {"Disallow: /", "/x", true},  // belongs to no group
      {"User-agent: other\nDisallow: /", "/x", true},
      {"User-agent: ThanBai\nDisallow: /", "/x", false},
      {"User-agent: thanbai/2.0 (bot)\nDisallow: /", "/x", false},
      {"User-agent: thanbaix\nDisallow: /", "/x", true},
      {"User-agent: *\nDisallow: /\n\nUser-agent: thanbai\nAllow: /", "/x", true},
      {"User-agent: *\nDisallow: /\nUser-agent: thanbai\nDisallow: /y", "/x", true},
      {"User-agent: thanbai\nDisallow: /a\nUser-agent: thanbai\nDisallow: /b", "/a", false},
      {"User-agent: thanbai\nDisallow: /a\nUser-agent: thanbai\nDisallow: /b", "/b", false},
      {"User-agent: thanbai\nUser-agent: other\nDisallow: /", "/x", false},
      {"User-agent: thanbai\nSitemap: /s\nUser-agent: other\nDisallow: /", "/x", false},
      {"user-AGENT : *\r\n  DISALLOW :  /a  # why\r\n", "/ab", false},
      {"User-agent: *\rDisallow: /a\r", "/ab", false},
      {"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/ab", false},
      {"User-agent: * # all\nDisallow: /a", "/ab", false},
      {"User-agent: *\nDisallow: /*.gif$", "/a/b.gif", false},
      {"User-agent: *\nDisallow: /*.gif$", "/a/b.gif?x", true},
      {"User-agent: *\nDisallow: *.gif", "/a/b.gif?x", false},
      {"User-agent: *\nDisallow: /a*b*c", "/a-b-c-d", false},
      {"User-agent: *\nDisallow: /a*b*c", "/a-c-b", true},
      {"User-agent: *\nDisallow: /$", "/", false},
      {"User-agent: *\nDisallow: /$", "/x", true},
      {"User-agent: *\nDisallow: /*?", "/x", true},
      {"User-agent: *\nDisallow: /*?", "/x?y", false},
      {"User-agent: *\nDisallow: /b%c3%a0i", "/b\xc3\xa0i", false},
      {"User-agent: *\nDisallow: /b\xc3\xa0i", "/b%C3%A0i", false},
      {"User-agent: *\nDisallow: /%61", "/a", false},
      {"User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
      {"User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false},
      {"User-agent: *\nDisallow: /%zz", "/%zz", false},
      {"<html><title>Not found</title>", "/x", true},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(parse_robots(row.text, "thanbai").allows(row.path), row.allowed) << row.path;
  }
}

TEST(Robots, ReadsTheCrawlDelayOfItsGroup) {
  EXPECT_EQ(parse_robots("User-agent: *\nCrawl-delay: 2.5", "thanbai").crawl_delay, 2.5);
  EXPECT_EQ(
      parse_robots("User-agent: *\nCrawl-delay: 9\nUser-agent: thanbai\nAllow: /", "thanbai").crawl_delay, 0);
  for (const char* delay : {"soon", "-1", "nan", "inf", "1e300", ""}) {
    EXPECT_EQ(parse_robots("User-agent: *\nCrawl-delay: " + std::string(delay), "thanbai").crawl_delay, 0)
        << delay;
  }
}

TEST(Robots, TakesItsNameFromTheUserAgent) {
  EXPECT_EQ(product_of("thanbai/0.1.0"), "thanbai");
  EXPECT_EQ(product_of("My-Reader_x (y)"), "My-Reader_x");
  EXPECT_EQ(product_of(""), "");
  // A robot without a name obeys what is said to all.
  EXPECT_FALSE(parse_robots("User-agent: \nAllow: /\nUser-agent: *\nDisallow: /", "").allows("/x"));
}

TEST(Robots, StopsReadingAtItsLimit) {
  std::string text = "User-agent: *\n";
  while (text.size() < (512u << 10)) text += "Disallow: /a\n";
  text += "Disallow: /b\n";
  const Robots robots = parse_robots(text, "thanbai");
  EXPECT_FALSE(robots.allows("/a"));
  EXPECT_TRUE(robots.allows("/b"));
}

}  // namespace
}  // namespace thanbai
