#include "rules/classes.hpp"

#include <algorithm>

namespace thanbai {
namespace {

enum class Type : std::uint8_t { separator, lower, upper, digit };

constexpr std::uint8_t digit_symbol = 26, separator_symbol = 27;
constexpr std::size_t most_states = 65'000;

struct ByteTable {
  std::array<std::uint8_t, 256> symbol{};
  std::array<Type, 256> type{};
  constexpr ByteTable() {
    for (int c = 0; c < 256; ++c) {
      const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z', digit = c >= '0' && c <= '9';
      symbol[c] = static_cast<std::uint8_t>(lower ? c - 'a' : upper ? c - 'A' : digit ? digit_symbol : separator_symbol);
      type[c] = lower ? Type::lower : upper ? Type::upper : digit ? Type::digit : Type::separator;
    }
  }
};
constexpr ByteTable bytes;

Type type_at(std::string_view names, std::size_t at) { return bytes.type[static_cast<unsigned char>(names[at])]; }

/// Whether a word may begin or end just before `at`.
bool is_border(std::string_view names, std::size_t at) {
  if (at == 0 || at >= names.size()) return true;
  const Type before = type_at(names, at - 1), after = type_at(names, at);
  if (before == Type::separator || after == Type::separator) return true;
  if (before == Type::lower && after == Type::upper) return true;
  return (before == Type::digit) != (after == Type::digit);
}

}  // namespace

ClassIndex::ClassIndex(const std::vector<ClassFamily>& families) : next_(1), outputs_(1) {
  output_of_.push_back(0);
  for (std::size_t family = 0; family < std::min<std::size_t>(families.size(), 64); ++family) {
    const std::uint64_t bit = std::uint64_t{1} << family;
    for (std::string_view word : families[family].words) {
      const bool at_start = word.starts_with('^'), at_end = word.ends_with('$');
      word.remove_prefix(at_start ? 1 : 0);
      word.remove_suffix(at_end ? 1 : 0);
      if (word.empty() || next_.size() + word.size() > most_states) continue;
      Output& output = outputs_[add_word(word)];
      (at_start ? (at_end ? output.whole : output.at_start) : (at_end ? output.at_end : output.anywhere)) |= bit;
    }
  }
  link();
}

/// Index of the word's output.
std::uint16_t ClassIndex::add_word(std::string_view word) {
  std::size_t state = 0;
  for (const char c : word) {
    const std::uint8_t symbol = bytes.symbol[static_cast<unsigned char>(c)];
    if (next_[state][symbol] == 0) {
      next_[state][symbol] = static_cast<std::uint16_t>(next_.size());
      next_.emplace_back();
      output_of_.push_back(0);
    }
    state = next_[state][symbol];
  }
  if (output_of_[state] == 0) {
    output_of_[state] = static_cast<std::uint16_t>(outputs_.size());
    outputs_.emplace_back().length = static_cast<std::uint32_t>(word.size());
  }
  return output_of_[state];
}

/// Turns the trie into an automaton, breadth first: a missing step becomes
/// the step of the longest proper suffix.
void ClassIndex::link() {
  std::vector<std::uint16_t> suffix(next_.size(), 0), queue;
  for (const std::uint16_t child : next_[0]) {
    if (child != 0) queue.push_back(child);
  }
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint16_t state = queue[i];
    const std::uint16_t inherited = output_of_[suffix[state]];
    if (output_of_[state] == 0) output_of_[state] = inherited;
    else outputs_[output_of_[state]].shorter = inherited;
    for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
      const std::uint16_t child = next_[state][symbol], back = next_[suffix[state]][symbol];
      if (child == 0) {
        next_[state][symbol] = back;
      } else {
        suffix[child] = back;
        queue.push_back(child);
      }
    }
  }
}

std::uint64_t ClassIndex::families_of(std::string_view names) const {
  std::uint64_t found = 0;
  std::uint16_t state = 0;
  for (std::size_t at = 0; at < names.size(); ++at) {
    state = next_[state][bytes.symbol[static_cast<unsigned char>(names[at])]];
    for (std::uint32_t i = output_of_[state]; i != 0; i = outputs_[i].shorter) {
      const Output& output = outputs_[i];
      found |= output.anywhere;
      const bool start = is_border(names, at + 1 - output.length), end = is_border(names, at + 1);
      if (start) found |= output.at_start;
      if (end) found |= output.at_end;
      if (start && end) found |= output.whole;
    }
  }
  return found;
}

}  // namespace thanbai
