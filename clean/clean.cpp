// The one way through: each line is a stage, in the order in which a page meets them.
#include <thanbai/thanbai.hpp>

#include <algorithm>

#include "clean/article.hpp"
#include "clean/blocks.hpp"
#include "clean/decode.hpp"
#include "clean/facts.hpp"
#include "clean/judge.hpp"
#include "clean/lines.hpp"
#include "clean/metadata.hpp"
#include "clean/page_type.hpp"
#include "clean/parse.hpp"
#include "clean/rivals.hpp"
#include "clean/sieve.hpp"
#include "clean/walls.hpp"
#include "rules/site.hpp"

namespace thanbai {
namespace {

bool is_plain_text(const Page& page, const Text& text, const CleanOptions& options) {
  if (options.type != InputType::detect) return options.type == InputType::text;
  return page.media_type != "application/xhtml+xml" && looks_like_plain_text(text.utf8);
}

void append(std::vector<std::string>& notes, const std::vector<std::string>& more) {
  notes.insert(notes.end(), more.begin(), more.end());
}

void report(const Text& text, const Blocks& blocks, const Facts& facts, const Verdicts& verdicts,
            const Rules& rules, const CleanOptions& options, Article& article) {
  std::vector<std::vector<Reason>> reasons(blocks.blocks.size());
  if (options.explain) reasons = reasons_of(blocks, facts, rules);
  for (std::size_t k = 0; k < blocks.blocks.size(); ++k) {
    const Block& block = blocks.blocks[k];
    const Verdict& verdict = verdicts.blocks[k];
    if (!options.explain && verdict.rule >= 0) {
      const DeclaredRule& rule = rules.declared[static_cast<std::size_t>(verdict.rule)];
      reasons[k].push_back({rule.id, rule.why, rule.points});
    }
    article.blocks.push_back({.kind = name_of(block.kind),
                              .text = std::string(blocks.text_of(block)),
                              .keep = verdict.keep,
                              .points = verdict.points,
                              .rules = std::move(reasons[k]),
                              .start = text.source_offset(block.source.begin),
                              .end = text.source_offset(block.source.end)});
  }
}

void keep_none(Verdicts& verdicts) {
  for (Verdict& verdict : verdicts.blocks) verdict.keep = false;
}

void describe(const Page& page, const Text& text, const Metadata& metadata, const PageTypeChoice& type,
              const Verdicts& verdicts, Article& article) {
  article.source = page.source;
  article.url = metadata.url;
  article.title = metadata.title;
  article.author = metadata.author;
  article.date = metadata.date;
  article.site_name = metadata.site_name;
  article.language = metadata.language;
  article.description = metadata.description;
  article.image = metadata.image;
  article.page_type = article.pieces.empty() ? PageType::none : type.type;
  article.page_type_reason = article.pieces.empty() ? "no body was found" : type.reason;
  article.confidence = verdicts.confidence;
  if (page.partial) article.notes.emplace_back("partial: the connection broke before the end of the page");
  if (text.replacements > 0) {
    article.notes.push_back(std::to_string(text.replacements) + " malformed byte sequences became U+FFFD (" +
                            text.charset + ")");
  }
}

// Names each rule whose expression ran away, once.
void note_limited(const Facts& facts, const Rules& rules, std::vector<std::string>& notes) {
  std::vector<std::uint16_t> limited = facts.limited;
  std::sort(limited.begin(), limited.end());
  limited.erase(std::unique(limited.begin(), limited.end()), limited.end());
  for (const std::uint16_t index : limited) {
    const DeclaredRule& rule = rules.declared[index];
    notes.push_back("rule " + rule.id + " (" + rule.where + "): its expression ran into a limit and was stopped");
  }
}

// What a person knows about the page's site; a file that does not parse is a note.
std::optional<SiteRule> site_rule_of(const Rules& rules, const std::string& url, std::vector<std::string>& notes) {
  auto site = site_rule_for(rules, url);
  if (site) return std::move(site).value();
  notes.push_back("site rule not used: " + site.error().where + ": " + site.error().detail);
  return std::nullopt;
}

}  // namespace

const char* version() { return THANBAI_VERSION; }

Article clean(const Page& page, const CleanOptions& options, const Rulebook& rulebook) {
  const Rules& rules = rulebook.rules();
  const Text text = decode(page);
  const bool plain = is_plain_text(page, text, options);

  const Tree tree = plain ? Tree{} : parse(text, sieve(text, options.limits), options.limits);
  const Tree* markup = plain ? nullptr : &tree;
  const Blocks blocks = plain ? lines_of(text) : blocks_of(tree);
  Metadata metadata = plain ? metadata_of(blocks, page.url) : metadata_of(tree, page.url);
  PageTypeChoice type = page_type_of(markup, blocks, metadata, rules);
  if (options.page_type) type.type = *options.page_type, type.reason = "as asked for";
  // A dump is judged by windows of lines; only explaining it takes all facts at once.
  const Facts facts = plain && !options.explain ? Facts{} : facts_of(markup, blocks, metadata, type, rules);
  Verdicts verdicts = plain ? judge_dump(blocks, rules, options) : judge(blocks, facts, rules, options);
  if (!plain) {
    if (const auto site = site_rule_of(rules, metadata.url, verdicts.notes)) {
      verdicts = with_site_rule(*site, tree, blocks, verdicts);
      metadata = with_site_rule(*site, tree, metadata);
    }
  }
  Rival rival = plain ? Rival{} : rival_of(tree, metadata, blocks, verdicts, options.limits);
  const bool shown = rival.pieces.empty();  // the body is what the page shows
  const bool may_be_wall = shown && !plain && !options.page_type;
  const std::string wall = may_be_wall ? wall_of(blocks, facts, verdicts) : "";
  if (!shown || !wall.empty()) keep_none(verdicts);

  Article article;
  article.pieces = shown ? pieces_of(markup, blocks, verdicts, metadata.base_url) : std::move(rival.pieces);
  describe(page, text, metadata, type, verdicts, article);
  append(article.notes, tree.notes);
  append(article.notes, blocks.notes);
  if (shown) append(article.notes, verdicts.notes);
  if (!shown) article.notes.push_back("body from " + rival.source);
  if (!wall.empty()) article.notes.push_back(wall);
  if (article.pieces.empty() && article.notes.empty()) {
    article.notes.emplace_back(blocks.blocks.empty() ? "no article: the page has no text"
                                                     : "no article: nothing on this page is likely to be a body");
  }
  note_limited(facts, rules, article.notes);
  if (options.blocks || options.explain) report(text, blocks, facts, verdicts, rules, options, article);
  return article;
}

}  // namespace thanbai
