#include <curl/curl.h>

#include <memory>

#include "fetch/fetch.hpp"
#include "fetch/url.hpp"

namespace thanbai {
namespace {

struct Body {
  std::string bytes;
  std::size_t max_bytes;
};

std::size_t take(char* data, std::size_t, std::size_t size, void* body_pointer) {
  Body& body = *static_cast<Body*>(body_pointer);
  if (body.bytes.size() + size > body.max_bytes) return 0;
  body.bytes.append(data, size);
  return size;
}

}  // namespace

Result<Page> fetch(const std::string& url, const FetchOptions& options, Progress, void*) {
  const std::string where = without_credentials(url);
  if (parse_url(url).host.empty()) return Error{Error::Kind::forbidden, where, "not an http or https URL"};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
  Body body{{}, options.max_bytes};
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout_seconds * 1000));
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) return Error{Error::Kind::refused, where, curl_easy_strerror(code)};
  char* final_url = nullptr;
  curl_easy_getinfo(curl.get(), CURLINFO_EFFECTIVE_URL, &final_url);
  Page page;
  page.bytes = std::move(body.bytes);
  page.url = without_credentials(final_url ? final_url : url.c_str());
  page.source = where;
  return page;
}

}  // namespace thanbai
