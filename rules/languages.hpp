#pragma once
#include <cstdint>
#include <vector>

#include "rules/rules.hpp"

namespace thanbai {

/// Which languages a word is a small word of. A look costs a nanosecond.
class LanguageIndex {
 public:
  explicit LanguageIndex(const std::vector<Language>& languages);
  /// Bit n: the word with this hash (clean/words.hpp) is a small word of
  /// language n of Rules::languages.
  [[nodiscard]] std::uint64_t languages_of(std::uint32_t word) const {
    std::size_t slot = word & mask_;
    while (slots_[slot].languages != 0 && slots_[slot].word != word) slot = (slot + 1) & mask_;
    return slots_[slot].languages;
  }

 private:
  struct Slot { std::uint64_t languages = 0; std::uint32_t word = 0; };
  std::vector<Slot> slots_;  ///< open addressing, at most half full
  std::size_t mask_;
};

}  // namespace thanbai
