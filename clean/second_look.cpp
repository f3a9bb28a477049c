#include "clean/second_look.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "clean/numbers.hpp"

namespace thanbai {
namespace {

struct Naming {
  std::string_view name, words;
};
constexpr std::array<Naming, look_count> namings = {{
#define LOOK(name, words) {#name, words},
#include "clean/second_look.def"
#undef LOOK
}};

// Which groupings have a share of the likely body, in the order of the .def.
constexpr Grouping shared[] = {
    Grouping::path3, Grouping::path5, Grouping::tag_path, Grouping::repeated, Grouping::repeated_large,
    Grouping::slot, Grouping::item, Grouping::section, Grouping::section_large, Grouping::top_branch,
    Grouping::article, Grouping::list, Grouping::up1, Grouping::up2, Grouping::up3, Grouping::up4, Grouping::up6};

class Looker {
 public:
  Looker(const Blocks& blocks, const Facts& facts, const std::vector<float>& points)
      : facts_(facts), points_(points), count_(facts.blocks) {
    out_.blocks = count_;
    out_.values.assign(look_count * count_, unknown);
    chance_.resize(count_), weight_.resize(count_), mass_.resize(count_);
    for (std::size_t k = 0; k < count_; ++k) {
      chance_[k] = logistic(points[k]);
      weight_[k] = std::max(0.5f, static_cast<float>(blocks.blocks[k].words.size()));
      mass_[k] = chance_[k] * weight_[k];
    }
    total_mass_ = std::max(1e-6f, std::accumulate(mass_.begin(), mass_.end(), 0.f));
    total_weight_ = std::max(1e-6f, std::accumulate(weight_.begin(), weight_.end(), 0.f));
  }

  SecondLook look() {
    look_at_neighbours();
    look_at_long_neighbours();
    look_at_windows();
    for (std::size_t g = 0; g < grouping_count; ++g) look_at_groups(static_cast<Grouping>(g));
    look_at_headings();
    look_at_page();
    return std::move(out_);
  }

 private:
  void look_at_neighbours() {
    std::copy(points_.begin(), points_.end(), out_.column(Look::first_points));
    std::copy(chance_.begin(), chance_.end(), out_.column(Look::first_chance));
    constexpr std::pair<Look, std::ptrdiff_t> offsets[] = {
        {Look::look_previous, -1}, {Look::look_previous2, -2}, {Look::look_previous3, -3},
        {Look::look_next, 1},      {Look::look_next2, 2},      {Look::look_next3, 3}};
    const auto count = static_cast<std::ptrdiff_t>(count_);
    for (const auto& [look, offset] : offsets) {
      float* column = out_.column(look);
      for (std::ptrdiff_t k = 0; k < count; ++k) {
        if (k + offset >= 0 && k + offset < count) column[k] = chance_[static_cast<std::size_t>(k + offset)];
      }
    }
  }

  void look_at_long_neighbours() {
    constexpr float long_words = 10;
    float seen = unknown;
    for (std::size_t k = 0; k < count_; ++k) {
      out_.column(Look::look_long_before)[k] = seen;
      if (weight_[k] >= long_words) seen = chance_[k];
    }
    seen = unknown;
    for (std::size_t k = count_; k-- > 0;) {
      out_.column(Look::look_long_after)[k] = seen;
      if (weight_[k] >= long_words) seen = chance_[k];
    }
  }

  void look_at_windows() {
    std::vector<float> mass(count_ + 1, 0), weight(count_ + 1, 0);
    for (std::size_t k = 0; k < count_; ++k) mass[k + 1] = mass[k] + mass_[k], weight[k + 1] = weight[k] + weight_[k];
    constexpr std::pair<Look, std::size_t> windows[] = {
        {Look::look_within_3, 3}, {Look::look_within_8, 8}, {Look::look_within_20, 20}};
    for (const auto& [look, reach] : windows) {
      float* column = out_.column(look);
      for (std::size_t k = 0; k < count_; ++k) {
        const std::size_t low = k - std::min(k, reach), high = std::min(count_, k + reach + 1);
        column[k] = (mass[high] - mass[low] - mass_[k]) / std::max(0.5f, weight[high] - weight[low] - weight_[k]);
      }
    }
    for (std::size_t k = 0; k < count_; ++k) {
      out_.column(Look::look_share_before)[k] = mass[k] / total_mass_;
      out_.column(Look::look_share_after)[k] = 1 - mass[k + 1] / total_mass_;
    }
  }

  struct Sum {
    float mass = 0, weight = 0, best = 0;
    std::uint32_t count = 0;
  };

  void look_at_groups(Grouping grouping) {
    const std::int32_t* group = facts_.groups.data() + static_cast<std::size_t>(grouping) * count_;
    const std::int32_t last = count_ == 0 ? -1 : *std::max_element(group, group + count_);
    sums_.assign(static_cast<std::size_t>(last + 1), {});
    for (std::size_t k = 0; k < count_; ++k) {
      if (group[k] < 0) continue;
      Sum& sum = sums_[static_cast<std::size_t>(group[k])];
      sum.mass += mass_[k], sum.weight += weight_[k], ++sum.count;
      sum.best = std::max(sum.best, chance_[k]);
    }
    float* mean = out_.column(static_cast<Look>(static_cast<std::size_t>(Look::look_path3) + static_cast<std::size_t>(grouping)));
    const auto* share_slot = std::find(std::begin(shared), std::end(shared), grouping);
    float* share = share_slot == std::end(shared) ? nullptr
        : out_.column(static_cast<Look>(static_cast<std::size_t>(Look::share_path3) + static_cast<std::size_t>(share_slot - shared)));
    float* best = best_of(grouping);
    for (std::size_t k = 0; k < count_; ++k) {
      if (group[k] < 0) continue;
      const Sum& sum = sums_[static_cast<std::size_t>(group[k])];
      if (sum.count > 1) mean[k] = (sum.mass - mass_[k]) / std::max(0.5f, sum.weight - weight_[k]);
      if (share != nullptr) share[k] = sum.mass / total_mass_;
      if (best != nullptr) best[k] = sum.best;
    }
    if (grouping == Grouping::path5) look_at_best_path();
  }

  float* best_of(Grouping grouping) {
    switch (grouping) {
      case Grouping::item: return out_.column(Look::best_item);
      case Grouping::section: return out_.column(Look::best_section);
      case Grouping::repeated_large: return out_.column(Look::best_repeated);
      case Grouping::top_branch: return out_.column(Look::best_top_branch);
      default: return nullptr;
    }
  }

  void fill(Look look, float value) { std::fill(out_.column(look), out_.column(look) + count_, value); }

  void look_at_best_path() {
    const auto most = std::max_element(sums_.begin(), sums_.end(), [](const Sum& a, const Sum& b) { return a.mass < b.mass; });
    if (most == sums_.end()) return;
    fill(Look::page_best_path, most->mass / std::max(0.5f, most->weight));
    fill(Look::page_best_path_share, most->mass / total_mass_);
  }

  void look_at_headings() {
    const std::int32_t* section = facts_.groups.data() + static_cast<std::size_t>(Grouping::section) * count_;
    std::vector<Sum> sums(count_);
    for (std::size_t k = 0; k < count_; ++k) {
      if (section[k] < 0 || static_cast<std::size_t>(section[k]) == k) continue;
      const auto heading = static_cast<std::size_t>(section[k]);
      sums[heading].mass += mass_[k], sums[heading].weight += weight_[k];
      out_.column(Look::heading_look)[k] = chance_[heading];
    }
    for (std::size_t k = 0; k < count_; ++k) {
      if (sums[k].weight > 0) out_.column(Look::section_look)[k] = sums[k].mass / sums[k].weight;
    }
  }

  void look_at_page() {
    float best = 0, long_mass = 0, long_weight = 0;
    for (std::size_t k = 0; k < count_; ++k) {
      best = std::max(best, chance_[k]);
      if (weight_[k] >= 15) long_mass += mass_[k], long_weight += weight_[k];
    }
    fill(Look::page_kept, total_mass_ / total_weight_);
    fill(Look::page_kept_words, log_count(total_mass_));
    fill(Look::page_best, best);
    if (long_weight > 0) fill(Look::page_long, long_mass / long_weight);
    std::vector<std::uint32_t> order(count_);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return chance_[a] > chance_[b]; });
    for (std::size_t r = 0; r < count_; ++r) {
      out_.column(Look::rank)[order[r]] = static_cast<float>(r) / static_cast<float>(count_);
    }
  }

  const Facts& facts_;
  const std::vector<float>& points_;
  std::size_t count_;
  SecondLook out_;
  std::vector<float> chance_, weight_, mass_;
  std::vector<Sum> sums_;
  float total_mass_ = 0, total_weight_ = 0;
};

}  // namespace

SecondLook second_look(const Blocks& blocks, const Facts& facts, const std::vector<float>& points) {
  return Looker(blocks, facts, points).look();
}

std::string_view column_name(std::size_t column) {
  return column < fact_count ? name_of(static_cast<Fact>(column)) : namings[column - fact_count].name;
}

std::string_view column_words(std::size_t column) {
  return column < fact_count ? words_of(static_cast<Fact>(column)) : namings[column - fact_count].words;
}

bool column_named(std::string_view name, std::uint16_t& column) {
  for (std::size_t c = 0; c < column_count; ++c) {
    if (column_name(c) != name) continue;
    column = static_cast<std::uint16_t>(c);
    return true;
  }
  return false;
}

}  // namespace thanbai
