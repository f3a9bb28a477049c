#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <set>

#include "app/inputs.hpp"

namespace thanbai::app {

/// Hands jobs to workers, in order, and keeps them from running far ahead of
/// the slowest, whose results the others' wait for. Safe from many threads.
class Queue {
 public:
  /// next     The jobs, in order; called by one thread at a time.
  /// window   How far jobs may run ahead of the first that is not finished.
  Queue(std::function<std::optional<Job>()> next, std::size_t window);

  /// Waits for a job that may run. Nothing: all have been handed out, or stop() was called.
  std::optional<Job> take();
  /// The job of this index, which take() gave, is done.
  void finished(std::size_t index);
  void stop();

 private:
  [[nodiscard]] bool may_take() const;

  std::function<std::optional<Job>()> next_;
  std::size_t window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::size_t> running_;
  std::size_t next_index_ = 0;
  bool stopped_ = false;
};

}  // namespace thanbai::app
