#pragma once
#include <string>
#include <vector>

#include "app/settings.hpp"
#include "app/terminal.hpp"

namespace thanbai::app {

/// Fetches and cleans a list of URLs, politely. With --output the run can be
/// stopped at any moment and gone on with: what is done stands in FILE.state
/// until FILE is whole. Returns the exit status.
[[nodiscard]] int run_list(const std::vector<std::string>& urls, const Settings& settings, const Rulebook& rules,
                           Terminal& terminal);

}  // namespace thanbai::app
