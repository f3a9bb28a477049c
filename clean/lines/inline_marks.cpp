#include "clean/lines/inline_marks.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "clean/character_references.hpp"
#include "clean/names.hpp"

namespace thanbai {
namespace {

using Stretch = InlineText::Stretch;
constexpr char removed = '\x01';
constexpr auto npos = std::string_view::npos;
constexpr std::size_t opaque_run = 120;  // longer unbroken runs of base64 characters are no words

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_base64(char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t'; }
// Any byte of a non-ASCII character counts as part of a word.
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_punctuation(char c) { return c > ' ' && c < 0x7F && !is_letter(c) && !is_digit(c); }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y;
         });
}

// A tag as written: `<`, an optional `/`, a name that may have a prefix, to `>`.
struct TagText {
  std::string_view name;   // without prefix
  bool end_tag = false;
  std::size_t length = 0;  // 0: no tag here
};

TagText tag_at(std::string_view line, std::size_t at, std::size_t longest) {
  TagText tag;
  std::size_t p = at + 1;
  if (p < line.size() && line[p] == '/') tag.end_tag = true, ++p;
  if (p >= line.size() || !is_letter(line[p])) return tag;
  std::size_t name = p;
  while (p < line.size() && (is_letter(line[p]) || is_digit(line[p]) || line[p] == '-' || line[p] == '.' ||
                             line[p] == ':' || line[p] == '_')) {
    if (line[p] == ':') name = p + 1;
    ++p;
  }
  tag.name = line.substr(name, p - name);
  if (p >= line.size() || (line[p] != '>' && line[p] != '/' && !is_space(line[p]))) return tag;
  const std::size_t end = line.substr(0, std::min(line.size(), at + longest)).find('>', p);
  if (end != npos) tag.length = end + 1 - at;
  return tag;
}

bool names_image(std::string_view name) {
  return equal_ignoring_case(name, "image") || equal_ignoring_case(name, "img");
}

// The value after the first `alt="`: up to the last quote, as these are not escaped.
std::string alternative_text(std::string_view tag) {
  const std::size_t start = tag.find("alt=\"");
  if (start == npos) return {};
  const std::string_view value = tag.substr(start + 5);
  const std::size_t end = value.rfind('"');
  return std::string(value.substr(0, end == npos ? value.size() : end));
}

// Walks one line once. Work that fails is paid from `patience_`, a multiple of
// the line's length, so that no line costs more than linear time.
class Reader {
 public:
  Reader(std::string_view line, const Layout& layout, InlineText& out)
      : line_(line), layout_(layout), out_(out), patience_(4 * line.size() + 256) {}

  void read() {
    while (at_ < line_.size()) {
      const char c = line_[at_];
      if (c == '<' ? read_tag() : c == '&' ? read_reference() : c == 'd' ? read_data_uri()
          : c == '_' && (read_rule_of_underscores() || read_glue())          ? true
          : c == '[' && layout_.numbered_links > 0 && read_link_number()     ? true
          : layout_.markdown                                                 ? read_markdown(c)
                                                                             : false)
        continue;
      out_.text += c;
      ++at_;
    }
    close_markdown();
  }

 private:
  bool read_tag() {
    const TagText tag = tag_at(line_, at_, std::min<std::size_t>(patience_, 1u << 16));
    if (tag.name.empty()) return read_autolink();
    if (names_image(tag.name)) return read_image(tag);
    if (tag.length == 0) {
      patience_ -= std::min<std::size_t>({patience_, line_.size() - at_, 1u << 16});
      return read_autolink();
    }
    // `a <b and c> d` is no tag: words in one are attributes with values.
    const std::string_view inside = line_.substr(at_, tag.length);
    if (inside.find(' ') != npos && inside.find('=') == npos && !inside.ends_with("/>")) return false;
    if (tag_named(tag.name) == Tag::unknown) return read_autolink();
    out_.text += ' ';
    at_ += tag.length;
    return true;
  }

  // `<image>data:...,alt="..."</image>`, with or without a prefix, or `<img ... >`.
  bool read_image(const TagText& tag) {
    std::size_t end = 0;
    const bool bare = line_.substr(at_, tag.length).find('=') == npos;
    if (!tag.end_tag && bare && (end = end_of_image_element()) != 0) {
      out_.images.push_back(alternative_text(line_.substr(at_, end - at_)));
    } else if (tag.length != 0) {
      end = at_ + tag.length;
      if (!tag.end_tag) out_.images.push_back(alternative_text(line_.substr(at_, tag.length)));
    } else if (line_.find("data:", at_) != npos) {
      end = line_.size();
    } else {
      return false;
    }
    out_.text += ' ';
    at_ = end;
    return true;
  }

  // Where the next `</image>` or `</img>` with any prefix ends; 0 if the line has none.
  std::size_t end_of_image_element() {
    if (image_end_ <= at_ && !no_image_end_) {
      image_end_ = next_image_end(at_);
      no_image_end_ = image_end_ == 0;
    }
    return no_image_end_ ? 0 : image_end_;
  }

  std::size_t next_image_end(std::size_t from) const {
    for (std::size_t close = line_.find("</", from); close != npos; close = line_.find("</", close + 2)) {
      const TagText tag = tag_at(line_, close, 64);
      if (tag.length != 0 && names_image(tag.name)) return close + tag.length;
    }
    return 0;
  }

  bool read_autolink() {
    const std::string_view rest = line_.substr(at_ + 1, 2048);
    if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("mailto:")) return false;
    const std::size_t end = rest.find_first_of("> ");
    if (end == npos || rest[end] != '>') return false;
    const auto begin = static_cast<std::uint32_t>(out_.text.size());
    out_.text += rest.substr(0, end);
    out_.links.push_back({begin, static_cast<std::uint32_t>(out_.text.size())});
    at_ += end + 2;
    return true;
  }

  bool read_reference() {
    const std::size_t length = decode_reference(line_.substr(at_, 40), ReferenceContext::text, out_.text);
    at_ += length;
    return length > 0;
  }

  bool read_data_uri() {
    const std::string_view rest = line_.substr(at_);
    if (!rest.starts_with("data:")) return false;
    const std::size_t slash = rest.substr(0, 40).find('/');
    const std::size_t comma = rest.substr(0, 200).find(',');
    if (slash == npos || comma == npos || slash > comma) return false;
    for (const char c : rest.substr(5, slash - 5))
      if (!is_letter(c)) return false;
    std::size_t end = comma + 1;
    if (end < rest.size() && rest[end] == '"') ++end;
    while (end < rest.size() && rest[end] != '"' && rest[end] != '\'' && rest[end] != ')' && rest[end] != '<' &&
           rest[end] != '>' && !is_space(rest[end]))
      ++end;
    out_.text += ' ';
    at_ += end;
    return true;
  }

  // Where a form had a field, dumps have a line of underscores.
  bool read_rule_of_underscores() {
    std::size_t end = at_;
    while (end < line_.size() && line_[end] == '_') ++end;
    if (end - at_ < 3) return false;
    out_.text += ' ';
    at_ = end;
    return true;
  }

  // A space of a link, as Debian's html2text writes it.
  bool read_glue() {
    if (!layout_.underscored_links || at_ == 0 || at_ + 1 >= line_.size()) return false;
    out_.text += ' ';
    ++at_;
    return true;
  }

  // lynx and w3m number links: `[12]text`.
  bool read_link_number() {
    std::size_t end = at_ + 1;
    std::uint32_t number = 0;
    while (end < line_.size() && is_digit(line_[end]) && end < at_ + 7) number = number * 10 + (line_[end++] - '0');
    if (end == at_ + 1 || end >= line_.size() || line_[end] != ']' || number > layout_.numbered_links) return false;
    const auto here = static_cast<std::uint32_t>(out_.text.size());
    out_.links.push_back({here, here});
    at_ = end + 1;
    return true;
  }

  bool read_markdown(char c) {
    if (c == '[' || c == '!') return read_bracket(c);
    if (c == ']') return read_link_end();
    if (c == '\\' && at_ + 1 < line_.size() && is_punctuation(line_[at_ + 1])) {
      out_.text += line_[at_ + 1];
      at_ += 2;
      return true;
    }
    if (c == '`') return ++at_, true;
    return (c == '*' || c == '_') && read_emphasis(c);
  }

  bool read_bracket(char c) {
    const bool image = c == '!';
    if (image && (at_ + 1 >= line_.size() || line_[at_ + 1] != '[')) return false;
    open_.push_back({static_cast<std::uint32_t>(out_.text.size()), image});
    out_.text += image ? "![" : "[";
    at_ += image ? 2 : 1;
    return true;
  }

  // `](address "title")` or `][label]` makes what the bracket opened a link;
  // any other `]` is itself.
  bool read_link_end() {
    const std::size_t end = end_of_target();
    if (end == 0) {
      if (!open_.empty()) open_.pop_back();
      return false;
    }
    at_ = end;
    const auto here = static_cast<std::uint32_t>(out_.text.size());
    if (open_.empty()) {
      out_.closes_link = true;
      out_.links.push_back({0, here});
      return true;
    }
    const Open open = open_.back();
    open_.pop_back();
    if (open.image) {
      out_.images.push_back(out_.text.substr(open.at + 2));
      out_.text.resize(open.at);
      while (!out_.links.empty() && out_.links.back().begin >= open.at) out_.links.pop_back();
      out_.text += ' ';
    } else {
      out_.text[open.at] = removed;
      out_.links.push_back({open.at, here});
    }
    return true;
  }

  // One past `](...)` or `][...]` at at_; 0 if there is none.
  std::size_t end_of_target() {
    std::size_t p = at_ + 1;
    if (p >= line_.size() || (line_[p] != '(' && line_[p] != '[')) return 0;
    const char open = line_[p], close = open == '(' ? ')' : ']';
    if (open == '[' && open_.empty()) return 0;
    int depth = 0;
    for (; p < line_.size() && patience_ > 0; ++p, --patience_) {
      if (line_[p] == '\\') {
        ++p;
      } else if (line_[p] == open) {
        ++depth;
      } else if (line_[p] == close && --depth == 0) {
        patience_ += p - at_;  // what is read need not be read again
        return p + 1;
      }
      if (open == '[' && p > at_ + 60) break;
    }
    return 0;
  }

  bool read_emphasis(char c) {
    const char before = at_ == 0 ? ' ' : line_[at_ - 1];
    if (at_ + 1 < line_.size() && line_[at_ + 1] == c) {
      if (c == '*') toggle_strong();
      at_ += 2;
      return true;
    }
    const char after = at_ + 1 < line_.size() ? line_[at_ + 1] : ' ';
    if ((!is_word(before) && !is_space(after)) || (!is_space(before) && !is_word(after))) return ++at_, true;
    return false;
  }

  void toggle_strong() {
    const auto here = static_cast<std::uint32_t>(out_.text.size());
    if (in_strong_) out_.strong.push_back({strong_begin_, here});
    strong_begin_ = here;
    in_strong_ = !in_strong_;
  }

  void close_markdown() {
    if (!open_.empty()) out_.open_link = static_cast<std::int32_t>(open_.front().at);
  }

  struct Open { std::uint32_t at; bool image; };
  std::string_view line_;
  const Layout& layout_;
  InlineText& out_;
  std::size_t patience_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
  std::size_t image_end_ = 0;
  bool no_image_end_ = false;
  bool in_strong_ = false;
  std::uint32_t strong_begin_ = 0;
};

// The line without runs of base64: any such run holds two of the places looked
// at, so that prose costs little.
std::string_view without_opaque_runs(std::string_view line, std::string& store) {
  if (line.size() < opaque_run) return line;
  constexpr std::size_t stride = opaque_run / 2;
  std::size_t copied = 0;
  bool any = false;
  for (std::size_t p = 0; p + stride < line.size(); p += stride) {
    if (!is_base64(line[p]) || !is_base64(line[p + stride])) continue;
    std::size_t begin = p, end = p + 1;
    while (begin > copied && is_base64(line[begin - 1])) --begin;
    while (end < line.size() && is_base64(line[end])) ++end;
    if (end - begin < opaque_run) continue;
    store.append(line.substr(copied, begin - copied));
    store += ' ';
    copied = end;
    any = true;
    p = end - end % stride;
  }
  if (!any) return line;
  store.append(line.substr(copied));
  return store;
}

constexpr std::array<bool, 256> marks_of(std::string_view bytes) {
  std::array<bool, 256> marks{};
  for (const char c : bytes) marks[static_cast<unsigned char>(c)] = true;
  return marks;
}
constexpr auto plain_marks = marks_of("<&");
constexpr auto markdown_marks = marks_of("<&[]!\\`*_");

bool has_marks(std::string_view line, const Layout& layout) {
  const auto& marks = layout.markdown ? markdown_marks : plain_marks;
  for (const char c : line)
    if (marks[static_cast<unsigned char>(c)]) return true;
  return (layout.numbered_links > 0 && line.find('[') != npos) || line.find(layout.underscored_links ? "_" : "___") != npos ||
         line.find("data:") != npos;
}

}  // namespace

void InlineText::clear() {
  text.clear();
  links.clear();
  strong.clear();
  images.clear();
  open_link = -1;
  closes_link = false;
}

void read_inline_marks(std::string_view line, const Layout& layout, bool code, InlineText& out) {
  out.clear();
  std::string store;
  line = without_opaque_runs(line, store);
  if (code || !has_marks(line, layout)) {
    out.text = line;
    return;
  }
  Reader(line, layout, out).read();
}

}  // namespace thanbai
