#include "clean/lines.hpp"

#include <algorithm>
#include <array>

#include "clean/lines/inline_marks.hpp"
#include "clean/lines/layout.hpp"
#include "clean/names.hpp"
#include "clean/words.hpp"

namespace thanbai {
namespace {

constexpr auto npos = std::string_view::npos;
using Kind = Piece::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::uint16_t saturated(std::size_t n) { return static_cast<std::uint16_t>(std::min<std::size_t>(n, 0xFFFF)); }

// Code points that are not white space.
std::uint32_t letters_of(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char c : text) letters += c > ' ' || (static_cast<unsigned char>(c) & 0xC0) == 0xC0;
  return letters;
}

// What stands before the text of a line and says what it is.
struct Marks {
  Kind kind = Kind::paragraph;
  std::uint8_t level = 0;
  bool marked = false;  // any mark was seen
  bool table_row = false;
};

// Length of a `12. ` or `12) ` at the start, else 0.
std::size_t number_mark(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at < 3 && is_digit(text[at])) ++at;
  if (at == 0 || at + 1 >= text.size() || (text[at] != '.' && text[at] != ')') || text[at + 1] != ' ') return 0;
  return at + 2;
}

// Length of a bullet and the space after it, else 0. Dashes open a speech as
// often as an item, so that they count only where lists are sure to be meant.
std::size_t bullet_mark(std::string_view text, bool sure) {
  for (const std::string_view sign : {"•", "·", "▪", "‣", "►", "▶", "●", "○", "◦", "■", "□", "❖", "➤", "✓", "✔"})
    if (text.starts_with(sign)) {
      const bool space = text.size() > sign.size() && (text[sign.size()] == ' ' || text[sign.size()] == '\t');
      return space ? sign.size() + 1 : sign.size();
    }
  if (text.size() < 2 || text[1] != ' ') return 0;
  return text[0] == '*' || (sure && (text[0] == '+' || text[0] == '-' || text[0] == 'o')) ? 2 : 0;
}

std::uint8_t list_depth(std::uint32_t indent) { return static_cast<std::uint8_t>(1 + std::min(indent, 36u) / 4); }

// Takes Markdown's marks off the start of `text`.
Marks take_markdown_marks(std::string_view& text, std::uint32_t indent) {
  Marks marks;
  const auto take = [&](std::size_t length) {
    text.remove_prefix(length);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    marks.marked = true;
  };
  while (!text.empty() && text.front() == '>') {
    take(1);
    marks.kind = Kind::quote;
  }
  std::size_t length = bullet_mark(text, text.size() < 2 || text[0] != 'o');
  if (length == 0) length = number_mark(text);
  if (length > 0) {
    take(length);
    marks.kind = Kind::list_item;
    marks.level = list_depth(indent);
  }
  const std::size_t hashes = std::min(text.find_first_not_of('#'), text.size());
  if (hashes > 0 && hashes <= 6 && (hashes == text.size() || text[hashes] == ' ')) {
    take(hashes);
    marks.kind = Kind::heading;
    marks.level = static_cast<std::uint8_t>(hashes);
  }
  return marks;
}

Marks take_plain_marks(std::string_view& text, std::uint32_t indent, bool wrapped) {
  Marks marks;
  std::size_t length = bullet_mark(text, wrapped && indent > 0);
  if (length == 0 && wrapped && indent > 0) length = number_mark(text);
  if (length == 0 || length >= text.size()) return marks;
  text.remove_prefix(length);
  marks.kind = Kind::list_item;
  marks.level = list_depth(indent);
  marks.marked = true;
  return marks;
}

bool all_of(std::string_view text, std::string_view signs) { return text.find_first_not_of(signs) == npos; }
// `---`, `* * *`, `===` or a row of dashes between the head and the body of a table.
bool is_rule(std::string_view text) {
  return text.size() >= 3 && (all_of(text, "-=_*~ ") || (all_of(text, "|-+: ") && text.find('-') != npos));
}
bool is_underline(std::string_view text) { return text.size() >= 3 && (all_of(text, "=") || all_of(text, "-")); }

bool starts_in_lower_case(std::string_view text) {
  return !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || text[0] == ',' || text[0] == ')');
}
bool ends_sentence(std::string_view text) {
  return !text.empty() && (text.back() == '.' || text.back() == '!' || text.back() == '?' || text.back() == ':');
}

// Reads a dump line by line, keeping one paragraph open.
class LineReader {
 public:
  explicit LineReader(std::string_view dump) : dump_(dump), layout_(layout_of(dump)) {
    blocks_.plain = true;
    blocks_.markdown = layout_.markdown;
    // Room that is not used costs no memory; growing by copies would.
    blocks_.text.reserve(dump.size());
    blocks_.words.reserve(dump.size() / 4);
    blocks_.blocks.reserve(dump.size() / 40);
  }

  Blocks read() {
    std::uint32_t offset = 0;
    while (offset < dump_.size()) {
      const SourceLine line = line_at(dump_, offset);
      offset = line.next;
      if (!take_fence(line)) take(line);
    }
    flush();
    return std::move(blocks_);
  }

 private:
  // A line that opens or closes a code block of Markdown.
  bool take_fence(const SourceLine& line) {
    if (!layout_.markdown || (!line.text.starts_with("```") && !line.text.starts_with("~~~"))) return false;
    flush();
    in_code_ = !in_code_;
    break_ = true;
    return true;
  }

  void take(const SourceLine& line) {
    if (line.text.empty()) {
      flush();
      break_ = true;
      return;
    }
    if (in_code_) {
      flush();
      open(line, line.text, {Kind::code, 0, true, false});
      return;
    }
    if (layout_.numbered_links > 0 && (is_link_target(line.text) || heads_link_targets(line))) return flush();
    if (is_rule(line.text)) return take_rule(line);
    std::string_view text = line.text;
    Marks marks = layout_.markdown ? take_markdown_marks(text, line.indent)
                                   : take_plain_marks(text, line.indent, layout_.wrap_column > 0);
    if (layout_.underscored_links) take_asterisks(text, marks);
    marks.table_row = layout_.markdown ? is_table_row(text) : text.find('\t') != npos;
    if (continues(line, marks)) {
      append(line);
    } else {
      flush();
      open(line, text, marks);
    }
  }

  // `***** Heading *****`, six for the first level.
  static void take_asterisks(std::string_view& text, Marks& marks) {
    const std::size_t stars = std::min(text.find_first_not_of('*'), text.size());
    if (stars >= 2 && stars <= 6 && stars < text.size() && text[stars] == ' ') {
      text.remove_prefix(stars + 1);
      marks = {Kind::heading, static_cast<std::uint8_t>(7 - stars), true, false};
    }
    if (text.ends_with("**")) text = text.substr(0, text.find_last_not_of("* ") + 1);
  }

  // Underlines a heading, or parts what stands before and after.
  void take_rule(const SourceLine& line) {
    if (layout_.markdown && has_open_ && is_underline(line.text) && marks_.kind == Kind::paragraph && !joined_) {
      marks_.kind = Kind::heading;
      marks_.level = line.text.front() == '=' ? 1 : 2;
    }
    flush();
    break_ = true;
  }

  static bool is_table_row(std::string_view text) {
    return text.find('|') != npos && (text.front() == '|' || text.find(" | ") != npos || text.find("| ") != npos);
  }

  // `References`, `Visible links:` and the like: the next line that is not
  // empty is a link target.
  bool heads_link_targets(const SourceLine& line) const {
    if (line.text.size() > 40 || line.indent > 3 || line.text.back() == '.') return false;
    std::uint32_t offset = line.next;
    for (int n = 0; n < 4 && offset < dump_.size(); ++n) {
      const SourceLine after = line_at(dump_, offset);
      if (!after.text.empty()) return is_link_target(after.text) && (n > 0 || line.text.back() == ':');
      offset = after.next;
    }
    return false;
  }

  // Whether `line` was one with the line before until someone wrapped it.
  bool continues(const SourceLine& line, const Marks& marks) const {
    if (layout_.wrap_column == 0 || !has_open_ || marks.marked || marks_.kind == Kind::code) return false;
    if (marks_.table_row || marks.table_row || marks_.kind == Kind::heading) return false;
    if (line.indent > last_.indent + 8) return false;
    const std::size_t word_end = std::min(line.text.find(' '), line.text.size());
    const std::uint32_t columns = last_.indent + columns_of(last_.text);
    if (columns + 1 + columns_of(line.text.substr(0, word_end)) > layout_.wrap_column) return true;
    return columns * 10 >= layout_.wrap_column * 7 && starts_in_lower_case(line.text) && !ends_sentence(last_.text);
  }

  void open(const SourceLine& line, std::string_view text, const Marks& marks) {
    has_open_ = true;
    joined_ = false;
    paragraph_ = text;
    marks_ = marks;
    indent_ = line.indent;
    source_ = {line.begin, line.begin + static_cast<std::uint32_t>(line.text.size())};
    last_ = line;
    if (layout_.wrap_column == 0 && !(layout_.markdown && marks.kind == Kind::paragraph)) flush();
  }

  void append(const SourceLine& line) {
    if (!joined_) store_ = paragraph_;
    joined_ = true;
    store_ += ' ';
    store_ += line.text;
    source_.end = line.begin + static_cast<std::uint32_t>(line.text.size());
    last_ = line;
  }

  void flush() {
    if (!has_open_) return;
    has_open_ = false;
    read_inline_marks(joined_ ? std::string_view(store_) : paragraph_, layout_, marks_.kind == Kind::code, inline_);
    for (const std::string& image : inline_.images) emit_image(image);
    mark_link_over_lines();
    emit();
  }

  // html2text breaks links that hold blocks: `[` on one line, `](address)` on
  // a later one. All between is link text.
  void mark_link_over_lines() {
    const auto size = static_cast<std::uint32_t>(inline_.text.size());
    if (source_.begin < link_until_ && !inline_.closes_link) inline_.links.assign(1, {0, size});
    if (inline_.open_link < 0 || source_.begin < link_until_) return;
    std::uint32_t offset = last_.next;
    for (int n = 0; n < 12 && offset < dump_.size(); ++n) {
      const SourceLine line = line_at(dump_, offset);
      if (line.text.starts_with("](")) {
        link_until_ = line.begin;
        inline_.links.push_back({static_cast<std::uint32_t>(inline_.open_link), size});
        inline_.text[static_cast<std::size_t>(inline_.open_link)] = '\x01';
        return;
      }
      if (line.text.starts_with("[")) return;
      offset = line.next;
    }
  }

  Block& add_block() {
    Block& block = blocks_.blocks.emplace_back();
    block.kind = marks_.kind;
    block.source = source_;
    block.text.begin = block.text.end = static_cast<std::uint32_t>(blocks_.text.size());
    block.words.begin = block.words.end = static_cast<std::uint32_t>(blocks_.words.size());
    block.after_break = break_;
    break_ = false;
    return block;
  }

  void emit_image(const std::string& alternative) {
    scratch_.clear();
    bool in_space = true;
    append_collapsed(alternative, scratch_, in_space);
    if (!is_nfc(scratch_)) scratch_ = to_nfc(scratch_);
    if (scratch_.empty()) return;
    Block& block = add_block();
    block.kind = Kind::caption;
    block.images = 1;
    block.words.end += append_words(scratch_, blocks_.words);
  }

  void emit() {
    const std::uint32_t begin = static_cast<std::uint32_t>(blocks_.text.size());
    bool in_space = true;
    if (is_nfc(inline_.text)) {
      append_collapsed(inline_.text, blocks_.text, in_space);
    } else {
      append_collapsed(to_nfc(inline_.text), blocks_.text, in_space);
    }
    while (blocks_.text.size() > begin && blocks_.text.back() == ' ') blocks_.text.pop_back();
    if (blocks_.text.size() == begin) return;
    Block& block = add_block();
    block.text = {begin, static_cast<std::uint32_t>(blocks_.text.size())};
    block.level = marks_.kind == Kind::paragraph ? static_cast<std::uint8_t>(std::min(indent_, 255u)) : marks_.level;
    block.has_time = marks_.table_row;
    block.code = marks_.kind == Kind::code;
    block.images = saturated(inline_.images.size());
    count(block);
  }

  void count(Block& block) {
    const std::string_view text = blocks_.text_of(block);
    block.words.end += append_words(text, blocks_.words);
    block.letters = letters_of(text);
    block.links = saturated(inline_.links.size());
    block.link_letters = std::min(letters_in(inline_.links), block.letters);
    block.strong_letters = std::min(letters_in(inline_.strong), block.letters);
    block.starts_with_link = !inline_.links.empty() && inline_.links.front().begin <= 2;
    count_signs(text, block);
    if (block.links == 0 && is_address(text)) {
      block.links = 1;
      block.link_letters = block.letters;
    }
  }

  std::uint32_t letters_in(const std::vector<InlineText::Stretch>& stretches) const {
    std::uint32_t letters = 0;
    std::uint32_t counted = 0;  // stretches may nest
    for (const auto& stretch : stretches) {
      const std::uint32_t from = std::max(stretch.begin, counted);
      if (from >= stretch.end) continue;
      letters += letters_of(std::string_view(inline_.text).substr(from, stretch.end - from));
      counted = stretch.end;
    }
    return letters;
  }

  static bool is_address(std::string_view text) {
    return (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")) &&
           text.find(' ') == npos;
  }

  // Sentence ends and commas of all scripts.
  static void count_signs(std::string_view text, Block& block) {
    std::size_t ends = 0, commas = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (c == ',' || c == ';') {
        ++commas;
      } else if (c == '.' || c == '!' || c == '?') {
        std::size_t after = at + 1;
        while (after < text.size() && (text[after] == '"' || text[after] == ')' || text[after] == '\'')) ++after;
        const std::string_view rest = text.substr(after, 3);
        ends += rest.empty() || rest[0] == ' ' || rest == "”" || rest == "’" || rest.starts_with("»");
      } else if (static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) < 0xF0) {
        const std::string_view sign = text.substr(at, 3);
        if (sign == "…" || sign == "。" || sign == "！" || sign == "？" || sign == "।" || sign.starts_with("؟")) ++ends;
        if (sign == "，" || sign == "、" || sign.starts_with("،")) ++commas;
      }
    }
    block.sentence_ends = saturated(ends);
    block.commas = saturated(commas);
  }

  std::string_view dump_;
  Layout layout_;
  Blocks blocks_;
  bool in_code_ = false;
  bool break_ = true;              // a blank line or a rule stands before the next block
  std::uint32_t link_until_ = 0;   // the open multi-line link closes here
  // The open paragraph.
  bool has_open_ = false, joined_ = false;
  std::string_view paragraph_;     // its text while it is one line
  std::string store_;              // and when it is more
  Marks marks_;
  std::uint32_t indent_ = 0;
  Range source_;
  SourceLine last_;
  InlineText inline_;
  std::string scratch_;
};

// Tags that only markup has; a dump holds stray ones at most.
bool is_structural(Tag tag) {
  switch (tag) {
    case Tag::unknown: case Tag::image: case Tag::img: case Tag::br: case Tag::b: case Tag::i: case Tag::u:
    case Tag::em: case Tag::strong: case Tag::sub: case Tag::sup: case Tag::code: case Tag::q: case Tag::s:
      return false;
    default:
      return true;
  }
}

// Name of the tag at `text`, which starts with `<`; empty if it is none.
std::string_view tag_name(std::string_view text) {
  std::size_t at = 1;
  if (at < text.size() && text[at] == '/') ++at;
  const std::size_t begin = at;
  while (at < text.size() && at < begin + 12 && (is_letter(text[at]) || is_digit(text[at]))) ++at;
  if (at >= text.size() || (text[at] != '>' && text[at] != ' ' && text[at] != '/' && text[at] != '\n')) return {};
  return text.substr(begin, at - begin);
}

bool starts_like_a_page(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f\xEF\xBB\xBF"), text.size()));
  if (text.starts_with("<!") || text.starts_with("<?xml")) return true;
  if (!text.starts_with("<")) return false;
  const Tag tag = tag_named(tag_name(text));
  return tag == Tag::html || tag == Tag::head || tag == Tag::body || tag == Tag::title || tag == Tag::meta ||
         tag == Tag::script || tag == Tag::link;
}

}  // namespace

bool looks_like_plain_text(std::string_view text) {
  constexpr std::size_t looked_at = 1u << 20;
  constexpr std::size_t bytes_per_stray_tag = 400;
  if (starts_like_a_page(text)) return false;
  text = text.substr(0, looked_at);
  std::size_t structural = 0;
  for (std::size_t at = text.find('<'); at != npos; at = text.find('<', at + 1)) {
    const std::string_view name = tag_name(text.substr(at, 16));
    if (!name.empty() && is_structural(tag_named(name))) ++structural;
  }
  return structural * bytes_per_stray_tag <= text.size();
}

Blocks lines_of(const Text& text) { return LineReader(text.utf8).read(); }

}  // namespace thanbai
