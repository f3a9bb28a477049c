#include "app/interrupt.hpp"

#include <csignal>
#include <cstdlib>

namespace thanbai::app {
namespace {

volatile std::sig_atomic_t signal_seen = 0;  // the one way in which a signal can speak

void remember(int signal) { signal_seen = signal; }

}  // namespace

void handle_signals() {
  struct sigaction action {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return signal_seen != 0; }

void end_as_interrupted() {
  std::signal(signal_seen, SIG_DFL);
  std::raise(signal_seen);
  std::_Exit(2);
}

}  // namespace thanbai::app
