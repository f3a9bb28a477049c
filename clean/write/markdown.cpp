#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "clean/links.hpp"
#include "clean/write/walk.hpp"
#include "clean/write/write.hpp"

namespace thanbai {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

enum class Character { other, space, punctuation };

Character kind_of(UChar32 c) {
  if (c < 0 || u_isUWhiteSpace(c)) return Character::space;
  return (U_GET_GC_MASK(c) & (U_GC_P_MASK | U_GC_S_MASK)) != 0 ? Character::punctuation : Character::other;
}

Character first_of(std::string_view text) {
  UChar32 c = -1;
  std::int32_t at = 0;
  const auto size = static_cast<std::int32_t>(text.size());
  if (size > 0) U8_NEXT(text.data(), at, size, c);
  return kind_of(c);
}

Character last_of(std::string_view text) {
  UChar32 c = -1;
  text = text.substr(text.size() - std::min<std::size_t>(text.size(), 4));
  auto at = static_cast<std::int32_t>(text.size());
  if (at > 0) U8_PREV(text.data(), 0, at, c);
  return kind_of(c);
}

std::size_t longest_run(std::string_view text, char mark) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == mark ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Inline content of one block as GitHub Flavored Markdown. Characters that
// would be markup are escaped by a backslash, no others.
class Inline {
 public:
  struct Context {
    bool one_line = false;  // headings and cells: line breaks become spaces
    bool cell = false;      // bars are escaped
  };
  Inline(const std::vector<Span>& spans, Context context) : spans_(spans), context_(context) {}

  std::string written() {
    for (at_ = 0; at_ < spans_.size(); ++at_) {
      const Span& span = spans_[at_];
      if (opens_link()) out_ += '[';
      if (span.style & Span::code) put_code(span.text);
      else put_styled(span);
      if (closes_link()) out_.append("](").append(address(span.href)).append(")");
    }
    return std::move(out_);
  }

 private:
  bool linked() const { return is_safe_link(spans_[at_].href); }
  bool opens_link() const { return linked() && (at_ == 0 || spans_[at_ - 1].href != spans_[at_].href); }
  bool closes_link() const {
    return linked() && (at_ + 1 == spans_.size() || spans_[at_ + 1].href != spans_[at_].href);
  }

  // White space at the ends of a styled span goes outside of its marks.
  void put_styled(const Span& span) {
    const std::string_view text = span.text;
    const std::size_t begin = std::min(text.find_first_not_of(" \n"), text.size());
    const std::size_t end = text.find_last_not_of(" \n") + 1;
    if (begin >= end || !can_mark(text, begin, end)) return put_text(text);
    const std::string_view mark = (span.style & Span::strong) && (span.style & Span::emphasis) ? "***"
                                  : (span.style & Span::strong)                                ? "**"
                                                                                               : "*";
    put_text(text.substr(0, begin));
    out_ += mark;
    put_text(text.substr(begin, end - begin));
    out_ += mark;
    put_text(text.substr(end));
  }

  // CommonMark 6.2: marks must flank what they enclose, on both sides.
  bool can_mark(std::string_view text, std::size_t begin, std::size_t end) const {
    if ((spans_[at_].style & (Span::strong | Span::emphasis)) == 0) return false;
    if (begin == 0 && !out_.empty() && out_.back() == '*') return false;
    const Character before = begin > 0 ? Character::space : last_of(out_);
    const Character after = end < text.size() ? Character::space : next();
    const Character first = first_of(text.substr(begin)), last = last_of(text.substr(0, end));
    if (first == Character::space || last == Character::space) return false;
    return (first == Character::other || before != Character::other) &&
           (last == Character::other || after != Character::other);
  }

  // What follows the span in the output.
  Character next() const {
    if (closes_link()) return Character::punctuation;
    if (at_ + 1 == spans_.size()) return Character::space;
    return first_of(spans_[at_ + 1].text);
  }

  void put_code(std::string_view text) {
    const std::string ticks(longest_run(text, '`') + 1, '`');
    const bool pad = text.empty() || text.front() == '`' || text.back() == '`';
    out_ += ticks;
    if (pad) out_ += ' ';
    for (const char c : text) {
      if (c == '|' && context_.cell) out_ += '\\';
      out_ += c == '\n' ? ' ' : c;
    }
    if (pad) out_ += ' ';
    out_ += ticks;
  }

  void put_text(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '\n') {
        out_ += context_.one_line ? " " : "\\\n";
        continue;
      }
      if (is_markup(text, i) || is_line_markup(text, i)) out_ += '\\';
      out_ += c;
    }
  }

  bool is_markup(std::string_view text, std::size_t i) const {
    switch (text[i]) {
      case '\\': case '`': case '*': case '[': case ']': case '<': case '~': return true;
      case '_':
        return i == 0 || i + 1 == text.size() || !is_word_byte(text[i - 1]) || !is_word_byte(text[i + 1]);
      case '&': return is_reference(text.substr(i + 1));
      case '|': return context_.cell || !context_.one_line;
      default: return false;
    }
  }

  static bool is_reference(std::string_view text) {
    const std::size_t end = std::find_if(text.begin(), text.end(), [](char c) {
      return !is_word_byte(c) && c != '#';
    }) - text.begin();
    return end > 0 && end < text.size() && text[end] == ';';
  }

  // What would make a heading, quote, list item or rule at the start of a line.
  bool is_line_markup(std::string_view text, std::size_t i) const {
    switch (text[i]) {
      case '#': case '>': case '-': case '+': case '=': return out_.empty() || out_.back() == '\n';
      case '.': case ')': return number_starts_line() && (i + 1 == text.size() || text[i + 1] == ' ');
      default: return false;
    }
  }

  // `12.` and `12)` would open a list.
  bool number_starts_line() const {
    const std::size_t digits = out_.find_last_not_of("0123456789") + 1;
    return out_.size() - digits <= 9 && digits < out_.size() && (digits == 0 || out_[digits - 1] == '\n');
  }

  // A destination without characters that end or escape it.
  static std::string address(std::string_view href) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : href) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte <= ' ' || byte == 0x7f || std::string_view("()<>\\|`").find(c) != std::string_view::npos) {
        out.append(1, '%').append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
      } else if (c == '&' && href.find(';') != href.npos) {
        out += "\\&";
      } else {
        out += c;
      }
    }
    return out;
  }

  const std::vector<Span>& spans_;
  Context context_;
  std::string out_;
  std::size_t at_ = 0;
};

// Each line starts with the marks of the quotes and items that it is in.
class MarkdownWriter {
 public:
  explicit MarkdownWriter(std::string& out) : out_(out) {}

  void open(Part part, const Piece& piece) {
    switch (part) {
      case Part::quote: indent("> ", "> "); break;
      case Part::list: open_list(); break;
      case Part::item: open_item(piece); break;
      case Part::table: rows_.clear(); break;
      case Part::row: rows_.emplace_back(); break;
      case Part::cell:
        rows_.back().resize(
            std::max(rows_.back().size() + 1, std::min<std::size_t>(piece.column, widest_drawn)));
        break;
    }
  }

  void close(Part part) {
    switch (part) {
      case Part::quote: case Part::item: outdent(); break;
      case Part::list: tight_ = --lists_ > 0; break;
      case Part::table: put_table(); break;
      case Part::row: case Part::cell: break;
    }
  }

  void block(const Piece& piece) {
    using Kind = Piece::Kind;
    if (piece.kind == Kind::cell) return add_to_cell(piece);
    begin_block();
    if (piece.kind == Kind::code) put_code(piece);
    else if (piece.kind == Kind::heading) put_heading(piece);
    else put_lines(Inline(piece.spans, {}).written());
    last_prefix_ = prefix_;
    tight_ = false;
  }

 private:
  void open_list() {
    if (lists_++ > 0) tight_ = true;
    else first_item_ = true;
  }

  void open_item(const Piece& piece) {
    if (!first_item_) tight_ = true;
    first_item_ = false;
    const std::string mark =
        piece.ordered ? std::to_string(std::min(piece.ordinal, 999'999'999u)) + ". " : "- ";
    indent(mark, std::string(mark.size(), ' '));
  }

  void indent(std::string_view first, std::string_view rest) {
    indents_.push_back(prefix_.size());
    lead_ += first;
    prefix_ += rest;
  }

  void outdent() {
    prefix_.resize(indents_.back());
    indents_.pop_back();
    lead_ = prefix_;
  }

  // A line feed between items, else a blank line in what both blocks share.
  void begin_block() {
    if (!out_.empty()) {
      out_ += '\n';
      if (!tight_) {
        const auto differ =
            std::mismatch(prefix_.begin(), prefix_.end(), last_prefix_.begin(), last_prefix_.end());
        std::string shared(prefix_.begin(), differ.first);
        shared.erase(shared.find_last_not_of(' ') + 1);
        out_ += shared + '\n';
      }
    }
    out_ += lead_;
    lead_ = prefix_;
  }

  void new_line() { out_.append(1, '\n').append(prefix_); }

  void put_lines(std::string_view text) {
    for (const char c : text) {
      if (c == '\n') new_line();
      else out_ += c;
    }
  }

  void put_heading(const Piece& piece) {
    std::string text = Inline(piece.spans, {.one_line = true}).written();
    if (!text.empty() && text.back() == '#') text.insert(text.size() - 1, 1, '\\');
    out_.append(std::clamp<std::size_t>(piece.level, 1, 6), '#').append(1, ' ').append(text);
  }

  void put_code(const Piece& piece) {
    std::string code;
    for (const Span& span : piece.spans) code += span.text;
    const std::string fence(std::max<std::size_t>(3, longest_run(code, '`') + 1), '`');
    out_ += fence;
    new_line();
    put_lines(code);
    new_line();
    out_ += fence;
  }

  void add_to_cell(const Piece& piece) {
    std::string& cell = rows_.back().back();
    if (!cell.empty()) cell += ' ';
    cell += Inline(piece.spans, {.one_line = true, .cell = true}).written();
  }

  // The first row is the head, which the format demands. Columns without any
  // text are left out.
  void put_table() {
    std::vector<bool> used;
    for (const auto& row : rows_) {
      used.resize(std::max(used.size(), row.size()));
      for (std::size_t i = 0; i < row.size(); ++i) used[i] = used[i] || !row[i].empty();
    }
    begin_block();
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (r > 0) new_line();
      put_row(rows_[r], used, r == 0);
      if (r > 0) continue;
      new_line();
      out_ += '|';
      for (const bool column : used) out_ += column ? " --- |" : "";
    }
    last_prefix_ = prefix_;
    tight_ = false;
    rows_.clear();
  }

  void put_row(const std::vector<std::string>& row, const std::vector<bool>& used, bool whole) {
    out_ += '|';
    for (std::size_t i = 0; i < (whole ? used.size() : row.size()); ++i) {
      if (!used[i]) continue;
      out_ += ' ';
      if (i < row.size()) out_ += row[i];
      out_ += out_.back() == ' ' ? "|" : " |";
    }
  }

  std::string& out_;
  std::string lead_, prefix_, last_prefix_;  // of a block's first line, of its others, of the block before
  std::vector<std::size_t> indents_;
  std::vector<std::vector<std::string>> rows_;
  std::size_t lists_ = 0;
  bool tight_ = false, first_item_ = false;
};

}  // namespace

std::string write_markdown(const Article& article) {
  std::string out;
  if (article.pieces.empty()) return out;
  std::vector<Piece> title;
  MarkdownWriter writer(out);
  if (!article.title.empty()) {
    title.push_back({.kind = Piece::Kind::heading, .level = 1, .spans = {{article.title, Span::plain, {}}}});
    walk(title, title.size(), writer);
  }
  walk(article.pieces, title_piece(article), writer);
  out += '\n';
  return out;
}

}  // namespace thanbai
