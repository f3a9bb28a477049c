#pragma once
#include <string>

#include <thanbai/error.hpp>

#include "rules/load/toml.hpp"
#include "rules/rules.hpp"

namespace thanbai {

// One function for each kind of rule file; `file` is how errors name it.
// Each adds to `rules`, and checks all that can be checked without a page.

/// `[[rule]]`, `[[family]]` and `[[language]]`: phrases, layout.
[[nodiscard]] Result<bool> load_declared(const Toml& root, const std::string& file, Rules& rules);
/// scorecard/html.toml and scorecard/text.toml: replaces `judge`.
[[nodiscard]] Result<bool> load_scorecard(const Toml& root, const std::string& file, Judge& judge);
/// page-types.toml: replaces the cues.
[[nodiscard]] Result<bool> load_page_types(const Toml& root, const std::string& file, Rules& rules);
/// sites/HOST.toml: fills what the file says.
[[nodiscard]] Result<bool> load_site(const Toml& root, const std::string& file, SiteRule& site);
/// Whether a site rule's file may bear this name, less `.toml`.
[[nodiscard]] bool is_host(std::string_view name);

/// `link_density >= 0.5` or `words < 3`. On failure `problem` says why.
[[nodiscard]] bool parse_condition(const std::string& text, bool second_pass, Condition& condition,
                                   std::string& problem);

}  // namespace thanbai
