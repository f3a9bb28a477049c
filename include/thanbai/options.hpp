#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace thanbai {

/// Bounds on the work that one page may cause. Past one, the rest of what it
/// bounds is dropped and Article::notes says so; a page is never lost to it.
/// None of the defaults was reached by 2,138 ordinary pages.
struct Limits {
  std::uint32_t depth = 512;                 ///< open elements, not counting those that close themselves
  std::uint32_t attributes = 24;             ///< kept attributes a tag
  std::uint32_t attribute_bytes = 65'536;    ///< source bytes kept of one attribute value
  std::uint32_t formatting = 64;             ///< open formatting elements (b, i, font, a ...)
  std::uint32_t end_tag_search = 64;         ///< open elements searched for the one that an end tag closes
  std::uint32_t nodes = 250'000;             ///< elements and text nodes of the tree
  std::size_t arena_bytes = 512u << 20;      ///< memory that parsing one page may take
};

/// What a page is, as a whole. `none`: no body (an index, an error, a wall).
enum class PageType : std::uint8_t {
  article, collection, documentation, forum, listing, product, service, none
};

enum class InputType : std::uint8_t { detect, html, text };
enum class Favor : std::uint8_t { balance, precision, recall };

/// How to clean. The defaults suit every page.
struct CleanOptions {
  InputType type = InputType::detect;
  std::optional<PageType> page_type;  ///< overrides the chooser
  Favor favor = Favor::balance;
  bool explain = false;               ///< fill BlockReport::rules with every reason, not only declared rules
  bool blocks = false;                ///< fill Article::blocks
  Limits limits;
};

/// How to fetch. See fetch/fetch.hpp for what is promised.
struct FetchOptions {
  double timeout_seconds = 20;           ///< for all transfers of the page, redirects and retries included
  double connect_seconds = 10;           ///< for one connection
  double stall_seconds = 10;             ///< with less than a byte a millisecond arriving
  std::size_t max_bytes = 32u << 20;     ///< on the wire and, counted apart, after decompression
  std::size_t max_header_bytes = 256u << 10;
  std::size_t max_headers = 1000;        ///< header lines of one response, early hints and trailers included
  int max_redirects = 10;
  int retries = 2;                       ///< after 429, 502, 503, 504 or a connection that broke
  double retry_after_cap_seconds = 60;   ///< longest wait that a server may ask for; asked for more, give up
  bool allow_private = false;            ///< also addresses that are not globally routable
  bool any_status = false;               ///< clean the body of an HTTP error
  bool partial = false;                  ///< clean what came before the connection broke
  std::string user_agent;                ///< empty: thanbai/VERSION
  std::vector<std::string> headers;      ///< extra request headers, `Name: value`; to other origins only harmless ones
  std::string cookies_file;              ///< Netscape cookie file, read only
  std::string proxy;                     ///< empty: from the environment, as curl reads it
  std::string ca_file;                   ///< PEM bundle instead of the system's
};

}  // namespace thanbai
