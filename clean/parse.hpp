#pragma once
#include <thanbai/options.hpp>

#include "clean/tree.hpp"

namespace thanbai {

/// Skeleton to tree, by Gumbo (HTML Standard, "Tree construction"). Gumbo is
/// visible nowhere else. `text` is what the skeleton was made of and must
/// outlive the tree. Memory within `limits.arena_bytes`; past it the nodes
/// parsed so far are kept and a note says so.
[[nodiscard]] Tree parse(const Text& text, const Skeleton& skeleton, const Limits& limits);

}  // namespace thanbai
