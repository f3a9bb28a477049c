#pragma once
#include <thanbai/article.hpp>

#include "clean/judge.hpp"

namespace thanbai {

/// Kept blocks as pieces in reading order, with inline styles and links read
/// from the tree (null for a dump). Metadata, notes and reports are the
/// caller's to add: see clean.cpp.
[[nodiscard]] std::vector<Piece> pieces_of(const Tree* tree, const Blocks& blocks, const Verdicts& verdicts,
                                           const std::string& base_url);

}  // namespace thanbai
