// One pass over a dump for what lines alone do not show: its small words, its
// stretches of prose, the best of them, and what that one is about.
#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "clean/facts/line_signs.hpp"
#include "clean/facts/lines.hpp"
#include "clean/numbers.hpp"
#include "rules/phrases.hpp"

namespace thanbai {
namespace {

using End = LineSigns::End;
using Start = LineSigns::Start;
constexpr std::size_t phrase_words = 400;    // phrases are looked for in so many first words
constexpr std::size_t phrase_bytes = 4096;   // ... and bytes
constexpr float words_per_character = 1 / 1.7f;

std::uint8_t of_255(float share) { return static_cast<std::uint8_t>(std::clamp(share, 0.f, 1.f) * 255 + 0.5f); }
std::uint16_t saturated(double n) { return static_cast<std::uint16_t>(std::clamp(n, 0.0, 65535.0)); }

std::span<const std::uint32_t> words_of(const Blocks& blocks, const Block& block) {
  return std::span(blocks.words).subspan(block.words.begin, block.words.size());
}

std::uint32_t key_of(std::span<const std::uint32_t> words) {
  std::uint32_t key = 2166136261u;
  for (const std::uint32_t word : words) key = (key ^ word) * 0x9E3779B1u ^ (key >> 15);
  return key;
}

bool is_doubled(std::span<const std::uint32_t> words) {
  const std::size_t half = words.size() / 2;
  return words.size() >= 4 && words.size() % 2 == 0 &&
         std::equal(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(half),
                    words.begin() + static_cast<std::ptrdiff_t>(half));
}

// Digits as in a date or a time of day.
bool shows_date(std::string_view text) {
  const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    if (!digit(at)) continue;
    std::size_t end = at;
    while (digit(end)) ++end;
    const std::size_t length = end - at;
    const char mark = end < text.size() ? text[end] : ' ';
    if (length <= 2 && (mark == ':' || mark == 'h') && digit(end + 1) && digit(end + 2)) return true;
    if (length <= 4 && (mark == '/' || mark == '-' || mark == '.') && digit(end + 1)) {
      const std::size_t second = end + (digit(end + 2) ? 3 : 2);
      if (length == 2 && mark == '/' && !digit(second)) return true;
      if (second < text.size() && text[second] == mark && digit(second + 1)) return true;
    }
    at = end;
  }
  return false;
}

class Surveyor {
 public:
  Surveyor(const Blocks& blocks, const Rules& rules) : blocks_(blocks), rules_(rules) {}

  DumpSurvey run() {
    find_language();
    survey_.lines.reserve(blocks_.blocks.size());
    for (std::uint32_t block = 0; block < blocks_.blocks.size(); ++block) note(block);
    note_images();
    find_repeats();
    join_lines();
    sum();
    look_ahead();
    find_lonely();
    find_core();
    learn_core();
    find_islands();
    return std::move(survey_);
  }

 private:
  const Block& block_of(const LineNote& line) const { return blocks_.blocks[line.block]; }

  // The language whose small words are most; all of them if none is frequent.
  void find_language() {
    survey_.small_words = rules_.small_words;
    if (rules_.small_words == nullptr) return;
    std::array<std::size_t, 64> counts{};
    std::size_t words = 0;
    for (const Block& block : blocks_.blocks) {
      if (block.words.size() < 10 || block.link_letters * 2 > block.letters) continue;
      for (const std::uint32_t word : words_of(blocks_, block).first(std::min<std::size_t>(block.words.size(), 400)))
        for (std::uint64_t bits = rules_.small_words->languages_of(word); bits != 0; bits &= bits - 1)
          ++counts[static_cast<std::size_t>(std::countr_zero(bits))];
      words += block.words.size();
      if (words > 20'000) break;
    }
    const auto best = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    survey_.small_share = static_cast<float>(counts[best]) / std::max(1.f, static_cast<float>(words));
    if (survey_.small_share > 0.08f) survey_.languages = std::uint64_t{1} << best;
  }

  void note(std::uint32_t index) {
    const Block& block = blocks_.blocks[index];
    if (block.text.empty()) return;
    LineNote line;
    line.block = index;
    const std::string_view text = blocks_.text_of(block);
    const auto words = words_of(blocks_, block);
    const LineSigns signs = signs_of(text);
    const float alone = static_cast<float>(std::min<std::size_t>(signs.alone, words.size()));
    characters_ += alone;
    all_words_ += static_cast<float>(words.size());
    line.words = saturated(static_cast<float>(words.size()) - alone + std::max(alone * words_per_character, alone > 0 ? 1.f : 0.f));
    line.key = key_of(words);
    line.end = static_cast<std::uint8_t>(signs.end);
    line.start = static_cast<std::uint8_t>(signs.start);
    line.capitalized = of_255(static_cast<float>(signs.capitalized) / static_cast<float>(std::max(1u, signs.letter_words)));
    line.link_share = of_255(static_cast<float>(block.link_letters) / static_cast<float>(std::max(1u, block.letters)));
    line.doubled = is_doubled(words);
    std::uint32_t small = 0;
    for (const std::uint32_t word : words) small += survey_.is_small(word);
    line.small = of_255(static_cast<float>(small) / static_cast<float>(std::max<std::size_t>(1, words.size())));
    line.sentences = static_cast<std::uint8_t>(std::min<int>(255, block.sentence_ends));
    line.dated = signs.digits >= 3 && shows_date(text.substr(0, 400));
    note_signs(signs, line);
    note_phrases(text, words, line);
    line.prose = prose_level(line, block, signs);
    line.shape = shape_of(line);
    survey_.lines.push_back(line);
  }

  static void note_signs(const LineSigns& signs, LineNote& line) {
    line.points = saturated(signs.points);
    line.spaced_words = saturated(signs.spaced_words);
    line.letter_words = saturated(signs.letter_words);
    line.capital_words = saturated(signs.capitalized);
    line.upper_words = saturated(signs.upper);
    line.digits = saturated(signs.digits);
    line.symbols = saturated(signs.symbols);
    line.separators = static_cast<std::uint8_t>(std::min<int>(signs.separators, 255));
    line.glued = static_cast<std::uint8_t>(std::min<int>(signs.glued, 255));
    line.quote = signs.quote;
    line.exclamation = signs.exclamation;
    line.question = signs.question;
    line.dateline = signs.dateline;
  }

  void note_phrases(std::string_view text, std::span<const std::uint32_t> words, LineNote& line) {
    if (!rules_.phrases) return;
    std::size_t end = std::min(text.size(), phrase_bytes);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    hits_.clear();
    rules_.phrases->match(text.substr(0, end), words.first(std::min(words.size(), phrase_words)), true, hits_);
    for (const std::uint16_t hit : hits_) {
      const DeclaredRule& rule = rules_.declared[hit];
      if (rule.verdict_on(true) != DeclaredRule::Verdict::none || rule.points != 0)
        survey_.hits.push_back({static_cast<std::uint32_t>(survey_.size()), hit});
      if (rule.kind < 0 || !rule.conditions.empty()) continue;
      line.kinds |= 1u << rule.kind;
      const auto kind = static_cast<PhraseKind>(rule.kind);
      if ((kind == PhraseKind::promotion || kind == PhraseKind::legal || kind == PhraseKind::newsletter) &&
          line.promotions < 255)
        ++line.promotions;
    }
  }

  std::uint8_t prose_level(const LineNote& line, const Block& block, const LineSigns& signs) const {
    const bool furniture = line.says(PhraseKind::furniture) || line.says(PhraseKind::player);
    if (line.words < 8 || line.link_share > 150 || furniture || block.code) return 0;
    if (line.capitalized > 190 && block.sentence_ends == 0) return 0;
    if (survey_.small_share > 0.15f && line.small < 0.35f * 255 * survey_.small_share && block.sentence_ends == 0) return 0;
    const bool ends = signs.end == End::sentence || signs.end == End::pause;
    if (!(ends && line.words >= 10) && line.words < 25) return 1;
    if (line.promotions >= 2 || (line.promotions >= 1 && line.words < 30)) return 1;
    return line.words >= 25 ? 3 : 2;
  }

  static std::uint8_t shape_of(const LineNote& line) {
    const int length = line.words <= 3 ? 0 : line.words <= 7 ? 1 : line.words <= 20 ? 2 : 3;
    const bool ends = line.end == static_cast<std::uint8_t>(End::sentence);
    const bool dated = line.dated && line.words <= 8;
    return static_cast<std::uint8_t>(length | ends << 2 | (line.link_share > 178) << 3 | dated << 4);
  }

  // An image's block is no line: its neighbours remember it.
  void note_images() {
    std::size_t line = 0;
    for (std::uint32_t block = 0; block < blocks_.blocks.size(); ++block) {
      while (line < survey_.size() && survey_.lines[line].block < block) ++line;
      const Block& image = blocks_.blocks[block];
      if (!image.text.empty()) continue;
      const std::uint32_t key = key_of(words_of(blocks_, image));
      if (line > 0) {
        survey_.lines[line - 1].image_after = true;
        survey_.lines[line - 1].like_image |= survey_.lines[line - 1].key == key;
      }
      if (line < survey_.size()) {
        survey_.lines[line].image_before = true;
        survey_.lines[line].like_image |= survey_.lines[line].key == key;
      }
    }
  }

  void find_repeats() {
    auto& lines = survey_.lines;
    std::vector<std::uint32_t> slots(std::bit_ceil(lines.size() * 2 + 2), 0);  // 1 + line
    const std::size_t mask = slots.size() - 1;
    std::vector<std::uint32_t> first_of(lines.size());
    for (std::uint32_t n = 0; n < lines.size(); ++n) {
      std::size_t slot = lines[n].key & mask;
      while (slots[slot] != 0 && lines[slots[slot] - 1].key != lines[n].key) slot = (slot + 1) & mask;
      lines[n].earlier = slots[slot] != 0;
      if (!lines[n].earlier) slots[slot] = n + 1;
      first_of[n] = slots[slot] - 1;
      if (lines[n].earlier && lines[first_of[n]].repeats < 255) ++lines[first_of[n]].repeats;
    }
    for (std::uint32_t n = 0; n < lines.size(); ++n) lines[n].repeats = lines[first_of[n]].repeats;
  }

  static bool goes_on(const LineNote& line, const LineNote& after) {
    const bool open = line.end != static_cast<std::uint8_t>(End::sentence) && line.end != static_cast<std::uint8_t>(End::cut);
    return open && (after.start == static_cast<std::uint8_t>(Start::lower) || after.start == static_cast<std::uint8_t>(Start::mark));
  }

  void join_lines() {
    auto& lines = survey_.lines;
    std::size_t continuing = 0, breaks = 0;
    for (std::size_t n = 0; n < lines.size();) {
      std::size_t last = n;
      std::uint32_t words = lines[n].words;
      while (last + 1 < lines.size() && goes_on(lines[last], lines[last + 1])) words += lines[++last].words;
      for (std::size_t k = n; k <= last; ++k) lines[k].joined = saturated(words);
      continuing += last - n;
      n = last + 1;
    }
    for (const LineNote& line : lines) breaks += block_of(line).after_break;
    const float count = std::max(1.f, static_cast<float>(lines.size()));
    survey_.fragments = static_cast<float>(continuing) / count;
    survey_.blank_share = static_cast<float>(breaks) / count;
    survey_.by_character = characters_ > 0.5f * all_words_;
  }

  void sum() {
    auto& survey = survey_;
    survey.words_before.assign(1, 0);
    survey.prose_before.assign(1, 0);
    survey.words_before.reserve(survey.size() + 1);
    survey.prose_before.reserve(survey.size() + 1);
    for (const LineNote& line : survey.lines) {
      survey.words_before.push_back(survey.words_before.back() + line.words);
      survey.prose_before.push_back(survey.prose_before.back() + (line.prose >= 2 ? line.words : 0));
    }
  }

  void look_ahead() {
    double mass = 0;
    std::uint32_t others = 0;
    for (std::size_t n = survey_.size(); n-- > 0;) {
      LineNote& line = survey_.lines[n];
      line.prose_after = saturated(mass);
      line.others_after = saturated(others);
      mass = line.prose >= 2 ? mass + line.words : mass * 0.5;
      others = line.prose >= 2 ? 0 : others + 1;
    }
  }

  // Prose of a sentence or two between headlines is a card more often than not.
  void find_lonely() {
    auto& lines = survey_.lines;
    for (std::size_t n = 0; n < lines.size(); ++n) {
      const bool before = n > 0 && lines[n - 1].prose >= 1, after = n + 1 < lines.size() && lines[n + 1].prose >= 1;
      lines[n].lonely = lines[n].prose >= 1 && !before && !after && lines[n].sentences <= 2;
    }
  }

  // The stretch of lines with the largest sum of gains (Bentley 1984).
  void find_core() {
    double best = 0, current = 0;
    std::uint32_t start = 0;
    for (std::uint32_t n = 0; n < survey_.size(); ++n) {
      const LineNote& line = survey_.lines[n];
      const bool opens = line.says(PhraseKind::related) || line.says(PhraseKind::comments);
      const double gain = line.prose >= 2 ? std::min<double>(line.words, 60) * (line.lonely ? 0.4 : 1) : line.prose == 1 ? 0.4 * line.words : opens ? -25 : -6;
      if (current <= 0) current = 0, start = n;
      current += gain;
      if (current > best) best = current, survey_.core_begin = start, survey_.core_end = n + 1;
    }
  }

  template <typename Visit>
  void each_rare(const LineNote& line, Visit visit) const {
    visit_rare_words(survey_, words_of(blocks_, block_of(line)), visit);
  }

  void learn_core() {
    for (const LineNote& line : survey_.lines)
      if (!line.earlier) each_rare(line, [&](std::uint32_t word) { survey_.all.add(word); });
    std::size_t seen = 0;
    for (std::uint32_t n = survey_.core_begin; n < survey_.core_end; ++n) {
      const LineNote& line = survey_.lines[n];
      if (line.prose < 1) continue;
      each_rare(line, [&](std::uint32_t word) { survey_.core.add(word); });
      if (line.prose < 2 || seen > 200) continue;
      if (seen <= 40) survey_.lead_end = n + 1;
      survey_.opening_end = n + 1;
      each_rare(line, [&](std::uint32_t word) {
        if (n < survey_.lead_end) survey_.lead_words.add(word);
        survey_.opening_words.add(word);
        ++seen;
      });
    }
    find_title();
    if (survey_.title >= 0)
      each_rare(survey_.lines[static_cast<std::size_t>(survey_.title)], [&](std::uint32_t word) { survey_.title_words.add(word); });
  }

  // Of the lines up to the core, the one that shares most with it.
  void find_title() {
    float best = 0;
    const std::uint32_t end = std::min<std::uint32_t>(static_cast<std::uint32_t>(survey_.size()), survey_.core_begin + 2);
    for (std::uint32_t n = end > 200 ? end - 200 : 0; n < end; ++n) {
      const LineNote& line = survey_.lines[n];
      if (line.words < 3 || line.words > 30 || (line.end == static_cast<std::uint8_t>(End::sentence) && line.words > 18)) continue;
      float rare = 0, shared = 0;
      each_rare(line, [&](std::uint32_t word) { ++rare, shared += survey_.core.of(word) > 0; });
      if (rare == 0) continue;
      const Block& block = block_of(line);
      const float heading = block.kind != Piece::Kind::heading ? 0 : block.level == 1 ? 1.f : block.level == 2 ? 0.4f : 0;
      const float distance = static_cast<float>(survey_.core_begin > n ? std::min(30u, survey_.core_begin - n) : 0);
      const float value = shared / rare * 0.69f * log_count(rare) + heading + (line.repeats > 0 ? 0.3f : 0) -
                          0.03f * distance - (line.promotions > 0 ? 0.5f : 0);
      if (value > best) best = value, survey_.title = static_cast<std::int32_t>(n);
    }
  }

  void find_islands() {
    std::uint32_t gap = 0;
    auto& islands = survey_.islands;
    for (std::uint32_t n = 0; n < survey_.size(); ++n) {
      LineNote& line = survey_.lines[n];
      const bool opens = line.says(PhraseKind::related) || line.says(PhraseKind::comments);
      if (line.prose >= 2 || (line.prose == 1 && gap == 0 && !islands.empty())) {
        if ((gap > 1 || islands.empty()) && islands.size() < 32'000) islands.push_back({n, n});
        Island& island = islands.back();
        gap = 0;
        line.island = static_cast<std::int16_t>(islands.size() - 1);
        island.last = n;
        island.words += line.words;
        ++island.lines;
        island.lonely += line.lonely;
      } else {
        const bool label = line.words <= 3 && block_of(line).kind == Piece::Kind::paragraph && line.says(PhraseKind::furniture);
        gap += 1 + (opens ? 2 : 0) + (label ? 1 : 0);
      }
    }
    compare_islands();
  }

  void compare_islands() {
    auto& islands = survey_.islands;
    for (std::size_t i = 0; i < islands.size(); ++i)
      if (survey_.largest < 0 || islands[i].words > islands[static_cast<std::size_t>(survey_.largest)].words)
        survey_.largest = static_cast<std::int32_t>(i);
    if (survey_.largest < 0) return;
    WordCounts words(1u << 16);
    const auto each_word_of = [&](const Island& island, auto visit) {
      const std::uint32_t last = std::min(island.last, island.first + 500);
      for (std::uint32_t n = island.first; n <= last; ++n)
        if (survey_.lines[n].island >= 0) each_rare(survey_.lines[n], visit);
    };
    each_word_of(islands[static_cast<std::size_t>(survey_.largest)], [&](std::uint32_t word) { words.add(word); });
    for (Island& island : islands) {
      float rare = 0, shared = 0;
      each_word_of(island, [&](std::uint32_t word) { ++rare, shared += words.of(word) > 0; });
      island.cohesion = shared / std::max(1.f, rare);
    }
  }

  const Blocks& blocks_;
  const Rules& rules_;
  DumpSurvey survey_;
  std::vector<std::uint16_t> hits_;
  float characters_ = 0, all_words_ = 0;
};

}  // namespace

DumpSurvey survey_of(const Blocks& blocks, const Rules& rules) { return Surveyor(blocks, rules).run(); }

}  // namespace thanbai
