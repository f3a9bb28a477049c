// Rule files from a stranger: any bytes load or are refused with file and
// line, and what loads can be packed, indexed, checked and matched.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "clean/words.hpp"
#include "rules/import.hpp"
#include "rules/load.hpp"
#include "rules/load/kinds.hpp"
#include "rules/phrases.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void load_as_each_kind(const thanbai::Toml& root) {
  const std::string file = "fuzz.toml";
  thanbai::Rules rules;
  const bool declared = thanbai::load_declared(root, file, rules).ok();
  (void)thanbai::load_scorecard(root, file, rules.html);
  (void)thanbai::load_page_types(root, file, rules);
  thanbai::SiteRule site;
  if (thanbai::load_site(root, file, site)) rules.sites.push_back(site);
  require(thanbai::pack(thanbai::unpack(thanbai::pack(rules))) == thanbai::pack(rules));
  if (!declared || rules.declared.size() > 50) return;
  thanbai::finish(rules);
  std::vector<std::uint16_t> hits;
  for (const auto& rule : rules.declared) {
    for (const std::string& line : rule.hits) {
      std::vector<std::uint32_t> words;
      thanbai::append_words(line, words);
      (void)rules.phrases->match(line, words, true, hits);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto root = thanbai::parse_toml(bytes, "fuzz.toml");
  if (root) load_as_each_kind(*root);
  else require(root.error().where.starts_with("fuzz.toml"));
  const auto imported = thanbai::import_site_rule(bytes, "fuzz.txt");
  const auto again = thanbai::parse_toml(imported.toml, "imported.toml");
  thanbai::SiteRule site;
  // An import may hold bytes that are no UTF-8, which TOML refuses; what parses must load.
  if (again) require(thanbai::load_site(*again, "imported.toml", site).ok());
  (void)thanbai::unpack(bytes);
  return 0;
}
