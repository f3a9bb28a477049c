#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rules/rules.hpp"

namespace thanbai {

/// The declared rules that speak about phrases, ready to be asked about a line.
///
/// Literal phrases are looked up by the hashes of their words (clean/words.hpp),
/// expressions run as one PCRE2 alternation in which (*MARK:n) names the rule,
/// with match, depth and heap limits; compiled when first needed. Safe from
/// many threads.
class PhraseIndex {
 public:
  explicit PhraseIndex(const std::vector<DeclaredRule>& rules);
  ~PhraseIndex();

  /// Indexes of the rules whose phrase or expression hits a line, ascending;
  /// their conditions on facts are not looked at. `words` are the hashes of
  /// the words of `text`. Appends. Returns false if a PCRE2 limit was hit, which leaves
  /// literal hits standing; `limited` then names the rule where known.
  bool match(std::string_view text, std::span<const std::uint32_t> words, bool plain_text,
             std::vector<std::uint16_t>& hits) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace thanbai
