#pragma once
#include <cstddef>
#include <vector>

#include "clean/second_look.hpp"
#include "rules/rules.hpp"

namespace thanbai {

/// Columns that a scorecard may ask about: facts, and looks after them.
struct Columns {
  std::size_t blocks = 0;
  const float* facts = nullptr;
  const float* looks = nullptr;  ///< null at the first look
  [[nodiscard]] const float* of(std::uint16_t column) const {
    return column < fact_count ? facts + column * blocks : looks + (column - fact_count) * blocks;
  }
};

/// Log-odds of every block: base, points of facts, outcomes of trees.
[[nodiscard]] std::vector<float> points_of(const Scorecard& card, const Columns& columns);

/// How much each column moved one block's points: a fact's own points, and
/// the change that each answer on a tree's path made to the mean outcome
/// below it. Sums to the block's points less a constant. By column.
[[nodiscard]] std::vector<float> contributions(const Scorecard& card, const Columns& columns, std::size_t block);

}  // namespace thanbai
