#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thanbai {

/// Appends the hash of each word of `text` (UTF-8), case folded. A word is a
/// run of letters, digits, marks and underscores; Thai, Lao, Khmer, Burmese,
/// Han, Kana and Hangul count by character. Appends to `hashes`, returns how many.
std::uint32_t append_words(std::string_view text, std::vector<std::uint32_t>& hashes);

/// Lower case, words joined by single spaces, all else gone: the form in which
/// phrases of rules are compared.
[[nodiscard]] std::string fold(std::string_view text);

/// Appends `text` with white space collapsed to one space and with soft
/// hyphens, zero-width and private-use characters and controls left out.
/// `in_space` says whether `out` ends in collapsed white space, and is updated.
void append_collapsed(std::string_view text, std::string& out, bool& in_space);

/// NFC of valid UTF-8; the very bytes where they are NFC already, which a
/// quick check finds for nearly all text.
[[nodiscard]] bool is_nfc(std::string_view text);
[[nodiscard]] std::string to_nfc(std::string_view text);

}  // namespace thanbai
