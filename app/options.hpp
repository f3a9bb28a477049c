#pragma once
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "app/settings.hpp"

namespace thanbai::app {

/// One option of the command line. The parser, --help, the man page and the
/// completions are all made from this and know no option by name.
struct Option {
  char letter;              ///< `-f`; 0: none
  const char* name;         ///< `format`
  const char* argument;     ///< what --help calls its value; null: it takes none
  const char* group;
  const char* help;         ///< one sentence or two
  const char* fallback;     ///< value without the option, for --help; null: nothing to say
  /// Stores the value. Returns what was expected instead, or nothing.
  std::string (*set)(Settings& settings, const std::string& value);
  const char* choices = nullptr;   ///< `html text`: all values, separated by spaces
  enum class Kind : unsigned char { plain, required, optional } kind = argument == nullptr ? Kind::plain : Kind::required;
};

/// Every option, grouped, in the order of --help.
[[nodiscard]] std::span<const Option> options();

/// A command line as Settings, or what was wrong with it and what to do.
[[nodiscard]] Result<Settings> parse_arguments(const std::vector<std::string>& arguments);

/// The name of `names` that `name` most resembles; empty if none does.
[[nodiscard]] std::string nearest(const std::string& name, const std::vector<std::string>& names);

}  // namespace thanbai::app
