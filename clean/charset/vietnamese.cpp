#include "clean/charset/vietnamese.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "clean/charset/markup.hpp"
#include "clean/charset/single_byte.hpp"
#include "clean/charset/syllable.hpp"

namespace thanbai::charset {
namespace {

/// A byte below 80 that is not ASCII's.
struct LowCharacter {
  std::uint8_t byte;
  char16_t character;
};

// clang-format off
constexpr HighHalf kTcvn3 = {
    0x20AC, 0x1EA2, 0x201A, 0x00C1, 0x201E, 0x2026, 0x2020, 0x2021, 0x1EBA, 0x2030, 0x00C9, 0x2039, 0x1EC6, 0x00CC, 0x1EC8, 0x0128,
    0x00CD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x1EDC, 0x2122, 0x1EE0, 0x203A, 0x1EE2, 0x00D9, 0x1EE6, 0x0168,
    0x00A0, 0x0102, 0x00C2, 0x00CA, 0x00D4, 0x01A0, 0x01AF, 0x0110, 0x0103, 0x00E2, 0x00EA, 0x00F4, 0x01A1, 0x01B0, 0x0111, 0x1EB0,
    0x0300, 0x0309, 0x0303, 0x0301, 0x0323, 0x00E0, 0x1EA3, 0x00E3, 0x00E1, 0x1EA1, 0x1EB2, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB4,
    0x1EAE, 0x1EA6, 0x1EA8, 0x1EAA, 0x1EA4, 0x1EC0, 0x1EB7, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD, 0x00E8, 0x1EC2, 0x1EBB, 0x1EBD,
    0x00E9, 0x1EB9, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7, 0x00EC, 0x1EC9, 0x1EC4, 0x1EBE, 0x1ED2, 0x0129, 0x00ED, 0x1ECB, 0x00F2,
    0x1ED4, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3, 0x00F9,
    0x1ED6, 0x1EE7, 0x0169, 0x00FA, 0x1EE5, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5, 0x1ED0,
};
constexpr HighHalf kViscii = {
    0x1EA0, 0x1EAE, 0x1EB0, 0x1EB6, 0x1EA4, 0x1EA6, 0x1EA8, 0x1EAC, 0x1EBC, 0x1EB8, 0x1EBE, 0x1EC0, 0x1EC2, 0x1EC4, 0x1EC6, 0x1ED0,
    0x1ED2, 0x1ED4, 0x1ED6, 0x1ED8, 0x1EE2, 0x1EDA, 0x1EDC, 0x1EDE, 0x1ECA, 0x1ECE, 0x1ECC, 0x1EC8, 0x1EE6, 0x0168, 0x1EE4, 0x1EF2,
    0x00D5, 0x1EAF, 0x1EB1, 0x1EB7, 0x1EA5, 0x1EA7, 0x1EA9, 0x1EAD, 0x1EBD, 0x1EB9, 0x1EBF, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EC7, 0x1ED1,
    0x1ED3, 0x1ED5, 0x1ED7, 0x1EE0, 0x01A0, 0x1ED9, 0x1EDD, 0x1EDF, 0x1ECB, 0x1EF0, 0x1EE8, 0x1EEA, 0x1EEC, 0x01A1, 0x1EDB, 0x01AF,
    0x00C0, 0x00C1, 0x00C2, 0x00C3, 0x1EA2, 0x0102, 0x1EB3, 0x1EB5, 0x00C8, 0x00C9, 0x00CA, 0x1EBA, 0x00CC, 0x00CD, 0x0128, 0x1EF3,
    0x0110, 0x1EE9, 0x00D2, 0x00D3, 0x00D4, 0x1EA1, 0x1EF7, 0x1EEB, 0x1EED, 0x00D9, 0x00DA, 0x1EF9, 0x1EF5, 0x00DD, 0x1EE1, 0x01B0,
    0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x1EA3, 0x0103, 0x1EEF, 0x1EAB, 0x00E8, 0x00E9, 0x00EA, 0x1EBB, 0x00EC, 0x00ED, 0x0129, 0x1EC9,
    0x0111, 0x1EF1, 0x00F2, 0x00F3, 0x00F4, 0x00F5, 0x1ECF, 0x1ECD, 0x1EE5, 0x00F9, 0x00FA, 0x0169, 0x1EE7, 0x00FD, 0x1EE3, 0x1EEE,
};
constexpr LowCharacter kVisciiLow[] = {
    {0x02, 0x1EB2}, {0x05, 0x1EB4}, {0x06, 0x1EAA}, {0x14, 0x1EF6}, {0x19, 0x1EF8}, {0x1E, 0x1EF4},
};
constexpr HighHalf kVps = {
    0x00C0, 0x1EA2, 0x00C3, 0x1EA4, 0x1EA6, 0x1EA8, 0x1ECD, 0x1ED7, 0x0102, 0x1EBF, 0x1EC1, 0x1EC3, 0x1EC7, 0x1EAE, 0x1EB0, 0x1EB2,
    0x1EBE, 0x2018, 0x2019, 0x1EC0, 0x1EC2, 0x1EC4, 0x1ED0, 0x1ED2, 0x1ED4, 0x1ED6, 0x00FD, 0x1EF7, 0x1EF5, 0x1EDA, 0x1EDC, 0x1EDE,
    0x00A0, 0x1EAF, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EB7, 0x1EE0, 0x1EDB, 0x00D9, 0x1EDD, 0x1EDF, 0x1EE1, 0x0168, 0x1EE8, 0x1EE3, 0x1EEA,
    0x1ED5, 0x1EEC, 0x1EF2, 0x1EF8, 0x00CD, 0x00CC, 0x1ED9, 0x1EC8, 0x0128, 0x00D3, 0x1EED, 0x1EEF, 0x00D2, 0x1ECE, 0x00D5, 0x1EF1,
    0x1EA7, 0x00C1, 0x00C2, 0x1EA5, 0x1EA9, 0x1EAB, 0x1EAD, 0x0111, 0x1EBB, 0x00C9, 0x00CA, 0x1EB9, 0x1EC9, 0x1EC5, 0x1ECB, 0x1EF9,
    0x01AF, 0x1EE6, 0x1ED3, 0x1ED1, 0x00D4, 0x1ECF, 0x01A1, 0x00C8, 0x1EEB, 0x1EE9, 0x00DA, 0x0169, 0x01B0, 0x00DD, 0x1EBA, 0x00DF,
    0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x1EA3, 0x1EA1, 0x0103, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x1EBD, 0x00EC, 0x00ED, 0x00EE, 0x0129,
    0x1EB4, 0x0110, 0x00F2, 0x00F3, 0x00F4, 0x00F5, 0x00F6, 0x01A0, 0x1EE5, 0x00F9, 0x00FA, 0x1EE7, 0x00FC, 0x1EF6, 0x1EBC, 0x1EF3,
};
constexpr LowCharacter kVpsLow[] = {
    {0x02, 0x1EA0}, {0x03, 0x1EAC}, {0x04, 0x1EB6}, {0x05, 0x1EB8}, {0x06, 0x1EC6}, {0x10, 0x1ECA}, {0x11, 0x1ECC}, {0x12, 0x1ED8}, {0x13, 0x1EE2}, {0x14, 0x1EE4}, {0x15, 0x1EF0}, {0x19, 0x1EF4}, {0x1C, 0x1EAA}, {0x1D, 0x1EEE},
};
// clang-format on

/// Characters of all bytes. U+FFFD: unassigned.
using Table = std::array<char16_t, 256>;

Table table_of(const HighHalf& high, std::span<const LowCharacter> low = {}) {
  Table table;
  for (char16_t i = 0; i < 128; ++i) table[i] = i;
  std::ranges::copy(high, table.begin() + 128);
  for (const LowCharacter& row : low) table[row.byte] = row.character;
  return table;
}

Table table_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::tcvn3:
      return table_of(kTcvn3);
    case Encoding::viscii:
      return table_of(kViscii, kVisciiLow);
    case Encoding::vps:
      return table_of(kVps, kVpsLow);
    default:
      return table_of(*high_half(encoding));
  }
}

bool is_combining(char32_t c) { return c >= 0x300 && c <= 0x323; }

constexpr char16_t kGrave = 0x300, kAcute = 0x301, kCircumflex = 0x302, kTilde = 0x303, kBreve = 0x306,
                   kHook = 0x309, kHorn = 0x31B, kDot = 0x323;

/// The letter with the mark; 0 if Unicode has none, or `letter` or `mark` is 0.
char32_t composed(char32_t letter, char32_t mark) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* const nfc = unorm2_getNFCInstance(&error);
  if (U_FAILURE(error)) return 0;
  const auto pair = [=](char32_t first, char32_t second) {
    const UChar32 both = unorm2_composePair(nfc, static_cast<UChar32>(first), static_cast<UChar32>(second));
    return both < 0 ? char32_t{0} : static_cast<char32_t>(both);
  };
  if (const char32_t both = pair(letter, mark); both != 0 || mark != kDot) return both;
  // Unicode puts a dot below before a circumflex or breve, and composes in that order.
  UChar parts[4];
  if (unorm2_getRawDecomposition(nfc, static_cast<UChar32>(letter), parts, 4, &error) != 2) return 0;
  return pair(pair(parts[0], kDot), parts[1]);
}

void put_or_replace(char32_t character, Writer& writer) {
  if (character == 0xFFFD) return writer.replace(1);
  writer.put(character, 1);
}

void decode_with_marks(const Table& table, Writer& writer) {
  while (!writer.done()) {
    const std::string_view rest = writer.rest();
    std::size_t run = 0;
    while (run < rest.size() &&
           table[static_cast<std::uint8_t>(rest[run])] == static_cast<std::uint8_t>(rest[run]) &&
           static_cast<std::uint8_t>(rest[run]) < 0x80) {
      ++run;
    }
    const bool marked =
        run > 0 && run < rest.size() && is_combining(table[static_cast<std::uint8_t>(rest[run])]);
    writer.copy(marked ? run - 1 : run);
    if (writer.done()) return;
    const char32_t letter = table[writer.byte()], mark = writer.left() > 1 ? table[writer.byte(1)] : 0;
    if (const char32_t both = is_combining(mark) ? composed(letter, mark) : 0) {
      writer.put(both, 2);
    } else {
      put_or_replace(letter, writer);
    }
  }
}

/// Marks that a VNI byte gives to the letter before it; 0: none.
struct VniMarks {
  std::uint8_t byte;
  char16_t modifier, tone;
};
constexpr VniMarks kVniMarks[] = {{0xF9, 0, kAcute},
                                  {0xF8, 0, kGrave},
                                  {0xFB, 0, kHook},
                                  {0xF5, 0, kTilde},
                                  {0xEF, 0, kDot},
                                  {0xE2, kCircumflex, 0},
                                  {0xE1, kCircumflex, kAcute},
                                  {0xE0, kCircumflex, kGrave},
                                  {0xE5, kCircumflex, kHook},
                                  {0xE3, kCircumflex, kTilde},
                                  {0xE4, kCircumflex, kDot},
                                  {0xEA, kBreve, 0},
                                  {0xE9, kBreve, kAcute},
                                  {0xE8, kBreve, kGrave},
                                  {0xFA, kBreve, kHook},
                                  {0xFC, kBreve, kTilde},
                                  {0xEB, kBreve, kDot}};

// Letters of one byte; their capitals are 20 below.
constexpr LowCharacter kVniLetters[] = {{0xF1, 0x0111}, {0xF4, 0x01A1}, {0xF6, 0x01B0},
                                        {0xED, 0x00ED}, {0xEC, 0x00EC}, {0xE6, 0x1EC9},
                                        {0xF3, 0x0129}, {0xF2, 0x1ECB}, {0xEE, 0x1EF5}};

/// `byte` as it stands without a letter before it.
char32_t vni_letter(std::uint8_t byte) {
  if (byte < 0x80) return byte;
  const bool capital = byte >= 0xC0 && byte < 0xE0;
  for (const LowCharacter& row : kVniLetters) {
    if (row.byte == byte) return row.character;
    if (capital && row.byte == (byte | 0x20)) return static_cast<char32_t>(u_toupper(row.character));
  }
  return (*high_half(Encoding::windows_1252))[byte - 0x80];
}

/// `letter` with the marks of `byte`; 0 if it cannot have them.
char32_t vni_marked(char32_t letter, std::uint8_t byte) {
  if (byte < 0xC0) return 0;
  const auto row = std::ranges::find(kVniMarks, byte | 0x20, &VniMarks::byte);
  if (row == std::end(kVniMarks)) return 0;
  if (row->modifier != 0) letter = composed(letter, row->modifier);
  return row->tone != 0 ? composed(letter, row->tone) : letter;
}

void decode_vni(Writer& writer) {
  while (!writer.done()) {
    const std::size_t run = ascii_prefix(writer.rest());
    const bool marked =
        run > 0 && run < writer.left() && vni_marked(writer.byte(run - 1), writer.byte(run)) != 0;
    writer.copy(marked ? run - 1 : run);
    if (writer.done()) return;
    const char32_t letter = vni_letter(writer.byte());
    if (const char32_t both = writer.left() > 1 ? vni_marked(letter, writer.byte(1)) : 0) {
      writer.put(both, 2);
    } else {
      writer.put(letter, 1);
    }
  }
}

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
  std::size_t size = 0;  ///< bytes
  bool valid = false;    ///< a Vietnamese syllable
  bool modified = false;
};

ViqrWord viqr_word(std::string_view text) {
  ViqrWord word;
  std::u32string spelling;
  while (word.size < text.size() && is_letter(text[word.size])) {
    const ViqrLetter letter = viqr_letter(text.substr(word.size));
    word.size += letter.size;
    word.modified |= letter.modified;
    if (spelling.size() > 8) continue;
    word.letters.push_back(letter);
    spelling += letter.letter;
  }
  word.valid = is_vietnamese_syllable(spelling);
  if (word.valid || word.letters.empty()) return word;
  // The full stop or question mark behind a vowel may be just that.
  ViqrLetter& last = word.letters.back();
  const char mark = text[word.size - 1];
  if (last.size > 1 && viqr_tone(mark) != 0 && spelling.size() <= 8) {
    const std::string_view without = text.substr(word.size - last.size, last.size - 1);
    --word.size;
    last = viqr_letter(without);
    spelling.back() = last.letter;
    word.valid = is_vietnamese_syllable(spelling);
  }
  return word;
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

void decode_viqr_word(Writer& writer) {
  const ViqrWord word = viqr_word(writer.rest());
  if (!word.valid) return writer.copy(word.size);
  for (const ViqrLetter& letter : word.letters) writer.put(letter.letter, letter.size);
}

void decode_viqr(Writer& writer) {
  while (!writer.done()) {
    const std::string_view rest = writer.rest();
    if (is_letter(rest[0])) {
      decode_viqr_word(writer);
    } else if (const std::size_t size = rest[0] == '<' ? markup_size(rest, 0) : 0) {
      copy_utf8(size, writer);
    } else if (rest[0] == '\\' && rest.size() > 1 &&
               std::string_view("^(+`?~'.dD\\").find(rest[1]) != rest.npos) {
      writer.skip(1);
      writer.copy(1);
    } else {
      std::size_t plain = 1;
      while (plain < rest.size() && !is_letter(rest[plain]) && rest[plain] != '<' && rest[plain] != '\\')
        ++plain;
      copy_utf8(plain, writer);
    }
  }
}

/// What may stand in any text beside letters.
bool is_common_symbol(char32_t c) {
  return c == 0xA0 || c == 0xA9 || c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xB7 || c == 0xBB ||
         (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2122;
}

/// Adds words to a VietnameseEvidence.
class Counter {
 public:
  void add(const std::u32string& word, bool marked, bool valid) {
    ++evidence_.words;
    if (!marked) return;
    ++evidence_.marked;
    if (!valid) return;
    ++evidence_.valid;
    if (seen_.size() < 64) seen_.insert(word);
    evidence_.distinct = static_cast<unsigned>(seen_.size());
  }
  [[nodiscard]] VietnameseEvidence evidence() const { return evidence_; }

 private:
  VietnameseEvidence evidence_;
  std::set<std::u32string> seen_;
};

char32_t decoded(std::string_view utf8, const Utf8Head& head) {
  const auto first = static_cast<std::uint8_t>(utf8[0]);
  if (!head.valid) return 0xFFFD;
  char32_t character = head.size == 1 ? first : first & (0x7Fu >> head.size);
  for (std::size_t i = 1; i < head.size; ++i)
    character = character << 6 | (static_cast<std::uint8_t>(utf8[i]) & 0x3Fu);
  return character;
}

}  // namespace

bool is_vietnamese(Encoding encoding) {
  switch (encoding) {
    case Encoding::tcvn3:
    case Encoding::viscii:
    case Encoding::vps:
    case Encoding::vni:
    case Encoding::viqr:
    case Encoding::windows_1258:
      return true;
    default:
      return false;
  }
}

void decode_vietnamese(Encoding encoding, Writer& writer) {
  if (encoding == Encoding::vni) return decode_vni(writer);
  if (encoding == Encoding::viqr) return decode_viqr(writer);
  decode_with_marks(table_of(encoding), writer);
}

VietnameseEvidence vietnamese_evidence(std::string_view text) {
  Counter counter;
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

VietnameseEvidence viqr_evidence(std::string_view text) {
  Counter counter;
  while (!text.empty()) {
    if (!is_letter(text[0])) {
      text.remove_prefix(1);
      continue;
    }
    const ViqrWord word = viqr_word(text);
    std::u32string spelling;
    for (const ViqrLetter& letter : word.letters) spelling += letter.letter;
    counter.add(spelling, word.modified, word.valid);
    text.remove_prefix(word.size);
  }
  return counter.evidence();
}

}  // namespace thanbai::charset
