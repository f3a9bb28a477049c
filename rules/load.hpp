#pragma once
#include <string>
#include <vector>

#include <thanbai/error.hpp>

#include "rules/rules.hpp"

namespace thanbai {

/// Reads rule files: every *.toml of a directory (sites/ included), in order
/// of name. Strict: an unknown key, a wrong type, an expression that does not
/// compile, a number out of range are errors that name file and line and say
/// what was expected. A rule whose id `rules` already has replaces it.
/// Indexes are not made: see finish().
[[nodiscard]] Result<Rules> load_rules(const std::string& directory, Rules rules = {});

/// Builds the indexes over the data.
void finish(Rules& rules);

/// The built-in data, compiled into the library from rules/ at build time.
[[nodiscard]] Rules builtin_rules();

/// Runs the hits and misses of every rule. One error per example that fails.
[[nodiscard]] std::vector<Error> check_examples(const Rules& rules);

/// Data as the bytes that the build embeds, and back.
[[nodiscard]] std::string pack(const Rules& rules);
[[nodiscard]] Rules unpack(std::string_view bytes);

}  // namespace thanbai
