#include "clean/sieve.hpp"

#include <gtest/gtest.h>

#include <string>

#include "clean/names.hpp"
#include "tests/bombs.hpp"

namespace thanbai {
namespace {

using testing::repeated;

Skeleton sieved(std::string_view html, const Limits& limits = {}) {
  Text text;
  text.utf8 = html;
  return sieve(text, limits);
}

struct Case {
  const char* name;
  std::string_view html, skeleton;
};

class Sieves : public ::testing::TestWithParam<Case> {};

TEST_P(Sieves, LeaveTagsAndPlaceholders) { EXPECT_EQ(sieved(GetParam().html).html, GetParam().skeleton); }

INSTANTIATE_TEST_SUITE_P(
    Rows, Sieves,
    ::testing::Values(
        Case{"empty", "", ""}, Case{"text", "<p>Rain fell.</p>", "<p>x</p>"},
        Case{"white_space", "<p> </p>\n<p>&#32;</p>", "<p> </p> <p> </p>"},
        Case{"attributes", "<p id='a' class=b data-x=\"c\">", "<p>"},
        Case{"what_steers_a_parser", "<p><input type=HIDDEN><math><annotation-xml encoding='text/html'>",
             "<p><input type=hidden><math><annotation-xml encoding=\"text/html\">"},
        Case{"script_in_body", "<p>a<script>b</script>c", "<p>xx"},
        Case{"script_before_body", "<script>b</script><style>c</style>", "<script></script><style></style>"},
        Case{"comments", "<p>a<!-- b -->c<?d>e", "<p>xxx"},
        Case{"comment_in_a_table", "<table> <!-- a -->b", "<table> <!>x"},
        Case{"frames", "<p><iframe src=a>b</iframe>", "<p><iframe></iframe>"},
        Case{"title", "<title>a &amp; <b></title>", "<title>x</title>"},
        Case{"svg", "<p><svg viewBox='0'><path d='M0'/><g><title>a</title></g></svg>", "<p><svg/>"},
        Case{"svg_with_html", "<p><svg><foreignObject><p>a", "<p><svg><foreignObject><p>x"},
        Case{"doctype", "<!DOCTYPE html>\n<p>", "<!DOCTYPE html> <p>"},
        Case{"space_before_text_in_a_table", "<table> a", "<table> x"},
        Case{"unfinished_tag", "<p>a<p id='b", "<p>x"}, Case{"less_than_sign", "<p>a < b", "<p>x"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(SieveAttributes, KeepTheFirstOfEachName) {
  const std::string_view html = "<a HREF=1 id='x' href=2 unknown=3 hidden>";
  const Skeleton skeleton = sieved(html);
  ASSERT_EQ(skeleton.attributes.size(), 3u);
  EXPECT_EQ(skeleton.attributes[0].name, AttributeName::href);
  EXPECT_EQ(html.substr(skeleton.attributes[0].value.begin, skeleton.attributes[0].value.size()), "1");
  EXPECT_EQ(skeleton.attributes[1].name, AttributeName::id);
  EXPECT_EQ(skeleton.attributes[2].name, AttributeName::hidden);
  EXPECT_TRUE(skeleton.attributes[2].value.empty());
}

TEST(SieveTokens, LeadBackToTheSource) {
  const std::string_view html = "<p id=a>Rain</p><xmp><b></xmp>";
  const Skeleton skeleton = sieved(html);
  ASSERT_EQ(skeleton.tokens.size(), 4u);
  const auto source = [&](std::size_t i) {
    const Range range = skeleton.tokens[i].source;
    return html.substr(range.begin, range.size());
  };
  EXPECT_EQ(source(0), "<p id=a>");
  EXPECT_EQ(source(1), "Rain");
  EXPECT_EQ(source(2), "<xmp>");
  EXPECT_EQ(source(3), "<b>");
  EXPECT_EQ(skeleton.tokens[1].kind, Skeleton::Kind::text);
  EXPECT_EQ(skeleton.tokens[3].kind, Skeleton::Kind::raw_text);
  for (std::size_t i = 1; i < skeleton.tokens.size(); ++i) {
    EXPECT_LT(skeleton.tokens[i - 1].at, skeleton.tokens[i].at);
  }
}

TEST(SieveTokens, StayInOrderWhenAFormEnds) {
  const Skeleton skeleton = sieved("<form>a<!-- -->b<!-- -->c</form>d");
  EXPECT_EQ(skeleton.html, "<form>xx<!>x</form>x");
  for (const auto& token : skeleton.tokens) {
    EXPECT_EQ(skeleton.html[token.at], token.kind == Skeleton::Kind::tag ? '<' : 'x');
  }
}

/// A limit, a page that passes it, and the word of the note that says so.
struct LimitCase {
  const char* name;
  std::string html;
  const char* note;
};

class SieveLimits : public ::testing::TestWithParam<LimitCase> {};

TEST_P(SieveLimits, AreNotedOnce) {
  Limits limits;
  limits.depth = 100;
  limits.attributes = 3;
  limits.attribute_bytes = 10;
  limits.formatting = 10;
  limits.end_tag_search = 20;
  limits.nodes = 500;
  const Skeleton skeleton = sieved(GetParam().html, limits);
  ASSERT_EQ(skeleton.notes.size(), 1u);
  EXPECT_NE(skeleton.notes[0].find(GetParam().note), std::string::npos) << skeleton.notes[0];
}

std::string fonts(int count) {
  std::string html;
  for (int i = 0; i < count; ++i) html += "<font size=" + std::to_string(i) + ">";
  return html;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, SieveLimits,
    ::testing::Values(LimitCase{"depth", repeated("<div>", 101), "deeper"},
                      LimitCase{"attributes", "<p id=a class=b lang=c title=d>", "more attributes"},
                      LimitCase{"attribute_bytes", "<p id=12345678901><p id=12345678901>",
                                "attribute is longer"},
                      LimitCase{"formatting", fonts(30), "formatting"},
                      LimitCase{"end_tag_search", repeated("<span>", 30) + repeated("</em>", 5), "end tag"},
                      LimitCase{"nodes", repeated("<p>a", 600), "more nodes"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(SieveLimits, DoNotFireBelow) {
  EXPECT_TRUE(sieved(repeated("<div>", 400) + fonts(60) + repeated("<p>a", 1000)).notes.empty());
}

TEST(SieveLimits, ElementsThatCloseThemselvesAreNotDeep) {
  EXPECT_TRUE(sieved("<ul>" + repeated("<li>a", 5000) + "</ul>" + repeated("<p>a", 5000)).notes.empty());
  EXPECT_TRUE(sieved("<table>" + repeated("<tr><td><div>a", 5000)).notes.empty())
      << "a cell closes what it holds";
}

TEST(SieveLimits, CutAttributesAtACharacter) {
  Limits limits;
  limits.attribute_bytes = 4;
  const Skeleton skeleton = sieved("<p title='\u00E9\u00E9\u1EC3'>", limits);
  ASSERT_EQ(skeleton.attributes.size(), 1u);
  EXPECT_EQ(skeleton.attributes[0].value.size(), 4u);
  EXPECT_EQ(sieved("<p title='a\u1EC3\u1EC3'>", limits).attributes[0].value.size(), 4u);
  EXPECT_EQ(sieved("<p title='\u1EC3\u1EC3'>", limits).attributes[0].value.size(), 3u);
}

TEST(SieveLimits, LeavePreloadedDataWhole) {
  Limits limits;
  limits.attribute_bytes = 4;
  const Skeleton skeleton = sieved("<p data-preloaded='{\"posts\":[]}'>", limits);
  EXPECT_EQ(skeleton.attributes[0].value.size(), 12u);
  EXPECT_TRUE(skeleton.notes.empty());
}

TEST(Names, AreKnownInAnyCase) {
  EXPECT_EQ(tag_named("BlockQuote"), Tag::blockquote);
  EXPECT_EQ(tag_named("template"), Tag::template_);
  EXPECT_EQ(tag_named("h\x11"), Tag::unknown) << "a control character is no digit";
  EXPECT_EQ(tag_named("divx"), Tag::unknown);
  EXPECT_EQ(tag_named(""), Tag::unknown);
  EXPECT_EQ(tag_named(repeated("a", 100)), Tag::unknown);
  for (std::size_t i = 1; i + 1 < tag_count; ++i) {
    const Tag tag = static_cast<Tag>(i);
    EXPECT_EQ(tag_named(name_of(tag)), tag) << name_of(tag);
  }
  AttributeName name;
  EXPECT_TRUE(attribute_named("Data-Component", name));
  EXPECT_EQ(name, AttributeName::data_component);
  EXPECT_TRUE(attribute_named("data-preloaded", name));
  EXPECT_EQ(name, AttributeName::data_preloaded);
  EXPECT_FALSE(attribute_named("data-component-", name));
  EXPECT_FALSE(attribute_named("onclick", name));
}

}  // namespace
}  // namespace thanbai
