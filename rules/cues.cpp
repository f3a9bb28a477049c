#include "rules/cues.hpp"

#include <bit>
#include <charconv>

#include "clean/words.hpp"

namespace thanbai {
namespace {

struct Naming {
  std::string_view name, words;
};

constexpr std::array<Naming, cue_kind_count> kinds = {{
#define X(name, words) {#name, words},
    THANBAI_CUE_KINDS(X)
#undef X
}};

constexpr std::array<Naming, cue_number_count> numbers = {{
#define X(name, words) {#name, words},
    THANBAI_CUE_NUMBERS(X)
#undef X
}};

template <std::size_t size>
std::size_t find(const std::array<Naming, size>& table, std::string_view name) {
  std::size_t at = 0;
  while (at < size && table[at].name != name) ++at;
  return at;
}

template <std::size_t size>
std::string listed_names(const std::array<Naming, size>& table) {
  std::string out;
  for (const Naming& entry : table) out.append(out.empty() ? "" : ", ").append(entry.name);
  return out;
}

bool parse_name(std::string_view kind, std::string_view words, ParsedCue& parsed, std::string& problem) {
  const std::size_t found = find(kinds, kind);
  if (found == cue_kind_count) {
    problem = "`" + std::string(kind) + "` is no kind of cue: expected one of " + listed_names(kinds);
    return false;
  }
  std::vector<std::uint32_t> hashes;
  if (append_words(words, hashes) == 0) {
    problem = "`" + std::string(words) + "` has no words";
    return false;
  }
  parsed.kind = static_cast<CueKind>(found);
  parsed.name = cue_start(parsed.kind);
  for (const std::uint32_t word : hashes) parsed.name = cue_step(parsed.name, word);
  return true;
}

bool parse_number(std::string_view name, std::string_view edge, ParsedCue& parsed, std::string& problem) {
  const std::size_t found = find(numbers, name);
  if (found == cue_number_count) {
    problem = "`" + std::string(name) + "` is no number of a page: expected one of " + listed_names(numbers);
    return false;
  }
  parsed.is_number = true;
  parsed.number = static_cast<CueNumber>(found);
  const auto [end, error] = std::from_chars(edge.data(), edge.data() + edge.size(), parsed.edge);
  if (error == std::errc() && end == edge.data() + edge.size()) return true;
  problem = "`" + std::string(edge) + "`: expected a number";
  return false;
}

}  // namespace

std::string_view name_of(CueKind kind) { return kinds[static_cast<std::size_t>(kind)].name; }
std::string_view name_of(CueNumber number) { return numbers[static_cast<std::size_t>(number)].name; }

bool parse_cue(std::string_view cue, ParsedCue& parsed, std::string& problem) {
  parsed = {};
  const std::size_t colon = cue.find(':'), sign = cue.find(" >= ");
  if (colon != std::string_view::npos) return parse_name(cue.substr(0, colon), cue.substr(colon + 1), parsed, problem);
  if (sign != std::string_view::npos) return parse_number(cue.substr(0, sign), cue.substr(sign + 4), parsed, problem);
  problem = "`" + std::string(cue) + "`: expected `KIND:words` or `NUMBER >= EDGE`";
  return false;
}

std::string words_of_cue(std::string_view cue) {
  const std::size_t colon = cue.find(':'), sign = cue.find(" >= ");
  if (colon != std::string_view::npos) {
    const std::size_t kind = find(kinds, cue.substr(0, colon));
    const std::string_view words = kind < cue_kind_count ? kinds[kind].words : cue.substr(0, colon);
    return std::string(words) + " “" + std::string(cue.substr(colon + 1)) + "”";
  }
  if (sign == std::string_view::npos) return std::string(cue);
  const std::size_t number = find(numbers, cue.substr(0, sign));
  const std::string_view words = number < cue_number_count ? numbers[number].words : cue.substr(0, sign);
  return std::string(cue.substr(sign + 4)) + " or more " + std::string(words);
}

CueIndex::CueIndex(const std::vector<PageTypeCue>& cues) : size_(cues.size()) {
  const std::size_t slots = std::bit_ceil(cues.size() * 2 + 2);
  slots_.resize(slots);
  mask_ = slots - 1;
  shift_ = 32 - std::countr_zero(slots);
  for (std::uint32_t i = 0; i < cues.size(); ++i) {
    ParsedCue parsed;
    std::string problem;
    if (!parse_cue(cues[i].cue, parsed, problem)) continue;  // refused when loaded
    if (parsed.is_number) {
      edges_.push_back({parsed.number, parsed.edge, i});
      continue;
    }
    std::size_t slot = parsed.name >> shift_;
    while (slots_[slot].cue != none) slot = (slot + 1) & mask_;
    slots_[slot] = {parsed.name, i};
  }
}

}  // namespace thanbai
