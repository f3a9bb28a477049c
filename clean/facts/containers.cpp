// Facts of what holds a block: containers, content roots, branches.
#include <algorithm>

#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"

namespace thanbai {
namespace {

constexpr float farthest = 12;

float share(float part, float whole) { return part / std::max(1.f, whole); }

void add_levels(const View& view, Facts& facts) {
  const struct { int levels; Fact first; } containers[] = {
      {1, Fact::c1_words}, {2, Fact::c2_words}, {3, Fact::c3_words}, {4, Fact::c4_words}, {6, Fact::c6_words}};
  for (const auto& container : containers) {
    const auto column = [&](int n) { return facts.column(static_cast<Fact>(static_cast<int>(container.first) + n)); };
    for (std::size_t k = 0; k < view.count; ++k) {
      const Totals& sum = view.totals[view.up(view.node(k), container.levels)];
      column(0)[k] = log_count(sum.words);
      column(1)[k] = share(sum.link_words, sum.words);
      column(2)[k] = sum.good / view.total_good;
      column(3)[k] = share(sum.good, sum.words);
      column(4)[k] = log_count(sum.blocks);
      column(5)[k] = static_cast<float>(static_cast<std::int32_t>(k) - sum.first_block) /
                     static_cast<float>(std::max(1, sum.last_block - sum.first_block));
      column(6)[k] = log_count(sum.headings);
    }
  }
  const struct { int levels; Fact first; } makeups[] = {{3, Fact::c3_prices}, {5, Fact::c5_prices}};
  for (const auto& makeup : makeups) {
    const auto column = [&](int n) { return facts.column(static_cast<Fact>(static_cast<int>(makeup.first) + n)); };
    for (std::size_t k = 0; k < view.count; ++k) {
      const Totals& sum = view.totals[view.up(view.node(k), makeup.levels)];
      column(0)[k] = share(sum.prices, sum.blocks);
      column(1)[k] = share(sum.images, sum.blocks);
      column(2)[k] = share(sum.short_blocks, sum.blocks);
    }
  }
}

// The smallest element that holds `part` of the good prose, reached from the
// root by always entering the child that still does.
NodeId content_root(const View& view, float part) {
  const float wanted = part * view.total_good;
  NodeId root = 0;
  for (NodeId child = 1; child < view.tree[root].end;) {
    const bool element = view.tree[child].tag != Tag::text;
    if (element && view.totals[child].good >= wanted && view.totals[child].good > 0) {
      root = child;
      child = root + 1;
    } else {
      child = view.tree[child].end;
    }
  }
  return root;
}

// The element whose prose, weighed by nearness and commas, scores best, as
// Readability does (Arc90, 2010).
NodeId best_scored(const View& view) {
  constexpr float weights[] = {1, 0.5f, 0.25f, 0.12f};
  std::vector<float> score(view.tree.nodes.size(), 0);
  for (std::size_t k = 0; k < view.count; ++k) {
    if (view.good[k] == 0) continue;
    const float worth = 1 + view.block(k).commas + std::min(3.f, view.words[k] / 20);
    NodeId id = view.node(k);
    for (const float weight : weights) {
      if (view.parent(id) == no_node) break;
      id = view.parent(id);
      score[id] += worth * weight;
    }
  }
  NodeId best = 0;
  float best_score = -1;
  for (NodeId id = 0; id < score.size(); ++id) {
    if (score[id] == 0) continue;
    const Totals& sum = view.totals[id];
    const float value = score[id] * (1 - share(sum.link_words, sum.words));
    if (value > best_score) best = id, best_score = value;
  }
  return best;
}

// Levels from `root` up to the lowest element that also holds `node`.
float levels_to(const View& view, NodeId root, NodeId node) {
  float levels = 0;
  while (!view.inside(node, root)) {
    if (view.parent(root) == no_node) return farthest;
    root = view.parent(root);
    ++levels;
  }
  return std::min(levels, farthest);
}

void add_roots(const View& view, Facts& facts, NodeId root70) {
  const NodeId best = best_scored(view);
  const std::pair<Fact, NodeId> roots[] = {{Fact::root50, content_root(view, 0.5f)},
                                           {Fact::root70, root70},
                                           {Fact::root85, content_root(view, 0.85f)},
                                           {Fact::root95, content_root(view, 0.95f)},
                                           {Fact::best_root, best}};
  for (const auto& [fact, root] : roots) {
    for (std::size_t k = 0; k < view.count; ++k) facts.column(fact)[k] = levels_to(view, root, view.node(k));
  }
  for (std::size_t k = 0; k < view.count; ++k) {
    facts.column(Fact::best_root_share)[k] = view.totals[best].words / view.total_words;
    facts.column(Fact::root70_share)[k] = view.totals[root70].words / view.total_words;
  }
}

void add_branches(const View& view, Facts& facts, NodeId root) {
  const Totals& whole = view.totals[root];
  for (std::size_t k = 0; k < view.count; ++k) {
    const auto put = [&](Fact fact, float value) { facts.column(fact)[k] = value; };
    NodeId branch = view.node(k);
    put(Fact::siblings, log_count(static_cast<float>(view.totals[view.up(branch, 1)].children)));
    if (!view.inside(branch, root)) continue;
    int levels = branch == root ? 0 : 1;
    while (branch != root && view.parent(branch) != root) branch = view.parent(branch), ++levels;
    const Totals& sum = view.totals[branch];
    put(Fact::best_root_level, static_cast<float>(levels));
    put(Fact::branch_words, log_count(sum.words));
    put(Fact::branch_link_density, share(sum.link_words, sum.words));
    put(Fact::branch_good, share(sum.good, sum.words));
    put(Fact::branch_position, static_cast<float>(sum.first_block - whole.first_block) /
                                   static_cast<float>(std::max(1, whole.last_block - whole.first_block)));
    put(Fact::branch_siblings, log_count(static_cast<float>(whole.children)));
    put(Fact::branch_after_good, sum.first_block > view.last_good);
    put(Fact::branch_before_good, sum.last_block < view.first_good);
  }
}

// The parts of a page: children of the first element that has several.
void add_top(const View& view, Facts& facts) {
  NodeId root = 0;
  for (NodeId child = 1; child < view.tree[root].end;) {
    if (view.tree[child].tag != Tag::text && view.totals[child].words > 0.95f * view.total_words) {
      root = child;
      child = root + 1;
    } else {
      child = view.tree[child].end;
    }
  }
  const auto group = facts.groups.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(Grouping::top_branch) * facts.blocks);
  for (std::size_t k = 0; k < view.count; ++k) {
    NodeId top = view.node(k);
    if (top == root || !view.inside(top, root)) continue;
    while (view.parent(top) != root) top = view.parent(top);
    facts.column(Fact::top_index)[k] = static_cast<float>(view.totals[top].child_index);
    facts.column(Fact::top_share)[k] = view.totals[top].words / view.total_words;
    facts.column(Fact::top_good)[k] = view.totals[top].good / view.total_good;
    group[static_cast<std::ptrdiff_t>(k)] = static_cast<std::int32_t>(view.totals[top].child_index);
  }
}

void add_meeting(const View& view, Facts& facts, std::int32_t landmark, Fact up, Fact down) {
  if (landmark < 0) return;
  const NodeId target = view.node(static_cast<std::size_t>(landmark));
  for (std::size_t k = 0; k < view.count; ++k) {
    NodeId id = view.node(k);
    float levels = 0;
    while (!view.inside(target, id)) id = view.parent(id), ++levels;
    facts.column(up)[k] = std::min(levels, farthest);
    if (down == Fact::count_) continue;
    facts.column(down)[k] = std::min(farthest, static_cast<float>(view.tree[target].depth - view.tree[id].depth));
  }
}

}  // namespace

void add_container_facts(const View& view, Facts& facts) {
  const NodeId root70 = content_root(view, 0.7f);
  add_levels(view, facts);
  add_roots(view, facts, root70);
  add_branches(view, facts, root70);
  add_top(view, facts);
  add_meeting(view, facts, view.h1, Fact::h1_up, Fact::h1_down);
  add_meeting(view, facts, view.longest, Fact::longest_up, Fact::longest_down);
  add_meeting(view, facts, view.first_good, Fact::first_good_up, Fact::count_);
}

}  // namespace thanbai
