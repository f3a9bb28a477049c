#include "clean/rivals.hpp"

#include <algorithm>
#include <charconv>

#include "clean/article.hpp"
#include "clean/character_references.hpp"
#include "clean/decode.hpp"
#include "clean/facts/view.hpp"
#include "clean/metadata/json.hpp"
#include "clean/parse.hpp"
#include "clean/sieve.hpp"

namespace thanbai {
namespace {

constexpr std::size_t least_words = 80;     // of a rival
constexpr std::size_t least_times = 3;      // as long as what was kept
constexpr std::size_t scarce_words = 60;    // kept: only then is data of scripts looked at
constexpr std::size_t least_bytes = 300;    // of a string of data
constexpr std::size_t most_tries = 6;       // strings of data that are read as markup
constexpr std::size_t most_data_bytes = 8u << 20;

bool has_tags(std::string_view text) {
  for (const std::string_view tag : {"<p", "<br", "<div", "<li", "<h2", "<h3", "<span", "</"}) {
    if (text.find(tag) != std::string_view::npos) return true;
  }
  return false;
}

// Lines of plain text as paragraphs.
std::string paragraphs(std::string_view text) {
  std::string html = "<p>";
  for (const char c : text) {
    if (c == '\n') html += "<p>";
    else if (c == '<') html += "&lt;";
    else if (c == '&') html += "&amp;";
    else html += c;
  }
  return html;
}

std::string markup_of(const std::string& text) {
  if (has_tags(text)) return text;
  if (text.find("&lt;") == std::string::npos) return paragraphs(text);
  std::string decoded;
  decode_references(text, ReferenceContext::text, decoded);
  return has_tags(decoded) ? decoded : paragraphs(text);
}

// A rival's markup as pieces; none unless it is prose of enough words.
std::vector<Piece> pieces_from(const std::string& markup, std::size_t kept, const std::string& base_url,
                               const Limits& limits) {
  const Page page{.bytes = markup, .media_type = "text/html", .charset = "utf-8"};
  const Text text = decode(page);
  const Tree tree = parse(text, sieve(text, limits), limits);
  const Blocks blocks = blocks_of(tree);
  std::size_t words = 0, prose = 0;
  for (const Block& block : blocks.blocks) {
    words += block.words.size();
    const bool says = block.sentence_ends > 0 && is_good_prose(block, static_cast<float>(block.words.size()));
    prose += says ? block.words.size() : 0;
  }
  if (prose < least_words || words < least_times * kept || 2 * prose < words) return {};
  Verdicts verdicts;
  verdicts.blocks.resize(blocks.blocks.size());
  for (Verdict& verdict : verdicts.blocks) verdict.keep = true;
  return pieces_of(&tree, blocks, verdicts, base_url);
}

// Between the quotes of a string's text, escapes as written.
std::string_view raw_string(std::string_view json, const Json::Value& value) {
  return json.substr(value.text.begin, value.text.size());
}

// The whole value of an attribute of which the tree may hold the start only.
std::string whole_attribute(const Tree& tree, NodeId id, AttributeName name) {
  const Range value = [&] {
    for (const Attribute& attribute : tree.attributes_of(id)) {
      if (attribute.name == name) return attribute.value;
    }
    return Range{};
  }();
  std::string out;
  if (value.empty() || value.begin == 0) return out;
  const char quote = tree.text[value.begin - 1];
  std::size_t end = value.end;
  if (quote == '"' || quote == '\'') end = std::min(tree.text.find(quote, value.end), tree.text.size());
  decode_references(tree.text.substr(value.begin, end - value.begin), ReferenceContext::attribute, out);
  return out;
}

// Posts of a Discourse topic: JSON in JSON in an attribute.
std::string discourse_posts(const Tree& tree) {
  const auto holder = std::find_if(tree.nodes.begin(), tree.nodes.end(), [&](const Node& node) {
    return node.tag != Tag::text && tree.has(static_cast<NodeId>(&node - tree.nodes.data()), AttributeName::data_preloaded);
  });
  std::string html;
  if (holder == tree.nodes.end()) return html;
  const std::string outer =
      whole_attribute(tree, static_cast<NodeId>(holder - tree.nodes.begin()), AttributeName::data_preloaded);
  const Json stores(outer);
  for (Json::Id id = 1; id < stores.values().size(); id = stores.values()[id].end) {
    if (stores.values()[id].kind != Json::Kind::string || !stores.key(id).starts_with("topic_")) continue;
    const std::string inner = unescape_json(raw_string(outer, stores.values()[id]));
    const Json topic(inner);
    for (Json::Id post = 0; post < topic.values().size(); ++post) {
      if (topic.key(post) != "cooked" || topic.values()[post].kind != Json::Kind::string) continue;
      html += "<div>" + unescape_json(raw_string(inner, topic.values()[post])) + "</div>";
    }
  }
  return html;
}

void add_strings(std::string_view json, std::vector<std::string>& found) {
  if (json.size() > most_data_bytes) return;
  const Json data(json);
  for (const Json::Value& value : data.values()) {
    if (value.kind != Json::Kind::string || value.text.size() < least_bytes) continue;
    std::string text = unescape_json(raw_string(json, value));
    if (text.find(' ') != std::string::npos || has_tags(text)) found.push_back(std::move(text));
  }
}

// What Next.js streams to the browser: string literals that together are rows
// of `ID:JSON` and `ID:Tlength,text` (React's flight format).
std::string flight_of(std::string_view page) {
  constexpr std::string_view push = "self.__next_f.push([1,\"";
  std::string flight;
  for (std::size_t at = page.find(push); at != std::string_view::npos; at = page.find(push, at)) {
    const std::size_t begin = at + push.size();
    std::size_t end = begin;
    while (end < page.size() && page[end] != '"') end += page[end] == '\\' ? 2 : 1;
    end = std::min(end, page.size());
    flight += unescape_json(page.substr(begin, end - begin));
    at = end;
    if (flight.size() > most_data_bytes) break;
  }
  return flight;
}

void add_flight_texts(std::string_view flight, std::vector<std::string>& found) {
  for (std::size_t at = flight.find(":T"); at != std::string_view::npos; at = flight.find(":T", at + 2)) {
    std::size_t length = 0;
    const std::string_view rest = flight.substr(at + 2);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + std::min<std::size_t>(rest.size(), 8), length, 16);
    if (error != std::errc() || end == rest.data() + rest.size() || *end != ',' || length < least_bytes) continue;
    found.emplace_back(rest.substr(static_cast<std::size_t>(end - rest.data()) + 1, length));
    at += found.back().size();  // rows do not overlap: each byte is copied once
  }
}

// The longest string of data that is prose.
Rival from_data(const Tree& tree, std::size_t kept, const std::string& base_url, const Limits& limits) {
  std::vector<std::string> found;
  for (const Skeleton::DataScript& script : tree.data_scripts) {
    if (!script.json_ld) add_strings(tree.text.substr(script.content.begin, script.content.size()), found);
  }
  add_flight_texts(flight_of(tree.text), found);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  if (found.size() > most_tries) found.resize(most_tries);
  for (const std::string& text : found) {
    Rival rival{"data of a script", pieces_from(markup_of(text), kept, base_url, limits)};
    if (!rival.pieces.empty()) return rival;
  }
  return {};
}

}  // namespace

Rival rival_of(const Tree& tree, const Metadata& metadata, const Blocks& blocks, const Verdicts& verdicts,
               const Limits& limits) {
  std::size_t kept = 0;
  for (std::size_t k = 0; k < blocks.blocks.size(); ++k) kept += verdicts.blocks[k].keep ? blocks.blocks[k].words.size() : 0;
  const auto stands_in = [&](const char* source, const std::string& text) {
    // A word has two bytes or more: shorter texts cannot win.
    const bool enough = text.size() >= 2 * least_times * kept && text.size() >= 2 * least_words;
    return enough ? Rival{source, pieces_from(markup_of(text), kept, metadata.base_url, limits)} : Rival{};
  };
  Rival rival = stands_in("JSON-LD articleBody", metadata.article_body);
  if (rival.pieces.empty()) rival = stands_in("preloaded forum posts", discourse_posts(tree));
  if (rival.pieces.empty()) rival = stands_in("JSON-LD product description", metadata.product_description);
  if (rival.pieces.empty() && kept < scarce_words) rival = from_data(tree, kept, metadata.base_url, limits);
  return rival;
}

}  // namespace thanbai
