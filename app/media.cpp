#include "app/media.hpp"

#include <algorithm>

#include "fetch/media_type.hpp"

namespace thanbai::app {
namespace {

constexpr std::size_t looked_at = 65'536;

/// Bytes at the beginning that text in ASCII or UTF-8 has no use for.
struct Controls {
  bool zero_at_even = false, zero_at_odd = false, other = false;
  [[nodiscard]] bool any() const { return zero_at_even || zero_at_odd || other; }
};

Controls controls_of(std::string_view bytes) {
  Controls controls;
  for (std::size_t i = 0; i < std::min(bytes.size(), looked_at); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte == 0) (i % 2 == 0 ? controls.zero_at_even : controls.zero_at_odd) = true;
    else controls.other = controls.other || byte < '\t' || (byte > '\r' && byte < ' ' && byte != 0x1B);
  }
  return controls;
}

}  // namespace

std::string binary_type_of(std::string_view bytes) {
  const Judged judged = judge_media_type({}, bytes);
  if (judged.cleanable || judged.essence == "application/json") return {};
  const Controls controls = controls_of(bytes);
  // A text may begin as a signature does ("ID3 tags are ...").
  const bool known = judged.essence != "application/octet-stream" && (controls.any() || bytes.front() == '%');
  const bool binary = controls.zero_at_even && controls.zero_at_odd && controls.other;
  return known || binary ? judged.essence : "";
}

}  // namespace thanbai::app
