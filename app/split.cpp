#include "app/split.hpp"

#include <algorithm>

namespace thanbai::app {
namespace {

constexpr std::string_view blank = " \t\r\n\f\v";

// std::regex recurses once per character.
constexpr std::size_t longest_separator = 500;

}  // namespace

Result<Separator> Separator::make(const std::string& pattern) {
  Separator separator;
  if (pattern.empty()) return separator;
  try {
    separator.expression_.emplace(pattern, std::regex::ECMAScript | std::regex::optimize);
  } catch (const std::regex_error&) {
    return Error{Error::Kind::bad_option, "--split",
                 "'" + pattern + "' is no regular expression: expected one such as '={3,}' or 'URL: .*'"};
  }
  return separator;
}

bool Separator::separates(std::string_view line) const {
  line = line.substr(0, line.find_last_not_of(blank) + 1);
  if (!expression_) return line == "---8<---";
  if (line.size() > longest_separator) return false;
  try {
    return std::regex_match(line.begin(), line.end(), *expression_);
  } catch (const std::regex_error&) {  // too complex for this line
    return false;
  }
}

std::optional<std::string_view> Separator::next(std::string_view& rest) const {
  const char* const breaks = expression_ ? "\n" : "\n\f";
  while (!rest.empty()) {
    std::size_t line = 0, stop = 0;  // begin and end of the line that ends the dump
    bool separator = false, last = false;
    for (;; line = stop + 1) {
      stop = std::min(rest.find_first_of(breaks, line), rest.size());
      separator = separates(rest.substr(line, stop - line));
      last = stop == rest.size() || rest[stop] == '\f';
      if (separator || last) break;
    }
    const std::string_view dump = rest.substr(0, separator ? line : stop);
    rest.remove_prefix(std::min(stop + 1, rest.size()));
    if (dump.find_first_not_of(blank) != std::string_view::npos) return dump;
  }
  return std::nullopt;
}

}  // namespace thanbai::app
