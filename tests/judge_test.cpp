#include "clean/judge.hpp"

#include <gtest/gtest.h>

#include "clean/scorecard.hpp"
#include "rules/load.hpp"
#include "tests/page_of.hpp"

namespace thanbai {
namespace {

// Two blocks a page, of 4 and of 12 words; a scorecard that the test writes.
constexpr const char* two_blocks =
    "<p>Four words stand here.</p><p>This one has twelve words, which is more than the other one.</p>";

Rulebook rules_with(Scorecard card, std::vector<DeclaredRule> declared = {}) {
  Rules rules;
  rules.html.first = std::move(card);
  rules.html.empty_words = 0;
  rules.declared = std::move(declared);
  finish(rules);
  return Rulebook(std::make_shared<const Rules>(std::move(rules)));
}

std::string kept(const WeighedPage& page, const CleanOptions& options = {}) {
  const Verdicts verdicts = judge(page.blocks, page.facts, page.rules.rules(), options);
  std::string out;
  for (std::size_t k = 0; k < verdicts.blocks.size(); ++k) {
    if (verdicts.blocks[k].keep) out += std::string(page.blocks.text_of(page.blocks.blocks[k]).substr(0, 4)) + ' ';
  }
  return out;
}

FactPoints by_words(float few, float many) {
  return {static_cast<std::uint16_t>(Fact::words), {3.f}, {few, many}};
}

TEST(Judge, AddsPointsOfFacts) {
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with({.points = {by_words(-5, 5)}}))), "This ");
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with({.points = {by_words(5, 5)}}))), "Four This ");
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with({.base = 3, .points = {by_words(0, -9)}}))), "Four ");
}

TEST(Judge, AsksThreeQuestions) {
  const auto words = static_cast<std::uint16_t>(Fact::words), commas = static_cast<std::uint16_t>(Fact::commas);
  // More than 7 words, and a comma: outcome 7; few words, no comma: outcome 0.
  const QuestionTree tree{{words, commas, commas, words, words, words, words},
                          {3.f, 0.5f, 0.5f, 9.f, 9.f, 9.f, 0.f}, {-4, 0, 0, 0, 0, 0, 0, 4}};
  const WeighedPage page(two_blocks, rules_with({.trees = {tree}}));
  const std::vector<float> points = points_of(page.rules.rules().html.first,
                                              {.blocks = 2, .facts = page.facts.values.data()});
  EXPECT_EQ(points, (std::vector<float>{-4, 4}));
}

TEST(Judge, ExplainsPointsByWhatMovedThem) {
  const auto words = static_cast<std::uint16_t>(Fact::words);
  const QuestionTree tree{{words, words, words, words, words, words, words}, {3, 3, 3, 3, 3, 3, 3}, {-4, 0, 0, 0, 0, 0, 0, 4}};
  const Scorecard card{.base = 1, .points = {by_words(-1, 2)}, .trees = {tree}};
  const WeighedPage page(two_blocks, rules_with(card));
  const Columns columns{.blocks = 2, .facts = page.facts.values.data()};
  const std::vector<float> points = points_of(card, columns);
  for (std::size_t block = 0; block < 2; ++block) {
    const std::vector<float> moved = contributions(card, columns, block);
    float sum = card.base;  // the mean of the tree's outcomes is 0
    for (const float part : moved) sum += part;
    EXPECT_NEAR(sum, points[block], 1e-5);
  }
}

TEST(Judge, FollowsDeclaredRules) {
  using Verdict = DeclaredRule::Verdict;
  const Scorecard keeps_all{.base = 3}, drops_all{.base = -3};
  const auto rule = [](Verdict verdict, float points) {
    DeclaredRule out;
    out.id = "test.rule";
    out.why = "a test";
    out.phrases = {"four words stand here"};
    out.verdict = verdict;
    out.points = points;
    return out;
  };
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with(keeps_all, {rule(Verdict::drop, 0)}))), "This ");
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with(drops_all, {rule(Verdict::keep, 0)}))), "Four ");
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with(keeps_all, {rule(Verdict::none, -9)}))), "This ");
}

TEST(Judge, FollowsConditionsOnFacts) {
  DeclaredRule rule;
  rule.id = "test.short";
  rule.conditions = {{static_cast<std::uint16_t>(Fact::words), true, 3.f}};
  rule.verdict = DeclaredRule::Verdict::drop;
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with({.base = 3}, {rule}))), "This ");
}

TEST(Judge, VetoThatWouldLeaveNothingYields) {
  DeclaredRule all;
  all.id = "test.all";
  all.conditions = {{static_cast<std::uint16_t>(Fact::words), false, 0.f}};
  all.verdict = DeclaredRule::Verdict::drop;
  const WeighedPage page(two_blocks, rules_with({.base = 3}, {all}));
  const Verdicts verdicts = judge(page.blocks, page.facts, page.rules.rules(), {});
  EXPECT_TRUE(verdicts.blocks[0].keep && verdicts.blocks[1].keep);
  ASSERT_EQ(verdicts.notes.size(), 1u);
}

TEST(Judge, CutsWhereExpectedF1IsBest) {
  // One block surely body, one with a chance: kept if its words are worth it.
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with({.points = {by_words(0.f, 3)}}))), "Four This ");
  EXPECT_EQ(kept(WeighedPage(two_blocks, rules_with({.points = {by_words(-0.8f, 3)}}))), "This ");
}

TEST(Judge, FavorsPrecisionOrRecall) {
  const WeighedPage page(two_blocks, rules_with({.points = {by_words(-0.5f, 3)}}));
  EXPECT_EQ(kept(page, {.favor = Favor::precision}), "This ");
  EXPECT_EQ(kept(page, {.favor = Favor::recall}), "Four This ");
}

TEST(Judge, FindsNothingOnShortUnlikelyPages) {
  Rules rules;
  rules.html.first.base = -4;
  finish(rules);
  const Rulebook rulebook(std::make_shared<const Rules>(std::move(rules)));
  EXPECT_EQ(kept(WeighedPage(two_blocks, rulebook)), "");
  EXPECT_EQ(kept(WeighedPage(two_blocks, rulebook), {.page_type = PageType::listing}), "Four This ");
}

TEST(Judge, IsTheSameTwice) {
  const WeighedPage page(two_blocks);
  const auto once = judge(page.blocks, page.facts, page.rules.rules(), {});
  const auto twice = judge(page.blocks, page.facts, page.rules.rules(), {});
  for (std::size_t k = 0; k < once.blocks.size(); ++k) EXPECT_EQ(once.blocks[k].points, twice.blocks[k].points);
}

}  // namespace
}  // namespace thanbai
