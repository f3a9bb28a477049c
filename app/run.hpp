#pragma once
#include "app/settings.hpp"
#include "app/terminal.hpp"

namespace thanbai::app {

/// Cleans all that was asked for. Returns the exit status.
[[nodiscard]] int run(const Settings& settings, const Rulebook& rules, Terminal& terminal);

}  // namespace thanbai::app
