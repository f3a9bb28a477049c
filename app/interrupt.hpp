#pragma once

namespace thanbai::app {

/// From here on the first Ctrl-C (SIGINT, SIGTERM) only sets a flag, so that
/// work ends cleanly; the second ends the program. Writes to a closed pipe
/// fail instead of killing.
void handle_signals();

[[nodiscard]] bool interrupted();

/// Ends the program as the signal would have, so that shells see it.
[[noreturn]] void end_as_interrupted();

}  // namespace thanbai::app
