#include <thanbai/thanbai.hpp>

#include "fetch/fetch.hpp"

namespace thanbai {

Result<Article> fetch_and_clean(const std::string& url, const FetchOptions& options, const CleanOptions& cleaning,
                                const Rulebook& rules) {
  const auto page = fetch(url, options);
  if (!page) return page.error();
  return clean(*page, cleaning, rules);
}

}  // namespace thanbai
