#include "clean/facts.hpp"

#include <array>

#include "clean/facts/lines.hpp"
#include "clean/facts/view.hpp"

namespace thanbai {
namespace {

struct Naming {
  std::string_view name, family, words;
};

constexpr std::array<Naming, fact_count> namings = {{
#define FACT(name, family, words) {#name, #family, words},
#include "clean/facts.def"
#undef FACT
}};

}  // namespace

std::string_view name_of(Fact fact) { return namings[static_cast<std::size_t>(fact)].name; }
std::string_view words_of(Fact fact) { return namings[static_cast<std::size_t>(fact)].words; }

std::string_view family_of(Fact fact) {
  std::string_view family = namings[static_cast<std::size_t>(fact)].family;
  if (family.ends_with('_')) family.remove_suffix(1);
  return family;
}

bool fact_named(std::string_view name, Fact& found) {
  for (std::size_t f = 0; f < fact_count; ++f) {
    if (namings[f].name != name) continue;
    found = static_cast<Fact>(f);
    return true;
  }
  return false;
}

Facts facts_of(const Tree* tree, const Blocks& blocks, const Metadata& metadata,
               const PageTypeChoice& type, const Rules& rules) {
  if (tree == nullptr) return facts_of_dump(blocks, rules);
  Facts facts;
  facts.blocks = blocks.blocks.size();
  facts.values.assign(fact_count * facts.blocks, unknown);
  facts.groups.assign(grouping_count * facts.blocks, -1);
  if (facts.blocks == 0) return facts;
  View view = view_of(*tree, blocks, metadata, rules);
  add_prose_facts(view, facts);
  add_place_facts(view, facts);
  add_markup_facts(view, facts);
  add_container_facts(view, facts);
  add_group_facts(view, facts);
  add_section_facts(view, facts);
  add_likeness_facts(view, facts);
  add_page_facts(view, type, facts);
  facts.hits = std::move(view.hits);
  facts.limited = std::move(view.limited);
  return facts;
}

}  // namespace thanbai
