#include "clean/write/write.hpp"

#include <array>

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

bool begins_with_title(const Article& article) {
  if (article.pieces.empty() || article.pieces[0].kind != Piece::Kind::heading) return false;
  std::string_view rest = article.title;
  for (const Span& span : article.pieces[0].spans) {
    if (rest.substr(0, span.text.size()) != span.text) return false;
    rest.remove_prefix(span.text.size());
  }
  return rest.empty();
}

std::size_t utf8_length(std::string_view text) {
  const auto byte = [text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
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
