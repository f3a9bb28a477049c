#include "clean/facts.hpp"

#include <gtest/gtest.h>

#include "clean/numbers.hpp"
#include "tests/page_of.hpp"

#include <cmath>

namespace thanbai {
namespace {

// A page with one of everything that facts tell apart.
constexpr const char* page_html = R"(<html><head><title>Rain falls on the hills - Site</title></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/news">News</a><li><a href="/sport">Sport</a></ul></nav>
<main><article class="post-content"><h1>Rain falls on the hills</h1>
<p>It had rained all night, and in the morning the river stood a metre above the road, said the mayor.</p>
<p>Nobody was hurt, but the school stays closed until Monday while the cellars are being pumped dry.</p>
<section><h2>Related articles</h2><ul class="cards"><li><a href="/a">Snow</a><li><a href="/b">Hail</a><li><a href="/c">Fog</a></ul></section>
</article></main>
<div style="display: none">Hidden words</div>
<footer>© 2026 Site. All rights reserved. $5 a month.</footer></body></html>)";

struct Expected { const char *name, *block; Fact fact; float value; };
class Facts_ : public testing::TestWithParam<Expected> {};
TEST_P(Facts_, SayWhatTheyName) {
  const WeighedPage page(page_html);
  const std::size_t block = page.block_with(GetParam().block);
  ASSERT_LT(block, page.blocks.blocks.size());
  EXPECT_NEAR(page.facts.at(GetParam().fact, block), GetParam().value, 1e-3);
}

INSTANTIATE_TEST_SUITE_P(Page, Facts_, testing::Values(
    Expected{"words", "Nobody was hurt", Fact::words, std::log2(18.f)},
    Expected{"link_density", "Sport", Fact::link_density, 1},
    Expected{"no_links", "Nobody was hurt", Fact::link_density, 0},
    Expected{"sentence", "Nobody was hurt", Fact::ends_sentence, 1},
    Expected{"no_sentence", "Sport", Fact::ends_sentence, 0},
    Expected{"price", "All rights", Fact::price, 1},
    Expected{"title", "Rain falls", Fact::is_title, 1},
    Expected{"h1", "Rain falls", Fact::after_h1, 2},
    Expected{"after_h1", "Nobody was hurt", Fact::after_h1, 3},
    Expected{"before_h1", "Sport", Fact::after_h1, 1},
    Expected{"in_nav", "Sport", Fact::in_nav, 2},
    Expected{"not_in_nav", "Nobody was hurt", Fact::in_nav, 0},
    Expected{"in_footer", "All rights", Fact::in_footer, 1},
    Expected{"hidden", "Hidden words", Fact::not_displayed, 1},
    Expected{"not_hidden", "Nobody was hurt", Fact::hidden, 0},
    Expected{"class_post", "Nobody was hurt", Fact::class_post, 1},
    Expected{"no_class", "Sport", Fact::class_post, 10},
    Expected{"under_related", "Hail", Fact::under_related, 1},
    Expected{"not_under_related", "Nobody was hurt", Fact::under_related, 0},
    Expected{"says_related", "Related articles", Fact::says_related, 1},
    Expected{"repeat", "Hail", Fact::repeat_count, 2},
    Expected{"item_index", "Hail", Fact::item_index, 1},
    Expected{"largest_article", "Nobody was hurt", Fact::largest_article, 1},
    Expected{"root", "Nobody was hurt", Fact::root95, 0}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Facts, HaveNamesThatLeadBack) {
  for (std::size_t f = 0; f < fact_count; ++f) {
    Fact found{};
    ASSERT_TRUE(fact_named(name_of(static_cast<Fact>(f)), found)) << f;
    EXPECT_EQ(static_cast<std::size_t>(found), f);
    EXPECT_FALSE(words_of(found).empty());
    EXPECT_FALSE(family_of(found).empty());
  }
  Fact none{};
  EXPECT_FALSE(fact_named("no_such_fact", none));
}

TEST(Facts, OfAnEmptyPageAreNone) {
  const WeighedPage page("<html></html>");
  EXPECT_EQ(page.facts.blocks, 0u);
}

TEST(Numbers, AreThoseOfTheLibraryNearly) {
  for (float x = 0.001f; x < 1e6f; x *= 1.7f) EXPECT_NEAR(log2_of(x), std::log2(x), 2e-4) << x;
  for (float x = -20; x < 20; x += 0.37f) EXPECT_NEAR(logistic(x), 1 / (1 + std::exp(-x)), 1e-5) << x;
}

}  // namespace
}  // namespace thanbai
