#pragma once
#include <array>
#include <string>

#include "clean/blocks.hpp"
#include "clean/metadata.hpp"
#include "rules/rules.hpp"

namespace thanbai {

/// What a page is as a whole, how sure that is, and why.
struct PageTypeChoice {
  PageType type = PageType::article;
  std::array<float, 8> probability{};  ///< by PageType; sums to 1
  std::string reason;                  ///< the cues that weighed most, in words
};

/// Chooses by the cues of rules/page-types.toml: schema.org and Open Graph
/// types, words of the address, counts of blocks.
[[nodiscard]] PageTypeChoice page_type_of(const Tree* tree, const Blocks& blocks, const Metadata& metadata,
                                          const Rules& rules);

}  // namespace thanbai
