#include "clean/scorecard.hpp"

#include <algorithm>
#include <array>

namespace thanbai {
namespace {

// Index of the bin that holds `value`; an unknown value is in the first.
std::size_t bin_of(const FactPoints& fact, float value) {
  std::size_t bin = 0;
  while (bin < fact.edges.size() && value >= fact.edges[bin]) ++bin;
  return bin;
}

// Question asked after answer `yes` to question `q`.
constexpr std::size_t next_question(std::size_t q, bool yes) { return 2 * q + 1 + (yes ? 1 : 0); }

void add_tree(const QuestionTree& tree, const Columns& columns, float* points) {
  std::array<const float*, 7> column{};
  for (std::size_t q = 0; q < 7; ++q) column[q] = columns.of(tree.fact[q]);
  for (std::size_t k = 0; k < columns.blocks; ++k) {
    std::size_t q = next_question(0, column[0][k] >= tree.edge[0]);
    q = next_question(q, column[q][k] >= tree.edge[q]);
    q = next_question(q, column[q][k] >= tree.edge[q]);
    points[k] += tree.points[q - 7];
  }
}

// Mean of the outcomes below question `q` (from 7 on: an outcome itself).
float mean_below(const QuestionTree& tree, std::size_t q) {
  if (q >= 7) return tree.points[q - 7];
  return (mean_below(tree, 2 * q + 1) + mean_below(tree, 2 * q + 2)) / 2;
}

}  // namespace

std::vector<float> points_of(const Scorecard& card, const Columns& columns) {
  std::vector<float> points(columns.blocks, card.base);
  for (const FactPoints& fact : card.points) {
    const float* column = columns.of(fact.fact);
    for (std::size_t k = 0; k < columns.blocks; ++k) points[k] += fact.points[bin_of(fact, column[k])];
  }
  for (const QuestionTree& tree : card.trees) add_tree(tree, columns, points.data());
  return points;
}

std::vector<float> contributions(const Scorecard& card, const Columns& columns, std::size_t block) {
  std::vector<float> moved(column_count, 0);
  for (const FactPoints& fact : card.points) {
    moved[fact.fact] += fact.points[bin_of(fact, columns.of(fact.fact)[block])];
  }
  for (const QuestionTree& tree : card.trees) {
    float mean = mean_below(tree, 0);
    for (std::size_t q = 0; q < 7;) {
      const std::uint16_t asked = tree.fact[q];
      q = next_question(q, columns.of(asked)[block] >= tree.edge[q]);
      const float below = mean_below(tree, q);
      moved[asked] += below - mean;
      mean = below;
    }
  }
  return moved;
}

}  // namespace thanbai
