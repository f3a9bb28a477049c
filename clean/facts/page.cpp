// Facts of the page as a whole: the same for all its blocks.
#include <algorithm>

#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"

namespace thanbai {
namespace {

float url_segments(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return unknown;
  url = url.substr(0, url.find_first_of("?#")).substr(scheme + 3);
  float segments = 0;
  for (std::size_t at = 0; at + 1 < url.size(); ++at) segments += url[at] == '/' && url[at + 1] != '/' ? 1 : 0;
  return segments;
}

float open_graph_scale(std::string_view type) {
  if (type.starts_with("article")) return 1;
  if (type.find("product") != std::string_view::npos) return 2;
  return type == "website" ? 3.f : type.empty() ? 0.f : 4.f;
}

bool any_type(const Metadata& metadata, std::initializer_list<std::string_view> parts) {
  for (const std::string& type : metadata.types) {
    for (const std::string_view part : parts) {
      if (type.find(part) != std::string::npos) return true;
    }
  }
  return false;
}

float words_where(const View& view, const Facts& facts, Fact fact, float below) {
  float words = 0;
  for (std::size_t k = 0; k < view.count; ++k) words += facts.at(fact, k) < below ? view.words[k] : 0;
  return words / view.total_words;
}

}  // namespace

void add_page_facts(const View& view, const PageTypeChoice& type, Facts& facts) {
  const auto fill = [&](Fact fact, float value) {
    std::fill(facts.column(fact), facts.column(fact) + view.count, value);
  };
  float linked = 0, good_blocks = 0, prices = 0, dates = 0, longest = 0, hidden = 0, legal = 0, repeats = 0, h1 = 0;
  for (std::size_t k = 0; k < view.count; ++k) {
    linked += view.words[k] * view.link_density[k];
    good_blocks += view.good[k] > 0 ? 1 : 0;
    prices += view.price[k];
    dates += view.date[k];
    longest = std::max(longest, view.words[k]);
    hidden += facts.at(Fact::hidden, k) > 0 ? view.words[k] : 0;
    legal += (view.phrase_kinds[k] >> static_cast<int>(PhraseKind::legal) & 1u) != 0 ? view.words[k] : 0;
    repeats = std::max(repeats, facts.at(Fact::large_count, k));
    h1 += view.heading[k] != 0 && view.block(k).level == 1 ? 1 : 0;
  }
  float articles = 0, code = 0, cells = 0, forms = 0;
  for (const Node& node : view.tree.nodes) {
    articles += node.tag == Tag::article ? 1 : 0;
    code += node.tag == Tag::pre ? 1 : 0;
    cells += node.tag == Tag::td ? 1 : 0;
    forms += node.tag == Tag::form ? 1 : 0;
  }
  fill(Fact::page_blocks, log_count(static_cast<float>(view.count)));
  fill(Fact::page_words, log_count(view.total_words));
  fill(Fact::page_good_words, log_count(view.good_before[view.count]));
  fill(Fact::page_good_blocks, log_count(good_blocks));
  fill(Fact::page_link_density, linked / view.total_words);
  fill(Fact::page_prices, log_count(prices));
  fill(Fact::page_dates, log_count(dates));
  fill(Fact::page_articles, log_count(articles));
  fill(Fact::page_repeats, repeats);
  fill(Fact::page_longest, log_count(longest));
  fill(Fact::page_code, log_count(code));
  fill(Fact::page_cells, log_count(cells));
  fill(Fact::page_forms, log_count(forms));
  fill(Fact::page_h1, std::min(5.f, h1));
  fill(Fact::page_url_segments, url_segments(view.metadata.url));
  fill(Fact::page_hidden, hidden / view.total_words);
  fill(Fact::page_comments, words_where(view, facts, Fact::class_comment, 10));
  fill(Fact::page_reviews, words_where(view, facts, Fact::class_review, 10));
  fill(Fact::page_related, words_where(view, facts, Fact::class_related, 10));
  fill(Fact::page_modal, words_where(view, facts, Fact::class_modal, 10));
  fill(Fact::page_legal, legal / view.total_words);
  fill(Fact::page_has_body_ld, !view.metadata.article_body.empty());
  fill(Fact::page_is_product, any_type(view.metadata, {"product"}));
  fill(Fact::page_is_list, any_type(view.metadata, {"itemlist", "collectionpage", "offercatalog"}));
  fill(Fact::page_is_article, any_type(view.metadata, {"article", "blogposting"}));
  fill(Fact::page_is_forum, any_type(view.metadata, {"discussionforum", "qapage"}));
  for (std::size_t t = 0; t < 7; ++t) {
    fill(static_cast<Fact>(static_cast<std::size_t>(Fact::page_type_article) + t), type.probability[t]);
  }
  fill(Fact::page_open_graph, open_graph_scale(view.metadata.open_graph_type));
}

}  // namespace thanbai
