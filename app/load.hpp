#pragma once
#include <string>

#include <thanbai/thanbai.hpp>

#include "app/settings.hpp"
#include "app/terminal.hpp"

namespace thanbai::app {

/// Brings pages from where the user named them. Safe from many threads.
class Loader {
 public:
  Loader(const Settings& settings, Terminal& terminal) : settings_(settings), terminal_(terminal) {}

  /// A file, a URL or `-`.
  [[nodiscard]] Result<Page> load(const std::string& source);
  [[nodiscard]] Result<Page> file(const std::string& path) const;

 private:
  [[nodiscard]] Result<Page> url(const std::string& url);

  const Settings& settings_;
  Terminal& terminal_;
};

}  // namespace thanbai::app
