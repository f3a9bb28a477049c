// Facts of where a block stands in document order, and of its neighbours.
#include <algorithm>
#include <cmath>

#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"

namespace thanbai {

// Elements on a scale from prose to controls, so that one edge parts them.
float tag_scale(Tag tag);

namespace {

float signed_log(float distance) {
  return distance < 0 ? -log_count(-distance) : log_count(distance);
}

void add_neighbour(const View& view, Facts& facts, Fact first, int offset) {
  const auto column = [&](int n) { return facts.column(static_cast<Fact>(static_cast<int>(first) + n)); };
  const auto count = static_cast<std::ptrdiff_t>(view.count);
  for (std::ptrdiff_t k = 0; k < count; ++k) {
    const std::ptrdiff_t other = k + offset;
    if (other < 0 || other >= count) continue;
    const auto j = static_cast<std::size_t>(other);
    const NodeId own = view.node(static_cast<std::size_t>(k)), its = view.node(j);
    column(0)[k] = log_count(view.words[j]);
    column(1)[k] = view.link_density[j];
    column(2)[k] = tag_scale(view.tree[its].tag);
    column(3)[k] = view.ends_sentence[j];
    column(4)[k] = own == its ? 2.f : view.parent(own) == view.parent(its) ? 1.f : 0.f;
  }
}

void add_windows(const View& view, Facts& facts) {
  std::vector<float> link_words(view.count + 1, 0);
  for (std::size_t k = 0; k < view.count; ++k) {
    link_words[k + 1] = link_words[k] + view.words[k] * view.link_density[k];
  }
  const struct { std::size_t reach; Fact good; Fact links; } windows[] = {
      {3, Fact::good_within_3, Fact::links_within_3},
      {8, Fact::good_within_8, Fact::links_within_8},
      {20, Fact::good_within_20, Fact::count_},
  };
  for (const auto& window : windows) {
    for (std::size_t k = 0; k < view.count; ++k) {
      const std::size_t low = k - std::min(k, window.reach), high = std::min(view.count, k + window.reach + 1);
      facts.column(window.good)[k] = log_count(view.good_before[high] - view.good_before[low] - view.good[k]);
      if (window.links == Fact::count_) continue;
      const float words = view.words_before[high] - view.words_before[low] - view.words[k];
      const float linked = link_words[high] - link_words[low] - view.words[k] * view.link_density[k];
      facts.column(window.links)[k] = linked / std::max(1.f, words);
    }
  }
}

}  // namespace

void add_place_facts(const View& view, Facts& facts) {
  const auto count = static_cast<float>(view.count);
  for (std::size_t k = 0; k < view.count; ++k) {
    const auto put = [&](Fact fact, float value) { facts.column(fact)[k] = value; };
    const auto at = static_cast<std::int32_t>(k);
    const auto here = static_cast<float>(k);
    put(Fact::position, here / count);
    put(Fact::word_position, view.words_before[k] / view.total_words);
    put(Fact::index, log_count(here));
    put(Fact::from_end, log_count(count - 1 - here));
    put(Fact::after_h1, view.h1 < 0 ? 0.f : at < view.h1 ? 1.f : at == view.h1 ? 2.f : 3.f);
    if (view.h1 >= 0) put(Fact::h1_distance, signed_log(here - static_cast<float>(view.h1)));
    put(Fact::good_position, view.good_before[k] / view.total_good);
    put(Fact::words_before, log_count(view.words_before[k]));
    put(Fact::good_before, log_count(view.good_before[k]));
    put(Fact::good_after, log_count(std::max(0.f, view.good_before[view.count] - view.good_before[k + 1])));
    const auto first = static_cast<float>(view.first_good), last = static_cast<float>(view.last_good);
    put(Fact::prose_distance, here < first ? -log_count(first - here) : here > last ? log_count(here - last) : 0);
    put(Fact::after_last_good, here > last ? log_count(here - last) : 0);
    put(Fact::before_first_good, here < first ? log_count(first - here) : 0);
  }
  add_neighbour(view, facts, Fact::previous_words, -1);
  add_neighbour(view, facts, Fact::previous2_words, -2);
  add_neighbour(view, facts, Fact::next_words, 1);
  add_neighbour(view, facts, Fact::next2_words, 2);
  add_windows(view, facts);
}

}  // namespace thanbai
