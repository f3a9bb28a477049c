#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/outcome.hpp"
#include "app/terminal.hpp"

namespace thanbai::app {

/// What is said of pages on standard error, and how many came to what.
class Report {
 public:
  explicit Report(Terminal& terminal) : terminal_(terminal) {}

  /// Says what is to be said of a page, and counts it. In order.
  void add(const Outcome& outcome);

  [[nodiscard]] std::size_t total() const { return body_ + no_body_ + failures_.size(); }
  [[nodiscard]] int exit_status() const { return !failures_.empty() ? 2 : no_body_ > 0 ? 1 : 0; }
  /// `4 pages: 2 with a body, 1 without, 1 failed`
  [[nodiscard]] std::string in_words() const;

  /// Writes an --input-file of what failed, each with its reason.
  [[nodiscard]] std::optional<Error> write_failures(const std::string& path) const;

 private:
  struct Failure {
    std::string source, reason;
  };

  Terminal& terminal_;
  std::size_t body_ = 0, no_body_ = 0;
  std::vector<Failure> failures_;
};

}  // namespace thanbai::app
