#include "clean/words.hpp"
#include "rules/classes.hpp"
#include "rules/cues.hpp"
#include "rules/languages.hpp"
#include "rules/load.hpp"
#include "rules/load/reader.hpp"
#include "rules/phrases.hpp"

namespace thanbai {
namespace {

/// Tries lines of text on the rules, one at a time.
class Examples {
 public:
  explicit Examples(const Rules& rules) : rules_(rules) {}

  [[nodiscard]] bool hits(std::size_t rule, const std::string& line) {
    words_.clear();
    found_.clear();
    append_words(line, words_);
    const bool plain = rules_.declared[rule].input == DeclaredRule::Input::text;
    rules_.phrases->match(line, words_, plain, found_);
    for (const std::uint16_t found : found_) {
      if (found == rule) return true;
    }
    return false;
  }

 private:
  const Rules& rules_;
  std::vector<std::uint32_t> words_;
  std::vector<std::uint16_t> found_;
};

Error failed(const std::string& where, const std::string& name, const std::string& example, const char* what) {
  return {Error::Kind::bad_rule, where, name + ": " + what + " " + in_quotes(example)};
}

}  // namespace

void finish(Rules& rules) {
  rules.phrases = std::make_shared<const PhraseIndex>(rules.declared);
  rules.classes = std::make_shared<const ClassIndex>(rules.families);
  rules.small_words = std::make_shared<const LanguageIndex>(rules.languages);
  rules.cues = std::make_shared<const CueIndex>(rules.page_type_cues);
}

std::vector<Error> check_examples(const Rules& rules) {
  std::vector<Error> errors;
  Examples examples(rules);
  for (std::size_t i = 0; i < rules.declared.size(); ++i) {
    const DeclaredRule& rule = rules.declared[i];
    const auto expect = [&](const std::vector<std::string>& lines, bool hit, const char* what) {
      for (const std::string& line : lines) {
        if (examples.hits(i, line) != hit) errors.push_back(failed(rule.where, rule.id, line, what));
      }
    };
    expect(rule.hits, true, "should hit");
    expect(rule.misses, false, "should miss");
    expect(rule.phrases, true, "min_words or max_words shut out its own phrase");
  }
  for (std::size_t i = 0; i < rules.families.size(); ++i) {
    const ClassFamily& family = rules.families[i];
    const auto expect = [&](const std::vector<std::string>& names, bool hit, const char* what) {
      for (const std::string& name : names) {
        const bool found = rules.classes->families_of(name) >> i & 1;
        if (found != hit) errors.push_back(failed(family.where, "family " + family.name, name, what));
      }
    };
    expect(family.hits, true, "should hit");
    expect(family.misses, false, "should miss");
  }
  return errors;
}

}  // namespace thanbai
