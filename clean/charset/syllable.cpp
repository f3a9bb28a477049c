#include "clean/charset/syllable.hpp"

#include <unicode/uchar.h>

#include <algorithm>

namespace thanbai::charset {
namespace {

constexpr std::u32string_view kInitials[] = {
    U"ngh", U"ch", U"gh", U"gi", U"kh", U"ng", U"nh", U"ph", U"qu", U"th", U"tr", U"b", U"c", U"d",
    U"đ",   U"g",  U"h",  U"k",  U"l",  U"m",  U"n",  U"p",  U"r",  U"s",  U"t",  U"v", U"x", U""};

// Rhymes by nucleus, each with its finals; k is that of highland names.
struct Rhyme {
  std::u32string_view nucleus, finals;  ///< finals parted by spaces; `-`: none
};
constexpr Rhyme kRhymes[] = {
    {U"a", U"- c ch i k m n ng nh o p t u y"},
    {U"ă", U"c k m n ng p t"},
    {U"â", U"c m n ng p t u y"},
    {U"e", U"- c m n ng o p t"},
    {U"ê", U"- c ch m n nh ng p t u"},
    {U"i", U"- a ch c m n nh p t u"},
    {U"iê", U"c m n ng p t u"},
    {U"o", U"- c i m n ng p t"},
    {U"oo", U"c ng"},
    {U"oa", U"- c ch i m n ng nh o p t y"},
    {U"oă", U"c m n ng t"},
    {U"oe", U"- m n o t"},
    {U"ô", U"- c i m n ng p t"},
    {U"ơ", U"- i m n p t"},
    {U"u", U"- a c i m n ng p t"},
    {U"uâ", U"n ng t y"},
    {U"uê", U"- ch nh n t"},
    {U"uô", U"c i m n ng t"},
    {U"uơ", U"- n t"},
    {U"uy", U"- a ch n nh p t u"},
    {U"uyê", U"n t"},
    {U"ư", U"- a c i m n ng t u"},
    {U"ươ", U"c i m n ng p t u"},
    {U"y", U"- ch n nh t"},
    {U"yê", U"m n ng t u"},
};

// Of each vowel: without tone, grave, hook, tilde, acute, dot.
constexpr std::u32string_view kVowels[] = {U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ", U"êềểễếệ", U"iìỉĩíị",
                                           U"oòỏõóọ", U"ôồổỗốộ", U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ"};
constexpr std::size_t kAcute = 4;
constexpr std::size_t kLongestSyllable = 7;  // nghiêng

bool is_final_of(std::u32string_view finals, std::u32string_view final) {
  if (final.empty()) final = U"-";
  for (std::size_t at = 0; at < finals.size();) {
    const std::size_t end = std::min(finals.find(U' ', at), finals.size());
    if (finals.substr(at, end - at) == final) return true;
    at = end + 1;
  }
  return false;
}

bool is_rhyme(std::u32string_view rest, std::size_t tone) {
  for (const Rhyme& rhyme : kRhymes) {
    if (!rest.starts_with(rhyme.nucleus)) continue;
    const std::u32string_view final = rest.substr(rhyme.nucleus.size());
    if (!is_final_of(rhyme.finals, final)) continue;
    const bool stopped = final == U"c" || final == U"ch" || final == U"k" || final == U"p" || final == U"t";
    if (!stopped || tone == 0 || tone >= kAcute) return true;
  }
  return false;
}

}  // namespace

bool is_vietnamese_syllable(std::u32string_view word) {
  if (word.empty() || word.size() > kLongestSyllable) return false;
  char32_t plain[kLongestSyllable];
  std::size_t size = 0, tone = 0;
  for (const char32_t letter : word) {
    const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(letter)));
    plain[size++] = lower;
    if (lower < 0x80 && std::u32string_view(U"aeiouy").find(lower) == std::u32string_view::npos) continue;
    const auto row = std::ranges::find_if(
        kVowels, [=](std::u32string_view vowels) { return vowels.find(lower) != vowels.npos; });
    if (row == std::end(kVowels)) continue;
    plain[size - 1] = row->front();
    const std::size_t own = row->find(lower);
    if (own != 0 && tone != 0) return false;
    tone = std::max(tone, own);
  }
  const std::u32string_view letters(plain, size);
  return std::ranges::any_of(kInitials, [&](std::u32string_view initial) {
    return letters.starts_with(initial) && is_rhyme(letters.substr(initial.size()), tone);
  });
}

bool is_vietnamese_compound(std::u32string_view word) {
  constexpr std::size_t kMost = 24;
  if (word.empty() || word.size() > kMost) return false;
  bool splits[kMost + 1] = {true};  // whether the first i letters are whole syllables
  for (std::size_t end = 1; end <= word.size(); ++end) {
    for (std::size_t begin = end - std::min(end, kLongestSyllable); begin < end && !splits[end]; ++begin) {
      splits[end] = splits[begin] && is_vietnamese_syllable(word.substr(begin, end - begin));
    }
  }
  return splits[word.size()];
}

}  // namespace thanbai::charset
