#include "clean/text.hpp"

#include <algorithm>
#include <utility>

namespace thanbai {

Text& Text::operator=(Text&& other) noexcept {
  if (this == &other) return *this;
  const bool owned = !other.converted.empty() && other.utf8.data() == other.converted.data();
  const std::string_view text = std::exchange(other.utf8, {});
  converted = std::move(other.converted);
  other.converted.clear();
  // A short string moves its bytes, not its buffer.
  utf8 = owned ? std::string_view(converted.data(), text.size()) : text;
  charset = std::move(other.charset);
  replacements = other.replacements;
  truncated = other.truncated;
  steps = std::move(other.steps);
  source_begin = other.source_begin;
  return *this;
}

std::size_t Text::source_offset(std::size_t offset) const {
  if (steps.empty()) return offset + source_begin;
  const auto after = std::upper_bound(steps.begin(), steps.end(), offset,
                                      [](std::size_t at, const Step& step) { return at < step.utf8; });
  const Step& step = after == steps.begin() ? *after : after[-1];
  if (step.source_unit == kCopied) return step.source + (offset - step.utf8);
  // Characters begun up to here, less the one that the byte belongs to.
  const std::string_view run = utf8.substr(step.utf8, offset - step.utf8 + 1);
  auto begun =
      static_cast<std::size_t>(std::ranges::count_if(run, [](char c) { return (c & 0xC0) != 0x80; }));
  if (offset < utf8.size()) --begun;
  return step.source + begun * step.source_unit;
}

}  // namespace thanbai
