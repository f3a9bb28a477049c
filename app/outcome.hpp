#pragma once
#include <cstddef>
#include <string>

#include <thanbai/thanbai.hpp>

#include "app/inputs.hpp"
#include "app/settings.hpp"

namespace thanbai::app {

/// What became of one page.
struct Outcome {
  enum class Kind { body, no_body, failed, interrupted };
  std::size_t index = 0;
  std::string source;
  Kind kind = Kind::failed;
  std::string bytes;        ///< in the format asked for, with a header line among many; empty if failed
  std::string reason;       ///< why there is no body, or what failed
  std::string explanation;  ///< for --why
};

/// Cleans one loaded page and writes it out. Also says so if memory ran out.
/// many    Whether others go to the same output.
[[nodiscard]] Outcome outcome_of(Job job, const Settings& settings, const Rulebook& rules, bool many, bool colour);

[[nodiscard]] Outcome failure_of(const Job& job, const Error& error);

}  // namespace thanbai::app
