#include "clean/parse.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <limits>

#include "clean/arena.hpp"
#include "clean/lexer.hpp"

namespace thanbai {
namespace {

using Token = Skeleton::Token;
using Kind = Skeleton::Kind;

// --- Gumbo in an arena

/// Gumbo does not look whether it got memory, so a parse past the limit is
/// left by a jump. It holds nothing but arena memory: nothing leaks.
struct ParserMemory {
  Arena& arena;
  std::jmp_buf exhausted;
};

void* allocate(void* memory, std::size_t size) {
  auto* const parser = static_cast<ParserMemory*>(memory);
  void* const piece = parser->arena.allocate(size);
  if (piece == nullptr) std::longjmp(parser->exhausted, 1);
  return piece;
}

void release(void* memory, void* piece) { static_cast<ParserMemory*>(memory)->arena.release(piece); }

/// Null when memory ran out.
const GumboOutput* run_gumbo(ParserMemory& memory, const char* html, std::size_t size) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = &memory;
  options.max_errors = 0;  // tags of a skeleton have no duplicate attributes, which that would lose
  if (setjmp(memory.exhausted) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html, size);
}

// --- Gumbo's nodes to ours

/// Our tag for each of Gumbo's: by name, for their numbers differ by version.
const std::array<Tag, GUMBO_TAG_LAST>& tags_of_gumbo() {
  static const auto table = [] {
    std::array<Tag, GUMBO_TAG_LAST> tags{};
    for (int i = 0; i < GUMBO_TAG_UNKNOWN; ++i) {
      tags[static_cast<std::size_t>(i)] = tag_named(gumbo_normalized_tagname(static_cast<GumboTag>(i)));
    }
    return tags;
  }();
  return table;
}

/// Finds tokens by their place in the skeleton, quickest in ascending order.
class TokenFinder {
 public:
  explicit TokenFinder(const Skeleton& skeleton) : skeleton_(skeleton) {}

  /// Index of the token at that place; the number of tokens if there is none.
  [[nodiscard]] std::size_t find(const char* place) {
    const std::vector<Token>& tokens = skeleton_.tokens;
    const char* const begin = skeleton_.html.data();
    if (place < begin || place >= begin + skeleton_.html.size()) return tokens.size();
    const auto at = static_cast<std::uint32_t>(place - begin);
    while (next_ < tokens.size() && tokens[next_].at < at && next_ < last_ + 4) ++next_;
    if (next_ >= tokens.size() || tokens[next_].at != at) {
      const auto found =
          std::lower_bound(tokens.begin(), tokens.end(), at,
                           [](const Token& token, std::uint32_t wanted) { return token.at < wanted; });
      if (found == tokens.end() || found->at != at) return tokens.size();
      next_ = static_cast<std::size_t>(found - tokens.begin());
    }
    last_ = next_;
    return next_++;
  }

 private:
  const Skeleton& skeleton_;
  std::size_t next_ = 0, last_ = 0;
};

class Flattener {
 public:
  Flattener(const Skeleton& skeleton, Tree& tree, std::size_t node_limit)
      : skeleton_(skeleton), tree_(tree), finder_(skeleton), node_limit_(node_limit) {}

  /// False: there were more nodes than the limit.
  bool flatten(const GumboNode* root);

 private:
  struct Open {
    const GumboNode* element;
    unsigned next_child;
    NodeId id;
  };

  void add_element(const GumboNode* node, NodeId parent);
  void add_text(const GumboNode* node, NodeId parent);
  [[nodiscard]] Tag tag_of(const GumboElement& element) const;

  const Skeleton& skeleton_;
  Tree& tree_;
  TokenFinder finder_;
  std::vector<Open> open_;
  std::size_t node_limit_;
};

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

Tag Flattener::tag_of(const GumboElement& element) const {
  if (element.tag < GUMBO_TAG_UNKNOWN) return tags_of_gumbo()[static_cast<std::size_t>(element.tag)];
  if (element.original_tag.length < 2) return Tag::unknown;
  const std::string_view tag(element.original_tag.data, element.original_tag.length);
  return tag_named(tag.substr(1, end_of_tag_name(tag, 1) - 1));
}

void Flattener::add_element(const GumboNode* node, NodeId parent) {
  const GumboElement& element = node->v.element;
  Node added;
  added.tag = tag_of(element);
  added.foreign = element.tag_namespace != GUMBO_NAMESPACE_HTML;
  if (!added.foreign && (added.tag == Tag::script || added.tag == Tag::style)) return;
  added.parent = parent;
  added.depth = static_cast<std::uint16_t>(
      std::min<std::size_t>(open_.size(), std::numeric_limits<std::uint16_t>::max()));
  if (element.original_tag.length > 0) {
    const std::size_t index = finder_.find(element.original_tag.data);
    if (index < skeleton_.tokens.size() && skeleton_.tokens[index].kind == Kind::tag) {
      const Token& token = skeleton_.tokens[index];
      added.source = token.source;
      added.first = token.first_attribute;
      added.attribute_count = token.attribute_count;
    }
  }
  open_.push_back({node, 0, static_cast<NodeId>(tree_.nodes.size())});
  tree_.nodes.push_back(added);
}

/// Gumbo joins runs across tags that it ignores: each character of its text is
/// the next token of the same placeholder.
void Flattener::add_text(const GumboNode* node, NodeId parent) {
  const GumboText& text = node->v.text;
  if (text.original_text.data == nullptr) return;
  const std::size_t first_run = tree_.runs.size();
  std::size_t index = finder_.find(text.original_text.data);
  for (const char* c = text.text; *c != '\0' && index < skeleton_.tokens.size(); ++c) {
    if (*c != 'x' && *c != ' ') continue;
    const auto stands_for_it = [&](const Token& token) {
      return token.kind != Kind::tag && skeleton_.html[token.at] == *c;
    };
    while (index < skeleton_.tokens.size() && !stands_for_it(skeleton_.tokens[index])) ++index;
    if (index == skeleton_.tokens.size()) break;
    tree_.runs.push_back({skeleton_.tokens[index].source, skeleton_.tokens[index].kind});
    ++index;
  }
  const auto count = static_cast<std::uint32_t>(tree_.runs.size() - first_run);
  if (count == 0) return;
  Node& last = tree_.nodes.back();
  if (last.tag == Tag::text && last.parent == parent) {  // a comment stood between
    last.run_count += count;
    return;
  }
  Node added;
  added.tag = Tag::text;
  added.foreign = tree_.nodes[parent].foreign;
  added.parent = parent;
  added.depth = static_cast<std::uint16_t>(
      std::min<std::size_t>(open_.size(), std::numeric_limits<std::uint16_t>::max()));
  added.end = static_cast<NodeId>(tree_.nodes.size() + 1);
  added.first = static_cast<std::uint32_t>(first_run);
  added.run_count = count;
  tree_.nodes.push_back(added);
}

bool Flattener::flatten(const GumboNode* root) {
  add_element(root, no_node);
  bool whole = true;
  while (!open_.empty()) {
    Open& innermost = open_.back();
    const GumboVector& children = innermost.element->v.element.children;
    whole = whole && tree_.nodes.size() < node_limit_;
    if (innermost.next_child >= children.length || !whole) {
      tree_.nodes[innermost.id].end = static_cast<NodeId>(tree_.nodes.size());
      open_.pop_back();
      continue;
    }
    const NodeId parent = innermost.id;
    const auto* child = static_cast<const GumboNode*>(children.data[innermost.next_child++]);
    if (innermost.next_child < children.length) __builtin_prefetch(children.data[innermost.next_child]);
    if (is_element(child)) {
      add_element(child, parent);
    } else if (is_text(child)) {
      add_text(child, parent);
    }
  }
  return whole;
}

/// Attributes of a second html or body tag go to the one element of that name
/// where it has none such.
void merge_roots(const Skeleton& skeleton, Tree& tree) {
  for (const std::uint32_t index : skeleton.roots) {
    const Token& token = skeleton.tokens[index];
    const std::string_view html(skeleton.html);
    const Tag tag = tag_named(html.substr(token.at + 1, 4));
    const auto found = std::find_if(tree.nodes.begin(), tree.nodes.end(),
                                    [tag](const Node& node) { return node.tag == tag && !node.foreign; });
    if (found == tree.nodes.end() || found->source.end == token.source.end) continue;
    const auto first = tree.attributes.begin() + found->first;
    std::vector<Attribute> merged(first, first + found->attribute_count);
    for (std::uint32_t i = 0; i < token.attribute_count; ++i) {
      const Attribute& added = skeleton.attributes[token.first_attribute + i];
      const bool known = std::any_of(merged.begin(), merged.end(),
                                     [&added](const Attribute& one) { return one.name == added.name; });
      if (!known) merged.push_back(added);
    }
    if (merged.size() == found->attribute_count) continue;
    found->first = static_cast<std::uint32_t>(tree.attributes.size());
    found->attribute_count = static_cast<std::uint16_t>(merged.size());
    tree.attributes.insert(tree.attributes.end(), merged.begin(), merged.end());
  }
}

/// The page as far as memory allows: less of it each time until it fits.
const GumboOutput* parse_within(ParserMemory& memory, const Skeleton& skeleton, std::size_t limit,
                                Tree& tree) {
  for (std::size_t size = skeleton.html.size(); size > 0; size /= 2) {
    memory.arena.reset(limit);
    if (const GumboOutput* output = run_gumbo(memory, skeleton.html.data(), size)) return output;
    if (size == skeleton.html.size()) {
      tree.notes.emplace_back("parsing took more memory than the limit: the end of the page was dropped");
    }
  }
  return nullptr;
}

}  // namespace

Tree parse(const Text& text, const Skeleton& skeleton, const Limits& limits) {
  thread_local Arena arena;  // kept warm from page to page
  Tree tree;
  tree.text = text.utf8;
  tree.attributes = skeleton.attributes;
  tree.data_scripts = skeleton.data_scripts;
  tree.notes = skeleton.notes;
  ParserMemory memory{arena, {}};
  const GumboOutput* const output = parse_within(memory, skeleton, limits.arena_bytes, tree);
  if (output == nullptr) return tree;
  tree.nodes.reserve(skeleton.tokens.size() + 16);
  tree.runs.reserve(skeleton.tokens.size() / 2 + 16);
  if (!Flattener(skeleton, tree, limits.nodes).flatten(output->root)) {
    tree.notes.emplace_back("the tree has more nodes than the limit: the rest was dropped");
  }
  merge_roots(skeleton, tree);
  tree.parser_bytes = arena.held();
  arena.reset(0);
  return tree;
}

}  // namespace thanbai
