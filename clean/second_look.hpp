#pragma once
#include <string_view>
#include <vector>

#include "clean/facts.hpp"

namespace thanbai {

/// Names of what the second look sees besides facts: clean/second_look.def.
enum class Look : std::uint16_t {
#define LOOK(name, words) name,
#include "clean/second_look.def"
#undef LOOK
  count_
};
inline constexpr std::size_t look_count = static_cast<std::size_t>(Look::count_);

/// A table like Facts: [look * blocks + block].
struct SecondLook {
  std::size_t blocks = 0;
  std::vector<float> values;
  [[nodiscard]] float* column(Look look) { return values.data() + static_cast<std::size_t>(look) * blocks; }
};

/// Means of the first look's verdict over the groups, neighbours and
/// containers of each block. `points` are the first look's log-odds. Linear,
/// but for one sort.
[[nodiscard]] SecondLook second_look(const Blocks& blocks, const Facts& facts, const std::vector<float>& points);

/// Facts and looks share one numbering, looks after facts, in rule data.
inline constexpr std::size_t column_count = fact_count + look_count;
[[nodiscard]] std::string_view column_name(std::size_t column);
[[nodiscard]] std::string_view column_words(std::size_t column);
[[nodiscard]] bool column_named(std::string_view name, std::uint16_t& column);

}  // namespace thanbai
