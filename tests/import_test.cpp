// Importing site files of the ftr-site-config format.

#include "rules/import.hpp"

#include <gtest/gtest.h>

#include "rules/selector.hpp"

namespace thanbai {
namespace {

struct Case {
  const char *name, *xpath, *selectors;
};
class XPath : public testing::TestWithParam<Case> {};

TEST_P(XPath, BecomesASelectorOrIsRefused) {
  std::vector<std::string> selectors;
  std::string problem, found;
  (void)selectors_of_xpath(GetParam().xpath, selectors, problem);
  for (const std::string& one : selectors) {
    Selector parsed;
    std::string refused;
    EXPECT_TRUE(parse_selector(one, parsed, refused)) << refused;
    found += found.empty() ? one : " | " + one;
  }
  EXPECT_EQ(found.empty() ? problem : found, GetParam().selectors);
}

INSTANTIATE_TEST_SUITE_P(
    Subset, XPath,
    testing::Values(
        Case{"tag", "//article", "article"}, Case{"equal", "//div[@id='x']", "div[id=\"x\"]"},
        Case{"double_quotes", "//div[@class=\"a b\"]", "div[class=\"a b\"]"},
        Case{"any_tag", "//*[@itemprop='articleBody']", "*[itemprop=\"articleBody\"]"},
        Case{"contains", "//div[contains(@class, 'story')]", "div[class*=\"story\"]"},
        Case{"starts_with", "//p[starts-with(@id,'x-')]", "p[id^=\"x-\"]"},
        Case{"class_word", "//div[contains(concat(' ', normalize-space(@class), ' '), ' lead ')]", "div[class~=\"lead\"]"},
        Case{"and", "//div[@id='a' and contains(@class,'b')]", "div[id=\"a\"][class*=\"b\"]"},
        Case{"two_predicates", "//a[@rel][@title='t']", "a[rel][title=\"t\"]"},
        Case{"not", "//div[not(@class)]", "div:not([class])"},
        Case{"not_contains", "//p[not(contains(@class,'ad'))]", "p:not([class*=\"ad\"])"},
        Case{"descendant", "//div[@id='a']//p", "div[id=\"a\"] p"}, Case{"child", "//div[@id='a']/p", "div[id=\"a\"] > p"},
        Case{"nth", "//div[@id='a']/p[2]", "div[id=\"a\"] > p:nth-of-type(2)"},
        Case{"from_the_root", "/html/body/div", "html > body > div"},
        Case{"either", "//h1 | //h2[@id='t']", "h1 | h2[id=\"t\"]"},
        Case{"bar_in_quotes", "//h1[@title='a | b']", "h1[title=\"a | b\"]"},
        // Without a translation.
        Case{"attribute_value", "//meta[@property='og:title']/@content", "`//meta[@property='og:title']/@content` has no translation"},
        Case{"text", "//h1/text()", "`//h1/text()` has no translation"},
        Case{"axis", "//h1/following-sibling::p", "`//h1/following-sibling::p` has no translation"},
        Case{"nth_of_filtered", "//p[@class='a'][2]", "`//p[@class='a'][2]` has no translation"},
        Case{"nth_of_all", "(//p)[1]", "`(//p)[1]` has no translation"},
        Case{"or", "//p[@id='a' or @id='b']", "`//p[@id='a' or @id='b']` has no translation"},
        Case{"text_test", "//p[contains(text(),'Advert')]", "`//p[contains(text(),'Advert')]` has no translation"},
        Case{"one_bad_branch", "//h1 | //h2/..", "`//h2/..` has no translation"},
        Case{"open_bracket", "//p[@id='a'", "`//p[@id='a'` has no translation"},
        Case{"not_rooted", "div", "`div` has no translation"}, Case{"empty", "", "`` has no translation"},
        Case{"attribute_not_read", "//p[@data-x='a']",
             "`p[data-x=\"a\"]` at byte 9: no attribute that thanbai reads: expected class, id, itemprop, role, href ..."}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Import, TranslatesWhatItCanAndListsTheRest) {
  const Imported imported = import_site_rule(
      "# a comment\n"
      "title: //h1[@class='t']\n"
      "body: //div[@id='story']\n"
      "body: //div[@id='story']/p/text()\n"
      "strip_id_or_class: social\n"
      "strip: //div[contains(@class,'ad')]\r\n"
      "strip_image_src: /pixel\n"
      "next_page_link: //a[@rel='next']\n"
      "tidy: no\n"
      "nonsense\n"
      "test_url: http://a.example/x\n"
      "test_contains: \"Rain\" fell\n",
      "a.example.txt");
  EXPECT_EQ(imported.toml,
            "why = \"Imported from a.example.txt.\"\n"
            "body = [\n  \"div[id=\\\"story\\\"]\",\n]\n"
            "drop = [\n  \"[id*=\\\"social\\\"], [class*=\\\"social\\\"]\",\n  \"div[class*=\\\"ad\\\"]\",\n"
            "  \"img[src*=\\\"/pixel\\\"]\",\n]\n"
            "title = [\n  \"h1[class=\\\"t\\\"]\",\n]\n"
            "must_have = [\n  \"\\\"Rain\\\" fell\",\n]\n");
  const std::vector<std::string> expected = {
      "line 4: body: `//div[@id='story']/p/text()` has no translation",
      "line 8: next_page_link: thanbai has no such setting", "line 10: nonsense: not `key: value`"};
  EXPECT_EQ(imported.not_translated, expected);
}

}  // namespace
}  // namespace thanbai
