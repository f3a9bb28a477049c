#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <thanbai/article.hpp>

#include "clean/tree.hpp"

namespace thanbai {

/// A leaf run of prose of a page, or a line or paragraph of a dump, with its
/// counts. `words` are those of a search index: runs of letters, digits and
/// marks; scripts without spaces count by character.
struct Block {
  Piece::Kind kind = Piece::Kind::paragraph;
  NodeId node = no_node;         ///< innermost block element; no_node in a dump
  NodeId first_text = no_node, last_text = no_node;  ///< its text nodes
  Range text;                    ///< of Blocks::text: NFC, white space collapsed, `\n` for a line break
  Range source;                  ///< of Text::utf8
  Range words;                   ///< of Blocks::words
  std::uint32_t letters = 0;     ///< code points that are not white space
  std::uint32_t link_letters = 0, strong_letters = 0;
  std::uint16_t links = 0, images = 0;
  std::uint16_t sentence_ends = 0, commas = 0;
  std::uint8_t level = 0;        ///< heading level; list depth; indentation in a dump
  bool starts_with_link = false;
  bool has_time = false;         ///< a time element, or a table row in a dump
  bool after_break = false;      ///< cut from the block before by two line breaks or a blank line
  bool code = false;
};

/// The text of a page as blocks in document order. Product of blocks_of()
/// (HTML) or lines_of() (plain text); from here on both are one thing.
struct Blocks {
  std::vector<Block> blocks;
  std::string text;                   ///< of all blocks
  std::vector<std::uint32_t> words;   ///< hash of each word, case folded
  bool plain = false;                 ///< of a dump: facts of markup are unknown
  bool markdown = false;              ///< of a dump written in Markdown
  std::vector<std::string> notes;

  [[nodiscard]] std::string_view text_of(const Block& block) const {
    return std::string_view(text).substr(block.text.begin, block.text.size());
  }
};

/// Cuts a tree into leaf blocks (block elements, `<hr>`, two `<br>`), decodes
/// their text, and counts. Inline elements that show as separate words stay
/// separate. Linear.
[[nodiscard]] Blocks blocks_of(const Tree& tree);

/// Fills sentence_ends and commas from the block's text.
void count_punctuation(std::string_view text, Block& block);

/// `kind start-end text` per line: for tests.
[[nodiscard]] std::string dump(const Blocks& blocks);

}  // namespace thanbai
