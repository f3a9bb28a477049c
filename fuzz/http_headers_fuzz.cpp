// What servers say besides their pages: headers, media types, bodies in content
// codings, Retry-After, refreshes, robots.txt, addresses of redirects. The
// first byte chooses which.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fetch/address.hpp"
#include "fetch/media_type.hpp"
#include "fetch/meta_refresh.hpp"
#include "fetch/receiver.hpp"
#include "fetch/retry.hpp"
#include "fetch/robots.hpp"
#include "fetch/url.hpp"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

/// The part before the first line feed, which goes from `text` with it.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Whatever comes: no more than the limits allow, and a reason if it was stopped.
void receive(std::string_view text) {
  thanbai::FetchOptions options;
  options.max_bytes = 4096;
  options.max_header_bytes = 1024;
  options.max_headers = 20;
  thanbai::Receiver receiver(options);
  bool going = true;
  while (going && !text.empty()) {
    const std::string line(take_line(text));
    going = receiver.header(line + "\n");
    if (line.empty() || line == "\r") break;
  }
  while (going && !text.empty()) {
    const std::string_view piece = text.substr(0, 100);
    going = receiver.body(piece);
    text.remove_prefix(piece.size());
  }
  check(going || receiver.problem() || !receiver.wants_body());
  check(receiver.bytes().size() <= options.max_bytes);
  if (going) receiver.finish();
  check(!receiver.problem() || !receiver.problem()->detail.empty());
}

/// A URL that is understood is understood the same once written out, hides
/// its credentials, and leads to http(s) only.
void read_url(std::string_view text) {
  const std::string_view base = take_line(text);
  const thanbai::Url url = thanbai::parse_url(base);
  const std::string normal = to_string(url);
  check(normal.empty() || to_string(thanbai::parse_url(normal)) == normal);
  check(url.host.empty() || url.scheme == "http" || url.scheme == "https");
  const thanbai::Credentials shown = thanbai::credentials_of(thanbai::without_credentials(base));
  check(url.host.empty() || (shown.user.empty() && shown.password.empty()));
  const std::string resolved = thanbai::resolve_url(base, text);
  const bool mail = resolved.size() > 7 && resolved.find_first_of(":") == 6;
  check(resolved.empty() || mail || !thanbai::parse_url(resolved).host.empty());
  static_cast<void>(thanbai::why_not_public(std::string_view(url.host)));
}

void read_robots(std::string_view text) {
  const std::string_view path = take_line(text);
  const thanbai::Robots robots = thanbai::parse_robots(text, "thanbai");
  check(robots.allows("/robots.txt"));
  check(robots.crawl_delay >= 0);
  check(robots.allows(path) == robots.allows(path));
}

void judge(std::string_view text) {
  const thanbai::MediaType type = thanbai::parse_media_type(take_line(text));
  const thanbai::Judged judged = thanbai::judge_media_type(type, text);
  check(!judged.essence.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0:
      receive(text);
      break;
    case 1:
      read_url(text);
      break;
    case 2:
      read_robots(text);
      break;
    case 3:
      judge(text);
      break;
    case 4: {
      const auto seconds = thanbai::parse_retry_after(text, 1'000'000'000);
      check(!seconds || *seconds >= 0);
      break;
    }
    default:
      check(thanbai::parse_refresh(text).seconds >= 0);
  }
  return 0;
}
