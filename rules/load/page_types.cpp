#include <algorithm>
#include <type_traits>

#include <thanbai/options.hpp>

#include "rules/cues.hpp"
#include "rules/load/kinds.hpp"
#include "rules/load/reader.hpp"

namespace thanbai {
namespace {

/// By PageType.
constexpr std::string_view type_names[] = {"article", "collection", "documentation", "forum",
                                           "listing", "product",    "service",       "none"};
static_assert(std::size(type_names) == static_cast<std::size_t>(PageType::none) + 1);
static_assert(std::size(type_names) == std::extent_v<decltype(PageTypeCue::points)>);

Result<bool> read_types(const Toml& table, const std::string& file, float (&points)[8]) {
  Reader reader(table, file);
  for (std::size_t type = 0; type < std::size(type_names); ++type) {
    reader.number(type_names[type], points[type], -100, 100);
  }
  if (auto error = reader.finish()) return *error;
  return true;
}

Result<PageTypeCue> read_cue(const Toml& table, const std::string& file) {
  PageTypeCue cue{};
  Reader reader(table, file);
  reader.text("cue", cue.cue, Reader::required);
  const Toml* points = reader.table("points");
  if (points == nullptr) reader.refuse("cue", "no `points`: expected { article = 0.5, ... }");
  ParsedCue parsed;
  std::string problem;
  if (!parse_cue(cue.cue, parsed, problem)) reader.refuse("cue", problem);
  if (auto error = reader.finish()) return *error;
  if (auto read = read_types(*points, file, cue.points); !read) return read.error();
  return cue;
}

}  // namespace

Result<bool> load_page_types(const Toml& root, const std::string& file, Rules& rules) {
  float base[8] = {};
  std::vector<PageTypeCue> cues;
  Reader reader(root, file);
  if (const Toml* table = reader.table("base")) {
    if (auto read = read_types(*table, file, base); !read) return read.error();
  }
  for (const Toml& table : reader.tables("cue")) {
    auto cue = read_cue(table, file);
    if (!cue) return cue.error();
    cues.push_back(std::move(cue).value());
  }
  if (auto error = reader.finish()) return *error;
  std::copy(std::begin(base), std::end(base), rules.page_type_base);
  rules.page_type_cues = std::move(cues);
  return true;
}

}  // namespace thanbai
