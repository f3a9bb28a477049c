#include "clean/words.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace thanbai {
namespace {

enum class Letter : std::uint8_t { none, word, alone };  // alone: a word by itself

struct Folded {
  char32_t lower;
  Letter letter;
};

bool counts_alone(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

Folded fold_uncached(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  constexpr std::uint32_t marks = U_GC_M_MASK;
  if (!u_isalnum(point) && c != '_' && (U_MASK(u_charType(point)) & marks) == 0) return {c, Letter::none};
  return {static_cast<char32_t>(u_tolower(point)), counts_alone(c) ? Letter::alone : Letter::word};
}

// Latin, Greek, Cyrillic, Vietnamese and their neighbours by table; made once.
constexpr char32_t table_size = 0x2000;
struct FoldTable {
  std::array<char16_t, table_size> lower;
  std::array<Letter, table_size> letter;
  FoldTable() {
    for (char32_t c = 0; c < table_size; ++c) {
      const Folded folded = fold_uncached(c);
      lower[c] = static_cast<char16_t>(folded.lower);
      letter[c] = folded.letter;
    }
  }
};

const FoldTable& fold_table() {
  static const FoldTable table;
  return table;
}

Folded fold_point(char32_t c, const FoldTable& table) {
  if (c < table_size) return {table.lower[c], table.letter[c]};
  return fold_uncached(c);
}

// Next code point of valid UTF-8; U+FFFD for anything else.
char32_t next_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    ++at;
    return byte;
  }
  auto index = static_cast<std::int64_t>(at);
  UChar32 point = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), index,
                  static_cast<std::int64_t>(text.size()), point);
  at = static_cast<std::size_t>(index);
  return static_cast<char32_t>(point);
}

constexpr std::uint32_t hash_start = 2166136261u;  // FNV-1a over code points
std::uint32_t hash_step(std::uint32_t hash, char32_t c) { return (hash ^ static_cast<std::uint32_t>(c)) * 16777619u; }

void append_point(std::string& out, char32_t c) {
  std::array<std::uint8_t, 4> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(c));
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Code points that show nothing and would glue themselves into words.
bool is_invisible(char32_t c) {
  if (c < 0xAD) return c < 0x20 || (c >= 0x7F && c <= 0x9F);
  return c == 0xAD || c == 0x034F || c == 0x061C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || (c >= 0xFFF0 && c <= 0xFFFB);
}

// Lead bytes whose characters are NFC whatever stands around them, as long as
// no combining mark does (those lead with 0xCC, 0xCD and others not listed).
bool surely_nfc(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0xCC || lead == 0xD0 || lead == 0xD1) return true;
  if (lead >= 0xE4 && lead <= 0xE9) return true;
  if (at + 1 >= text.size()) return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  if (lead == 0xE1) return second == 0xBA || second == 0xBB;  // U+1E80 to U+1EFF: Vietnamese
  if (lead == 0xE2 && second == 0x80) return at + 2 < text.size() && static_cast<unsigned char>(text[at + 2]) > 0x81;
  return lead == 0xE3 && second <= 0x81;
}

}  // namespace

std::uint32_t append_words(std::string_view text, std::vector<std::uint32_t>& hashes) {
  const FoldTable& table = fold_table();
  const std::size_t before = hashes.size();
  std::uint32_t hash = hash_start;
  bool inside = false;
  const auto finish = [&] {
    if (inside) hashes.push_back(hash);
    hash = hash_start;
    inside = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const Folded folded = fold_point(next_point(text, at), table);
    if (folded.letter == Letter::word) {
      hash = hash_step(hash, folded.lower);
      inside = true;
      continue;
    }
    finish();
    if (folded.letter == Letter::alone) hashes.push_back(hash_step(hash_start, folded.lower));
  }
  finish();
  return static_cast<std::uint32_t>(hashes.size() - before);
}

std::string fold(std::string_view text) {
  const FoldTable& table = fold_table();
  std::string out;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const Folded folded = fold_point(next_point(text, at), table);
    const bool starts = folded.letter == Letter::alone || (folded.letter == Letter::word && !inside);
    if (starts && !out.empty()) out += ' ';
    if (folded.letter != Letter::none) append_point(out, folded.lower);
    inside = folded.letter == Letter::word;
  }
  return out;
}

void append_collapsed(std::string_view text, std::string& out, bool& in_space) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte > ' ' && byte < 0x7F) {
      std::size_t end = at + 1;
      while (end < text.size() && static_cast<unsigned char>(text[end] - 0x21) < 0x5E) ++end;
      out.append(text.substr(at, end - at));
      at = end;
      in_space = false;
      continue;
    }
    const std::size_t start = at;
    const char32_t c = next_point(text, at);
    if (is_space(c)) {
      if (!in_space) out += ' ';
      in_space = true;
    } else if (!is_invisible(c)) {
      out.append(text.substr(start, at - start));
      in_space = false;
    }
  }
}

bool is_nfc(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (surely_nfc(text, at)) continue;
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    return nfc != nullptr &&
           nfc->isNormalizedUTF8({text.data(), static_cast<std::int32_t>(text.size())}, status) != 0;
  }
  return true;
}

std::string to_nfc(std::string_view text) {
  std::string out;
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
  if (nfc != nullptr) {
    nfc->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, status);
  }
  if (nfc == nullptr || U_FAILURE(status)) return std::string(text);
  return out;
}

}  // namespace thanbai
