#pragma once
#include <cstdint>
#include <string_view>

namespace thanbai {

/// Number of a fact of the first pass (clean/facts.def) or, where `second`,
/// also of the second pass, which come after them. False if there is none.
[[nodiscard]] bool fact_number(std::string_view name, bool second, std::uint16_t& number);

}  // namespace thanbai
