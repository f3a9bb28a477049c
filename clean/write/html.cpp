#include "clean/links.hpp"
#include "clean/write/walk.hpp"
#include "clean/write/write.hpp"

namespace thanbai {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Text and attribute values alike. What HTML cannot hold (controls, malformed
// bytes) becomes U+FFFD, so that parsing gives back what was written.
void escape(std::string_view text, std::string& out) {
  std::size_t done = 0;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view by) {
    out.append(text, done, at - done).append(by);
    done = at + length;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    std::size_t length = 1;
    if (byte == '&') replace(at, 1, "&amp;");
    else if (byte == '<') replace(at, 1, "&lt;");
    else if (byte == '>') replace(at, 1, "&gt;");
    else if (byte == '"') replace(at, 1, "&quot;");
    else if ((byte < ' ' && byte != '\n' && byte != '\t') || byte == 0x7f) replace(at, 1, replacement);
    else if (byte >= 0x80 && (length = utf8_length(text.substr(at))) == 0) replace(at, length = 1, replacement);
    at += length;
  }
  out.append(text, done);
}

class HtmlWriter {
 public:
  explicit HtmlWriter(std::string& out) : out_(out) {}

  void open(Part part, const Piece& piece) {
    switch (part) {
      case Part::quote: out_ += "<blockquote>\n"; break;
      case Part::list: open_list(piece); break;
      case Part::item: out_ += "<li>"; break;
      case Part::table: out_ += "<table>\n"; break;
      case Part::row:
        out_ += "<tr>";
        column_ = 0;
        break;
      case Part::cell: open_cell(piece); break;
    }
    first_in_part_ = true;
  }

  void close(Part part) {
    switch (part) {
      case Part::quote: out_ += "</blockquote>\n"; break;
      case Part::list:
        out_ += lists_.back() ? "</ol>\n" : "</ul>\n";
        lists_.pop_back();
        break;
      case Part::item: out_ += "</li>\n"; break;
      case Part::table: out_ += "</table>\n"; break;
      case Part::row: out_ += "</tr>\n"; break;
      case Part::cell: out_ += header_ ? "</th>" : "</td>"; break;
    }
    first_in_part_ = false;
  }

  void block(const Piece& piece) {
    using Kind = Piece::Kind;
    const bool first = first_in_part_;
    first_in_part_ = false;
    switch (piece.kind) {
      case Kind::heading: {
        const char digit = static_cast<char>('0' + std::clamp<int>(piece.level, 1, 6));
        return put(std::string("<h") + digit + '>', piece, std::string("</h") + digit + ">\n");
      }
      case Kind::code: return put_code(piece);
      case Kind::caption: return put("<figure><figcaption>", piece, "</figcaption></figure>\n");
      case Kind::list_item: case Kind::cell:
        return first ? put("", piece, "") : put("<p>", piece, "</p>");
      case Kind::paragraph: case Kind::quote: return put("<p>", piece, "</p>\n");
    }
  }

 private:
  void open_list(const Piece& piece) {
    if (!lists_.empty()) out_ += '\n';
    lists_.push_back(piece.ordered);
    if (!piece.ordered) out_ += "<ul>\n";
    else if (piece.ordinal == 1) out_ += "<ol>\n";
    else out_ += "<ol start=\"" + std::to_string(piece.ordinal) + "\">\n";
  }

  // Columns in between that kept nothing stay, so that cells stand below each other.
  void open_cell(const Piece& piece) {
    for (++column_; column_ < piece.column && column_ < widest_drawn; ++column_) out_ += "<td></td>";
    header_ = piece.header;
    out_ += header_ ? "<th>" : "<td>";
  }

  void put(std::string_view before, const Piece& piece, std::string_view after) {
    out_ += before;
    for (std::size_t i = 0; i < piece.spans.size(); ++i) {
      const Span& span = piece.spans[i];
      const bool linked = is_safe_link(span.href);
      if (linked && (i == 0 || piece.spans[i - 1].href != span.href)) {
        out_ += "<a href=\"";
        escape(span.href, out_);
        out_ += "\">";
      }
      put_styled(span);
      if (linked && (i + 1 == piece.spans.size() || piece.spans[i + 1].href != span.href)) out_ += "</a>";
    }
    out_ += after;
  }

  void put_styled(const Span& span) {
    if (span.style & Span::strong) out_ += "<strong>";
    if (span.style & Span::emphasis) out_ += "<em>";
    if (span.style & Span::code) out_ += "<code>";
    put_lines(span.text);
    if (span.style & Span::code) out_ += "</code>";
    if (span.style & Span::emphasis) out_ += "</em>";
    if (span.style & Span::strong) out_ += "</strong>";
  }

  void put_lines(std::string_view text) {
    for (std::size_t line = text.find('\n'); line != text.npos; line = text.find('\n')) {
      escape(text.substr(0, line), out_);
      out_ += "<br>\n";
      text.remove_prefix(line + 1);
    }
    escape(text, out_);
  }

  void put_code(const Piece& piece) {
    out_ += "<pre><code>";
    for (const Span& span : piece.spans) escape(span.text, out_);
    out_ += "</code></pre>\n";
  }

  std::string& out_;
  std::vector<bool> lists_;  // open ones: ordered?
  std::uint32_t column_ = 0;
  bool header_ = false, first_in_part_ = false;
};

bool is_language_tag(std::string_view tag) {
  return !tag.empty() && std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

std::string write_html(const Article& article) {
  std::string out;
  if (article.pieces.empty()) return out;
  out += "<!DOCTYPE html>\n<html";
  if (is_language_tag(article.language)) out += " lang=\"" + article.language + '"';
  out += ">\n<head>\n<meta charset=\"utf-8\">\n<title>";
  escape(article.title, out);
  out += "</title>\n</head>\n<body>\n<article>\n";
  if (!article.title.empty()) {
    out += "<h1>";
    escape(article.title, out);
    out += "</h1>\n";
  }
  HtmlWriter writer(out);
  walk(article.pieces, title_piece(article), writer);
  out += "</article>\n</body>\n</html>\n";
  return out;
}

}  // namespace thanbai
