#include "rules/load/fact_names.hpp"

#include <algorithm>
#include <iterator>

#include "rules/rules.hpp"  // facts.def names the phrase kinds

namespace thanbai {
namespace {

constexpr std::string_view first_pass[] = {
#define FACT(name, family, words) #name,
#include "clean/facts.def"
#undef FACT
};

constexpr std::string_view second_pass[] = {
#define LOOK(name, words) #name,
#include "clean/second_look.def"
#undef LOOK
};

}  // namespace

bool fact_number(std::string_view name, bool second, std::uint16_t& number) {
  const auto first = std::find(std::begin(first_pass), std::end(first_pass), name);
  if (first != std::end(first_pass)) {
    number = static_cast<std::uint16_t>(first - std::begin(first_pass));
    return true;
  }
  const auto later = std::find(std::begin(second_pass), std::end(second_pass), name);
  if (!second || later == std::end(second_pass)) return false;
  number = static_cast<std::uint16_t>(std::size(first_pass) + static_cast<std::size_t>(later - std::begin(second_pass)));
  return true;
}

}  // namespace thanbai
