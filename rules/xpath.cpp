// XPath 1.0 to CSS, as far as the one can be said in the other.
#include <algorithm>

#include "rules/import.hpp"
#include "rules/selector.hpp"

namespace thanbai {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Cuts at `separator` where it stands outside quotes, brackets and parentheses.
std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  char quote = '\0';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == '(') {
      ++depth;
    } else if (c == ']' || c == ')') {
      --depth;
    } else if (depth == 0 && text.substr(at).starts_with(separator)) {
      parts.push_back(text.substr(begin, at - begin));
      begin = at + separator.size();
      at = begin - 1;
    }
  }
  parts.push_back(text.substr(begin));
  return parts;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// `'value'` or `"value"`, the whole of `text`.
bool read_string(std::string_view text, std::string& value) {
  text = trimmed(text);
  if (text.size() < 3 || (text.front() != '\'' && text.front() != '"') || text.back() != text.front()) return false;
  text = text.substr(1, text.size() - 2);
  if (text.find_first_of("'\"\\\n") != std::string_view::npos) return false;
  value = text;
  return true;
}

/// `@name`, the whole of `text`.
bool read_attribute(std::string_view text, std::string& name) {
  text = trimmed(text);
  if (!take(text, "@") || text.empty()) return false;
  name = text;
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9');
  });
}

/// `concat(' ', normalize-space(@class), ' ')` and its like: words of @class.
bool is_words_of_class(std::string_view text) {
  std::string tight;
  for (const char c : text) {
    if (!is_space(c)) tight += c == '"' ? '\'' : c;
  }
  return tight == "concat('',normalize-space(@class),'')" || tight == "concat('',@class,'')";
}

bool translate_call(std::string_view test, std::string& css) {
  const bool contains = take(test, "contains(");
  if (!contains && !take(test, "starts-with(")) return false;
  if (!test.ends_with(')')) return false;
  test.remove_suffix(1);
  const auto arguments = split(test, ",");
  std::string name, value;
  if (arguments.size() != 2 || !read_string(arguments[1], value)) return false;
  if (contains && is_words_of_class(arguments[0])) {
    css = "[class~=\"" + std::string(trimmed(value)) + "\"]";
    return !trimmed(value).empty();
  }
  if (!read_attribute(arguments[0], name)) return false;
  css = "[";
  css += name + (contains ? "*=\"" : "^=\"") + value + "\"]";
  return true;
}

/// One test without `and`.
bool translate_test(std::string_view test, std::string& css) {
  test = trimmed(test);
  if (test.starts_with("not(") && test.ends_with(')')) {
    std::string inner;
    if (!translate_test(test.substr(4, test.size() - 5), inner) || inner.starts_with(':')) return false;
    css = ":not(" + inner + ")";
    return true;
  }
  std::string name, value;
  if (read_attribute(test, name)) {
    css = "[";
    css += name + "]";
    return true;
  }
  const auto sides = split(test, "=");
  if (sides.size() == 2 && read_attribute(sides[0], name) && read_string(sides[1], value)) {
    css = "[";
    css += name + "=\"" + value + "\"]";
    return true;
  }
  return translate_call(test, css);
}

bool translate_predicate(std::string_view predicate, bool first, std::string& css) {
  predicate = trimmed(predicate);
  const bool number = !predicate.empty() && predicate.find_first_not_of("0123456789") == std::string_view::npos;
  if (number) {  // after another predicate it counts what that one left over: CSS cannot
    css += ":nth-of-type(" + std::string(predicate) + ")";
    return first;
  }
  for (const std::string_view test : split(predicate, " and ")) {
    std::string one;
    if (!translate_test(test, one)) return false;
    css += one;
  }
  return true;
}

/// `div[@id='x'][2]`
bool translate_step(std::string_view step, std::string& css) {
  step = trimmed(step);
  const std::size_t bracket = std::min(step.find('['), step.size());
  const std::string_view tag = trimmed(step.substr(0, bracket));
  const bool is_name = !tag.empty() && std::all_of(tag.begin(), tag.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!is_name && tag != "*") return false;
  css += tag;
  step.remove_prefix(bracket);
  bool first = true;
  while (!step.empty()) {
    if (step.front() != '[') return false;
    std::size_t end = 1;
    char quote = '\0';
    for (; end < step.size() && (quote != '\0' || step[end] != ']'); ++end) {
      if (quote != '\0') quote = step[end] == quote ? '\0' : quote;
      else if (step[end] == '"' || step[end] == '\'') quote = step[end];
    }
    if (end == step.size() || !translate_predicate(step.substr(1, end - 1), first, css)) return false;
    step = trimmed(step.substr(end + 1));
    first = false;
  }
  return true;
}

/// A path without `|`.
bool translate_path(std::string_view path, std::string& css) {
  const auto steps = split(path, "/");
  // `//a/b` splits into "", "", "a", "b"; `/html` into "", "html".
  if (steps.size() < 2 || !trimmed(steps[0]).empty()) return false;
  bool child = false;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (trimmed(steps[i]).empty()) {
      child = false;
      if (i + 1 == steps.size()) return false;
      continue;
    }
    if (!css.empty()) css += child ? " > " : " ";
    if (css.empty() && i == 1 && trimmed(steps[1]) != "html") return false;  // `/div`: only html is at the root
    if (!translate_step(steps[i], css)) return false;
    child = true;
  }
  return !css.empty();
}

}  // namespace

bool selectors_of_xpath(std::string_view xpath, std::vector<std::string>& selectors, std::string& problem) {
  std::vector<std::string> found;
  for (const std::string_view branch : split(xpath, "|")) {
    std::string css;
    Selector parsed;
    const bool translated = branch.size() <= 2'000 && translate_path(trimmed(branch), css);
    if (!translated || !parse_selector(css, parsed, problem)) {
      if (problem.empty()) problem.append("`").append(trimmed(branch)).append("` has no translation");
      return false;
    }
    found.push_back(std::move(css));
  }
  selectors.insert(selectors.end(), found.begin(), found.end());
  return true;
}

}  // namespace thanbai
