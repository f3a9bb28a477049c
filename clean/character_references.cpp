#include "clean/character_references.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace thanbai {
namespace {

/// Fixed arrays rather than pointers: nothing to relocate when a program starts.
struct NamedReference {
  char name[33];  ///< without `&`, with the `;` if it has one
  char value[8];  ///< UTF-8
};

constexpr NamedReference references[] = {
#define THANBAI_REFERENCE(name, value) {name, value},
#include "clean/character_reference_names.inc"
#undef THANBAI_REFERENCE
};

constexpr std::size_t longest_name = 32;
constexpr std::size_t longest_legacy_name = 6;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Finds a reference by its whole name. Immutable once made.
class NameIndex {
 public:
  NameIndex() {
    for (std::size_t i = 0; i < std::size(references); ++i) {
      std::size_t slot = slot_of(references[i].name);
      while (slots_[slot] != 0) slot = (slot + 1) % slots;
      slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  [[nodiscard]] const NamedReference* find(std::string_view name) const {
    for (std::size_t slot = slot_of(name); slots_[slot] != 0; slot = (slot + 1) % slots) {
      const NamedReference& reference = references[slots_[slot] - 1];
      if (name == reference.name) return &reference;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t slots = 8192;

  static std::size_t slot_of(std::string_view name) {
    std::uint32_t hash = 2166136261u;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return (hash ^ hash >> 13) % slots;
  }

  std::array<std::uint16_t, slots> slots_{};
};

const NameIndex& names() {
  static const NameIndex index;
  return index;
}

/// What numbers 128 to 159 stand for: those bytes of windows-1252.
constexpr std::array<std::uint16_t, 32> c1_replacements = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

void append_code_point(std::uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

int digit_value(char c, bool hexadecimal) {
  if (c >= '0' && c <= '9') return c - '0';
  if (!hexadecimal) return -1;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// `text` begins with `&#`.
std::size_t decode_numeric(std::string_view text, std::string& out) {
  std::size_t at = 2;
  const bool hexadecimal = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hexadecimal) ++at;
  const std::size_t first_digit = at;
  std::uint32_t code = 0;
  for (int digit; at < text.size() && (digit = digit_value(text[at], hexadecimal)) >= 0; ++at) {
    // Past the last code point any number means the same; stop before it wraps.
    if (code <= 0x10FFFF) code = code * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  if (at == first_digit) return 0;
  if (at < text.size() && text[at] == ';') ++at;
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  if (code >= 0x80 && code <= 0x9F) code = c1_replacements[code - 0x80];
  append_code_point(code, out);
  return at;
}

/// The longest name without a semicolon that `name` begins with.
const NamedReference* find_legacy(std::string_view name) {
  for (std::size_t size = std::min(name.size(), longest_legacy_name); size >= 2; --size) {
    if (const NamedReference* found = names().find(name.substr(0, size))) return found;
  }
  return nullptr;
}

}  // namespace

std::size_t decode_reference(std::string_view text, ReferenceContext context, std::string& out) {
  if (text.size() < 2) return 0;
  if (text[1] == '#') return decode_numeric(text, out);
  std::size_t end = 1;
  while (end < text.size() && end <= longest_name && is_alphanumeric(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const NamedReference* found = names().find(text.substr(1, end))) {
      out += found->value;
      return end + 1;
    }
  }
  const NamedReference* found = find_legacy(text.substr(1, end - 1));
  if (found == nullptr) return 0;
  const std::size_t size = 1 + std::strlen(found->name);
  if (context == ReferenceContext::attribute && size < text.size() &&
      (text[size] == '=' || is_alphanumeric(text[size]))) {
    return 0;
  }
  out += found->value;
  return size;
}

void decode_references(std::string_view text, ReferenceContext context, std::string& out) {
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('&'), text.size());
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) return;
    const std::size_t consumed = decode_reference(text, context, out);
    if (consumed == 0) out += '&';
    text.remove_prefix(std::max<std::size_t>(consumed, 1));
  }
}

}  // namespace thanbai
