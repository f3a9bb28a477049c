#pragma once
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include <thanbai/error.hpp>

namespace thanbai::app {

/// The line that separates dumps in one file.
class Separator {
 public:
  /// `pattern` empty: a form feed anywhere, or a line of `---8<---`. Otherwise
  /// an ECMAScript regular expression that matches the whole line, less white
  /// space at its end; lines of more than 500 bytes never match.
  [[nodiscard]] static Result<Separator> make(const std::string& pattern);

  /// Takes the next dump off the front of `rest`, and the separator after it.
  /// Returns nothing at the end. Dumps of white space alone are left out.
  std::optional<std::string_view> next(std::string_view& rest) const;

 private:
  std::optional<std::regex> expression_;

  [[nodiscard]] bool separates(std::string_view line) const;
};

}  // namespace thanbai::app
