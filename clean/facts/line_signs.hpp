#pragma once
#include <cstdint>
#include <string_view>

namespace thanbai {

/// What the spelling of one line shows. Product of one pass over its bytes.
struct LineSigns {
  enum class End : std::uint8_t { none, pause, sentence, cut };           ///< cut: an ellipsis
  enum class Start : std::uint8_t { lower, upper, digit, other, mark, quote };
  std::uint32_t points = 0;        ///< code points that are not spaces
  std::uint32_t spaced_words = 0;  ///< runs without spaces
  std::uint32_t letter_words = 0;  ///< of these, those that start with a letter
  std::uint32_t capitalized = 0, upper = 0;  ///< of letter_words
  std::uint32_t alone = 0;         ///< characters of scripts that count by character
  std::uint32_t digits = 0, symbols = 0;
  std::uint16_t separators = 0;    ///< `|`, `›`, `»`, `·`, `•`, ` / `, ` > `
  std::uint16_t glued = 0;         ///< a small letter right before a capital
  End end = End::none;
  Start start = Start::other;
  bool quote = false, exclamation = false, question = false, dateline = false;
};

/// Looks at no more than the first 64 KiB, and the end.
[[nodiscard]] LineSigns signs_of(std::string_view line);

}  // namespace thanbai
