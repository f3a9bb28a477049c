#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include <thanbai/article.hpp>

namespace thanbai {

/// What pieces stand in, from the outside in: quotes, then lists and their
/// items, or a table, its rows and cells.
enum class Part : std::uint8_t { quote, list, item, table, row, cell };

// Bounds on what a single piece may open: more is drawn as if it were this.
inline constexpr std::size_t deepest_drawn = 16;      // quotes, and lists
inline constexpr std::uint32_t widest_drawn = 250;    // columns

/// Walks pieces as the tree that their depths and numbers imply, calling
/// `open(Part, piece)`, `block(piece)` and `close(Part)`, properly nested.
/// `piece` is the one that caused the opening.
template <class Writer>
class Walk {
 public:
  explicit Walk(Writer& writer) : writer_(writer) {}

  void over(const std::vector<Piece>& pieces, std::size_t left_out) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i == left_out) continue;
      descend_to(pieces[i]);
      writer_.block(pieces[i]);
    }
    close_to(0);
  }

 private:
  struct Level {
    Part part;
    bool ordered;
    std::uint32_t number;  // of a table, row or column
  };

  void descend_to(const Piece& piece) {
    const std::size_t quotes = std::min<std::size_t>(piece.quote_depth, deepest_drawn);
    const std::size_t open_quotes = count(Part::quote);
    if (open_quotes > quotes || (open_quotes < quotes && open_.size() > open_quotes)) {
      close_to(std::min(quotes, open_quotes));
    }
    while (count(Part::quote) < quotes) open(Part::quote, piece);
    if (piece.kind == Piece::Kind::cell) {
      enter_cell(piece, quotes);
    } else if (piece.kind == Piece::Kind::list_item) {
      enter_item(piece, quotes, std::clamp<std::size_t>(piece.level, 1, deepest_drawn));
    } else if (piece.kind == Piece::Kind::code && piece.level > 0) {
      enter_item(piece, quotes, std::min<std::size_t>(piece.level, deepest_drawn));
    } else {
      close_to(quotes);
    }
  }

  // Lists lie from `base` on, two levels each: list, item.
  void enter_item(const Piece& piece, std::size_t base, std::size_t depth) {
    if (open_.size() > base && open_[base].part != Part::list) close_to(base);
    const std::size_t list = base + 2 * (depth - 1);
    if (open_.size() > list && open_[list].ordered != piece.ordered) close_to(list);
    static const Piece bullet{.kind =
                                  Piece::Kind::list_item};  // stands for items that kept no text of their own
    while (open_.size() < list) open(open_.size() % 2 == base % 2 ? Part::list : Part::item, bullet);
    if (open_.size() == list) open(Part::list, piece);
    close_to(list + (piece.continues ? 2 : 1));
    if (open_.size() == list + 1) open(Part::item, piece);
  }

  void enter_cell(const Piece& piece, std::size_t base) {
    if (open_.size() > base && (open_[base].part != Part::table || open_[base].number != piece.table)) {
      close_to(base);
    }
    if (open_.size() > base + 1 && open_[base + 1].number != piece.row) close_to(base + 1);
    if (open_.size() > base + 2 && !(piece.continues && open_[base + 2].number == piece.column)) {
      close_to(base + 2);
    }
    if (open_.size() == base) open(Part::table, piece, piece.table);
    if (open_.size() == base + 1) open(Part::row, piece, piece.row);
    if (open_.size() == base + 2) open(Part::cell, piece, piece.column);
  }

  std::size_t count(Part part) const {
    std::size_t n = 0;
    while (n < open_.size() && open_[n].part == part) ++n;
    return n;
  }

  void open(Part part, const Piece& piece, std::uint32_t number = 0) {
    open_.push_back({part, piece.ordered, number});
    writer_.open(part, piece);
  }

  void close_to(std::size_t size) {
    while (open_.size() > size) {
      writer_.close(open_.back().part);
      open_.pop_back();
    }
  }

  Writer& writer_;
  std::vector<Level> open_;
};

/// Walks all pieces but that at index `left_out`.
template <class Writer>
void walk(const std::vector<Piece>& pieces, std::size_t left_out, Writer& writer) {
  Walk<Writer>(writer).over(pieces, left_out);
}

}  // namespace thanbai
