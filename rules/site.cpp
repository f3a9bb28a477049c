#include "rules/site.hpp"

#include "clean/metadata/date.hpp"
#include "clean/words.hpp"
#include "fetch/url.hpp"
#include "rules/load.hpp"
#include "rules/selector.hpp"

namespace thanbai {
namespace {

bool is_host_or_below(std::string_view host, std::string_view domain) {
  if (!host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

std::vector<NodeId> select_all(const Tree& tree, const std::vector<std::string>& selectors) {
  std::vector<NodeId> hits;
  for (const std::string& text : selectors) {
    Selector selector;
    std::string problem;  // the loader has parsed it once already
    if (!parse_selector(text, selector, problem)) continue;
    const auto found = select(tree, selector);
    hits.insert(hits.end(), found.begin(), found.end());
  }
  return hits;
}

/// For each node, whether it stands in one of the subtrees.
std::vector<char> covered_by(const Tree& tree, const std::vector<NodeId>& roots) {
  std::vector<std::int32_t> change(tree.nodes.size() + 1, 0);
  for (const NodeId root : roots) ++change[root], --change[tree[root].end];
  std::vector<char> covered(tree.nodes.size(), 0);
  std::int32_t depth = 0;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    depth += change[id];
    covered[id] = depth > 0 ? 1 : 0;
  }
  return covered;
}

bool covers(const std::vector<char>& covered, const Block& block) {
  const NodeId id = block.first_text != no_node ? block.first_text : block.node;
  return id < covered.size() && covered[id] != 0;
}

/// Text of the first selected element that has any, collapsed.
std::string text_of_first(const Tree& tree, const std::vector<std::string>& selectors) {
  for (const NodeId id : select_all(tree, selectors)) {
    std::string raw, text;
    bool in_space = true;
    tree.append_subtree_text(id, raw);
    append_collapsed(raw, text, in_space);
    while (text.ends_with(' ')) text.pop_back();
    if (!text.empty()) return to_nfc(text);
  }
  return {};
}

}  // namespace

Result<std::optional<SiteRule>> site_rule_for(const Rules& rules, std::string_view url) {
  if (rules.sites.empty() || url.empty()) return std::optional<SiteRule>{};
  const std::string host = parse_url(url).host;
  const SiteRule* best = nullptr;
  for (const SiteRule& site : rules.sites) {
    if (is_host_or_below(host, site.host) && (best == nullptr || site.host.size() > best->host.size())) best = &site;
  }
  if (best == nullptr) return std::optional<SiteRule>{};
  auto read = read_site_rule(*best);
  if (!read) return read.error();
  return std::optional<SiteRule>(std::move(read).value());
}

Verdicts with_site_rule(const SiteRule& site, const Tree& tree, const Blocks& blocks, const Verdicts& verdicts) {
  Verdicts decided = verdicts;
  const auto body = covered_by(tree, select_all(tree, site.body));
  const auto drop = covered_by(tree, select_all(tree, site.drop));
  bool has_body = false;
  for (const Block& block : blocks.blocks) has_body = has_body || covers(body, block);
  for (std::size_t k = 0; k < blocks.blocks.size(); ++k) {
    Verdict& verdict = decided.blocks[k];
    if (has_body) verdict.keep = covers(body, blocks.blocks[k]) && (verdict.rule < 0 || verdict.keep);
    if (covers(drop, blocks.blocks[k])) verdict.keep = false;
  }
  if (!has_body && !site.body.empty()) {
    decided.notes.push_back("site rule " + site.where + ": `body` selects nothing on this page, which is judged as any");
  } else {
    decided.notes.push_back("site rule " + site.where + " used");
  }
  return decided;
}

Metadata with_site_rule(const SiteRule& site, const Tree& tree, const Metadata& metadata) {
  Metadata known = metadata;
  if (auto title = text_of_first(tree, site.title); !title.empty()) known.title = std::move(title);
  if (auto author = text_of_first(tree, site.byline); !author.empty()) known.author = std::move(author);
  if (auto date = iso_date(text_of_first(tree, site.date), known.language); !date.empty()) known.date = std::move(date);
  return known;
}

}  // namespace thanbai
