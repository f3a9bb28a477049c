// What a page is as a whole, by cues of which each is a rule that can be read.
#include "clean/page_type.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thanbai/thanbai.hpp>

#include "clean/decode.hpp"
#include "clean/parse.hpp"
#include "clean/sieve.hpp"
#include "rules/load.hpp"

namespace thanbai {
namespace {

struct Read {
  Page page;  // the text may be its bytes
  Text text;
  Tree tree;
  Blocks blocks;
  Metadata metadata;
};

void read(Page page, Read& out) {
  out.page = std::move(page);
  out.text = decode(out.page);
  out.tree = parse(out.text, sieve(out.text, {}), {});
  out.blocks = blocks_of(out.tree);
  out.metadata = metadata_of(out.tree, out.page.url);
}

Rules rules_with(std::vector<PageTypeCue> cues) {
  Rules rules;
  rules.page_type_cues = std::move(cues);
  finish(rules);
  return rules;
}

struct Sight {
  const char *name, *cue, *html, *url;
  bool seen;
};
class Cue : public testing::TestWithParam<Sight> {};

TEST_P(Cue, IsSeenWhereItStands) {
  const Sight& row = GetParam();
  Read page;
  read({.bytes = row.html, .url = row.url}, page);
  PageTypeCue cue{row.cue, {}};
  cue.points[static_cast<std::size_t>(PageType::forum)] = 3;
  const Rules rules = rules_with({cue});
  const PageTypeChoice choice = page_type_of(&page.tree, page.blocks, page.metadata, rules);
  EXPECT_EQ(choice.type == PageType::forum, row.seen) << choice.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Names, Cue,
    testing::Values(
        Sight{"line", "text:add to cart", "<button>Add to Cart!</button>", "", true},
        Sight{"line_is_whole", "text:add to cart", "<p>Add to cart now</p>", "", false},
        Sight{"line_of_many_words_is_no_name", "text:we add to cart often", "<p>We add to cart often</p>", "", false},
        Sight{"line_begins", "start:posted by", "<p>Posted by Lan, three days ago</p>", "", true},
        Sight{"long_line_does_not_begin", "start:posted by",
              "<p>Posted by Lan, who came back from the island three days ago and wrote this</p>", "", false},
        Sight{"address", "path:shop", "<p>x", "https://a.example/shop/42", true},
        Sight{"address_by_words", "path:sho", "<p>x", "https://a.example/shop/42", false},
        Sight{"query_is_no_path", "path:shop", "<p>x", "https://a.example/x?in=shop", false},
        Sight{"host", "host:docs", "<p>x", "https://docs.a.example/", true},
        Sight{"title", "title:forum", "<title>The Forum - Home</title><p>x", "", true},
        Sight{"body_class", "root:single product", "<body class='page single-product x'><p>x", "", true},
        Sight{"class_of_another_element", "root:single product", "<body><div class=single-product><p>x", "", false},
        Sight{"open_graph", "og:product item",
              "<meta property='og:type' content='product.item'><p>x", "", true},
        Sight{"generator", "generator:vbulletin", "<meta name=generator content='vBulletin 4.2'><p>x", "", true},
        Sight{"schema", "ld:discussionforumposting",
              "<script type='application/ld+json'>{\"@type\":\"DiscussionForumPosting\"}</script><p>x", "", true}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Numbers, Cue,
    testing::Values(Sight{"prices", "prices >= 2", "<p>$4.50<p>12 €", "", true},
                    Sight{"too_few_prices", "prices >= 2", "<p>$4.50<p>12 people", "", false},
                    Sight{"cells", "cells >= 2", "<table><tr><td>a<td>b</table>", "", true},
                    Sight{"slug", "slug_words >= 4", "<p>x", "https://a.example/b/rain-fell-all-day", true},
                    Sight{"short_slug", "slug_words >= 4", "<p>x", "https://a.example/rain-fell-all-day/b", false},
                    Sight{"depth_of_unknown_address", "path_depth >= 0", "<p>x", "", false},
                    Sight{"depth_of_known_address", "path_depth >= 0", "<p>x", "https://a.example/", true},
                    Sight{"same_lines", "same_lines >= 3", "<p>Reply<p>a<p>Reply<p>b<p>reply", "", true},
                    Sight{"same_lines_apart", "same_lines >= 3", "<p>Reply<p>a<p>Reply<p>b<p>Answer", "", false}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Cues, AreSpelledAsRulesNameThem) {
  Read page;
  read({.bytes = "<title>Số một</title><body class='a-b c9'><p>Thêm vào giỏ hàng<p>Đăng bởi Lan, ba ngày trước",
        .url = "https://docs.a.example/x"}, page);
  std::vector<std::string> names;
  const PageCues cues = cues_of(page.tree, page.blocks, page.metadata, &names);
  ASSERT_EQ(cues.names.size(), names.size());
  EXPECT_NE(std::find(names.begin(), names.end(), "text:thêm vào giỏ hàng"), names.end());
  for (std::size_t n = 0; n < names.size(); ++n) {
    SCOPED_TRACE(names[n]);
    ParsedCue parsed;
    std::string problem;
    ASSERT_TRUE(parse_cue(names[n], parsed, problem)) << problem;
    EXPECT_EQ(parsed.name, cues.names[n]);
  }
}

TEST(Cues, CountOnceHoweverOftenTheyAreSeen) {
  PageTypeCue reply{"text:reply", {}}, one{"text:buy", {}};
  reply.points[static_cast<std::size_t>(PageType::forum)] = 1;
  one.points[static_cast<std::size_t>(PageType::product)] = 2;
  const Rules rules = rules_with({reply, one});
  Read page;
  read({.bytes = "<p>Reply<p>Reply<p>Reply<p>Buy"}, page);
  EXPECT_EQ(page_type_of(&page.tree, page.blocks, page.metadata, rules).type, PageType::product);
}

TEST(PageTypeChoice, SaysWhichCuesWeighedMost) {
  PageTypeCue buy{"text:buy", {}}, prices{"prices >= 2", {}}, other{"text:reply", {}};
  buy.points[static_cast<std::size_t>(PageType::product)] = 1;
  prices.points[static_cast<std::size_t>(PageType::product)] = 2;
  other.points[static_cast<std::size_t>(PageType::forum)] = 1;
  const Rules rules = rules_with({buy, prices, other});
  Read page;
  read({.bytes = "<p>Buy<p>$1<p>$2<p>Reply"}, page);
  const PageTypeChoice choice = page_type_of(&page.tree, page.blocks, page.metadata, rules);
  EXPECT_EQ(choice.reason, "2 or more prices; line that says “buy”");
}

TEST(PageTypeChoice, HasChancesThatSumToOne) {
  Read page;
  read({.bytes = "<p>Rain fell."}, page);
  const PageTypeChoice choice =
      page_type_of(&page.tree, page.blocks, page.metadata, Rulebook::builtin().rules());
  float sum = 0;
  for (const float chance : choice.probability) sum += chance;
  EXPECT_NEAR(sum, 1, 1e-5);
  EXPECT_EQ(choice.probability[static_cast<std::size_t>(PageType::none)], 0);
}

TEST(PageTypeChoice, YieldsToTheUser) {
  const Article article = clean({.bytes = "<p>Rain fell on the bay all day long, and no one came."},
                                {.page_type = PageType::forum});
  EXPECT_EQ(article.page_type, PageType::forum);
  EXPECT_EQ(article.page_type_reason, "as asked for");
}

struct Refused {
  const char *cue, *problem;
};

TEST(Cues, ThatMakeNoSenseAreRefused) {
  const Refused rows[] = {
      {"buy", "`buy`: expected `KIND:words` or `NUMBER >= EDGE`"},
      {"txt:buy", "`txt` is no kind of cue: expected one of ld, og, generator, host, path, title, root, text, start"},
      {"text:!", "`!` has no words"},
      {"prices >= many", "`many`: expected a number"},
  };
  for (const Refused& row : rows) {
    SCOPED_TRACE(row.cue);
    ParsedCue parsed;
    std::string problem;
    EXPECT_FALSE(parse_cue(row.cue, parsed, problem));
    EXPECT_EQ(problem, row.problem);
  }
}

}  // namespace
}  // namespace thanbai
