#include "clean/sieve.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "clean/character_references.hpp"
#include "clean/lexer.hpp"
#include "clean/open_elements.hpp"
#include "clean/tag_traits.hpp"

namespace thanbai {
namespace {

using Kind = Skeleton::Kind;
using Space = OpenElements::Space;

/// Where the source no longer fits 32-bit ranges.
constexpr std::size_t longest_text = std::numeric_limits<std::uint32_t>::max() - 1;
/// A longer one has no say in which mode (quirks or not) a page is parsed.
constexpr std::size_t longest_doctype = 1000;
/// html, head and body, white space before each, and the last text.
constexpr std::size_t implied_nodes = 8;

/// A start or end tag under the scanner.
struct LexedTag {
  ElementName name;
  Range name_range;
  Range source;
  std::uint32_t first_attribute = 0;
  std::uint16_t attribute_count = 0;
  std::uint32_t fingerprint = 0;  ///< of the attributes of a formatting element
  bool self_closing = false;
  bool hidden_type = false;     ///< type=hidden
  bool font_attribute = false;  ///< color, face or size
  bool html_encoding = false;   ///< encoding of an annotation-xml that holds HTML
};

std::uint32_t hash_of(std::string_view bytes, std::uint32_t seed = 2166136261u) {
  for (const char c : bytes) seed = (seed ^ static_cast<unsigned char>(to_lower(c))) * 16777619u;
  return seed;
}

/// White space, references to it included, from `at` on; NUL too where it is
/// left out of text.
std::size_t end_of_blank(std::string_view text, std::size_t at, bool skip_nul) {
  for (; at < text.size(); ++at) {
    if (is_space(text[at]) || (skip_nul && text[at] == '\0')) continue;
    if (text[at] != '&') break;
    std::string decoded;
    const std::size_t size = decode_reference(text.substr(at, 64), ReferenceContext::text, decoded);
    if (size == 0 || decoded.size() != 1 || !is_space(decoded[0])) break;
    at += size - 1;
  }
  return at;
}

/// What of a tag's attributes the tree depends on, short: those that it reads,
/// and of a formatting element a mark of whether two are alike.
std::string steering_attributes(const LexedTag& tag) {
  std::string written;
  if (tag.hidden_type) written = " type=hidden";
  if (tag.font_attribute) written = " color";
  if (tag.fingerprint == 0 || tag.name.tag == Tag::a) return written;  // an a is never twice alike
  written += " x";
  for (std::uint32_t hash = tag.fingerprint; hash != 0; hash /= 26) {
    written += static_cast<char>('a' + hash % 26);
  }
  return written;
}

bool closes_select_in_table(Tag tag) {
  return tag == Tag::table || (traits_of(tag).table_part && tag != Tag::col && tag != Tag::colgroup);
}

class Sieve {
 public:
  Sieve(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {
    skeleton_.html.reserve(text.size() / 16 + 256);
    skeleton_.tokens.reserve(text.size() / 128 + 64);
    skeleton_.attributes.reserve(text.size() / 128 + 64);
  }

  Skeleton run();

 private:
  // One construct of the page each; `at_` is its first byte and moves past it.
  void markup();
  void declaration();
  void doctype();
  void end_tag();
  void start_tag();

  // What becomes of a start tag.
  void foreign_tag(LexedTag& tag);
  void html_tag(LexedTag& tag);
  void select_content(const LexedTag& tag);
  void drop_raw_text(const LexedTag& tag);
  void raw_text_element(const LexedTag& tag, Kind kind);
  bool whole_svg(const LexedTag& tag);
  [[nodiscard]] std::size_t end_of_svg(const LexedTag& tag) const;
  bool within_limits(const LexedTag& tag, bool counted);

  bool lex_name(std::size_t at, LexedTag& tag) const;
  bool lex_attributes_of(LexedTag& tag);
  void keep_attribute(LexedTag& tag, std::uint64_t& kept, Range name, Range value);
  void note_attribute(LexedTag& tag, Range name, Range value);

  void text_run(std::size_t begin, std::size_t end, Kind kind);
  std::size_t skip_first_line_feed(std::size_t begin, std::size_t end) const;
  void blanks(std::size_t begin, std::size_t end, Kind kind);
  void placeholder(char c, std::size_t begin, std::size_t end, Kind kind);

  void write(std::string_view bytes) { skeleton_.html.append(bytes); }
  void write_tag(const LexedTag& tag, std::string_view rest);
  void add_token(Kind kind, Range source, std::uint32_t first_attribute, std::uint16_t attribute_count);
  void separate();
  void write_separation();
  /// Whether one more tag, its text and the formatting opened again there could be too many nodes.
  [[nodiscard]] bool full() const { return nodes_ + open_.active_formatting() + 2 >= limits_.nodes; }
  void note(bool& noted, std::string_view what);

  [[nodiscard]] std::string_view of(Range range) const { return text_.substr(range.begin, range.size()); }
  [[nodiscard]] Range range(std::size_t begin, std::size_t end) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  std::string_view text_;
  const Limits& limits_;
  Skeleton skeleton_;
  OpenElements open_;
  std::size_t at_ = 0;
  std::size_t nodes_ = implied_nodes;  ///< of the tree, by a count that is seldom too low
  char last_ = '\0';                   ///< placeholder just written; NUL after a tag
  bool in_body_ = false;               ///< scripts and styles may go without a trace
  bool separated_ = false;             ///< a comment or a dropped script since the last placeholder
  std::size_t separation_ = 0;         ///< place of the last one; 0: none
  bool line_feed_dropped_ = false;     ///< just after a pre: its first line feed does not count
  bool gap_ = false;                   ///< a tag was dropped at a limit: keep words apart
  std::array<std::uint32_t, tag_count> dropped_{};  ///< start tags dropped whose end tags must go too
  bool noted_depth_ = false, noted_attributes_ = false, noted_bytes_ = false, noted_formatting_ = false,
       noted_search_ = false, noted_nodes_ = false;
};

void Sieve::note(bool& noted, std::string_view what) {
  if (!noted) skeleton_.notes.emplace_back(what);
  noted = true;
}

Skeleton Sieve::run() {
  while (at_ < text_.size()) {
    const std::size_t markup_at = find_markup(text_, at_);
    if (markup_at > at_) text_run(at_, markup_at, open_.text_is_foreign() ? Kind::rcdata : Kind::text);
    at_ = markup_at;
    if (at_ < text_.size()) markup();
  }
  return std::move(skeleton_);
}

void Sieve::markup() {
  const char next = text_[at_ + 1];
  if (next == '!') return declaration();
  if (next == '?') {
    at_ = end_of_bogus_comment(text_, at_);
    return separate();
  }
  if (next != '/') return start_tag();
  const char first = text_[at_ + 2];
  if (is_letter(first)) return end_tag();
  if (first == '>') {
    at_ += 3;
    return;
  }
  at_ = end_of_bogus_comment(text_, at_ + 2);
  separate();
}

void Sieve::declaration() {
  const std::string_view rest = text_.substr(at_ + 2);
  if (rest.starts_with("--")) {
    at_ = end_of_comment(text_, at_ + 4);
    return separate();
  }
  if (rest.size() >= 7 && same_name(rest.substr(0, 7), "doctype")) return doctype();
  if (open_.in_foreign() && rest.starts_with("[CDATA[")) {
    const std::size_t begin = at_ + 9;
    const std::size_t end = end_of_cdata(text_, begin);
    text_run(begin, end, Kind::raw_text);
    at_ = std::min(end + 3, text_.size());
    return;
  }
  at_ = end_of_bogus_comment(text_, at_);
  separate();
}

void Sieve::doctype() {
  const std::size_t end = end_of_bogus_comment(text_, at_);
  const std::string_view whole = text_.substr(at_, end - at_);
  if (!in_body_) {
    const bool closed = whole.size() <= longest_doctype && whole.ends_with('>');
    write(whole.substr(0, longest_doctype));
    if (!closed) write(">");
    last_ = '\0';
  }
  at_ = end;
  separated_ = true;
  line_feed_dropped_ = false;
}

// --- Tags

bool Sieve::lex_name(std::size_t at, LexedTag& tag) const {
  const std::size_t end = end_of_tag_name(text_, at);
  if (end >= text_.size()) return false;
  tag.name_range = range(at, end);
  const std::string_view name = of(tag.name_range);
  tag.name.tag = tag_named(name);
  if (tag.name.tag == Tag::unknown) tag.name.hash = hash_of(name);
  return true;
}

/// What the tree builder asks of attributes that are not kept.
void Sieve::note_attribute(LexedTag& tag, Range name, Range value) {
  const std::string_view spelled = of(name);
  if (traits_of(tag.name.tag).formatting) {
    tag.fingerprint += hash_of(of(value), hash_of(spelled)) | 1;
    if (tag.name.tag == Tag::font) {
      tag.font_attribute |=
          same_name(spelled, "color") || same_name(spelled, "face") || same_name(spelled, "size");
    }
  } else if (tag.name.tag == Tag::input && same_name(spelled, "type")) {
    tag.hidden_type = same_name(of(value), "hidden");
  } else if (tag.name.tag == Tag::annotation_xml && same_name(spelled, "encoding")) {
    tag.html_encoding = same_name(of(value), "text/html") || same_name(of(value), "application/xhtml+xml");
  }
}

void Sieve::keep_attribute(LexedTag& tag, std::uint64_t& kept, Range name, Range value) {
  AttributeName known;
  if (!attribute_named(of(name), known)) return;
  const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(known);
  if ((kept & bit) != 0) return;
  if (tag.attribute_count >= limits_.attributes) {
    return note(noted_attributes_, "a tag has more attributes than the limit: the rest was dropped");
  }
  kept |= bit;
  // data-preloaded holds a page's data, as a data script does: of no use in part.
  if (value.size() > limits_.attribute_bytes && known != AttributeName::data_preloaded) {
    value.end = value.begin + limits_.attribute_bytes;
    while (value.end > value.begin && (text_[value.end] & 0xC0) == 0x80) --value.end;
    note(noted_bytes_, "an attribute is longer than the limit: it was cut");
  }
  skeleton_.attributes.push_back({known, value});
  ++tag.attribute_count;
}

/// From one past the name to one past the `>`. False: the page ends inside the tag.
bool Sieve::lex_attributes_of(LexedTag& tag) {
  tag.first_attribute = static_cast<std::uint32_t>(skeleton_.attributes.size());
  if (text_[tag.name_range.end] == '>') {
    tag.source = range(at_, tag.name_range.end + 1);
    return true;
  }
  const bool steers =
      traits_of(tag.name.tag).formatting || tag.name.tag == Tag::input || tag.name.tag == Tag::annotation_xml;
  std::uint64_t kept = 0;
  const TagEnd end = lex_attributes(text_, tag.name_range.end, [&](Range name, Range value) {
    keep_attribute(tag, kept, name, value);
    if (steers) note_attribute(tag, name, value);
  });
  if (end.at == std::string_view::npos) return false;
  tag.self_closing = end.self_closing;
  tag.source = range(at_, end.at);
  return true;
}

void Sieve::end_tag() {
  LexedTag tag;
  const bool named = lex_name(at_ + 2, tag);
  const TagEnd end = named ? end_of_tag(text_, tag.name_range.end) : TagEnd{};
  if (end.at == std::string_view::npos) {
    at_ = text_.size();
    return;
  }
  at_ = end.at;
  line_feed_dropped_ = false;
  std::uint32_t& dropped = dropped_[static_cast<std::size_t>(tag.name.tag)];
  if (dropped > 0) {
    --dropped;
    gap_ |= !traits_of(tag.name.tag).formatting;
    return;
  }
  if (full()) {
    gap_ |= !traits_of(tag.name.tag).formatting;
    return;
  }
  if (open_.in_select() && open_.in_table() && closes_select_in_table(tag.name.tag)) open_.close_select();
  if (tag.name.tag == Tag::select) {
    open_.close_select();
  } else if (!open_.end(tag.name, limits_.end_tag_search)) {
    return note(noted_search_, "an end tag closes nothing within the limit: it was dropped");
  }
  if (tag.name.tag == Tag::form) write_separation();
  write("</");
  write(of(tag.name_range));
  write(">");
  last_ = '\0';
}

void Sieve::start_tag() {
  LexedTag tag;
  if (!lex_name(at_ + 1, tag) || !lex_attributes_of(tag)) {
    at_ = text_.size();
    return;
  }
  at_ = tag.source.end;
  line_feed_dropped_ = false;
  if (open_.takes_as_foreign(tag.name.tag)) {
    const bool breaks_out =
        traits_of(tag.name.tag).breakout || (tag.name.tag == Tag::font && tag.font_attribute);
    if (!breaks_out) return foreign_tag(tag);
    open_.break_out();
  }
  html_tag(tag);
}

/// Whether a tag may be written. If not, its end tag will be dropped as well.
bool Sieve::within_limits(const LexedTag& tag, bool counted) {
  const bool formatting = traits_of(tag.name.tag).formatting;
  if (full()) {
    note(noted_nodes_, "more nodes than the limit: further tags were dropped, their text was kept");
    gap_ |= !formatting;
    return false;
  }
  const bool deep = counted && open_.depth() >= limits_.depth;
  const bool crowded = formatting && open_.active_formatting() >= limits_.formatting;
  if (!deep && !crowded) return true;
  if (deep)
    note(noted_depth_,
         "elements nested deeper than the limit: deeper tags were dropped, their text was kept");
  if (crowded) note(noted_formatting_, "more open formatting elements than the limit: the rest was dropped");
  ++dropped_[static_cast<std::size_t>(tag.name.tag)];
  gap_ |= !formatting;
  return false;
}

void Sieve::foreign_tag(LexedTag& tag) {
  if (!within_limits(tag, !tag.self_closing)) return;
  const bool annotation = tag.name.tag == Tag::annotation_xml && tag.html_encoding;
  write_tag(tag, annotation ? (tag.self_closing ? " encoding=\"text/html\"/" : " encoding=\"text/html\"")
                            : (tag.self_closing ? "/" : ""));
  if (tag.self_closing) return;
  Space space = open_.space();
  if (space == Space::math && tag.name.tag == Tag::svg) space = Space::svg;
  const bool svg_point = space == Space::svg && (tag.name.tag == Tag::foreignobject ||
                                                 tag.name.tag == Tag::desc || tag.name.tag == Tag::title);
  open_.start_foreign(tag.name, space, svg_point || (space == Space::math && annotation));
}

/// What a select makes of a tag: some close it, most it ignores.
void Sieve::select_content(const LexedTag& tag) {
  const bool closes =
      tag.name.tag == Tag::input || tag.name.tag == Tag::keygen || tag.name.tag == Tag::textarea;
  if (closes || (open_.in_table() && closes_select_in_table(tag.name.tag))) open_.close_select();
}

void Sieve::html_tag(LexedTag& tag) {
  using Content = TagTraits::Content;
  const TagTraits& traits = traits_of(tag.name.tag);
  select_content(tag);
  if (!traits.head && !open_.in_template()) in_body_ = true;
  const bool in_select = open_.in_select();
  if (traits.content == Content::dropped && (!in_select || tag.name.tag == Tag::script))
    return drop_raw_text(tag);
  if (!in_select) {
    switch (traits.content) {
      case Content::emptied:
        return raw_text_element(tag, Kind::filler);
      case Content::raw:
        return raw_text_element(tag, Kind::raw_text);
      case Content::rcdata:
        return raw_text_element(tag, Kind::rcdata);
      default:
        break;
    }
  }
  if (in_select && tag.name.tag == Tag::select) {  // a second one only ends the first
    open_.close_select();
    return write_tag(tag, "");
  }
  const bool foreign_root = (tag.name.tag == Tag::svg || tag.name.tag == Tag::math) && !in_select;
  if (tag.name.tag == Tag::svg && !in_select && whole_svg(tag)) return;
  const bool counted =
      traits.content != Content::none && !traits.self_closing && !(foreign_root && tag.self_closing);
  if (!within_limits(tag, counted)) return;
  if (!traits.closes_paragraph && !traits.table_part && !traits.head)
    nodes_ += open_.reconstruct_formatting();
  if (foreign_root) {
    write_tag(tag, tag.self_closing ? "/" : "");
    if (!tag.self_closing) {
      open_.start_foreign(tag.name, tag.name.tag == Tag::svg ? Space::svg : Space::math, false);
    }
    return;
  }
  const bool root = tag.name.tag == Tag::html || (tag.name.tag == Tag::body && !in_select);
  if (root && !open_.in_template()) {
    skeleton_.roots.push_back(static_cast<std::uint32_t>(skeleton_.tokens.size()));
  }
  // In the head a noscript ends where anything shows.
  if (tag.name.tag != Tag::noscript || in_body_) open_.start_html(tag.name, tag.fingerprint);
  write_tag(tag, steering_attributes(tag));
  line_feed_dropped_ = !in_select && (tag.name.tag == Tag::pre || tag.name.tag == Tag::listing);
  if (traits.content == Content::plaintext && !in_select) {
    text_run(at_, text_.size(), Kind::raw_text);
    at_ = text_.size();
  }
}

/// A script or style: nothing of it stays once the body is open.
void Sieve::drop_raw_text(const LexedTag& tag) {
  const bool script = tag.name.tag == Tag::script;
  const std::size_t close = script ? end_of_script(text_, at_) : end_of_raw_text(text_, at_, "style");
  if (script) {
    for (std::uint32_t i = tag.first_attribute; i < skeleton_.attributes.size(); ++i) {
      if (skeleton_.attributes[i].name != AttributeName::type) continue;
      const std::string_view type = of(skeleton_.attributes[i].value);
      const bool json_ld = type.find("ld+json") != std::string_view::npos;
      if (json_ld || type.find("json") != std::string_view::npos) {
        skeleton_.data_scripts.push_back({tag.source, range(at_, close), json_ld});
      }
    }
  }
  skeleton_.attributes.resize(tag.first_attribute);
  const TagEnd end = close < text_.size() ? end_of_tag(text_, close + 2 + tag.name_range.size()) : TagEnd{};
  at_ = std::min(end.at, text_.size());
  separate();
  const bool in_columns = skeleton_.html.ends_with("col>") || skeleton_.html.ends_with("colgroup>");
  if (in_body_ && !in_columns) return;
  write(script ? "<script></script>" : "<style></style>");
  last_ = '\0';
}

/// An element whose content is no markup. Kind::filler: its content is left out.
void Sieve::raw_text_element(const LexedTag& tag, Kind kind) {
  const std::string_view name = of(tag.name_range);
  const std::size_t begin = at_;
  const std::size_t close = end_of_raw_text(text_, at_, name);
  const TagEnd end = close < text_.size() ? end_of_tag(text_, close + 2 + name.size()) : TagEnd{};
  at_ = std::min(end.at, text_.size());
  const bool written = !full();
  if (written) {
    if (!traits_of(tag.name.tag).head) nodes_ += open_.reconstruct_formatting();
    open_.start_html({Tag::unknown, 0}, 0);
    open_.end({Tag::unknown, 0}, 1);
    write_tag(tag, "");
  } else {
    gap_ = true;
  }
  if (kind != Kind::filler) {
    line_feed_dropped_ = tag.name.tag == Tag::textarea;
    text_run(begin, close, kind);
    line_feed_dropped_ = false;
  }
  if (!written) return;
  write("</");
  write(name);
  write(">");
  last_ = '\0';
}

/// The tags inside an svg that is to be written as an empty element.
class SvgContent {
 public:
  /// False where the tag may lead out of SVG or close an element around it.
  bool add(const LexedTag& tag, bool closing) {
    const Tag name = tag.name.tag;
    const bool safe = name == Tag::unknown || name == Tag::svg || name == Tag::a || name == Tag::style ||
                      name == Tag::script || name == Tag::image || name == Tag::title || name == Tag::desc;
    if (!safe) return false;
    if (closing) return close(tag.name);
    if (tag.self_closing) return true;
    if (size_ == open_.size()) return false;
    open_[size_++] = tag.name;
    return true;
  }
  [[nodiscard]] bool ended() const { return size_ == 0; }

 private:
  bool close(const ElementName& name) {
    while (size_ > 0) {
      if (open_[--size_] == name) return true;
    }
    return false;
  }

  std::array<ElementName, 64> open_;
  std::size_t size_ = 0;
};

/// Where the svg just opened ends, if nothing but tags that keep to SVG comes
/// before; else npos. Only for one outside of other svg and math, so that no
/// byte is looked at more than twice.
std::size_t Sieve::end_of_svg(const LexedTag& tag) const {
  SvgContent content;
  content.add(tag, false);
  std::size_t at = at_;
  while (!content.ended()) {
    at = find_markup(text_, at);
    if (at + 2 >= text_.size()) return std::string_view::npos;
    const char next = text_[at + 1];
    const bool closing = next == '/';
    if (next == '!' && text_.substr(at + 2, 2) == "--") {
      at = end_of_comment(text_, at + 4);
      continue;
    }
    if (next == '!' && text_.substr(at + 2, 7) == "[CDATA[") {
      at = std::min(end_of_cdata(text_, at + 9) + 3, text_.size());
      continue;
    }
    if (next == '!' || next == '?' || (closing && !is_letter(text_[at + 2]))) {
      at = end_of_bogus_comment(text_, at + 1 + closing);
      continue;
    }
    LexedTag inner;
    if (!lex_name(at + 1 + closing, inner)) return std::string_view::npos;
    const TagEnd end = end_of_tag(text_, inner.name_range.end);
    inner.self_closing = end.self_closing;
    if (end.at == std::string_view::npos || !content.add(inner, closing)) return std::string_view::npos;
    at = end.at;
    if ((inner.name.tag == Tag::title || inner.name.tag == Tag::desc) && !closing && !inner.self_closing) {
      at = find_markup(text_, at);  // HTML goes inside: safe only if there is none
      if (text_.substr(at, 2) != "</" || !lex_name(at + 2, inner) ||
          (inner.name.tag != Tag::title && inner.name.tag != Tag::desc)) {
        return std::string_view::npos;
      }
    }
  }
  return at;
}

/// Writes an svg as an empty element if its end is sure: few read what is drawn.
bool Sieve::whole_svg(const LexedTag& tag) {
  if (tag.self_closing || open_.in_foreign()) return false;
  const std::size_t end = end_of_svg(tag);
  if (end == std::string_view::npos) return false;
  if (within_limits(tag, false)) {
    nodes_ += open_.reconstruct_formatting();
    write_tag(tag, "/");
  }
  at_ = end;
  return true;
}

// --- Text

/// A comment or dropped element. It leaves no trace but where it parts text.
void Sieve::separate() {
  separated_ = true;
  line_feed_dropped_ = false;
  separation_ = skeleton_.html.size();
}

/// Gumbo takes a form off the stack without first placing the text before its
/// end tag, as a comment makes it do. No byte is moved twice.
void Sieve::write_separation() {
  if (separation_ == 0) return;
  skeleton_.html.insert(separation_, "<!>");
  for (std::size_t i = skeleton_.tokens.size(); i-- > 0 && skeleton_.tokens[i].at >= separation_;) {
    skeleton_.tokens[i].at += 3;
  }
  separation_ = 0;
}

std::size_t Sieve::skip_first_line_feed(std::size_t begin, std::size_t end) const {
  if (text_[begin] == '\n') return begin + 1;
  if (text_[begin] == '\r') return begin + 1 + (begin + 1 < end && text_[begin + 1] == '\n');
  if (text_[begin] != '&') return begin;
  std::string decoded;
  const std::size_t size = decode_reference(text_.substr(begin, std::min<std::size_t>(end - begin, 64)),
                                            ReferenceContext::text, decoded);
  return decoded == "\n" ? begin + size : begin;
}

void Sieve::text_run(std::size_t begin, std::size_t end, Kind kind) {
  if (begin == end) return;
  if (line_feed_dropped_) begin = skip_first_line_feed(begin, end);
  line_feed_dropped_ = false;
  if (begin == end) return;
  if (in_body_) nodes_ += open_.reconstruct_formatting();
  const std::string_view run = text_.substr(0, end);
  const std::size_t solid = kind == Kind::raw_text ? begin : end_of_blank(run, begin, kind == Kind::text);
  // White space before other text goes elsewhere than that text does in a
  // table and before the body.
  if (solid == end || !in_body_ || open_.in_table() || open_.in_template()) {
    blanks(begin, solid, kind);
    begin = solid;
  }
  if (begin < end) placeholder('x', begin, end, kind);
}

/// White space and NULs, which the parser tells apart.
void Sieve::blanks(std::size_t begin, std::size_t end, Kind kind) {
  while (begin < end) {
    std::size_t next = begin;
    while (next < end && (text_[next] == '\0') == (text_[begin] == '\0')) ++next;
    const bool nul = text_[begin] == '\0';
    if (!nul || !in_body_) placeholder(nul ? '\0' : ' ', begin, next, kind);
    begin = next;
  }
}

void Sieve::placeholder(char c, std::size_t begin, std::size_t end, Kind kind) {
  // Where a comment was, white space and text on its two sides are not one
  // run: inside a table they go different ways.
  if (separated_ && last_ != '\0' && (open_.in_table() || open_.in_template())) write("<!>");
  separated_ = false;
  if (gap_) {
    add_token(Kind::filler, range(begin, begin), 0, 0);
    write(" ");
    gap_ = false;
  }
  if (last_ == '\0') ++nodes_;
  add_token(kind, range(begin, end), 0, 0);
  skeleton_.html += c;
  last_ = c == '\0' ? ' ' : c;
}

void Sieve::add_token(Kind kind, Range source, std::uint32_t first_attribute, std::uint16_t attribute_count) {
  skeleton_.tokens.push_back(
      {static_cast<std::uint32_t>(skeleton_.html.size()), source, first_attribute, attribute_count, kind});
}

void Sieve::write_tag(const LexedTag& tag, std::string_view rest) {
  add_token(Kind::tag, tag.source, tag.first_attribute, tag.attribute_count);
  nodes_ += tag.name.tag == Tag::table ? 3 : 1;  // tbody and tr are often implied
  write("<");
  write(of(tag.name_range));
  write(rest);
  write(">");
  last_ = '\0';
  separated_ = false;
}

}  // namespace

Skeleton sieve(const Text& text, const Limits& limits) {
  Skeleton skeleton = Sieve(text.utf8.substr(0, longest_text), limits).run();
  if (text.utf8.size() > longest_text) skeleton.notes.emplace_back("more than 4 GB: the rest was dropped");
  return skeleton;
}

}  // namespace thanbai
