#include <algorithm>

#include "rules/load/kinds.hpp"
#include "rules/load/reader.hpp"
#include "rules/selector.hpp"

namespace thanbai {
namespace {

void read_selectors(Reader& reader, std::string_view key, std::vector<std::string>& selectors) {
  reader.texts(key, selectors);
  for (const std::string& text : selectors) {
    Selector selector;
    std::string problem;
    if (!parse_selector(text, selector, problem)) reader.refuse(key, problem);
  }
}

}  // namespace

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 && host.front() != '.' && host.back() != '.' &&
         std::all_of(host.begin(), host.end(), [](unsigned char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
         });
}

Result<bool> load_site(const Toml& root, const std::string& file, SiteRule& site) {
  Reader reader(root, file);
  reader.text("why", site.why, Reader::required);
  read_selectors(reader, "body", site.body);
  read_selectors(reader, "drop", site.drop);
  read_selectors(reader, "title", site.title);
  read_selectors(reader, "byline", site.byline);
  read_selectors(reader, "date", site.date);
  reader.text("sample", site.sample);
  reader.texts("must_have", site.must_have);
  reader.texts("must_not_have", site.must_not_have);
  if (auto error = reader.finish()) return *error;
  return true;
}

}  // namespace thanbai
