#include "clean/facts/line_signs.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace thanbai {
namespace {

constexpr std::size_t looked_at = 1u << 16;

enum Class : std::uint8_t { other, lower, upper, digit, space, alone, letter };

Class class_uncached(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  if (c == ' ' || c == '\t' || c == '\n') return space;
  if (u_islower(point)) return lower;
  if (u_isupper(point) || u_istitle(point)) return upper;
  if (u_isdigit(point)) return digit;
  const bool counts_alone = (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
                            (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x9FFF) ||
                            (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF);
  if (counts_alone) return alone;
  return u_isalpha(point) || (U_MASK(u_charType(point)) & U_GC_M_MASK) != 0 ? letter : other;
}

constexpr char32_t table_size = 0x2000;
const std::array<Class, table_size>& class_table() {
  static const std::array<Class, table_size> table = [] {
    std::array<Class, table_size> classes{};
    for (char32_t c = 0; c < table_size; ++c) classes[c] = class_uncached(c);
    return classes;
  }();
  return table;
}

// Code point at `at` of valid UTF-8, and its length.
char32_t point_at(std::string_view text, std::size_t at, std::size_t& length) {
  const auto byte = [&](std::size_t n) {
    return at + n < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + n])) : 0u;
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return length = 1, lead;
  if (lead < 0xE0) return length = 2, (lead & 31) << 6 | (byte(1) & 63);
  if (lead < 0xF0) return length = 3, (lead & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63);
  return length = 4, (lead & 7) << 18 | (byte(1) & 63) << 12 | (byte(2) & 63) << 6 | (byte(3) & 63);
}

bool is_quote(char32_t c) {
  return c == '"' || c == '\'' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x300C ||
         c == 0x300D || c == 0x2039 || c == 0x203A;
}
bool is_full_stop(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x0964 || c == 0x061F;
}

LineSigns::Start start_of(char32_t c, Class kind) {
  if (is_quote(c)) return LineSigns::Start::quote;
  if (c == ',' || c == '.' || c == ';' || c == ':' || c == ')' || c == '-' || c == 0x2013 || c == 0x2014)
    return LineSigns::Start::mark;
  return kind == lower ? LineSigns::Start::lower
         : kind == upper ? LineSigns::Start::upper
         : kind == digit ? LineSigns::Start::digit
                         : LineSigns::Start::other;
}

// By the last characters, closing quotes and brackets passed over.
LineSigns::End end_of(std::string_view line) {
  char32_t last[4] = {};  // the nearest to the end first
  int found = 0;
  std::size_t end = line.size();
  while (end > 0 && found < 4) {
    std::size_t begin = end - 1, length = 0;
    while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(line[begin]) & 0xC0) == 0x80) --begin;
    const char32_t c = point_at(line, begin, length);
    end = begin;
    if (found == 0 && line.size() - begin < 24 && (is_quote(c) || c == ')' || c == ']' || c == ' ')) continue;
    last[found++] = c;
  }
  if (last[0] == 0x2026 || (last[0] == '.' && last[1] == '.' && last[2] == '.')) return LineSigns::End::cut;
  if (is_full_stop(last[0])) return LineSigns::End::sentence;
  const bool pause = last[0] == ',' || last[0] == ';' || last[0] == ':' || last[0] == 0xFF0C || last[0] == 0x3001 ||
                     last[0] == 0xFF1A;
  return pause ? LineSigns::End::pause : LineSigns::End::none;
}

// `HUE - `, `Reuters — `, `(VTV.vn) - `: a place or an agency, then a dash.
bool starts_with_dateline(std::string_view line) {
  const std::string_view head = line.substr(0, 48);
  for (const std::string_view dash : {" - ", " – ", " — ", " -- ", ") - ", ") — "}) {
    const std::size_t at = head.find(dash);
    if (at == std::string_view::npos || at < 2 || at > 36) continue;
    const std::string_view place = head.substr(0, at);
    std::size_t length = 0;
    std::size_t first = place[0] == '(' ? 1 : 0;
    const char32_t c = point_at(place, first, length);
    const bool upper_case = c < table_size && class_table()[c] == upper;
    return upper_case && std::count(place.begin(), place.end(), ' ') <= 4 &&
           place.find_first_of(".!?:") >= place.size() - std::min<std::size_t>(place.size(), 4);
  }
  return false;
}

// Goes through a line word by word.
class Scan {
 public:
  explicit Scan(std::string_view line) : line_(line.substr(0, looked_at)) {}

  LineSigns run() {
    const auto& classes = class_table();
    for (std::size_t at = 0, length = 1; at < line_.size(); at += length) {
      char32_t c = static_cast<unsigned char>(line_[at]);
      length = 1;
      if (c >= 0x80) c = point_at(line_, at, length);
      const Class kind = c < table_size ? classes[c] : class_uncached(c);
      if (kind == space) {
        finish_word();
        before_ = space;
        continue;
      }
      if (signs_.points++ == 0) signs_.start = start_of(c, kind);
      see(c, kind);
    }
    finish_word();
    return signs_;
  }

 private:
  void see(char32_t c, Class kind) {
    if (word_points_++ == 0) starts_upper_ = kind == upper, starts_letter_ = kind != digit && kind != other;
    switch (kind) {
      case lower: any_lower_ = true; break;
      case upper:
        any_upper_ = true;
        if (before_ == lower) ++signs_.glued;
        break;
      case digit: ++signs_.digits; break;
      case alone: ++signs_.alone; break;
      case other: see_sign(c); break;
      default: break;
    }
    before_ = kind;
  }

  void see_sign(char32_t c) {
    ++signs_.symbols;
    if (is_quote(c)) signs_.quote |= c != '\'' && c != 0x2019;
    signs_.exclamation |= c == '!';
    signs_.question |= c == '?' || c == 0xFF1F || c == 0x061F;
    const bool apart = before_ == space && (c == '/' || c == '>');
    if (c == '|' || c == 0x203A || c == 0xBB || c == 0xB7 || c == 0x2022 || c == 0x2192 || apart) ++signs_.separators;
  }

  void finish_word() {
    if (word_points_ == 0) return;
    ++signs_.spaced_words;
    if (starts_letter_) {
      ++signs_.letter_words;
      if (starts_upper_) ++signs_.capitalized;
      if (any_upper_ && !any_lower_ && word_points_ > 1) ++signs_.upper;
    }
    word_points_ = 0;
    any_lower_ = any_upper_ = false;
  }

  std::string_view line_;
  LineSigns signs_;
  Class before_ = space;
  std::uint32_t word_points_ = 0;
  bool starts_upper_ = false, starts_letter_ = false, any_lower_ = false, any_upper_ = false;
};

}  // namespace

LineSigns signs_of(std::string_view line) {
  LineSigns signs = Scan(line).run();
  signs.end = end_of(line);
  signs.dateline = signs.spaced_words >= 8 && starts_with_dateline(line);
  return signs;
}

}  // namespace thanbai
