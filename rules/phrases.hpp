#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rules.hpp"

namespace thanbai {

/// The declared rules that speak about phrases, ready to be asked about a line.
///
/// Literal phrases are looked up by the hashes of their words (clean/words.hpp):
/// a line costs one look into a bitmap per word, however many phrases there
/// are. An expression is tried only on a line that has one of the words that
/// it `needs` and a fitting length; it is compiled when first tried, and
/// bounded (rules/load/expression.hpp). Immutable to its users; safe from many
/// threads.
class PhraseIndex {
 public:
  explicit PhraseIndex(const std::vector<DeclaredRule>& rules);
  ~PhraseIndex();

  /// Indexes of the rules whose phrase or expression hits a line, ascending;
  /// their conditions on facts are not looked at. `words` are the hashes of
  /// the words of `text`. Appends. Returns false if a PCRE2 limit was hit,
  /// which leaves all other hits standing; `limited`, if given, then takes the
  /// index of the rule.
  bool match(std::string_view text, std::span<const std::uint32_t> words, bool plain_text,
             std::vector<std::uint16_t>& hits, std::uint16_t* limited = nullptr) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace thanbai
