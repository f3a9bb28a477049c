#pragma once
#include <string>

#include "clean/judge.hpp"

namespace thanbai {

/// Why a page that stands in the way of a body has none: it asks for a login,
/// consent, payment or JavaScript, or says that the page is not there, and
/// holds little else. The words of the page are quoted. Empty: it is no wall.
[[nodiscard]] std::string wall_of(const Blocks& blocks, const Facts& facts, const Verdicts& verdicts);

}  // namespace thanbai
