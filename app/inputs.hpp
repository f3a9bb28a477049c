#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"
#include "app/split.hpp"

namespace thanbai::app {

/// One page to clean.
struct Job {
  std::size_t index = 0;             ///< place in the order of the input
  std::string source;                ///< path, URL or `-`; a dump of many: `dumps.txt#3`
  std::optional<Result<Page>> page;  ///< there already; else to be loaded
  std::size_t offset = 0;            ///< of page->bytes in the source
};

using Load = std::function<Result<Page>(const std::string& source)>;

/// The pages that the user named, one at a time and in order. With --split an
/// input is loaded when its turn comes, and yields each of its dumps.
class Inputs {
 public:
  /// `separator`: when each source holds many dumps.
  Inputs(std::vector<std::string> sources, std::optional<Separator> separator, Load load);
  std::optional<Job> next();

 private:
  std::optional<Job> next_dump();

  std::vector<std::string> sources_;
  std::optional<Separator> separator_;
  Load load_;
  std::size_t at_ = 0, index_ = 0;
  std::optional<Page> page_;   // being split
  std::string_view rest_;
  std::size_t dumps_ = 0;
};

}  // namespace thanbai::app
