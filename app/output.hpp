#pragma once
#include <optional>
#include <string>
#include <string_view>

#include <thanbai/error.hpp>

#include "app/terminal.hpp"

namespace thanbai::app {

/// Where bytes go: standard output, or a file that appears whole or not at
/// all: it is written aside, in the same directory, then renamed. Devices and
/// pipes are written as they are. What is not kept is removed.
class Output {
 public:
  /// `path` empty: standard output.
  [[nodiscard]] static Result<Output> open(const std::string& path);
  ~Output();
  Output(Output&& other) noexcept;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  Output& operator=(Output&&) = delete;

  /// Writes all of it. A reader who has left is no error: see closed().
  [[nodiscard]] std::optional<Error> write(std::string_view bytes);
  /// Gives the file its name.
  [[nodiscard]] std::optional<Error> keep();
  /// Whether the reader of a pipe has left: no more need be written.
  [[nodiscard]] bool closed() const { return closed_; }

 private:
  Output(int descriptor, std::string path, std::string aside);

  int descriptor_;
  std::string path_, aside_;  ///< empty: as it is, nothing to rename
  bool closed_ = false;
};

/// Whether `path` is something that a rename would destroy: a device, a pipe.
[[nodiscard]] bool is_special(const std::string& path);

/// Writes `text` to standard output. Exit status: 0, or 2 after reporting why not.
[[nodiscard]] int print(std::string_view text, Terminal& terminal);

/// An output error in words, with what to do about it.
[[nodiscard]] Error write_error(const std::string& path, int code);

}  // namespace thanbai::app
