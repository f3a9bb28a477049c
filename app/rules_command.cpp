#include "app/rules_command.hpp"

#include <thanbai/thanbai.hpp>

#include "app/output.hpp"
#include "fetch/fetch.hpp"
#include "rules/import.hpp"
#include "rules/load.hpp"
#include "rules/rules.hpp"

namespace thanbai::app {
int check_rules(const std::string& directory, Terminal& terminal) {
  const auto book = Rulebook::with({directory});
  if (!book) {
    terminal.report(book.error());
    return 2;
  }
  const auto failed = check_examples(book->rules());
  for (const Error& error : failed) terminal.report(error);
  if (!failed.empty()) return 2;
  std::size_t examples = 0;
  for (const auto& rule : book->rules().declared) examples += rule.hits.size() + rule.misses.size();
  for (const auto& family : book->rules().families) examples += family.hits.size() + family.misses.size();
  return print(std::to_string(book->rules().declared.size()) + " rules, " + std::to_string(examples) +
                   " examples: all as expected\n", terminal);
}

int import_rules(const std::string& file, Terminal& terminal) {
  const auto page = read_file(file);
  if (!page) {
    terminal.report(page.error());
    return 2;
  }
  const Imported imported = import_site_rule(page->bytes, file.substr(file.rfind('/') + 1));
  for (const std::string& line : imported.not_translated) terminal.report(file, "not translated: " + line);
  return print(imported.toml, terminal);
}

}  // namespace thanbai::app
