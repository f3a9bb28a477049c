#pragma once
#include <optional>
#include <string>

#include "app/outcome.hpp"
#include "app/output.hpp"

namespace thanbai::app {

/// Puts pages one after another into an output. The file appears with keep()
/// if any page came of it; otherwise what was there stays.
class PageWriter {
 public:
  PageWriter(Output output, Format format) : output_(std::move(output)), format_(format) {}

  [[nodiscard]] std::optional<Error> add(const Outcome& outcome);
  [[nodiscard]] std::optional<Error> keep() { return any_ ? output_.keep() : std::nullopt; }
  [[nodiscard]] bool closed() const { return output_.closed(); }

 private:
  Output output_;
  Format format_;
  bool any_ = false;
};

}  // namespace thanbai::app
