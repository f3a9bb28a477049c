#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace thanbai {

/// A site rule made of someone else's.
struct Imported {
  std::string toml;                         ///< for rules/sites/HOST.toml
  std::vector<std::string> not_translated;  ///< `line 7: next_page_link: ...` with the reason
};

/// Translates a site file of the ftr-site-config collection (`key: value`
/// lines; HOST.txt): title, body, author, date, strip, strip_id_or_class and
/// strip_image_src. Of XPath, what CSS can say: `//`, `/`, `*`, `|`, `[n]`
/// after a tag, tests of attributes with `=`, `contains`, `starts-with`,
/// `not`, `and`. Everything else is listed, never guessed. `name` is the
/// file's, for the rule's reason. Linear; reads at most 1 MiB.
[[nodiscard]] Imported import_site_rule(std::string_view text, std::string_view name);

/// One XPath expression as selectors, one for each branch of `|`; on failure
/// `problem` says which part has no translation.
[[nodiscard]] bool selectors_of_xpath(std::string_view xpath, std::vector<std::string>& selectors, std::string& problem);

}  // namespace thanbai
