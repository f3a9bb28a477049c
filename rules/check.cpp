#include <thanbai/thanbai.hpp>

#include "clean/words.hpp"
#include "fetch/fetch.hpp"
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

/// Reads the rule and, if it names a sample (a path from its own folder), cleans that.
void check_site(const Rules& rules, const SiteRule& listed, std::vector<Error>& errors) {
  const auto site = read_site_rule(listed);
  if (!site) return errors.push_back(site.error());
  if (site->sample.empty() || listed.file.empty()) return;
  auto page = read_file(listed.file.substr(0, listed.file.rfind('/') + 1) + site->sample);
  if (!page) return errors.push_back(page.error());
  page.value().url = "https://" + site->host + "/";
  const Rulebook book(std::make_shared<const Rules>(rules));
  const std::string body = write(clean(*page, {}, book), Format::text);
  const auto expect = [&](const std::vector<std::string>& texts, bool present, const char* what) {
    for (const std::string& text : texts) {
      if ((body.find(text) != std::string::npos) == present) continue;
      errors.push_back(failed(site->where, site->sample, text, what));
    }
  };
  expect(site->must_have, true, "the body should have");
  expect(site->must_not_have, false, "the body should not have");
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
  for (const SiteRule& site : rules.sites) check_site(rules, site, errors);
  return errors;
}

}  // namespace thanbai
