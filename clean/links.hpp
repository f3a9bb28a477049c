#pragma once
#include <string>
#include <string_view>

namespace thanbai {

/// Whether a link may be written: absolute, http, https or mailto, and without
/// white space or controls.
[[nodiscard]] bool is_safe_link(std::string_view url);

/// Makes the links of one page absolute. Common forms (absolute, rooted) cost
/// no URL parsing.
class Links {
 public:
  /// `base_url` is what links resolve against; empty if unknown.
  explicit Links(std::string base_url);

  /// Absolute address of a link as written; empty if it is not http, https or
  /// mailto, or relative to an unknown address.
  [[nodiscard]] std::string absolute(std::string_view reference) const;

 private:
  std::string base_;
  std::string origin_;  // `https://host`, no slash; empty if unknown
};

}  // namespace thanbai
