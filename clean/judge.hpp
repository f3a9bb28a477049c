#pragma once
#include <string>
#include <vector>

#include <thanbai/options.hpp>

#include "clean/facts.hpp"

namespace thanbai {

/// What was decided about one block.
struct Verdict {
  bool keep = false;
  float points = 0;       ///< log-odds of being body
  float probability = 0;  ///< calibrated
  std::int32_t rule = -1; ///< index of the declared rule that settled it; -1: the points did
};

/// Verdicts on all blocks of a page, and on the page. Product of judge().
struct Verdicts {
  std::vector<Verdict> blocks;
  double confidence = 0;           ///< expected word F1 of what is kept
  std::vector<std::string> notes;  ///< a veto that yielded, why nothing was kept
};

/// Weighs every block by the scorecard (points for facts, rules of at most
/// three conditions; twice, the second time knowing what the first thought of
/// the block's groups), applies declared rules, and keeps the blocks with the
/// best expected F1. Deterministic; linear in blocks but for one sort.
[[nodiscard]] Verdicts judge(const Blocks& blocks, const Facts& facts, const Rules& rules,
                             const CleanOptions& options);

/// The same for a dump, by a single look at windows of its lines: memory for
/// facts does not grow with the dump. Linear.
[[nodiscard]] Verdicts judge_dump(const Blocks& blocks, const Rules& rules, const CleanOptions& options);

/// The reasons behind the verdict on each block, largest first. Costs about as
/// much as judging; for --why.
[[nodiscard]] std::vector<std::vector<Reason>> reasons_of(const Blocks& blocks, const Facts& facts,
                                                          const Rules& rules);

}  // namespace thanbai
