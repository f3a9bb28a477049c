#pragma once
// A page taken through the first stages, for tests of the later ones.
#include <string>
#include <utility>

#include <thanbai/thanbai.hpp>

#include "clean/blocks.hpp"
#include "clean/decode.hpp"
#include "clean/facts.hpp"
#include "clean/judge.hpp"
#include "clean/parse.hpp"
#include "clean/sieve.hpp"

namespace thanbai {

struct ParsedPage {
  explicit ParsedPage(std::string html, const Limits& limits = {})
      : page{.bytes = std::move(html)}, text(decode(page)), tree(parse(text, sieve(text, limits), limits)),
        blocks(blocks_of(tree)) {}
  Page page;
  Text text;
  Tree tree;
  Blocks blocks;
};

/// A parsed page and all that the judge is given.
struct WeighedPage : ParsedPage {
  explicit WeighedPage(std::string html, const Rulebook& rulebook = Rulebook::builtin())
      : ParsedPage(std::move(html)), rules(rulebook), metadata(metadata_of(tree, "")),
        type(page_type_of(&tree, blocks, metadata, rules.rules())),
        facts(facts_of(&tree, blocks, metadata, type, rules.rules())) {}
  Rulebook rules;
  Metadata metadata;
  PageTypeChoice type;
  Facts facts;

  /// Index of the block that contains `needle`.
  [[nodiscard]] std::size_t block_with(std::string_view needle) const {
    for (std::size_t k = 0; k < blocks.blocks.size(); ++k) {
      if (blocks.text_of(blocks.blocks[k]).find(needle) != std::string_view::npos) return k;
    }
    return blocks.blocks.size();
  }
};

}  // namespace thanbai
