#pragma once
#include <string>
#include <vector>

#include <thanbai/article.hpp>

#include "clean/judge.hpp"

namespace thanbai {

/// Text that a page carries but does not show in its markup: it stands in for
/// a body that is missing there. No pieces: there is none, or no need.
struct Rival {
  std::string source;         ///< in words: `JSON-LD articleBody`
  std::vector<Piece> pieces;
};

/// Looks, where the blocks kept are few, into JSON-LD articleBody and product
/// descriptions, preloaded forum posts (Discourse), and data of scripts
/// (`application/json`, Next.js flight rows), in this order. A rival is taken
/// if it is prose, eighty words or more, and three times as long as what was
/// kept. Markup in it goes through sieve, parse and blocks like a page. Linear.
[[nodiscard]] Rival rival_of(const Tree& tree, const Metadata& metadata, const Blocks& blocks,
                             const Verdicts& verdicts, const Limits& limits);

}  // namespace thanbai
