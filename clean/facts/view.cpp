#include "clean/facts/view.hpp"

#include <algorithm>

#include "clean/facts/key_numbers.hpp"
#include "clean/words.hpp"
#include "fetch/url.hpp"
#include "rules/classes.hpp"
#include "rules/phrases.hpp"

namespace thanbai {

WordSet::WordSet(std::size_t expected) {
  std::size_t size = 16;
  while (size < 2 * expected) size *= 2;
  slots_.assign(size, 0);
}

bool WordSet::insert(std::uint32_t word) {
  if (2 * (size_ + 1) > slots_.size()) grow();
  word += word == 0 ? 1 : 0;
  std::size_t at = (word * 0x9E3779B1u) & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == word) return false;
  }
  slots_[at] = word;
  ++size_;
  return true;
}

bool WordSet::contains(std::uint32_t word) const {
  word += word == 0 ? 1 : 0;
  std::size_t at = (word * 0x9E3779B1u) & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == word) return true;
  }
  return false;
}

void WordSet::grow() {
  WordSet larger(slots_.size());
  for (const std::uint32_t word : slots_) {
    if (word != 0) larger.insert(word);
  }
  *this = std::move(larger);
}

bool ends_with_sentence(std::string_view text) {
  Block probe;
  count_punctuation(text.substr(text.size() - std::min<std::size_t>(text.size(), 12)), probe);
  if (probe.sentence_ends == 0) return false;
  while (!text.empty()) {
    const auto last = static_cast<unsigned char>(text.back());
    if (last == '.' || last == '!' || last == '?' || last >= 0x80) return true;
    if (last != '"' && last != '\'' && last != ')' && last != ']') return false;
    text.remove_suffix(1);
  }
  return false;
}

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Length of a currency sign at `at`; 0 if there is none.
std::size_t currency_at(std::string_view text, std::size_t at) {
  if (text[at] == '$') return 1;
  for (const std::string_view sign : {"£", "¥", "€", "₫", "₹", "₽", "₩", "₺", "₱", "฿"}) {
    if (text.substr(at, sign.size()) == sign) return sign.size();
  }
  return 0;
}

}  // namespace

bool has_price(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte != '$' && byte != 0xC2 && byte != 0xE2 && byte != 0xE0) continue;
    const std::size_t length = currency_at(text, at);
    if (length == 0) continue;
    std::size_t after = at + length;
    if (after < text.size() && text[after] == ' ') ++after;
    if (after < text.size() && digit(text[after])) return true;
    if (at > 0 && digit(text[at - 1])) return true;
    if (at > 1 && text[at - 1] == ' ' && digit(text[at - 2])) return true;
  }
  return false;
}

bool has_date(std::string_view text) {
  for (std::size_t at = 0; at + 3 < text.size(); ++at) {
    if (!digit(text[at]) || (at > 0 && (digit(text[at - 1]) || text[at - 1] == '.'))) continue;
    std::size_t end = at;
    while (end < text.size() && digit(text[end])) ++end;
    const std::size_t length = end - at;
    if (end + 2 > text.size() || length > 4) continue;
    const char mark = text[end];
    if (mark == ':' && length <= 2 && end + 2 < text.size() && digit(text[end + 1]) && digit(text[end + 2])) return true;
    if (mark != '.' && mark != '/' && mark != '-') continue;
    std::size_t second = end + 1;
    while (second < text.size() && digit(text[second])) ++second;
    if (second == end + 1 || second > end + 3 || second + 1 >= text.size() || text[second] != mark) continue;
    if (digit(text[second + 1])) return true;
  }
  return false;
}

bool is_good_prose(const Block& block, float words) {
  if (words < 10 || static_cast<float>(block.link_letters) >= 0.35f * static_cast<float>(block.letters)) return false;
  return block.sentence_ends > 0 || words > 40;
}

namespace {

// Tag and the first four classes in any order, digits alike.
std::uint32_t signature_of(const Tree& tree, NodeId id) {
  const std::string_view names = tree.raw_attribute(id, AttributeName::class_);
  std::array<std::uint32_t, 4> hashes{};
  std::size_t count = 0, at = 0;
  while (at < names.size() && count < hashes.size()) {
    while (at < names.size() && static_cast<unsigned char>(names[at]) <= ' ') ++at;
    std::uint32_t hash = 2166136261u;
    const std::size_t start = at;
    for (; at < names.size() && static_cast<unsigned char>(names[at]) > ' '; ++at) {
      if (digit(names[at]) && at > start && digit(names[at - 1])) continue;
      hash = (hash ^ static_cast<unsigned char>(digit(names[at]) ? '#' : names[at])) * 16777619u;
    }
    if (at > start) hashes[count++] = hash;
  }
  std::sort(hashes.begin(), hashes.end());  // zeros, which are no class, come first
  std::uint32_t signature = static_cast<std::uint32_t>(tree[id].tag) + 1;
  for (const std::uint32_t hash : hashes) signature = hash == 0 ? signature : (signature ^ hash) * 16777619u + 1;
  return signature;
}

void measure_blocks(View& view) {
  const std::size_t n = view.count;
  view.words.resize(n), view.link_density.resize(n), view.good.resize(n);
  view.ends_sentence.resize(n), view.price.resize(n), view.heading.resize(n), view.date.resize(n);
  view.phrase_kinds.assign(n, 0), view.masked.resize(n);
  view.words_before.assign(n + 1, 0), view.good_before.assign(n + 1, 0);
  std::vector<std::uint16_t> hits;
  for (std::size_t k = 0; k < n; ++k) {
    const Block& block = view.block(k);
    const std::string_view text = view.page.text_of(block);
    const auto words = static_cast<float>(block.words.size());
    view.words[k] = words;
    view.masked[k] = masked_hash(text);
    view.link_density[k] = std::min(1.f, static_cast<float>(block.link_letters) /
                                             static_cast<float>(std::max(1u, block.letters)));
    view.good[k] = is_good_prose(block, words) ? words : 0;
    view.ends_sentence[k] = ends_with_sentence(text);
    view.price[k] = has_price(text.substr(0, 200));
    view.date[k] = has_date(text.substr(0, 200));
    view.heading[k] = block.kind == Piece::Kind::heading;
    view.words_before[k + 1] = view.words_before[k] + words;
    view.good_before[k + 1] = view.good_before[k] + view.good[k];
    hits.clear();
    const std::span<const std::uint32_t> hashes(view.page.words.data() + block.words.begin, block.words.size());
    std::uint16_t limited = 0;
    if (!view.rules.phrases->match(text, hashes, false, hits, &limited)) view.limited.push_back(limited);
    for (const std::uint16_t rule : hits) {
      view.hits.push_back({static_cast<std::uint32_t>(k), rule});
      const int kind = view.rules.declared[rule].kind;
      if (kind >= 0) view.phrase_kinds[k] |= 1u << kind;
    }
  }
  view.total_words = std::max(1.f, view.words_before[n]);
  view.total_good = std::max(1.f, view.good_before[n]);
}

struct Address {
  std::string_view host, path;
};

// Host and path of a link or page address, without parsing more than that.
Address address_of(std::string_view url, const Address& page) {
  std::size_t start = url.find("//");
  if (start == std::string_view::npos || start > 6) {
    return {page.host, url.substr(0, url.find_first_of("?#"))};
  }
  url.remove_prefix(start + 2);
  const std::size_t slash = std::min(url.find_first_of("/?#"), url.size());
  std::string_view host = url.substr(0, slash);
  if (host.starts_with("www.")) host.remove_prefix(4);
  url.remove_prefix(slash);
  return {host, url.substr(0, url.find_first_of("?#"))};
}

LinkKind kind_of_link(std::string_view href, const Address& page) {
  if (href.empty() || href[0] == '#') return LinkKind::anchor;
  const std::size_t colon = href.find_first_of(":/?#");
  if (colon != std::string_view::npos && href[colon] == ':' && !href.starts_with("http")) return LinkKind::other;
  const Address target = address_of(href, page);
  if (target.host != page.host) return LinkKind::other_site;
  const std::string_view base = page.path.substr(0, page.path.find_last_not_of('/') + 1);
  if (base.size() > 1 && target.path.size() > base.size() && target.path.starts_with(base) &&
      target.path[base.size()] == '/') return LinkKind::below;
  const std::string_view first = page.path.substr(0, page.path.find('/', 1) + 1);
  if (first.size() > 4 && target.path.starts_with(first)) return LinkKind::below;
  return LinkKind::same_site;
}

void sum_subtrees(View& view) {
  const Tree& tree = view.tree;
  view.totals.resize(tree.nodes.size());
  const Address page = address_of(view.metadata.url, {"-", "-"});
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    if (tree[id].tag != Tag::a || !tree.has(id, AttributeName::href)) continue;
    const LinkKind kind = kind_of_link(tree.raw_attribute(id, AttributeName::href), page);
    view.totals[id].links[static_cast<std::size_t>(kind)] += 1;
  }
  for (std::size_t k = 0; k < view.count; ++k) {
    Totals& own = view.totals[view.node(k)];
    own.words += view.words[k];
    own.link_words += view.words[k] * view.link_density[k];
    own.good += view.good[k];
    own.blocks += 1;
    own.headings += view.heading[k];
    own.images += view.block(k).images;
    own.prices += view.price[k];
    own.short_blocks += view.words[k] < 6 ? 1 : 0;
    if (own.first_block < 0) own.first_block = static_cast<std::int32_t>(k);
    own.last_block = static_cast<std::int32_t>(k);
  }
  for (NodeId id = static_cast<NodeId>(tree.nodes.size()); id-- > 1;) {
    if (tree[id].tag == Tag::text || tree[id].parent == no_node) continue;
    const Totals& own = view.totals[id];
    Totals& outer = view.totals[tree[id].parent];
    for (std::size_t kind = 0; kind < own.links.size(); ++kind) outer.links[kind] += own.links[kind];
    if (own.blocks == 0) continue;
    outer.words += own.words, outer.link_words += own.link_words, outer.good += own.good;
    outer.blocks += own.blocks, outer.headings += own.headings, outer.images += own.images;
    outer.prices += own.prices, outer.short_blocks += own.short_blocks;
    if (outer.first_block < 0 || own.first_block < outer.first_block) outer.first_block = own.first_block;
    outer.last_block = std::max(outer.last_block, own.last_block);
  }
}

void name_elements(View& view) {
  const Tree& tree = view.tree;
  view.signature.assign(tree.nodes.size(), 0);
  view.families.assign(tree.nodes.size(), 0);
  KeyNumbers numbers(512);
  std::vector<std::uint64_t> known;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const Node& node = tree[id];
    if (node.tag == Tag::text || view.totals[id].blocks == 0) continue;
    view.signature[id] = signature_of(tree, id);
    if (node.parent != no_node) view.totals[id].child_index = view.totals[node.parent].children++;
    if (node.tag == Tag::article && (view.largest_article == no_node ||
                                     view.totals[id].words > view.totals[view.largest_article].words)) {
      view.largest_article = id;
    }
    const bool is_main = node.tag == Tag::main || tree.raw_attribute(id, AttributeName::role) == "main";
    if (is_main && (view.largest_main == no_node || view.totals[id].words > view.totals[view.largest_main].words)) {
      view.largest_main = id;
    }
    if (node.tag == Tag::html || node.tag == Tag::body) continue;
    for (const Attribute& attribute : tree.attributes_of(id)) {
      switch (attribute.name) {
        case AttributeName::class_: case AttributeName::id: case AttributeName::role:
        case AttributeName::data_testid: case AttributeName::itemprop: case AttributeName::aria_label:
        case AttributeName::data_component: {
          const std::string_view names = tree.text.substr(attribute.value.begin, std::min(attribute.value.size(), 300u));
          if (names.empty()) break;
          bool is_new = false;
          const std::uint32_t number = numbers.number(masked_hash(names) + names.size(), is_new);
          if (is_new) known.push_back(view.rules.classes->families_of(names));
          view.families[id] |= known[number];
          break;
        }
        default: break;
      }
    }
  }
}

bool within_h1(const View& view, std::size_t k) {
  return view.heading[k] != 0 && view.block(k).level == 1;
}

void find_landmarks(View& view) {
  std::vector<std::uint32_t> hashes;
  append_words(view.metadata.page_title, hashes);
  append_words(view.metadata.title, hashes);
  for (const std::uint32_t word : hashes) view.title_words.insert(word);
  float best = -1;
  for (std::size_t k = 0; k < view.count; ++k) {
    if (view.words[k] > view.words[static_cast<std::size_t>(view.longest)]) view.longest = static_cast<std::int32_t>(k);
    if (!within_h1(view, k)) continue;
    float shared = 0;
    const Block& block = view.block(k);
    for (std::uint32_t w = block.words.begin; w < block.words.end; ++w) {
      shared += view.title_words.contains(view.page.words[w]) ? 1 : 0;
    }
    if (shared > best) best = shared, view.h1 = static_cast<std::int32_t>(k);
  }
  bool seen = false;
  float longest_good = 0;
  for (std::size_t k = 0; k < view.count; ++k) {
    if (view.good[k] == 0) continue;
    if (!seen) view.first_good = static_cast<std::int32_t>(k);
    seen = true;
    view.last_good = static_cast<std::int32_t>(k);
    if (view.good[k] > longest_good) longest_good = view.good[k], view.longest = static_cast<std::int32_t>(k);
  }
  if (!seen) view.last_good = static_cast<std::int32_t>(view.count) - 1;
}

}  // namespace

View view_of(const Tree& tree, const Blocks& blocks, const Metadata& metadata, const Rules& rules) {
  View view{.tree = tree, .page = blocks, .metadata = metadata, .rules = rules, .count = blocks.blocks.size(), .title_words = WordSet()};
  measure_blocks(view);
  sum_subtrees(view);
  name_elements(view);
  find_landmarks(view);
  return view;
}

}  // namespace thanbai
