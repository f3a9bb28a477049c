#pragma once
#include <optional>
#include <string_view>

#include "clean/charset/labels.hpp"

namespace thanbai::charset {

// Each looks at a bounded part of the text between tags (about 16 KiB), found in
// linear time.

/// UTF-16 without a byte order mark, by the zeros in the markup.
[[nodiscard]] std::optional<Encoding> detect_utf16(std::string_view bytes);

/// ISO-2022-JP by its escape sequences, VIQR by its words. `bytes` are ASCII.
[[nodiscard]] std::optional<Encoding> detect_seven_bit(std::string_view bytes);

/// A Vietnamese encoding other than VIQR, if the text read so is Vietnamese: of
/// the words with marks nearly all must be syllables, and these must be a good
/// part of all words. Fonts of the VNI or TCVN3 kind make less suffice.
[[nodiscard]] std::optional<Encoding> detect_vietnamese(std::string_view bytes);

/// The universal detector's opinion, if it has one that fits.
[[nodiscard]] std::optional<Encoding> detect_any(std::string_view bytes);

/// True if so many letters are not ASCII's that the text is in no language of
/// the Latin script.
[[nodiscard]] bool is_unlike_latin(std::string_view bytes);

}  // namespace thanbai::charset
