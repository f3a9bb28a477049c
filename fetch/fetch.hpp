#pragma once
#include <string>

#include <thanbai/error.hpp>
#include <thanbai/options.hpp>
#include <thanbai/page.hpp>

namespace thanbai {

/// Bytes received so far, of how many (0: unknown); return false to stop.
using Progress = bool (*)(void* state, std::size_t received, std::size_t expected);

/// Downloads one public web page.
///
/// http and https only, at every redirect; TLS always verified; addresses
/// judged at the socket (fetch/address.hpp); bytes counted on the wire and
/// after decompression while they arrive; bounded in time. An HTTP error
/// status, a media type without text, or a broken connection is an Error
/// unless the options say otherwise. Credentials in `url` are used for its
/// own origin only and never shown.
[[nodiscard]] Result<Page> fetch(const std::string& url, const FetchOptions& options = {},
                                 Progress progress = nullptr, void* progress_state = nullptr);

/// Reads a saved page, or standard input for `-`. Errors: not_found,
/// unreadable (a directory, no permission), too_big.
[[nodiscard]] Result<Page> read_file(const std::string& path, std::size_t max_bytes = std::size_t{1} << 30);

/// Whether an argument of the command line is an address to fetch.
[[nodiscard]] bool looks_like_url(const std::string& argument);

}  // namespace thanbai
