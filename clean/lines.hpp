#pragma once
#include <vector>

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

/// Cuts a stream into dumps at form feeds and at lines that are `separator`
/// (white space at its end does not count). Empty dumps are left out. Ranges of `stream`.
[[nodiscard]] std::vector<std::string_view> dumps_of(std::string_view stream,
                                                     std::string_view separator = "---8<---");

}  // namespace thanbai
