#include "clean/judge.hpp"

#include <algorithm>
#include <numeric>

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

void apply_declared(const Blocks& blocks, const Facts& facts, const Rules& rules, std::vector<Verdict>& verdicts) {
  each_hit(facts, rules, blocks.plain, [&](std::uint32_t block, std::uint16_t index) {
    const DeclaredRule& rule = rules.declared[index];
    Verdict& verdict = verdicts[block];
    verdict.points += rule.points;
    if (rule.verdict_on(blocks.plain) != DeclaredRule::Verdict::none && verdict.rule < 0) verdict.rule = index;
  });
  for (Verdict& verdict : verdicts) {
    verdict.probability = logistic(verdict.points);
    if (verdict.rule < 0) continue;
    const bool keep = rules.declared[static_cast<std::size_t>(verdict.rule)].verdict == DeclaredRule::Verdict::keep;
    verdict.probability = keep ? 1 : 0;
  }
}

// Weight of recall against precision in the F measure (van Rijsbergen 1979).
float beta_squared(Favor favor) {
  return favor == Favor::precision ? 0.25f : favor == Favor::recall ? 4.f : 1.f;
}

// Keeps the blocks, best first, up to where the expected F measure of the
// words is highest; returns the expected F1 there.
double cut(const Blocks& blocks, Favor favor, std::vector<Verdict>& verdicts) {
  std::vector<std::uint32_t> order(verdicts.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return verdicts[a].probability > verdicts[b].probability;
  });
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

}  // namespace

Verdicts judge(const Blocks& blocks, const Facts& facts, const PageTypeChoice& /*type*/, const Rules& rules,
               const CleanOptions& options) {
  Verdicts out;
  const Judge& cards = blocks.plain ? rules.text : rules.html;
  const Looks looks = look_at(blocks, facts, cards);
  out.blocks.resize(facts.blocks);
  for (std::size_t k = 0; k < facts.blocks; ++k) out.blocks[k].points = looks.last[k];
  apply_declared(blocks, facts, rules, out.blocks);
  out.confidence = cut(blocks, options.favor, out.blocks);
  if (out.confidence == 0 && vetoes_empty(rules, out.blocks)) {
    out.notes.emplace_back("rules that drop would have left nothing, and were not followed");
    out.confidence = cut(blocks, options.favor, out.blocks);
  }
  double words = 0;
  for (const Block& block : blocks.blocks) words += block.words.size();
  if (words < cards.empty_words && out.confidence < cards.empty_f1 && !options.page_type) {
    for (Verdict& verdict : out.blocks) verdict.keep = false;
    out.notes.emplace_back("no article: nothing on this short page is likely to be a body");
  }
  return out;
}

std::vector<std::vector<Reason>> reasons_of(const Blocks& blocks, const Facts& facts, const Verdicts& /*verdicts*/,
                                            const PageTypeChoice& /*type*/, const Rules& rules) {
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
