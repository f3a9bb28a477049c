// One article, four formats. The HTML is read back by a parser.
#include <gtest/gtest.h>
#include <gumbo.h>

#include <thanbai/article.hpp>

namespace {

using thanbai::Article;
using thanbai::Format;
using thanbai::Piece;
using thanbai::Span;
using Kind = Piece::Kind;

Piece paragraph(std::vector<Span> spans) { return {.spans = std::move(spans)}; }
Piece paragraph(const char* text) { return paragraph({{text, Span::plain, {}}}); }
Piece of(Piece piece, const char* text) {
  piece.spans = {{text, Span::plain, {}}};
  return piece;
}
Piece heading(std::uint8_t level, const char* text) { return of({.kind = Kind::heading, .level = level}, text); }
Piece item(std::uint8_t level, const char* text) { return of({.kind = Kind::list_item, .level = level}, text); }
Piece more(std::uint8_t level, const char* text) {
  return of({.kind = Kind::list_item, .level = level, .continues = true}, text);
}
Piece numbered(std::uint8_t level, std::uint32_t ordinal, const char* text) {
  return of({.kind = Kind::list_item, .level = level, .ordered = true, .ordinal = ordinal}, text);
}
Piece cell(std::uint32_t row, std::uint32_t column, const char* text, bool header = false) {
  return of({.kind = Kind::cell, .table = 1, .row = row, .column = column, .header = header}, text);
}
Piece code(const char* text) { return of({.kind = Kind::code}, text); }
Piece numbered_code(std::uint8_t level, std::uint32_t ordinal, const char* text) {
  return of({.kind = Kind::code, .level = level, .continues = true, .ordered = true, .ordinal = ordinal}, text);
}
Piece quote(std::uint8_t depth, const char* text) { return of({.kind = Kind::quote, .quote_depth = depth}, text); }

struct Case {
  const char* name;
  std::vector<Piece> pieces;
  const char *text, *markdown, *html;
};

const Case cases[] = {
    {"paragraphs",
     {paragraph("Mưa rơi."), paragraph("Gió thổi.\nCây đổ.")},
     "Mưa rơi.\n\nGió thổi.\nCây đổ.\n",
     "Mưa rơi.\n\nGió thổi.\\\nCây đổ.\n",
     "<p>Mưa rơi.</p>\n<p>Gió thổi.<br>\nCây đổ.</p>\n"},
    {"headings",
     {heading(2, "Rain"), paragraph("It fell."), heading(3, "C #")},
     "Rain\n\nIt fell.\n\nC #\n",
     "## Rain\n\nIt fell.\n\n### C \\#\n",
     "<h2>Rain</h2>\n<p>It fell.</p>\n<h3>C #</h3>\n"},
    {"nested_lists",
     {item(1, "Tea"), item(2, "green"), item(2, "black"), item(1, "Milk"), paragraph("Both are hot.")},
     "- Tea\n  - green\n  - black\n- Milk\n\nBoth are hot.\n",
     "- Tea\n  - green\n  - black\n- Milk\n\nBoth are hot.\n",
     "<ul>\n<li>Tea\n<ul>\n<li>green</li>\n<li>black</li>\n</ul>\n</li>\n<li>Milk</li>\n</ul>\n<p>Both are hot.</p>\n"},
    {"ordered_list_that_starts_at_three",
     {numbered(1, 3, "Knead."), numbered(1, 4, "Bake."), item(1, "Eat.")},
     "3. Knead.\n4. Bake.\n\n- Eat.\n",
     "3. Knead.\n4. Bake.\n\n- Eat.\n",
     "<ol start=\"3\">\n<li>Knead.</li>\n<li>Bake.</li>\n</ol>\n<ul>\n<li>Eat.</li>\n</ul>\n"},
    {"item_with_code",
     {numbered(1, 1, "Run"), numbered_code(1, 1, "make\n  all"), numbered(1, 2, "Wait")},
     "1. Run\nmake\n  all\n2. Wait\n",
     "1. Run\n\n   ```\n   make\n     all\n   ```\n2. Wait\n",
     "<ol>\n<li>Run<pre><code>make\n  all</code></pre>\n</li>\n<li>Wait</li>\n</ol>\n"},
    {"item_with_a_second_paragraph",
     {item(1, "One."), more(1, "Still one."), item(1, "Two.")},
     "- One.\n  Still one.\n- Two.\n",
     "- One.\n\n  Still one.\n- Two.\n",
     "<ul>\n<li>One.<p>Still one.</p></li>\n<li>Two.</li>\n</ul>\n"},
    {"item_whose_outer_item_kept_nothing",
     {item(2, "Deep.")},
     "  - Deep.\n", "- - Deep.\n", "<ul>\n<li>\n<ul>\n<li>Deep.</li>\n</ul>\n</li>\n</ul>\n"},
    {"table",
     {cell(1, 1, "Year", true), cell(1, 2, "Rain | mm", true), cell(2, 1, "2021"), cell(2, 2, "40"), cell(3, 2, "41")},
     "Year | Rain | mm\n2021 | 40\n41\n",
     "| Year | Rain \\| mm |\n| --- | --- |\n| 2021 | 40 |\n| | 41 |\n",
     "<table>\n<tr><th>Year</th><th>Rain | mm</th></tr>\n<tr><td>2021</td><td>40</td></tr>\n"
     "<tr><td></td><td>41</td></tr>\n</table>\n"},
    {"cell_of_two_lines_and_two_paragraphs",
     {cell(1, 1, "a\nb"), of({.kind = Kind::cell, .continues = true, .table = 1, .row = 1, .column = 1}, "c"),
      cell(1, 2, "d")},
     "a b c | d\n", "| a b c | d |\n| --- | --- |\n",
     "<table>\n<tr><td>a<br>\nb<p>c</p></td><td>d</td></tr>\n</table>\n"},
    {"code",
     {code("if x:\n    y = `z`\n\n    ```")},
     "if x:\n    y = `z`\n\n    ```\n",
     "````\nif x:\n    y = `z`\n\n    ```\n````\n",
     "<pre><code>if x:\n    y = `z`\n\n    ```</code></pre>\n"},
    {"quotes",
     {quote(1, "He said:"), quote(2, "Come."), quote(1, "We went."), paragraph("So.")},
     "He said:\n\nCome.\n\nWe went.\n\nSo.\n",
     "> He said:\n>\n> > Come.\n>\n> We went.\n\nSo.\n",
     "<blockquote>\n<p>He said:</p>\n<blockquote>\n<p>Come.</p>\n</blockquote>\n<p>We went.</p>\n</blockquote>\n<p>So.</p>\n"},
    {"caption",
     {of({.kind = Kind::caption}, "The bay.")},
     "The bay.\n", "The bay.\n", "<figure><figcaption>The bay.</figcaption></figure>\n"},
    {"links_and_styles",
     {paragraph({{"See ", 0, {}}, {"the ", 0, "https://a.example/x_(y)?a=1&b=2"},
                 {"map", Span::strong, "https://a.example/x_(y)?a=1&b=2"}, {" or ", 0, {}},
                 {"ls | wc", Span::code, {}}, {" now ", Span::emphasis, {}}, {"please", 3, {}}})},
     "See the map or ls | wc now please\n",
     "See [the **map**](https://a.example/x_%28y%29?a=1&b=2) or `ls | wc` *now* ***please***\n",
     "<p>See <a href=\"https://a.example/x_(y)?a=1&amp;b=2\">the <strong>map</strong></a> or <code>ls | wc</code>"
     "<em> now </em><strong><em>please</em></strong></p>\n"},
    {"marks_that_would_not_flank_are_left_out",
     {paragraph({{"“Go.”", Span::strong, {}}, {"said he, ", 0, {}}, {"loud", Span::emphasis, {}}, {"ly", 0, {}}})},
     "“Go.”said he, loudly\n", "“Go.”said he, *loud*ly\n",
     "<p><strong>“Go.”</strong>said he, <em>loud</em>ly</p>\n"},
    {"links_of_unsafe_schemes_are_text",
     {paragraph({{"a", 0, "javascript:alert(1)"}, {"b", 0, "JavaScript:alert(1)"}, {"c", 0, "data:text/html,x"},
                 {"d", 0, " https://a.example/"}, {"e", 0, "HTTPS://a.example/\"><script>"}, {"f", 0, "mailto:a@b.example"}})},
     "abcdef\n",
     "abcd[e](HTTPS://a.example/\"%3E%3Cscript%3E)[f](mailto:a@b.example)\n",
     "<p>abcd<a href=\"HTTPS://a.example/&quot;&gt;&lt;script&gt;\">e</a><a href=\"mailto:a@b.example\">f</a></p>\n"},
    {"what_looks_like_markup",
     {paragraph("# 1"), paragraph("- 2"), paragraph("3. <b>4</b> &amp; *5* snake_case _6_ [7] R&D"),
      paragraph("2022. Year"), paragraph("1.5 litres")},
     "# 1\n\n- 2\n\n3. <b>4</b> &amp; *5* snake_case _6_ [7] R&D\n\n2022. Year\n\n1.5 litres\n",
     "\\# 1\n\n\\- 2\n\n3\\. \\<b>4\\</b> \\&amp; \\*5\\* snake_case \\_6\\_ \\[7\\] R&D\n\n2022\\. Year\n\n1.5 litres\n",
     "<p># 1</p>\n<p>- 2</p>\n<p>3. &lt;b&gt;4&lt;/b&gt; &amp;amp; *5* snake_case _6_ [7] R&amp;D</p>\n"
     "<p>2022. Year</p>\n<p>1.5 litres</p>\n"},
};

Article article_of(const Case& row) {
  Article article;
  article.pieces = row.pieces;
  return article;
}

// The text of the article element, line breaks as line feeds.
std::string text_of(const GumboNode* node) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) return node->v.text.text;
  if (node->type != GUMBO_NODE_ELEMENT) return {};
  std::string text;
  for (unsigned i = 0; i < node->v.element.children.length; ++i) {
    text += text_of(static_cast<const GumboNode*>(node->v.element.children.data[i]));
  }
  return text;
}

std::string body_of(const std::string& html) {
  const std::size_t begin = html.find("<article>\n") + 10;
  return html.substr(begin, html.rfind("</article>") - begin);
}

std::string squeezed(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n') out += c;
  }
  return out;
}

class Write : public testing::TestWithParam<Case> {};

TEST_P(Write, Text) { EXPECT_EQ(write(article_of(GetParam()), Format::text), GetParam().text); }

TEST_P(Write, Markdown) { EXPECT_EQ(write(article_of(GetParam()), Format::markdown), GetParam().markdown); }

TEST_P(Write, Html) {
  const std::string html = write(article_of(GetParam()), Format::html);
  EXPECT_EQ(body_of(html), GetParam().html);
}

TEST_P(Write, HtmlParsesBackToTheSameText) {
  const std::string html = write(article_of(GetParam()), Format::html);
  std::string expected;
  for (const Piece& piece : GetParam().pieces) {
    for (const Span& span : piece.spans) expected += span.text;
  }
  GumboOutput* parsed = gumbo_parse(html.c_str());
  EXPECT_EQ(squeezed(text_of(parsed->root)), squeezed(expected));
  gumbo_destroy_output(&kGumboDefaultOptions, parsed);
}

INSTANTIATE_TEST_SUITE_P(Formats, Write, testing::ValuesIn(cases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(WriteTitle, IsAHeadingInMarkdownAndHtmlAndNotInText) {
  Article article;
  article.title = "Rain & wind";
  article.language = "en-GB";
  article.pieces = {paragraph("It rained.")};
  EXPECT_EQ(write(article, Format::text), "It rained.\n");
  EXPECT_EQ(write(article, Format::markdown), "# Rain & wind\n\nIt rained.\n");
  EXPECT_EQ(write(article, Format::html),
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>Rain &amp; wind</title>\n"
            "</head>\n<body>\n<article>\n<h1>Rain &amp; wind</h1>\n<p>It rained.</p>\n</article>\n</body>\n</html>\n");
}

TEST(WriteTitle, IsNotRepeatedWhereTheBodyBeginsWithIt) {
  Article article;
  article.title = "Rain";
  article.pieces = {heading(1, "Rain"), paragraph("It rained.")};
  EXPECT_EQ(write(article, Format::markdown), "# Rain\n\nIt rained.\n");
  EXPECT_EQ(write(article, Format::text), "It rained.\n");
}

TEST(WriteTitle, IsNotRepeatedBelowAKicker) {
  Article article;
  article.title = "Rain tonight";
  article.pieces = {paragraph("Weather"), heading(1, "RAIN TONIGHT"), paragraph("It rained.")};
  EXPECT_EQ(write(article, Format::markdown), "# Rain tonight\n\nWeather\n\nIt rained.\n");
  EXPECT_EQ(write(article, Format::text), "Weather\n\nIt rained.\n");
}

TEST(WriteTitle, StaysWhereItIsAllThereIs) {
  Article article;
  article.title = "Rain";
  article.pieces = {paragraph("Rain")};
  EXPECT_EQ(write(article, Format::text), "Rain\n");
}

TEST(WriteNothing, IsEmptyButForJson) {
  Article article;
  article.title = "Index";
  EXPECT_EQ(write(article, Format::text), "");
  EXPECT_EQ(write(article, Format::markdown), "");
  EXPECT_EQ(write(article, Format::html), "");
  EXPECT_EQ(write(article, Format::json),
            R"({"source":null,"url":null,"title":"Index","author":null,"date":null,"site_name":null,"language":null,)"
            R"("description":null,"image":null,"page_type":"none","confidence":0.0000,"text":null,"blocks":[],"notes":[]})"
            "\n");
}

TEST(WriteJson, HoldsBlocksAndEscapes) {
  Article article;
  article.source = "a\"b\\c\n\x01\xff.html";
  article.pieces = {paragraph("Tôi đi.")};
  article.confidence = 0.97531;
  article.blocks = {{"paragraph", "Tôi đi.", true, 2.5F, {{"vi.lead", "Opens the story.", 1.25F}}, 10, 20}};
  article.notes = {"one", "two"};
  EXPECT_EQ(write(article, Format::json),
            R"({"source":"a\"b\\c\n\u0001)" "\xEF\xBF\xBD"
            R"(.html","url":null,"title":null,"author":null,"date":null,"site_name":null,"language":null,)"
            R"("description":null,"image":null,"page_type":"none","confidence":0.9753,"text":"Tôi đi.\n",)"
            R"("blocks":[{"kind":"paragraph","text":"Tôi đi.","keep":true,"points":2.500,)"
            R"("rules":[{"rule":"vi.lead","why":"Opens the story.","points":1.250}],"start":10,"end":20}],)"
            R"("notes":["one","two"]})"
            "\n");
}

// Output grows with what is written, whatever the depths and numbers say.
TEST(WritePathological, DepthsAndColumnsDoNotBlowUp) {
  Article article;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    article.pieces.push_back(item(i % 2 == 0 ? 1 : 255, "x"));
    article.pieces.push_back(cell(i, 4'000'000'000, "y"));
    article.pieces.push_back(quote(i % 2 == 0 ? 1 : 255, "z"));
  }
  for (const Format format : {Format::text, Format::markdown, Format::html, Format::json}) {
    EXPECT_LT(write(article, format).size(), article.pieces.size() * 1500);
  }
}

}  // namespace
