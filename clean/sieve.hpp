#pragma once
#include <thanbai/options.hpp>

#include "clean/skeleton.hpp"

namespace thanbai {

/// Text to skeleton in one pass over the bytes: scripts, styles, comments and
/// attributes go, text runs shrink to a placeholder, and the tree that a
/// parser builds of what is left is the tree of the whole page.
///
/// Keeps the tokenizer states that this needs (HTML Standard, "Tokenization"):
/// raw text, escaped scripts, RCDATA, foreign content, select. Bounded by
/// `limits`; each limit hit is a note. Linear; no recursion.
[[nodiscard]] Skeleton sieve(const Text& text, const Limits& limits);

}  // namespace thanbai
