#pragma once
#include <bit>
#include <cstdint>

namespace thanbai {

/// log2 and exp by arithmetic that every machine rounds alike, unlike those of
/// a C library; good to about 1e-5, which is finer than any edge of a rule.

/// log2(x) for x > 0.
[[nodiscard]] inline float log2_of(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const auto exponent = static_cast<float>(static_cast<std::int32_t>(bits >> 23) - 127);
  const float m = std::bit_cast<float>((bits & 0x007FFFFFu) | 0x3F800000u);  // 1 to 2
  const float t = (m - 1) / (m + 1);                                         // atanh series
  const float t2 = t * t;
  const float series = t * (2.8853901f + t2 * (0.9617967f + t2 * (0.577078f + t2 * (0.4121986f + t2 * 0.32059f))));
  return exponent + series;
}

/// log2(1 + n): the scale of all counts among the facts.
[[nodiscard]] inline float log_count(float n) { return log2_of(1 + n); }

/// e^x, x clamped to [-30, 30].
[[nodiscard]] inline float exp_of(float x) {
  x = x < -30 ? -30 : x > 30 ? 30 : x;
  const float y = x * 1.44269504f;
  const auto whole = static_cast<std::int32_t>(y < 0 ? y - 0.5f : y + 0.5f);
  const float r = (y - static_cast<float>(whole)) * 0.69314718f;
  const float p = 1 + r * (1 + r * (0.5f + r * (0.16666667f + r * (0.041666668f + r * 0.008333334f))));
  return p * std::bit_cast<float>(static_cast<std::uint32_t>(whole + 127) << 23);
}

/// 1 / (1 + e^-x).
[[nodiscard]] inline float logistic(float x) { return 1 / (1 + exp_of(-x)); }

}  // namespace thanbai
