#include "clean/judge.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "clean/facts/lines.hpp"
#include "clean/numbers.hpp"
#include "clean/scorecard.hpp"

namespace thanbai {
namespace {

struct Looks {
  std::vector<float> first, last;  // points at either look; the same without a second scorecard
  SecondLook second;
};

Looks look_at(const Blocks& blocks, const Facts& facts, const Judge& cards) {
  Looks looks;
  Columns columns{.blocks = facts.blocks, .facts = facts.values.data()};
  looks.first = points_of(cards.first, columns);
  if (cards.second.points.empty() && cards.second.trees.empty()) {
    looks.last = looks.first;
    return looks;
  }
  looks.second = second_look(blocks, facts, looks.first);
  columns.looks = looks.second.values.data();
  looks.last = points_of(cards.second, columns);
  return looks;
}

bool meets(const DeclaredRule& rule, const Facts& facts, std::size_t block) {
  return std::all_of(rule.conditions.begin(), rule.conditions.end(), [&](const Condition& condition) {
    const float value = facts.values[condition.fact * facts.blocks + block];
    return condition.below ? value < condition.edge : value >= condition.edge;
  });
}

bool speaks_of(const DeclaredRule& rule, bool plain) {
  return rule.input == DeclaredRule::Input::any || (rule.input == DeclaredRule::Input::text) == plain;
}

// Declared rules that hit each block, conditions included: phrases found by
// facts_of(), and rules that are conditions only.
template <class Visit>
void each_hit(const Facts& facts, const Rules& rules, bool plain, const Visit& visit) {
  for (const Facts::Hit& hit : facts.hits) {
    const DeclaredRule& rule = rules.declared[hit.rule];
    if (speaks_of(rule, plain) && meets(rule, facts, hit.block)) visit(hit.block, hit.rule);
  }
  for (std::size_t r = 0; r < rules.declared.size(); ++r) {
    const DeclaredRule& rule = rules.declared[r];
    if (!rule.phrases.empty() || !rule.expression.empty() || !speaks_of(rule, plain)) continue;
    for (std::size_t k = 0; k < facts.blocks; ++k) {
      if (meets(rule, facts, k)) visit(static_cast<std::uint32_t>(k), static_cast<std::uint16_t>(r));
    }
  }
}

void apply_hit(const Rules& rules, std::uint16_t index, bool plain, Verdict& verdict) {
  const DeclaredRule& rule = rules.declared[index];
  verdict.points += rule.points;
  if (rule.verdict_on(plain) != DeclaredRule::Verdict::none && verdict.rule < 0) verdict.rule = index;
}

void settle(const Rules& rules, Verdict& verdict) {
  verdict.probability = logistic(verdict.points);
  if (verdict.rule < 0) return;
  const bool keep = rules.declared[static_cast<std::size_t>(verdict.rule)].verdict == DeclaredRule::Verdict::keep;
  verdict.probability = keep ? 1 : 0;
}

void apply_declared(const Blocks& blocks, const Facts& facts, const Rules& rules, std::vector<Verdict>& verdicts) {
  each_hit(facts, rules, blocks.plain, [&](std::uint32_t block, std::uint16_t index) {
    apply_hit(rules, index, blocks.plain, verdicts[block]);
  });
  for (Verdict& verdict : verdicts) settle(rules, verdict);
}

// Weight of recall against precision in the F measure (van Rijsbergen 1979).
float beta_squared(Favor favor) {
  return favor == Favor::precision ? 0.25f : favor == Favor::recall ? 4.f : 1.f;
}

// Blocks by falling probability, those alike in order. By radix, as large
// dumps have millions: bits of floats that are not negative sort as numbers do.
std::vector<std::uint32_t> likeliest_first(const std::vector<Verdict>& verdicts) {
  std::vector<std::uint32_t> order(verdicts.size());
  std::iota(order.begin(), order.end(), 0u);
  constexpr std::uint32_t highest = std::bit_cast<std::uint32_t>(1.f);
  const auto key = [&](std::uint32_t k) { return highest - std::bit_cast<std::uint32_t>(verdicts[k].probability); };
  if (order.size() < 4096) {
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    return order;
  }
  std::vector<std::uint32_t> sorted(order.size());
  for (int shift = 0; shift < 30; shift += 10) {
    std::array<std::uint32_t, 1025> start{};
    for (const std::uint32_t k : order) ++start[(key(k) >> shift & 1023) + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    for (const std::uint32_t k : order) sorted[start[key(k) >> shift & 1023]++] = k;
    order.swap(sorted);
  }
  return order;
}

// Keeps the blocks, best first, up to where the expected F measure of the
// words is highest; returns the expected F1 there.
double cut(const Blocks& blocks, Favor favor, std::vector<Verdict>& verdicts) {
  const std::vector<std::uint32_t> order = likeliest_first(verdicts);
  const auto words = [&](std::uint32_t k) { return static_cast<double>(blocks.blocks[k].words.size()); };
  double expected = 0;
  for (const std::uint32_t k : order) expected += verdicts[k].probability * words(k);
  const double weight = beta_squared(favor);
  double kept = 0, right = 0, best = 0, best_f1 = 0;
  std::size_t best_count = 0;
  for (std::size_t n = 0; n < order.size(); ++n) {
    const std::uint32_t k = order[n];
    if (verdicts[k].probability <= 0) break;
    kept += words(k);
    right += verdicts[k].probability * words(k);
    const double f = (1 + weight) * right / (kept + weight * expected);
    if (f <= best) continue;
    best = f;
    best_f1 = 2 * right / (kept + expected);
    best_count = n + 1;
  }
  for (std::size_t n = 0; n < best_count; ++n) verdicts[order[n]].keep = true;
  return best_f1;
}

// A veto that would leave nothing of a page with likely body yields.
bool vetoes_empty(const Rules& rules, std::vector<Verdict>& verdicts) {
  bool yielded = false;
  for (Verdict& verdict : verdicts) {
    if (verdict.rule < 0 || rules.declared[static_cast<std::size_t>(verdict.rule)].verdict != DeclaredRule::Verdict::drop) continue;
    const float chance = logistic(verdict.points);
    if (chance < 0.5f) continue;
    verdict.probability = chance;
    verdict.rule = -1;
    yielded = true;
  }
  return yielded;
}

// Rules of conditions alone that speak of dumps.
std::vector<std::uint16_t> rules_of_conditions(const Rules& rules) {
  std::vector<std::uint16_t> out;
  for (std::size_t r = 0; r < rules.declared.size(); ++r) {
    const DeclaredRule& rule = rules.declared[r];
    if (rule.phrases.empty() && rule.expression.empty() && speaks_of(rule, true)) out.push_back(static_cast<std::uint16_t>(r));
  }
  return out;
}

// Whether less than a fifth of the words that are likely body is left.
bool mostly_vetoed(const Blocks& blocks, const Rules& rules, const std::vector<Verdict>& verdicts) {
  double likely = 0, left = 0;
  for (std::size_t k = 0; k < verdicts.size(); ++k) {
    const Verdict& verdict = verdicts[k];
    const double words = static_cast<double>(logistic(verdict.points)) * blocks.blocks[k].words.size();
    likely += words;
    const bool dropped = verdict.rule >= 0 && rules.declared[static_cast<std::size_t>(verdict.rule)].verdict == DeclaredRule::Verdict::drop;
    left += dropped ? 0 : words;
  }
  return left < 0.2 * likely;
}

// Chooses what to keep by the probabilities. Rules that drop yield where they
// would leave next to nothing of what is likely body.
void choose(const Blocks& blocks, const Rules& rules, const CleanOptions& options, Verdicts& out) {
  const Judge& cards = blocks.plain ? rules.text : rules.html;
  out.confidence = cut(blocks, options.favor, out.blocks);
  const bool emptied = blocks.plain ? mostly_vetoed(blocks, rules, out.blocks) : out.confidence == 0;
  if (emptied && vetoes_empty(rules, out.blocks)) {
    out.notes.emplace_back("rules that drop would have left nothing, and were not followed");
    for (Verdict& verdict : out.blocks) verdict.keep = false;
    out.confidence = cut(blocks, options.favor, out.blocks);
  }
  double words = 0;
  for (const Block& block : blocks.blocks) words += block.words.size();
  if (words < cards.empty_words && out.confidence < cards.empty_f1 && !options.page_type) {
    for (Verdict& verdict : out.blocks) verdict.keep = false;
    out.notes.emplace_back("no article: nothing on this short page is likely to be a body");
  }
}

}  // namespace

Verdicts judge(const Blocks& blocks, const Facts& facts, const Rules& rules,
               const CleanOptions& options) {
  Verdicts out;
  const Judge& cards = blocks.plain ? rules.text : rules.html;
  const Looks looks = look_at(blocks, facts, cards);
  out.blocks.resize(facts.blocks);
  for (std::size_t k = 0; k < facts.blocks; ++k) out.blocks[k].points = looks.last[k];
  apply_declared(blocks, facts, rules, out.blocks);
  choose(blocks, rules, options, out);
  return out;
}

Verdicts judge_dump(const Blocks& blocks, const Rules& rules, const CleanOptions& options) {
  Verdicts out;
  // An image's block has no line and is never body.
  out.blocks.resize(blocks.blocks.size(), Verdict{.points = -30});
  const std::vector<std::uint16_t> conditions = rules_of_conditions(rules);
  LineFacts lines(blocks, rules);
  for (Facts window; lines.next(window);) {
    const auto verdict_of = [&](std::size_t row) -> Verdict& {
      return out.blocks[lines.survey().lines[lines.first() + row].block];
    };
    const std::vector<float> points = points_of(rules.text.first, {.blocks = window.blocks, .facts = window.values.data()});
    for (std::size_t row = 0; row < window.blocks; ++row) verdict_of(row).points = points[row];
    for (const Facts::Hit& hit : window.hits) {
      const DeclaredRule& rule = rules.declared[hit.rule];
      if (meets(rule, window, hit.block)) apply_hit(rules, hit.rule, true, verdict_of(hit.block));
    }
    for (const std::uint16_t rule : conditions) {
      for (std::size_t row = 0; row < window.blocks; ++row)
        if (meets(rules.declared[rule], window, row)) apply_hit(rules, rule, true, verdict_of(row));
    }
    for (std::size_t row = 0; row < window.blocks; ++row) settle(rules, verdict_of(row));
  }
  choose(blocks, rules, options, out);
  return out;
}

std::vector<std::vector<Reason>> reasons_of(const Blocks& blocks, const Facts& facts, const Rules& rules) {
  constexpr std::size_t most = 5;
  const Judge& cards = blocks.plain ? rules.text : rules.html;
  const Looks looks = look_at(blocks, facts, cards);
  const bool second = !looks.second.values.empty();
  const Columns columns{.blocks = facts.blocks, .facts = facts.values.data(),
                        .looks = second ? looks.second.values.data() : nullptr};
  std::vector<std::vector<Reason>> out(facts.blocks);
  each_hit(facts, rules, blocks.plain, [&](std::uint32_t block, std::uint16_t index) {
    const DeclaredRule& rule = rules.declared[index];
    const DeclaredRule::Verdict settled_as = rule.verdict_on(blocks.plain);
    const float settled = settled_as == DeclaredRule::Verdict::drop   ? -99.f
                          : settled_as == DeclaredRule::Verdict::keep ? 99.f
                                                                      : rule.points;
    out[block].push_back({rule.id, rule.why, settled});
  });
  for (std::size_t k = 0; k < facts.blocks; ++k) {
    const std::vector<float> moved = contributions(second ? cards.second : cards.first, columns, k);
    std::vector<std::uint16_t> order(moved.size());
    std::iota(order.begin(), order.end(), std::uint16_t{0});
    std::partial_sort(order.begin(), order.begin() + most, order.end(), [&](std::uint16_t a, std::uint16_t b) {
      return std::abs(moved[a]) > std::abs(moved[b]) || (std::abs(moved[a]) == std::abs(moved[b]) && a < b);
    });
    for (std::size_t n = 0; n < most && moved[order[n]] != 0; ++n) {
      out[k].push_back({std::string(column_name(order[n])), std::string(column_words(order[n])), moved[order[n]]});
    }
  }
  return out;
}

}  // namespace thanbai
