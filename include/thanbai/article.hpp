#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include <thanbai/options.hpp>

namespace thanbai {

/// A run of text within a piece, in one style.
struct Span {
  enum Style : std::uint8_t { plain = 0, strong = 1, emphasis = 2, code = 4 };
  std::string text;  ///< UTF-8, NFC; a line feed is a line break
  std::uint8_t style = plain;
  std::string href;  ///< absolute where the page's address is known; only http, https, mailto
};

/// One block of the body, in reading order. Where an element holds several
/// blocks (paragraphs of a list item or of a cell), the later ones `continue` it.
struct Piece {
  enum class Kind : std::uint8_t { paragraph, heading, list_item, quote, code, caption, cell };
  Kind kind = Kind::paragraph;
  std::uint8_t level = 0;         ///< heading: 1 to 6; list item: depth from 1; code: depth of the item it is in
  std::uint8_t quote_depth = 0;   ///< enclosing block quotes
  bool continues = false;         ///< list item, code, cell: goes on in the item or cell of a piece before
  bool ordered = false;           ///< list item of an ordered list
  std::uint32_t ordinal = 0;      ///< its number there
  std::uint32_t table = 0, row = 0;  ///< cell: which table of the page (from 1) and row of it (from 1)
  std::uint32_t column = 0;       ///< cell: from 1; columns that a cell spans are counted
  bool header = false;            ///< cell: a heading of its row or column
  std::vector<Span> spans;        ///< code: white space as written, one span
};

/// One rule that spoke about a block.
struct Reason {
  std::string rule;  ///< id in rules/, or the named fact of a scorecard
  std::string why;   ///< in words
  float points = 0;  ///< positive keeps, negative drops
};

/// What was decided about one block of the page, in source order.
struct BlockReport {
  std::string kind;  ///< name of the piece kind
  std::string text;
  bool keep = false;
  float points = 0;           ///< log-odds of being body, before declared rules
  std::vector<Reason> rules;  ///< largest first
  std::size_t start = 0, end = 0;  ///< bytes of the source
};

/// The body of one page and what is known about it. Owns all its memory.
/// No pieces means that there was no article; `notes` then says why.
struct Article {
  std::string source, url;
  std::string title, author;
  std::string date;         ///< ISO 8601: `2026-11-22` or with time and offset
  std::string site_name;
  std::string language;     ///< BCP 47
  std::string description, image;
  PageType page_type = PageType::none;
  std::string page_type_reason;
  double confidence = 0;    ///< expected word F1 of the body, 0 to 1
  std::vector<Piece> pieces;
  std::vector<BlockReport> blocks;  ///< when CleanOptions::blocks
  std::vector<std::string> notes;   ///< limits hit, walls recognised, rival sources used ...
};

enum class Format : std::uint8_t { text, markdown, html, json };

/// UTF-8 in the given format, ending in a line feed unless empty.
[[nodiscard]] std::string write(const Article& article, Format format);

[[nodiscard]] const char* name_of(PageType type);
[[nodiscard]] const char* name_of(Piece::Kind kind);

}  // namespace thanbai
