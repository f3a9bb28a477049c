#include "fetch/retry.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace thanbai {

std::optional<double> parse_retry_after(std::string_view header, std::int64_t now) {
  while (!header.empty() && (header.front() == ' ' || header.front() == '\t')) header.remove_prefix(1);
  while (!header.empty() && static_cast<unsigned char>(header.back()) <= ' ') header.remove_suffix(1);
  if (header.empty() || header.size() > 64) return {};
  if (header.find_first_not_of("0123456789") == std::string_view::npos) {
    double seconds = 0;
    for (const char c : header) seconds = 10 * seconds + (c - '0');
    return seconds;
  }
  const std::string date(header);
  const std::int64_t when = curl_getdate(date.c_str(), nullptr);
  if (when < 0) return {};
  return static_cast<double>(std::max<std::int64_t>(0, when - now));
}

double back_off_seconds(int attempt, double chance) {
  const double longest = std::min(30.0, 0.5 * std::exp2(std::clamp(attempt, 1, 16) - 1));
  return longest * (0.5 + 0.5 * std::clamp(chance, 0.0, 1.0));
}

}  // namespace thanbai
