// Facts of a block's own text.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bit>

#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"
#include "rules/languages.hpp"

namespace thanbai {
namespace {

struct Spelling {
  float spaced_words = 0, capitalized = 0, upper = 0, digits = 0, points = 0;
  bool starts_lower = false, starts_digit = false, only_number = true;
};

// One pass over the code points of a block.
Spelling spelling_of(std::string_view text) {
  Spelling out;
  bool word_start = true, any_lower = false, any_upper = false;
  std::uint32_t length = 0;
  const auto finish = [&] {
    if (length > 1 && any_upper && !any_lower) ++out.upper;
    any_lower = any_upper = false;
    length = 0;
  };
  for (std::int64_t at = 0, size = static_cast<std::int64_t>(text.size()); at < size;) {
    UChar32 c = static_cast<unsigned char>(text[static_cast<std::size_t>(at)]);
    if (c < 0x80) ++at;
    else U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), at, size, c);
    if (c == ' ' || c == '\n') {
      if (!word_start) finish();
      word_start = true;
      continue;
    }
    ++out.points;
    const bool is_digit = c >= '0' && c <= '9';
    const bool lower = c < 0x80 ? c >= 'a' && c <= 'z' : c < 0x2000 && u_islower(c);
    const bool upper = c < 0x80 ? c >= 'A' && c <= 'Z' : c < 0x2000 && u_isupper(c);
    if (is_digit) ++out.digits;
    if (!is_digit && c != '.' && c != ',' && c != ':' && c != '/' && c != '%' && c != '-' && c != '+' && c != '(' &&
        c != ')' && c != '$' && c != 0x20AC && c != 0xA3) out.only_number = false;
    if (out.points == 1) out.starts_lower = lower, out.starts_digit = is_digit;
    if (word_start) {
      ++out.spaced_words;
      if (upper) ++out.capitalized;
      word_start = false;
    }
    ++length;
    any_lower |= lower;
    any_upper |= upper;
  }
  finish();
  return out;
}

// A price and hardly anything else.
bool is_only_price(std::string_view text, bool price, float words) {
  if (!price || words > 4) return false;
  std::size_t digits = 0, letters = 0;
  for (const char c : text) {
    digits += c >= '0' && c <= '9' ? 1 : 0;
    letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
  }
  return digits > 0 && letters <= 8;
}

bool has_address(std::string_view text) {
  if (text.find("://") != std::string_view::npos || text.find("www.") != std::string_view::npos) return true;
  const std::size_t sign = text.find('@');
  return sign != std::string_view::npos && sign > 0 && text[sign - 1] != ' ' &&
         text.find('.', sign) != std::string_view::npos;
}

float sentence_end_kind(std::string_view text, bool ends) {
  if (text.ends_with("…") || text.ends_with("...") || text.ends_with("[…]")) return 2;
  return ends ? 1 : 0;
}

// Share of small words of the page's own language: the one with most of them.
void add_stop_words(const View& view, Facts& facts) {
  const LanguageIndex& index = *view.rules.small_words;
  std::array<std::uint32_t, 64> counts{};
  for (const std::uint32_t word : view.page.words) {
    for (std::uint64_t bits = index.languages_of(word); bits != 0; bits &= bits - 1) ++counts[static_cast<std::size_t>(std::countr_zero(bits))];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  if (*most * 20 < view.page.words.size()) return;
  const std::uint64_t language = std::uint64_t{1} << (most - counts.begin());
  for (std::size_t k = 0; k < view.count; ++k) {
    const Block& block = view.block(k);
    float small = 0;
    for (std::uint32_t w = block.words.begin; w < block.words.end; ++w) {
      small += (index.languages_of(view.page.words[w]) & language) != 0 ? 1 : 0;
    }
    facts.column(Fact::stop_words)[k] = small / std::max(1.f, view.words[k]);
  }
}

}  // namespace

void add_prose_facts(const View& view, Facts& facts) {
  for (std::size_t k = 0; k < view.count; ++k) {
    const auto put = [&](Fact fact, float value) { facts.column(fact)[k] = value; };
    const Block& block = view.block(k);
    const std::string_view text = view.page.text_of(block);
    const float words = view.words[k];
    const Spelling spelling = spelling_of(text);
    const float spaced = std::max(1.f, spelling.spaced_words);
    put(Fact::words, log_count(words));
    put(Fact::letters_per_word, spelling.points / spaced);
    put(Fact::link_density, view.link_density[k]);
    put(Fact::links, log_count(block.links));
    put(Fact::starts_with_link, block.starts_with_link);
    put(Fact::sentence_ends, log_count(block.sentence_ends));
    put(Fact::ends_sentence, sentence_end_kind(text, view.ends_sentence[k] != 0));
    put(Fact::ends_colon, text.ends_with(':'));
    put(Fact::commas, log_count(block.commas));
    put(Fact::sentence_rate, block.sentence_ends / spaced);
    put(Fact::question, text.find('?') != std::string_view::npos);
    put(Fact::capitalized, spelling.capitalized / spaced);
    put(Fact::upper, spelling.upper / spaced);
    put(Fact::starts_lower, spelling.starts_lower);
    put(Fact::digits, spelling.digits / std::max(1.f, spelling.points));
    put(Fact::starts_digit, spelling.starts_digit);
    put(Fact::only_number, spelling.only_number);
    put(Fact::price, view.price[k]);
    put(Fact::only_price, is_only_price(text, view.price[k] != 0, words));
    put(Fact::date, view.date[k]);
    put(Fact::address, has_address(text));
    put(Fact::strong, static_cast<float>(block.strong_letters) / static_cast<float>(std::max(1u, block.letters)));
    put(Fact::images, std::min<float>(3, block.images));
    put(Fact::has_time, block.has_time);
    put(Fact::after_break, block.after_break);
    for (std::size_t kind = 0; kind < phrase_kind_count; ++kind) {
      put(static_cast<Fact>(static_cast<std::size_t>(Fact::says_related) + kind), view.phrase_kinds[k] >> kind & 1u);
    }
  }
  add_stop_words(view, facts);
}

}  // namespace thanbai
