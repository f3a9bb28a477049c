#include <algorithm>
#include <array>

#include "clean/words.hpp"
#include "rules/load/expression.hpp"
#include "rules/load/kinds.hpp"
#include "rules/load/reader.hpp"

namespace thanbai {
namespace {

constexpr std::string_view kind_names[] = {
#define X(name, words) #name,
    THANBAI_PHRASE_KINDS(X)
#undef X
};
constexpr std::string_view place_names[] = {"whole", "start", "contains"};
constexpr std::string_view input_names[] = {"any", "html", "text"};
constexpr std::string_view verdict_names[] = {"none", "keep", "drop"};
constexpr std::size_t most_words_of_a_phrase = 32;
constexpr std::size_t most_rules = 20'000;

bool is_id(std::string_view id) {
  return std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

void check_words(Reader& reader, std::string_view key, const std::vector<std::string>& phrases, std::size_t most) {
  std::vector<std::uint32_t> words;
  for (const std::string& phrase : phrases) {
    words.clear();
    if (!is_nfc(phrase)) reader.refuse(key, in_quotes(phrase) + " is not in Unicode NFC: expected composed letters");
    const std::size_t count = append_words(phrase, words);
    if (count >= 1 && count <= most) continue;
    reader.refuse(key, in_quotes(phrase) + " has " + std::to_string(count) + " words: expected " +
                           (most == 1 ? "1" : "1 to " + std::to_string(most)));
  }
}

void check_expression(Reader& reader, const std::string& pattern) {
  if (pattern.empty()) return;
  std::string problem;
  const Expression expression(pattern, problem);
  if (!problem.empty()) reader.refuse("match", problem + ": expected a PCRE2 expression");
  else if (expression.search("") == Expression::Outcome::match) {
    reader.refuse("match", "matches an empty line: expected an expression that needs some text");
  }
}

void read_conditions(Reader& reader, std::vector<Condition>& conditions) {
  std::vector<std::string> texts;
  reader.texts("when", texts);
  for (const std::string& text : texts) {
    Condition condition{};
    std::string problem;
    if (parse_condition(text, false, condition, problem)) conditions.push_back(condition);
    else reader.refuse("when", problem);
  }
}

void check_whole(Reader& reader, const DeclaredRule& rule) {
  const bool speaks = !rule.phrases.empty() || !rule.expression.empty();
  if (!is_id(rule.id)) reader.refuse("id", in_quotes(rule.id) + ": expected lower-case letters, digits, dots and hyphens");
  if (!speaks && rule.conditions.empty()) reader.refuse("id", "hits everything: expected phrases, match or when");
  if (rule.kind < 0 && rule.verdict == DeclaredRule::Verdict::none && rule.points == 0) {
    reader.refuse("id", "has no effect: expected kind, verdict or points");
  }
  if (speaks && rule.hits.empty()) reader.refuse("id", "no `hits`: expected lines that the rule must hit");
  if (speaks && rule.misses.empty()) reader.refuse("id", "no `misses`: expected near misses, lines that it must not hit");
  if (!speaks && !(rule.hits.empty() && rule.misses.empty())) {
    reader.refuse("id", "hits and misses are lines of text: expected phrases or match to try on them");
  }
  if (rule.min_words > rule.max_words) reader.refuse("min_words", "above max_words: expected a range");
  if (rule.expression.empty() && !rule.needs.empty()) reader.refuse("needs", "without `match`: expected both");
}

Result<DeclaredRule> read_rule(const Toml& table, const std::string& file) {
  DeclaredRule rule;
  Reader reader(table, file);
  rule.where = reader.where();
  reader.text("id", rule.id, Reader::required);
  reader.text("why", rule.why, Reader::required);
  reader.texts("phrases", rule.phrases);
  const int place = reader.choice("place", place_names);
  if (place > 0) rule.place = static_cast<DeclaredRule::Place>(place);
  reader.text("match", rule.expression);
  reader.texts("needs", rule.needs);
  reader.integer("min_words", rule.min_words, 0, 1'000);
  reader.integer("max_words", rule.max_words, 1, 1'000);
  read_conditions(reader, rule.conditions);
  const int input = reader.choice("input", input_names);
  if (input > 0) rule.input = static_cast<DeclaredRule::Input>(input);
  rule.kind = static_cast<std::int8_t>(reader.choice("kind", kind_names));
  const int verdict = reader.choice("verdict", verdict_names);
  if (verdict > 0) rule.verdict = static_cast<DeclaredRule::Verdict>(verdict);
  const int verdict_input = reader.choice("verdict_input", input_names);
  if (verdict_input > 0) rule.verdict_input = static_cast<DeclaredRule::Input>(verdict_input);
  reader.number("points", rule.points, -10, 10);
  reader.texts("hits", rule.hits);
  reader.texts("misses", rule.misses);
  check_words(reader, "phrases", rule.phrases, most_words_of_a_phrase);
  check_words(reader, "needs", rule.needs, 1);
  check_expression(reader, rule.expression);
  if (!reader.failed()) check_whole(reader, rule);
  if (auto error = reader.finish()) return *error;
  return rule;
}

Result<ClassFamily> read_family(const Toml& table, const std::string& file) {
  ClassFamily family;
  Reader reader(table, file);
  family.where = reader.where();
  reader.text("name", family.name, Reader::required);
  reader.text("why", family.why, Reader::required);
  reader.texts("words", family.words, Reader::required);
  reader.texts("hits", family.hits, Reader::required);
  reader.texts("misses", family.misses, Reader::required);
  for (const std::string& word : family.words) {
    const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '^' || c == '$';
    });
    const std::size_t begin = word.starts_with('^') ? 1 : 0, end = word.ends_with('$') ? word.size() - 1 : word.size();
    if (plain && begin < end && word.find_first_of("^$", begin) >= end) continue;
    reader.refuse("words", in_quotes(word) + ": expected lower-case letters, digits and hyphens, ^ before or $ after them");
  }
  if (auto error = reader.finish()) return *error;
  return family;
}

Result<Language> read_language(const Toml& table, const std::string& file) {
  Language language;
  Reader reader(table, file);
  reader.text("code", language.code, Reader::required);
  reader.texts("small_words", language.small_words, Reader::required);
  check_words(reader, "small_words", language.small_words, 1);
  if (!is_id(language.code)) reader.refuse("code", in_quotes(language.code) + ": expected a tag such as vi");
  if (auto error = reader.finish()) return *error;
  return language;
}

/// ClassIndex numbers its states, about one a letter, in 16 bits.
bool fit(const std::vector<ClassFamily>& families) {
  std::size_t letters = 0;
  for (const ClassFamily& family : families) {
    for (const std::string& word : family.words) letters += word.size();
  }
  return letters <= 60'000;
}

/// Adds `item`, or puts it in the place of the one that bears its name.
template <class Item>
bool put(std::vector<Item>& items, Item item, std::string Item::*name, std::size_t most) {
  const auto same = std::find_if(items.begin(), items.end(), [&](const Item& old) { return old.*name == item.*name; });
  if (same != items.end()) *same = std::move(item);
  else if (items.size() == most) return false;
  else items.push_back(std::move(item));
  return true;
}

}  // namespace

Result<bool> load_declared(const Toml& root, const std::string& file, Rules& rules) {
  Reader reader(root, file);
  for (const Toml& table : reader.tables("rule")) {
    auto rule = read_rule(table, file);
    if (!rule) return rule.error();
    if (!put(rules.declared, std::move(rule).value(), &DeclaredRule::id, most_rules)) {
      return Error{Error::Kind::bad_rule, file, "over 20000 rules: expected fewer"};
    }
  }
  for (const Toml& table : reader.tables("family")) {
    auto family = read_family(table, file);
    if (!family) return family.error();
    if (!put(rules.families, std::move(family).value(), &ClassFamily::name, 64)) {
      return Error{Error::Kind::bad_rule, file, "over 64 families: expected at most 64"};
    }
  }
  for (const Toml& table : reader.tables("language")) {
    auto language = read_language(table, file);
    if (!language) return language.error();
    if (!put(rules.languages, std::move(language).value(), &Language::code, 64)) {
      return Error{Error::Kind::bad_rule, file, "over 64 languages: expected at most 64"};
    }
  }
  if (!fit(rules.families)) {
    return Error{Error::Kind::bad_rule, file, "families of over 60000 letters together: expected fewer words"};
  }
  if (auto error = reader.finish()) return *error;
  return true;
}

}  // namespace thanbai
