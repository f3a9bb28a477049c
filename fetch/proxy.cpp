#include "fetch/proxy.hpp"

#include <string_view>

namespace thanbai {
namespace {

std::string first_set(Environment environment, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const char* const value = environment(name);
    if (value && *value) return value;
  }
  return {};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// Whether `host` is `domain` or in it. `host` is in lower case.
bool within(std::string_view host, std::string domain) {
  for (char& c : domain) c = lower(c);
  std::string_view suffix = domain;
  while (suffix.starts_with('.')) suffix.remove_prefix(1);
  if (suffix.empty() || !host.ends_with(suffix)) return false;
  return host.size() == suffix.size() || host[host.size() - suffix.size() - 1] == '.';
}

bool is_exempt(std::string_view host, std::string_view list) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  while (!list.empty()) {
    const auto end = std::min(list.find_first_of(", \t"), list.size());
    const std::string_view entry = list.substr(0, end);
    if (entry == "*" || within(host, std::string(entry))) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

std::string proxy_for(const Url& url, const std::string& configured, Environment environment) {
  if (!configured.empty()) return configured;
  if (is_exempt(url.host, first_set(environment, {"no_proxy", "NO_PROXY"}))) return {};
  const std::string own = url.scheme == "https" ? first_set(environment, {"https_proxy", "HTTPS_PROXY"})
                                                : first_set(environment, {"http_proxy"});
  return own.empty() ? first_set(environment, {"all_proxy", "ALL_PROXY"}) : own;
}

}  // namespace thanbai
