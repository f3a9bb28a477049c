// What dumps show of their lines, and what is kept of dumps: shapes, states,
// doubles, cards, and rules that yield.
#include <gtest/gtest.h>

#include <string>
#include <thanbai/thanbai.hpp>

#include "clean/facts/line_signs.hpp"
#include "clean/facts/lines.hpp"
#include "clean/lines.hpp"
#include "rules/load.hpp"

namespace thanbai {
namespace {

const Rules& rules() {
  static const Rules all = builtin_rules();
  return all;
}

Blocks read(std::string_view dump) {
  Text text;
  text.utf8 = dump;
  return lines_of(text);
}

std::string kept(const std::string& dump) {
  return write(clean({.bytes = dump}, {.type = InputType::text}), Format::text);
}

// Prose of one subject, so that words recur as they do in an article.
const std::string story =
    "Nước lũ trên sông Hương dâng nhanh, làm hàng trăm ngôi nhà ở hạ lưu bị ngập\n"
    "Sáng nay nước sông Hương đã vượt báo động ba, theo trung tâm khí tượng của tỉnh, và còn lên tiếp trong đêm.\n"
    "Ông Lê Văn Tám, chủ một ngôi nhà ở hạ lưu sông Hương, nói nước lũ vào nhà lúc hai giờ sáng, khi cả nhà còn ngủ.\n"
    "Tỉnh đã cho thuyền đi từng nhà ở hạ lưu để đưa người già và trẻ em ra khỏi vùng lũ, đến các trường học cao hơn.\n"
    "Trung tâm khí tượng cho biết mưa sẽ giảm từ ngày mai, nhưng nước lũ trên sông Hương rút chậm vì triều cường.\n";

struct Fall {
  const char *name, *after, *gone;
};

class DroppedAfterTheStory : public testing::TestWithParam<Fall> {};

TEST_P(DroppedAfterTheStory, LineIsNotBody) {
  const std::string text = kept(story + GetParam().after);
  EXPECT_NE(text.find("triều cường"), std::string::npos) << text;
  EXPECT_EQ(text.find(GetParam().gone), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Lines, DroppedAfterTheStory,
    testing::Values(Fall{"related_opener", "Cùng chuyên mục\nGiá vàng hôm nay\n", "Cùng chuyên mục"},
                    Fall{"player", "ĐANG PHÁT\n", "ĐANG PHÁT"},
                    Fall{"doubled_headline", "Giá vàng lại tăng mạnh Giá vàng lại tăng mạnh\n", "vàng"},
                    Fall{"teaser_after_doubled_headline",
                         "Giá vàng lại tăng mạnh Giá vàng lại tăng mạnh\n"
                         "Hôm nay giá vàng trong nước lại tăng mạnh, lên mức cao nhất kể từ đầu năm tới giờ.\n",
                         "vàng"},
                    Fall{"caption_of_a_card",
                         "<image>data:image/png,\"x\" alt=\"Đội tuyển thắng trận mở màn\"</image>\n"
                         "Đội tuyển thắng trận mở màn\n",
                         "Đội tuyển"},
                    Fall{"image_data", "<image>data:image/png;base64,iVBORw0KGgo</image>\n", "iVBOR"},
                    Fall{"promotion", "* Mời quý độc giả theo dõi các chương trình đã phát sóng trên ứng dụng!\n",
                         "Mời quý độc giả"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Vetoes, YieldWhereNothingWouldBeLeft) {
  // Every line is its own double; dropping them all would leave an empty text.
  std::string dump;
  for (const char* line : {"Nước lũ trên sông Hương dâng nhanh trong đêm qua, nhiều nhà ở hạ lưu đã bị ngập.",
                           "Ông Tám nói nước vào nhà lúc hai giờ sáng, khi cả nhà còn ngủ say trong giường."})
    dump.append(line).append(" ").append(line).append("\n");
  const Article article = clean({.bytes = dump}, {.type = InputType::text});
  EXPECT_FALSE(article.pieces.empty());
  ASSERT_FALSE(article.notes.empty());
  EXPECT_NE(article.notes.back().find("would have left nothing"), std::string::npos) << article.notes.back();
}

TEST(Prose, IsNeverEmptied) {
  EXPECT_NE(kept("Một câu văn duy nhất, không có gì khác quanh nó, vẫn là toàn bộ nội dung của bản sao này."), "");
}

TEST(States, OpenLastAndCount) {
  const Blocks blocks = read(story + "Bình luận\nHay quá bạn ơi\nTin liên quan\nGiá vàng\n");
  const Facts facts = facts_of_dump(blocks, rules());
  const std::size_t comment = 6, related = 8;
  EXPECT_EQ(facts.at(Fact::since_comments, 4), unknown);
  EXPECT_EQ(facts.at(Fact::since_comments, comment), 0);
  EXPECT_EQ(facts.at(Fact::comments_count, comment), 1);
  EXPECT_EQ(facts.at(Fact::related_count, comment), 0);
  EXPECT_EQ(facts.at(Fact::since_related, related), 0);
  EXPECT_NEAR(facts.at(Fact::since_comments, related), 1.585f, 1e-3f);  // two lines: log2(1 + 2)
}

TEST(Core, HoldsTheStoryAndItsWords) {
  const Blocks blocks = read("Trang chủ\nThể thao\n" + story + "Đội tuyển thắng trận mở màn\n");
  const Facts facts = facts_of_dump(blocks, rules());
  EXPECT_EQ(facts.at(Fact::core_place, 0), 0);
  EXPECT_EQ(facts.at(Fact::core_place, 4), 1);
  EXPECT_EQ(facts.at(Fact::core_place, 7), 2);
  EXPECT_GT(facts.at(Fact::cohesion, 5), facts.at(Fact::cohesion, 7));
}

TEST(Facts, OfMarkupAreUnknown) {
  const Facts facts = facts_of_dump(read(story), rules());
  EXPECT_EQ(facts.at(Fact::tag, 0), unknown);
  EXPECT_EQ(facts.at(Fact::link_density, 0), unknown);
  EXPECT_NE(facts.at(Fact::words, 0), unknown);
}

TEST(Windows, GiveTheSameAsOneTable) {
  std::string dump;
  for (int n = 0; n < 200; ++n) dump += story;
  const Blocks blocks = read(dump);
  const Facts all = facts_of_dump(blocks, rules());
  LineFacts lines(blocks, rules());
  std::size_t seen = 0;
  for (Facts window; lines.next(window);) {
    EXPECT_LE(window.blocks, LineFacts::window_lines);
    EXPECT_EQ(lines.first(), seen);
    for (std::size_t row = 0; row < window.blocks; ++row)
      EXPECT_EQ(window.at(Fact::cohesion_within_3, row), all.at(Fact::cohesion_within_3, seen + row));
    seen += window.blocks;
  }
  EXPECT_EQ(seen, blocks.blocks.size());
}

struct Spelling {
  const char *name, *line;
  LineSigns::End end;
  LineSigns::Start start;
  std::uint32_t capitalized, digits;
  bool dateline;
};

class Signs : public testing::TestWithParam<Spelling> {};

TEST_P(Signs, AreThoseOfTheLine) {
  const LineSigns signs = signs_of(GetParam().line);
  EXPECT_EQ(signs.end, GetParam().end);
  EXPECT_EQ(signs.start, GetParam().start);
  EXPECT_EQ(signs.capitalized, GetParam().capitalized);
  EXPECT_EQ(signs.digits, GetParam().digits);
  EXPECT_EQ(signs.dateline, GetParam().dateline);
}

using End = LineSigns::End;
using Start = LineSigns::Start;
INSTANTIATE_TEST_SUITE_P(
    Lines, Signs,
    testing::Values(Spelling{"sentence", "Trời mưa.", End::sentence, Start::upper, 1, 0, false},
                    Spelling{"quoted_end", "“Đi thôi!”", End::sentence, Start::quote, 0, 0, false},
                    Spelling{"cut", "và còn nữa...", End::cut, Start::lower, 0, 0, false},
                    Spelling{"ellipsis", "Và còn nữa…", End::cut, Start::upper, 1, 0, false},
                    Spelling{"label", "Ngày 12/3", End::none, Start::upper, 1, 3, false},
                    Spelling{"pause", "Gồm có:", End::pause, Start::upper, 1, 0, false},
                    Spelling{"ideographs", "今日は晴れです。", End::sentence, Start::other, 0, 0, false},
                    Spelling{"dateline", "Huế - nước sông dâng cao suốt đêm qua và sáng nay", End::none, Start::upper, 1,
                             0, true},
                    Spelling{"dash_in_a_sentence", "Nước lên. Rồi - sau một đêm dài - nước lại rút đi hết", End::none,
                             Start::upper, 2, 0, false}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace thanbai
