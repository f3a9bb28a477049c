#include "clean/lines/layout.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace thanbai {
namespace {

constexpr std::uint32_t sample_bytes = 4u << 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Length of the white space at the start of `text`: ASCII, NBSP and the
// zero-width characters that dumps carry at their edges.
std::size_t space_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == ' ' || byte == '\t' || byte == '\v') return 1;
  if (byte < 0xC2) return 0;
  const std::string_view rest = text.substr(at, 3);
  if (rest.substr(0, 2) == "\u00A0") return 2;
  for (const std::string_view wide : {"\u200B", "\u3000", "\uFEFF", "\u200E", "\u2003"})
    if (rest == wide) return 3;
  return 0;
}

std::size_t space_before(std::string_view text, std::size_t end) {
  const auto byte = static_cast<unsigned char>(text[end - 1]);
  if (byte == ' ' || byte == '\t' || byte == '\v') return 1;
  if (byte < 0x80) return 0;
  if (end >= 2 && space_at(text, end - 2) == 2) return 2;
  if (end >= 3 && space_at(text, end - 3) == 3) return 3;
  return 0;
}

// A line break at `at`: its length, else 0.
std::size_t break_at(std::string_view dump, std::size_t at) {
  const char c = dump[at];
  if (c == '\n' || c == '\f') return 1;
  if (c == '\r') return at + 1 < dump.size() && dump[at + 1] == '\n' ? 2 : 1;
  return dump.substr(at, 3) == "\u2028" || dump.substr(at, 3) == "\u2029" ? 3 : 0;
}

constexpr std::array<bool, 256> make_break_bytes() {
  std::array<bool, 256> may{};
  may['\n'] = may['\f'] = may['\r'] = may[0xE2] = true;
  return may;
}
constexpr std::array<bool, 256> may_break = make_break_bytes();

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F300;
}

std::uint32_t first_word_columns(std::string_view text) {
  return columns_of(text.substr(0, std::min(text.find_first_of(" \t"), std::size_t{200})));
}

// Signs of Markdown, one kind a field.
struct MarkdownSigns {
  int links = 0, headings = 0, others = 0;

  void see(std::string_view line) {
    std::size_t at = 0;
    while (links < 3 && (at = line.find("](", at)) != std::string_view::npos) {
      at += 2;
      if (at < line.size() && line[at] != ' ' && line[at] != ')') ++links;
    }
    const std::size_t marks = line.find_first_not_of('#');
    if (marks != std::string_view::npos && marks > 0 && marks <= 6 && line[marks] == ' ') ++headings;
    if (line.starts_with("```") || line.starts_with("---|") || line.starts_with("|---") || line.starts_with("| ---"))
      ++others;
    const std::size_t strong = line.find("**");
    if (strong != std::string_view::npos && strong + 2 < line.size() && line[strong + 2] != ' ' &&
        line.find("**", strong + 3) != std::string_view::npos)
      ++others;
  }
  [[nodiscard]] bool enough() const { return links >= 3 || headings >= 2 || links + headings + others >= 3; }
};

// Headings between asterisks, and words glued by underscores.
struct UnderscoreSigns {
  int headings = 0, links = 0;

  void see(std::string_view line) {
    headings += line.starts_with("*** ") || line.starts_with("**** ") || line.starts_with("***** ") || line.starts_with("****** ");
    const std::size_t sign = line.find('_');
    links += sign != std::string_view::npos && sign > 0 && sign + 1 < line.size() && line[sign - 1] != ' ' &&
             line[sign - 1] != '_' && line[sign + 1] != ' ' && line[sign + 1] != '_';
  }
};

// Finds the column at which lines were broken: the one for which most
// lines that are followed by another would have overflowed had the next word
// stood on them.
class WrapSigns {
 public:
  void see(const SourceLine& line) {
    if (line.text.empty()) {
      before_ = 0;
      return;
    }
    const std::uint32_t columns = line.indent + columns_of(line.text.substr(0, 600));
    const std::uint32_t slot = std::min<std::uint32_t>(columns, limit - 1);
    lines_[slot] += 1;
    text_[slot] += columns;
    if (before_ >= narrowest && before_ < limit) {
      ++followed_[before_];
      ended_[before_] += before_ended_;
      const std::uint32_t overflow = std::min(before_ + 1 + first_word_columns(line.text), limit);
      ++delta_[before_];
      --delta_[overflow];
    }
    before_ = columns;
    before_ended_ = line.text.ends_with('.') || line.text.ends_with('!') || line.text.ends_with('?');
  }

  // 0 if there is no such column.
  [[nodiscard]] std::uint32_t column() const {
    std::uint32_t best = 0;
    int best_count = 0, count = 0;
    for (std::uint32_t c = narrowest; c < limit; ++c) {
      count += delta_[c];
      if (count > best_count) best_count = count, best = c;
    }
    if (best_count < 3) return 0;
    // Any other text would have lines that go past it, or that stop early.
    double inside = 0, outside = 0;
    int long_followed = 0, long_ended = 0;
    for (std::uint32_t c = 0; c < limit; ++c) {
      (c <= best + 2 ? inside : outside) += text_[c];
      if (c < best * 6 / 10 || c > best + 2) continue;
      long_followed += followed_[c];
      long_ended += ended_[c];
    }
    // Paragraphs that happen to be of one length end in full stops; broken lines seldom do.
    if (long_ended * 2 > long_followed) return 0;
    return outside <= 0.1 * inside && best_count * 10 >= long_followed * 6 ? best : 0;
  }

 private:
  static constexpr std::uint32_t narrowest = 40, limit = 140;
  std::uint32_t before_ = 0;
  bool before_ended_ = false;
  std::array<int, limit + 1> delta_{}, followed_{}, ended_{};
  std::array<double, limit> text_{};
  std::array<int, limit> lines_{};
};

// Lines at the end that are link targets, not counting headings of such a list.
std::uint32_t link_targets_at_end(std::string_view dump) {
  std::uint32_t found = 0, others = 0;
  std::size_t end = dump.size();
  const std::size_t stop = dump.size() > sample_bytes ? dump.size() - sample_bytes : 0;
  while (end > stop && others < 8) {
    const std::size_t newline = end == 0 ? std::string_view::npos : dump.rfind('\n', end - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    const SourceLine line = line_at(dump.substr(0, end), static_cast<std::uint32_t>(begin));
    if (is_link_target(line.text)) {
      ++found;
      others = 0;
    } else if (!line.text.empty()) {
      ++others;
    }
    if (newline == std::string_view::npos) break;
    end = newline;
  }
  return found >= 3 ? found : 0;
}

}  // namespace

SourceLine line_at(std::string_view dump, std::uint32_t offset) {
  std::size_t end = offset;
  std::size_t length = 0;
  while (end < dump.size()) {
    if (may_break[static_cast<unsigned char>(dump[end])] && (length = break_at(dump, end)) > 0) break;
    ++end;
  }
  SourceLine line;
  line.next = static_cast<std::uint32_t>(end + length);
  std::size_t begin = offset;
  while (begin < end) {
    const std::size_t space = space_at(dump, begin);
    if (space == 0) break;
    line.indent += dump[begin] == '\t' ? 4 : 1;
    begin += space;
  }
  while (end > begin) {
    const std::size_t space = space_before(dump, end);
    if (space == 0) break;
    end -= std::min(space, end - begin);
  }
  line.text = dump.substr(begin, end - begin);
  line.begin = static_cast<std::uint32_t>(begin);
  return line;
}

std::uint32_t columns_of(std::string_view text) {
  std::uint32_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = lead;
    if (length == 3 && at + 2 < text.size())
      c = static_cast<char32_t>((lead & 15) << 12 | (text[at + 1] & 63) << 6 | (text[at + 2] & 63));
    else if (length == 4)
      c = 0x1F300;
    else if (lead == 0xCC || (lead == 0xCD && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xB0))
      c = 0;  // a combining mark
    columns += c == 0 ? 0 : is_wide(c) ? 2 : 1;
    at += length;
  }
  return columns;
}

bool is_link_target(std::string_view line) {
  std::size_t at = 0;
  if (at < line.size() && line[at] == '[') ++at;
  const std::size_t digits = at;
  while (at < line.size() && is_digit(line[at]) && at < digits + 6) ++at;
  if (at == digits) return false;
  if (at < line.size() && line[at] == ']') ++at;
  if (at < line.size() && (line[at] == '.' || line[at] == ':')) ++at;
  if (at >= line.size() || line[at] != ' ') return false;
  while (at < line.size() && line[at] == ' ') ++at;
  std::string_view target = line.substr(at);
  if (!target.empty() && target.front() == '<') target.remove_prefix(1);
  for (const std::string_view scheme : {"http://", "https://", "file:", "mailto:", "ftp://", "javascript:", "tel:"})
    if (target.starts_with(scheme)) return true;
  return false;
}

Layout layout_of(std::string_view dump) {
  Layout layout;
  MarkdownSigns markdown;
  WrapSigns wrap;
  UnderscoreSigns underscores;
  std::uint32_t offset = 0;
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(dump.size(), sample_bytes));
  const std::string_view sample = dump.substr(0, end);
  while (offset < end) {
    const SourceLine line = line_at(sample, offset);
    markdown.see(line.text.substr(0, 1u << 16));
    underscores.see(line.text.substr(0, 1u << 16));
    if (!is_link_target(line.text)) wrap.see(line);
    offset = line.next;
  }
  layout.markdown = markdown.enough();
  layout.underscored_links = !layout.markdown && underscores.headings > 0 && underscores.links >= 5;
  layout.wrap_column = wrap.column();
  layout.numbered_links = link_targets_at_end(dump);
  return layout;
}

}  // namespace thanbai
