#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include <thanbai/error.hpp>

namespace thanbai::app {

/// Standard error: messages, and on a terminal one line of progress that
/// messages push away. Safe from many threads.
class Terminal {
 public:
  Terminal();
  ~Terminal() { clear(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  [[nodiscard]] bool is_terminal() const { return is_terminal_; }
  [[nodiscard]] bool colour() const { return colour_; }

  /// `thanbai: WHERE: what went wrong, what to do`, one line.
  void report(const Error& error) { report(error.where, error.detail); }
  void report(std::string_view where, std::string_view detail);
  void print(std::string_view text);

  /// Replaces the line of progress, at most ten times a second; nothing where
  /// standard error is no terminal.
  void progress(const std::string& line);
  void clear();

 private:
  void clear_locked();

  std::mutex mutex_;
  bool is_terminal_, colour_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

/// Text of strangers for one line of a terminal: control characters, which
/// could move the cursor or worse, become `?`, line breaks a space.
[[nodiscard]] std::string printable(std::string_view text);

/// `3.4 MB`.
[[nodiscard]] std::string size_in_words(std::size_t bytes);

}  // namespace thanbai::app
