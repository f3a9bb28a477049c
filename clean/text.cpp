#include "clean/text.hpp"

#include <algorithm>

namespace thanbai {

std::size_t Text::source_offset(std::size_t offset) const {
  if (steps.empty()) return offset + source_begin;
  const auto after = std::upper_bound(steps.begin(), steps.end(), offset,
                                      [](std::size_t at, const Step& step) { return at < step.utf8; });
  const Step& step = after == steps.begin() ? *after : after[-1];
  return step.source + (offset - step.utf8);
}

}  // namespace thanbai
