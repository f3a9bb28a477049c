// Facts of a block's elements, their names and their links.
#include <algorithm>
#include <array>
#include <cctype>

#include "clean/facts/view.hpp"
#include "clean/numbers.hpp"

namespace thanbai {

float tag_scale(Tag tag) {
  switch (tag) {
    case Tag::p: return 0;
    case Tag::blockquote: return 1;
    case Tag::pre: return 2;
    case Tag::figcaption: return 3;
    case Tag::dd: return 4;
    case Tag::h2: return 5;
    case Tag::h3: return 6;
    case Tag::h4: return 7;
    case Tag::h1: return 8;
    case Tag::dt: return 9;
    case Tag::td: return 10;
    case Tag::th: return 11;
    case Tag::tr: case Tag::tbody: case Tag::table: return 12;
    case Tag::article: case Tag::section: case Tag::main: return 13;
    case Tag::li: return 14;
    case Tag::ul: case Tag::ol: case Tag::dl: return 15;
    case Tag::div: return 16;
    case Tag::center: case Tag::font: return 17;
    case Tag::h5: return 18;
    case Tag::h6: return 19;
    case Tag::body: case Tag::html: return 20;
    case Tag::span: return 21;
    case Tag::a: return 22;
    case Tag::header: case Tag::hgroup: return 23;
    case Tag::summary: case Tag::details: return 24;
    case Tag::caption: case Tag::figure: return 25;
    case Tag::label: case Tag::legend: return 26;
    case Tag::fieldset: case Tag::form: return 27;
    case Tag::button: return 28;
    case Tag::address: return 29;
    case Tag::aside: return 30;
    case Tag::footer: return 31;
    case Tag::nav: case Tag::menu: return 32;
    case Tag::select: case Tag::option: return 33;
    case Tag::noscript: return 34;
    default: return 35;
  }
}

namespace {

// Ancestor facts, in the order of facts.def; -1: none.
int ancestor_slot(Tag tag) {
  switch (tag) {
    case Tag::article: return 0;
    case Tag::main: return 1;
    case Tag::nav: return 2;
    case Tag::aside: return 3;
    case Tag::footer: return 4;
    case Tag::header: return 5;
    case Tag::form: return 6;
    case Tag::ul: case Tag::ol: return 7;
    case Tag::li: return 8;
    case Tag::table: return 9;
    case Tag::td: return 10;
    case Tag::figure: return 11;
    case Tag::blockquote: return 12;
    case Tag::section: return 13;
    case Tag::noscript: return 14;
    case Tag::dl: return 15;
    case Tag::details: return 16;
    case Tag::button: return 17;
    case Tag::label: return 18;
    case Tag::a: return 19;
    case Tag::pre: return 20;
    case Tag::select: return 21;
    case Tag::dialog: return 22;
    case Tag::h1: return 23;
    case Tag::h2: return 24;
    case Tag::h3: return 25;
    case Tag::h4: return 26;
    default: return -1;
  }
}
constexpr std::size_t ancestor_count = 27;

constexpr std::size_t class_count =
    static_cast<std::size_t>(Fact::class_tag) - static_cast<std::size_t>(Fact::class_comment) + 1;

// What an element hands down to all within it. Depths are those of the nearest
// such ancestor; `none` where there is none.
constexpr std::uint16_t none = 0xFFFF;
struct Inherited {
  NodeId id = no_node;
  std::array<std::uint16_t, ancestor_count> ancestor;
  std::array<std::uint16_t, class_count> class_depth;
  std::uint16_t clickable = none;
  std::uint8_t role = 0, good_names = 0, bad_names = 0;
  bool hidden = false, aria_hidden = false, not_displayed = false;
  Inherited() { ancestor.fill(none), class_depth.fill(none); }
};

float role_scale(std::string_view role) {
  constexpr std::pair<std::string_view, float> scale[] = {
      {"main", 1}, {"article", 2}, {"region", 3}, {"list", 4}, {"listitem", 4}, {"tabpanel", 5}, {"row", 6},
      {"cell", 6}, {"gridcell", 6}, {"presentation", 7}, {"button", 8}, {"form", 9}, {"search", 10},
      {"complementary", 11}, {"banner", 12}, {"contentinfo", 13}, {"navigation", 14}, {"menu", 15},
      {"menuitem", 15}, {"alert", 16}, {"dialog", 17}, {"alertdialog", 17}};
  for (const auto& [name, value] : scale) {
    if (role == name) return value;
  }
  return 0;
}

bool style_hides(std::string_view style) {
  std::string tight;
  for (const char c : style.substr(0, 400)) {
    if (c != ' ') tight += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return tight.find("display:none") != std::string::npos || tight.find("visibility:hidden") != std::string::npos;
}

class Markup {
 public:
  Markup(const View& view, Facts& facts) : view_(view), facts_(facts) {
    const auto& families = view.rules.families;
    for (std::size_t f = 0; f < families.size(); ++f) {
      Fact fact{};
      const bool known = fact_named("class_" + families[f].name, fact);
      slot_.push_back(known ? static_cast<int>(fact) - static_cast<int>(Fact::class_comment) : -1);
      if (families[f].name == "good") good_mask_ |= std::uint64_t{1} << f;
      if (families[f].name == "bad") bad_mask_ |= std::uint64_t{1} << f;
    }
  }

  // In document order, with a stack of the open elements that hold text.
  void run() {
    const Tree& tree = view_.tree;
    std::size_t next = 0;
    for (NodeId id = 0; id < tree.nodes.size() && next < view_.count; ++id) {
      while (!open_.empty() && tree[open_.back().id].end <= id) open_.pop_back();
      if (tree[id].tag != Tag::text) {
        if (view_.totals[id].blocks > 0) open(id);
        continue;
      }
      for (; next < view_.count && view_.block(next).first_text == id; ++next) record(next);
    }
  }

 private:
  void open(NodeId id) {
    open_.push_back(open_.empty() ? Inherited{} : open_.back());
    Inherited& state = open_.back();
    const Tree& tree = view_.tree;
    const std::uint16_t depth = tree[id].depth;
    state.id = id;
    const int slot = ancestor_slot(tree[id].tag);
    if (slot >= 0) state.ancestor[static_cast<std::size_t>(slot)] = depth;
    if (tree[id].tag == Tag::a || tree[id].tag == Tag::button) state.clickable = depth;
    read_attributes(id, state);
    const std::uint64_t families = view_.families[id];
    if (families == 0) return;
    for (std::size_t f = 0; f < slot_.size(); ++f) {
      if ((families >> f & 1) != 0 && slot_[f] >= 0) state.class_depth[static_cast<std::size_t>(slot_[f])] = depth;
    }
    if ((families & good_mask_) != 0) ++state.good_names;
    if ((families & bad_mask_) != 0) ++state.bad_names;
  }

  void read_attributes(NodeId id, Inherited& state) const {
    const Tree& tree = view_.tree;
    for (const Attribute& attribute : tree.attributes_of(id)) {
      const std::string_view value = tree.text.substr(attribute.value.begin, attribute.value.size());
      switch (attribute.name) {
        case AttributeName::hidden: state.hidden = true; break;
        case AttributeName::aria_hidden: state.aria_hidden |= value == "true"; break;
        case AttributeName::style: state.not_displayed |= style_hides(value); break;
        case AttributeName::role:
          if (const float scale = role_scale(value); scale > 0) state.role = static_cast<std::uint8_t>(scale);
          break;
        default: break;
      }
    }
  }

  void record(std::size_t k) {
    const NodeId node = view_.node(k);
    std::size_t at = open_.size();
    while (at > 0 && open_[at - 1].id != node) --at;
    if (at == 0) return;
    const Inherited& state = open_[at - 1];
    const std::uint16_t depth = view_.tree[node].depth;
    const auto put = [&](Fact fact, float value) { facts_.column(fact)[k] = value; };
    for (std::size_t a = 0; a < ancestor_count; ++a) {
      const int levels = state.ancestor[a] == none ? -1 : depth - state.ancestor[a];
      facts_.column(static_cast<Fact>(static_cast<std::size_t>(Fact::in_article) + a))[k] =
          levels < 0 ? 0.f : levels <= 1 ? 1.f : levels <= 4 ? 2.f : 3.f;
    }
    for (std::size_t c = 0; c < class_count; ++c) {
      facts_.column(static_cast<Fact>(static_cast<std::size_t>(Fact::class_comment) + c))[k] =
          state.class_depth[c] == none ? 10.f : static_cast<float>(std::min(10, depth - state.class_depth[c]));
    }
    put(Fact::clickable, state.clickable == none ? 6.f : static_cast<float>(std::min(6, depth - state.clickable)));
    put(Fact::role, state.role);
    put(Fact::hidden, state.hidden || state.aria_hidden || state.not_displayed);
    put(Fact::aria_hidden, state.aria_hidden);
    put(Fact::not_displayed, state.not_displayed);
    put(Fact::good_names, std::min<float>(6, state.good_names));
    put(Fact::bad_names, std::min<float>(6, state.bad_names));
  }

  const View& view_;
  Facts& facts_;
  std::vector<int> slot_;
  std::uint64_t good_mask_ = 0, bad_mask_ = 0;
  std::vector<Inherited> open_;
};

void add_elements(const View& view, Facts& facts) {
  const Tree& tree = view.tree;
  float depth_sum = 0;
  for (std::size_t k = 0; k < view.count; ++k) depth_sum += view.words[k] * tree[view.node(k)].depth;
  const float mean_depth = depth_sum / view.total_words;
  const auto share = [&](NodeId id) { return id == no_node ? -1.f : view.totals[id].words / view.total_words; };
  for (std::size_t k = 0; k < view.count; ++k) {
    const auto put = [&](Fact fact, float value) { facts.column(fact)[k] = value; };
    const NodeId node = view.node(k);
    put(Fact::tag, tag_scale(tree[node].tag));
    put(Fact::parent_tag, tag_scale(tree[view.up(node, 1)].tag));
    put(Fact::grandparent_tag, tag_scale(tree[view.up(node, 2)].tag));
    put(Fact::depth, tree[node].depth);
    put(Fact::relative_depth, tree[node].depth - mean_depth);
    const bool any_article = facts.at(Fact::in_article, k) > 0;
    put(Fact::largest_article, view.largest_article == no_node ? 0.f
                               : view.inside(node, view.largest_article) ? 1.f : any_article ? 2.f : 3.f);
    put(Fact::largest_main, view.largest_main == no_node ? 0.f : view.inside(node, view.largest_main) ? 1.f : 2.f);
    put(Fact::article_share, share(view.largest_article));
    put(Fact::main_share, share(view.largest_main));
  }
}

void add_links(const View& view, Facts& facts) {
  constexpr Fact kinds[] = {Fact::links_same_site, Fact::links_anchor, Fact::links_other_site, Fact::links_below};
  for (std::size_t k = 0; k < view.count; ++k) {
    NodeId node = view.node(k);
    const auto sum_of = [&](NodeId id) {
      float sum = 0;
      for (const float n : view.totals[id].links) sum += n;
      return sum;
    };
    float sum = sum_of(node);
    if (sum == 0 && facts.at(Fact::clickable, k) < 6) {
      node = view.up(node, static_cast<int>(facts.at(Fact::clickable, k)));
      sum = sum_of(node);
    }
    for (std::size_t kind = 0; kind < std::size(kinds); ++kind) {
      facts.column(kinds[kind])[k] = sum == 0 ? 0 : view.totals[node].links[kind] / sum;
    }
  }
}

}  // namespace

void add_markup_facts(const View& view, Facts& facts) {
  Markup(view, facts).run();
  add_elements(view, facts);
  add_links(view, facts);
}

}  // namespace thanbai
