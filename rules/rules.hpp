#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace thanbai {

/// What a phrase says about the line that it stands in. Each kind is a fact.
/// Lines that open something say what follows; the rest speak of themselves.
#define THANBAI_PHRASE_KINDS(X)                                                                    \
  X(related, "opens a list of other stories")                                                      \
  X(comments, "opens readers' comments")                                                           \
  X(reviews, "opens reviews or ratings")                                                           \
  X(social, "asks to share or follow")                                                             \
  X(newsletter, "asks to subscribe or sign up")                                                    \
  X(author, "introduces the author")                                                               \
  X(furniture, "is a button, label or menu entry")                                                 \
  X(player, "belongs to a media player")                                                           \
  X(promotion, "promotes the site or an offer")                                                    \
  X(legal, "is legal, consent or copyright text")                                                  \
  X(caption, "is a caption or picture credit")                                                     \
  X(byline, "names author or date")                                                                \
  X(placeholder, "stands for an image or embed")                                                   \
  X(advertisement, "marks an advertisement")                                                       \
  X(specification, "opens a description or specification")                                         \
  X(questions, "opens questions and answers")                                                      \
  X(contents, "opens a table of contents")                                                         \
  X(wall, "says that the page wants a login, consent, payment or JavaScript")

enum class PhraseKind : std::uint8_t {
#define X(name, words) name,
  THANBAI_PHRASE_KINDS(X)
#undef X
  count_
};
inline constexpr std::size_t phrase_kind_count = static_cast<std::size_t>(PhraseKind::count_);

/// One condition on a fact: `link_density >= 0.5` or `words < 3`.
struct Condition {
  std::uint16_t fact;  ///< a thanbai::Fact
  bool below;          ///< true: value < edge, false: value >= edge
  float edge;
};

/// A rule written by a person: what it matches, and what follows.
/// It hits a block in which a phrase stands or the expression matches (if it
/// has either) and that meets all conditions (if any). A rule of conditions
/// alone is not PhraseIndex's business.
struct DeclaredRule {
  std::string id, why;
  std::string where;                 ///< file:line
  std::vector<std::string> phrases;  ///< compared by words, ignoring case and punctuation
  enum class Place : std::uint8_t { whole, start, contains } place = Place::whole;
  std::string expression;            ///< PCRE2, ignoring case, on the line's first 8 KiB; empty: none
  std::vector<std::string> needs;    ///< words one of which a line must hold before `expression` is tried
  std::uint16_t min_words = 0, max_words = 0xffff;
  std::vector<Condition> conditions;
  enum class Input : std::uint8_t { any, html, text } input = Input::any;
  // What follows: any of these.
  std::int8_t kind = -1;             ///< a PhraseKind: sets that fact
  enum class Verdict : std::uint8_t { none, keep, drop } verdict = Verdict::none;
  Input verdict_input = Input::any;  ///< where the verdict holds; kind and points hold wherever the rule does
  float points = 0;                  ///< added to the block's points
  std::vector<std::string> hits, misses;

  [[nodiscard]] Verdict verdict_on(bool plain_text) const {
    const bool holds = verdict_input == Input::any || (verdict_input == Input::text) == plain_text;
    return holds ? verdict : Verdict::none;
  }
};

/// A language and its small words (articles, prepositions, pronouns ...),
/// which prose is full of and menus are not.
struct Language {
  std::string code;                  ///< BCP 47: `vi`
  std::vector<std::string> small_words;
};

/// A family of class, id and role words ("related", "share", "comment" ...):
/// its nearest ancestor that bears one is a fact.
struct ClassFamily {
  std::string name, why;
  std::string where;                 ///< file:line
  std::vector<std::string> words;    ///< lower case; `^` and `$` anchor to the borders of a word of the name
  std::vector<std::string> hits, misses;
};

/// Points for one fact: `points[k]` where `edges[k-1] <= value < edges[k]`.
struct FactPoints {
  std::uint16_t fact;
  std::vector<float> edges, points;  ///< one point more than edges
};

/// Three yes-or-no questions deep, eight outcomes: eight rules of at most
/// three conditions. Question q is `fact[q] >= edge[q]`; a yes at q leads to
/// question 2q+2, a no to 2q+1; outcome = path of the three answers.
struct QuestionTree {
  std::uint16_t fact[7];
  float edge[7];
  float points[8];
};

/// A fitted sum of points: log-odds that a block is body.
struct Scorecard {
  float base = 0;
  std::vector<FactPoints> points;
  std::vector<QuestionTree> trees;
};

/// The two passes of a judge: the second knows what the first thought of the
/// block's groups and neighbours (its facts come after Fact::count_).
struct Judge {
  Scorecard first, second;
  float empty_words = 700, empty_f1 = 0.3f;  ///< nothing when fewer words and a lower expected F1
};

/// A cue of the page-type chooser: seen on a page, it gives points to each
/// type. rules/cues.hpp says which there are.
struct PageTypeCue {
  std::string cue;                   ///< `ld:product`, `path:blog`, `text:add to cart`, `prices >= 8` ...
  float points[8];                   ///< by PageType
};

/// rules/sites/HOST.toml: what a person knows about one site.
struct SiteRule {
  std::string host;                  ///< and its subdomains
  std::string where, why;            ///< file as shown, reason
  std::string file;                  ///< to be read when a page of the host comes: see rules/site.hpp; empty: is read
  std::vector<std::string> body, drop, title, byline, date;  ///< selectors: rules/selector.hpp
  std::string sample;                ///< a page to try it on, by its path from the rule's folder
  std::vector<std::string> must_have, must_not_have;  ///< of the sample's body
};

class PhraseIndex;  // rules/phrases.hpp
class ClassIndex;   // rules/classes.hpp
class LanguageIndex;  // rules/languages.hpp
class CueIndex;     // rules/cues.hpp

/// All rule data, parsed, and the indexes made of it.
struct Rules {
  std::vector<DeclaredRule> declared;
  std::vector<ClassFamily> families;
  std::vector<Language> languages;   ///< at most 64
  Judge html, text;
  std::vector<PageTypeCue> page_type_cues;
  float page_type_base[8] = {};
  std::vector<SiteRule> sites;

  std::shared_ptr<const PhraseIndex> phrases;  ///< over `declared`
  std::shared_ptr<const ClassIndex> classes;   ///< over `families`
  std::shared_ptr<const LanguageIndex> small_words;  ///< over `languages`
  std::shared_ptr<const CueIndex> cues;              ///< over `page_type_cues`
};

}  // namespace thanbai
