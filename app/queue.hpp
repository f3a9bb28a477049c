#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "app/inputs.hpp"

namespace thanbai::app {

/// How gently to treat one host.
struct Politeness {
  std::size_t per_host = 1;
  std::chrono::duration<double> delay{0};  ///< between the starts of two downloads
};

/// Hands jobs to workers: in order, except that a job whose host is busy, or
/// was asked a moment ago, lets others pass. Safe from many threads.
class Queue {
 public:
  /// next     The jobs, in order; called by one thread at a time.
  /// host_of  The host that a job bothers; empty: none.
  /// window   How far jobs may run ahead of the first that is not finished.
  Queue(std::function<std::optional<Job>()> next, std::function<std::string(const Job&)> host_of,
        Politeness politeness, std::size_t window);

  /// Waits for a job that may run. Nothing: all have been handed out, or stop() was called.
  std::optional<Job> take();
  /// A job that take() gave is done: its host is free, later jobs may come nearer.
  void finished(const Job& job);
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  struct Host {
    std::deque<Job> waiting;
    std::size_t active = 0;
    Clock::time_point next_start{};
  };

  void fill();
  std::optional<Job> ready_job(Clock::time_point now);

  std::function<std::optional<Job>()> next_;
  std::function<std::string(const Job&)> host_of_;
  Politeness politeness_;
  std::size_t window_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Host> hosts_;
  std::set<std::size_t> open_;  // index of each job read and not finished
  std::size_t waiting_ = 0;
  bool exhausted_ = false, stopped_ = false;
};

}  // namespace thanbai::app
