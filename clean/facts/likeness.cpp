// Facts of what a block resembles: the title, the description, other blocks.
#include <algorithm>
#include <unordered_map>

#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"
#include "clean/words.hpp"

namespace thanbai {
namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ull;
  return hash ^ (hash >> 32);
}

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

std::uint64_t masked_key(std::string_view text) {
  std::uint64_t key = 1;
  bool in_number = false;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit || !in_number) key = mix(key, is_digit ? '#' : static_cast<unsigned char>(c));
    in_number = is_digit;
  }
  return key;
}

void add_duplicates(const View& view, Facts& facts) {
  struct Seen { std::uint32_t count = 0, first = 0; };
  std::unordered_map<std::uint64_t, Seen> exact, masked;
  std::vector<std::uint64_t> keys(view.count), masks(view.count);
  for (std::size_t k = 0; k < view.count; ++k) {
    keys[k] = key_of(words_of(view, k));
    masks[k] = masked_key(view.page.text_of(view.block(k)));
    for (Seen* seen : {&exact[keys[k]], &masked[masks[k]]}) {
      if (seen->count++ == 0) seen->first = static_cast<std::uint32_t>(k);
    }
  }
  for (std::size_t k = 0; k < view.count; ++k) {
    const Seen& seen = exact[keys[k]];
    facts.column(Fact::duplicates)[k] = log_count(static_cast<float>(seen.count - 1));
    facts.column(Fact::duplicate_order)[k] = seen.count == 1 ? 0.f : seen.first == k ? 1.f : 2.f;
    facts.column(Fact::masked_duplicates)[k] = log_count(static_cast<float>(masked[masks[k]].count - 1));
  }
}

// Triples of words that stand in other blocks too, and words not seen before.
void add_overlaps(const View& view, Facts& facts) {
  constexpr std::size_t longest = 400;  // triples looked at in a block
  struct Span { std::uint32_t first, last; };
  std::unordered_map<std::uint64_t, Span> triples;
  triples.reserve(view.page.words.size());
  const auto each = [&](std::size_t k, const auto& visit) {
    const auto words = words_of(view, k);
    if (words.size() < 3) return visit(key_of(words)), std::size_t{1};
    const std::size_t count = std::min(longest, words.size() - 2);
    for (std::size_t w = 0; w < count; ++w) visit(mix(mix(mix(3, words[w]), words[w + 1]), words[w + 2]));
    return count;
  };
  for (std::size_t k = 0; k < view.count; ++k) {
    const auto at = static_cast<std::uint32_t>(k);
    each(k, [&](std::uint64_t key) { triples.try_emplace(key, Span{at, at}).first->second.last = at; });
  }
  WordSet known(1024);
  for (std::size_t k = 0; k < view.count; ++k) {
    float before = 0, later = 0, fresh = 0;
    const std::size_t count = each(k, [&](std::uint64_t key) {
      const Span span = triples.find(key)->second;
      before += span.first < k ? 1 : 0;
      later += span.last > k ? 1 : 0;
    });
    const auto words = words_of(view, k);
    for (const std::uint32_t word : words) fresh += known.insert(word) ? 1 : 0;
    facts.column(Fact::seen_before)[k] = before / static_cast<float>(count);
    facts.column(Fact::seen_later)[k] = later / static_cast<float>(count);
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
