#include "clean/walls.hpp"

#include "clean/facts/view.hpp"

namespace thanbai {
namespace {

constexpr std::uint32_t little_words = 40;  // kept, or of good prose, beside the wall's own
constexpr std::size_t most_quoted = 120;    // bytes

std::string quoted(std::string_view text) {
  std::size_t end = std::min(text.find('\n'), text.size());
  if (end > most_quoted) {
    end = most_quoted;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return "“" + std::string(text.substr(0, end)) + "…”";
  }
  return "“" + std::string(text.substr(0, end)) + "”";
}

}  // namespace

std::string wall_of(const Blocks& blocks, const Facts& facts, const Verdicts& verdicts) {
  const Block* wall = nullptr;
  std::uint32_t kept = 0, prose = 0;
  for (std::size_t k = 0; k < facts.blocks; ++k) {
    const Block& block = blocks.blocks[k];
    if (facts.at(Fact::says_wall, k) > 0) {
      if (wall == nullptr || block.words.size() > wall->words.size()) wall = &block;
      continue;
    }
    if (verdicts.blocks[k].keep) kept += block.words.size();
    if (is_good_prose(block, static_cast<float>(block.words.size()))) prose += block.words.size();
  }
  if (wall == nullptr || kept >= little_words || prose >= little_words) return {};
  return "wall: the page says " + quoted(blocks.text_of(*wall));
}

}  // namespace thanbai
