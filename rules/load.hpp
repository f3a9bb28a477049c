#pragma once
#include <string>
#include <vector>

#include <thanbai/error.hpp>

#include "rules/rules.hpp"

namespace thanbai {

/// Reads rule files: every *.toml of a directory and its subdirectories, in
/// order of name.
///
///     scorecard/html.toml, scorecard/text.toml   fitted points
///     page-types.toml                            cues of the page-type chooser
///     sites/HOST.toml                            one site
///     any other name                             [[rule]] and [[family]]
///
/// Strict: an unknown key, a wrong type, an expression that does not compile,
/// a number out of range are errors that name file and line and say what was
/// expected. A rule whose id `rules` already has replaces it; an id that comes
/// twice within the directory is an error. `shown_as` stands for the directory
/// in errors and in `where`. Indexes are not made: see finish(). Site rules are
/// listed, not read: there may be thousands.
[[nodiscard]] Result<Rules> load_rules(const std::string& directory, Rules rules = {},
                                       const std::string& shown_as = {});

/// The site rule, read from its file if that has not happened.
[[nodiscard]] Result<SiteRule> read_site_rule(const SiteRule& listed);

/// Builds the indexes over the data.
void finish(Rules& rules);

/// The built-in data, compiled into the library from rules/ at build time;
/// with indexes.
[[nodiscard]] Rules builtin_rules();

/// Runs the hits and misses of every rule and family, and every phrase as a
/// line of its own; reads every site rule. One error per example that fails. Needs the indexes.
[[nodiscard]] std::vector<Error> check_examples(const Rules& rules);

/// Data as the bytes that the build embeds, and back. Bytes that pack() did
/// not write give what could be read of them.
[[nodiscard]] std::string pack(const Rules& rules);
[[nodiscard]] Rules unpack(std::string_view bytes);

}  // namespace thanbai
