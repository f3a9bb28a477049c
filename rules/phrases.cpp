#include "rules/phrases.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>

#include "clean/words.hpp"
#include "rules/load/expression.hpp"

namespace thanbai {
namespace {

using Place = DeclaredRule::Place;

/// What a rule asks of a line before its words are compared.
struct Gate {
  std::uint16_t rule, min_words, max_words;
  DeclaredRule::Input input;

  [[nodiscard]] bool open(std::size_t words, bool plain_text) const {
    if (words < min_words || words > max_words) return false;
    return input == DeclaredRule::Input::any || (input == DeclaredRule::Input::text) == plain_text;
  }
};

/// A phrase, found by its anchor word: the first, or for `contains` the
/// longest, which is the rarest as a rule.
struct Phrase {
  std::uint32_t anchor;
  std::uint32_t first;        ///< of State::words
  std::uint16_t length, anchor_at;
  Place place;
  bool needed = false;        ///< not a phrase: a word that `expression` needs
  std::uint32_t gate;
  std::uint32_t next = 0;     ///< 1 + index of another phrase of the same anchor; 0: none
};

/// An expression, compiled when first tried.
struct LazyExpression {
  std::once_flag compiled;
  std::unique_ptr<Expression> expression;

  [[nodiscard]] Expression::Outcome search(std::string_view text) {
    std::call_once(compiled, [this] {
      std::string problem;
      expression = std::make_unique<Expression>(pattern, problem);
    });
    return expression->search(text);
  }
  std::string pattern;
};

/// Which words may begin something: a false "yes" only costs a look-up.
struct WordSet {
  std::array<std::uint64_t, 1024> bits{};
  void add(std::uint32_t word) { bits[word >> 6 & 1023] |= std::uint64_t{1} << (word & 63); }
  [[nodiscard]] bool may_hold(std::uint32_t word) const { return bits[word >> 6 & 1023] >> (word & 63) & 1; }
};

/// Phrases by anchor, chained.
struct AnchorTable {
  std::vector<Phrase> phrases;
  WordSet anchors;
  std::vector<std::uint32_t> slots;  ///< 1 + index of an anchor's first phrase; open addressing
  std::size_t mask = 0;

  void build() {
    slots.assign(std::bit_ceil(phrases.size() * 2 + 2), 0);
    mask = slots.size() - 1;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      anchors.add(phrases[i].anchor);
      std::uint32_t& slot = slots[slot_of(phrases[i].anchor)];
      phrases[i].next = slot;
      slot = static_cast<std::uint32_t>(i + 1);
    }
  }

  [[nodiscard]] std::size_t slot_of(std::uint32_t anchor) const {
    std::size_t slot = anchor & mask;
    while (slots[slot] != 0 && phrases[slots[slot] - 1].anchor != anchor) slot = (slot + 1) & mask;
    return slot;
  }

  template <class Visit>
  void each(std::uint32_t anchor, const Visit& visit) const {
    if (!anchors.may_hold(anchor)) return;
    for (std::uint32_t i = slots[slot_of(anchor)]; i != 0; i = phrases[i - 1].next) visit(phrases[i - 1]);
  }
};

}  // namespace

struct PhraseIndex::State {
  std::vector<Gate> gates;            ///< by rule that has phrases or an expression
  std::vector<std::uint32_t> words;   ///< of all phrases
  AnchorTable leading;                ///< places whole and start, by first word
  AnchorTable inner;                  ///< place contains, and needed words
  std::vector<std::unique_ptr<LazyExpression>> expressions;  ///< by gate; null: none
  std::vector<std::uint32_t> unneeding;  ///< gates of expressions that need no word

  void add(const std::string& text, Place place, bool needed, std::uint32_t gate);
  void add_rule(const DeclaredRule& rule, std::uint16_t number);
  void match_leading(std::span<const std::uint32_t> line, bool plain_text, std::vector<std::uint16_t>& hits) const;
  void match_inner(std::span<const std::uint32_t> line, bool plain_text, std::vector<std::uint16_t>& hits,
                   std::vector<std::uint32_t>& tries) const;
  [[nodiscard]] bool stands_at(const Phrase& phrase, std::span<const std::uint32_t> line, std::size_t at) const;
};

void PhraseIndex::State::add(const std::string& text, Place place, bool needed, std::uint32_t gate) {
  Phrase phrase{};
  phrase.first = static_cast<std::uint32_t>(words.size());
  phrase.length = static_cast<std::uint16_t>(append_words(text, words));
  if (phrase.length == 0) return;
  phrase.place = place;
  phrase.needed = needed;
  phrase.gate = gate;
  if (place == Place::contains) {
    const std::string folded = fold(text);
    std::size_t longest = 0, begin = 0;
    for (std::uint16_t word = 0; word < phrase.length && begin < folded.size(); ++word) {
      const std::size_t end = std::min(folded.find(' ', begin), folded.size());
      if (end - begin > longest) {
        longest = end - begin;
        phrase.anchor_at = word;
      }
      begin = end + 1;
    }
  }
  phrase.anchor = words[phrase.first + phrase.anchor_at];
  (place == Place::contains ? inner : leading).phrases.push_back(phrase);
}

void PhraseIndex::State::add_rule(const DeclaredRule& rule, std::uint16_t number) {
  if (rule.phrases.empty() && rule.expression.empty()) return;
  const auto gate = static_cast<std::uint32_t>(gates.size());
  gates.push_back({number, rule.min_words, rule.max_words, rule.input});
  for (const std::string& phrase : rule.phrases) add(phrase, rule.place, false, gate);
  auto& expression = expressions.emplace_back();
  if (rule.expression.empty()) return;
  expression = std::make_unique<LazyExpression>();
  expression->pattern = rule.expression;
  for (const std::string& word : rule.needs) add(word, Place::contains, true, gate);
  if (rule.needs.empty()) unneeding.push_back(gate);
}

bool PhraseIndex::State::stands_at(const Phrase& phrase, std::span<const std::uint32_t> line, std::size_t at) const {
  if (phrase.length > line.size() - at) return false;
  return std::equal(words.begin() + phrase.first, words.begin() + phrase.first + phrase.length, line.begin() + at);
}

void PhraseIndex::State::match_leading(std::span<const std::uint32_t> line, bool plain_text,
                                       std::vector<std::uint16_t>& hits) const {
  leading.each(line.front(), [&](const Phrase& phrase) {
    if (phrase.place == Place::whole && phrase.length != line.size()) return;
    const Gate& gate = gates[phrase.gate];
    if (gate.open(line.size(), plain_text) && stands_at(phrase, line, 0)) hits.push_back(gate.rule);
  });
}

void PhraseIndex::State::match_inner(std::span<const std::uint32_t> line, bool plain_text,
                                     std::vector<std::uint16_t>& hits, std::vector<std::uint32_t>& tries) const {
  for (std::size_t at = 0; at < line.size(); ++at) {
    inner.each(line[at], [&](const Phrase& phrase) {
      const Gate& gate = gates[phrase.gate];
      if (phrase.anchor_at > at || !gate.open(line.size(), plain_text)) return;
      if (!stands_at(phrase, line, at - phrase.anchor_at)) return;
      if (phrase.needed) tries.push_back(phrase.gate);
      else hits.push_back(gate.rule);
    });
  }
}

PhraseIndex::PhraseIndex(const std::vector<DeclaredRule>& rules) : state_(std::make_unique<State>()) {
  for (std::size_t i = 0; i < rules.size(); ++i) state_->add_rule(rules[i], static_cast<std::uint16_t>(i));
  state_->leading.build();
  state_->inner.build();
}

PhraseIndex::~PhraseIndex() = default;

bool PhraseIndex::match(std::string_view text, std::span<const std::uint32_t> words, bool plain_text,
                        std::vector<std::uint16_t>& hits, std::uint16_t* limited) const {
  const std::size_t before = hits.size();
  std::vector<std::uint32_t> tries;  // no memory is taken until something is added
  if (!words.empty()) {
    state_->match_leading(words, plain_text, hits);
    state_->match_inner(words, plain_text, hits, tries);
  }
  for (const std::uint32_t gate : state_->unneeding) {
    if (state_->gates[gate].open(words.size(), plain_text)) tries.push_back(gate);
  }
  bool within_limits = true;
  std::sort(tries.begin(), tries.end());
  tries.erase(std::unique(tries.begin(), tries.end()), tries.end());
  for (const std::uint32_t gate : tries) {
    const std::uint16_t rule = state_->gates[gate].rule;
    const auto outcome = state_->expressions[gate]->search(text);
    if (outcome == Expression::Outcome::match) hits.push_back(rule);
    if (outcome != Expression::Outcome::limit) continue;
    within_limits = false;
    if (limited != nullptr) *limited = rule;
  }
  if (hits.size() - before > 1) {
    const auto begin = hits.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(begin, hits.end());
    hits.erase(std::unique(begin, hits.end()), hits.end());
  }
  return within_limits;
}

}  // namespace thanbai
