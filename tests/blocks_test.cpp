#include "clean/blocks.hpp"

#include <gtest/gtest.h>

#include "tests/page_of.hpp"

namespace thanbai {
namespace {

std::string texts(const std::string& html) {
  const ParsedPage page(html);
  std::string out;
  for (const Block& block : page.blocks.blocks) {
    if (!out.empty()) out += " | ";
    for (const char c : page.blocks.text_of(block)) out += c == '\n' ? '/' : c;
  }
  return out;
}

struct Case { const char *name, *html, *blocks; };
class Cut : public testing::TestWithParam<Case> {};
TEST_P(Cut, IntoLeafRunsOfText) { EXPECT_EQ(texts(GetParam().html), GetParam().blocks); }

INSTANTIATE_TEST_SUITE_P(Blocks, Cut, testing::Values(
    Case{"paragraphs", "<p>Rain fell.<p>It stopped.", "Rain fell. | It stopped."},
    Case{"text_around_a_block", "<div>before<p>inside</p>after</div>", "before | inside | after"},
    Case{"white_space", "<p>  a\n\t b&nbsp;&nbsp;c ", "a b c"},
    Case{"one_break_is_a_line", "<p>a<br>b</p>", "a/b"},
    Case{"two_breaks_are_a_block", "<div>a<br><br>b</div>", "a | b"},
    Case{"rule", "<div>a<hr>b</div>", "a | b"},
    Case{"inline_elements_stay", "<p>a <b>bold</b> <a href=/x>link</a>.</p>", "a bold link."},
    Case{"part_of_a_word", "<p><b>W</b>ord, H<sub>2</sub>O, <i>un</i><b>easy</b></p>", "Word, H2O, uneasy"},
    Case{"side_by_side", "<p><span>3</span><span>NY</span><span>New York Knicks</span></p>", "3 NY New York Knicks"},
    Case{"links_side_by_side", "<p><a href=x>one</a><a href=y>two</a></p>", "one two"},
    Case{"punctuation_is_not_parted", "<p><span>one</span><span>, two</span></p>", "one, two"},
    Case{"code_is_not_parted", "<p><code><span>x</span><span>y</span></code></p>", "xy"},
    Case{"code_keeps_lines", "<pre>a = 1\nb = 2\n</pre>", "a = 1/b = 2"},
    Case{"options_stay_apart", "<select><option>Anh<option>Việt</select>", "Anh Việt"},
    Case{"image_between_words", "<p>a<img src=x>b</p>", "ab"},
    Case{"icon_between_words", "<p>a<svg><path/></svg>b</p>", "a b"},
    Case{"scripts_and_styles", "<p>a</p><script>var b</script><style>c{}</style><template>d</template>", "a"},
    Case{"soft_hyphens", "<p>Wort&shy;trennung zero&#8203;width</p>", "Worttrennung zerowidth"},
    Case{"composed", "<p>Vie\u0323\u0302t</p>", "Việt"},
    Case{"bullets_say_nothing", "<p>•</p><p>→</p><p>a</p>", "a"},
    Case{"empty", "", ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Blocks, CountWhatRulesAskFor) {
  const ParsedPage page("<p>One, two. <a href=/x>Three four?</a> <b>Five</b> <img src=i> “Six.”</p>");
  ASSERT_EQ(page.blocks.blocks.size(), 1u);
  const Block& block = page.blocks.blocks[0];
  EXPECT_EQ(block.words.size(), 6u);
  EXPECT_EQ(block.links, 1);
  EXPECT_EQ(block.link_letters, 10u);
  EXPECT_EQ(block.strong_letters, 4u);
  EXPECT_EQ(block.images, 1);
  EXPECT_EQ(block.sentence_ends, 3);
  EXPECT_EQ(block.commas, 1);
}

TEST(Blocks, KnowWhatTheyAre) {
  const struct { const char* html; Piece::Kind kind; int level; } rows[] = {
      {"<p>a", Piece::Kind::paragraph, 0},        {"<h3><a href=/>a</a></h3>", Piece::Kind::heading, 3},
      {"<ul><li><ul><li>a</ul></ul>", Piece::Kind::list_item, 2}, {"<table><tr><td>a</table>", Piece::Kind::cell, 0},
      {"<pre>a</pre>", Piece::Kind::code, 0},     {"<blockquote>a</blockquote>", Piece::Kind::quote, 0},
      {"<figure><figcaption>a</figcaption></figure>", Piece::Kind::caption, 0}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.html);
    const ParsedPage page(row.html);
    ASSERT_EQ(page.blocks.blocks.size(), 1u);
    EXPECT_EQ(page.blocks.blocks[0].kind, row.kind);
    EXPECT_EQ(page.blocks.blocks[0].level, row.level);
  }
}

TEST(Blocks, PointIntoTheSource) {
  const std::string html = "<div><p>Rain &amp; <b>wind</b></p></div>";
  const ParsedPage page(html);
  ASSERT_EQ(page.blocks.blocks.size(), 1u);
  const Range source = page.blocks.blocks[0].source;
  EXPECT_EQ(html.substr(source.begin, source.size()), "Rain &amp; <b>wind");
}

}  // namespace
}  // namespace thanbai
