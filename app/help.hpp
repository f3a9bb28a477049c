#pragma once
#include <string>

namespace thanbai::app {

// All made from options(): nothing here knows an option by name.

/// What `thanbai --help` prints.
[[nodiscard]] std::string help_text();

/// `man`, `bash`, `zsh` or `fish`: the man page (roff) or the completions of a shell.
[[nodiscard]] std::string generated(const std::string& what);

}  // namespace thanbai::app
