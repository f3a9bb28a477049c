// Facts of what repeats: siblings alike, slots of their items, paths alike;
// and the memberships in them that the second look averages over.
#include <algorithm>
#include <cmath>

#include "clean/facts/key_numbers.hpp"
#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"

namespace thanbai {
namespace {

float share(float part, float whole) { return part / std::max(1.f, whole); }

// Three or more siblings of one signature.
struct Repeat {
  NodeId parent = no_node;
  std::uint32_t count = 0;
  float words = 0, link_words = 0, good = 0, images = 0, headings = 0, blocks = 0;
};

struct Repeats {
  std::vector<Repeat> groups;
  std::vector<std::int32_t> group_of;    // by node; -1: none
  std::vector<std::uint32_t> index_of;   // by node: place within its group
};

// Paragraphs, headings and inline elements repeat in any prose.
bool may_repeat(Tag tag) {
  switch (tag) {
    case Tag::p: case Tag::h1: case Tag::h2: case Tag::h3: case Tag::h4: case Tag::h5: case Tag::h6:
    case Tag::span: case Tag::a: case Tag::b: case Tag::strong: case Tag::em: case Tag::i: case Tag::code:
    case Tag::td: case Tag::th: case Tag::br: case Tag::text:
      return false;
    default: return true;
  }
}

Repeats repeats_of(const View& view) {
  const Tree& tree = view.tree;
  Repeats out;
  out.group_of.assign(tree.nodes.size(), -1);
  out.index_of.assign(tree.nodes.size(), 0);
  KeyNumbers known(256);
  std::vector<Repeat> all;
  for (NodeId id = 1; id < tree.nodes.size(); ++id) {
    if (!may_repeat(tree[id].tag) || view.totals[id].blocks == 0) continue;
    const NodeId parent = tree[id].parent;
    if (view.totals[parent].children < 3) continue;
    bool is_new = false;
    const std::uint32_t number = known.number(mix(parent, view.signature[id]), is_new);
    if (is_new) all.push_back({.parent = parent});
    Repeat& group = all[number];
    const Totals& sum = view.totals[id];
    out.group_of[id] = static_cast<std::int32_t>(number);
    out.index_of[id] = group.count++;
    group.words += sum.words, group.link_words += sum.link_words, group.good += sum.good;
    group.images += sum.images, group.headings += sum.headings, group.blocks += sum.blocks;
  }
  std::vector<std::int32_t> kept(all.size(), -1);
  for (std::size_t g = 0; g < all.size(); ++g) {
    if (all[g].count < 3) continue;
    kept[g] = static_cast<std::int32_t>(out.groups.size());
    out.groups.push_back(all[g]);
  }
  for (std::int32_t& group : out.group_of) {
    if (group >= 0) group = kept[static_cast<std::size_t>(group)];
  }
  return out;
}

class Grouper {
 public:
  Grouper(const View& view, Facts& facts) : view_(view), facts_(facts), repeats_(repeats_of(view)) {}

  void run() {
    find_dominant();
    slots_.resize(view_.count);
    for (std::size_t k = 0; k < view_.count; ++k) {
      describe_repeats(k);
      describe_lists(k);
      sign_paths(k);
    }
    number(Grouping::slot, slots_);
    describe_slots();
    describe_paths();
  }

 private:
  void put(Fact fact, std::size_t k, float value) { facts_.column(fact)[k] = value; }
  std::int32_t& group(Grouping grouping, std::size_t k) {
    return facts_.groups[static_cast<std::size_t>(grouping) * facts_.blocks + k];
  }

  void find_dominant() {
    float most = 0;
    for (std::size_t g = 0; g < repeats_.groups.size(); ++g) {
      if (repeats_.groups[g].words > most) most = repeats_.groups[g].words, dominant_ = static_cast<std::int32_t>(g);
    }
  }

  void describe_repeats(std::size_t k) {
    NodeId inner = no_node, large = no_node, dominant = no_node;
    std::uint32_t around = 0, levels = 0, inner_level = 0;
    float large_words = -1;
    for (NodeId id = view_.node(k); id != no_node; id = view_.parent(id), ++levels) {
      const std::int32_t g = repeats_.group_of[id];
      if (g < 0) continue;
      ++around;
      if (inner == no_node) inner = id, inner_level = levels;
      const float words = repeats_.groups[static_cast<std::size_t>(g)].words;
      if (words > large_words) large = id, large_words = words;
      if (g == dominant_) dominant = id;
    }
    put(Fact::groups_around, k, static_cast<float>(std::min(6u, around)));
    if (dominant_ >= 0) {
      const Repeat& g = repeats_.groups[static_cast<std::size_t>(dominant_)];
      put(Fact::dominant_in, k, dominant != no_node);
      put(Fact::dominant_share, k, g.words / view_.total_words);
      put(Fact::dominant_count, k, log_count(static_cast<float>(g.count)));
      put(Fact::dominant_good, k, share(g.good, g.words));
    }
    if (inner == no_node) return;
    describe_inner(k, inner, inner_level);
    describe_large(k, large);
  }

  void describe_inner(std::size_t k, NodeId item, std::uint32_t level) {
    const Repeat& g = repeats_.groups[static_cast<std::size_t>(repeats_.group_of[item])];
    const auto count = static_cast<float>(g.count);
    put(Fact::repeat_count, k, log_count(count));
    put(Fact::repeat_words, k, log_count(g.words / count));
    put(Fact::repeat_link_density, k, share(g.link_words, g.words));
    put(Fact::repeat_images, k, g.images / count);
    put(Fact::repeat_headings, k, g.headings / count);
    put(Fact::repeat_level, k, static_cast<float>(std::min(8u, level)));
    put(Fact::repeat_share, k, g.words / view_.total_words);
    put(Fact::item_index, k, log_count(static_cast<float>(repeats_.index_of[item])));
    put(Fact::item_words, k, log_count(view_.totals[item].words));
    put(Fact::item_relative, k, view_.totals[item].words / std::max(1.f, g.words / count));
    group(Grouping::repeated, k) = repeats_.group_of[item];
  }

  void describe_large(std::size_t k, NodeId item) {
    const std::int32_t index = repeats_.group_of[item];
    const Repeat& g = repeats_.groups[static_cast<std::size_t>(index)];
    const auto count = static_cast<float>(g.count);
    put(Fact::large_count, k, log_count(count));
    put(Fact::large_words, k, log_count(g.words / count));
    put(Fact::large_link_density, k, share(g.link_words, g.words));
    put(Fact::large_share, k, g.words / view_.total_words);
    put(Fact::large_good, k, share(g.good, g.words));
    group(Grouping::repeated_large, k) = index;
    group(Grouping::item, k) = static_cast<std::int32_t>(item);
    std::uint64_t slot = static_cast<std::uint64_t>(index) + 1;
    for (NodeId id = view_.node(k); id != item; id = view_.parent(id)) slot = mix(slot, view_.signature[id]);
    slots_[k] = slot;
  }

  void describe_lists(std::size_t k) {
    const Tree& tree = view_.tree;
    NodeId list = no_node, row = no_node, article = no_node;
    for (NodeId id = view_.node(k); id != no_node; id = view_.parent(id)) {
      const Tag tag = tree[id].tag;
      if (list == no_node && (tag == Tag::ul || tag == Tag::ol || tag == Tag::dl || tag == Tag::table)) {
        list = id;
        group(Grouping::list, k) = static_cast<std::int32_t>(id);
      }
      if (row == no_node && tag == Tag::tr) row = id;
      if (article == no_node && tag == Tag::article) article = id;
    }
    if (article != no_node) group(Grouping::article, k) = static_cast<std::int32_t>(article);
    if (list != no_node && tree[list].tag != Tag::table) {
      const Totals& sum = view_.totals[list];
      const auto items = static_cast<float>(sum.children);
      put(Fact::list_items, k, log_count(items));
      put(Fact::list_words, k, log_count(share(sum.words, items)));
      put(Fact::list_link_density, k, share(sum.link_words, sum.words));
    }
    if (row != no_node) {
      put(Fact::table_rows, k, log_count(static_cast<float>(view_.totals[view_.up(row, 1)].children)));
      put(Fact::table_columns, k, static_cast<float>(std::min(9u, view_.totals[row].children)));
    }
  }

  void sign_paths(std::size_t k) {
    std::uint64_t path = 1, tags = 1, outer = 1;
    int level = 0;
    for (NodeId id = view_.node(k); id != no_node; id = view_.parent(id), ++level) {
      if (level >= 1 && level <= 6) group(static_cast<Grouping>(static_cast<int>(Grouping::up1) + level - 1), k) = static_cast<std::int32_t>(id);
      if (level == 8) group(Grouping::up8, k) = static_cast<std::int32_t>(id);
      if (level == 8) paths8_.push_back(path);
      if (level < 8) path = mix(path, view_.signature[id]);
      if (level >= 2 && level < 5) outer = mix(outer, view_.signature[id]);
      if (level == 0) own_.push_back(path);
      if (level == 2) paths3_.push_back(path);
      if (level == 4) paths5_.push_back(path);
      tags = mix(tags, static_cast<std::uint64_t>(view_.tree[id].tag));
    }
    if (paths3_.size() == k) paths3_.push_back(path);
    if (paths5_.size() == k) paths5_.push_back(path);
    if (paths8_.size() == k) paths8_.push_back(path);
    tags_.push_back(tags);
    containers_.push_back(outer);
  }

  // Small numbers for group keys, by first appearance; 0 is no group.
  void number(Grouping grouping, const std::vector<std::uint64_t>& keys) {
    KeyNumbers numbers(keys.size());
    for (std::size_t k = 0; k < keys.size(); ++k) {
      if (keys[k] != 0) group(grouping, k) = static_cast<std::int32_t>(numbers.number(keys[k]));
    }
  }

  struct Sum {
    float count = 0, words = 0, link_words = 0, good = 0, distinct = 0;
  };

  std::vector<Sum> sums_of(Grouping grouping) {
    std::vector<Sum> sums;
    KeyNumbers seen(view_.count);
    for (std::size_t k = 0; k < view_.count; ++k) {
      const std::int32_t g = group(grouping, k);
      if (g < 0) continue;
      if (static_cast<std::size_t>(g) >= sums.size()) sums.resize(static_cast<std::size_t>(g) + 1);
      Sum& sum = sums[static_cast<std::size_t>(g)];
      sum.count += 1;
      sum.words += view_.words[k];
      sum.link_words += view_.words[k] * view_.link_density[k];
      sum.good += view_.good[k];
      bool is_new = false;
      seen.number(mix(view_.masked[k], static_cast<std::uint64_t>(g)), is_new);
      if (is_new) sum.distinct += 1;
    }
    return sums;
  }

  void describe_slots() {
    const std::vector<Sum> sums = sums_of(Grouping::slot);
    KeyNumbers seen(view_.count);
    std::vector<float> items(sums.size(), 0);
    for (std::size_t k = 0; k < view_.count; ++k) {
      const std::int32_t slot = group(Grouping::slot, k);
      if (slot < 0) continue;
      const auto item = static_cast<std::uint64_t>(group(Grouping::item, k));
      bool is_new = false;
      seen.number(mix(item + 1, static_cast<std::uint64_t>(slot)), is_new);
      if (is_new) ++items[static_cast<std::size_t>(slot)];
    }
    for (std::size_t k = 0; k < view_.count; ++k) {
      const std::int32_t slot = group(Grouping::slot, k);
      if (slot < 0) continue;
      const Sum& sum = sums[static_cast<std::size_t>(slot)];
      const Repeat& repeat = repeats_.groups[static_cast<std::size_t>(group(Grouping::repeated_large, k))];
      put(Fact::slot_count, k, log_count(sum.count));
      put(Fact::slot_words, k, log_count(sum.words / sum.count));
      put(Fact::slot_distinct, k, sum.distinct / sum.count);
      put(Fact::slot_fill, k, items[static_cast<std::size_t>(slot)] / static_cast<float>(repeat.count));
    }
  }

  void describe_paths() {
    number(Grouping::path3, paths3_);
    number(Grouping::path5, paths5_);
    number(Grouping::path8, paths8_);
    number(Grouping::tag_path, tags_);
    number(Grouping::own, own_);
    number(Grouping::container, containers_);
    const std::vector<Sum> path3 = sums_of(Grouping::path3), path5 = sums_of(Grouping::path5), own = sums_of(Grouping::own);
    for (std::size_t k = 0; k < view_.count; ++k) {
      const Sum& p3 = path3[static_cast<std::size_t>(group(Grouping::path3, k))];
      put(Fact::path_count, k, log_count(p3.count));
      put(Fact::path_words, k, log_count(p3.words / p3.count));
      put(Fact::path_link_density, k, share(p3.link_words, p3.words));
      put(Fact::path_share, k, p3.words / view_.total_words);
      put(Fact::path_good, k, share(p3.good, p3.words));
      put(Fact::path_distinct, k, p3.distinct / p3.count);
      const Sum& p5 = path5[static_cast<std::size_t>(group(Grouping::path5, k))];
      put(Fact::path5_count, k, log_count(p5.count));
      put(Fact::path5_share, k, p5.words / view_.total_words);
      const Sum& o = own[static_cast<std::size_t>(group(Grouping::own, k))];
      put(Fact::own_count, k, log_count(o.count));
      put(Fact::own_share, k, o.words / view_.total_words);
      put(Fact::page_paths, k, log_count(static_cast<float>(path5.size())));
      put(Fact::page_distinct, k, static_cast<float>(path5.size()) / static_cast<float>(view_.count));
    }
  }

  const View& view_;
  Facts& facts_;
  Repeats repeats_;
  std::int32_t dominant_ = -1;
  std::vector<std::uint64_t> slots_, paths3_, paths5_, paths8_, tags_, own_, containers_;
};

}  // namespace

void add_group_facts(const View& view, Facts& facts) { Grouper(view, facts).run(); }

}  // namespace thanbai
