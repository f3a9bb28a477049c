#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/rules.hpp"

namespace thanbai {

/// Finds the families of a class, id or role string: one pass over its bytes
/// (Aho and Corasick 1975), however many words there are.
class ClassIndex {
 public:
  explicit ClassIndex(const std::vector<ClassFamily>& families);
  /// Bit n: a word of family n stands in `names`. At most 64 families.
  [[nodiscard]] std::uint64_t families_of(std::string_view names) const;

 private:
  struct State { std::uint16_t next[28]; std::uint64_t inner, word_start_only; std::uint32_t output; };
  std::vector<std::uint16_t> next_;       // [state * 28 + symbol]
  struct Output { std::uint64_t anywhere = 0, at_start = 0, at_end = 0, whole = 0; std::uint16_t length = 0; std::uint16_t link = 0; };
  std::vector<Output> outputs_;           // by state
};

}  // namespace thanbai
