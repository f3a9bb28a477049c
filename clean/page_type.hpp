#pragma once
#include <array>
#include <string>

#include "clean/blocks.hpp"
#include "clean/metadata.hpp"
#include "rules/cues.hpp"
#include "rules/rules.hpp"

namespace thanbai {

/// What a page is as a whole, how sure that is, and why.
struct PageTypeChoice {
  PageType type = PageType::article;
  std::array<float, 8> probability{};  ///< by PageType; sums to 1
  std::string reason;                  ///< the cues that weighed most, in words
};

/// What the chooser looks at.
struct PageCues {
  std::vector<std::uint32_t> names;  ///< hashes (rules/cues.hpp), in order of the page; may repeat
  std::array<float, cue_number_count> numbers{};  ///< by CueNumber; -1: unknown
};

/// The cues of a page. `spelled`, if given, takes each name as `KIND:words`.
/// Linear; builds no strings unless they are asked for.
[[nodiscard]] PageCues cues_of(const Tree& tree, const Blocks& blocks, const Metadata& metadata,
                               std::vector<std::string>* spelled = nullptr);

/// Chooses by the cues of rules/page-types.toml: schema.org and Open Graph
/// types, words of the address, counts of blocks.
[[nodiscard]] PageTypeChoice page_type_of(const Tree* tree, const Blocks& blocks, const Metadata& metadata,
                                          const Rules& rules);

}  // namespace thanbai
