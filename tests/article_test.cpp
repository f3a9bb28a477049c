// From kept blocks of a page to pieces: kinds, places, styles, links.
#include "clean/article.hpp"

#include <gtest/gtest.h>

#include "clean/blocks.hpp"
#include "clean/decode.hpp"
#include "clean/links.hpp"
#include "clean/parse.hpp"
#include "clean/sieve.hpp"

namespace {

using namespace thanbai;

// Pieces of a page all of whose blocks are kept, but those that say "drop".
std::vector<Piece> pieces_of(const std::string& html,
                             const std::string& base_url = "https://a.example/d/page") {
  const Page page{.bytes = html, .charset = "utf-8"};
  const Text text = decode(page);
  const Tree tree = parse(text, sieve(text, {}), {});
  const Blocks blocks = blocks_of(tree);
  Verdicts verdicts;
  for (const Block& block : blocks.blocks) {
    verdicts.blocks.push_back({.keep = blocks.text_of(block).find("drop") == std::string_view::npos});
  }
  return thanbai::pieces_of(&tree, blocks, verdicts, base_url);
}

// `kind place: text` a line; styles and links of spans in brackets.
std::string dump(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    out += name_of(piece.kind);
    if (piece.level > 0) out += " level=" + std::to_string(piece.level);
    if (piece.quote_depth > 0) out += " quoted=" + std::to_string(piece.quote_depth);
    if (piece.ordered) out += " number=" + std::to_string(piece.ordinal);
    if (piece.table > 0) {
      out += " table=" + std::to_string(piece.table) + ',' + std::to_string(piece.row) + ',' +
             std::to_string(piece.column);
    }
    if (piece.header) out += " header";
    if (piece.continues) out += " continues";
    out += ": ";
    for (const Span& span : piece.spans) {
      std::string marks;
      if (piece.kind != Piece::Kind::code) {
        if (span.style & Span::strong) marks += 's';
        if (span.style & Span::emphasis) marks += 'e';
        if (span.style & Span::code) marks += 'c';
      }
      if (!span.href.empty()) marks += '@' + span.href;
      out += marks.empty() ? span.text : '[' + marks + '|' + span.text + ']';
    }
    out += '\n';
  }
  return out;
}

struct Case {
  const char *name, *html, *pieces;
};

class Pieces : public testing::TestWithParam<Case> {};

TEST_P(Pieces, AreWhatThePageShows) { EXPECT_EQ(dump(pieces_of(GetParam().html)), GetParam().pieces); }

const Case cases[] = {
    {"dropped_blocks_are_gone", "<p>One.<p>drop this<p>Two.", "paragraph: One.\nparagraph: Two.\n"},
    {"headings", "<h1>Rain</h1><h3>It <b>fell</b></h3>", "heading level=1: Rain\nheading level=3: It fell\n"},
    {"styles", "<p>a <b>b</b> <i>c <strong>d</strong></i> <code>e()</code> f",
     "paragraph: a [s|b] [e|c] [se|d] [c|e()] f\n"},
    {"neighbours_of_one_style_join", "<p><b>a</b> <b>b</b><b>c</b>", "paragraph: [s|a bc]\n"},
    {"style_opened_before_the_text", "<p><i><span>a</span> b</i> c", "paragraph: [e|a b] c\n"},
    {"links",
     "<p>See <a href='/x'>x</a>, <a href='y?q=1&amp;r=2'>y</a> and <a href='http://b.example/'>b</a>.",
     "paragraph: See [@https://a.example/x|x], [@https://a.example/d/y?q=1&r=2|y] and "
     "[@http://b.example/|b].\n"},
    {"unsafe_links_are_text",
     "<p><a href='javascript:alert(1)'>a</a> <a href=' JAVASCRIPT:x'>b</a> <a href='data:text/html,x'>c</a> "
     "<a>d</a>",
     "paragraph: a b c d\n"},
    {"mail", "<p><a href='mailto:a@b.example'>Write</a>", "paragraph: [@mailto:a@b.example|Write]\n"},
    {"link_around_blocks", "<a href='/x'><p>One.<p>Two.</a>",
     "paragraph: [@https://a.example/x|One.]\nparagraph: [@https://a.example/x|Two.]\n"},
    {"permalink_marks_are_no_text", "<h2>Use<a href='#use'>¶</a></h2><h2>See <a href='#a'>A</a></h2>",
     "heading level=2: Use\nheading level=2: See [@https://a.example/d/page#a|A]\n"},
    {"line_break", "<p>One,<br>two.", "paragraph: One,\ntwo.\n"},
    {"references_and_spaces", "<p>R&amp;D&nbsp; in\n\n <em>H&agrave; N&#7897;i</em>",
     "paragraph: R&D in [e|Hà Nội]\n"},
    {"decomposed_letters_in_styles", "<p>Ha\xCC\x80 <b>No\xCC\xA3\xCC\x82i</b> xa",
     "paragraph: Hà [s|Nội] xa\n"},
    {"script_within", "<p>One <script>two</script><b>three</b>", "paragraph: One [s|three]\n"},
    {"lists", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
     "list_item level=1: a\nlist_item level=1: b\nlist_item level=2: c\nlist_item level=1: d\n"},
    {"numbers_count_dropped_items", "<ol start=3><li>a<li>drop<li>c</ol>",
     "list_item level=1 number=3: a\nlist_item level=1 number=5: c\n"},
    {"item_of_two_paragraphs", "<ol><li><p>a</p><p>b</p><li>c</ol>",
     "list_item level=1 number=1: a\nlist_item level=1 number=1 continues: b\nlist_item level=1 number=2: "
     "c\n"},
    {"item_after_its_inner_list", "<ul><li>a<ul><li>b</ul>c</ul>",
     "list_item level=1: a\nlist_item level=2: b\nlist_item level=1 continues: c\n"},
    {"code_in_item", "<ol><li>Run<pre>make\n  all</pre></ol>",
     "list_item level=1 number=1: Run\ncode level=1 number=1 continues: make\n  all\n"},
    {"stray_item", "<div><li>a</div>", "list_item level=1: a\n"},
    {"quotes", "<blockquote><p>a<blockquote>b</blockquote></blockquote>",
     "quote quoted=1: a\nquote quoted=2: b\n"},
    {"caption", "<figure><img><figcaption>The bay.</figcaption></figure>", "caption: The bay.\n"},
    {"code", "<pre><code>if x:\n    y  =  1\n\n\tz\n  \n</code></pre>", "code: if x:\n    y  =  1\n\n\tz\n"},
    {"code_with_spans", "<pre>  <b>a</b>\n    <i>b</i>  \nc</pre>", "code:   a\n    b\nc\n"},
    {"table", "<table><tr><th>Year<th colspan=2>Rain<tr><td>2021<td>40<td>wet</table>",
     "cell table=1,1,1 header: Year\ncell table=1,1,2 header: Rain\n"
     "cell table=1,2,1: 2021\ncell table=1,2,2: 40\ncell table=1,2,3: wet\n"},
    {"empty_and_dropped_cells_keep_their_place", "<table><tr><td><td>b<td>c<tr><td>drop<td>e<td>f</table>",
     "cell table=1,1,2: b\ncell table=1,1,3: c\ncell table=1,2,2: e\ncell table=1,2,3: f\n"},
    {"cell_of_two_paragraphs", "<table><tr><td><p>a<p>b<td>c</table>",
     "cell table=1,1,1: a\ncell table=1,1,1 continues: b\ncell table=1,1,2: c\n"},
    {"layout_table", "<table><tr><td>a<tr><td>b<p>c</table>", "paragraph: a\nparagraph: b\nparagraph: c\n"},
    {"two_tables", "<table><tr><td>a<td>b</table><table><tr><td>c<td>d</table>",
     "cell table=1,1,1: a\ncell table=1,1,2: b\ncell table=2,1,1: c\ncell table=2,1,2: d\n"},
};

INSTANTIATE_TEST_SUITE_P(Pages, Pieces, testing::ValuesIn(cases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(PiecesOfDump, AreItsLines) {
  Blocks blocks;
  blocks.plain = true;
  blocks.text = "Rain\nIt fell.";
  blocks.blocks.push_back({.kind = Piece::Kind::heading, .text = {0, 4}, .level = 2});
  blocks.blocks.push_back({.kind = Piece::Kind::list_item, .text = {5, 13}, .level = 0});
  Verdicts verdicts;
  verdicts.blocks.resize(2, {.keep = true});
  EXPECT_EQ(dump(thanbai::pieces_of(nullptr, blocks, verdicts, "")),
            "heading level=2: Rain\nlist_item level=1: It fell.\n");
}

// The spans of a piece are its block's text, cut up.
TEST(PiecesOfPage, LoseNoCharacter) {
  const std::string html =
      "<p>\xE2\x80\x8B One <b> t\xC2\xADwo</b><i>three</i>four <a href=/>five <u>six</u></a>\xC2\xA0 seven "
      "<em> </em>.";
  std::string text;
  for (const Piece& piece : pieces_of(html)) {
    for (const Span& span : piece.spans) text += span.text;
  }
  EXPECT_EQ(text, "One twothreefour five six seven .");
}

TEST(PiecesPathological, WorkGrowsWithThePage) {
  std::string html = "<p>";
  for (int i = 0; i < 400; ++i) html += "<span>";
  for (int i = 0; i < 20'000; ++i) html += "<b>a</b> ";
  EXPECT_EQ(pieces_of(html).size(), 1u);
  std::string row = "<table><tr>";
  for (int i = 0; i < 50'000; ++i) row += "<td colspan=1000>a";
  EXPECT_EQ(pieces_of(row).size(), 50'000u);
}

TEST(LinksOfPage, AreAbsoluteAndSafe) {
  struct {
    const char *base, *reference, *url;
  } const rows[] = {
      {"https://a.example/d/p", "https://b.example/x", "https://b.example/x"},
      {"https://a.example/d/p", "/x/../y", "https://a.example/y"},
      {"https://a.example/d/p", "//b.example/x", "https://b.example/x"},
      {"https://a.example/d/p", "x y", "https://a.example/d/x%20y"},
      {"https://a.example/d/p", "", ""},
      {"https://a.example/d/p", "vbscript:x", ""},
      {"https://a.example/d/p", "file:///etc/passwd", ""},
      {"", "https://b.example/x", "https://b.example/x"},
      {"", "HTTPS://b.example/", "HTTPS://b.example/"},
      {"", "/x", ""},
      {"", "x", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.base) + " + " + row.reference);
    EXPECT_EQ(Links(row.base).absolute(row.reference), row.url);
  }
}

}  // namespace
