#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace thanbai {

/// Seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3): a
/// number, or a date against `now` (seconds since 1970); 0 for one that is
/// past. Nothing if the header makes no sense.
[[nodiscard]] std::optional<double> parse_retry_after(std::string_view header, std::int64_t now);

/// Seconds to wait before try `attempt` (from 1): half a second, doubled each
/// time up to 30, of which the upper half is left to chance so that many
/// clients do not come back at once.
/// chance   From 0 to 1.
[[nodiscard]] double back_off_seconds(int attempt, double chance);

}  // namespace thanbai
