// What a page says of itself: dates, languages, titles, JSON-LD, then whole heads.
#include "clean/metadata.hpp"

#include <gtest/gtest.h>

#include "clean/metadata/date.hpp"
#include "clean/metadata/json.hpp"
#include "clean/metadata/language.hpp"
#include "clean/metadata/linked_data.hpp"
#include "clean/metadata/title.hpp"

namespace {

using namespace thanbai;

TEST(Date, IsIso8601FromManySpellings) {
  struct {
    const char *text, *language, *iso;
  } const rows[] = {
      {"2022-01-19", "", "2022-01-19"},
      {"2022-01-19T06:24:30.123+07:00", "", "2022-01-19T06:24:30+07:00"},
      {"2022-01-19T06:24:30Z", "", "2022-01-19T06:24:30Z"},
      {"2022-01-19 06:24:30 -0330", "", "2022-01-19T06:24:30-03:30"},
      {"20220119T062430", "", "2022-01-19T06:24:30"},
      {"2022/1/9", "en", "2022-01-09"},
      {"Wed, 19 Jan 2022 06:24:00 GMT", "", "2022-01-19T06:24:00Z"},
      {"1642550400", "", "2022-01-19T00:00:00Z"},
      {"1642550400000", "", "2022-01-19T00:00:00Z"},
      // Vietnamese
      {"Thứ tư, ngày 19/01/2022 06:24 GMT+7", "vi", "2022-01-19T06:24:00+07:00"},
      {"Ban Thời sự/TTXVN-Thứ tư, ngày 19/01/2022 06:24 GMT+7", "vi", "2022-01-19T06:24:00+07:00"},
      {"Thứ bảy, 07/03/2026 - 08:07", "vi", "2026-03-07T08:07:00"},
      {"Ngày 20/08/2025 13:00 PM (GMT+7)", "vi", "2025-08-20T13:00:00+07:00"},
      {"08:30 | 05/11/2021", "vi", "2021-11-05T08:30:00"},
      {"19 tháng 1 năm 2022", "vi", "2022-01-19"},
      {"ngày 2 tháng 9, 2022, 6h05", "vi", "2022-09-02T06:05:00"},
      {"Tháng Mười Một 3, 2015", "vi", "2015-11-03"},
      {"Tháng Năm 8, 2015", "vi", "2015-05-08"},
      // Names of months
      {"January 19th, 2022 at 6:24 p.m.", "en", "2022-01-19T06:24:00"},
      {"Jan. 9, 2022 12:05 AM", "en", "2022-01-09T00:05:00"},
      {"Published on 19 January 2022", "en", "2022-01-19"},
      {"19. März 2022, 18:05 Uhr", "de", "2022-03-19T18:05:00"},
      {"19 de enero de 2022", "es", "2022-01-19"},
      {"1er août 2022", "fr", "2022-08-01"},
      {"19 января 2022 г.", "ru", "2022-01-19"},
      {"2022年1月19日 06:24", "ja", "2022-01-19T06:24:00"},
      // Day or month first
      {"19.1.2022", "", "2022-01-19"},
      {"03/04/2022", "vi", "2022-04-03"},
      {"03/04/2022", "de-DE", "2022-04-03"},
      {"03/04/2022", "en-GB", "2022-04-03"},
      {"03/04/2022", "en-US", "2022-03-04"},
      {"03/04/2022", "en", ""},
      {"03/04/2022", "", ""},
      {"03/03/2022", "", "2022-03-03"},
      {"01/19/2022", "en", "2022-01-19"},
      {"19/01/2022", "en-US", "2022-01-19"},
      // No dates
      {"", "", ""},
      {"31/02/2022", "vi", ""},
      {"1-800-555-1234", "en", ""},
      {"May the best 2022 win", "en", ""},
      {"Version 3.11.2022", "", "2022-11-03"},
      {"2022-13-01", "", ""},
      {"12345678901234567890", "", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.text) + " in " + row.language);
    EXPECT_EQ(iso_date(row.text, row.language), row.iso);
  }
}

TEST(Language, TagsAreBcp47) {
  struct {
    const char *declared, *tag;
  } const rows[] = {
      {"vi", "vi"}, {"VI", "vi"}, {"vn", "vi"}, {"vi_VN", "vi-VN"}, {"en-us", "en-US"}, {"en-UK", "en-GB"},
      {"zh-hant-tw", "zh-Hant-TW"}, {"es-419", "es-419"}, {"de_DE.UTF-8", "de-DE"}, {"en, vi", "en"},
      {"fr-FR@euro", "fr-FR"}, {" ja ", "ja"}, {"jp", "ja"}, {"", ""}, {"English", ""}, {"{{lang}}", ""}, {"x", ""},
      {"und", ""}, {"de-DE-x-formal", "de-DE"},
  };
  for (const auto& row : rows) EXPECT_EQ(language_tag(row.declared), row.tag) << row.declared;
}

TEST(Language, IsToldByLettersAndWords) {
  EXPECT_EQ(language_of("Trời hôm nay mưa to và gió mạnh, đường phố vắng người qua lại."), "vi");
  EXPECT_EQ(language_of("The rain fell all day and the streets were empty of people."), "en");
  EXPECT_EQ(language_of("Der Regen fiel den ganzen Tag, und die Straßen waren leer."), "de");
  EXPECT_EQ(language_of("今日は一日中雨が降り、通りには誰もいませんでした。"), "ja");
  EXPECT_EQ(language_of("12345 67890 !!! ???"), "");
  EXPECT_EQ(language_of(""), "");
}

TEST(Language, TextThatIsNotEnglishIsNotCalledSo) {
  EXPECT_FALSE(fits_language("Trời hôm nay mưa to và gió mạnh.", "en-US"));
  EXPECT_TRUE(fits_language("The café was “full”, they said, so we went on to the next one.", "en"));
  EXPECT_TRUE(fits_language("Trời hôm nay mưa to và gió mạnh.", "vi"));
}

TEST(Title, IsThatOfThePieceNotOfTheSite) {
  struct {
    const char* name;
    TitleSources sources;
    const char* title;
  } const rows[] = {
      {"site_after_bar", {.page = "Rain tonight | The Bay", .site_name = "The Bay"}, "Rain tonight"},
      {"site_before_dash", {.page = "The Bay – Rain tonight", .site_name = "The Bay"}, "Rain tonight"},
      {"site_by_host", {.page = "Mưa lớn tối nay - VnBao", .host = "www.vnbao.example"}, "Mưa lớn tối nay"},
      {"section_and_site", {.page = "Rain tonight - Weather - The Bay", .headings = {"Rain tonight"}}, "Rain tonight"},
      {"dash_within", {.page = "Rain - or not?"}, "Rain - or not?"},
      {"open_graph_first", {.open_graph = "Rain tonight", .page = "Bay news", .headings = {"Menu"}}, "Rain tonight"},
      {"open_graph_is_the_site", {.open_graph = "The Bay", .page = "Rain tonight | The Bay", .site_name = "The Bay"}, "Rain tonight"},
      {"open_graph_with_site", {.open_graph = "Rain tonight | The Bay", .headings = {"The Bay"}, .site_name = "The Bay"}, "Rain tonight"},
      {"heading_alone", {.headings = {"Rain tonight", "More"}}, "Rain tonight"},
      {"only_the_site", {.page = "The Bay", .site_name = "The Bay"}, "The Bay"},
      {"nothing", {}, ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(title_of(row.sources), row.title);
  }
}

TEST(Title, SiteNameInTitleIsWhatTheHostSays) {
  EXPECT_EQ(site_name_in_title("Rain tonight | The Bay Times", "www.baytimes.example"), "The Bay Times");
  EXPECT_EQ(site_name_in_title("Rain tonight | Weather", "www.baytimes.example"), "");
}

// `key=value` of every scalar, in order.
std::string flat(const char* text) {
  const Json json(text);
  std::string out;
  for (Json::Id id = 0; id < json.values().size(); ++id) {
    const std::string value = json.string(id);
    if (value.empty()) continue;
    out += std::string(json.key(id)) + '=' + value + ';';
  }
  return out;
}

TEST(JsonOfPages, IsReadEvenWhereBroken) {
  struct {
    const char *name, *json, *flat;
  } const rows[] = {
      {"plain", R"({"a": "x", "b": [1, true, null], "c": {"d": "y"}})", "a=x;=1;=true;d=y;"},
      {"escapes", R"({"a": "\u0110i \"xa\"\n\uD83D\uDE00 \/ \ud83d"})", "a=Đi \"xa\"\n😀 / \xEF\xBF\xBD;"},
      {"raw_line_break_in_string", "{\"a\": \"x\ny\"}", "a=x\ny;"},
      {"unescaped_quotes", R"({"a": "He said "Go" twice", "b": "y"})", "a=He said \"Go\" twice;b=y;"},
      {"extra_and_missing_commas", R"({"a": "x",, "b": 1 "c": [2,],})", "a=x;b=1;=2;"},
      {"wrapped", "<!-- //<![CDATA[\n{\"a\": \"x\"}\n//]]> -->", "a=x;"},
      {"cut_short", R"({"a": "x", "b": {"c": "y)", "a=x;c=y;"},
      {"references", R"({"a": "R&amp;D &#272;i"})", "a=R&D Đi;"},
      {"two_roots", R"({"a": "x"}{"a": "y"})", "a=x;a=y;"},
      {"stray_brackets", R"(]}{"a": "x"}]})", "a=x;"},
      {"not_json", "var x = 1;", ""},
      {"nothing", "", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(flat(row.json), row.flat);
  }
}

TEST(JsonOfPages, DepthAndNumberAreBounded) {
  EXPECT_LE(Json(std::string(100'000, '[')).values().size(), Json::deepest);
  std::string many = "[";
  for (int i = 0; i < 100'000; ++i) many += "1,";
  EXPECT_LE(Json(many).values().size(), Json::most_values);
}

LinkedData linked(std::initializer_list<const char*> scripts) {
  LinkedDataReader reader;
  for (const char* script : scripts) reader.add(script);
  return reader.data();
}

TEST(LinkedDataOfPages, PrefersThePieceToThePageToTheSite) {
  const LinkedData data = linked({R"({"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "name": "The Bay", "description": "All the news"},
    {"@type": "WebPage", "name": "Rain tonight - The Bay", "datePublished": "2021-01-01", "inLanguage": "en-GB"},
    {"@type": ["Article", "NewsArticle"], "headline": "Rain tonight", "datePublished": "2022-01-19",
     "author": [{"@id": "https://bay.example/#ann"}, {"@type": "Person", "name": "Bo"}],
     "publisher": {"@type": "Organization", "name": "Bay Ltd"}, "image": [{"url": "/rain.jpg"}],
     "articleBody": "It rained."},
    {"@type": "Person", "@id": "https://bay.example/#ann", "name": "Ann"}]})"});
  EXPECT_EQ(data.title, "Rain tonight");
  EXPECT_EQ(data.author, "Ann, Bo");
  EXPECT_EQ(data.date, "2022-01-19");
  EXPECT_EQ(data.site_name, "The Bay");
  EXPECT_EQ(data.language, "en-GB");
  EXPECT_EQ(data.image, "/rain.jpg");
  EXPECT_EQ(data.article_body, "It rained.");
  EXPECT_EQ(data.types, (std::vector<std::string>{"website", "webpage", "article", "newsarticle", "in:person", "in:organization", "person"}));
}

TEST(LinkedDataOfPages, LeavesOutThingsBesideThePiece) {
  const LinkedData data = linked({R"({"@type": "ItemList", "itemListElement": [
    {"@type": "ListItem", "item": {"@type": "Product", "name": "Cup", "description": "A cup."}}]})",
    R"({"@type": "Product", "name": "Pot", "description": "A pot.", "review": {"@type": "Review", "author": "Cy", "name": "Good"}})"});
  EXPECT_EQ(data.title, "Pot");
  EXPECT_EQ(data.author, "");
  EXPECT_EQ(data.product_description, "A pot.");
  EXPECT_EQ(data.types, (std::vector<std::string>{"itemlist", "in:listitem", "in:product", "product", "in:review"}));
}

}  // namespace
