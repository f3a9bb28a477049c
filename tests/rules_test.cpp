// Rule files: what they may say, what is refused and how, and that every
// example of the rules that ship holds.

#include "rules/load.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thanbai/thanbai.hpp>

#include "rules/classes.hpp"
#include "rules/languages.hpp"
#include "rules/phrases.hpp"
#include "rules/site.hpp"

namespace thanbai {
namespace {

namespace fs = std::filesystem;

/// A directory of rule files that lives as long as the test.
class Files {
 public:
  Files() : path_(fs::path(testing::TempDir()) / ("rules-" + std::to_string(::getpid()))) { fs::remove_all(path_); }
  ~Files() { fs::remove_all(path_); }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

/// The error of one file, without the directory.
std::string error_of(const std::string& name, const std::string& bytes) {
  const Files files;
  files.write(name, bytes);
  const auto rules = load_rules(files.path(), {}, "rules");
  return rules ? "no error" : rules.error().where + ": " + rules.error().detail;
}

TEST(Rules, EveryExampleOfTheBuiltInRulesHolds) {
  const Rules rules = builtin_rules();
  EXPECT_GT(rules.declared.size(), 50u);
  EXPECT_GT(rules.families.size(), 20u);
  for (const Error& error : check_examples(rules)) ADD_FAILURE() << error.where << ": " << error.detail;
}

TEST(Rules, BuiltInDataIsThatOfTheFolder) {
  const auto rules = load_rules(THANBAI_SOURCE_DIR "/rules", {}, "rules");
  ASSERT_TRUE(rules) << rules.error().where << ": " << rules.error().detail;
  EXPECT_EQ(pack(*rules), pack(builtin_rules()));
}

struct Refusal {
  const char *name, *file, *bytes, *error;
};
class RuleFiles : public testing::TestWithParam<Refusal> {};

TEST_P(RuleFiles, AreRefusedWithFileLineAndWhatWasExpected) {
  EXPECT_EQ(error_of(GetParam().file, GetParam().bytes), GetParam().error);
}

#define RULE "[[rule]]\nid = \"a\"\nwhy = \"w\"\nhits = [\"x\"]\nmisses = [\"y\"]\n"
INSTANTIATE_TEST_SUITE_P(
    Strict, RuleFiles,
    testing::Values(
        Refusal{"not_toml", "a.toml", "[[rule]]\nid = \n", "rules/a.toml:2: not TOML: Error while parsing key-value pair: expected value, saw '\\n'"},
        Refusal{"unknown_key", "a.toml", RULE "phrases = [\"x\"]\nkind = \"legal\"\nscroe = 1\n",
                "rules/a.toml:8: unknown key `scroe`: expected id, why, phrases, place, match, needs, min_words, "
                "max_words, when, input, kind, verdict, verdict_input, points, hits or misses"},
        Refusal{"out_of_range", "a.toml", RULE "phrases = [\"x\"]\npoints = 50\n",
                "rules/a.toml:7: points 50: expected -10 to 10"},
        Refusal{"not_a_number", "a.toml", RULE "phrases = [\"x\"]\npoints = nan\n",
                "rules/a.toml:7: points nan: expected -10 to 10"},
        Refusal{"wrong_type", "a.toml", RULE "phrases = \"x\"\npoints = 1\n",
                "rules/a.toml:6: phrases: a string: expected a list of strings"},
        Refusal{"no_id", "a.toml", "\n[[rule]]\nwhy = \"w\"\n", "rules/a.toml:2: no `id`: expected one"},
        Refusal{"bad_expression", "a.toml", RULE "match = '(x'\npoints = 1\n",
                "rules/a.toml:6: match: missing closing parenthesis at byte 3 of `(x`: expected a PCRE2 expression"},
        Refusal{"matches_nothing_much", "a.toml", RULE "match = 'x*'\npoints = 1\n",
                "rules/a.toml:6: match: matches an empty line: expected an expression that needs some text"},
        Refusal{"no_effect", "a.toml", RULE "phrases = [\"x\"]\n",
                "rules/a.toml:2: id: has no effect: expected kind, verdict or points"},
        Refusal{"no_near_misses", "a.toml", "[[rule]]\nid = \"a\"\nwhy = \"w\"\nphrases = [\"x\"]\npoints = 1\nhits = [\"x\"]\n",
                "rules/a.toml:2: id: no `misses`: expected near misses, lines that it must not hit"},
        Refusal{"unknown_kind", "a.toml", RULE "phrases = [\"x\"]\nplace = \"end\"\npoints = 1\n",
                "rules/a.toml:7: place: `end`: expected whole, start or contains"},
        Refusal{"unknown_fact", "a.toml", RULE "phrases = [\"x\"]\npoints = 1\nwhen = [\"wrods >= 3\"]\n",
                "rules/a.toml:8: when: unknown fact `wrods`: expected one of clean/facts.def, such as words or "
                "link_density"},
        Refusal{"bad_condition", "a.toml", RULE "phrases = [\"x\"]\npoints = 1\nwhen = [\"words = 3\"]\n",
                "rules/a.toml:8: when: `words = 3`: expected `FACT >= NUMBER` or `FACT < NUMBER`"},
        Refusal{"no_words", "a.toml", RULE "phrases = [\"!!!\"]\npoints = 1\n",
                "rules/a.toml:6: phrases: `!!!` has 0 words: expected 1 to 32"},
        Refusal{"decomposed", "a.toml", RULE "phrases = [\"doc nhie\\u0302u\"]\npoints = 1\n",
                "rules/a.toml:6: phrases: `doc nhie\xCC\x82u` is not in Unicode NFC: expected composed letters"},
        Refusal{"twice", "a.toml", RULE "phrases = [\"x\"]\npoints = 1\n" RULE "phrases = [\"x\"]\npoints = 1\n",
                "rules/a.toml:9: rule `a` is also at rules/a.toml:2: expected one"},
        Refusal{"scorecard_edges", "scorecard/html.toml", "[[points]]\nfact = \"words\"\nedges = [2, 1]\npoints = [0, 0, 0]\n",
                "rules/scorecard/html.toml:3: edges: not in order: expected each above the one before"},
        Refusal{"scorecard_points", "scorecard/text.toml", "[[points]]\nfact = \"words\"\nedges = [2]\npoints = [0]\n",
                "rules/scorecard/text.toml:4: points: 1 for 1 edges: expected one more than edges"},
        Refusal{"scorecard_name", "scorecard/json.toml", "",
                "rules/scorecard/json.toml: not a scorecard: expected scorecard/html.toml or scorecard/text.toml"},
        Refusal{"page_type", "page-types.toml", "[[cue]]\ncue = \"ld:x\"\npoints = { blog = 1 }\n",
                "rules/page-types.toml:3: unknown key `blog`: expected article, collection, documentation, forum, "
                "listing, product, service or none"},
        Refusal{"page_type_cue", "page-types.toml", "[[cue]]\ncue = \"link:x\"\npoints = { forum = 1 }\n",
                "rules/page-types.toml:2: cue: `link` is no kind of cue: expected one of ld, og, generator, host, path, "
                "title, root, text, start"},
        Refusal{"site_host", "sites/Example.toml", "why = \"w\"\n",
                "rules/sites/Example.toml: `Example`: expected the site's host in lower case as file name"},
        Refusal{"family_word", "a.toml", "[[family]]\nname = \"f\"\nwhy = \"w\"\nwords = [\"a^b\"]\nhits = [\"a\"]\nmisses = [\"b\"]\n",
                "rules/a.toml:4: words: `a^b`: expected lower-case letters, digits and hyphens, ^ before or $ after "
                "them"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Rules, ExpressionThatRunsAwayIsNamedInTheNotes) {
  const Files files;
  files.write("a.toml",
              "[[rule]]\nid = \"x.bomb\"\nwhy = \"w\"\nmatch = '^(a+)+$'\nkind = \"legal\"\n"
              "hits = [\"a\"]\nmisses = [\"b\"]\n");
  const auto book = Rulebook::with({files.path()});
  ASSERT_TRUE(book);
  const std::string line(60, 'a');
  const Article article = clean({.bytes = "<p>" + line + "!<p>" + line + "!"}, {}, *book);
  EXPECT_EQ(std::count_if(article.notes.begin(), article.notes.end(),
                          [](const std::string& note) { return note.starts_with("rule x.bomb ("); }),
            1);
}

TEST(Rules, DirectoryThatIsMissingIsNamed) {
  const auto rules = Rulebook::with({"/nowhere/rules"});
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().kind, Error::Kind::not_found);
  EXPECT_EQ(rules.error().where, "/nowhere/rules");
}

TEST(Rules, DirectoryAddsRulesAndReplacesThoseOfTheSameId) {
  const Files files;
  files.write("a.toml", RULE "phrases = [\"x\"]\nkind = \"legal\"\n");
  files.write("vi/b.toml",
              "[[rule]]\nid = \"vi.related\"\nwhy = \"mine\"\nphrases = [\"x\"]\nkind = \"related\"\n"
              "hits = [\"x\"]\nmisses = [\"y\"]\n");
  const auto rules = Rulebook::with({files.path()});
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->rules().declared.size(), Rulebook::builtin().rules().declared.size() + 1);
  EXPECT_TRUE(check_examples(rules->rules()).empty());
}

TEST(Rules, ExampleThatFailsIsNamed) {
  const Files files;
  files.write("a.toml", RULE "phrases = [\"z\"]\nkind = \"legal\"\n");
  auto rules = load_rules(files.path(), {}, "rules");
  ASSERT_TRUE(rules);
  finish(rules.value());
  const auto errors = check_examples(*rules);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].where + ": " + errors[0].detail, "rules/a.toml:1: a: should hit `x`");
}

TEST(Rules, SiteRuleIsTriedOnItsSample) {
  auto rules = load_rules(THANBAI_SOURCE_DIR "/tests/site_rules", builtin_rules());
  ASSERT_TRUE(rules);
  finish(rules.value());
  for (const Error& error : check_examples(*rules)) ADD_FAILURE() << error.where << ": " << error.detail;
}

TEST(Rules, SiteRuleThatIsWrongIsNamedWhenChecked) {
  const Files files;
  files.write("sites/a.example.toml", "why = \"w\"\nbody = [\"p + p\"]\n");
  auto rules = load_rules(files.path(), {}, "rules");
  ASSERT_TRUE(rules);  // listed, not read
  finish(rules.value());
  const auto errors = check_examples(*rules);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].where + ": " + errors[0].detail,
            "rules/sites/a.example.toml:2: body: `p + p` at byte 3: expected an element, #id, .class or [attribute]");
}

struct Host {
  const char *name, *url, *rule;
};
class Sites : public testing::TestWithParam<Host> {};

TEST_P(Sites, AreChosenByTheNearestDomain) {
  Rules rules;
  for (const char* host : {"a.example", "news.a.example"}) rules.sites.push_back({.host = host});
  const auto site = site_rule_for(rules, GetParam().url);
  ASSERT_TRUE(site);
  EXPECT_EQ(*site ? (*site)->host : "none", GetParam().rule);
}

INSTANTIATE_TEST_SUITE_P(Hosts, Sites,
                         testing::Values(Host{"same", "https://a.example/x", "a.example"},
                                         Host{"below", "https://www.a.example/x", "a.example"},
                                         Host{"nearest", "https://m.news.a.example/x", "news.a.example"},
                                         Host{"other", "https://b.example/x", "none"},
                                         Host{"same_ending", "https://aa.example/", "none"}, Host{"no_url", "", "none"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Rules, KeysNestedByAMillionDotsAreRefused) {
  std::string bytes = "a";
  for (int i = 0; i < 1'000'000; ++i) bytes += ".a";
  EXPECT_EQ(error_of("a.toml", bytes + " = 1"), "rules/a.toml:1: over 200 dots in a row: expected a key of one name");
}

TEST(Rules, DamagedBytesUnpackToWhatCouldBeRead) {
  const std::string whole = pack(builtin_rules());
  const std::string first_id = builtin_rules().declared.front().id;
  for (std::size_t size = 0; size < 20'000; size += 997) {
    const Rules rules = unpack(std::string_view(whole).substr(0, size));
    EXPECT_TRUE(rules.declared.empty() || first_id.starts_with(rules.declared.front().id)) << size;
  }
}

struct Names {
  const char *name, *word, *names;
  bool found;
};
class Families : public testing::TestWithParam<Names> {};

TEST_P(Families, AreFoundAtTheBordersTheyWant) {
  const ClassIndex index({{.name = "f", .why = "", .where = "", .words = {GetParam().word}, .hits = {}, .misses = {}}});
  EXPECT_EQ(index.families_of(GetParam().names), GetParam().found ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Borders, Families,
    testing::Values(Names{"anywhere", "side", "outside", true}, Names{"start", "^side", "outside", false},
                    Names{"start_after_hyphen", "^side", "left-sidebar", true},
                    Names{"start_at_hump", "^bar", "sideBar", true}, Names{"whole", "^ad$", "box_ad x", true},
                    Names{"whole_not_in_word", "^ad$", "head", false}, Names{"digit_is_a_border", "^ad$", "ad1", true},
                    Names{"end", "bar$", "sidebar", true}, Names{"end_not_inside", "bar$", "barn", false},
                    Names{"any_case", "side", "SIDE", true}, Names{"hyphen_is_any_separator", "lien-quan", "lien_quan", true},
                    Names{"hyphen_is_no_letter", "lien-quan", "lienquan", false}, Names{"empty", "side", "", false}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Families, ShorterWordsWithinLongerOnesAreFoundToo) {
  const ClassIndex index({{.name = "a", .why = "", .where = "", .words = {"sidebar"}, .hits = {}, .misses = {}},
                          {.name = "b", .why = "", .where = "", .words = {"bar"}, .hits = {}, .misses = {}},
                          {.name = "c", .why = "", .where = "", .words = {"ba"}, .hits = {}, .misses = {}}});
  EXPECT_EQ(index.families_of("sidebar"), 7u);
  EXPECT_EQ(index.families_of("sideba"), 4u);
}

}  // namespace
}  // namespace thanbai
