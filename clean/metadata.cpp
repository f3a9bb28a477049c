#include "clean/metadata.hpp"

#include <algorithm>
#include <cstdint>

#include "clean/blocks.hpp"
#include "clean/character_references.hpp"
#include "clean/links.hpp"
#include "clean/metadata/date.hpp"
#include "clean/metadata/language.hpp"
#include "clean/metadata/linked_data.hpp"
#include "clean/metadata/title.hpp"
#include "clean/words.hpp"
#include "fetch/url.hpp"

namespace thanbai {
namespace {

constexpr std::size_t most_json_bytes = 1u << 20;  // of JSON-LD on a page
constexpr std::size_t most_text_bytes = 2000;      // of one heading, name or date
constexpr std::size_t most_headings = 4;
constexpr NodeId byline_nodes = 200;               // below the main heading
constexpr std::size_t sample_bytes = 1000;         // of prose, to tell the language

enum class Field : std::uint8_t {
  title,
  author,
  date,
  site_name,
  description,
  image,
  url,
  locale,
  type,
  generator,
  count_
};
constexpr std::size_t field_count = static_cast<std::size_t>(Field::count_);

// Names that meta elements, and itemprop, give to what a page says of itself.
// The lowest rank wins; then the first.
struct Name {
  std::string_view name;
  Field field;
  std::uint8_t rank;
};
constexpr Name names[] = {
    {"og:title", Field::title, 1},
    {"twitter:title", Field::title, 2},
    {"parsely-title", Field::title, 2},
    {"sailthru.title", Field::title, 2},
    {"headline", Field::title, 3},
    {"citation_title", Field::title, 1},
    {"dc.title", Field::title, 3},
    {"dcterms.title", Field::title, 3},
    {"title", Field::title, 4},
    {"author", Field::author, 1},
    {"article:author", Field::author, 3},
    {"byl", Field::author, 1},
    {"parsely-author", Field::author, 1},
    {"sailthru.author", Field::author, 1},
    {"dc.creator", Field::author, 2},
    {"dcterms.creator", Field::author, 2},
    {"citation_author", Field::author, 1},
    {"article:author_name", Field::author, 1},
    {"article:published_time", Field::date, 1},
    {"og:article:published_time", Field::date, 1},
    {"datepublished", Field::date, 2},
    {"article.published", Field::date, 1},
    {"published_time", Field::date, 2},
    {"pubdate", Field::date, 2},
    {"publishdate", Field::date, 2},
    {"publish-date", Field::date, 2},
    {"publish_date", Field::date, 2},
    {"parsely-pub-date", Field::date, 2},
    {"sailthru.date", Field::date, 2},
    {"dc.date.issued", Field::date, 2},
    {"dcterms.issued", Field::date, 2},
    {"dcterms.created", Field::date, 3},
    {"dc.date", Field::date, 3},
    {"dcterms.date", Field::date, 3},
    {"citation_publication_date", Field::date, 2},
    {"citation_date", Field::date, 2},
    {"originalpublicationdate", Field::date, 2},
    {"date", Field::date, 3},
    {"datecreated", Field::date, 4},
    {"og:updated_time", Field::date, 8},
    {"article:modified_time", Field::date, 8},
    {"datemodified", Field::date, 8},
    {"last-modified", Field::date, 9},
    {"og:site_name", Field::site_name, 1},
    {"application-name", Field::site_name, 2},
    {"apple-mobile-web-app-title", Field::site_name, 3},
    {"dc.publisher", Field::site_name, 3},
    {"og:description", Field::description, 1},
    {"description", Field::description, 2},
    {"twitter:description", Field::description, 3},
    {"dc.description", Field::description, 4},
    {"og:image", Field::image, 1},
    {"og:image:url", Field::image, 1},
    {"og:image:secure_url", Field::image, 2},
    {"twitter:image", Field::image, 3},
    {"twitter:image:src", Field::image, 3},
    {"og:url", Field::url, 3},
    {"twitter:url", Field::url, 4},
    {"og:locale", Field::locale, 1},
    {"dc.language", Field::locale, 2},
    {"content-language", Field::locale, 3},
    {"language", Field::locale, 3},
    {"og:type", Field::type, 1},
    {"generator", Field::generator, 1},
};

// Class words of the element that holds the author's name. Conventions of
// content systems, not of any site.
constexpr std::string_view byline_classes[] = {
    "author",       "byline",        "author-name",    "author__name",
    "authorname",   "author_name",   "byline__author", "byline-name",
    "byline__name", "byline-author", "article-author", "article__author",
    "post-author",  "post__author",  "entry-author",   "entry-author-name",
    "author-link",  "author-title",  "p-author",       "detail-author",
    "tac-gia",      "tacgia",
};

// Likewise of the element that holds the date: what they contain.
constexpr std::string_view dateline_classes[] = {"date", "publish", "posted", "time"};

bool same_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
         });
}

const Name* name_called(std::string_view text) {
  for (const Name& name : names) {
    if (same_ignoring_case(text, name.name)) return &name;
  }
  return nullptr;
}

// Calls visit(word) for each word of a space-separated attribute.
template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\n\f\r"), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// NFC, white space collapsed; references decoded once more where they were
// written twice (`&amp;quot;`).
std::string tidy(std::string text) {
  if (text.find('&') != text.npos && text.find(';') != text.npos) {
    std::string decoded;
    decode_references(text, ReferenceContext::text, decoded);
    text = std::move(decoded);
  }
  std::string out;
  bool in_space = true;
  append_collapsed(is_nfc(text) ? text : to_nfc(text), out, in_space);
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_web_address(std::string_view text) {
  return text.find("://") != text.npos || text.substr(0, 4) == "www.";
}

// The comment that browsers leave at the top of a saved page.
std::string saved_from(std::string_view html) {
  html = html.substr(0, 4096);
  std::size_t at = html.find("saved from url=(");
  if (at != html.npos) {
    at = html.find(')', at);
  } else if (at = html.find("SingleFile"); at != html.npos) {
    at = html.find("url:", at);
    if (at != html.npos) at += 3;
  }
  if (at == html.npos) return {};
  html.remove_prefix(at + 1);
  html.remove_prefix(std::min(html.find_first_not_of(" \t\r\n"), html.size()));
  return std::string(html.substr(0, html.find_first_of(" \t\r\n>")));
}

// What the elements of a page say, field by field, before any choice.
class Collector {
 public:
  explicit Collector(const Tree& tree) : tree_(tree) {}

  void collect() {
    for (NodeId id = 0; id < tree_.nodes.size(); ++id) {
      const Node& node = tree_[id];
      if (node.tag == Tag::text || node.foreign) continue;
      read_element(id, node);
      if (node.attribute_count > 0 && node.tag != Tag::meta) read_roles(id);
    }
    std::size_t bytes = 0;
    for (const Skeleton::DataScript& script : tree_.data_scripts) {
      if (!script.json_ld || bytes + script.content.size() > most_json_bytes) continue;
      bytes += script.content.size();
      linked.add(tree_.text.substr(script.content.begin, script.content.size()));
    }
  }

  [[nodiscard]] const std::string& of(Field field) const { return values_[static_cast<std::size_t>(field)]; }
  [[nodiscard]] std::uint8_t rank(Field field) const { return ranks_[static_cast<std::size_t>(field)]; }

  LinkedDataReader linked;
  std::string page_title, canonical, base, html_language, time, byline, dateline;
  std::string open_graph_title, twitter_title;
  std::vector<std::string> headings, types;

 private:
  void read_element(NodeId id, const Node& node) {
    switch (node.tag) {
      case Tag::html: html_language = tree_.attribute(id, AttributeName::lang); break;
      case Tag::title:
        if (page_title.empty()) page_title = tidy(text_of(id));
        break;
      case Tag::meta: read_meta(id); break;
      case Tag::link: read_link(id); break;
      case Tag::base:
        if (base.empty()) base = tree_.attribute(id, AttributeName::href);
        break;
      case Tag::h1: read_heading(id); break;
      case Tag::time: read_time(id); break;
      default: break;
    }
  }

  void read_meta(NodeId id) {
    for (const AttributeName attribute : {AttributeName::property, AttributeName::name, AttributeName::itemprop,
                                          AttributeName::http_equiv}) {
      const std::string_view raw = tree_.raw_attribute(id, attribute);
      if (raw.empty()) continue;
      if (const Name* name = name_called(raw))
        return offer(*name, tidy(tree_.attribute(id, AttributeName::content)));
    }
  }

  void offer(const Name& name, std::string value) {
    if (value.empty()) return;
    if (name.name == "og:title" && open_graph_title.empty()) open_graph_title = value;
    if (name.name == "twitter:title" && twitter_title.empty()) twitter_title = value;
    if (name.field == Field::author && is_web_address(value)) return;
    take(name.field, name.rank, std::move(value));
  }

  void take(Field field, std::uint8_t rank, std::string value) {
    const auto index = static_cast<std::size_t>(field);
    if (value.empty() || (!values_[index].empty() && ranks_[index] <= rank)) return;
    values_[index] = std::move(value);
    ranks_[index] = rank;
  }

  void read_link(NodeId id) {
    const std::string_view rel = tree_.raw_attribute(id, AttributeName::rel);
    if (same_ignoring_case(rel, "canonical") && canonical.empty())
      canonical = tree_.attribute(id, AttributeName::href);
    if (same_ignoring_case(rel, "image_src")) take(Field::image, 4, tree_.attribute(id, AttributeName::href));
  }

  void read_heading(NodeId id) {
    if (headings.size() == most_headings) return;
    std::string text = tidy(text_of(id));
    if (text.empty()) return;
    if (headings.empty()) heading_at_ = id;
    headings.push_back(std::move(text));
  }

  // The first time element below the main heading, else the first of all.
  void read_time(NodeId id) {
    const bool below = heading_at_ != no_node;
    if (!time.empty() && (time_below_ || !below)) return;
    std::string value = tree_.attribute(id, AttributeName::datetime);
    if (value.empty()) value = tidy(text_of(id));
    if (value.empty()) return;
    time = std::move(value);
    time_below_ = below;
  }

  bool is_below_heading(NodeId id) const { return heading_at_ != no_node && id - heading_at_ < byline_nodes; }

  // Microdata, rel=author, bylines.
  void read_roles(NodeId id) {
    for (const Attribute& attribute : tree_.attributes_of(id)) {
      const std::string_view raw = tree_.text.substr(attribute.value.begin, attribute.value.size());
      if (attribute.name == AttributeName::itemprop) {
        for_each_word(raw, [&](std::string_view word) { read_property(id, word); });
      } else if (attribute.name == AttributeName::itemtype) {
        add_type(raw.substr(raw.find_last_of("/#") + 1));
      } else if (attribute.name == AttributeName::class_ && is_below_heading(id)) {
        read_class(id, raw);
      } else if (attribute.name == AttributeName::rel && tree_[id].tag == Tag::a) {
        for_each_word(raw, [&](std::string_view word) {
          if (word == "author") take_author(4, tidy(text_of(id)));
        });
      }
    }
  }

  void read_property(NodeId id, std::string_view property) {
    if (property == "author" || property == "creator") {
      take_author(2, tidy(text_of(id)));
    } else if (property == "datePublished" || property == "dateCreated") {
      std::string value = tree_.attribute(id, AttributeName::datetime);
      if (value.empty()) value = tree_.attribute(id, AttributeName::content);
      take(Field::date, property == "datePublished" ? 2 : 4, value.empty() ? tidy(text_of(id)) : value);
    } else if (property == "headline") {
      take(Field::title, 3, tidy(text_of(id)));
    }
  }

  void take_author(std::uint8_t rank, std::string name) {
    if (name.size() <= 100 && !is_web_address(name)) take(Field::author, rank, std::move(name));
  }

  // Right below the main heading, names of classes tell byline and dateline.
  void read_class(NodeId id, std::string_view classes) {
    for_each_word(classes, [&](std::string_view word) {
      if (std::find(std::begin(byline_classes), std::end(byline_classes), word) != std::end(byline_classes)) {
        take_byline(id);
      }
    });
    if (!dateline.empty() || tree_[id].end - id > 20) return;
    for (const std::string_view word : dateline_classes) {
      if (classes.find(word) == classes.npos) continue;
      std::string text = tidy(text_of(id));
      if (text.size() >= 8 && text.size() <= 100 && text.find_first_of("0123456789") != text.npos) {
        dateline = std::move(text);
      }
      return;
    }
  }

  // The link in a byline is the name; else the whole of it, if that is short.
  void take_byline(NodeId id) {
    for (NodeId inner = id; inner < std::min(tree_[id].end, id + 30); ++inner) {
      if (tree_[inner].tag != Tag::a) continue;
      std::string name = tidy(text_of(inner));
      if (name.size() >= 3 && name.size() <= 60) return offer_byline(6, std::move(name));
    }
    std::string name = tidy(text_of(id));
    if (name.size() >= 3 && name.size() <= 60) offer_byline(7, std::move(name));
  }

  void offer_byline(std::uint8_t rank, std::string name) {
    if (is_web_address(name) || (!byline.empty() && byline_rank_ <= rank)) return;
    byline = std::move(name);
    byline_rank_ = rank;
  }

  void add_type(std::string_view name) {
    std::string type(name.substr(0, 40));
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!type.empty() && types.size() < 64 && std::find(types.begin(), types.end(), type) == types.end())
      types.push_back(type);
  }

  std::string text_of(NodeId id) const {
    std::string text;
    for (NodeId inner = id; inner < tree_[id].end && text.size() < most_text_bytes; ++inner) {
      if (tree_[inner].tag == Tag::text) tree_.append_text(inner, text);
      else if (tree_[inner].tag == Tag::br) text += ' ';
    }
    return text;
  }

  const Tree& tree_;
  std::string values_[field_count];
  std::uint8_t ranks_[field_count] = {};
  NodeId heading_at_ = no_node;
  bool time_below_ = false;
  std::uint8_t byline_rank_ = 0;
};

// Prose of the page: its longer text runs, as they are in the source.
std::string sample_of(const Tree& tree) {
  std::string sample;
  for (std::uint32_t least : {80u, 20u}) {
    for (const Run& run : tree.runs) {
      if (run.source.size() < least || run.kind != Skeleton::Kind::text) continue;
      sample.append(tree.text.substr(run.source.begin, std::min<std::size_t>(run.source.size(), 400))) += ' ';
      if (sample.size() >= sample_bytes) return sample;
    }
    if (sample.size() >= 200) break;
    sample.clear();
  }
  return sample;
}

std::string language_of_page(const Tree& tree, const Collector& page) {
  const std::string sample = sample_of(tree);
  for (const std::string* declared :
       {&page.html_language, &page.of(Field::locale), &page.linked.data().language}) {
    std::string tag = language_tag(*declared);
    if (!tag.empty() && fits_language(sample, tag)) return tag;
  }
  return language_of(sample);
}

std::string first_known(std::initializer_list<const std::string*> values) {
  for (const std::string* value : values) {
    if (!value->empty()) return *value;
  }
  return {};
}

void set_addresses(const Tree& tree, const Collector& page, std::string_view url, Metadata& out) {
  const std::string saved = saved_from(tree.text);
  const std::string known = url.empty() ? Links({}).absolute(saved) : std::string(url);
  const Links from_known(known);
  const std::string base = from_known.absolute(page.base);
  const Links links(base.empty() ? known : base);
  out.url = known;
  for (const std::string* declared :
       {&page.canonical, &page.of(Field::url), &page.linked.data().url, &page.base}) {
    if (out.url.empty()) out.url = links.absolute(*declared);
  }
  out.base_url = base.empty() ? out.url : base;
}

std::string date_of(const Collector& page, const std::string& language) {
  std::string date = iso_date(page.linked.data().date, language);
  const bool published = page.rank(Field::date) < 8;
  if (date.empty() && published) date = iso_date(page.of(Field::date), language);
  if (date.empty()) date = iso_date(page.time, language);
  if (date.empty()) date = iso_date(page.dateline, language);
  if (date.empty()) date = iso_date(page.of(Field::date), language);
  return date;
}

}  // namespace

Metadata metadata_of(const Tree& tree, std::string_view url) {
  Metadata out;
  if (tree.nodes.empty()) return out;
  Collector page(tree);
  page.collect();
  const LinkedData& linked = page.linked.data();
  set_addresses(tree, page, url, out);
  const std::string host = parse_url(out.url).host;
  out.page_title = page.page_title;
  const std::string linked_site = tidy(linked.site_name);
  const std::string site_in_title = site_name_in_title(page.page_title, host);
  out.site_name = first_known({&page.of(Field::site_name), &linked_site, &site_in_title});
  out.title = title_of(
      {tidy(linked.title), page.open_graph_title.empty() ? page.of(Field::title) : page.open_graph_title,
       page.twitter_title, page.page_title, page.headings, out.site_name, host, linked.is_piece});
  out.language = language_of_page(tree, page);
  out.date = date_of(page, out.language);
  const std::string linked_author = tidy(linked.author), linked_description = tidy(linked.description);
  out.author = first_known({&linked_author, &page.of(Field::author), &page.byline});
  // Where the site signs in the head, a person may sign in the text.
  if (!page.byline.empty() && fold(out.author) == fold(out.site_name)) out.author = page.byline;
  out.description = first_known({&page.of(Field::description), &linked_description});
  const Links links(out.base_url);
  out.image = links.absolute(first_known({&page.of(Field::image), &linked.image}));
  out.open_graph_type = page.of(Field::type);
  out.generator = page.of(Field::generator);
  out.types = linked.types;
  for (std::string& type : page.types) {
    if (std::find(out.types.begin(), out.types.end(), type) == out.types.end())
      out.types.push_back(std::move(type));
  }
  out.article_body = linked.article_body;
  out.product_description = linked.product_description;
  return out;
}

namespace {

constexpr std::size_t title_lines = 4, byline_lines = 12;

std::uint32_t words_in(const Block& block) { return block.words.size(); }

// A dump's first heading of the first level; else its first line, or a
// heading near the top: short, and no sentence.
std::string title_line(const Blocks& blocks) {
  for (const Block& block : blocks.blocks) {
    if (!blocks.markdown) break;
    if (block.kind == Piece::Kind::heading && block.level == 1 && words_in(block) >= 3 && words_in(block) <= 40)
      return std::string(blocks.text_of(block));
  }
  for (std::size_t i = 0; i < std::min(title_lines, blocks.blocks.size()); ++i) {
    const Block& block = blocks.blocks[i];
    if (block.kind != Piece::Kind::heading && i > 0) continue;
    if (words_in(block) >= 3 && words_in(block) <= 40 && block.sentence_ends <= 1) {
      return std::string(blocks.text_of(block));
    }
  }
  return {};
}

}  // namespace

Metadata metadata_of(const Blocks& blocks, std::string_view url) {
  Metadata out;
  out.url = out.base_url = url;
  out.title = title_line(blocks);
  std::string sample;
  for (const Block& block : blocks.blocks) {
    if (words_in(block) >= 15) sample.append(blocks.text_of(block).substr(0, 400)) += ' ';
    if (sample.size() >= sample_bytes) break;
  }
  out.language = language_of(sample.empty() ? std::string_view(blocks.text) : sample);
  for (std::size_t i = 0; i < std::min(byline_lines, blocks.blocks.size()) && out.date.empty(); ++i) {
    if (words_in(blocks.blocks[i]) <= 25) out.date = iso_date(blocks.text_of(blocks.blocks[i]), out.language);
  }
  return out;
}

}  // namespace thanbai
