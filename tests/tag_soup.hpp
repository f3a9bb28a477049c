#pragma once
// Documents that no one would write: tags, text and comments in any order.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thanbai::testing {

/// The same numbers on every machine (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class T, std::size_t n>
  const T& any(const T (&choices)[n]) {
    return choices[below(n)];
  }

 private:
  std::uint64_t state_;
};

/// One document of up to `longest` tags, texts and comments. Each draws on a
/// few names only, so that tags meet their like.
inline std::string tag_soup(Random& random, std::size_t longest = 40) {
  static constexpr std::string_view ordinary[] = {
      "p",      "div",        "span",  "a",     "b",      "i",      "em",     "strong",  "font",
      "u",      "code",       "nobr",  "ul",    "ol",     "li",     "dl",     "dt",      "dd",
      "h1",     "h2",         "table", "tbody", "thead",  "tr",     "td",     "th",      "caption",
      "col",    "colgroup",   "tfoot", "form",  "button", "input",  "label",  "section", "article",
      "header", "br",         "img",   "hr",    "pre",    "center", "object", "address", "figure",
      "nav",    "noscript",   "ruby",  "rt",    "rp",     "x-card", "x-list", "video",   "small",
      "sub",    "blockquote", "main",  "aside"};
  static constexpr std::string_view steering[] = {
      "select",   "option",        "optgroup", "svg",      "math",    "title",
      "textarea", "script",        "style",    "template", "iframe",  "xmp",
      "noembed",  "html",          "head",     "body",     "mi",      "mtext",
      "desc",     "foreignObject", "path",     "g",        "use",     "meta",
      "link",     "base",          "listing",  "applet",   "marquee", "annotation-xml",
      "noframes", "keygen",        "image",    "wbr",      "embed",   "source"};
  static constexpr std::string_view attributes[] = {
      " class=c", " id='i'", " href=\"?a&amp;b\"", " type=hidden",        " color=red", " size=1",
      " size=2",  " hidden", " title=\"a > b\"",   " encoding=text/html", " id=x id=y", "/",
      " x='/'"};
  static constexpr std::string_view texts[] = {"rain",
                                               " ",
                                               "\n",
                                               " fell ",
                                               "&amp;",
                                               "&nbsp;",
                                               "&#32;",
                                               "&copy",
                                               "a < b",
                                               "\r\n",
                                               "\t",
                                               "x",
                                               "<!-- c -->",
                                               "<!-->",
                                               "<!-- > --!>",
                                               "<?php ?>",
                                               "</>",
                                               "</ x>",
                                               "<![CDATA[ d ]]>",
                                               "<!doctype html>",
                                               "<script>if (a < b) '</p>'</script>",
                                               "<style>p > a {}</style>",
                                               "<script><!-- <script> </script> --></script>"};
  std::vector<std::string_view> names;
  for (std::size_t i = 2 + random.below(7); i > 0; --i) {
    names.push_back(random.one_in(4) ? random.any(steering) : random.any(ordinary));
  }
  std::string soup;
  for (std::size_t i = 1 + random.below(longest); i > 0; --i) {
    const std::string_view name = names[random.below(names.size())];
    switch (random.below(8)) {
      case 0:
      case 1:
      case 2:
        soup.append("<").append(name);
        while (random.one_in(4)) soup += random.any(attributes);
        soup += '>';
        break;
      case 3:
      case 4:
        soup.append("</").append(name).append(">");
        break;
      case 5:
        soup += random.any(texts);
        break;
      default:
        soup += random.one_in(3) ? " " : "rain";
        break;
    }
  }
  return soup;
}

}  // namespace thanbai::testing
