#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "clean/facts.hpp"
#include "rules/languages.hpp"

namespace thanbai {

/// What is remembered of one line of a dump while its neighbours are judged.
struct LineNote {
  std::uint32_t block = 0;      ///< of Blocks
  std::uint32_t key = 0;        ///< hash of its words in order
  std::uint32_t kinds = 0;      ///< bit k: a rule of PhraseKind k hits
  std::uint16_t words = 0;      ///< of prose: characters of scripts without spaces count 1/1.7
  std::uint16_t joined = 0;     ///< words of the run of lines that one sentence goes through
  std::uint16_t prose_after = 0;///< words of prose that follow, halved at each line that is none
  std::uint16_t others_after = 0; ///< lines until the next prose
  std::int16_t island = -1;     ///< stretch of prose that it belongs to
  std::uint8_t end = 0, start = 0;  ///< LineSigns::End and Start
  /// Other LineSigns, so that no line is read twice.
  std::uint16_t points = 0, spaced_words = 0, letter_words = 0, capital_words = 0, upper_words = 0, digits = 0, symbols = 0;
  std::uint8_t separators = 0, glued = 0;
  bool quote = false, exclamation = false, question = false;
  std::uint8_t prose = 0;       ///< 0 none, 1 perhaps, 2 prose, 3 a long paragraph
  std::uint8_t capitalized = 0; ///< share of words, of 255
  std::uint8_t link_share = 0;  ///< share of letters in links, of 255
  std::uint8_t repeats = 0;     ///< other lines with the same words
  std::uint8_t promotions = 0;  ///< promotion and legal rules that hit
  std::uint8_t small = 0;       ///< share of small words, of 255
  std::uint8_t sentences = 0;   ///< sentence ends
  bool lonely = false;          ///< prose between lines that are none
  std::uint8_t shape = 0;       ///< length, end, links and date in a nutshell
  bool earlier = false;         ///< the same words stood on a line before
  bool doubled = false;         ///< its first half is its second
  bool dated = false;           ///< holds a date or time of day
  bool like_image = false;      ///< a neighbouring image has the same words
  bool image_before = false, image_after = false;
  bool dateline = false;
  [[nodiscard]] bool says(PhraseKind kind) const { return kinds >> static_cast<int>(kind) & 1u; }
};

/// A stretch of prose without long gaps.
struct Island {
  std::uint32_t first = 0, last = 0;  ///< lines
  float words = 0, lines = 0, lonely = 0;
  float cohesion = 0;                 ///< share of its words that the largest has
};

/// Small counters by word hash. Words that share a counter are taken for one.
class WordCounts {
 public:
  explicit WordCounts(std::size_t counters) : counts_(counters, 0) {}  ///< a power of two
  void add(std::uint32_t word) {
    std::uint8_t& count = counts_[slot(word)];
    if (count < 255) ++count;
  }
  [[nodiscard]] int of(std::uint32_t word) const { return counts_[slot(word)]; }

 private:
  [[nodiscard]] std::size_t slot(std::uint32_t word) const {
    return (word * 0x9E3779B1u >> 8) & (counts_.size() - 1);
  }
  std::vector<std::uint8_t> counts_;
};

/// What one pass over a dump shows of it as a whole. Some forty bytes a line.
struct DumpSurvey {
  std::vector<LineNote> lines;               ///< blocks with text; images are notes on their neighbours
  std::vector<Facts::Hit> hits;              ///< of rules that settle or weigh something; `block` is a line
  std::vector<std::uint32_t> words_before;   ///< prefix sums, one longer than lines
  std::vector<std::uint32_t> prose_before;   ///< words of lines that are prose
  std::vector<Island> islands;
  std::int32_t largest = -1;                 ///< island
  std::uint32_t core_begin = 0, core_end = 0;///< lines of the best stretch of prose
  std::int32_t title = -1;                   ///< line that names what the core is about
  float blank_share = 0;                     ///< of lines that stand after a blank one
  float fragments = 0;                       ///< of lines that go on with a sentence
  bool by_character = false;                 ///< most words are characters; words are then taken in pairs
  float small_share = 0;                     ///< of small words among the words of long lines
  std::shared_ptr<const LanguageIndex> small_words;
  std::uint64_t languages = ~std::uint64_t{0};  ///< bits of the dump's language, or of all
  WordCounts core{1u << 17};                 ///< words of the core's prose, by line
  WordCounts all{1u << 17};                  ///< words of all lines, by line
  WordCounts title_words{1u << 12};
  WordCounts lead_words{1u << 12};           ///< of the first prose of the core: forty rare words
  WordCounts opening_words{1u << 13};        ///< ... two hundred
  std::uint32_t lead_end = 0, opening_end = 0;  ///< lines

  [[nodiscard]] std::size_t size() const { return lines.size(); }
  [[nodiscard]] bool is_small(std::uint32_t word) const {
    return small_words != nullptr && (small_words->languages_of(word) & languages) != 0;
  }
};

/// Calls `visit` with each rare word of a line, its first 400; where words are
/// characters, with each pair of them.
template <typename Visit>
void visit_rare_words(const DumpSurvey& survey, std::span<const std::uint32_t> words, Visit visit) {
  std::uint32_t before = 0;
  for (const std::uint32_t word : words.first(std::min<std::size_t>(words.size(), 400))) {
    if (survey.by_character) {
      if (before != 0) visit(before * 31 + word);
    } else if (!survey.is_small(word)) {
      visit(word);
    }
    before = word;
  }
}

[[nodiscard]] DumpSurvey survey_of(const Blocks& blocks, const Rules& rules);

/// Gives the facts of a dump's lines window by window, in order, so that a
/// large dump needs no table of all its lines. Facts of markup stay unknown.
/// Linear.
class LineFacts {
 public:
  static constexpr std::size_t window_lines = 256;

  LineFacts(const Blocks& blocks, const Rules& rules);

  /// Facts of the next lines, one column a line; row `n` is that of
  /// `survey().lines[first() + n]`; so are the blocks of its hits. False when there are none left.
  bool next(Facts& window);
  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] const DumpSurvey& survey() const { return survey_; }

 private:
  struct Row;
  void fill(const Row& row);
  void fill_own(const Row& row);
  void fill_neighbours(const Row& row);
  void fill_place(const Row& row);
  void fill_states(const Row& row);
  void fill_likeness(const Row& row);
  void fill_island(const Row& row);
  void pass(std::size_t line);
  [[nodiscard]] const LineNote* at(std::size_t line, int offset) const;
  [[nodiscard]] float cohesion_of(std::size_t line) const;
  [[nodiscard]] float mean_cohesion(std::size_t line, int from, int to) const;
  [[nodiscard]] std::span<const std::uint32_t> words_of(const LineNote& line) const;

  const Blocks& blocks_;
  DumpSurvey survey_;
  std::size_t first_ = 0, next_ = 0;
  std::size_t next_hit_ = 0;
  std::vector<float> cohesion_;       ///< of lines from cohesion_from_ on; below 0: unknown
  std::size_t cohesion_from_ = 0;
  // What the lines before the next one leave behind.
  enum Opener { related, comments, social, author, opener_count };
  struct Opened { std::uint32_t lines = ~0u, words = 0, count = 0; };
  std::array<Opened, opener_count> opened_{};
  Opened any_opened_{};
  std::uint32_t others_before_ = 0;   ///< lines since the last prose
  float prose_mass_ = 0;              ///< words of prose before, halved at each line that is none
  std::uint32_t datelines_ = 0;
};

/// The facts of all blocks of a dump as one table, for explanations and tests.
[[nodiscard]] Facts facts_of_dump(const Blocks& blocks, const Rules& rules);

}  // namespace thanbai
