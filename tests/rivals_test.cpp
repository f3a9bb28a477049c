// Text that a page carries but does not show, and pages that stand in the way.
#include <gtest/gtest.h>

#include <thanbai/thanbai.hpp>

namespace thanbai {
namespace {

std::string prose(const std::string& start, int sentences) {
  std::string out = start;
  for (int i = 0; i < sentences; ++i) {
    out += " On day " + std::to_string(i) + " the rain fell on the bay, and the boats stayed where they were.";
  }
  return out;
}

// In a JSON string within a script; in JSON within JSON within an attribute.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else if (c == '<') out += "\\u003c";
    else out += c;
  }
  return out;
}

std::string in_attribute(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"') out += "&quot;";
    else if (c == '&') out += "&amp;";
    else out += c;
  }
  return out;
}

bool has_note(const Article& article, const std::string& note) {
  for (const std::string& one : article.notes) {
    if (one.find(note) != std::string::npos) return true;
  }
  return false;
}

std::string linked_data(const std::string& body) {
  return "<title>Rain</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
         escaped(body) + "\"}</script>";
}

const std::string teaser = "<body><div id=root><p>Loading</p></div>";
const std::string body = prose("Boats.", 12);

std::string discourse() {
  const std::string topic = "{\"id\":1,\"post_stream\":{\"posts\":[{\"id\":1,\"cooked\":\"" + escaped("<p>" + body + "</p>") +
                            "\"},{\"id\":2,\"cooked\":\"" + escaped("<p>I swam &amp; <b>sank</b>.</p>") + "\"}]}}";
  const std::string store = "{\"site\":\"{}\",\"topic_1\":\"" + escaped(topic) + "\"}";
  return teaser + "<div id=data-preloaded data-preloaded=\"" + in_attribute(store) + "\"></div>";
}

std::string flight() {
  const std::string html = "<p>" + body + "</p>";
  char length[16];
  std::snprintf(length, sizeof length, "%zx", html.size());
  const std::string rows = "1:[\"$\",\"div\",null,{}]\n2:T" + std::string(length) + "," + html + "3:[\"x\"]\n";
  const std::size_t half = rows.size() / 2;
  return teaser + "<script>self.__next_f.push([1,\"" + escaped(rows.substr(0, half)) + "\"])</script>" +
         "<script>self.__next_f.push([1,\"" + escaped(rows.substr(half)) + "\"])</script>";
}

struct Source {
  const char* name;
  std::string html;
  const char* note;
  std::string text;
};
class Rivals : public testing::TestWithParam<Source> {};

TEST_P(Rivals, StandInForABodyThatIsMissing) {
  const Article article = clean({.bytes = GetParam().html});
  EXPECT_TRUE(has_note(article, GetParam().note)) << testing::PrintToString(article.notes);
  EXPECT_EQ(write(article, Format::text), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Sources, Rivals,
    testing::Values(
        Source{"json_ld", linked_data(body) + teaser, "body from JSON-LD articleBody", body + "\n"},
        Source{"json_ld_lines", linked_data(body + "\nThen a < b.") + teaser, "body from JSON-LD articleBody",
               body + "\n\nThen a < b.\n"},
        Source{"json_ld_markup", linked_data("<p>" + body + "</p><p>I <b>swam</b>.</p>") + teaser,
               "body from JSON-LD articleBody", body + "\n\nI swam.\n"},
        Source{"json_ld_escaped_markup", linked_data("&lt;p&gt;" + body + "&lt;/p&gt;&lt;p&gt;I swam.&lt;/p&gt;") + teaser,
               "body from JSON-LD articleBody", body + "\n\nI swam.\n"},
        Source{"discourse", discourse(), "body from preloaded forum posts", body + "\n\nI swam & sank.\n"},
        Source{"data_script",
               teaser + "<script type=application/json>{\"props\":{\"html\":\"" + escaped("<p>" + body + "</p>") +
                   "\",\"css\":\"" + std::string(5000, 'x') + "\"}}</script>",
               "body from data of a script", body + "\n"},
        Source{"flight_rows", flight(), "body from data of a script", body + "\n"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Rivals, YieldToWhatThePageShows) {
  const std::string shown = prose("Shown.", 12);
  const Article article = clean({.bytes = linked_data(body) + "<h1>Rain</h1><article><p>" + shown + "</p></article>"});
  EXPECT_NE(write(article, Format::text).find("Shown."), std::string::npos);
  EXPECT_FALSE(has_note(article, "body from"));
}

TEST(Rivals, AreProseOfSomeLength) {
  std::string list;
  for (int i = 0; i < 200; ++i) list += "red blue green\n";
  for (const std::string& text : {std::string("Rain fell on the bay."), list}) {
    SCOPED_TRACE(text);
    const Article article = clean({.bytes = linked_data(text) + teaser});
    EXPECT_FALSE(has_note(article, "body from"));
  }
}

TEST(Rivals, AreNotReadTwice) {  // rows within rows: each byte is copied once
  std::string rows;
  for (int i = 0; i < 2000; ++i) rows += "1:Tfffff," + std::string(300, 'x');
  const Article article = clean({.bytes = teaser + "<script>self.__next_f.push([1,\"" + rows + "\"])</script>"});
  EXPECT_FALSE(has_note(article, "body from"));
}

struct Wall {
  const char *name, *html, *note;
};
class Walls : public testing::TestWithParam<Wall> {};

TEST_P(Walls, AreNamedAndGiveNoBody) {
  const Article article = clean({.bytes = GetParam().html});
  EXPECT_TRUE(article.pieces.empty());
  EXPECT_EQ(article.page_type, PageType::none);
  EXPECT_TRUE(has_note(article, GetParam().note)) << testing::PrintToString(article.notes);
}

INSTANTIATE_TEST_SUITE_P(
    Words, Walls,
    testing::Values(
        Wall{"javascript", "<title>App</title><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
             "wall: the page says “You need to enable JavaScript to run this app.”"},
        Wall{"bot", "<title>Just a moment...</title><h1>a.example</h1><p>Checking your browser before accessing the site</p>",
             "wall: the page says “Checking your browser before accessing the site”"},
        Wall{"not_found", "<h1>Page not found</h1><p><a href=/>Go home</a>", "wall: the page says “Page not found”"},
        Wall{"login", "<h1>Members</h1><p>You must be logged in to view this</p><form><input></form>",
             "wall: the page says “You must be logged in to view this”"},
        Wall{"empty", "<title>Rain</title><body></body>", "no article: "}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Walls, AreNoneWhereThereIsABody) {
  const Article article =
      clean({.bytes = "<h1>Rain</h1><noscript>You need to enable JavaScript to run this app.</noscript><article><p>" +
                      prose("Boats.", 12) + "</p></article>"});
  EXPECT_FALSE(article.pieces.empty());
  EXPECT_FALSE(has_note(article, "wall"));
}

TEST(Walls, YieldToTheUser) {
  const Article article = clean({.bytes = "<h1>Rain in the bay</h1><p>Page not found"}, {.page_type = PageType::listing});
  EXPECT_FALSE(has_note(article, "wall"));
}

}  // namespace
}  // namespace thanbai
