// Selectors of site rules: what they hit, what they refuse, what they cost.

#include "rules/selector.hpp"

#include <gtest/gtest.h>

#include <string>

#include "clean/parse.hpp"
#include "clean/sieve.hpp"

namespace thanbai {
namespace {

/// `tag.id` of each element hit, or what is wrong with the selector.
std::string hits(std::string_view html, std::string_view text) {
  Text page;
  page.utf8 = html;
  const Limits limits;
  const Tree tree = parse(page, sieve(page, limits), limits);
  Selector selector;
  std::string problem, found;
  if (!parse_selector(text, selector, problem)) return problem;
  for (const NodeId id : select(tree, selector)) {
    if (!found.empty()) found += ' ';
    found += tree.element_name(id) + '.' + tree.attribute(id, AttributeName::id);
  }
  return found;
}

constexpr const char* page = R"(<!DOCTYPE html><body>
<div id=a class="story lead"><p id=b>One<p id=c class="note">Two<ul id=d><li id=e>x<li id=f>y</ul></div>
<div id=g class="story-more"><section id=h><p id=i itemprop="x&amp;y">Three</section><x-box id=j></x-box></div>)";

struct Case {
  const char *name, *selector, *hits;
};
class Selectors : public testing::TestWithParam<Case> {};

TEST_P(Selectors, HitInDocumentOrder) { EXPECT_EQ(hits(page, GetParam().selector), GetParam().hits); }

INSTANTIATE_TEST_SUITE_P(
    Css, Selectors,
    testing::Values(
        Case{"tag", "p", "p.b p.c p.i"}, Case{"tag_in_capitals", "LI", "li.e li.f"},
        Case{"unknown_element", "x-box", "x-box.j"}, Case{"id", "#c", "p.c"}, Case{"class_word", ".story", "div.a"},
        Case{"two_classes", ".story.lead", "div.a"}, Case{"part_of_class", "[class*=story]", "div.a div.g"},
        Case{"prefix", "[class^=\"story-\"]", "div.g"}, Case{"suffix", "[class$='lead']", "div.a"},
        Case{"whole_value", "[class='story lead']", "div.a"}, Case{"word", "[class~=lead]", "div.a"},
        Case{"present", "p[itemprop]", "p.i"}, Case{"reference_decoded", "[itemprop='x&y']", "p.i"},
        Case{"descendant", "div p", "p.b p.c p.i"}, Case{"child", "div > p", "p.b p.c"},
        Case{"child_of_descendant", "body section > p", "p.i"}, Case{"either", "#j, #b", "p.b x-box.j"},
        Case{"nth_of_type", "div:nth-of-type(2)", "div.g"}, Case{"first_of_type", "p:first-of-type", "p.b p.i"},
        Case{"not", "div p:not(.note)", "p.b p.i"}, Case{"any", ".story > *", "p.b p.c ul.d"},
        Case{"needs_each_step", "section div p", ""},
        // What is refused says where and what was expected.
        Case{"empty", "", "`` at byte 1: expected an element, #id, .class or [attribute]"},
        Case{"attribute_not_read", "[data-x=1]",
             "`[data-x=1]` at byte 8: no attribute that thanbai reads: expected class, id, itemprop, role, href ..."},
        Case{"sibling", "p + p", "`p + p` at byte 3: expected an element, #id, .class or [attribute]"},
        Case{"pseudo", "p:hover", "`p:hover` at byte 8: expected :nth-of-type(N), :first-of-type or :not(...)"},
        Case{"zeroth", "p:nth-of-type(0)", "`p:nth-of-type(0)` at byte 16: expected a number from 1"},
        Case{"open_bracket", "[class=x", "`[class=x` at byte 9: expected ]"},
        Case{"dangling_comma", "p,", "`p,` at byte 3: expected an element, #id, .class or [attribute]"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Selectors, BacktrackingIsNotNeeded) {
  // `div div ... div p` over nested divs: naive matching would try every way to place 15 steps on 400 levels.
  std::string html, selector;
  for (int i = 0; i < 400; ++i) html += "<div>";
  for (int i = 0; i < 15; ++i) selector += "div ";
  EXPECT_EQ(hits(html + "<p id=x>deep", selector + "p"), "p.x");
  EXPECT_EQ(hits(html + "<p id=x>deep", "section " + selector.substr(4) + "p"), "");
}

TEST(Selectors, AreBounded) {
  Selector selector;
  std::string problem;
  EXPECT_FALSE(parse_selector(std::string(1001, 'p'), selector, problem));
  problem.clear();
  std::string steps;
  for (int i = 0; i < 17; ++i) steps += "p ";
  EXPECT_FALSE(parse_selector(steps, selector, problem));
  EXPECT_NE(problem.find("over 16 steps"), std::string::npos) << problem;
}

}  // namespace
}  // namespace thanbai
