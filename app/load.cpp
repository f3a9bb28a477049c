#include "app/load.hpp"

#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <new>

#include "app/interrupt.hpp"
#include "app/media.hpp"
#include "fetch/fetch.hpp"

namespace thanbai::app {
namespace {

/// Shows how a slow download gets on; ends it when the user does.
struct Download {
  Terminal& terminal;
  bool shown;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

  static bool report(void* state, std::size_t received, std::size_t expected) {
    auto& self = *static_cast<Download*>(state);
    if (self.shown && std::chrono::steady_clock::now() - self.start > std::chrono::seconds(1))
      self.terminal.progress(size_in_words(received) + (expected > 0 ? " of " + size_in_words(expected) : ""));
    return !interrupted();
  }
};

/// Waits until standard input has something to read, or the user ends it.
bool wait_for_input() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  while (!interrupted())
    if (poll(&input, 1, 100) != 0 && !interrupted()) return true;
  return false;
}

}  // namespace

Result<Page> Loader::file(const std::string& path) const {
  if (path == "-" && !wait_for_input()) return Error{Error::Kind::interrupted, path, "interrupted"};
  return settings_.max_size ? read_file(path, *settings_.max_size) : read_file(path);
}

Result<Page> Loader::url(const std::string& url) {
  Download download{terminal_, settings_.inputs.size() == 1};
  auto page = fetch(url, settings_.fetch, Download::report, &download);
  if (download.shown) terminal_.clear();
  return page;
}

Result<Page> Loader::load(const std::string& source) {
  try {
    if (looks_like_url(source)) return url(source);
    auto page = file(source);
    if (!page) return page;
    const std::string type = settings_.clean.type == InputType::detect ? binary_type_of(page->bytes) : "";
    if (!type.empty())
      return Error{Error::Kind::unsupported, source, "is " + type + ", not a page; say --type text to clean it anyway"};
    if (!settings_.url.empty()) page->url = settings_.url;
    return page;
  } catch (const std::bad_alloc&) {
    return Error{Error::Kind::exhausted, source, "does not fit in memory"};
  }
}

}  // namespace thanbai::app
