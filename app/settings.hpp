#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <thanbai/thanbai.hpp>

namespace thanbai::app {

/// What the user asked for. Product of parse_arguments(), changed by no one after.
struct Settings {
  std::vector<std::string> inputs;          ///< files, URLs, `-`; without any: standard input
  CleanOptions clean;
  FetchOptions fetch;
  Format format = Format::text;
  std::vector<std::string> rule_directories;
  std::string url;                          ///< address of saved pages
  std::string output;                       ///< empty: standard output
  std::optional<std::string> split;         ///< line pattern; empty: the default separators
  std::optional<std::size_t> max_size;      ///< also for files
  bool why = false;
  unsigned jobs = 0;                        ///< 0: one a core

  // Lists.
  std::string input_file;
  std::string failures;                     ///< where to list what failed
  bool resume = false;
  bool ignore_robots = false;
  unsigned per_host = 2;
  double delay_seconds = 1;                 ///< between two downloads from one host

  // Instead of cleaning.
  enum class Task { clean, help, version, generate, rules_check, rules_import } task = Task::clean;
  std::string task_argument;                ///< what to generate, check or import
};

}  // namespace thanbai::app
