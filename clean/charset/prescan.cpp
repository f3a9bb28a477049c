#include "clean/charset/prescan.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "clean/charset/markup.hpp"

namespace thanbai::charset {
namespace {

constexpr std::string_view kSpace = "\t\n\f\r ";

bool is_space(char c) { return kSpace.find(c) != std::string_view::npos; }

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), lower_case);
  return lower;
}

/// The standard's last step for an encoding that markup declares: markup that
/// can be read as ASCII cannot be UTF-16.
std::optional<Encoding> as_declared(std::optional<Encoding> encoding) {
  if (encoding == Encoding::utf_16be || encoding == Encoding::utf_16le) return Encoding::utf_8;
  if (encoding == Encoding::x_user_defined) return Encoding::windows_1252;
  return encoding;
}

/// "Extracting a character encoding from a meta element".
std::optional<Encoding> encoding_in_content(std::string_view content) {
  for (std::size_t at = 0;;) {
    at = find_ignoring_case(content, "charset", at);
    if (at == std::string_view::npos) return std::nullopt;
    at = std::min(content.find_first_not_of(kSpace, at + 7), content.size());
    if (at == content.size()) return std::nullopt;
    if (content[at] == '=') {
      content.remove_prefix(at + 1);
      break;
    }
  }
  content.remove_prefix(std::min(content.find_first_not_of(kSpace), content.size()));
  if (content.empty()) return std::nullopt;
  if (const char quote = content[0]; quote == '"' || quote == '\'') {
    const std::size_t end = content.find(quote, 1);
    if (end == std::string_view::npos) return std::nullopt;
    return encoding_labelled(content.substr(1, end - 1));
  }
  return encoding_labelled(content.substr(0, content.find_first_of("\t\n\f\r ;")));
}

/// "Get an XML encoding".
std::optional<Encoding> xml_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return std::nullopt;
  bytes = bytes.substr(0, bytes.find('>'));
  const std::size_t name = bytes.find("encoding");
  if (name == std::string_view::npos) return std::nullopt;
  const auto skip_space = [&] {
    while (!bytes.empty() && static_cast<unsigned char>(bytes[0]) <= 0x20) bytes.remove_prefix(1);
  };
  bytes.remove_prefix(name + 8);
  skip_space();
  if (bytes.empty() || bytes[0] != '=') return std::nullopt;
  bytes.remove_prefix(1);
  skip_space();
  if (bytes.empty() || (bytes[0] != '"' && bytes[0] != '\'')) return std::nullopt;
  const std::size_t end = bytes.find(bytes[0], 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view label = bytes.substr(1, end - 1);
  if (std::ranges::any_of(label, [](unsigned char c) { return c <= 0x20; })) return std::nullopt;
  return encoding_labelled(label);
}

struct Attribute {
  std::string name, value;
};

/// The steps of the standard, over bytes that may end anywhere: once they do,
/// done() holds and nothing more is found.
class Prescan {
 public:
  Prescan(std::string_view bytes, bool whole_head) : bytes_(bytes), whole_head_(whole_head) {}

  std::optional<Encoding> run() {
    for (; !done(); ++at_) {
      at_ = std::min(bytes_.find('<', at_), bytes_.size());
      if (done()) break;
      if (const auto found = markup()) return found;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool done() const { return at_ >= bytes_.size(); }
  [[nodiscard]] char ahead(std::size_t count) const {
    return at_ + count < bytes_.size() ? bytes_[at_ + count] : '\0';
  }
  /// Moves to the last byte of what `end` ends, or to the end.
  void pass(std::string_view end, std::size_t from) {
    const std::size_t found = bytes_.find(end, from);
    at_ = found == std::string_view::npos ? bytes_.size() : found + end.size() - 1;
  }

  /// At a `<`. Ends at the last byte that it looked at.
  std::optional<Encoding> markup() {
    const std::string_view rest = bytes_.substr(at_);
    if (rest.starts_with("<!--")) {
      pass("-->", at_ + 2);
    } else if (starts_ignoring_case(rest, "<meta") && (is_space(ahead(5)) || ahead(5) == '/')) {
      at_ += 5;
      return meta();
    } else if (is_letter(ahead(1)) || (ahead(1) == '/' && is_letter(ahead(2)))) {
      tag();
    } else if (ahead(1) == '!' || ahead(1) == '/' || ahead(1) == '?') {
      pass(">", at_);
    }
    return std::nullopt;
  }

  void tag() {
    const std::size_t start = at_ + 1;
    at_ = std::min(bytes_.find_first_of("\t\n\f\r >", at_), bytes_.size());
    const std::string name = lowered(bytes_.substr(std::min(start, at_), at_ - std::min(start, at_)));
    for (Attribute attribute; next_attribute(attribute);) {
    }
    if (!whole_head_ || done()) return;
    if (name == "body" || name == "frameset" || name == "/head") at_ = bytes_.size();
    if (is_raw_text(name)) at_ = std::max(at_ + 1, raw_text_end(bytes_, at_, name)) - 1;
  }

  std::optional<Encoding> meta() {
    std::vector<std::string> seen;
    bool pragma = false;
    std::optional<bool> needs_pragma;
    std::optional<Encoding> charset;
    for (Attribute attribute; next_attribute(attribute);) {
      if (seen.size() == kMostAttributes || std::ranges::find(seen, attribute.name) != seen.end()) continue;
      seen.push_back(attribute.name);
      if (attribute.name == "http-equiv") {
        pragma = attribute.value == "content-type";
      } else if (attribute.name == "charset") {
        charset = encoding_labelled(attribute.value);
        needs_pragma = false;
      } else if (attribute.name == "content" && !needs_pragma) {
        charset = encoding_in_content(attribute.value);
        if (charset) needs_pragma = true;
      }
    }
    if (done() || !needs_pragma || (*needs_pragma && !pragma)) return std::nullopt;
    return as_declared(charset);
  }

  /// "Get an attribute". False at the end of the tag, where at_ is then.
  bool next_attribute(Attribute& attribute) {
    while (!done() && (is_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (done() || bytes_[at_] == '>') return false;
    const std::size_t start = at_;
    while (!done() && (bytes_[at_] != '=' || at_ == start) && !is_space(bytes_[at_]) && bytes_[at_] != '/' &&
           bytes_[at_] != '>') {
      ++at_;
    }
    attribute.name = lowered(bytes_.substr(start, at_ - start));
    attribute.value.clear();
    while (!done() && is_space(bytes_[at_])) ++at_;
    if (done()) return false;
    if (bytes_[at_] != '=') return true;
    ++at_;
    while (!done() && is_space(bytes_[at_])) ++at_;
    return !done() && value(attribute.value);
  }

  bool value(std::string& value) {
    const char quote = bytes_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t start = at_ + (quoted ? 1 : 0);
    at_ = std::min(quoted ? bytes_.find(quote, start) : bytes_.find_first_of("\t\n\f\r >", start),
                   bytes_.size());
    if (done()) return false;
    value = lowered(bytes_.substr(start, at_ - start));
    if (quoted) ++at_;
    return true;
  }

  /// Names compared with each other: a bound on the work for one tag.
  static constexpr std::size_t kMostAttributes = 64;

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool whole_head_;
};

std::optional<Encoding> scan(std::string_view bytes, bool whole_head) {
  if (const auto found = Prescan(bytes, whole_head).run()) return found;
  return as_declared(xml_encoding(bytes));
}

}  // namespace

std::optional<Encoding> prescan(std::string_view bytes) { return scan(bytes, false); }

std::optional<Encoding> prescan_head(std::string_view bytes) { return scan(bytes, true); }

}  // namespace thanbai::charset
