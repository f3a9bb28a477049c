#include "clean/parse.hpp"

#include <gtest/gtest.h>

#include <string>

#include "clean/sieve.hpp"

namespace thanbai {
namespace {

/// A page and its tree, kept together.
struct Parsed {
  explicit Parsed(std::string_view html, const Limits& limits = {}) {
    text.utf8 = html;
    tree = parse(text, sieve(text, limits), limits);
  }
  Text text;
  Tree tree;

  [[nodiscard]] NodeId find(Tag tag, int nth = 0) const {
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
      if (tree[id].tag == tag && nth-- == 0) return id;
    }
    return no_node;
  }
  [[nodiscard]] std::string all_text() const {
    std::string out;
    if (!tree.nodes.empty()) tree.append_subtree_text(0, out);
    return out;
  }
};

struct Case {
  const char *name, *html, *dump;
};

class Parse : public testing::TestWithParam<Case> {};

TEST_P(Parse, BuildsTheTreeOfTheStandard) { EXPECT_EQ(dump(Parsed(GetParam().html).tree), GetParam().dump); }

INSTANTIATE_TEST_SUITE_P(
    Rows, Parse,
    testing::Values(
        Case{"empty", "", ""}, Case{"implied_elements", "Rain", "html\n  head\n  body\n    \"Rain\"\n"},
        Case{"attributes_by_name", "<p id=a data-x=1 CLASS='b c'>t",
             "html\n  head\n  body\n    p @0-29 id=a class=b c\n      \"t\"\n"},
        Case{"first_of_two_attributes", "<p id=a id=b>t",
             "html\n  head\n  body\n    p @0-13 id=a\n      \"t\"\n"},
        Case{"references", "<p>a &lt; b &copy", "html\n  head\n  body\n    p @0-3\n      \"a < b ©\"\n"},
        Case{"script_and_style_go", "<p>a<script>if (a<b) '<p>'</script><style>p{}</style>b",
             "html\n  head\n  body\n    p @0-3\n      \"ab\"\n"},
        Case{"comment_goes", "<p>a<!-- > -->b", "html\n  head\n  body\n    p @0-3\n      \"ab\"\n"},
        Case{"noscript_is_markup", "<p>a<noscript><img src=b></noscript>",
             "html\n  head\n  body\n    p @0-3\n      \"a\"\n      noscript @4-14\n        img @14-25 "
             "src=b\n"},
        Case{"misnested_formatting", "<p>1<b>2<i>3</b>4</i>5",
             "html\n  head\n  body\n    p @0-3\n      \"1\"\n      b @4-7\n        \"2\"\n        i @8-11\n"
             "          \"3\"\n      i @8-11\n        \"4\"\n      \"5\"\n"},
        Case{"text_out_of_a_table", "<table>a<tr><td>b",
             "html\n  head\n  body\n    \"a\"\n    table @0-7\n      tbody\n        tr @8-12\n          td "
             "@12-16\n"
             "            \"b\"\n"},
        Case{"title_in_svg_is_foreign", "<svg><p>a",
             "html\n  head\n  body\n    svg (foreign) @0-5\n    p @5-8\n      \"a\"\n"},
        Case{"unknown_element", "<x-Card>a</x-card>b",
             "html\n  head\n  body\n    x-card @0-8\n      \"a\"\n    \"b\"\n"},
        Case{"line_feed_after_pre", "<pre>\n\na</pre>",
             "html\n  head\n  body\n    pre @0-5\n      \"\na\"\n"},
        Case{"textarea_is_text", "<textarea>\n<b>&amp;</textarea>",
             "html\n  head\n  body\n    textarea @0-10\n      \"<b>&\"\n"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ParseAttributes, SecondBodyTagAddsToTheFirst) {
  const Parsed page("<body id=a>x<body id=b class=c>");
  const NodeId body = page.find(Tag::body);
  EXPECT_EQ(page.tree.attribute(body, AttributeName::id), "a");
  EXPECT_EQ(page.tree.attribute(body, AttributeName::class_), "c");
}

TEST(ParseAttributes, AreDecodedLazily) {
  const Parsed page("<a href='?a=1&amp;b=2&copy=3' hidden>x");
  const NodeId a = page.find(Tag::a);
  EXPECT_EQ(page.tree.raw_attribute(a, AttributeName::href), "?a=1&amp;b=2&copy=3");
  EXPECT_EQ(page.tree.attribute(a, AttributeName::href), "?a=1&b=2&copy=3");
  EXPECT_TRUE(page.tree.has(a, AttributeName::hidden));
  EXPECT_FALSE(page.tree.has(a, AttributeName::id));
}

TEST(ParseTree, SubtreesAreRanges) {
  const Parsed page("<div><p>a<p>b</div><p>c");
  const Node& div = page.tree[page.find(Tag::div)];
  std::string inside;
  page.tree.append_subtree_text(page.find(Tag::div), inside);
  EXPECT_EQ(inside, "ab");
  EXPECT_EQ(page.tree[div.end].tag, Tag::p);
  EXPECT_EQ(page.tree[0].end, page.tree.nodes.size());
}

TEST(ParseTree, DataScriptsAreSetAside) {
  const std::string_view html =
      "<script type='application/ld+json'>{\"a\":1}</script><script "
      "type=application/json>[]</script><script>x</script>";
  const Parsed page(html);
  ASSERT_EQ(page.tree.data_scripts.size(), 2u);
  const auto& first = page.tree.data_scripts[0];
  EXPECT_TRUE(first.json_ld);
  EXPECT_EQ(html.substr(first.content.begin, first.content.size()), "{\"a\":1}");
  EXPECT_EQ(html.substr(first.tag.begin, 7), "<script");
  EXPECT_FALSE(page.tree.data_scripts[1].json_ld);
}

TEST(ParseLimits, NodesPastTheLimitAreNoted) {
  Limits limits;
  limits.nodes = 100;
  std::string html;
  for (int i = 0; i < 1000; ++i) html += "<p>w" + std::to_string(i);
  const Parsed page(html, limits);
  EXPECT_LE(page.tree.nodes.size(), limits.nodes);
  EXPECT_EQ(page.tree.notes.size(), 1u);
  EXPECT_NE(page.all_text().find("w998 w999"), std::string::npos) << "text is kept, words apart";
}

TEST(ParseLimits, MemoryPastTheLimitCostsTheEndOfThePage) {
  Limits limits;
  limits.arena_bytes = 1 << 20;
  std::string html = "<p>Rain fell.";
  for (int i = 0; i < 20000; ++i) html += "<p>a";
  const Parsed page(html, limits);
  EXPECT_EQ(page.all_text().substr(0, 10), "Rain fell.");
  ASSERT_FALSE(page.tree.notes.empty());
  EXPECT_NE(page.tree.notes[0].find("memory"), std::string::npos);
}

}  // namespace
}  // namespace thanbai
