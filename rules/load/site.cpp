#include <algorithm>

#include "rules/load/kinds.hpp"
#include "rules/load/reader.hpp"

namespace thanbai {
namespace {

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 && host.front() != '.' && host.back() != '.' &&
         std::all_of(host.begin(), host.end(), [](unsigned char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
         });
}

}  // namespace

Result<bool> load_site(const Toml& root, const std::string& file, const std::string& host, Rules& rules) {
  if (!is_host(host)) {
    return Error{Error::Kind::bad_rule, file, in_quotes(host) + ": expected the site's host in lower case as file name"};
  }
  SiteRule site;
  site.host = host;
  site.where = file;
  Reader reader(root, file);
  reader.text("why", site.why, Reader::required);
  reader.texts("body", site.body);
  reader.texts("drop", site.drop);
  reader.texts("title", site.title);
  reader.texts("byline", site.byline);
  reader.texts("date", site.date);
  reader.text("sample", site.sample);
  reader.texts("must_have", site.must_have);
  reader.texts("must_not_have", site.must_not_have);
  if (auto error = reader.finish()) return *error;
  const auto same = std::find_if(rules.sites.begin(), rules.sites.end(),
                                 [&](const SiteRule& old) { return old.host == host; });
  if (same != rules.sites.end()) *same = std::move(site);
  else rules.sites.push_back(std::move(site));
  return true;
}

}  // namespace thanbai
