#pragma once
#include "clean/blocks.hpp"

namespace thanbai {

/// Whether a text is a dump rather than markup: few tags for its length, none
/// of them structural. A dump may hold stray tags such as image placeholders.
[[nodiscard]] bool looks_like_plain_text(std::string_view text);

/// Cuts a plain-text dump into blocks, one a line or paragraph run: hard
/// wrapped lines joined, Markdown, lynx and html2text marks read as markup,
/// image placeholders and base64 runs left out. Linear.
[[nodiscard]] Blocks lines_of(const Text& text);

}  // namespace thanbai
