// Phrases and expressions of rules against lines: where they hit, and what a
// stranger's expression may cost.

#include "rules/phrases.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "clean/words.hpp"
#include "rules/load.hpp"

namespace thanbai {
namespace {

DeclaredRule rule(std::vector<std::string> phrases, DeclaredRule::Place place) {
  DeclaredRule made;
  made.phrases = std::move(phrases);
  made.place = place;
  return made;
}

DeclaredRule expression(std::string pattern, std::vector<std::string> needs = {}) {
  DeclaredRule made;
  made.expression = std::move(pattern);
  made.needs = std::move(needs);
  return made;
}

struct Found {
  std::vector<std::uint16_t> hits;
  bool within_limits = true;
  std::uint16_t limited = 0xffff;
};

Found match(const PhraseIndex& index, std::string_view line, bool plain_text = false) {
  Found found;
  std::vector<std::uint32_t> words;
  append_words(line, words);
  found.within_limits = index.match(line, words, plain_text, found.hits, &found.limited);
  return found;
}

using Place = DeclaredRule::Place;

struct Case {
  const char *name, *phrase;
  Place place;
  const char* line;
  bool hit;
};
class Phrases : public testing::TestWithParam<Case> {};

TEST_P(Phrases, StandWhereTheirRuleSays) {
  const Case& row = GetParam();
  const PhraseIndex index({rule({row.phrase}, row.place)});
  EXPECT_EQ(match(index, row.line).hits.size(), row.hit ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Places, Phrases,
    testing::Values(Case{"whole", "đọc nhiều", Place::whole, "ĐỌC NHIỀU:", true},
                    Case{"whole_not_start", "đọc nhiều", Place::whole, "Đọc nhiều nhất", false},
                    Case{"whole_not_prefix", "đọc nhiều", Place::whole, "Đọc", false},
                    Case{"start", "đọc nhiều", Place::start, "» Đọc nhiều nhất", true},
                    Case{"start_not_inside", "đọc nhiều", Place::start, "Tin đọc nhiều", false},
                    Case{"contains", "ghi rõ nguồn", Place::contains, "Vui lòng ghi rõ nguồn khi đăng lại", true},
                    Case{"contains_at_end", "ghi rõ nguồn", Place::contains, "Xin ghi rõ nguồn", true},
                    Case{"contains_broken_off", "ghi rõ nguồn", Place::contains, "Xin ghi rõ", false},
                    Case{"contains_in_pieces", "ghi rõ nguồn", Place::contains, "ghi rõ tên, nguồn", false},
                    Case{"part_of_a_word", "ad", Place::contains, "Read", false},
                    Case{"apostrophe", "don't miss", Place::whole, "Don’t miss", true},
                    Case{"cjk_by_character", "関連記事", Place::start, "関連記事一覧", true},
                    Case{"empty_line", "x", Place::contains, "", false}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(PhraseIndex, ReportsEachRuleOnceInOrder) {
  const PhraseIndex index({rule({"rain"}, Place::contains), rule({"sun"}, Place::whole),
                           rule({"rain", "heavy rain"}, Place::contains), expression("rain.*rain", {"rain"})});
  EXPECT_EQ(match(index, "rain, heavy rain").hits, (std::vector<std::uint16_t>{0, 2, 3}));
}

TEST(PhraseIndex, HeedsLengthAndInput) {
  DeclaredRule narrow = rule({"rain"}, Place::contains);
  narrow.min_words = 2;
  narrow.max_words = 3;
  narrow.input = DeclaredRule::Input::text;
  const PhraseIndex index({narrow});
  EXPECT_TRUE(match(index, "rain", true).hits.empty());
  EXPECT_FALSE(match(index, "heavy rain", true).hits.empty());
  EXPECT_TRUE(match(index, "heavy rain", false).hits.empty());
  EXPECT_TRUE(match(index, "very heavy rain fell", true).hits.empty());
}

TEST(PhraseIndex, TriesExpressionsOnlyWhereANeededWordStands) {
  const PhraseIndex index({expression("r.in", {"rain"})});
  EXPECT_FALSE(match(index, "Rain fell").hits.empty());
  EXPECT_TRUE(match(index, "ruin").hits.empty());
}

TEST(PhraseIndex, ExpressionsIgnoreCaseInEveryScript) {
  const PhraseIndex index({expression("^đang phát", {"phát"})});
  EXPECT_FALSE(match(index, "ĐANG PHÁT: tin trưa").hits.empty());
}

struct Bomb {
  const char *name, *pattern;
};
class Bombs : public testing::TestWithParam<Bomb> {};

TEST_P(Bombs, AreStoppedAndNamedAndLeaveOtherHits) {
  const PhraseIndex index({rule({"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, Place::start),
                           expression(GetParam().pattern)});
  const Found found = match(index, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa !");
  EXPECT_FALSE(found.within_limits);
  EXPECT_EQ(found.limited, 1);
  EXPECT_EQ(found.hits, std::vector<std::uint16_t>{0});
}

INSTANTIATE_TEST_SUITE_P(Catastrophic, Bombs,
                         testing::Values(Bomb{"nested_plus", "^(a+)+$"}, Bomb{"nested_star", "^(a*)*[bc]"},
                                         Bomb{"alternation", "^(a|a)*$"}, Bomb{"overlap", "^(a|aa)+$"},
                                         Bomb{"lifts_the_limit", "(*LIMIT_MATCH=4000000000)^(a+)+$"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(PhraseIndex, ExpressionsSeeTheFirst8KiB) {
  const PhraseIndex index({expression("needle")});
  EXPECT_FALSE(match(index, std::string(8'000, 'x') + " needle").hits.empty());
  EXPECT_TRUE(match(index, std::string(8'192, 'x') + " needle").hits.empty());
  // The cut falls within a character: no error, no hit.
  EXPECT_TRUE(match(index, std::string(8'191, 'x') + "ế needle").within_limits);
}

TEST(PhraseIndex, BytesThatAreNoUtf8MatchNothing) {
  const PhraseIndex index({expression("x")});
  const Found found = match(index, "x \xff\xfe");
  EXPECT_TRUE(found.hits.empty());
  EXPECT_TRUE(found.within_limits);
}

TEST(PhraseIndex, IsSafeFromManyThreads) {
  const PhraseIndex index({expression("^rain", {"rain"}), rule({"rain"}, Place::start)});
  std::vector<std::thread> threads;
  std::vector<std::size_t> counts(4, 0);
  for (std::size_t t = 0; t < counts.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) counts[t] += match(index, "Rain fell").hits.size();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(counts, std::vector<std::size_t>(4, 400));
}

struct Line {
  const char *name, *text;
  PhraseKind kind;
};
class BuiltIn : public testing::TestWithParam<Line> {};

/// What the issue names, and one line of each kind.
TEST_P(BuiltIn, KnowsWhatALineSays) {
  static const Rules rules = builtin_rules();
  bool said = false;
  for (const std::uint16_t hit : match(*rules.phrases, GetParam().text, true).hits) {
    said = said || rules.declared[hit].kind == static_cast<int>(GetParam().kind);
  }
  EXPECT_TRUE(said);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, BuiltIn,
    testing::Values(Line{"player_vi", "ĐANG PHÁT", PhraseKind::player}, Line{"player_hot", "Video đang HOT", PhraseKind::player},
                    Line{"newest", "Tin mới nhất", PhraseKind::related}, Line{"hot", "Tin nóng", PhraseKind::related},
                    Line{"same_section", "Cùng chuyên mục", PhraseKind::related},
                    Line{"interest", "Có thể bạn quan tâm", PhraseKind::related},
                    Line{"most_read", "Đọc nhiều", PhraseKind::related},
                    Line{"promotion", "* Mời quý độc giả theo dõi các chương trình trên TV Online!", PhraseKind::promotion},
                    Line{"placeholder", "[Hình ảnh]", PhraseKind::placeholder},
                    Line{"wall", "Please enable JavaScript to continue", PhraseKind::wall},
                    Line{"german", "Das könnte Sie auch interessieren", PhraseKind::related},
                    Line{"japanese", "あわせて読みたい", PhraseKind::related},
                    Line{"arabic", "اقرأ أيضا", PhraseKind::related}, Line{"russian", "Читайте также:", PhraseKind::related},
                    Line{"comments", "3 thoughts on “Rain”", PhraseKind::comments}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(BuiltIn, SpeaksTwentyLanguagesAndMore) { EXPECT_GE(builtin_rules().languages.size(), 20u); }

}  // namespace
}  // namespace thanbai
