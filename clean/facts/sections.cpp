// Facts of the section that a block stands in: its governing heading, and
// how long ago comments or other stories opened.
#include <algorithm>

#include "clean/facts/key_numbers.hpp"
#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"

namespace thanbai {
namespace {

// A heading governs what follows within the element that holds it, or, where
// it comes first in that, the element around.
struct Open {
  std::size_t block;
  NodeId scope, outer;
  std::uint8_t level;
};

constexpr std::pair<Fact, PhraseKind> under[] = {
    {Fact::under_related, PhraseKind::related},       {Fact::under_comments, PhraseKind::comments},
    {Fact::under_reviews, PhraseKind::reviews},       {Fact::under_social, PhraseKind::social},
    {Fact::under_newsletter, PhraseKind::newsletter}, {Fact::under_author, PhraseKind::author},
    {Fact::under_legal, PhraseKind::legal},           {Fact::under_specification, PhraseKind::specification},
    {Fact::under_questions, PhraseKind::questions},   {Fact::under_contents, PhraseKind::contents},
    {Fact::under_furniture, PhraseKind::furniture}};

class Sections {
 public:
  Sections(const View& view, Facts& facts) : view_(view), facts_(facts) {}

  void run() {
    heading_of_.assign(view_.count, -1), style_of_.assign(view_.count, -1);
    for (std::size_t k = 0; k < view_.count; ++k) {
      close(k);
      record(k);
      if (view_.heading[k] != 0) open(k);
    }
    sum_sections();
  }

 private:
  void put(Fact fact, std::size_t k, float value) { facts_.column(fact)[k] = value; }
  std::int32_t& group(Grouping grouping, std::size_t k) {
    return facts_.groups[static_cast<std::size_t>(grouping) * facts_.blocks + k];
  }

  void close(std::size_t k) {
    const NodeId node = view_.node(k);
    while (!open_.empty() && !view_.inside(node, open_.back().scope) && !view_.inside(node, open_.back().outer)) {
      open_.pop_back();
    }
  }

  void record(std::size_t k) {
    if (!open_.empty()) heading_of_[k] = static_cast<std::int32_t>(open_.back().block);
    std::uint32_t kinds = 0;
    for (const Open& heading : open_) {
      kinds |= view_.phrase_kinds[heading.block];
      if (heading.level <= 2) group(Grouping::section_large, k) = static_cast<std::int32_t>(heading.block);
    }
    for (const auto& [fact, kind] : under) put(fact, k, kinds >> static_cast<int>(kind) & 1u);
    if (last_related_ >= 0) put(Fact::since_related, k, log_count(static_cast<float>(static_cast<std::int32_t>(k) - last_related_)));
    if (last_comments_ >= 0) put(Fact::since_comments, k, log_count(static_cast<float>(static_cast<std::int32_t>(k) - last_comments_)));
    const std::uint32_t own = view_.phrase_kinds[k];
    const bool opens = view_.heading[k] != 0 || view_.words[k] < 8;
    if (opens && (own >> static_cast<int>(PhraseKind::related) & 1u) != 0) last_related_ = static_cast<std::int32_t>(k);
    if (opens && (own >> static_cast<int>(PhraseKind::comments) & 1u) != 0) last_comments_ = static_cast<std::int32_t>(k);
  }

  void open(std::size_t k) {
    NodeId heading = view_.node(k);
    for (int up = 0; up < 3 && !(view_.tree[heading].tag >= Tag::h1 && view_.tree[heading].tag <= Tag::h6); ++up) {
      heading = view_.up(heading, 1);
    }
    const NodeId scope = view_.up(heading, 1);
    const bool first = view_.totals[scope].first_block == static_cast<std::int32_t>(k);
    const NodeId outer = first ? view_.up(scope, 1) : scope;
    const std::uint8_t level = view_.block(k).level;
    while (!open_.empty() && open_.back().level >= level &&
           (open_.back().scope == scope || open_.back().outer == outer)) {
      open_.pop_back();
    }
    open_.push_back({k, scope, outer, level});
    const std::uint32_t style = view_.signature[heading] * 31 + view_.signature[scope];
    style_of_[k] = static_cast<std::int32_t>(numbers_.number(style));
  }

  void sum_sections() {
    std::vector<float> words(view_.count, 0), good(view_.count, 0), linked(view_.count, 0);
    for (std::size_t k = 0; k < view_.count; ++k) {
      if (heading_of_[k] < 0) continue;
      const auto h = static_cast<std::size_t>(heading_of_[k]);
      words[h] += view_.words[k], good[h] += view_.good[k], linked[h] += view_.words[k] * view_.link_density[k];
    }
    for (std::size_t k = 0; k < view_.count; ++k) {
      const bool own = view_.heading[k] != 0;
      if (!own && heading_of_[k] < 0) continue;
      const std::size_t h = own ? k : static_cast<std::size_t>(heading_of_[k]);
      put(Fact::heading_distance, k, own ? -1.f : log_count(static_cast<float>(k - h)));
      put(Fact::heading_level, k, view_.block(h).level);
      put(Fact::heading_words, k, log_count(view_.words[h]));
      put(Fact::heading_link_density, k, view_.link_density[h]);
      put(Fact::section_words, k, log_count(words[h]));
      put(Fact::section_good, k, good[h] / std::max(1.f, words[h]));
      put(Fact::section_link_density, k, linked[h] / std::max(1.f, words[h]));
      group(Grouping::section, k) = static_cast<std::int32_t>(h);
      group(Grouping::heading_style, k) = style_of_[h];
    }
  }

  const View& view_;
  Facts& facts_;
  std::vector<Open> open_;
  std::vector<std::int32_t> heading_of_;
  std::vector<std::int32_t> style_of_;  // of a heading: its number among the page's styles
  KeyNumbers numbers_;
  std::int32_t last_related_ = -1, last_comments_ = -1;
};

}  // namespace

void add_section_facts(const View& view, Facts& facts) { Sections(view, facts).run(); }

}  // namespace thanbai
