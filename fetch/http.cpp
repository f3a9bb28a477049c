#include <algorithm>
#include <chrono>
#include <thread>

#include "fetch/fetch.hpp"
#include "fetch/visit.hpp"

namespace thanbai {
namespace {

/// Sleeps, asking now and then whether to go on.
bool wait(double seconds, const std::function<bool(std::size_t, std::size_t)>& progress) {
  while (seconds > 0) {
    if (progress && !progress(0, 0)) return false;
    const double slice = std::min(seconds, 0.1);
    std::this_thread::sleep_for(std::chrono::duration<double>(slice));
    seconds -= slice;
  }
  return true;
}

}  // namespace

Result<Page> fetch(const std::string& url, const FetchOptions& options, Progress progress,
                   void* progress_state) {
  const CurlScope scope;
  Visit visit(url, options);
  if (progress) {
    visit.progress = [=](std::size_t received, std::size_t expected) {
      return progress(progress_state, received, expected);
    };
  }
  while (!visit.ended()) {
    if (!wait(visit.wait_seconds(), visit.progress)) visit.fail(Error::Kind::interrupted, "stopped");
    if (CURL* const transfer = visit.prepare()) visit.finish(curl_easy_perform(transfer));
  }
  return visit.take();
}

}  // namespace thanbai
