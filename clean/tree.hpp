#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clean/skeleton.hpp"

namespace thanbai {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = ~NodeId{0};

/// A stretch of source that belongs to a text node.
struct Run {
  Range source;
  Skeleton::Kind kind;  ///< text: references are decoded; raw_text: they are not; rcdata: they are
};

/// An element or a text node. The subtree of node n is [n, end).
///
/// The content of a template (Tag::template_) is in its subtree and no text of
/// the page. That of an svg is there only where the sieve could not tell its end
/// at once; it is drawn rather than read. HTML's script and style are no nodes;
/// iframe, noembed and noframes have no content.
struct Node {
  Tag tag = Tag::unknown;
  bool foreign = false;  ///< in the SVG or MathML namespace
  std::uint16_t depth = 0;
  std::uint16_t attribute_count = 0;
  NodeId parent = no_node;
  NodeId end = 0;               ///< one past the last node of the subtree
  Range source;                 ///< start tag as written; empty where the parser implied it
  std::uint32_t first = 0;      ///< element: first attribute; text: first run
  std::uint32_t run_count = 0;  ///< text only
};

/// A page as a tree, in flat arrays in document order. Immutable; product of
/// parse(). Holds no text: `text` is the page's, which must outlive it.
struct Tree {
  std::string_view text;
  std::vector<Node> nodes;  ///< [0] is html; empty for an empty page
  std::vector<Run> runs;
  std::vector<Attribute> attributes;
  std::vector<Skeleton::DataScript> data_scripts;
  std::vector<std::string> notes;
  std::size_t parser_bytes = 0;  ///< memory that Gumbo took; given back

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[id]; }

  [[nodiscard]] std::span<const Attribute> attributes_of(NodeId id) const;
  [[nodiscard]] bool has(NodeId id, AttributeName name) const;
  /// Value as written, references not decoded; empty if absent.
  [[nodiscard]] std::string_view raw_attribute(NodeId id, AttributeName name) const;
  /// Value with references decoded and CR LF as LF.
  [[nodiscard]] std::string attribute(NodeId id, AttributeName name) const;
  /// Decoded text of the node's own runs (text nodes), as the standard's
  /// tokenizer gives it. Appends.
  void append_text(NodeId id, std::string& out) const;
  /// Decoded text of all text nodes in the subtree, that of templates, SVG and
  /// MathML within it included. Appends.
  void append_subtree_text(NodeId id, std::string& out) const;
  /// Name as written, in lower case: also that of an unknown element.
  [[nodiscard]] std::string element_name(NodeId id) const;
};

/// `tag @begin-end attributes` per line, indented by depth: for tests.
[[nodiscard]] std::string dump(const Tree& tree);

}  // namespace thanbai
