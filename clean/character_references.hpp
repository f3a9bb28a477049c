#pragma once
#include <string>
#include <string_view>

namespace thanbai {

enum class ReferenceContext { text, attribute };

/// Decodes the character reference at the start of `text`, which begins with
/// `&` (HTML Standard, "Named character references" and "Numeric character
/// reference end state"; all 2,231 names). Appends it to `out` as UTF-8.
///
/// returns  bytes consumed; 0 if the `&` stands for itself (nothing appended)
[[nodiscard]] std::size_t decode_reference(std::string_view text, ReferenceContext context, std::string& out);

/// Appends `text` with every reference decoded.
void decode_references(std::string_view text, ReferenceContext context, std::string& out);

}  // namespace thanbai
