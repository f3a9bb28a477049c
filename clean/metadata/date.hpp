#pragma once
#include <string>
#include <string_view>

namespace thanbai {

/// The first date in `text` as ISO 8601 (RFC 3339, or without time or offset
/// where the text has none); empty if there is none.
///
/// Reads ISO 8601, RFC 5322, numbers (`19/01/2022 06:24 GMT+7`), names of
/// months (months.def), Unix times. `03/04/2022` is 3 April, but in `en-US`
/// 4 March; where the language leaves it open (`en`, `en-CA`, unknown), it is
/// no date. Reads at most 256 bytes.
[[nodiscard]] std::string iso_date(std::string_view text, std::string_view language);

}  // namespace thanbai
