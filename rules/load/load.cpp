#include "rules/load.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>

#include "rules/load/kinds.hpp"
#include "rules/load/reader.hpp"

namespace thanbai {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 10'000;

Error unreadable(const std::string& where, const std::error_code& code) {
  const bool missing = code == std::errc::no_such_file_or_directory;
  return {missing ? Error::Kind::not_found : Error::Kind::unreadable, where, code.message()};
}

/// Paths below `directory` of all rule files, in order of name.
Result<std::vector<std::string>> files_of(const std::string& directory) {
  std::error_code code;
  if (!fs::is_directory(directory, code)) {
    if (!code) code = std::make_error_code(std::errc::not_a_directory);
    return unreadable(directory, code);
  }
  std::vector<std::string> files;
  fs::recursive_directory_iterator entry(directory, code), end;
  for (; !code && entry != end; entry.increment(code)) {
    if (entry->path().extension() != ".toml" || entry->is_directory(code)) continue;
    if (files.size() == most_files) return Error{Error::Kind::too_big, directory, "over 10000 rule files"};
    files.push_back(entry->path().lexically_relative(directory).generic_string());
  }
  if (code) return unreadable(directory, code);
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> bytes_of(const std::string& path, const std::string& shown) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Error::Kind::unreadable, shown, "cannot be opened"};
  std::string bytes;
  char buffer[1 << 16];
  do {
    file.read(buffer, sizeof buffer);
    bytes.append(buffer, static_cast<std::size_t>(file.gcount()));
  } while (file && bytes.size() <= rule_file_limit);
  if (file.bad()) return Error{Error::Kind::unreadable, shown, "cannot be read"};
  return bytes;
}

Result<bool> load_file(const Toml& root, const std::string& name, const std::string& shown, Rules& rules) {
  if (name == "scorecard/html.toml") return load_scorecard(root, shown, rules.html);
  if (name == "scorecard/text.toml") return load_scorecard(root, shown, rules.text);
  if (name == "page-types.toml") return load_page_types(root, shown, rules);
  if (name.starts_with("scorecard/")) {
    return Error{Error::Kind::bad_rule, shown, "not a scorecard: expected scorecard/html.toml or scorecard/text.toml"};
  }
  return load_declared(root, shown, rules);
}

/// Puts a site rule on the list, in the place of one of the same host.
Result<bool> list_site(const std::string& directory, const std::string& name, const std::string& shown, Rules& rules) {
  SiteRule site;
  site.host = fs::path(name).stem().string();
  site.where = shown;
  site.file = directory + "/" + name;
  if (!is_host(site.host)) {
    return Error{Error::Kind::bad_rule, shown,
                 in_quotes(site.host) + ": expected the site's host in lower case as file name"};
  }
  const auto same = std::find_if(rules.sites.begin(), rules.sites.end(),
                                 [&](const SiteRule& old) { return old.host == site.host; });
  if (same != rules.sites.end()) *same = std::move(site);
  else rules.sites.push_back(std::move(site));
  return true;
}

/// A rule may replace one of an earlier directory, never one of its own.
Result<bool> check_unique(const Toml& root, std::string_view table, std::string_view key, const std::string& shown,
                          std::map<std::string, std::string>& seen) {
  const Toml* list = root.find(table);
  if (list == nullptr || list->kind != Toml::Kind::array) return true;
  for (const Toml& item : list->items) {
    const Toml* id = item.find(key);
    if (id == nullptr || id->kind != Toml::Kind::text) continue;
    const std::string where = shown + ":" + std::to_string(id->line);
    const auto [first, added] = seen.emplace(std::string(table) + " " + in_quotes(id->text), where);
    if (!added) return Error{Error::Kind::bad_rule, where, first->first + " is also at " + first->second + ": expected one"};
  }
  return true;
}

}  // namespace

Result<SiteRule> read_site_rule(const SiteRule& listed) {
  if (listed.file.empty()) return listed;
  const auto bytes = bytes_of(listed.file, listed.where);
  if (!bytes) return bytes.error();
  const auto root = parse_toml(*bytes, listed.where);
  if (!root) return root.error();
  SiteRule site = listed;
  site.file.clear();
  if (auto loaded = load_site(*root, listed.where, site); !loaded) return loaded.error();
  return site;
}

Result<Rules> load_rules(const std::string& directory, Rules rules, const std::string& shown_as) {
  const auto files = files_of(directory);
  if (!files) return files.error();
  std::map<std::string, std::string> seen;
  for (const std::string& name : *files) {
    const std::string shown = (shown_as.empty() ? directory : shown_as) + "/" + name;
    if (name.starts_with("sites/")) {
      if (auto listed = list_site(directory, name, shown, rules); !listed) return listed.error();
      continue;
    }
    const auto bytes = bytes_of(directory + "/" + name, shown);
    if (!bytes) return bytes.error();
    const auto root = parse_toml(*bytes, shown);
    if (!root) return root.error();
    if (auto loaded = load_file(*root, name, shown, rules); !loaded) return loaded.error();
    for (const auto& [table, key] : {std::pair{"rule", "id"}, std::pair{"family", "name"}, std::pair{"language", "code"}}) {
      if (auto unique = check_unique(*root, table, key, shown, seen); !unique) return unique.error();
    }
  }
  return rules;
}

}  // namespace thanbai
