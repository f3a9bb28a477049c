#include "clean/article.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "clean/links.hpp"
#include "clean/words.hpp"

namespace thanbai {
namespace {

constexpr std::uint32_t widest_span = 32;  // columns that one cell is believed to span

// Where a block stands: its nearest list item, cell and link, and how deep.
struct Place {
  NodeId item = no_node, list = no_node, cell = no_node, row = no_node, table = no_node, link = no_node;
  std::uint8_t list_depth = 0, quote_depth = 0;
};

void count_up(std::uint8_t& count) {
  if (count < 0xff) ++count;
}

Place place_of(const Tree& tree, NodeId from) {
  Place place;
  for (NodeId id = from; id != no_node; id = tree[id].parent) {
    const auto nearest = [id](NodeId& slot) {
      if (slot == no_node) slot = id;
    };
    switch (tree[id].tag) {
      case Tag::li: nearest(place.item); break;
      case Tag::ul: case Tag::ol: case Tag::menu: case Tag::dir:
        nearest(place.list);
        count_up(place.list_depth);
        break;
      case Tag::td: case Tag::th: nearest(place.cell); break;
      case Tag::tr: nearest(place.row); break;
      case Tag::table: nearest(place.table); break;
      case Tag::blockquote: count_up(place.quote_depth); break;
      case Tag::a: nearest(place.link); break;
      default: break;
    }
  }
  return place;
}

std::uint32_t number_in(std::string_view digits, std::uint32_t fallback, std::uint32_t most) {
  std::uint32_t value = 0;
  std::size_t seen = 0;
  for (; seen < digits.size() && digits[seen] >= '0' && digits[seen] <= '9' && seen < 9; ++seen) {
    value = value * 10 + static_cast<std::uint32_t>(digits[seen] - '0');
  }
  return seen == 0 ? fallback : std::min(value, most);
}

// Numbers that follow from an element's place among its siblings: of items in
// ordered lists, of columns in rows. Counted once per list or row.
class Numbers {
 public:
  explicit Numbers(const Tree& tree) : tree_(tree) {}

  std::uint32_t ordinal(NodeId list, NodeId item) {
    if (!numbers_.count(item)) count_items(list);
    return numbers_[item];
  }

  std::uint32_t column(NodeId row, NodeId cell) {
    if (!numbers_.count(cell)) count_cells(row);
    return std::max(1u, numbers_[cell]);
  }

 private:
  void count_items(NodeId list) {
    std::uint32_t number = number_in(tree_.raw_attribute(list, AttributeName::start), 1, 999'999'999);
    for (NodeId id = list + 1; id < tree_[list].end; id = tree_[id].end) {
      if (tree_[id].tag == Tag::li) numbers_[id] = number++;
    }
  }

  void count_cells(NodeId row) {
    std::uint32_t column = 1;
    for (NodeId id = row + 1; id < tree_[row].end; id = tree_[id].end) {
      if (tree_[id].tag != Tag::td && tree_[id].tag != Tag::th) continue;
      numbers_[id] = column;
      column += std::max(1u, number_in(tree_.raw_attribute(id, AttributeName::colspan), 1, widest_span));
    }
  }

  const Tree& tree_;
  std::unordered_map<NodeId, std::uint32_t> numbers_;
};

std::uint8_t style_of(Tag tag) {
  switch (tag) {
    case Tag::b: case Tag::strong: return Span::strong;
    case Tag::em: case Tag::i: case Tag::cite: case Tag::dfn: case Tag::var: return Span::emphasis;
    case Tag::code: case Tag::kbd: case Tag::samp: case Tag::tt: return Span::code;
    default: return Span::plain;
  }
}

// A stretch of a block's text in one style; `link` is the element, if any.
struct Stretch {
  std::size_t begin, end;
  std::uint8_t style;
  NodeId link;
};

// Reads the styles of a block's text from its inline elements.
class Styles {
 public:
  explicit Styles(const Tree& tree) : tree_(tree) {}

  // Stretches in order, covering all of `text` that is not plain.
  const std::vector<Stretch>& of(const Block& block, std::string_view text, NodeId outer_link) {
    stretches_.clear();
    if (!any_style(block, outer_link)) return stretches_;
    begin(block, outer_link);
    if (block.first_text == block.last_text) {  // all in one style
      const State state = enter(block.first_text);
      if (state.style != Span::plain || state.link != no_node) add({0, text.size(), state.style, state.link}, text);
      return stretches_;
    }
    std::size_t cursor = 0;
    for (NodeId id = block.first_text; id <= block.last_text; ++id) {
      const State state = enter(id);
      if (tree_[id].tag == Tag::text) cursor = claim(id, text, cursor, state);
    }
    return stretches_;
  }

 private:
  struct State {
    NodeId end, link;
    std::uint8_t style;
  };

  bool any_style(const Block& block, NodeId outer_link) const {
    if (outer_link != no_node) return true;
    for (NodeId id = tree_[block.first_text].parent; id != block.node && id != no_node; id = tree_[id].parent) {
      if (tree_[id].tag == Tag::a || style_of(tree_[id].tag) != Span::plain) return true;
    }
    for (NodeId id = block.first_text; id < block.last_text; ++id) {
      if (tree_[id].tag == Tag::a || style_of(tree_[id].tag) != Span::plain) return true;
    }
    return false;
  }

  // The inline elements that are open where the block begins, outermost first.
  void begin(const Block& block, NodeId outer_link) {
    open_.assign(1, {tree_[block.node].end, outer_link, Span::plain});
    chain_.clear();
    for (NodeId id = tree_[block.first_text].parent; id != block.node && id != no_node; id = tree_[id].parent) {
      chain_.push_back(id);
    }
    for (auto id = chain_.rbegin(); id != chain_.rend(); ++id) enter(*id);
  }

  State enter(NodeId id) {
    while (open_.size() > 1 && open_.back().end <= id) open_.pop_back();
    const Node& node = tree_[id];
    State state = open_.back();
    if (node.tag == Tag::text) return state;
    state.end = node.end;
    state.style = static_cast<std::uint8_t>(state.style | style_of(node.tag));
    if (node.tag == Tag::a) state.link = id;
    open_.push_back(state);
    return state;
  }

  // Finds the node's text in the block's from `cursor` on, comparing all but
  // white space, which the cutting of blocks collapsed and inserted. Text that
  // is not there (of a skipped element) moves nothing.
  std::size_t claim(NodeId id, std::string_view text, std::size_t cursor, const State& state) {
    raw_.clear();
    collapsed_.clear();
    tree_.append_text(id, raw_);
    bool in_space = true;
    if (is_nfc(raw_)) append_collapsed(raw_, collapsed_, in_space);
    else append_collapsed(to_nfc(raw_), collapsed_, in_space);
    std::size_t begin = std::string_view::npos;
    for (const char c : collapsed_) {
      if (c == ' ' || c == '\n') continue;
      std::size_t at = begin == std::string_view::npos ? cursor : end_;
      while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
      if (at == text.size() || text[at] != c) return cursor;
      if (begin == std::string_view::npos) begin = at;
      end_ = at + 1;
    }
    if (begin == std::string_view::npos) return cursor;
    if (state.style != Span::plain || state.link != no_node) add({begin, end_, state.style, state.link}, text);
    return end_;
  }

  void add(Stretch next, std::string_view text) {
    if (!stretches_.empty()) {
      Stretch& last = stretches_.back();
      const auto gap = text.substr(last.end, next.begin - last.end);
      if (last.style == next.style && last.link == next.link && gap.find_first_not_of(" \n") == gap.npos) {
        last.end = next.end;
        return;
      }
    }
    stretches_.push_back(next);
  }

  const Tree& tree_;
  std::vector<Stretch> stretches_;
  std::vector<State> open_;
  std::vector<NodeId> chain_;
  std::string raw_, collapsed_;
  std::size_t end_ = 0;
};

// Turns kept blocks into pieces, one after the other.
class Assembler {
 public:
  Assembler(const Tree& tree, const Blocks& blocks, const std::string& base_url)
      : tree_(tree), blocks_(blocks), links_(base_url), numbers_(tree), styles_(tree) {}

  Piece piece_of(const Block& block) {
    Piece piece;
    piece.kind = block.kind;
    const Place place = place_of(tree_, block.node);
    piece.quote_depth = place.quote_depth;
    if (piece.kind == Piece::Kind::heading) piece.level = std::clamp<std::uint8_t>(block.level, 1, 6);
    if (piece.kind == Piece::Kind::list_item || piece.kind == Piece::Kind::code) put_in_list(piece, place);
    if (piece.kind == Piece::Kind::cell) put_in_table(piece, place);
    if (piece.kind == Piece::Kind::code) {
      piece.spans.push_back({code_of(block), Span::code, {}});
    } else {
      add_spans(piece, block, place.link);
    }
    return piece;
  }

 private:
  void put_in_list(Piece& piece, const Place& place) {
    if (place.item == no_node) {
      if (piece.kind == Piece::Kind::list_item) piece.kind = Piece::Kind::paragraph;
      return;
    }
    piece.level = std::max<std::uint8_t>(place.list_depth, 1);
    items_.resize(piece.level, no_node);
    piece.continues = items_.back() == place.item;
    items_.back() = place.item;
    // An item's own list: not one that merely surrounds a stray <li>.
    if (place.list != no_node && tree_[place.list].tag == Tag::ol && tree_[place.item].parent == place.list) {
      piece.ordered = true;
      piece.ordinal = numbers_.ordinal(place.list, place.item);
    }
  }

  void put_in_table(Piece& piece, const Place& place) {
    if (place.table == no_node || place.row == no_node || place.cell == no_node) {
      piece.kind = Piece::Kind::paragraph;
      return;
    }
    const auto [known, first] = tables_.try_emplace(place.table);
    if (first) known->second = {static_cast<std::uint32_t>(tables_.size()), 0, no_node, no_node};
    Table& table = known->second;
    piece.continues = table.last_cell == place.cell;
    if (table.last_row != place.row) ++table.rows;
    table.last_row = place.row;
    table.last_cell = place.cell;
    piece.table = table.number;
    piece.row = table.rows;
    piece.column = numbers_.column(place.row, place.cell);
    piece.header = tree_[place.cell].tag == Tag::th;
  }

  // Line breaks and indentation as they are on the page, which blocks collapse.
  std::string code_of(const Block& block) const {
    std::string code;
    NodeId first = block.first_text;
    while (first > block.node + 1 && goes_before(first - 1, block.first_text)) --first;
    for (NodeId id = first; id <= block.last_text; ++id) {
      if (tree_[id].tag == Tag::text) tree_.append_text(id, code);
      else if (tree_[id].tag == Tag::br) code += '\n';
    }
    return trimmed_lines(is_nfc(code) ? code : to_nfc(code));
  }

  // White space and open elements right before a block's first text.
  bool goes_before(NodeId id, NodeId text) const {
    if (tree_[id].tag != Tag::text) return tree_[id].end > text;
    std::string blank;
    tree_.append_text(id, blank);
    return blank.find_first_not_of(" \t\n\r") == blank.npos;
  }

  // Less white space at line ends and less blank lines at both ends.
  static std::string trimmed_lines(const std::string& code) {
    std::string out;
    out.reserve(code.size());
    for (const char c : code) {
      if (c == '\r') continue;
      if (c == '\n') out.erase(out.find_last_not_of(" \t") + 1);
      if (c != '\n' || !out.empty()) out += c;
    }
    out.erase(out.find_last_not_of(" \t\n") + 1);
    return out;
  }

  void add_spans(Piece& piece, const Block& block, NodeId outer_link) {
    const std::string_view text = blocks_.text_of(block);
    std::size_t cursor = 0;
    for (const Stretch& stretch : styles_.of(block, text, outer_link)) {
      add_span(piece, text.substr(cursor, stretch.begin - cursor), Span::plain, {});
      cursor = stretch.end;
      if (is_permalink(stretch, text)) continue;
      const std::uint8_t hidden =
          piece.kind == Piece::Kind::heading ? std::uint8_t{Span::strong} : std::uint8_t{0};
      add_span(piece, text.substr(stretch.begin, stretch.end - stretch.begin),
               static_cast<std::uint8_t>(stretch.style & ~hidden), address_of(stretch.link));
    }
    add_span(piece, text.substr(cursor), Span::plain, {});
    if (piece.spans.empty()) return;
    std::string& last = piece.spans.back().text;
    last.erase(last.find_last_not_of(" \n") + 1);
  }

  // The mark (`¶`, `#`) by which a heading can be linked to is not part of it.
  bool is_permalink(const Stretch& stretch, std::string_view text) const {
    if (stretch.link == no_node || stretch.end - stretch.begin > 4) return false;
    const std::string_view href = tree_.raw_attribute(stretch.link, AttributeName::href);
    return !href.empty() && href[0] == '#' &&
           fold(text.substr(stretch.begin, stretch.end - stretch.begin)).empty();
  }

  static void add_span(Piece& piece, std::string_view text, std::uint8_t style, std::string href) {
    if (text.empty()) return;
    if (!piece.spans.empty() && piece.spans.back().style == style && piece.spans.back().href == href) {
      piece.spans.back().text += text;
    } else {
      piece.spans.push_back({std::string(text), style, std::move(href)});
    }
  }

  std::string address_of(NodeId link) const {
    if (link == no_node) return {};
    return links_.absolute(tree_.attribute(link, AttributeName::href));
  }

  struct Table {
    std::uint32_t number, rows;
    NodeId last_row, last_cell;
  };
  const Tree& tree_;
  const Blocks& blocks_;
  Links links_;
  Numbers numbers_;
  Styles styles_;
  std::vector<NodeId> items_;  // the last item seen at each depth
  std::unordered_map<NodeId, Table> tables_;
};

// A table none of whose rows kept two cells lays out a page, or is a list.
void flatten_layout_tables(std::vector<Piece>& pieces) {
  std::uint32_t tables = 0;
  for (const Piece& piece : pieces) tables = std::max(tables, piece.table);
  if (tables == 0) return;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> last(tables + 1);  // row and column
  std::vector<bool> wide(tables + 1);
  for (const Piece& piece : pieces) {
    if (piece.table == 0) continue;
    if (last[piece.table].first == piece.row && last[piece.table].second != piece.column)
      wide[piece.table] = true;
    last[piece.table] = {piece.row, piece.column};
  }
  for (Piece& piece : pieces) {
    if (piece.table == 0 || wide[piece.table]) continue;
    piece.kind = Piece::Kind::paragraph;
    piece.table = piece.row = piece.column = 0;
    piece.header = piece.continues = false;
  }
}

Piece piece_of_line(const Blocks& blocks, const Block& block) {
  Piece piece;
  piece.kind = block.kind;
  if (piece.kind == Piece::Kind::heading) piece.level = std::clamp<std::uint8_t>(block.level, 1, 6);
  if (piece.kind == Piece::Kind::list_item) piece.level = std::max<std::uint8_t>(block.level, 1);
  if (piece.kind == Piece::Kind::quote) piece.quote_depth = 1;
  if (piece.kind == Piece::Kind::cell) piece.kind = Piece::Kind::paragraph;
  piece.spans.push_back({std::string(blocks.text_of(block)),
                         piece.kind == Piece::Kind::code ? std::uint8_t{Span::code} : std::uint8_t{0}, {}});
  return piece;
}

}  // namespace

std::vector<Piece> pieces_of(const Tree* tree, const Blocks& blocks, const Verdicts& verdicts,
                             const std::string& base_url) {
  std::vector<Piece> pieces;
  static const Tree none;
  Assembler assembler(tree != nullptr ? *tree : none, blocks, base_url);
  for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
    if (!verdicts.blocks[i].keep) continue;
    const Block& block = blocks.blocks[i];
    if (block.text.empty()) continue;
    pieces.push_back(block.node == no_node ? piece_of_line(blocks, block) : assembler.piece_of(block));
  }
  flatten_layout_tables(pieces);
  return pieces;
}

}  // namespace thanbai
