#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace thanbai {

/// Where a page says its title. Any may be empty.
struct TitleSources {
  std::string linked_data, open_graph, twitter;
  std::string page;                   ///< the title element
  std::vector<std::string> headings;  ///< level 1, in order
  std::string site_name;
  std::string host;                   ///< of the page's address
  bool sure = false;                  ///< the linked data describe a piece of writing
};

/// The title of the piece, without the site's name before or after it.
[[nodiscard]] std::string title_of(const TitleSources& sources);

/// The site's name as the title element ends or begins with it, if that is
/// what the host says; else empty.
[[nodiscard]] std::string site_name_in_title(std::string_view page_title, std::string_view host);

}  // namespace thanbai
