#include "clean/page_type.hpp"

#include <algorithm>
#include <numeric>

#include "clean/numbers.hpp"

namespace thanbai {
namespace {

constexpr std::size_t types = 8, most_reasons = 3;
using Points = std::array<float, types>;

// Which cues of the index the page shows.
std::vector<std::uint8_t> seen_on(const PageCues& page, const CueIndex& index) {
  std::vector<std::uint8_t> seen(index.size(), 0);
  for (const std::uint32_t name : page.names) {
    const std::uint32_t cue = index.cue_named(name);
    if (cue != CueIndex::none) seen[cue] = 1;
  }
  for (const CueIndex::Edge& edge : index.edges()) {
    if (page.numbers[static_cast<std::size_t>(edge.number)] >= edge.edge) seen[edge.cue] = 1;
  }
  return seen;
}

// Softmax over all types but `none`, which no cue speaks for.
Points chances(const Points& points) {
  Points chance{};
  const float most = *std::max_element(points.begin(), points.end() - 1);
  float sum = 0;
  for (std::size_t t = 0; t + 1 < types; ++t) sum += chance[t] = exp_of(points[t] - most);
  for (float& value : chance) value /= sum;
  return chance;
}

// Points of a cue for one type against the mean of the others.
float speaks_for(const PageTypeCue& cue, std::size_t type) {
  const float sum = std::accumulate(cue.points, cue.points + types - 1, 0.f);
  return cue.points[type] - (sum - cue.points[type]) / (types - 2);
}

std::string reason_for(std::size_t type, const std::vector<std::uint8_t>& seen, const std::vector<PageTypeCue>& cues) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < seen.size(); ++i) {
    if (seen[i] != 0 && speaks_for(cues[i], type) > 0) order.push_back(i);
  }
  const std::size_t count = std::min(order.size(), most_reasons);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      const float of_a = speaks_for(cues[a], type), of_b = speaks_for(cues[b], type);
                      return of_a > of_b || (of_a == of_b && a < b);
                    });
  std::string reason;
  for (std::size_t n = 0; n < count; ++n) reason += (n == 0 ? "" : "; ") + words_of_cue(cues[order[n]].cue);
  return reason.empty() ? "no cue speaks for another type" : reason;
}

}  // namespace

PageTypeChoice page_type_of(const Tree* tree, const Blocks& blocks, const Metadata& metadata, const Rules& rules) {
  PageTypeChoice choice;
  Points points;
  std::copy(std::begin(rules.page_type_base), std::end(rules.page_type_base), points.begin());
  if (tree == nullptr || rules.cues == nullptr) {
    choice.probability = chances(points);
    choice.reason = "plain text is taken for an article";
    return choice;
  }
  const std::vector<std::uint8_t> seen = seen_on(cues_of(*tree, blocks, metadata), *rules.cues);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] == 0) continue;
    for (std::size_t t = 0; t < types; ++t) points[t] += rules.page_type_cues[i].points[t];
  }
  choice.probability = chances(points);
  const auto best = std::max_element(choice.probability.begin(), choice.probability.end() - 1);
  const auto type = static_cast<std::size_t>(best - choice.probability.begin());
  choice.type = static_cast<PageType>(type);
  choice.reason = reason_for(type, seen, rules.page_type_cues);
  return choice;
}

}  // namespace thanbai
