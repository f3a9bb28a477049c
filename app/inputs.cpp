#include "app/inputs.hpp"

#include <algorithm>
#include <utility>

namespace thanbai::app {

Inputs::Inputs(std::vector<std::string> sources, std::optional<Separator> separator, Load load)
    : sources_(std::move(sources)), separator_(std::move(separator)), load_(std::move(load)) {}

std::optional<Job> Inputs::next() {
  if (!separator_) {
    if (at_ == sources_.size()) return std::nullopt;
    return Job{index_++, sources_[at_++], std::nullopt, 0};
  }
  for (;;) {
    if (auto dump = next_dump()) return dump;
    if (at_ == sources_.size()) return std::nullopt;
    const std::string source = sources_[at_++];
    auto page = load_(source);
    if (!page) return Job{index_++, source, std::move(page), 0};
    page_ = std::move(page).value();
    rest_ = page_->bytes;
    dumps_ = 0;
  }
}

std::optional<Job> Inputs::next_dump() {
  if (!page_) return std::nullopt;
  const auto dump = separator_->next(rest_);
  if (!dump) {
    page_.reset();
    return std::nullopt;
  }
  Page page;
  page.bytes = *dump;
  page.url = page_->url;
  page.media_type = page_->media_type;
  page.charset = page_->charset;
  page.source = page_->source + "#" + std::to_string(++dumps_);
  const auto offset = static_cast<std::size_t>(dump->data() - page_->bytes.data());
  return Job{index_++, page.source, std::move(page), offset};
}

std::vector<std::string> entries_of(std::string_view list) {
  constexpr std::string_view blank = " \t\r\v\f";
  std::vector<std::string> entries;
  while (!list.empty()) {
    std::string_view line = list.substr(0, list.find('\n'));
    list.remove_prefix(std::min(list.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(blank)));
    line = line.substr(0, line.find_last_not_of(blank) + 1);
    if (!line.empty() && line[0] != '#') entries.emplace_back(line);
  }
  return entries;
}

}  // namespace thanbai::app
