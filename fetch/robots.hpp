#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace thanbai {

/// What a robots.txt says to one robot (RFC 9309). Nothing said: all allowed.
struct Robots {
  struct Rule {
    std::string pattern;  ///< normalised; `*` any bytes, a `$` at the end the end
    bool allow;
  };
  std::vector<Rule> rules;
  double crawl_delay = 0;  ///< seconds; not in the RFC, but common

  /// Whether `target`, a path with its query, may be fetched: the longest
  /// pattern that matches decides, Allow among equals. /robots.txt always may.
  [[nodiscard]] bool allows(std::string_view target) const;
};

/// Reads the first 512 KiB. Groups that name `product` (a token such as
/// `thanbai`, any case) are taken together; those for `*` count if there is none.
[[nodiscard]] Robots parse_robots(std::string_view text, std::string_view product);

/// The robot's name in a user agent: `thanbai` of `thanbai/0.1 (x)`.
[[nodiscard]] std::string product_of(std::string_view user_agent);

}  // namespace thanbai
