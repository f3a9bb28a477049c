#include "clean/links.hpp"

#include <algorithm>

#include "fetch/url.hpp"

namespace thanbai {
namespace {

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
  });
}

bool is_web(std::string_view url) {
  return starts_with_ignoring_case(url, "https://") || starts_with_ignoring_case(url, "http://");
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Needs no percent-encoding and has no dot segments: as good as parsed.
bool is_plain(std::string_view url) {
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7f || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`' || c == '{' ||
        c == '}' || c == '|' || c == '^' || c == '@') {
      return false;
    }
  }
  return url.find("/.") == url.npos;
}

}  // namespace

bool is_safe_link(std::string_view url) {
  if (!is_web(url) && !starts_with_ignoring_case(url, "mailto:")) return false;
  return std::none_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

Links::Links(std::string base_url) : base_(std::move(base_url)) {
  const std::size_t host = base_.find("://");
  if (host == base_.npos) return;
  origin_ = base_.substr(0, base_.find_first_of("/?#", host + 3));
  if (!is_plain(origin_)) origin_.clear();  // user names and the like are the parser's affair
}

std::string Links::absolute(std::string_view reference) const {
  reference = trimmed(reference);
  if (reference.empty()) return {};
  if (is_web(reference) && is_plain(reference)) return std::string(reference);
  const bool rooted = reference[0] == '/' && (reference.size() < 2 || reference[1] != '/');
  if (rooted && !origin_.empty() && is_plain(reference)) return std::string(origin_) += reference;
  std::string url = resolve_url(is_web(reference) && base_.empty() ? reference : base_, reference);
  return is_safe_link(url) ? url : std::string();
}

}  // namespace thanbai
