#include "clean/metadata/language.hpp"

// The header of CLD2 names FILE without including this.
#include <cstdio>

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <iterator>

namespace thanbai {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

struct Alias {
  std::string_view from, to;
};

// Codes of countries where a language was meant, and withdrawn codes.
constexpr Alias languages[] = {{"vn", "vi"}, {"jp", "ja"}, {"cn", "zh"}, {"kr", "ko"},
                               {"gr", "el"}, {"ua", "uk"}, {"cz", "cs"}, {"dk", "da"},
                               {"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}};

std::string subtag(std::string_view part, std::size_t index) {
  std::string out(part);
  const bool region = index > 0 && part.size() == 2, script = index > 0 && part.size() == 4;
  std::transform(out.begin(), out.end(), out.begin(), region ? upper : lower);
  if (script) out[0] = upper(out[0]);
  if (region && out == "UK") out = "GB";
  return out;
}

}  // namespace

std::string language_tag(std::string_view declared) {
  const auto ends = [](char c) {
    return c == ',' || c == ';' || c == '.' || c == '@' || static_cast<unsigned char>(c) <= ' ';
  };
  while (!declared.empty() && static_cast<unsigned char>(declared.front()) <= ' ') declared.remove_prefix(1);
  declared = declared.substr(
      0, static_cast<std::size_t>(std::find_if(declared.begin(), declared.end(), ends) - declared.begin()));
  std::string tag;
  for (std::size_t index = 0; index < 3 && !declared.empty(); ++index) {
    const std::size_t size = std::min(declared.find_first_of("-_"), declared.size());
    const std::string_view part = declared.substr(0, size);
    declared.remove_prefix(std::min(size + 1, declared.size()));
    const bool letters = std::all_of(part.begin(), part.end(), is_letter);
    if (index == 0 && (!letters || part.size() < 2 || part.size() > 3)) return {};
    const bool number = part.size() == 3 && part.find_first_not_of("0123456789") == part.npos;
    if (index > 0 && !number && (!letters || (part.size() != 2 && part.size() != 4))) break;
    if (index > 0) tag += '-';
    tag += subtag(part, index);
    const auto alias = std::find_if(std::begin(languages), std::end(languages),
                                    [&](const Alias& a) { return a.from == tag; });
    if (index == 0 && alias != std::end(languages)) tag = alias->to;
  }
  return tag == "und" || tag == "mul" || tag == "zxx" ? std::string() : tag;
}

std::string language_of(std::string_view text) {
  text = text.substr(0, 1000);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0) == 0x80) text.remove_suffix(1);
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xc0) text.remove_suffix(1);
  if (text.size() < 20) return {};
  bool reliable = false;
  const CLD2::Language language =
      CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  return language_tag(CLD2::LanguageCode(language));
}

bool fits_language(std::string_view text, std::string_view tag) {
  if (tag.substr(0, 2) != "en" || (tag.size() > 2 && tag[2] != '-')) return true;
  // Lead bytes of letters: Latin-1 to the end, less the block of dashes and curly quotes.
  const auto letters = std::count_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xc3 && byte != 0xe2;
  });
  return static_cast<std::size_t>(letters) * 12 < text.size();
}

}  // namespace thanbai
