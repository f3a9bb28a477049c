#include "rules/import.hpp"

#include <algorithm>

namespace thanbai {
namespace {

constexpr std::size_t most_bytes = 1u << 20;

/// Keys that say how to fetch or repair a page rather than what its body is.
constexpr std::string_view other_keys[] = {
    "tidy", "prune", "autodetect_on_failure", "parser", "convert_double_br_tags", "dissolve", "test_url",
    "skip_json_ld", "insert_detected_image", "requires_login", "login_uri", "login_username_field",
    "login_password_field", "not_logged_in_xpath"};

/// The lists of a site rule, in the order in which they are written.
struct Lists {
  std::vector<std::string> body, drop, title, byline, date, expected;

  [[nodiscard]] std::vector<std::string>* of(std::string_view key) {
    if (key == "body") return &body;
    if (key == "strip") return &drop;
    if (key == "title") return &title;
    if (key == "author") return &byline;
    if (key == "date") return &date;
    return nullptr;
  }
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

std::string in_toml(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
  }
  return out += '"';
}

void write_list(std::string_view key, const std::vector<std::string>& items, std::string& toml) {
  if (items.empty()) return;
  toml += key;
  toml += " = [\n";
  for (const std::string& item : items) toml.append("  ").append(in_toml(item)).append(",\n");
  toml += "]\n";
}

/// What may stand within the quotes of a selector.
bool is_quotable(std::string_view text) {
  return !text.empty() && text.find_first_of("\"'\\") == std::string_view::npos;
}

/// Takes one line; says in `problem` why it could not.
void translate(std::string_view key, std::string_view value, Lists& lists, std::string& problem) {
  if (auto* list = lists.of(key)) {
    (void)selectors_of_xpath(value, *list, problem);
    return;
  }
  while (value.size() >= 2 && (value.front() == '\'' || value.front() == '"') && value.back() == value.front()) {
    value = value.substr(1, value.size() - 2);
  }
  if (key == "strip_id_or_class" || key == "strip_image_src") {
    if (!is_quotable(value)) problem = "a value with quotes in it";
    else if (key == "strip_image_src") lists.drop.push_back("img[src*=\"" + std::string(value) + "\"]");
    else lists.drop.push_back("[id*=\"" + std::string(value) + "\"], [class*=\"" + std::string(value) + "\"]");
  } else if (key == "test_contains") {
    lists.expected.emplace_back(value);
  } else if (std::find(std::begin(other_keys), std::end(other_keys), key) == std::end(other_keys)) {
    problem = "thanbai has no such setting";
  }
}

}  // namespace

Imported import_site_rule(std::string_view text, std::string_view name) {
  Imported imported;
  if (text.size() > most_bytes) {
    imported.not_translated.emplace_back("over 1 MiB: expected one site's file");
    return imported;
  }
  Lists lists;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(':');
    const std::string_view key = trimmed(line.substr(0, std::min(colon, line.size())));
    std::string problem;
    if (colon == std::string_view::npos) problem = "not `key: value`";
    else translate(key, trimmed(line.substr(colon + 1)), lists, problem);
    if (problem.empty()) continue;
    imported.not_translated.push_back("line " + std::to_string(number) + ": " + std::string(key) + ": " + problem);
  }
  imported.toml = "why = " + in_toml("Imported from " + std::string(name) + ".") + "\n";
  write_list("body", lists.body, imported.toml);
  write_list("drop", lists.drop, imported.toml);
  write_list("title", lists.title, imported.toml);
  write_list("byline", lists.byline, imported.toml);
  write_list("date", lists.date, imported.toml);
  write_list("must_have", lists.expected, imported.toml);
  return imported;
}

}  // namespace thanbai
