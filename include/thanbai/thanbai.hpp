/// thanbai: the body of a web page and nothing else.
///
///     #include <thanbai/thanbai.hpp>
///     auto article = thanbai::clean({.bytes = html, .url = "https://a.example/x"});
///     std::cout << thanbai::write(article, thanbai::Format::text);
///
/// Every function is safe to call from many threads at once; the library
/// prints nothing, never exits and keeps no global state.
#pragma once
#include <string>

#include <thanbai/article.hpp>
#include <thanbai/error.hpp>
#include <thanbai/options.hpp>
#include <thanbai/page.hpp>
#include <thanbai/rulebook.hpp>

namespace thanbai {

/// Finds the article in one page.
///
/// page     HTML or plain text in any encoding.
/// returns  The body; no pieces, and a note, where there is none. Never fails.
/// cost     Time and memory linear in bytes, no recursion.
[[nodiscard]] Article clean(const Page& page, const CleanOptions& options = {},
                            const Rulebook& rules = Rulebook::builtin());

/// Fetches a web page and cleans it. Meta refresh is followed once.
/// Errors are those of fetching: see Error::Kind.
[[nodiscard]] Result<Article> fetch_and_clean(const std::string& url, const FetchOptions& fetch = {},
                                              const CleanOptions& options = {},
                                              const Rulebook& rules = Rulebook::builtin());

/// `MAJOR.MINOR.PATCH`.
[[nodiscard]] const char* version();

}  // namespace thanbai
