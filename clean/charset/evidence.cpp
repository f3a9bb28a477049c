#include "clean/charset/evidence.hpp"

#include <unicode/uchar.h>

#include "clean/charset/syllable.hpp"
#include "clean/charset/utf8.hpp"

namespace thanbai::charset {
namespace {

bool is_combining(char32_t c) { return c >= 0x300 && c <= 0x323; }

/// What may stand in any text beside letters.
bool is_common_symbol(char32_t c) {
  return c == 0xA0 || c == 0xA9 || c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xB7 || c == 0xBB ||
         (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2122;
}

char32_t decoded(std::string_view utf8, const Utf8Head& head) {
  const auto first = static_cast<std::uint8_t>(utf8[0]);
  if (!head.valid) return 0xFFFD;
  char32_t character = head.size == 1 ? first : first & (0x7Fu >> head.size);
  for (std::size_t i = 1; i < head.size; ++i)
    character = character << 6 | (static_cast<std::uint8_t>(utf8[i]) & 0x3Fu);
  return character;
}

}  // namespace

void WordCounter::add(const std::u32string& word, bool marked, bool valid) {
  ++evidence_.words;
  if (!marked) return;
  ++evidence_.marked;
  if (!valid) return;
  ++evidence_.valid;
  if (seen_.size() < 64) seen_.insert(word);
  evidence_.distinct = static_cast<unsigned>(seen_.size());
}

VietnameseEvidence vietnamese_evidence(std::string_view text) {
  WordCounter counter;
  std::u32string word;
  bool marked = false, symbols = false;
  const auto end_word = [&] {
    if (!word.empty() || symbols)
      counter.add(word, marked || symbols, !symbols && is_vietnamese_syllable(word));
    word.clear();
    marked = symbols = false;
  };
  while (!text.empty()) {
    const Utf8Head head = utf8_head(text);
    const char32_t c = decoded(text, head);
    text.remove_prefix(head.size);
    if (u_isalpha(static_cast<UChar32>(c)) || is_combining(c)) {
      marked |= c >= 0x80;
      if (word.size() < 32) word += c;
    } else if (c >= 0x80 && !is_common_symbol(c)) {
      symbols = true;
    } else {
      end_word();
    }
  }
  end_word();
  return counter.evidence();
}

}  // namespace thanbai::charset
