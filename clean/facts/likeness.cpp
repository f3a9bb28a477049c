// Facts of what a block resembles: the title, the description, other blocks.
#include <algorithm>

#include "clean/facts/key_numbers.hpp"
#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"
#include "clean/words.hpp"

namespace thanbai {
namespace {

std::span<const std::uint32_t> words_of(const View& view, std::size_t k) {
  const Block& block = view.block(k);
  return {view.page.words.data() + block.words.begin, block.words.size()};
}

std::vector<std::uint32_t> hashes_of(std::string_view text) {
  std::vector<std::uint32_t> hashes;
  append_words(text, hashes);
  return hashes;
}

float share_in(std::span<const std::uint32_t> words, const WordSet& set) {
  float shared = 0;
  for (const std::uint32_t word : words) shared += set.contains(word) ? 1 : 0;
  return shared / static_cast<float>(std::max<std::size_t>(1, words.size()));
}

WordSet set_of(std::string_view text) {
  const std::vector<std::uint32_t> hashes = hashes_of(text);
  WordSet set(hashes.size());
  for (const std::uint32_t word : hashes) set.insert(word);
  return set;
}

void add_titles(const View& view, Facts& facts) {
  const std::vector<std::uint32_t> page_title = hashes_of(view.metadata.page_title), title = hashes_of(view.metadata.title);
  const WordSet description = set_of(view.metadata.description);
  const WordSet body = set_of(view.metadata.article_body), product = set_of(view.metadata.product_description);
  const auto same = [](std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  };
  for (std::size_t k = 0; k < view.count; ++k) {
    const auto put = [&](Fact fact, float value) { facts.column(fact)[k] = value; };
    const auto words = words_of(view, k);
    const float in_title = share_in(words, view.title_words);
    put(Fact::in_title, in_title);
    put(Fact::of_title, std::min(1.f, in_title * static_cast<float>(words.size()) /
                                          static_cast<float>(std::max<std::size_t>(1, view.title_words.size()))));
    const bool prefix = words.size() >= 3 && words.size() <= page_title.size() &&
                        std::equal(words.begin(), words.end(), page_title.begin());
    put(Fact::is_title, prefix || same(words, page_title) || same(words, title));
    put(Fact::is_h1, view.h1 >= 0 && same(words, words_of(view, static_cast<std::size_t>(view.h1))));
    if (words.size() >= 5 && description.size() > 0) put(Fact::in_description, share_in(words, description));
    if (body.size() > 0) put(Fact::in_article_body, share_in(words, body));
    if (words.size() >= 5 && product.size() > 10) put(Fact::in_product_text, share_in(words, product));
  }
}

std::uint64_t key_of(std::span<const std::uint32_t> words) {
  std::uint64_t key = words.size();
  for (const std::uint32_t word : words) key = mix(key, word);
  return key;
}

// How often each key comes, and where first; `number` gives each block's key.
struct Repetition {
  explicit Repetition(const std::vector<std::uint64_t>& keys) {
    KeyNumbers numbers(keys.size());
    for (std::size_t k = 0; k < keys.size(); ++k) {
      bool is_new = false;
      number.push_back(numbers.number(keys[k], is_new));
      if (is_new) first.push_back(k), count.push_back(0);
      ++count[number.back()];
    }
  }
  std::vector<std::uint32_t> number, count;
  std::vector<std::size_t> first;
};

void add_duplicates(const View& view, Facts& facts) {
  std::vector<std::uint64_t> keys(view.count);
  for (std::size_t k = 0; k < view.count; ++k) keys[k] = key_of(words_of(view, k));
  const Repetition exact(keys), masked(view.masked);
  for (std::size_t k = 0; k < view.count; ++k) {
    const std::uint32_t key = exact.number[k], mask = masked.number[k];
    facts.column(Fact::duplicates)[k] = log_count(static_cast<float>(exact.count[key] - 1));
    facts.column(Fact::duplicate_order)[k] = exact.count[key] == 1 ? 0.f : exact.first[key] == k ? 1.f : 2.f;
    facts.column(Fact::masked_duplicates)[k] = log_count(static_cast<float>(masked.count[mask] - 1));
  }
}

// Triples of words that stand in other blocks too, and words not seen before.
void add_overlaps(const View& view, Facts& facts) {
  constexpr std::size_t longest = 400;  // triples looked at in a block
  struct Place { std::uint32_t first, last; };
  KeyNumbers numbers(view.page.words.size());
  std::vector<Place> places;
  std::vector<std::uint32_t> triples, ends{0};
  for (std::size_t k = 0; k < view.count; ++k) {
    const auto at = static_cast<std::uint32_t>(k);
    const auto words = words_of(view, k);
    const std::size_t count = words.size() < 3 ? 1 : std::min(longest, words.size() - 2);
    for (std::size_t w = 0; w < count; ++w) {
      const std::uint64_t key = words.size() < 3 ? key_of(words) : mix(mix(words[w], words[w + 1]), words[w + 2]);
      bool is_new = false;
      triples.push_back(numbers.number(key, is_new));
      if (is_new) places.push_back({at, at});
      places[triples.back()].last = at;
    }
    ends.push_back(static_cast<std::uint32_t>(triples.size()));
  }
  WordSet known(1024);
  for (std::size_t k = 0; k < view.count; ++k) {
    float before = 0, later = 0, fresh = 0;
    for (std::uint32_t t = ends[k]; t < ends[k + 1]; ++t) {
      before += places[triples[t]].first < k ? 1 : 0;
      later += places[triples[t]].last > k ? 1 : 0;
    }
    const auto words = words_of(view, k);
    for (const std::uint32_t word : words) fresh += known.insert(word) ? 1 : 0;
    const auto count = static_cast<float>(ends[k + 1] - ends[k]);
    facts.column(Fact::seen_before)[k] = before / count;
    facts.column(Fact::seen_later)[k] = later / count;
    facts.column(Fact::novel_words)[k] = fresh / static_cast<float>(std::max<std::size_t>(1, words.size()));
  }
}

}  // namespace

void add_likeness_facts(const View& view, Facts& facts) {
  add_titles(view, facts);
  add_duplicates(view, facts);
  add_overlaps(view, facts);
}

}  // namespace thanbai
