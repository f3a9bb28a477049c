#pragma once
#include <string>

#include "app/terminal.hpp"

namespace thanbai::app {

/// `thanbai rules check DIR`: loads the rules of a directory over the built-in
/// ones and runs all examples. Returns the exit status.
[[nodiscard]] int check_rules(const std::string& directory, Terminal& terminal);

/// `thanbai rules import FILE`: prints an ftr-site-config file as a site rule,
/// and on standard error what could not be translated.
[[nodiscard]] int import_rules(const std::string& file, Terminal& terminal);

}  // namespace thanbai::app
