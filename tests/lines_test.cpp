// What lines_of() reads out of dumps, style by style.
#include "clean/lines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

namespace thanbai {
namespace {

Blocks read(std::string_view dump) {
  Text text;
  text.utf8 = dump;
  return lines_of(text);
}

// One block a line: kind and level where it is no paragraph, `%` the share of
// letters in links where there are any, then the text.
std::string shown(const Blocks& blocks) {
  std::string out;
  for (const Block& block : blocks.blocks) {
    switch (block.kind) {
      case Piece::Kind::heading: out.append("h").append(std::to_string(block.level)).append(" "); break;
      case Piece::Kind::list_item: out.append("li").append(std::to_string(block.level)).append(" "); break;
      case Piece::Kind::quote: out += "quote "; break;
      case Piece::Kind::code: out += "code "; break;
      case Piece::Kind::caption: out += "image"; break;
      default: break;
    }
    if (block.link_letters > 0) out.append(std::to_string(100 * block.link_letters / block.letters)).append("% ");
    out += blocks.text_of(block);
    out += '\n';
  }
  return out;
}

struct Case {
  const char *name, *dump, *blocks;
};

class Lines : public testing::TestWithParam<Case> {};

TEST_P(Lines, ReadsDump) { EXPECT_EQ(shown(read(GetParam().dump)), GetParam().blocks); }

const auto name_of_case = [](const auto& row) { return std::string(row.param.name); };

INSTANTIATE_TEST_SUITE_P(
    Plain, Lines,
    testing::Values(
        Case{"one_block_a_line", "Mưa lớn ở Huế\nNước sông lên cao.\n", "Mưa lớn ở Huế\nNước sông lên cao.\n"},
        Case{"all_line_breaks", "A\r\nB\rC\fD\u2028E", "A\nB\nC\nD\nE\n"},
        Case{"no_last_line_break", "Một dòng", "Một dòng\n"},
        Case{"empty", "", ""},
        Case{"only_white_space", " \n\u00A0\n\t\n", ""},
        Case{"odd_spaces", "\u00A0 Trời\u00A0\u00A0nắng\u200B đẹp \u3000", "Trời nắng đẹp\n"},
        Case{"decomposed_letters", "Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt\n"},
        Case{"entities", "Fish &amp; chips&nbsp;at 5 &lt; 6 &bogus", "Fish & chips at 5 < 6 &bogus\n"},
        Case{"stray_tags", "He <b>said</b> so.<br/>Then left.</p>", "He said so. Then left.\n"},
        Case{"no_tag", "if a <b and c> d, use <branch> or x < y", "if a <b and c> d, use <branch> or x < y\n"},
        Case{"bullets", "• Táo\n* Cam\n- Anh nói gì?", "li1 Táo\nli1 Cam\n- Anh nói gì?\n"},
        Case{"number_is_text", "1. Chuẩn bị nguyên liệu", "1. Chuẩn bị nguyên liệu\n"},
        Case{"rules_are_no_text", "A\n-----\nB\n____________\n* * *\nC", "A\nB\nC\n"},
        Case{"form_field", "Name: ____________ (required)", "Name: (required)\n"},
        Case{"address_is_a_link", "https://a.example/x?y=1", "100% https://a.example/x?y=1\n"}),
    name_of_case);

// Debian's html2text: headings between asterisks, underscores in links.
INSTANTIATE_TEST_SUITE_P(
    Underscored, Lines,
    testing::Values(Case{"headings_and_links",
                         "****** Tin ******\n***** Phụ *****\nThời_sự\nThể_thao\nKinh_tế\nGiá_vàng\nDu_lịch\nThân",
                         "h1 Tin\nh2 Phụ\nThời sự\nThể thao\nKinh tế\nGiá vàng\nDu lịch\nThân\n"},
                    Case{"without_headings", "snake_case\na_b\nc_d\ne_f\ng_h", "snake_case\na_b\nc_d\ne_f\ng_h\n"}),
    name_of_case);

// A placeholder shows as a block without text, so that its neighbours can be
// compared with what it said.
INSTANTIATE_TEST_SUITE_P(
    Images, Lines,
    testing::Values(
        Case{"prefixed_tag", "A\n<ns:image>data:image/s3,\"s3://b/1\" alt=\"Cầu Rồng\"</ns:image>\nB", "A\nimage\nB\n"},
        Case{"unescaped_quotes", "<image>data:x/y,\"z\" alt=\"Báo \"nói quá\" về\"</image>", "image\n"},
        Case{"text_before", "17:21 21/02<image>data:a/b,\"c\" alt=\"Phố\"</image>", "image\n17:21 21/02\n"},
        Case{"void_tag", "Sông <img src=\"a.png\" alt=\"Đò\"/> Hương", "image\nSông Hương\n"},
        Case{"no_alternative_text", "A <img src=a.png> B", "A B\n"},
        Case{"never_closed", "A <image>data:image/png;base64,iVBORw0KGgo", "A\n"},
        Case{"bare_data_uri", "A data:image/png;base64,iVBORw0KGgo= B", "A B\n"}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Markdown, Lines,
    testing::Values(
        Case{"headings", "# Tin\n\n## Phụ\n\nThân", "h1 Tin\nh2 Phụ\nThân\n"},
        Case{"underlined_heading", "Tin\n===\n\n# Một\n\n## Hai\n", "h1 Tin\nh1 Một\nh2 Hai\n"},
        Case{"links", "## A\n## B\n[Home](/)\nXem [đây](/x \"t\") nhé", "h2 A\nh2 B\n100% Home\n33% Xem đây nhé\n"},
        Case{"link_in_link_target", "# A\n# B\n[x](/a_(b)) y", "h1 A\nh1 B\n50% x y\n"},
        Case{"linked_image", "# A\n# B\n[ ![Ảnh](/a.jpg) Sông ](/b)", "h1 A\nh1 B\nimage\n100% Sông\n"},
        Case{"link_over_lines", "# A\n# B\n[![](/i.jpg)\n\nChuyện khác\n\n](/x)Đoạn văn",
             "h1 A\nh1 B\n100% Chuyện khác\nĐoạn văn\n"},
        Case{"lists", "# A\n# B\n  * một\n    * hai\n1. ba", "h1 A\nh1 B\nli1 một\nli2 hai\nli1 ba\n"},
        Case{"emphasis", "# A\n# B\n**Đậm** và _nghiêng_, snake_case \\* `x`",
             "h1 A\nh1 B\nĐậm và nghiêng, snake_case * x\n"},
        Case{"quote", "# A\n# B\n> Lời nói", "h1 A\nh1 B\nquote Lời nói\n"},
        Case{"code", "# A\n# B\n```\nx = [1](2)\n```\nB", "h1 A\nh1 B\ncode x = [1](2)\nB\n"},
        Case{"table", "# A\n# B\n| a | b |\n|---|---|\n| 1 | 2 |", "h1 A\nh1 B\n| a | b |\n| 1 | 2 |\n"},
        Case{"reference_links", "# A\n# B\nSee [this][1] now.\n\n[1]: http://a.example\n[2]: http://b.example\n"
             "[3]: http://c.example\n", "h1 A\nh1 B\n36% See this now.\n"}),
    name_of_case);

// Thirty-eight to fifty-odd columns, as a terminal browser breaks lines.
constexpr const char* wrapped =
    "   Nước sông Hương lên nhanh trong đêm qua, nhiều\n"
    "   nhà dân ở hai bờ phải dời đồ đạc lên cao trước\n"
    "   khi trời sáng, theo lời ông Lê Văn Tám ở chợ.\n"
    "\n"
    "   Chợ vẫn họp.\n"
    "   Người mua thưa thớt hơn hẳn so với ngày thường\n"
    "   vì đường ngập, còn rau thì đắt gấp hai lần so\n"
    "   với tuần trước.\n"
    "     * Rau muống: mười nghìn đồng một bó to, nhưng\n"
    "       chỉ còn vài bó.\n"
    "     * Cá\n";

TEST(WrappedLines, AreJoinedAndOthersAreNot) {
  EXPECT_EQ(shown(read(wrapped)),
            "Nước sông Hương lên nhanh trong đêm qua, nhiều nhà dân ở hai bờ phải dời đồ đạc lên cao trước "
            "khi trời sáng, theo lời ông Lê Văn Tám ở chợ.\n"
            "Chợ vẫn họp.\n"
            "Người mua thưa thớt hơn hẳn so với ngày thường vì đường ngập, còn rau thì đắt gấp hai lần so với "
            "tuần trước.\n"
            "li2 Rau muống: mười nghìn đồng một bó to, nhưng chỉ còn vài bó.\nli2 Cá\n");
}

TEST(WrappedLines, ListOfLinksAtTheEndIsNoText) {
  const std::string dump = std::string(wrapped) +
                           "   [1]Trang chủ của chợ [2]Bản đồ\n\nReferences\n\n   1. http://a.example/\n"
                           "   2. http://a.example/map?q=chợ đông ba\n   3. mailto:x@a.example\n";
  const std::string text = shown(read(dump));
  EXPECT_NE(text.find("\nTrang chủ của chợ Bản đồ\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("References"), std::string::npos) << text;
  EXPECT_EQ(text.find("example"), std::string::npos) << text;
}

TEST(WrappedLines, LongLinesMeanThatNothingWasWrapped) {
  std::string dump;
  for (int n = 0; n < 6; ++n) dump += std::string(30, 'a' + static_cast<char>(n)) + " và một câu dài hơn hẳn.\nMột câu ngắn gọn thôi.\n";
  dump += std::string(12, 'x');
  for (int n = 0; n < 40; ++n) dump += " một đoạn rất dài";
  EXPECT_EQ(read(dump).blocks.size(), 13u);
}

TEST(WrappedLines, ParagraphsOfOneLengthAreNoWrappedLines) {
  std::string dump;
  for (const char* word : {"một", "hai", "ba", "bốn", "năm"})
    dump.append("Nước sông Hương lên nhanh trong đêm qua, nhiều nhà ở bờ ").append(word).append(" bị ngập.\n");
  EXPECT_EQ(read(dump).blocks.size(), 5u);
}

TEST(SourceRanges, PointIntoTheDump) {
  const std::string dump = "  Đầu\r\n\r\n  Thân <image>data:a/b,\"c\" alt=\"x\"</image>\n";
  const Blocks blocks = read(dump);
  ASSERT_EQ(blocks.blocks.size(), 3u);
  const auto source = [&](std::size_t n) {
    const Range range = blocks.blocks[n].source;
    return dump.substr(range.begin, range.size());
  };
  EXPECT_EQ(source(0), "Đầu");
  EXPECT_EQ(source(2), "Thân <image>data:a/b,\"c\" alt=\"x\"</image>");
  EXPECT_FALSE(blocks.blocks[2].after_break);  // the image's block came first
  EXPECT_TRUE(blocks.blocks[1].after_break);
}

TEST(Counts, AreThoseOfTheText) {
  const Blocks blocks = read("Mưa, gió. “Bão!” 東京、晴れ。");
  ASSERT_EQ(blocks.blocks.size(), 1u);
  const Block& block = blocks.blocks[0];
  EXPECT_EQ(block.words.size(), 3u + 4u);
  EXPECT_EQ(block.letters, 20u);
  EXPECT_EQ(block.sentence_ends, 3u);
  EXPECT_EQ(block.commas, 2u);
}

struct Looks {
  const char *name, *text;
  bool plain;
};

class LooksLikePlainText : public testing::TestWithParam<Looks> {};

TEST_P(LooksLikePlainText, TellsDumpsFromPages) { EXPECT_EQ(looks_like_plain_text(GetParam().text), GetParam().plain); }

INSTANTIATE_TEST_SUITE_P(
    Texts, LooksLikePlainText,
    testing::Values(Looks{"doctype", "\xEF\xBB\xBF <!doctype html>a", false}, Looks{"html", "<HTML lang=vi>", false},
                    Looks{"fragment", "<p>Một đoạn.</p>", false}, Looks{"text_then_tags", "Chào <div>x</div>", false},
                    Looks{"comment_first", "<!-- saved from url --><html>", false}, Looks{"empty", "", true},
                    Looks{"sentence", "Trời mưa.", true}, Looks{"inequality", "a <b and c> d", true},
                    Looks{"image_placeholder", "<image>data:a/b,\"c\" alt=\"x\"</image>\nTin", true},
                    Looks{"line_breaks_only", "Một<br>Hai<br>Ba", true}),
    [](const auto& row) { return std::string(row.param.name); });

// Bytes that blocks hold for a dump, so that what is left out is not kept.
std::size_t held(const Blocks& blocks) {
  return blocks.text.size() + blocks.words.size() * 4 + blocks.blocks.size() * sizeof(Block);
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

TEST(Pathological, BoundedMemoryWhateverTheBytes) {
  constexpr std::size_t size = 1u << 20;
  EXPECT_EQ(read(std::string(size, '\n')).blocks.size(), 0u);
  EXPECT_EQ(read(std::string(size, 'A')).blocks.size(), 0u);  // one run of base64
  EXPECT_EQ(read(repeated("một hai ", size)).blocks.size(), 1u);
  for (const char* piece : {"[", "[a](", "](", "![", "<image>", "</", "<", "&", "\\", "*", "_a", "data:a/b,",
                            "<image></a:image>", "\x01", "\xEF\xBF\xBD", "[\n", "](\n", "# [a](b\n"}) {
    SCOPED_TRACE(piece);
    EXPECT_LT(held(read("# A\n# B\n" + repeated(piece, size))), 70 * size);
  }
}

// Time per byte must not grow with length. Time of the processor, not of the
// wall, as other programs run too; the quickest of five runs each.
TEST(Pathological, LinearInTheLengthOfALine) {
  const auto seconds = [](std::string_view dump) {
    double best = 1e9;
    for (int n = 0; n < 5; ++n) {
      const std::clock_t start = std::clock();
      EXPECT_TRUE(read(dump).plain);
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
  };
  for (const char* piece : {"[a](((", "[", "![a](", "<image>", "<image><image></b>", "<a b", "</", "![a](b) ", "[[a](b)"}) {
    SCOPED_TRACE(piece);
    const std::string head = "# A\n# B\n";
    const double small = seconds(head + repeated(piece, 20'000));
    EXPECT_LT(seconds(head + repeated(piece, 400'000)), 100 * small + 0.01);  // linear is 20; square, 400
  }
}

}  // namespace
}  // namespace thanbai
