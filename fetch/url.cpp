#include "fetch/url.hpp"

#include <curl/curl.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <memory>

namespace thanbai {
namespace {

using CurlUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

CurlUrl new_url() { return {curl_url(), &curl_url_cleanup}; }

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK || !text) return {};
  std::string result(text);
  curl_free(text);
  return result;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lower_ascii(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

/// Length of a scheme with its colon, or 0.
std::size_t scheme_length(std::string_view url) {
  for (std::size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    if (c == ':') return i == 0 ? 0 : i + 1;
    const bool later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!is_letter(c) && (i == 0 || !later)) return 0;
  }
  return 0;
}

bool needs_encoding(unsigned char c) {
  return c <= 0x20 || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '`' || c == '{' || c == '}';
}

void append_encoded(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (needs_encoding(byte)) {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    out += low >= 0 ? static_cast<char>(16 * high + low) : text[i];
    if (low >= 0) i += 2;
  }
  return out;
}

/// URL Standard, "forbidden domain code point".
bool is_forbidden_in_host(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte >= 0x7f || std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
}

std::string idna_host(std::string_view host) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &status),
      &uidna_close);
  if (U_FAILURE(status)) return {};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  char name[256];
  const auto length = uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<std::int32_t>(host.size()),
                                             name, sizeof name, &info, &status);
  if (U_FAILURE(status) || info.errors != 0 || length <= 0) return {};
  return {name, static_cast<std::size_t>(length)};
}

/// A domain in ASCII, by UTS #46 (libcurl would ask the locale); empty if it is none.
std::string ascii_host(std::string_view host) {
  const std::string decoded = percent_decoded(host);
  const bool ascii = std::all_of(decoded.begin(), decoded.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const std::string domain = ascii ? lower_ascii(decoded) : idna_host(decoded);
  return std::any_of(domain.begin(), domain.end(), is_forbidden_in_host) ? std::string() : domain;
}

/// What browsers forgive: white space around, tabs and line ends within,
/// backslashes for slashes, any number of slashes after `http:`.
std::string tidy(std::string_view url) {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20) url.remove_prefix(1);
  while (!url.empty() && static_cast<unsigned char>(url.back()) <= 0x20) url.remove_suffix(1);
  std::string result;
  bool in_path = true;
  for (const char c : url) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '?' || c == '#') in_path = false;
    result += c == '\\' && in_path ? '/' : c;
  }
  return result;
}

/// `//host` in ASCII and the rest percent-encoded; empty where the host is none.
std::string encode_after_scheme(std::string_view rest) {
  std::string out;
  if (rest.starts_with("//")) {
    const auto end = std::min(rest.find_first_of("/?#", 2), rest.size());
    const std::string_view authority = rest.substr(2, end - 2);
    const auto at = authority.rfind('@');
    const auto host_start = at == std::string_view::npos ? 0 : at + 1;
    out.append("//");
    append_encoded(out, authority.substr(0, host_start));
    const auto port = authority.find(':', host_start);
    const bool bracketed = authority.substr(host_start).starts_with('[');
    const std::string_view host =
        authority.substr(host_start, bracketed ? std::string_view::npos : port - host_start);
    const std::string ascii = bracketed ? lower_ascii(host) : ascii_host(host);
    if (ascii.empty()) return {};
    out += ascii;
    if (!bracketed && port != std::string_view::npos) out += authority.substr(port);
    rest.remove_prefix(end);
  }
  append_encoded(out, rest);
  return out;
}

bool is_http(std::string_view scheme) { return scheme == "http" || scheme == "https"; }

/// A tidied absolute http(s) URL in a form that libcurl takes; empty if it is none.
std::string for_curl(std::string_view url) {
  const std::string tidied = tidy(url);
  const auto length = scheme_length(tidied);
  if (length == 0) return {};
  const std::string scheme = lower_ascii(std::string_view(tidied).substr(0, length - 1));
  if (!is_http(scheme)) return {};
  const auto rest = std::min(tidied.find_first_not_of('/', length), tidied.size());
  const std::string encoded = encode_after_scheme("//" + tidied.substr(rest));
  return encoded.empty() ? encoded : scheme + ":" + encoded;
}

/// libcurl's parser on a URL that passed for_curl; null if that refuses it.
CurlUrl parsed(std::string_view url) {
  CurlUrl none(nullptr, &curl_url_cleanup);
  const std::string text = for_curl(url);
  if (text.empty() || text.find('\0') != std::string::npos) return none;
  CurlUrl result = new_url();
  if (!result || curl_url_set(result.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return none;
  return result;
}

std::string serialised(CURLU* url) {
  curl_url_set(url, CURLUPART_USER, nullptr, 0);
  curl_url_set(url, CURLUPART_PASSWORD, nullptr, 0);
  return part(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
}

}  // namespace

Url parse_url(std::string_view url) {
  const CurlUrl handle = parsed(url);
  if (!handle) return {};
  Url result;
  result.host = part(handle.get(), CURLUPART_HOST);
  if (result.host.empty()) return {};
  result.scheme = part(handle.get(), CURLUPART_SCHEME);
  result.port = part(handle.get(), CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  result.path = part(handle.get(), CURLUPART_PATH);
  if (result.path.empty()) result.path.push_back('/');
  result.query = part(handle.get(), CURLUPART_QUERY);
  return result;
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  std::string tidied = tidy(reference);
  const auto length = scheme_length(tidied);
  const std::string scheme = lower_ascii(std::string_view(tidied).substr(0, length > 0 ? length - 1 : 0));
  if (scheme == "mailto") return tidied;
  if (length > 0) {
    const CurlUrl handle = parsed(tidied);
    return handle ? serialised(handle.get()) : std::string();
  }
  const CurlUrl handle = parsed(base);
  if (!handle) return {};
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  if (tidied.empty()) return serialised(handle.get());
  if (tidied.front() == '#') {
    std::string fragment = serialised(handle.get());
    append_encoded(fragment, tidied);
    return fragment;
  }
  const std::string encoded = encode_after_scheme(tidied);
  if (encoded.empty() || encoded.find('\0') != std::string::npos) return {};
  if (curl_url_set(handle.get(), CURLUPART_URL, encoded.c_str(), 0) != CURLUE_OK) return {};
  return serialised(handle.get());
}

std::string without_credentials(std::string_view url) {
  const std::string text = tidy(url);
  const auto scheme = scheme_length(text);
  const bool slashes = text.compare(scheme, 2, "//") == 0;
  if (!slashes && !is_http(lower_ascii(std::string_view(text).substr(0, scheme > 0 ? scheme - 1 : 0)))) {
    return std::string(url);
  }
  const auto start = std::min(text.find_first_not_of('/', scheme), text.size());
  // What does not parse may hide a password behind a slash: drop up to the last @.
  const bool understood = !parse_url(url).host.empty();
  const auto end = understood ? std::min(text.find_first_of("/?#", start), text.size()) : text.size();
  const auto at = std::string_view(text).substr(0, end).rfind('@');
  if (at == std::string::npos || at < start) return std::string(url);
  return text.substr(0, start) + text.substr(at + 1);
}

std::string to_string(const Url& url) {
  if (url.host.empty()) return {};
  std::string text = origin_of(url) + url.path;
  if (!url.query.empty()) text.append(1, '?').append(url.query);
  return text;
}

std::string origin_of(const Url& url) {
  std::string origin = url.scheme + "://" + url.host;
  if (!url.port.empty()) origin.append(1, ':').append(url.port);
  return origin;
}

Credentials credentials_of(std::string_view url) {
  const CurlUrl handle = parsed(url);
  if (!handle) return {};
  return {part(handle.get(), CURLUPART_USER, CURLU_URLDECODE),
          part(handle.get(), CURLUPART_PASSWORD, CURLU_URLDECODE)};
}

}  // namespace thanbai
