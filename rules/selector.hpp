#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "clean/tree.hpp"

namespace thanbai {

/// What a site rule selects: a subset of CSS (Selectors Level 4).
///
///     article  *  #main  .story  [itemprop]  [href="x"]  [src^="x"]  [src$="x"]
///     [class*="x"]  [class~="x"]  :nth-of-type(2)  :not(.x)
///     div.story p          p within div.story, however deep
///     ul > li              li whose parent is ul
///     .lead, .body         either
///
/// Names of elements ignore case; values are compared as they are. Attributes
/// are those that thanbai reads (clean/names.hpp). At most 1,000 bytes, 32
/// alternatives, 16 steps each.
struct Selector {
  enum class Operation : std::uint8_t { present, equals, prefix, suffix, part, word };
  struct Test {
    AttributeName name;
    Operation operation;
    std::string value;
    bool negated = false;
  };
  /// One element, and how it relates to the one before: child or descendant.
  struct Step {
    Tag tag = Tag::unknown;
    std::string tag_name;  ///< of an element that thanbai does not tell apart
    bool any_tag = true;
    std::vector<Test> tests;
    std::uint32_t nth_of_type = 0;  ///< from 1; 0: any
    bool child = false;
  };
  std::vector<std::vector<Step>> alternatives;
};

/// On failure `problem` says what is wrong and what was expected.
[[nodiscard]] bool parse_selector(std::string_view text, Selector& selector, std::string& problem);

/// Elements that the selector hits, in document order: one pass over the tree
/// per alternative, no backtracking.
[[nodiscard]] std::vector<NodeId> select(const Tree& tree, const Selector& selector);

}  // namespace thanbai
