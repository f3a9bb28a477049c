#include "clean/charset/markup.hpp"

#include <algorithm>

#include "clean/charset/utf8.hpp"

namespace thanbai::charset {
namespace {

std::size_t or_end(std::size_t found, std::string_view bytes) { return std::min(found, bytes.size()); }

/// Behind the tag that begins at `at`: quotes count after `=`.
std::size_t tag_end(std::string_view bytes, std::size_t at) {
  for (char before = '<'; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '>') return at + 1;
    if ((c == '"' || c == '\'') && before == '=') at = or_end(bytes.find(c, at + 1), bytes);
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') before = c;
  }
  return bytes.size();
}

std::string name_at(std::string_view bytes, std::size_t at) {
  std::string name;
  while (at < bytes.size() && is_letter(bytes[at]) && name.size() < 16) name += lower_case(bytes[at++]);
  return name;
}

}  // namespace

bool starts_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::ranges::equal(text.substr(0, lower.size()), lower, {}, lower_case);
}

std::size_t find_ignoring_case(std::string_view text, std::string_view lower, std::size_t from) {
  const auto same = [](char c, char wanted) { return lower_case(c) == wanted; };
  const auto start = text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size()));
  const auto found = std::search(start, text.end(), lower.begin(), lower.end(), same);
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

bool is_raw_text(std::string_view lower_name) {
  constexpr std::string_view kNames[] = {"script", "style", "title", "textarea", "noscript", "xmp", "iframe"};
  return std::ranges::find(kNames, lower_name) != std::end(kNames);
}

std::size_t raw_text_end(std::string_view bytes, std::size_t from, std::string_view lower_name) {
  for (std::size_t at = from; (at = bytes.find("</", at)) != std::string_view::npos; at += 2) {
    if (starts_ignoring_case(bytes.substr(at + 2), lower_name)) return at;
  }
  return bytes.size();
}

std::size_t markup_size(std::string_view bytes, std::size_t at) {
  const std::string_view rest = bytes.substr(at);
  if (rest.size() < 2) return 0;
  if (rest.starts_with("<!--")) return or_end(bytes.find("-->", at + 2), bytes) - at;
  if (rest[1] == '!' || rest[1] == '?') return or_end(bytes.find('>', at), bytes) - at;
  if (rest[1] == '/') return rest.size() > 2 && is_letter(rest[2]) ? tag_end(bytes, at) - at : 0;
  if (!is_letter(rest[1])) return 0;
  const std::size_t end = tag_end(bytes, at);
  const std::string name = name_at(bytes, at + 1);
  return (name == "script" || name == "style" ? raw_text_end(bytes, end, name) : end) - at;
}

std::string visible_text(std::string_view bytes, bool high_only, std::size_t most) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size() && text.size() < most;) {
    if (bytes[at] == '<') {
      if (const std::size_t size = markup_size(bytes, at)) {
        at += size;
        continue;
      }
    }
    const std::size_t end = or_end(bytes.find('<', at + 1), bytes);
    const std::string_view run = bytes.substr(at, end - at);
    at = end;
    if (high_only && ascii_prefix(run) == run.size()) continue;
    text.append(run.substr(0, most)).push_back('\n');
  }
  return text;
}

}  // namespace thanbai::charset
