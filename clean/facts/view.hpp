#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "clean/facts.hpp"

namespace thanbai {

/// A set of word hashes: open addressing, no deletion.
class WordSet {
 public:
  explicit WordSet(std::size_t expected = 16);
  bool insert(std::uint32_t word);  ///< false if it was there
  [[nodiscard]] bool contains(std::uint32_t word) const;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void grow();
  std::vector<std::uint32_t> slots_;  // 0: free
  std::size_t size_ = 0;
};

/// Sums over the blocks of a subtree.
struct Totals {
  float words = 0, link_words = 0, good = 0;
  float blocks = 0, headings = 0, images = 0, prices = 0, short_blocks = 0;
  std::array<float, 5> links{};  ///< by LinkKind
  std::int32_t first_block = -1, last_block = -1;
  std::uint32_t children = 0;    ///< child elements with text
  std::uint32_t child_index = 0; ///< among those of its parent
};

enum class LinkKind : std::uint8_t { same_site, anchor, other_site, below, other };

/// What the families of facts share: numbers of each block and of each
/// subtree. Made once a page, then only read.
struct View {
  const Tree& tree;
  const Blocks& page;
  const Metadata& metadata;
  const Rules& rules;

  std::size_t count = 0;                    ///< of blocks
  std::vector<float> words, link_density, good;  ///< of each block; good: words if good prose, else 0
  std::vector<std::uint8_t> ends_sentence, price, heading, date;
  std::vector<std::uint32_t> phrase_kinds;  ///< bit k: a rule of PhraseKind k hits
  std::vector<std::uint64_t> masked;        ///< hash of each text, numbers alike
  std::vector<Facts::Hit> hits;             ///< of declared rules
  std::vector<std::uint16_t> limited;       ///< rules whose expression hit a limit, by block
  std::vector<float> words_before, good_before;  ///< prefix sums, one longer than count
  float total_words = 1, total_good = 1;    ///< at least 1

  std::vector<Totals> totals;               ///< by node
  std::vector<std::uint32_t> signature;     ///< by node with text: tag and first four classes, digits alike
  std::vector<std::uint64_t> families;      ///< by element: class families of its own names
  std::int32_t h1 = -1;                     ///< block of the main heading
  std::int32_t longest = 0, first_good = 0, last_good = 0;
  NodeId largest_article = no_node, largest_main = no_node;
  WordSet title_words;

  [[nodiscard]] const Block& block(std::size_t k) const { return page.blocks[k]; }
  [[nodiscard]] NodeId node(std::size_t k) const { return page.blocks[k].node; }
  [[nodiscard]] NodeId parent(NodeId id) const { return tree[id].parent; }
  /// `levels` up from `id`, stopping at the root.
  [[nodiscard]] NodeId up(NodeId id, int levels) const {
    for (; levels > 0 && tree[id].parent != no_node; --levels) id = tree[id].parent;
    return id;
  }
  [[nodiscard]] bool inside(NodeId inner, NodeId outer) const {
    return outer != no_node && inner >= outer && inner < tree[outer].end;
  }
};

[[nodiscard]] View view_of(const Tree& tree, const Blocks& blocks, const Metadata& metadata, const Rules& rules);

/// Good prose: ten words or more, few of them linked, and a sentence end or
/// over forty words.
[[nodiscard]] bool is_good_prose(const Block& block, float words);
[[nodiscard]] bool ends_with_sentence(std::string_view text);
/// A currency sign beside a digit.
[[nodiscard]] bool has_price(std::string_view text);
/// Digits as in a date or a time of day.
[[nodiscard]] bool has_date(std::string_view text);

// The families, in the order of facts.def.
void add_prose_facts(const View& view, Facts& facts);
void add_place_facts(const View& view, Facts& facts);
void add_markup_facts(const View& view, Facts& facts);
void add_container_facts(const View& view, Facts& facts);
void add_group_facts(const View& view, Facts& facts);
void add_section_facts(const View& view, Facts& facts);
void add_likeness_facts(const View& view, Facts& facts);
void add_page_facts(const View& view, const PageTypeChoice& type, Facts& facts);

}  // namespace thanbai
