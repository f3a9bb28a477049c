#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "clean/blocks.hpp"
#include "clean/metadata.hpp"
#include "clean/page_type.hpp"
#include "rules/rules.hpp"

namespace thanbai {

/// Names of all facts: clean/facts.def, one line each with family and wording.
enum class Fact : std::uint16_t {
#define FACT(name, family, words) name,
#include "clean/facts.def"
#undef FACT
  count_
};
inline constexpr std::size_t fact_count = static_cast<std::size_t>(Fact::count_);

[[nodiscard]] std::string_view name_of(Fact fact);
[[nodiscard]] std::string_view family_of(Fact fact);
[[nodiscard]] std::string_view words_of(Fact fact);  ///< for a reader of --why
[[nodiscard]] bool fact_named(std::string_view name, Fact& found);

/// A fact that the input does not show: markup in a dump, a heading where
/// there is none. Below every threshold of a rule.
inline constexpr float unknown = -std::numeric_limits<float>::infinity();

/// Ways in which blocks of a page belong together; see facts/groups.cpp. The
/// last seven: the element so many levels up.
enum class Grouping : std::uint8_t {
  path3, path5, path8, tag_path, own, repeated, repeated_large, slot, item, section, section_large,
  top_branch, article, list, heading_style, container, up1, up2, up3, up4, up5, up6, up8, count_
};
inline constexpr std::size_t grouping_count = static_cast<std::size_t>(Grouping::count_);

/// What is known of each block before it is judged: a table of numbers, and
/// of group memberships. Counts of words are on a scale of log2(1 + n).
struct Facts {
  std::size_t blocks = 0;
  std::vector<float> values;          ///< [fact * blocks + block]
  std::vector<std::int32_t> groups;   ///< [grouping * blocks + block]; -1: in none

  /// A declared rule (index into Rules::declared) whose phrase or expression
  /// hits a block; by block, then rule.
  struct Hit { std::uint32_t block; std::uint16_t rule; };
  std::vector<Hit> hits;
  std::vector<std::uint16_t> limited;  ///< declared rules whose expression ran into a limit and was stopped

  [[nodiscard]] float at(Fact fact, std::size_t block) const {
    return values[static_cast<std::size_t>(fact) * blocks + block];
  }
  [[nodiscard]] float* column(Fact fact) { return values.data() + static_cast<std::size_t>(fact) * blocks; }
  [[nodiscard]] const float* column(Fact fact) const { return values.data() + static_cast<std::size_t>(fact) * blocks; }
};

/// Facts of every block: one pass over the tree, prefix sums over document
/// order. `tree` is null for a dump. Linear.
[[nodiscard]] Facts facts_of(const Tree* tree, const Blocks& blocks, const Metadata& metadata,
                             const PageTypeChoice& type, const Rules& rules);

}  // namespace thanbai
