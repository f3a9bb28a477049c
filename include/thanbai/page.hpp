#pragma once
#include <string>

namespace thanbai {

/// One page as it was found: bytes in any encoding and what is known of them.
struct Page {
  std::string bytes;
  std::string url;         ///< final address, after redirects; empty if unknown
  std::string media_type;  ///< `text/html`, lower case, no parameters; empty if unknown
  std::string charset;     ///< label from the HTTP header, as sent; empty if there was none
  std::string source;      ///< what the user named: path, URL or `-`
  bool partial = false;    ///< the connection broke before the end
};

}  // namespace thanbai
