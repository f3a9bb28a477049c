#include "app/queue.hpp"

#include <utility>

namespace thanbai::app {

Queue::Queue(std::function<std::optional<Job>()> next, std::size_t window)
    : next_(std::move(next)), window_(window) {}

bool Queue::may_take() const {
  return stopped_ || running_.empty() || next_index_ - *running_.begin() < window_;
}

std::optional<Job> Queue::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return may_take(); });
  if (stopped_) return std::nullopt;
  auto job = next_();
  if (!job) return std::nullopt;
  running_.insert(job->index);
  next_index_ = job->index + 1;
  return job;
}

void Queue::finished(std::size_t index) {
  const std::lock_guard lock(mutex_);
  running_.erase(index);
  changed_.notify_all();
}

void Queue::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

}  // namespace thanbai::app
