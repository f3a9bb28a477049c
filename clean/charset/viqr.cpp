#include "clean/charset/viqr.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "clean/charset/compose.hpp"
#include "clean/charset/markup.hpp"
#include "clean/charset/syllable.hpp"

namespace thanbai::charset {
namespace {

/// Code of a VIQR letter.
struct ViqrLetter {
  char32_t letter;
  std::uint8_t size;
  bool modified;  ///< more than a tone
};

char16_t viqr_modifier(char32_t letter, char c) {
  const auto lower = lower_case(static_cast<char>(letter));
  if (c == '^') return lower == 'a' || lower == 'e' || lower == 'o' ? kCircumflex : u'\0';
  if (c == '(') return lower == 'a' ? kBreve : u'\0';
  if (c == '+') return lower == 'o' || lower == 'u' ? kHorn : u'\0';
  return 0;
}

char16_t viqr_tone(char c) {
  switch (c) {
    case '`':
      return kGrave;
    case '?':
      return kHook;
    case '~':
      return kTilde;
    case '\'':
      return kAcute;
    case '.':
      return kDot;
    default:
      return 0;
  }
}

bool is_vowel(char c) { return std::string_view("aeiouy").find(lower_case(c)) != std::string_view::npos; }

/// At a letter.
ViqrLetter viqr_letter(std::string_view text) {
  ViqrLetter found{static_cast<char32_t>(text[0]), 1, false};
  const auto next = [&] { return found.size < text.size() ? text[found.size] : ' '; };
  if (lower_case(text[0]) == 'd' && lower_case(next()) == 'd') {
    return {text[0] == 'd' ? U'\x111' : U'\x110', 2, true};
  }
  if (!is_vowel(text[0])) return found;
  if (const char16_t modifier = viqr_modifier(found.letter, next())) {
    found = {composed(found.letter, modifier), static_cast<std::uint8_t>(found.size + 1), true};
  }
  if (const char16_t tone = viqr_tone(next())) {
    found.letter = composed(found.letter, tone);
    ++found.size;
  }
  return found;
}

/// A run of VIQR letters.
struct ViqrWord {
  std::vector<ViqrLetter> letters;
  std::u32string spelling;
  std::size_t size = 0;   ///< bytes
  bool valid = false;     ///< Vietnamese
  bool modified = false;  ///< has a letter with more than a tone
};

constexpr std::size_t kLongestWord = 24;  // three syllables

/// Initials such as DDHQG: `DD` in capitals without a vowel.
bool are_initials(std::u32string_view spelling) {
  return spelling.find(U'Đ') != spelling.npos && spelling.size() > 1 &&
         spelling.find_first_not_of(U"BCDĐGHKLMNPQRSTVX") == spelling.npos;
}

/// Some syllables written as one word. A `dd` alone does not show that, nor do
/// stops and question marks, which join the words of addresses.
bool are_joined_syllables(std::u32string_view spelling, std::string_view text) {
  const bool modified = std::ranges::any_of(text, [](char c) { return c == '^' || c == '(' || c == '+'; });
  const bool toned = std::ranges::any_of(text, [](char c) { return c == '\'' || c == '`' || c == '~'; });
  return (modified || (toned && text.find_first_of(".?") == text.npos)) && is_vietnamese_compound(spelling);
}

/// Takes back the tone of the last letter: its mark stands for itself.
void drop_last_tone(std::string_view text, ViqrWord& word) {
  ViqrLetter& last = word.letters.back();
  last = viqr_letter(text.substr(word.size - last.size, last.size - 1U));
  word.spelling.back() = last.letter;
  --word.size;
}

/// True if the last letter has a tone that another one should bear: in `nhau.`
/// the stop is a stop, since the syllable with the tone would be `nha.u`.
bool is_tone_misplaced(std::u32string_view spelling, char last) {
  constexpr std::u32string_view kVowels = U"aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
  if (spelling.size() < 2) return false;
  const char32_t before = spelling[spelling.size() - 2];
  if (kVowels.find(before) == kVowels.npos) return false;
  const char32_t second = before < 0x80 ? char32_t(lower_case(static_cast<char>(before))) : before;
  const char32_t first = spelling.size() > 2 ? spelling[spelling.size() - 3] | 0x20 : 0;
  if ((first == 'q' && second == 'u') || (first == 'g' && second == 'i')) return false;
  if (second == 'o') return last != 'a' && last != 'e';
  return second != 'u' || (last != 'y' && last != 'e' && last != 'o');
}

/// Reads the word that begins with the letter text[0] into `word`, whose memory
/// is used again.
void read_viqr_word(std::string_view text, ViqrWord& word) {
  word.letters.clear();
  word.spelling.clear();
  word.size = 0;
  word.valid = word.modified = false;
  while (word.size < text.size() && is_letter(text[word.size])) {
    const ViqrLetter letter = viqr_letter(text.substr(word.size));
    word.size += letter.size;
    word.modified |= letter.modified;
    if (word.letters.size() > kLongestWord) continue;
    word.letters.push_back(letter);
    word.spelling += letter.letter;
  }
  if (word.letters.size() > kLongestWord) return;
  word.valid = is_vietnamese_syllable(word.spelling);
  const char mark = text[word.size - 1], last = lower_case(text[word.size - word.letters.back().size]);
  const bool toned = word.letters.back().size > 1 && viqr_tone(mark) != 0;
  if (toned && (!word.valid || is_tone_misplaced(word.spelling, last))) {
    drop_last_tone(text, word);
    word.valid = is_vietnamese_syllable(word.spelling);
  }
  word.valid = word.valid || are_joined_syllables(word.spelling, text.substr(0, word.size)) ||
               are_initials(word.spelling);
}

/// Bytes that stand for themselves, whatever they are.
void copy_utf8(std::size_t size, Writer& writer) {
  for (std::size_t valid; size > 0 && !writer.done(); size -= valid) {
    valid = utf8_prefix(writer.rest().substr(0, size));
    writer.copy(valid);
    if (valid == size) return;
    const std::uint8_t bad = utf8_head(writer.rest().substr(0, size - valid)).size;
    writer.replace(bad);
    valid += bad;
  }
}

void decode_viqr_word(ViqrWord& word, Writer& writer) {
  read_viqr_word(writer.rest(), word);
  if (!word.valid) return writer.copy_ascii(word.size);
  for (const ViqrLetter& letter : word.letters) writer.put(letter.letter, letter.size);
}

}  // namespace

void decode_viqr(Writer& writer) {
  ViqrWord word;
  while (!writer.done()) {
    const std::string_view rest = writer.rest();
    if (is_letter(rest[0])) {
      decode_viqr_word(word, writer);
    } else if (const std::size_t size = rest[0] == '<' ? markup_size(rest, 0) : 0) {
      copy_utf8(size, writer);
    } else if (rest[0] == '\\' && rest.size() > 1 &&
               std::string_view("^(+`?~'.dD\\").find(rest[1]) != rest.npos) {
      writer.skip(1);
      writer.copy_ascii(1);
    } else {
      std::size_t plain = 1;
      while (plain < rest.size() && !is_letter(rest[plain]) && rest[plain] != '<' && rest[plain] != '\\')
        ++plain;
      copy_utf8(plain, writer);
    }
  }
}

VietnameseEvidence viqr_evidence(std::string_view text) {
  WordCounter counter;
  ViqrWord word;
  while (!text.empty()) {
    if (!is_letter(text[0])) {
      text.remove_prefix(1);
      continue;
    }
    read_viqr_word(text, word);
    counter.add(word.spelling, word.modified, word.valid);
    text.remove_prefix(word.size);
  }
  return counter.evidence();
}

}  // namespace thanbai::charset
