#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/rules.hpp"

namespace thanbai {

/// Finds the families of a class, id or role string: one pass over its bytes
/// (Aho and Corasick 1975), however many words there are.
///
/// Bytes are letters in either case, digits, or separators. `^` and `$` of a
/// family's word hold where a word of the name begins or ends: at separators,
/// at humps (`relatedNews`) and between letters and digits. A hyphen in a
/// family's word stands for any one separator.
class ClassIndex {
 public:
  explicit ClassIndex(const std::vector<ClassFamily>& families);
  /// Bit n: a word of family n stands in `names`. The first 64 families count.
  [[nodiscard]] std::uint64_t families_of(std::string_view names) const;

 private:
  /// What ends at a state: families by the borders that their word wants.
  struct Output {
    std::uint64_t anywhere = 0, at_start = 0, at_end = 0, whole = 0;
    std::uint32_t length = 0;
    std::uint32_t shorter = 0;  ///< output of the longest proper suffix that has one; 0: none
  };
  static constexpr std::size_t symbols = 28;  ///< letters, digit 26, separator 27

  std::uint16_t add_word(std::string_view word);
  void link();

  std::vector<std::array<std::uint16_t, symbols>> next_;
  std::vector<std::uint16_t> output_of_;      ///< by state; 0: none
  std::vector<Output> outputs_;
};

}  // namespace thanbai
