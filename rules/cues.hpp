#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/rules.hpp"

namespace thanbai {

/// Names that a page may bear. A cue `KIND:words` is seen where the words
/// (clean/words.hpp: case and punctuation do not count) are borne in that way.
#define THANBAI_CUE_KINDS(X)                                     \
  X(ld, "schema.org type")                                       \
  X(og, "Open Graph type")                                       \
  X(generator, "generator with")                                 \
  X(host, "host name with")                                      \
  X(path, "address with")                                        \
  X(title, "title with")                                         \
  X(root, "class or id of the root or body")                     \
  X(text, "line that says")                                      \
  X(start, "line that begins with")

/// Numbers of a page. A cue `NUMBER >= EDGE` is seen at or above the edge.
#define THANBAI_CUE_NUMBERS(X)                                   \
  X(blocks, "blocks")                                            \
  X(words, "words")                                              \
  X(longest, "words in the longest block")                       \
  X(prose_blocks, "blocks of prose")                             \
  X(prose_words, "words of prose")                               \
  X(prose_share, "% of words in prose")                          \
  X(prose_mean, "words in a block of prose")                     \
  X(link_share, "% of letters in links")                         \
  X(short_share, "% of blocks of four words or fewer")           \
  X(same_lines, "short lines that are the same")                 \
  X(sentences, "sentence ends")                                  \
  X(questions, "lines that end in a question mark")              \
  X(prices, "prices")                                            \
  X(dates, "dates or times of day")                              \
  X(images, "images")                                            \
  X(links, "links")                                              \
  X(articles, "article elements")                                \
  X(sections, "section elements")                                \
  X(paragraphs, "paragraph elements")                            \
  X(main_headings, "main headings")                              \
  X(headings, "headings")                                        \
  X(list_items, "list items")                                    \
  X(cells, "table cells")                                        \
  X(code, "pieces of code")                                      \
  X(quotes, "block quotes")                                      \
  X(forms, "forms")                                              \
  X(inputs, "input fields")                                      \
  X(buttons, "buttons")                                          \
  X(choices, "choices to select from")                           \
  X(times, "time elements")                                      \
  X(figures, "figures")                                          \
  X(frames, "frames or videos")                                  \
  X(body_words, "words of JSON-LD articleBody")                  \
  X(dated, "dates that the page gives")                          \
  X(authored, "authors that the page names")                     \
  X(path_depth, "parts of the address")                          \
  X(slug_words, "words in the last part of the address")         \
  X(path_digits, "digits in the address")

enum class CueKind : std::uint8_t {
#define X(name, words) name,
  THANBAI_CUE_KINDS(X)
#undef X
  count_
};
enum class CueNumber : std::uint8_t {
#define X(name, words) name,
  THANBAI_CUE_NUMBERS(X)
#undef X
  count_
};
inline constexpr std::size_t cue_kind_count = static_cast<std::size_t>(CueKind::count_);
inline constexpr std::size_t cue_number_count = static_cast<std::size_t>(CueNumber::count_);

/// One cue, read: a hash of a name, or a number and its edge.
struct ParsedCue {
  bool is_number = false;
  CueKind kind{};
  std::uint32_t name = 0;
  CueNumber number{};
  float edge = 0;
};

/// Reads `text:add to cart` or `prices >= 8`. On failure `problem` says what
/// was expected.
[[nodiscard]] bool parse_cue(std::string_view cue, ParsedCue& parsed, std::string& problem);

[[nodiscard]] std::string_view name_of(CueKind kind);
[[nodiscard]] std::string_view name_of(CueNumber number);
/// The cue in words, for a reader: `line that says “add to cart”`, `8 or more prices`.
[[nodiscard]] std::string words_of_cue(std::string_view cue);

/// Hash of a name of several words, one word after the other.
[[nodiscard]] constexpr std::uint32_t cue_start(CueKind kind) {
  return 0x9E3779B9u * (static_cast<std::uint32_t>(kind) + 1);
}
[[nodiscard]] constexpr std::uint32_t cue_step(std::uint32_t hash, std::uint32_t word) {
  return (hash ^ word) * 0x85EBCA6Bu + (hash >> 15);
}

/// The cues of Rules, ready to be asked about a page.
class CueIndex {
 public:
  explicit CueIndex(const std::vector<PageTypeCue>& cues);

  static constexpr std::uint32_t none = ~std::uint32_t{0};
  /// Index of the cue with this name; `none` if there is none. A nanosecond or two.
  [[nodiscard]] std::uint32_t cue_named(std::uint32_t name) const {
    for (std::size_t slot = name >> shift_;; slot = (slot + 1) & mask_) {
      if (slots_[slot].cue == none || slots_[slot].name == name) return slots_[slot].cue;
    }
  }

  struct Edge { CueNumber number; float edge; std::uint32_t cue; };
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Slot { std::uint32_t name = 0, cue = none; };
  std::vector<Slot> slots_;  ///< open addressing, at most half full
  std::vector<Edge> edges_;
  std::size_t mask_ = 0, size_ = 0;
  int shift_ = 0;
};

}  // namespace thanbai
