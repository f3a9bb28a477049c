#include "fetch/meta_refresh.hpp"

#include <algorithm>
#include <cstdlib>

#include "clean/decode.hpp"
#include "clean/parse.hpp"
#include "clean/sieve.hpp"
#include "fetch/url.hpp"

namespace thanbai {
namespace {

constexpr double longest_seconds = 10;
constexpr std::string_view spaces = " \t\n\f\r";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::size_t find_ignoring_case(std::string_view text, std::string_view word, std::size_t from) {
  const auto start = text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size()));
  const auto found =
      std::search(start, text.end(), word.begin(), word.end(), [](char a, char b) { return lower(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

void skip_spaces(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
}

/// Whether parsing the page could find a refresh at all; few pages pass.
bool may_refresh(std::string_view bytes) {
  static constexpr std::size_t looked_at = 1u << 20, reach = 64;
  bytes = bytes.substr(0, looked_at);
  static constexpr std::string_view attribute = "http-equiv";
  for (auto at = find_ignoring_case(bytes, attribute, 0); at != std::string_view::npos;
       at = find_ignoring_case(bytes, attribute, at + 1)) {
    if (find_ignoring_case(bytes.substr(at, reach), "refresh", 0) != std::string_view::npos) return true;
  }
  return false;
}

bool is_within_noscript(const Tree& tree, NodeId node) {
  for (; node != no_node; node = tree[node].parent) {
    if (tree[node].tag == Tag::noscript) return true;
  }
  return false;
}

/// Content of the first refresh, and the address that its URL is against.
struct Found {
  std::string content, base;
};
Found find_refresh(const Tree& tree, const std::string& page_url) {
  Found found{{}, page_url};
  bool has_base = false;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const Tag tag = tree[id].tag;
    if (tag == Tag::base && !has_base && tree.has(id, AttributeName::href)) {
      const std::string base = resolve_url(page_url, tree.attribute(id, AttributeName::href));
      if (!base.empty()) found.base = base;
      has_base = true;
    }
    if (tag != Tag::meta || !found.content.empty() || is_within_noscript(tree, id)) continue;
    std::string kind = tree.attribute(id, AttributeName::http_equiv);
    std::transform(kind.begin(), kind.end(), kind.begin(), lower);
    if (kind == "refresh") found.content = tree.attribute(id, AttributeName::content);
  }
  return found;
}

}  // namespace

Refresh parse_refresh(std::string_view value) {
  skip_spaces(value);
  const auto number_end = std::min(value.find_first_not_of("0123456789."), value.size());
  if (number_end == 0) return {};
  Refresh refresh;
  refresh.seconds =
      std::strtod(std::string(value.substr(0, std::min<std::size_t>(number_end, 32))).c_str(), nullptr);
  value.remove_prefix(number_end);
  if (value.empty() || (value[0] != ';' && value[0] != ',' && spaces.find(value[0]) == spaces.npos))
    return refresh;
  skip_spaces(value);
  if (value.starts_with(';') || value.starts_with(',')) value.remove_prefix(1);
  skip_spaces(value);
  if (find_ignoring_case(value.substr(0, 3), "url", 0) == 0) {
    std::string_view rest = value.substr(3);
    skip_spaces(rest);
    if (rest.starts_with('=')) {
      rest.remove_prefix(1);
      skip_spaces(rest);
      value = rest;
    }
  }
  if (value.starts_with('"') || value.starts_with('\'')) {
    const char quote = value[0];
    value.remove_prefix(1);
    value = value.substr(0, value.find(quote));
  }
  refresh.url = value;
  return refresh;
}

std::string refresh_target(const Page& page, std::string_view header) {
  Found found{std::string(header), page.url};
  const bool markup = page.media_type == "text/html" || page.media_type == "application/xhtml+xml";
  if (header.empty() && markup && may_refresh(page.bytes)) {
    const Limits limits;
    const Text text = decode(page);
    found = find_refresh(parse(text, sieve(text, limits), limits), page.url);
  }
  const Refresh refresh = parse_refresh(found.content);
  if (refresh.url.empty() || refresh.seconds > longest_seconds) return {};
  const std::string target = to_string(parse_url(resolve_url(found.base, refresh.url)));
  return target == page.url ? std::string() : target;
}

}  // namespace thanbai
