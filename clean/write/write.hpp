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

/// Whether the body begins with the title as a heading, so that a writer that
/// shows the title need not repeat it.
[[nodiscard]] bool begins_with_title(const Article& article);

/// Bytes of the well-formed UTF-8 sequence at the start of `text`; 0 if there
/// is none (Unicode Standard, table 3-7).
[[nodiscard]] std::size_t utf8_length(std::string_view text);

}  // namespace thanbai
