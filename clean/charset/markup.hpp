#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace thanbai::charset {

// Just enough of HTML's syntax to look past tags before the encoding is known.
// All of the encodings that can be met here keep ASCII bytes for ASCII.

[[nodiscard]] constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
[[nodiscard]] constexpr bool is_letter(char c) { return lower_case(c) >= 'a' && lower_case(c) <= 'z'; }

/// `lower` is in lower case already.
[[nodiscard]] bool starts_ignoring_case(std::string_view text, std::string_view lower);
[[nodiscard]] std::size_t find_ignoring_case(std::string_view text, std::string_view lower, std::size_t from);

/// True if no tag but its own end tag is seen inside such an element.
[[nodiscard]] bool is_raw_text(std::string_view lower_name);

/// Where the end tag of the raw-text element `lower_name` begins, searched from
/// `from`; the size of `bytes` if there is none.
[[nodiscard]] std::size_t raw_text_end(std::string_view bytes, std::size_t from, std::string_view lower_name);

/// Bytes of the tag, comment or raw-text element (up to its end tag) that begins
/// at bytes[at], a `<`; 0 if that is text.
[[nodiscard]] std::size_t markup_size(std::string_view bytes, std::size_t at);

/// Text between tags, its runs parted by line feeds: about the first `most`
/// bytes of it, without scripts and styles. `high_only`: only runs with a byte
/// from 80 on. Linear.
[[nodiscard]] std::string visible_text(std::string_view bytes, bool high_only, std::size_t most);

}  // namespace thanbai::charset
