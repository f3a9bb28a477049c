#include "clean/blocks.hpp"

#include <algorithm>
#include <array>

#include "clean/words.hpp"

namespace thanbai {
namespace {

// How an element takes part in the flow of text.
enum class Flow : std::uint8_t {
  inline_,  // its text belongs to the block around it
  block,    // starts and ends a block
  skipped,  // shows no prose
  spaced,   // inline, but apart from what stands beside it
};

Flow flow_of(Tag tag) {
  switch (tag) {
    case Tag::address: case Tag::article: case Tag::aside: case Tag::blockquote: case Tag::body:
    case Tag::button: case Tag::caption: case Tag::center: case Tag::dd: case Tag::details:
    case Tag::dialog: case Tag::dir: case Tag::div: case Tag::dl: case Tag::dt: case Tag::fieldset:
    case Tag::figcaption: case Tag::figure: case Tag::footer: case Tag::form: case Tag::frameset:
    case Tag::h1: case Tag::h2: case Tag::h3: case Tag::h4: case Tag::h5: case Tag::h6:
    case Tag::header: case Tag::hgroup: case Tag::html: case Tag::label: case Tag::legend:
    case Tag::li: case Tag::listing: case Tag::main: case Tag::menu: case Tag::nav: case Tag::noscript:
    case Tag::ol: case Tag::p: case Tag::pre: case Tag::search: case Tag::section: case Tag::select:
    case Tag::summary: case Tag::table: case Tag::tbody: case Tag::td: case Tag::tfoot: case Tag::th:
    case Tag::thead: case Tag::tr: case Tag::ul: case Tag::xmp: case Tag::plaintext:
      return Flow::block;
    case Tag::audio: case Tag::canvas: case Tag::datalist: case Tag::head: case Tag::iframe:
    case Tag::map: case Tag::noembed: case Tag::noframes: case Tag::object: case Tag::progress:
    case Tag::meter: case Tag::script: case Tag::style: case Tag::svg: case Tag::template_:
    case Tag::textarea: case Tag::video:
      return Flow::skipped;
    case Tag::option: case Tag::optgroup:
      return Flow::spaced;
    default:
      return Flow::inline_;
  }
}

// Inline elements that pages lay out side by side, without white space between:
// "3" "NY" "New York Knicks". Those that style part of a word are not among them.
bool stands_apart(Tag tag) {
  switch (tag) {
    case Tag::a: case Tag::span: case Tag::time: case Tag::unknown: case Tag::cite: case Tag::data:
    case Tag::output:
      return true;
    default: return false;
  }
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

std::uint32_t code_points(std::string_view text) {
  std::uint32_t count = 0;
  for (const char c : text) count += static_cast<signed char>(c) > -65 && c != ' ' && c != '\n' ? 1 : 0;
  return count;
}

// Length of the punctuation at `at` that may end a sentence, 0 if it does not.
std::size_t sentence_end_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '.' || c == '!' || c == '?') return 1;
  const std::string_view three = text.substr(at, 3);
  for (const std::string_view mark : {"…", "。", "！", "？", "｡", "।", "؟", "۔"}) {
    if (three.substr(0, mark.size()) == mark) return mark.size();
  }
  return 0;
}

bool is_wide_end(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]) >= 0xE3; }

std::size_t skip_closing_quotes(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '"' || text[at] == '\'' || text[at] == ')' || text[at] == ']') {
      ++at;
      continue;
    }
    std::size_t length = 0;
    for (const std::string_view mark : {"”", "’", "»", "」", "』", "）"}) {
      if (text.substr(at, mark.size()) == mark) length = mark.size();
    }
    if (length == 0) break;
    at += length;
  }
  return at;
}

}  // namespace

void count_punctuation(std::string_view text, Block& block) {
  std::uint32_t ends = 0, commas = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == ',') ++commas;
    if (byte != '.' && byte != '!' && byte != '?' && byte < 0xD8) continue;
    if (byte == 0xE3 || byte == 0xEF || byte == 0xD8) {
      const std::string_view three = text.substr(at, 3);
      if (three == "、" || three == "，" || three.substr(0, 2) == "،") ++commas;
    }
    const std::size_t length = sentence_end_at(text, at);
    if (length == 0) continue;
    const std::size_t after = skip_closing_quotes(text, at + length);
    if (after >= text.size() || text[after] == ' ' || text[after] == '\n' || is_wide_end(text, at)) ++ends;
    at += length - 1;
  }
  block.sentence_ends = static_cast<std::uint16_t>(std::min(ends, 0xffffu));
  block.commas = static_cast<std::uint16_t>(std::min(commas, 0xffffu));
}

namespace {

// Cuts a tree into blocks: walks nodes in document order with a stack of the
// open elements that matter, gathering text until a block element begins or ends.
class Cutter {
 public:
  explicit Cutter(const Tree& tree) : tree_(tree) {}

  Blocks cut() {
    for (NodeId id = 0; id < tree_.nodes.size();) {
      close_until(id);
      id = tree_[id].tag == Tag::text ? take_text(id) : open(id);
    }
    close_until(static_cast<NodeId>(tree_.nodes.size()));
    finish_block();
    return std::move(out_);
  }

 private:
  struct Open {
    NodeId end = 0, block = 0;  // one past the subtree; block element in force inside
    bool is_block = false, spaced = false, apart = false;
    bool link = false, strong = false, code = false, inline_code = false;
  };

  void close_until(NodeId id) {
    while (!open_.empty() && open_.back().end <= id) {
      if (open_.back().is_block) finish_block();
      if (open_.back().spaced) separate(' ');
      apart_closed_ |= open_.back().apart;
      open_.pop_back();
    }
  }

  NodeId open(NodeId id) {
    const Node& node = tree_[id];
    const Flow flow = flow_of(node.tag);
    if (flow == Flow::skipped) {
      if (node.tag == Tag::svg || node.tag == Tag::video || node.tag == Tag::object) separate_words();
      return node.end;
    }
    if (leaf(node.tag)) return id + 1;
    Open open = open_.empty() ? Open{.end = node.end, .block = id} : open_.back();
    open.end = node.end;
    open.is_block = flow == Flow::block;
    open.spaced = flow == Flow::spaced;
    open.apart = flow == Flow::inline_ && stands_apart(node.tag);
    side_by_side_ |= open.apart && apart_closed_;
    if (open.spaced) separate(' ');
    if (open.is_block) {
      finish_block();
      open.block = id;
      last_was_break_ = false;
    }
    if (node.tag == Tag::a && tree_.has(id, AttributeName::href)) {
      open.link = true;
      ++block_.links;
    }
    if (node.tag == Tag::b || node.tag == Tag::strong) open.strong = true;
    if (node.tag == Tag::pre || node.tag == Tag::listing || node.tag == Tag::xmp) open.code = true;
    if (node.tag == Tag::code || node.tag == Tag::kbd || node.tag == Tag::samp) open.inline_code = true;
    if (node.tag == Tag::time) block_.has_time = true;
    open_.push_back(open);
    return id + 1;
  }

  // Elements without content: true if `tag` was one.
  bool leaf(Tag tag) {
    switch (tag) {
      case Tag::br: line_break(); return true;
      case Tag::hr: finish_block(); return true;
      case Tag::img: case Tag::image: ++block_.images; return true;
      case Tag::wbr: case Tag::input: case Tag::meta: case Tag::link: case Tag::area: case Tag::base:
      case Tag::col: case Tag::embed: case Tag::param: case Tag::source: case Tag::track:
        return true;
      default: return false;
    }
  }

  void line_break() {
    if (!started_) return;
    if (last_was_break_) {
      finish_block();
      block_.after_break = true;
    } else {
      separate('\n');
      last_was_break_ = true;
    }
  }

  void separate(char mark) {
    if (!started_) return;
    std::string& text = out_.text;
    if (!text.empty() && text.back() == ' ') text.back() = mark;
    else if (text.back() != '\n') text += mark;
    in_space_ = true;
  }

  void separate_words() {
    if (started_ && !in_space_) separate(' ');
  }

  NodeId take_text(NodeId id) {
    scratch_.clear();
    tree_.append_text(id, scratch_);
    const Open& place = open_.back();
    if (place.code) return take_code(id);
    append(id, scratch_, place);
    return id + 1;
  }

  NodeId take_code(NodeId id) {
    std::string_view rest = scratch_;
    while (!rest.empty()) {
      const std::size_t line = std::min(rest.find('\n'), rest.size());
      append(id, rest.substr(0, line), open_.back());
      if (line < rest.size()) separate('\n');
      rest.remove_prefix(std::min(line + 1, rest.size()));
    }
    return id + 1;
  }

  void append(NodeId id, std::string_view text, const Open& place) {
    if (!started_) in_space_ = true;
    if (side_by_side_ && !in_space_ && !place.code && !place.inline_code && is_word_byte(out_.text.back()) && !text.empty() && is_word_byte(text.front())) {
      separate(' ');
    }
    if (!text.empty()) side_by_side_ = apart_closed_ = false;
    const std::size_t before = out_.text.size();
    if (is_nfc(text)) append_collapsed(text, out_.text, in_space_);
    else append_collapsed(to_nfc(text), out_.text, in_space_);
    const std::uint32_t letters = code_points(std::string_view(out_.text).substr(before));
    if (letters == 0) return;
    last_was_break_ = false;
    if (!started_) start(id, before, place);
    block_.last_text = id;
    block_.letters += letters;
    if (place.link) block_.link_letters += letters;
    if (place.strong) block_.strong_letters += letters;
  }

  void start(NodeId id, std::size_t text_begin, const Open& place) {
    started_ = true;
    block_.node = place.block;
    block_.first_text = id;
    block_.text.begin = static_cast<std::uint32_t>(text_begin);
    block_.starts_with_link = place.link;
    block_.code = place.code;
  }

  void finish_block() {
    if (started_) {
      std::string& text = out_.text;
      while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
      block_.text.end = static_cast<std::uint32_t>(text.size());
      finish_counts();
      text += '\n';
    }
    block_ = Block{};
    started_ = false;
    last_was_break_ = false;
  }

  void finish_counts() {
    const std::string_view text = out_.text_of(block_);
    block_.words.begin = static_cast<std::uint32_t>(out_.words.size());
    append_words(text, out_.words);
    block_.words.end = static_cast<std::uint32_t>(out_.words.size());
    if (block_.words.empty()) return;  // bullets, arrows and the like say nothing
    count_punctuation(text, block_);
    block_.source = {tree_.runs[tree_[block_.first_text].first].source.begin, source_end(block_.last_text)};
    name_kind();
    out_.blocks.push_back(block_);
  }

  std::uint32_t source_end(NodeId text) const {
    const Node& node = tree_[text];
    return tree_.runs[node.first + node.run_count - 1].source.end;
  }

  // By the nearest ancestors that say what the block is.
  void name_kind() {
    std::uint8_t list_depth = 0;
    bool settled = false;
    for (NodeId id = block_.node; id != no_node; id = tree_[id].parent) {
      const Tag tag = tree_[id].tag;
      if (tag == Tag::ul || tag == Tag::ol) ++list_depth;
      if (settled) continue;
      settled = true;
      if (is_heading(tag)) {
        block_.kind = Piece::Kind::heading;
        block_.level = static_cast<std::uint8_t>(1 + static_cast<int>(tag) - static_cast<int>(Tag::h1));
      } else if (tag == Tag::pre || tag == Tag::listing || tag == Tag::xmp) block_.kind = Piece::Kind::code;
      else if (tag == Tag::figcaption || tag == Tag::caption) block_.kind = Piece::Kind::caption;
      else if (tag == Tag::td || tag == Tag::th) block_.kind = Piece::Kind::cell;
      else if (tag == Tag::li) block_.kind = Piece::Kind::list_item;
      else if (tag == Tag::blockquote) block_.kind = Piece::Kind::quote;
      else settled = tag == Tag::body || tag == Tag::article || tag == Tag::section;
    }
    if (block_.kind == Piece::Kind::list_item) block_.level = std::max<std::uint8_t>(1, list_depth);
  }

  const Tree& tree_;
  Blocks out_;
  std::vector<Open> open_;
  Block block_;
  std::string scratch_;
  bool started_ = false, in_space_ = true, last_was_break_ = false;
  bool apart_closed_ = false, side_by_side_ = false;  // since the last text
};

}  // namespace

Blocks blocks_of(const Tree& tree) { return Cutter(tree).cut(); }

std::string dump(const Blocks& blocks) {
  std::string out;
  for (const Block& block : blocks.blocks) {
    out += name_of(block.kind);
    out += ' ' + std::to_string(block.source.begin) + '-' + std::to_string(block.source.end) + ' ';
    for (const char c : blocks.text_of(block)) out += c == '\n' ? std::string("\\n") : std::string(1, c);
    out += '\n';
  }
  return out;
}

}  // namespace thanbai
