#include "rules/selector.hpp"

#include <algorithm>
#include <unordered_map>

namespace thanbai {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || is_space(list[at - 1])) && (end == list.size() || is_space(list[end]))) return true;
  }
  return false;
}

bool compare(std::string_view value, const Selector::Test& test) {
  switch (test.operation) {
    case Selector::Operation::present: return true;
    case Selector::Operation::equals: return value == test.value;
    case Selector::Operation::prefix: return value.starts_with(test.value);
    case Selector::Operation::suffix: return value.ends_with(test.value);
    case Selector::Operation::part: return value.find(test.value) != std::string_view::npos;
    case Selector::Operation::word: return has_word(value, test.value);
  }
  return false;
}

bool passes(const Tree& tree, NodeId id, const Selector::Test& test) {
  if (!tree.has(id, test.name)) return test.negated;
  const std::string_view raw = tree.raw_attribute(id, test.name);
  const bool plain = raw.find_first_of("&\r") == std::string_view::npos;
  return (plain ? compare(raw, test) : compare(tree.attribute(id, test.name), test)) != test.negated;
}

/// Number of each element among its siblings of the same tag, from 1.
std::vector<std::uint32_t> ordinals_of(const Tree& tree) {
  std::vector<std::uint32_t> ordinals(tree.nodes.size(), 0);
  std::unordered_map<std::uint64_t, std::uint32_t> counts;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const Node& node = tree[id];
    if (node.tag == Tag::text) continue;
    ordinals[id] = ++counts[std::uint64_t{node.parent} << 8 | static_cast<std::uint8_t>(node.tag)];
  }
  return ordinals;
}

bool matches(const Tree& tree, NodeId id, const Selector::Step& step, const std::vector<std::uint32_t>& ordinals) {
  const Node& node = tree[id];
  if (!step.any_tag && node.tag != step.tag) return false;
  if (!step.tag_name.empty() && tree.element_name(id) != step.tag_name) return false;
  if (step.nth_of_type != 0 && ordinals[id] != step.nth_of_type) return false;
  return std::all_of(step.tests.begin(), step.tests.end(),
                     [&](const Selector::Test& test) { return passes(tree, id, test); });
}

/// Marks what one alternative hits. Bit n of a mask: steps 0 to n lead to the
/// node (`here`), or to it or an ancestor (`above`).
void mark(const Tree& tree, const std::vector<Selector::Step>& steps, const std::vector<std::uint32_t>& ordinals,
          std::vector<char>& marked) {
  struct Mask { std::uint32_t here = 0, above = 0; };
  std::vector<Mask> masks(tree.nodes.size());
  const std::uint32_t last = 1u << (steps.size() - 1);
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const Node& node = tree[id];
    if (node.tag == Tag::text) continue;
    const Mask parent = node.parent == no_node ? Mask{} : masks[node.parent];
    std::uint32_t here = 0;
    for (std::size_t n = 0; n < steps.size(); ++n) {
      const std::uint32_t before = steps[n].child ? parent.here : parent.above;
      if (n > 0 && (before >> (n - 1) & 1) == 0) continue;
      if (matches(tree, id, steps[n], ordinals)) here |= 1u << n;
    }
    masks[id] = {here, parent.above | here};
    if ((here & last) != 0) marked[id] = 1;
  }
}

}  // namespace

std::vector<NodeId> select(const Tree& tree, const Selector& selector) {
  std::vector<std::uint32_t> ordinals;
  std::vector<char> marked(tree.nodes.size(), 0);
  for (const auto& steps : selector.alternatives) {
    const bool counts = std::any_of(steps.begin(), steps.end(), [](const auto& step) { return step.nth_of_type != 0; });
    if (counts && ordinals.empty()) ordinals = ordinals_of(tree);
    if (!steps.empty()) mark(tree, steps, ordinals, marked);
  }
  std::vector<NodeId> hits;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    if (marked[id] != 0) hits.push_back(id);
  }
  return hits;
}

}  // namespace thanbai
