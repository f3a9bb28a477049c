#include <new>

#include <thanbai/thanbai.hpp>

#include "fetch/fetch.hpp"

namespace thanbai {

Result<Article> fetch_and_clean(const std::string& url, const FetchOptions& fetch_options,
                                const CleanOptions& options, const Rulebook& rules) {
  const Result<Page> page = fetch(url, fetch_options);
  if (!page) return page.error();
  try {
    return clean(*page, options, rules);
  } catch (const std::bad_alloc&) {
    return Error{Error::Kind::exhausted, page->source, "out of memory for this page"};
  }
}

}  // namespace thanbai
