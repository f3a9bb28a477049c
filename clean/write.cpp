#include "clean/write/write.hpp"

#include <algorithm>
#include <array>

#include "clean/words.hpp"

namespace thanbai {

std::string write(const Article& article, Format format) {
  switch (format) {
    case Format::text: return write_text(article);
    case Format::markdown: return write_markdown(article);
    case Format::html: return write_html(article);
    case Format::json: return write_json(article);
  }
  return {};
}

const char* name_of(PageType type) {
  static constexpr std::array names{"article", "collection", "documentation", "forum",
                                    "listing", "product",    "service",       "none"};
  return names[static_cast<std::size_t>(type)];
}

const char* name_of(Piece::Kind kind) {
  static constexpr std::array names{"paragraph", "heading", "list_item", "quote", "code", "caption", "cell"};
  return names[static_cast<std::size_t>(kind)];
}

std::size_t title_piece(const Article& article) {
  const std::vector<Piece>& pieces = article.pieces;
  if (article.title.empty() || pieces.size() < 2) return pieces.size();
  const std::string title = fold(article.title);
  for (std::size_t i = 0; i < std::min<std::size_t>(pieces.size(), 3); ++i) {
    if (pieces[i].kind != Piece::Kind::heading && i > 0) continue;
    std::string text;
    for (const Span& span : pieces[i].spans) text += span.text;
    if (text.size() < 2 * article.title.size() + 10 && fold(text) == title) return i;
  }
  return pieces.size();
}

std::size_t utf8_length(std::string_view text) {
  const auto byte = [text](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
  };
  const auto follows = [&](std::size_t at) { return byte(at) >= 0x80 && byte(at) < 0xc0; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return text.empty() ? 0 : 1;
  if (lead >= 0xc2 && lead < 0xe0) return follows(1) ? 2 : 0;
  if (lead >= 0xe0 && lead < 0xf0) {
    if (lead == 0xe0 && byte(1) < 0xa0) return 0;
    if (lead == 0xed && byte(1) >= 0xa0) return 0;
    return follows(1) && follows(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead < 0xf5) {
    if (lead == 0xf0 && byte(1) < 0x90) return 0;
    if (lead == 0xf4 && byte(1) >= 0x90) return 0;
    return follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace thanbai
