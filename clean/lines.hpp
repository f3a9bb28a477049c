#pragma once
#include "clean/blocks.hpp"
#include "clean/text.hpp"

namespace thanbai {

/// Whether a text is a dump rather than markup: few tags for its length, none
/// of them structural. A dump may hold stray tags such as image placeholders.
/// Reads at most the first megabyte.
[[nodiscard]] bool looks_like_plain_text(std::string_view text);

/// Cuts a plain-text dump into blocks, one a line or paragraph run: hard
/// wrapped lines joined, Markdown, lynx and html2text marks read as markup,
/// image placeholders, base64 runs and lists of link targets left out. Linear
/// in bytes, also for a single line.
///
/// An image of which the dump gives the alternative text is a block by itself
/// with `images` = 1, no `letters` and no `text`; its `words` are those of the
/// alternative text, for comparison with its neighbours. It is never body.
/// `level` of a list item is its depth from 1; of a paragraph, its indentation.
[[nodiscard]] Blocks lines_of(const Text& text);

}  // namespace thanbai
