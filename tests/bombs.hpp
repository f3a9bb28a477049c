#pragma once
// Pages made to break parsers, each at any size. Seeds of the fuzzers too.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace thanbai::testing {

inline std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

/// A page, what of its text a browser would show, and how large it is at its worst.
struct Bomb {
  std::string name;
  std::size_t size;  ///< what `page` takes: the number that the name says
  std::function<std::string(std::size_t)> page;
  std::string shown = "Rain fell.";  ///< text that must be found; empty: none is shown
};

inline Bomb nested(const std::string& tags) {
  return {"nested " + tags, 100'000, [tags](std::size_t n) { return repeated(tags, n) + "Rain fell."; }};
}

/// `before`, n times `piece`, `after`.
inline Bomb run_of(std::string name, std::size_t size, std::string piece, std::string after = "<p>Rain fell.",
                   std::string before = "<p>Snow fell.", std::string shown = "Rain fell.") {
  return {std::move(name), size, [=](std::size_t n) { return before + repeated(piece, n) + after; },
          std::move(shown)};
}

/// An element that never ends: what follows is its content.
inline Bomb unclosed(const std::string& name, const std::string& open, std::string shown) {
  return run_of("unclosed " + name, 100'000, "<b>x</b> ", "", "<p>Snow fell." + open, std::move(shown));
}

inline std::vector<Bomb> bombs() {
  std::vector<Bomb> all;
  for (const char* tag : {"<div>",
                          "<span>",
                          "<b>",
                          "<i>",
                          "<a>",
                          "<font>",
                          "<blockquote>",
                          "<ul><li>",
                          "<table>",
                          "<svg>",
                          "<math>",
                          "<template>",
                          "<object>",
                          "<dl>",
                          "<table><tr><td>",
                          "<svg><g>",
                          "<svg><desc>",
                          "<math><mi>",
                          "<ruby><rt>",
                          "<rt>",
                          "<optgroup>",
                          "<select><div>",
                          "<button>",
                          "<li>",
                          "<dd>",
                          "<p>",
                          "<form>",
                          "<x-a>",
                          "<template><td>",
                          "<svg><tr>",
                          "<b><div>",
                          "<i><p>",
                          "<nobr><table>",
                          "<noscript>",
                          "<applet>",
                          "<a href=#><div>"}) {
    all.push_back(nested(tag));
    if (std::string_view(tag).find("template") != std::string_view::npos) all.back().shown.clear();
  }
  all.push_back({"attributes on one tag", 200'000, [](std::size_t n) {
                   std::string page = "<p";
                   for (std::size_t i = 0; i < n; ++i) page += " a" + std::to_string(i) + "=b";
                   return page + ">Rain fell.";
                 }});
  all.push_back({"the same attribute", 200'000,
                 [](std::size_t n) { return "<p" + repeated(" id=b", n) + ">Rain fell."; }});
  all.push_back({"long attribute", 3'000'000,
                 [](std::size_t n) { return "<p id='" + repeated("a", n) + "'>Rain fell."; }});
  all.push_back(run_of("less-than signs", 1'000'000, "<"));
  all.push_back(run_of("tags never closed", 1'700'000, "<a ", "", "<p>Rain fell."));
  all.push_back(run_of("paragraphs", 1'000'000, "<p>"));
  all.push_back(run_of("paragraphs with text", 1'000'000, "<p>a"));
  all.push_back(run_of("lines of text", 1'000'000, "a line\n", "Rain fell.", ""));
  all.push_back({"b then p", 10'000,
                 [](std::size_t n) { return repeated("<b>", n) + repeated("<p>", n) + "Rain fell."; }});
  all.push_back({"fonts in p, then p", 10'000, [](std::size_t n) {
                   std::string page = "<p>";
                   for (std::size_t i = 0; i < n / 5; ++i) page += "<font size=" + std::to_string(i) + ">";
                   return page + repeated("<p>a", n) + "<p>Rain fell.";
                 }});
  all.push_back(run_of("a and div", 20'000, "<a><div>"));
  all.push_back(run_of("a and div closed", 20'000, "<a><div></a></div>"));
  all.push_back({"spans, then end tags", 20'000, [](std::size_t n) {
                   return repeated("<span>", n) + repeated("</em>", 10 * n) + "Rain fell.";
                 }});
  all.push_back({"divs, then unknown end tags", 20'000, [](std::size_t n) {
                   return repeated("<div>", n) + repeated("</x-y>", 10 * n) + "Rain fell.";
                 }});
  all.push_back(run_of("references", 200'000, "&amp;", "Rain fell."));
  all.push_back(run_of("references to space", 200'000, "&#32;", "Rain fell."));
  all.push_back(run_of("broken references", 1'000'000, "&", "Rain fell."));
  all.push_back(run_of("long numeric reference", 1'000'000, "1", ";Rain fell.", "&#"));
  all.push_back(unclosed("script", "<script>", "Snow fell."));
  all.push_back(unclosed("escaped script", "<script><!--<script>", "Snow fell."));
  all.push_back(unclosed("style", "<style>", "Snow fell."));
  all.push_back(unclosed("textarea", "<textarea>", "Snow fell."));
  all.push_back(unclosed("title", "<title>", "Snow fell."));
  all.push_back(unclosed("comment", "<!-- ", "Snow fell."));
  all.push_back(unclosed("CDATA", "<![CDATA[", "Snow fell."));
  all.push_back(unclosed("CDATA in svg", "<svg><![CDATA[", "Snow fell."));
  all.push_back(unclosed("attribute", "<p id=\"", "Snow fell."));
  all.push_back(unclosed("svg", "<svg>", "Snow fell."));
  all.push_back(unclosed("xmp", "<xmp>", "Snow fell."));
  all.push_back(unclosed("iframe", "<iframe>", "Snow fell."));
  all.push_back(run_of("unclosed svg again and again", 100'000, "<svg><g><p>"));
  all.push_back(run_of("unclosed titles in svg", 100'000, "<svg><title><p>"));
  all.push_back(run_of("NUL", 1'000'000, std::string(1, '\0'), "Rain fell."));
  all.push_back(run_of("NUL and space", 500'000, std::string("\0 ", 2), "Rain fell.", ""));
  all.push_back(run_of("control characters", 1'000'000, "\x01\x1F", "Rain fell."));
  all.push_back(run_of("colspan", 1, "<table><tr><td colspan=9007199254740991 rowspan=65534>Rain fell."));
  all.push_back(run_of("line breaks", 1'000'000, "<br>"));
  all.push_back(run_of("options", 300'000, "<option>", "</select><p>Rain fell.", "<select>"));
  all.push_back(run_of("options with text", 300'000, "<option>a", "</select><p>Rain fell.", "<select>"));
  all.push_back(run_of("comments", 300'000, "<!-- -->", "Rain fell."));
  all.push_back(
      run_of("comments and text in a table", 300'000, "<!-- -->a", "<tr><td>Rain fell.", "<table>"));
  all.push_back(run_of("comments before the ends of forms", 100'000, "<form>a<!-- --></form>"));
  all.push_back(
      run_of("one comment, then ends of forms", 200'000, "</form>", "Rain fell.", "<form>a<!-- -->"));
  all.push_back(run_of("text out of a table", 300'000, "a<b>c</b>", "<tr><td>Rain fell.", "<table>"));
  all.push_back(run_of("cells", 300'000, "<td>a", "<td>Rain fell.", "<table><tr>"));
  all.push_back(run_of("tables", 100'000, "<table><tr><td>a</table>"));
  all.push_back(run_of("html and body tags", 100'000, "<html id=a><body class=b>", "Rain fell."));
  all.push_back(run_of("misnested formatting", 100'000, "<b><i><p></b></i>"));
  all.push_back(run_of("formatting never closed", 100'000, "<b><i><u><s><p>a"));
  all.push_back(run_of("selects never closed", 100'000, "<select><option>"));
  all.push_back(run_of("unknown tags of many names", 100'000, "<q><r-1><s-2>a</r-1>"));
  return all;
}

}  // namespace thanbai::testing
