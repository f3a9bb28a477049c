#pragma once
#include <optional>
#include <string_view>

#include <thanbai/error.hpp>

#include "clean/judge.hpp"
#include "clean/metadata.hpp"
#include "clean/tree.hpp"
#include "rules/rules.hpp"

namespace thanbai {

/// The rule for the host of `url` or the nearest domain above it; nothing if
/// there is none. Its file is read now, and an error is that file's.
[[nodiscard]] Result<std::optional<SiteRule>> site_rule_for(const Rules& rules, std::string_view url);

/// Verdicts after a person's word: where `body` selects something, what stands
/// in it is kept and all else dropped; what `drop` selects is dropped. A
/// declared rule that drops a block within the body still does.
/// Where `body` selects nothing, the judge's verdicts stand and a note says so.
[[nodiscard]] Verdicts with_site_rule(const SiteRule& site, const Tree& tree, const Blocks& blocks,
                                      const Verdicts& verdicts);

/// Metadata with title, byline and date as the rule selects them, where it does.
[[nodiscard]] Metadata with_site_rule(const SiteRule& site, const Tree& tree, const Metadata& metadata);

}  // namespace thanbai
