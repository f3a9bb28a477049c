// Facts of the lines of a dump: what HTML shows by its markup, a dump shows by
// the shape of its lines, their company and their words.
#include "clean/facts/lines.hpp"

#include <algorithm>

#include "clean/facts/line_signs.hpp"
#include "clean/numbers.hpp"

namespace thanbai {
namespace {

using End = LineSigns::End;

bool ends_sentence(const LineNote& line) { return line.end >= static_cast<std::uint8_t>(End::sentence); }

bool is_short_label(const LineNote& line) { return line.words <= 9 && !ends_sentence(line); }

// A short line that says what comes after it.
bool opens(const LineNote& line) {
  if (!is_short_label(line)) return false;
  for (const PhraseKind kind : {PhraseKind::related, PhraseKind::comments, PhraseKind::reviews, PhraseKind::social,
                                PhraseKind::newsletter, PhraseKind::author, PhraseKind::contents})
    if (line.says(kind)) return true;
  return false;
}

bool is_headline(const LineNote* line) {
  return line != nullptr && line->words >= 4 && line->words <= 20 && !ends_sentence(*line) && line->prose <= 1;
}

bool is_label(const LineNote& line) { return line.says(PhraseKind::furniture) || line.says(PhraseKind::player); }

float signed_log(std::int64_t distance) {
  return distance < 0 ? -log_count(static_cast<float>(-distance)) : log_count(static_cast<float>(distance));
}

}  // namespace

/// One row of a window being filled.
struct LineFacts::Row {
  std::size_t line;        ///< of the survey
  std::size_t row;
  const LineNote& note;
  Facts& window;

  void put(Fact fact, float value) const { window.column(fact)[row] = value; }
};

LineFacts::LineFacts(const Blocks& blocks, const Rules& rules) : blocks_(blocks), survey_(survey_of(blocks, rules)) {}

std::span<const std::uint32_t> LineFacts::words_of(const LineNote& line) const {
  const Block& block = blocks_.blocks[line.block];
  return std::span(blocks_.words).subspan(block.words.begin, block.words.size());
}

const LineNote* LineFacts::at(std::size_t line, int offset) const {
  const auto n = static_cast<std::int64_t>(line) + offset;
  if (n < 0 || n >= static_cast<std::int64_t>(survey_.size())) return nullptr;
  return &survey_.lines[static_cast<std::size_t>(n)];
}

bool LineFacts::next(Facts& window) {
  if (next_ >= survey_.size()) return false;
  first_ = next_;
  const std::size_t rows = std::min(window_lines, survey_.size() - first_);
  if (window.blocks != rows || window.values.size() != fact_count * rows) {
    window.blocks = rows;
    window.values.assign(fact_count * rows, unknown);
  }
  cohesion_from_ = first_ - std::min<std::size_t>(first_, 3);
  cohesion_.clear();
  for (std::size_t n = cohesion_from_; n < std::min(first_ + rows + 7, survey_.size()); ++n)
    cohesion_.push_back(cohesion_of(n));
  for (std::size_t row = 0; row < rows; ++row) {
    fill({first_ + row, row, survey_.lines[first_ + row], window});
    pass(first_ + row);
  }
  next_ = first_ + rows;
  window.hits.clear();
  for (; next_hit_ < survey_.hits.size() && survey_.hits[next_hit_].block < next_; ++next_hit_) {
    const Facts::Hit& hit = survey_.hits[next_hit_];
    window.hits.push_back({hit.block - static_cast<std::uint32_t>(first_), hit.rule});
  }
  return true;
}

void LineFacts::fill(const Row& row) {
  fill_own(row);
  fill_neighbours(row);
  fill_place(row);
  fill_states(row);
  fill_likeness(row);
  fill_island(row);
}

// Carries the states over one line.
void LineFacts::pass(std::size_t line) {
  const LineNote& note = survey_.lines[line];
  const auto bits = [&](PhraseKind a, PhraseKind b) { return note.says(a) || note.says(b); };
  const bool hits[opener_count] = {note.says(PhraseKind::related), bits(PhraseKind::comments, PhraseKind::reviews),
                                   bits(PhraseKind::social, PhraseKind::newsletter), note.says(PhraseKind::author)};
  const auto carry = [&](Opened& opened, bool hit) {
    if (hit) {
      opened = {0, 0, opened.count + (line >= survey_.core_begin ? 1u : 0u)};
    } else if (opened.lines != ~0u) {
      ++opened.lines;
      if (note.prose >= 1) opened.words += note.words;
    }
  };
  for (int n = 0; n < opener_count; ++n) carry(opened_[static_cast<std::size_t>(n)], hits[n] && is_short_label(note));
  carry(any_opened_, opens(note));
  others_before_ = note.prose >= 2 ? 0 : others_before_ + 1;
  prose_mass_ = note.prose >= 2 ? prose_mass_ + note.words : prose_mass_ * (note.prose == 1 || note.words > 3 ? 0.5f : 0.7f);
  datelines_ += note.dateline;
}

void LineFacts::fill_own(const Row& row) {
  const LineNote& note = row.note;
  const Block& block = blocks_.blocks[note.block];
  const auto points = std::max(1.f, static_cast<float>(note.points));
  const auto words = static_cast<float>(std::max<std::uint32_t>(1, note.words));
  const auto share = [](std::uint32_t part, std::uint32_t whole) {
    return whole == 0 ? unknown : static_cast<float>(part) / static_cast<float>(whole);
  };
  row.put(Fact::words, log_count(note.words));
  row.put(Fact::letters_per_word, points / std::max(1.f, static_cast<float>(note.spaced_words)));
  row.put(Fact::link_density, blocks_.markdown || block.links > 0 ? share(block.link_letters, block.letters) : unknown);
  row.put(Fact::links, blocks_.markdown || block.links > 0 ? log_count(block.links) : unknown);
  row.put(Fact::sentence_ends, log_count(block.sentence_ends));
  row.put(Fact::commas, log_count(block.commas));
  row.put(Fact::comma_rate, static_cast<float>(block.commas) / words);
  row.put(Fact::capitalized, share(note.capital_words, note.letter_words));
  row.put(Fact::upper, share(note.upper_words, note.letter_words));
  row.put(Fact::digits, static_cast<float>(note.digits) / points);
  row.put(Fact::symbols, static_cast<float>(note.symbols) / points);
  row.put(Fact::date, note.dated ? (note.words <= 8 ? 2.f : 1.f) : 0.f);
  row.put(Fact::strong, blocks_.markdown ? share(block.strong_letters, block.letters) : unknown);
  row.put(Fact::has_time, block.has_time);
  row.put(Fact::after_break, survey_.blank_share > 0.05f && survey_.blank_share < 0.95f ? block.after_break : unknown);
  for (std::size_t kind = 0; kind < phrase_kind_count; ++kind)
    row.put(static_cast<Fact>(static_cast<std::size_t>(Fact::says_related) + kind), note.kinds >> kind & 1u);
  row.put(Fact::promotions, note.promotions);
  row.put(Fact::line_kind, static_cast<float>(block.kind));
  row.put(Fact::line_level, block.kind == Piece::Kind::paragraph ? 0.f : block.level);
  row.put(Fact::line_indent, block.kind == Piece::Kind::paragraph ? std::min<float>(block.level, 12) : 0.f);
  row.put(Fact::line_end, note.end);
  row.put(Fact::line_start, note.start);
  row.put(Fact::quotes, note.quote);
  row.put(Fact::asks_or_cries, (note.exclamation ? 1.f : 0.f) + (note.question ? 2.f : 0.f));
  row.put(Fact::separators, std::min<float>(note.separators, 4));
  row.put(Fact::glued, static_cast<float>(note.glued) / words);
  row.put(Fact::dateline, (note.dateline ? 1.f : 0.f) + (note.dateline && datelines_ > 0 ? 1.f : 0.f));
  row.put(Fact::stop_words, survey_.small_share > 0.05f ? static_cast<float>(note.small) / 255 / survey_.small_share : unknown);
  const LineNote* const before = at(row.line, -1);
  row.put(Fact::doubled, note.doubled ? 2.f : before != nullptr && before->doubled ? 1.f : 0.f);
  row.put(Fact::same_as_image, note.like_image);
  row.put(Fact::image_before, note.image_before);
  row.put(Fact::image_after, note.image_after);
  row.put(Fact::prose_level, note.prose);
  row.put(Fact::joined_words, log_count(note.joined));
}

void LineFacts::fill_neighbours(const Row& row) {
  const LineNote* const before = at(row.line, -1);
  const LineNote* const before2 = at(row.line, -2);
  const LineNote* const after = at(row.line, 1);
  const LineNote* const after2 = at(row.line, 2);
  const auto prose = [](const LineNote* note) { return note == nullptr ? unknown : static_cast<float>(note->prose); };
  const auto end = [](const LineNote* note) { return note == nullptr ? unknown : static_cast<float>(note->end); };
  const auto words = [](const LineNote* note) { return note == nullptr ? unknown : log_count(note->words); };
  row.put(Fact::previous_words, words(before));
  row.put(Fact::next_words, words(after));
  row.put(Fact::previous_prose, prose(before));
  row.put(Fact::previous2_prose, prose(before2));
  row.put(Fact::next_prose, prose(after));
  row.put(Fact::next2_prose, prose(after2));
  row.put(Fact::previous_end, end(before));
  row.put(Fact::next_end, end(after));
  row.put(Fact::date_before, before == nullptr ? unknown : before->dated && before->words <= 8);
  row.put(Fact::date_after, after == nullptr ? unknown : after->dated && after->words <= 8);
  const auto runs_into = [](const LineNote* a, const LineNote* b) {
    return a != nullptr && b != nullptr && !ends_sentence(*a) &&
           (b->start == static_cast<std::uint8_t>(LineSigns::Start::lower) || b->start == static_cast<std::uint8_t>(LineSigns::Start::mark));
  };
  row.put(Fact::continues, runs_into(before, &row.note) ? 2.f : runs_into(&row.note, after) ? 1.f : 0.f);

  const std::size_t size = survey_.size();
  const auto window = [&](const std::vector<std::uint32_t>& sums, std::size_t back, std::size_t ahead, std::size_t& lines) {
    const std::size_t from = row.line - std::min(row.line, back), to = std::min(size, row.line + ahead + 1);
    lines = to - from - 1;
    return static_cast<float>(sums[to] - sums[from] - (sums[row.line + 1] - sums[row.line]));
  };
  std::size_t lines = 0;
  for (const auto& [fact, radius] : {std::pair{Fact::good_within_2, 2}, std::pair{Fact::good_within_3, 4}, std::pair{Fact::good_within_8, 8}}) {
    const auto reach = static_cast<std::size_t>(radius);
    const float good = window(survey_.prose_before, reach, reach, lines);
    row.put(fact, good / std::max(1.f, window(survey_.words_before, reach, reach, lines)));
  }
  const auto mean = [&](std::size_t back, std::size_t ahead) {
    const float sum = window(survey_.words_before, back, ahead, lines);
    return log_count(sum / static_cast<float>(std::max<std::size_t>(1, lines)));
  };
  row.put(Fact::words_within_2, mean(2, 2));
  row.put(Fact::words_within_8, mean(8, 8));
  row.put(Fact::words_3_before, mean(3, 0));
  row.put(Fact::words_3_after, mean(0, 3));
  row.put(Fact::others_before, row.note.prose >= 2 ? 0 : log_count(static_cast<float>(std::min(others_before_, 40u))));
  row.put(Fact::others_after, row.note.prose >= 2 ? 0 : log_count(std::min<float>(row.note.others_after, 40)));
  row.put(Fact::prose_mass_before, log_count(prose_mass_));
  row.put(Fact::prose_mass_after, log_count(row.note.prose_after));

  float furniture = 0, promotion = 0, link = 0, opener_before = 0, opener_after = 0;
  for (int offset = -4; offset <= 4; ++offset) {
    const LineNote* const near = at(row.line, offset);
    if (near == nullptr || offset == 0) continue;
    furniture += is_label(*near);
    link += near->link_share;
    if (offset >= -3 && offset <= 3) promotion += near->promotions > 0;
    if (offset >= -3 && offset < 0 && opens(*near)) opener_before = static_cast<float>(4 + offset);
    if (offset > 0 && offset <= 2 && opens(*near)) opener_after = std::max(opener_after, static_cast<float>(3 - offset));
  }
  const auto unended = [&](int from, int to) {
    float lines_seen = 0, open = 0;
    for (int offset = from; offset <= to; ++offset) {
      const LineNote* const near = at(row.line, offset);
      if (near == nullptr || near->words < 4) continue;
      ++lines_seen;
      open += !ends_sentence(*near);
    }
    return lines_seen == 0 ? unknown : open / lines_seen;
  };
  row.put(Fact::unended_within_4, unended(-4, 4));
  row.put(Fact::unended_before, unended(-8, 0));
  row.put(Fact::unended_after, unended(0, 8));
  float lonely = 0, single = 0, prose_lines = 0, headlines = 0;
  for (int offset = -8; offset <= 8; ++offset) {
    const LineNote* const near = at(row.line, offset);
    if (near == nullptr) continue;
    headlines += is_headline(near);
    if (near->prose == 0) continue;
    ++prose_lines;
    lonely += near->lonely;
    single += near->sentences <= 1;
  }
  row.put(Fact::lonely_within_8, prose_lines == 0 ? unknown : lonely / prose_lines);
  row.put(Fact::single_within_8, prose_lines == 0 ? unknown : single / prose_lines);
  row.put(Fact::headlines_within_8, headlines);
  row.put(Fact::furniture_within_4, furniture);
  row.put(Fact::promotion_within_3, promotion);
  row.put(Fact::links_within_4, blocks_.markdown ? link / (8 * 255) : unknown);
  row.put(Fact::opener_before, opener_before);
  row.put(Fact::opener_after, opener_after);
}

void LineFacts::fill_place(const Row& row) {
  const auto line = static_cast<std::int64_t>(row.line);
  const auto size = static_cast<std::int64_t>(survey_.size());
  const auto begin = static_cast<std::int64_t>(survey_.core_begin), end = static_cast<std::int64_t>(survey_.core_end);
  const auto words = [&](std::int64_t n) { return static_cast<std::int64_t>(survey_.words_before[static_cast<std::size_t>(n)]); };
  const float all_words = std::max(1.f, static_cast<float>(survey_.words_before.back()));
  const float all_prose = std::max(1.f, static_cast<float>(survey_.prose_before.back()));
  row.put(Fact::position, static_cast<float>(line) / static_cast<float>(std::max<std::int64_t>(1, size - 1)));
  row.put(Fact::word_position, static_cast<float>(words(line)) / all_words);
  row.put(Fact::index, log_count(std::min(static_cast<float>(line), 99.f)));
  row.put(Fact::from_end, log_count(std::min(static_cast<float>(size - 1 - line), 99.f)));
  row.put(Fact::good_position, static_cast<float>(survey_.prose_before[row.line]) / all_prose);
  row.put(Fact::good_after, 1 - static_cast<float>(survey_.prose_before[row.line + 1]) / all_prose);
  row.put(Fact::core_place, line < begin ? 0.f : line < end ? 1.f : 2.f);
  row.put(Fact::core_lines, line < begin ? signed_log(line - begin) : line < end ? 0.f : signed_log(line - end + 1));
  row.put(Fact::core_words_away, line < begin ? signed_log(words(line) - words(begin)) : line < end ? 0.f : signed_log(words(line) - words(end)));
  row.put(Fact::title_lines, survey_.title < 0 ? unknown : signed_log(std::clamp<std::int64_t>(line - survey_.title, -20, 20)));
  const float core_prose = static_cast<float>(survey_.prose_before[survey_.core_end] - survey_.prose_before[survey_.core_begin]);
  row.put(Fact::page_words, log_count(all_words));
  row.put(Fact::dump_prose, all_prose / all_words);
  row.put(Fact::dump_core, core_prose / all_prose);
  row.put(Fact::dump_core_words, log_count(core_prose));
  row.put(Fact::dump_markdown, blocks_.markdown);
  row.put(Fact::dump_fragments, survey_.fragments);
}

void LineFacts::fill_states(const Row& row) {
  const auto lines = [](const Opened& opened) {
    return opened.lines == ~0u ? unknown : log_count(static_cast<float>(std::min(opened.lines, 99u)));
  };
  const auto words = [](const Opened& opened) {
    return opened.lines == ~0u ? unknown : log_count(static_cast<float>(opened.words));
  };
  const auto count = [](const Opened& opened) { return static_cast<float>(std::min(opened.count, 4u)); };
  row.put(Fact::since_related, lines(opened_[related]));
  row.put(Fact::related_words, words(opened_[related]));
  row.put(Fact::related_count, count(opened_[related]));
  row.put(Fact::since_comments, lines(opened_[comments]));
  row.put(Fact::comments_words, words(opened_[comments]));
  row.put(Fact::comments_count, count(opened_[comments]));
  row.put(Fact::since_social, lines(opened_[social]));
  row.put(Fact::since_author, lines(opened_[author]));
  row.put(Fact::since_opener, lines(any_opened_));
  row.put(Fact::prose_since_opener, words(any_opened_));
  row.put(Fact::openers, static_cast<float>(std::min(any_opened_.count, 12u)));
}

void LineFacts::fill_likeness(const Row& row) {
  const LineNote& note = row.note;
  row.put(Fact::duplicates, log_count(note.repeats));
  row.put(Fact::repeated_before, note.earlier);
  const LineNote* const before = at(row.line, -1);
  const LineNote* const after = at(row.line, 1);
  row.put(Fact::repeated_beside, (before != nullptr && before->key == note.key) || (after != nullptr && after->key == note.key));
  const auto own = words_of(note);
  float begins = 0, shape = 0, period = 0;
  for (int offset = -6; offset <= 6; ++offset) {
    const LineNote* const near = at(row.line, offset);
    if (near == nullptr || offset == 0) continue;
    shape += near->shape == note.shape;
    if (offset < -4 || offset > 4 || near->words < 4 || note.words < 4) continue;
    const auto other = words_of(*near);
    const std::size_t length = std::min({own.size(), other.size(), std::size_t{40}});
    if (length >= 4 && std::equal(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(length), other.begin())) begins = 1;
  }
  for (int step = 2; step <= 4 && note.prose < 2; ++step) {
    float alike = 0;
    for (const int times : {-3, -2, -1, 1, 2, 3}) {
      const LineNote* const near = at(row.line, step * times);
      alike += near != nullptr && near->shape == note.shape;
    }
    period = std::max(period, alike);
  }
  row.put(Fact::begins_neighbour, begins);
  row.put(Fact::same_shape, shape);
  row.put(Fact::period, note.prose < 2 ? period : unknown);
  const bool headed = note.prose >= 1 && is_headline(before);
  const LineNote* const before2 = at(row.line, -2);
  const bool alone = !(before2 != nullptr && before2->prose >= 2) && !(after != nullptr && after->prose >= 2);
  row.put(Fact::card, (headed && (is_headline(after) || is_headline(at(row.line, 2))) ? 1.f : 0.f) + (headed && alone ? 1.f : 0.f));
  row.put(Fact::headline, is_headline(&note));

  float rare = 0, shared = 0, strong = 0, titled = 0, lead = 0, opening = 0, unique = 0;
  const bool in_core = row.line >= survey_.core_begin && row.line < survey_.core_end && note.prose >= 1;
  const int mine = in_core ? 1 : 0;
  const float often = 2 + 0.05f * static_cast<float>(survey_.core_end - survey_.core_begin);
  visit_rare_words(survey_, own, [&](std::uint32_t word) {
    const int others = survey_.core.of(word) - mine;
    ++rare;
    shared += others > 0;
    strong += static_cast<float>(others) >= often;
    titled += survey_.title_words.of(word) > 0;
    lead += survey_.lead_words.of(word) > 0;
    opening += survey_.opening_words.of(word) > 0;
    unique += survey_.all.of(word) <= 1;
  });
  row.put(Fact::cohesion, rare == 0 ? unknown : shared / rare);
  row.put(Fact::strong_cohesion, rare == 0 ? unknown : strong / rare);
  row.put(Fact::cohesive_words, log_count(shared));
  row.put(Fact::in_title, rare == 0 ? unknown : titled / std::max(3.f, rare));
  const auto of_part = [&](float found, std::uint32_t end) {
    const bool own_part = row.line >= survey_.core_begin && row.line < end;
    return rare == 0 || own_part ? unknown : found / std::max(3.f, rare);
  };
  row.put(Fact::in_lead, of_part(lead, survey_.lead_end));
  row.put(Fact::in_opening, of_part(opening, survey_.opening_end));
  row.put(Fact::unique_words, rare == 0 ? unknown : unique / rare);
  row.put(Fact::cohesion_within_3, mean_cohesion(row.line, -3, 3));
  row.put(Fact::cohesion_ahead, mean_cohesion(row.line, 0, 6));
}

float LineFacts::cohesion_of(std::size_t line) const {
  const LineNote& note = survey_.lines[line];
  const int mine = line >= survey_.core_begin && line < survey_.core_end && note.prose >= 1 ? 1 : 0;
  float rare = 0, shared = 0;
  visit_rare_words(survey_, words_of(note), [&](std::uint32_t word) { ++rare, shared += survey_.core.of(word) > mine; });
  return rare == 0 ? -1 : shared / rare;
}

float LineFacts::mean_cohesion(std::size_t line, int from, int to) const {
  float words = 0, sum = 0;
  for (int offset = from; offset <= to; ++offset) {
    const LineNote* const near = at(line, offset);
    if (near == nullptr) continue;
    const float cohesion = cohesion_[static_cast<std::size_t>(static_cast<std::int64_t>(line) + offset) - cohesion_from_];
    if (cohesion < 0) continue;
    words += near->words;
    sum += static_cast<float>(near->words) * cohesion;
  }
  return words == 0 ? unknown : sum / words;
}

void LineFacts::fill_island(const Row& row) {
  std::int32_t island = row.note.island;
  bool apart = false;
  for (int offset = 1; offset <= 3 && island < 0; ++offset) {
    const LineNote* const before = at(row.line, -offset);
    const LineNote* const after = at(row.line, offset);
    if (before != nullptr && before->island >= 0) island = before->island;
    if (after != nullptr && after->island >= 0) {
      apart = island >= 0 && after->island != island;
      island = std::max<std::int32_t>(island, after->island);
    }
  }
  if (island < 0) {
    for (const Fact fact : {Fact::island_words, Fact::island_lines, Fact::island_share, Fact::island_order, Fact::island_cohesion, Fact::island_mean, Fact::island_lonely})
      row.put(fact, unknown);
    row.put(Fact::island_place, 0);
    return;
  }
  const Island& found = survey_.islands[static_cast<std::size_t>(island)];
  row.put(Fact::island_words, log_count(found.words));
  row.put(Fact::island_lines, log_count(found.lines));
  row.put(Fact::island_share, found.words / std::max(1.f, survey_.islands[static_cast<std::size_t>(survey_.largest)].words));
  row.put(Fact::island_order, std::clamp(static_cast<float>(island - survey_.largest), -8.f, 8.f));
  row.put(Fact::island_cohesion, found.cohesion);
  row.put(Fact::island_mean, log_count(found.words / std::max(1.f, found.lines)));
  row.put(Fact::island_lonely, found.lonely / std::max(1.f, found.lines));
  const bool outside = row.note.island < 0;
  row.put(Fact::island_place, outside ? (apart ? 2.f : row.line < found.first ? 1.f : row.line > found.last ? 3.f : 4.f)
                              : row.line == found.first ? 5.f : row.line == found.last ? 7.f : 6.f);
}

Facts facts_of_dump(const Blocks& blocks, const Rules& rules) {
  Facts facts, window;
  facts.blocks = blocks.blocks.size();
  facts.values.assign(fact_count * facts.blocks, unknown);
  facts.groups.assign(grouping_count * facts.blocks, -1);
  LineFacts lines(blocks, rules);
  const auto block_of = [&](std::size_t row) { return lines.survey().lines[lines.first() + row].block; };
  while (lines.next(window)) {
    for (std::size_t fact = 0; fact < fact_count; ++fact) {
      for (std::size_t row = 0; row < window.blocks; ++row)
        facts.values[fact * facts.blocks + block_of(row)] = window.values[fact * window.blocks + row];
    }
    for (const Facts::Hit& hit : window.hits) facts.hits.push_back({block_of(hit.block), hit.rule});
  }
  return facts;
}

}  // namespace thanbai
