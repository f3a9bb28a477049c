#include "rules/languages.hpp"

#include <algorithm>
#include <bit>

#include "clean/words.hpp"

namespace thanbai {

LanguageIndex::LanguageIndex(const std::vector<Language>& languages) {
  std::size_t count = 0;
  for (const Language& language : languages) count += language.small_words.size();
  slots_.resize(std::bit_ceil(count * 2 + 2));
  mask_ = slots_.size() - 1;
  std::vector<std::uint32_t> words;
  for (std::size_t n = 0; n < std::min<std::size_t>(languages.size(), 64); ++n) {
    words.clear();
    for (const std::string& word : languages[n].small_words) append_words(word, words);
    for (const std::uint32_t word : words) {
      std::size_t slot = word & mask_;
      while (slots_[slot].languages != 0 && slots_[slot].word != word) slot = (slot + 1) & mask_;
      slots_[slot].word = word;
      slots_[slot].languages |= std::uint64_t{1} << n;
    }
  }
}

}  // namespace thanbai
