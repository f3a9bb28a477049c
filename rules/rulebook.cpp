#include <thanbai/rulebook.hpp>

#include "rules/load.hpp"

namespace thanbai {

// Written by rules/embed at build time.
extern const unsigned char builtin_data[];
extern const std::size_t builtin_data_size;

Rules builtin_rules() {
  Rules rules = unpack({reinterpret_cast<const char*>(builtin_data), builtin_data_size});
  finish(rules);
  return rules;
}

Rulebook Rulebook::builtin() {
  static const auto rules = std::make_shared<const Rules>(builtin_rules());
  return Rulebook(rules);
}

Result<Rulebook> Rulebook::with(const std::vector<std::string>& directories) {
  Rules rules = builtin().rules();
  for (const std::string& directory : directories) {
    auto loaded = load_rules(directory, std::move(rules));
    if (!loaded) return loaded.error();
    rules = std::move(loaded).value();
  }
  finish(rules);
  return Rulebook(std::make_shared<const Rules>(std::move(rules)));
}

}  // namespace thanbai
