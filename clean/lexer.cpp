#include "clean/lexer.hpp"

#include <algorithm>

namespace thanbai {
namespace {

constexpr auto npos = std::string_view::npos;

std::size_t or_end(std::string_view text, std::size_t found) { return std::min(found, text.size()); }

/// Whether the tag name at `at` is `name` (in lower case) and ends there.
bool is_tag_name(std::string_view text, std::size_t at, std::string_view name) {
  const std::size_t end = at + name.size();
  if (end >= text.size() || !same_name(text.substr(at, name.size()), name)) return false;
  return is_space(text[end]) || text[end] == '/' || text[end] == '>';
}

bool is_end_tag(std::string_view text, std::size_t at, std::string_view name) {
  return at + 1 < text.size() && text[at + 1] == '/' && is_tag_name(text, at + 2, name);
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

std::size_t find_markup(std::string_view text, std::size_t at) {
  for (;; ++at) {
    at = text.find('<', at);
    if (at == npos || at + 1 >= text.size()) return text.size();
    const char next = text[at + 1];
    if (is_letter(next) || next == '!' || next == '?') return at;
    if (next == '/') return at + 2 < text.size() ? at : text.size();
  }
}

std::size_t end_of_bogus_comment(std::string_view text, std::size_t at) {
  const std::size_t found = text.find('>', at);
  return found == npos ? text.size() : found + 1;
}

std::size_t end_of_comment(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with('>')) return at + 1;
  if (rest.starts_with("->")) return at + 2;
  for (std::size_t close = text.find('>', at); close != npos; close = text.find('>', close + 1)) {
    const std::string_view inside = text.substr(at, close - at);
    if (inside.ends_with("--") || inside.ends_with("--!")) return close + 1;
  }
  return text.size();
}

std::size_t end_of_cdata(std::string_view text, std::size_t at) { return or_end(text, text.find("]]>", at)); }

std::size_t end_of_raw_text(std::string_view text, std::size_t at, std::string_view name) {
  for (at = text.find('<', at); at != npos; at = text.find('<', at + 1)) {
    if (is_end_tag(text, at, name)) return at;
  }
  return text.size();
}

std::size_t end_of_script(std::string_view text, std::size_t at) {
  enum class State { data, escaped, double_escaped } state = State::data;
  while (at < text.size()) {
    if (state == State::data) {
      at = text.find('<', at);
      if (at == npos) return text.size();
      if (is_end_tag(text, at, "script")) return at;
      if (text.substr(at, 4) == "<!--") {
        // The dashes that open the escape may be those that close it: `<!-->`.
        at += 4;
        const std::size_t past_dashes = or_end(text, text.find_first_not_of('-', at));
        state = past_dashes < text.size() && text[past_dashes] == '>' ? State::data : State::escaped;
        at = past_dashes;
      } else {
        ++at;
      }
      continue;
    }
    while (at < text.size() && text[at] != '<' && text[at] != '-') ++at;
    if (text.substr(at, 3) == "-->") {
      state = State::data;
      at += 3;
    } else if (is_end_tag(text, at, "script")) {
      if (state == State::escaped) return at;
      state = State::escaped;
      at += 9;
    } else if (state == State::escaped && at < text.size() && text[at] == '<' &&
               is_tag_name(text, at + 1, "script")) {
      state = State::double_escaped;
      at += 8;
    } else {
      ++at;
    }
  }
  return text.size();
}

TagEnd end_of_tag(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '>') return {at + 1, false};
  return lex_attributes(text, at, [](Range, Range) {});
}

}  // namespace thanbai
