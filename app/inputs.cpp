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

}  // namespace thanbai::app
