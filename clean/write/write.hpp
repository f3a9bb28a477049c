#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <thanbai/article.hpp>

namespace thanbai {

// One writer a format, all over walk() of write/walk.hpp. Each gives an empty
// string for an article without pieces, but for JSON.
[[nodiscard]] std::string write_text(const Article& article);
[[nodiscard]] std::string write_markdown(const Article& article);
[[nodiscard]] std::string write_html(const Article& article);
[[nodiscard]] std::string write_json(const Article& article);

/// Index of the piece that repeats the title at the top of the body; the
/// number of pieces if there is none. Writers leave it out: text has no title,
/// the others put it above the body.
[[nodiscard]] std::size_t title_piece(const Article& article);

/// Bytes of the well-formed UTF-8 sequence at the start of `text`; 0 if there
/// is none (Unicode Standard, table 3-7).
[[nodiscard]] std::size_t utf8_length(std::string_view text);

}  // namespace thanbai
