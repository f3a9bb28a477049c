#include "clean/metadata/json.hpp"

#include <algorithm>

#include "clean/character_references.hpp"

namespace thanbai {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

// Where the string that begins at `at` ends: at the first quote that something
// that may follow a string follows. One that is followed by a word is text.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      const std::size_t next = skip_spaces(text, at + 1);
      if (next == text.size() || std::string_view(",:}]\"").find(text[next]) != std::string_view::npos)
        return at;
    }
  }
  return text.size();
}

std::size_t literal_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_space(text[at]) &&
         std::string_view(",:{}[]\"").find(text[at]) == std::string_view::npos) {
    ++at;
  }
  return at;
}

Range range(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void append_utf8(std::uint32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 63));
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  }
}

// Four hexadecimal digits at `at`; false if there are none.
bool read_unit(std::string_view text, std::size_t at, std::uint32_t& unit) {
  if (at + 4 > text.size()) return false;
  unit = 0;
  for (const char c : text.substr(at, 4)) {
    const int digit = c >= '0' && c <= '9'                 ? c - '0'
                      : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                           : -1;
    if (digit < 0) return false;
    unit = unit * 16 + static_cast<std::uint32_t>(digit);
  }
  return true;
}

// Decodes `\uXXXX` at `at`, a pair of surrogates included; returns its length.
std::size_t append_unicode(std::string_view text, std::size_t at, std::string& out) {
  std::uint32_t unit = 0, low = 0;
  if (!read_unit(text, at + 2, unit)) return 2;
  if (unit >= 0xd800 && unit < 0xdc00 && text.substr(at + 6, 2) == "\\u" && read_unit(text, at + 8, low) &&
      low >= 0xdc00 && low < 0xe000) {
    append_utf8(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), out);
    return 12;
  }
  append_utf8(unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit, out);
  return 6;
}

// The first bracket that is not one of `<![CDATA[`.
std::size_t root_of(std::string_view text) {
  std::size_t at = text.find_first_of("{[");
  while (at != text.npos && text[at] == '[' && at + 1 < text.size() &&
         ((text[at + 1] | 32) == 'c' || (at > 4 && text.substr(at - 5, 5) == "CDATA"))) {
    at = text.find_first_of("{[", at + 1);
  }
  return std::min(at, text.size());
}

}  // namespace

Json::Json(std::string_view text) : text_(text) { read(); }

void Json::read() {
  std::vector<Id> open;
  Range key;
  const auto add = [&](Kind kind, Range content) {
    const auto id = static_cast<Id>(values_.size());
    const Id parent = open.empty() ? none : open.back();
    values_.push_back({kind, parent, id + 1, key, content});
    key = {};
    return id;
  };
  const auto close = [&] {
    values_[open.back()].end = static_cast<Id>(values_.size());
    open.pop_back();
  };
  // Before the first bracket there are at most wrappers.
  for (std::size_t at = root_of(text_); at < text_.size() && values_.size() < most_values;) {
    const char c = text_[at];
    if (c == '{' || c == '[') {
      if (open.size() == deepest) break;
      open.push_back(add(c == '{' ? Kind::object : Kind::array, {}));
      ++at;
    } else if (c == '}' || c == ']') {
      if (!open.empty()) close();
      ++at;
    } else if (c == '"') {
      const std::size_t end = string_end(text_, at + 1);
      const std::size_t next = skip_spaces(text_, end + 1);
      const bool in_object = !open.empty() && values_[open.back()].kind == Kind::object;
      if (in_object && next < text_.size() && text_[next] == ':') key = range(at + 1, end);
      else if (!open.empty()) add(Kind::string, range(at + 1, end));
      at = end + 1;
    } else if (is_space(c) || c == ',' || c == ':') {
      ++at;
    } else {
      const std::size_t end = literal_end(text_, at);
      if (!open.empty()) add(Kind::literal, range(at, end));
      at = end;
    }
  }
  while (!open.empty()) close();
}

std::string_view Json::key(Id id) const { return text_.substr(values_[id].key.begin, values_[id].key.size()); }

Json::Id Json::member(Id object, std::string_view name) const {
  if (object == none || values_[object].kind != Kind::object) return none;
  for (Id id = object + 1; id < values_[object].end; id = values_[id].end) {
    if (key(id) == name) return id;
  }
  return none;
}

std::string unescape_json(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at++];
      continue;
    }
    switch (text[at + 1]) {
      case 'u': at += append_unicode(text, at, out); continue;
      case 'n': case 'r': out += '\n'; break;
      case 't': case 'f': out += ' '; break;
      case 'b': break;
      default: out += text[at + 1];
    }
    at += 2;
  }
  return out;
}

std::string Json::string(Id id) const {
  if (id == none) return {};
  const Value& value = values_[id];
  const std::string_view text = text_.substr(value.text.begin, value.text.size());
  if (value.kind == Kind::literal) return text == "null" ? std::string() : std::string(text);
  if (value.kind != Kind::string) return {};
  const std::string plain = text.find('\\') == text.npos ? std::string(text) : unescape_json(text);
  if (plain.find('&') == plain.npos) return plain;
  std::string out;
  decode_references(plain, ReferenceContext::text, out);
  return out;
}

}  // namespace thanbai
