#include "app/queue.hpp"

#include <utility>

namespace thanbai::app {

Queue::Queue(std::function<std::optional<Job>()> next, std::function<std::string(const Job&)> host_of,
             Politeness politeness, std::size_t window)
    : next_(std::move(next)), host_of_(std::move(host_of)), politeness_(politeness), window_(window) {}

/// Reads jobs up to the end of the window.
void Queue::fill() {
  while (!exhausted_ && (open_.empty() || *open_.rbegin() - *open_.begin() + 1 < window_)) {
    auto job = next_();
    if (!job) {
      exhausted_ = true;
      return;
    }
    open_.insert(job->index);
    hosts_[host_of_(*job)].waiting.push_back(std::move(*job));
    ++waiting_;
  }
}

/// The first job whose host is free.
std::optional<Job> Queue::ready_job(Clock::time_point now) {
  std::erase_if(hosts_, [&](const auto& entry) {
    const Host& host = entry.second;
    return host.waiting.empty() && host.active == 0 && host.next_start <= now;
  });
  Host* best = nullptr;
  for (auto& [name, host] : hosts_) {
    if (host.waiting.empty()) continue;
    if (!name.empty() && (host.active >= politeness_.per_host || host.next_start > now)) continue;
    if (best == nullptr || host.waiting.front().index < best->waiting.front().index) best = &host;
  }
  if (best == nullptr) return std::nullopt;
  Job job = std::move(best->waiting.front());
  best->waiting.pop_front();
  --waiting_;
  ++best->active;
  best->next_start = now + std::chrono::duration_cast<Clock::duration>(politeness_.delay);
  return job;
}

std::optional<Job> Queue::take() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    fill();
    if (auto job = ready_job(Clock::now())) return job;
    if (exhausted_ && waiting_ == 0) return std::nullopt;
    // A host's delay passes without anyone saying so.
    changed_.wait_for(lock, std::chrono::milliseconds(20));
  }
  return std::nullopt;
}

void Queue::finished(const Job& job) {
  const std::lock_guard lock(mutex_);
  open_.erase(job.index);
  --hosts_[host_of_(job)].active;
  changed_.notify_all();
}

void Queue::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

}  // namespace thanbai::app
