#include "clean/write/walk.hpp"
#include "clean/write/write.hpp"

namespace thanbai {
namespace {

// Blank lines between blocks; items and rows one a line; cells between bars.
class TextWriter {
 public:
  explicit TextWriter(std::string& out) : out_(out) {}

  void open(Part part, const Piece& piece) {
    switch (part) {
      case Part::list:
        if (depth_++ > 0) separator_ = "\n";
        else first_ = true;
        break;
      case Part::item:
        if (!first_) separator_ = "\n";
        first_ = false;
        marker_ = piece.ordered && piece.ordinal > 0 ? std::to_string(piece.ordinal) + ". " : "- ";
        break;
      case Part::table: first_ = true; break;
      case Part::row:
        if (!first_) separator_ = "\n";
        first_ = false;
        first_cell_ = true;
        break;
      case Part::cell:
        if (!first_cell_) separator_ = " | ";
        first_cell_ = false;
        in_cell_ = true;
        break;
      case Part::quote: break;
    }
  }

  void close(Part part) {
    if (part == Part::list) --depth_;
    if (part == Part::cell) in_cell_ = false;
    if (part == Part::list && depth_ > 0) separator_ = "\n";
    else if (part == Part::list || part == Part::table || part == Part::quote) separator_ = "\n\n";
  }

  void block(const Piece& piece) {
    if (!out_.empty()) out_ += separator_;
    if (depth_ > 0 && piece.kind == Piece::Kind::list_item) {
      out_.append(2 * (depth_ - 1), ' ');
      out_ += marker_.empty() ? "  " : marker_;
    }
    marker_.clear();
    for (const Span& span : piece.spans) append(span.text, piece.kind == Piece::Kind::code);
    separator_ = in_cell_ ? " " : depth_ > 0 ? "\n" : "\n\n";
  }

 private:
  // A row is one line, and so is each line of an item, below its first.
  void append(const std::string& text, bool code) {
    if (code || (!in_cell_ && depth_ == 0)) {
      out_ += text;
      return;
    }
    for (const char c : text) {
      if (c != '\n') out_ += c;
      else if (in_cell_) out_ += ' ';
      else out_.append(1, '\n').append(2 * depth_, ' ');
    }
  }

  std::string& out_;
  std::string_view separator_ = "\n\n";
  std::string marker_;
  std::size_t depth_ = 0;  // open lists
  bool first_ = false, first_cell_ = false, in_cell_ = false;
};

}  // namespace

std::string write_text(const Article& article) {
  std::string out;
  std::size_t bytes = 0;
  for (const Piece& piece : article.pieces) {
    for (const Span& span : piece.spans) bytes += span.text.size() + 4;
  }
  out.reserve(bytes + bytes / 16);
  TextWriter writer(out);
  walk(article.pieces, title_piece(article), writer);
  if (!out.empty()) out += '\n';
  return out;
}

}  // namespace thanbai
