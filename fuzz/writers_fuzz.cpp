// Articles of any shape: every writer ends, its output is UTF-8, and the HTML
// parses back to the same text with no script, handler or unsafe scheme.
#include <gumbo.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <thanbai/article.hpp>

#include "clean/write/write.hpp"

namespace {

using thanbai::Article;
using thanbai::Format;
using thanbai::Piece;
using thanbai::Span;

void require(bool holds) {
  if (!holds) std::abort();
}

// Takes an article apart from bytes: counts and flags, then strings.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool empty() const { return at_ >= size_; }
  std::uint8_t byte() { return empty() ? std::uint8_t{0} : data_[at_++]; }
  std::string string() {
    const std::size_t length = std::min<std::size_t>(byte(), size_ - std::min(at_, size_));
    std::string out(reinterpret_cast<const char*>(data_) + std::min(at_, size_), length);
    at_ += length;
    return out;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_, at_ = 0;
};

Article article_of(Bytes bytes) {
  Article article;
  article.title = bytes.string();
  article.language = bytes.string();
  article.source = bytes.string();
  while (!bytes.empty()) {
    Piece piece;
    piece.kind = static_cast<Piece::Kind>(bytes.byte() % 7);
    piece.level = bytes.byte();
    piece.quote_depth = bytes.byte() % 5;
    const std::uint8_t flags = bytes.byte();
    piece.continues = flags & 1;
    piece.ordered = flags & 2;
    piece.header = flags & 4;
    piece.ordinal = bytes.byte() * 16'777'216u;
    piece.table = bytes.byte() % 4;
    piece.row = bytes.byte() % 8;
    piece.column = (flags & 8) != 0 ? 4'000'000'000u : bytes.byte() % 8;
    for (int spans = 1 + flags / 64; spans > 0; --spans) {
      const std::uint8_t style = bytes.byte() % 8;
      std::string text = bytes.string();
      piece.spans.push_back({std::move(text), style, style % 2 == 0 ? bytes.string() : std::string()});
    }
    article.pieces.push_back(std::move(piece));
  }
  return article;
}

void require_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = thanbai::utf8_length(text);
    require(length > 0);
    text.remove_prefix(length);
  }
}

// What the HTML writer makes of text, white space aside: controls and malformed
// bytes as U+FFFD.
std::string shown(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text[0]);
    const std::size_t length = thanbai::utf8_length(text);
    if (length == 0 || byte == 0x7f || (byte < ' ' && byte != '\n' && byte != '\t')) out += "\xEF\xBF\xBD";
    else if (byte > ' ') out += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

void check_element(const GumboElement& element) {
  require(element.tag != GUMBO_TAG_SCRIPT && element.tag != GUMBO_TAG_STYLE &&
          element.tag != GUMBO_TAG_UNKNOWN);
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name = attribute->name;
    require(name == "href" || name == "start" || name == "lang" || name == "charset");
    if (name != "href") continue;
    require(strncasecmp(attribute->value, "http://", 7) == 0 ||
            strncasecmp(attribute->value, "https://", 8) == 0 ||
            strncasecmp(attribute->value, "mailto:", 7) == 0);
  }
}

std::string text_of(const GumboNode* root) {
  std::string text;
  std::vector<const GumboNode*> stack{root};
  while (!stack.empty()) {
    const GumboNode* node = stack.back();
    stack.pop_back();
    if (node->type == GUMBO_NODE_TEXT) text += node->v.text.text;
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    check_element(node->v.element);
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;)
      stack.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Article article = article_of(Bytes(data, size));
  for (const Format format : {Format::text, Format::markdown, Format::html, Format::json}) {
    const std::string out = write(article, format);
    require(out.empty() || out.back() == '\n');
    require(out.size() < 4096 + 64 * size + 10'000 * article.pieces.size());
    if (format == Format::html || format == Format::json) require_utf8(out);
    if (format == Format::json) require(out.find('\n') == out.size() - 1);
  }
  const std::string html = write(article, Format::html);
  if (html.empty()) return 0;
  const std::size_t left_out = title_piece(article);
  std::string expected = shown(article.title) + shown(article.title);
  for (std::size_t i = 0; i < article.pieces.size(); ++i) {
    if (i == left_out) continue;
    for (const Span& span : article.pieces[i].spans) expected += shown(span.text);
  }
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* parsed = gumbo_parse_with_options(&options, html.data(), html.size());
  require(shown(text_of(parsed->root)) == expected);
  gumbo_destroy_output(&options, parsed);
  return 0;
}
