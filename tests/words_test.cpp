#include "clean/words.hpp"

#include <gtest/gtest.h>

namespace thanbai {
namespace {

std::uint32_t word_count(std::string_view text) {
  std::vector<std::uint32_t> hashes;
  return append_words(text, hashes);
}

TEST(Words, AreRunsOfLettersDigitsAndMarks) {
  EXPECT_EQ(word_count(""), 0u);
  EXPECT_EQ(word_count("... --- !!!"), 0u);
  EXPECT_EQ(word_count("Hà Nội, 19-5-2022"), 5u);
  EXPECT_EQ(word_count("don't"), 2u);
  EXPECT_EQ(word_count("snake_case"), 1u);
  EXPECT_EQ(word_count("हिन्दी में"), 2u);
}

TEST(Words, CountByCharacterWhereNoSpacesAreWritten) {
  EXPECT_EQ(word_count("東京タワー"), 5u);
  EXPECT_EQ(word_count("サイト web 版"), 5u);
}

TEST(Words, HashWithoutCase) {
  std::vector<std::uint32_t> upper, lower;
  append_words("ĐANG PHÁT Straße", upper);
  append_words("đang phát straße", lower);
  EXPECT_EQ(upper, lower);
}

TEST(Fold, IsLowerCaseWordsWithSingleSpaces) {
  EXPECT_EQ(fold("  Tin MỚI nhất: "), "tin mới nhất");
  EXPECT_EQ(fold("Don’t miss!"), "don t miss");
  EXPECT_EQ(fold("関連記事"), "関 連 記 事");
}

TEST(Collapsed, LosesWhatShowsNothing) {
  const struct { const char *text, *shown; } rows[] = {
      {"a  b\n\tc", "a b c"},
      {"a\u00A0\u2003b", "a b"},
      {"Wort\u00ADtrennung", "Worttrennung"},
      {"zero\u200Bwidth", "zerowidth"},
      {"icon \uE001 font", "icon font"},
      {"\uFEFFbom", "bom"},
      {"bell\x07", "bell"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    std::string out;
    bool in_space = false;
    append_collapsed(row.text, out, in_space);
    EXPECT_EQ(out, row.shown);
  }
}

TEST(Nfc, QuickCheckAgreesWithNormalisation) {
  for (const char* text : {"", "plain", "Việt Nam", "Vie\u0323\u0302t", "日本語", "か\u3099", "Å", "\u212B", "ёлка", "naïve"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(is_nfc(text), to_nfc(text) == text);
  }
  EXPECT_EQ(to_nfc("Vie\u0323\u0302t"), "Việt");
}

}  // namespace
}  // namespace thanbai
