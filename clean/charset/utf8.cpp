#include "clean/charset/utf8.hpp"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace thanbai::charset {
namespace {

/// Bytes looked at one by one before the wide loop starts: keeps a text of
/// errors from paying for a wide load at each of them.
constexpr std::size_t kWarmUp = 32;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

/// Well-formed second bytes of a lead byte.
struct SecondByte {
  std::uint8_t low, high;
};
SecondByte second_byte(std::uint8_t lead) {
  switch (lead) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return {0x80, 0xBF};
  }
}

/// Valid characters from `at` on until at least `goal`, an error, or the end.
std::size_t scalar_prefix(std::string_view bytes, std::size_t at, std::size_t goal) {
  while (at < goal) {
    if (byte_at(bytes, at) < 0x80) {
      ++at;
      continue;
    }
    const Utf8Head head = utf8_head(bytes.substr(at));
    if (!head.valid) break;
    at += head.size;
  }
  return at;
}

#ifdef __SSE2__
/// Bit i tells of byte i of 64 bytes.
struct Block {
  __m128i part[4];

  explicit Block(const char* bytes) {
    for (int i = 0; i < 4; ++i) part[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + i);
  }
  [[nodiscard]] bool ascii() const {
    return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(part[0], part[1]), _mm_or_si128(part[2], part[3]))) ==
           0;
  }
  template <class Test>
  [[nodiscard]] std::uint64_t mask(Test test) const {
    std::uint64_t bits = 0;
    for (int i = 3; i >= 0; --i) bits = bits << 16 | static_cast<unsigned>(_mm_movemask_epi8(test(part[i])));
    return bits;
  }
  /// Bytes of at least `least`.
  [[nodiscard]] std::uint64_t from(std::uint8_t least) const {
    const __m128i bound = _mm_set1_epi8(static_cast<char>(least));
    return mask([=](__m128i value) { return _mm_cmpeq_epi8(_mm_max_epu8(value, bound), value); });
  }
  [[nodiscard]] std::uint64_t equal(std::uint8_t wanted) const {
    const __m128i same = _mm_set1_epi8(static_cast<char>(wanted));
    return mask([=](__m128i value) { return _mm_cmpeq_epi8(value, same); });
  }
};

/// True if the block, which starts at a character, is valid but perhaps for a
/// last character that goes on behind it: `whole` is where that one starts.
bool valid_block(const Block& block, std::size_t& whole) {
  const std::uint64_t high = block.mask([](__m128i value) { return value; });
  const std::uint64_t two = block.from(0xC0), three = block.from(0xE0), four = block.from(0xF0);
  const std::uint64_t tails = two << 1 | three << 2 | four << 3;
  if ((high & ~two) != tails) return false;
  const std::uint64_t c0 = two & ~block.from(0xC2);
  const std::uint64_t e0 = block.equal(0xE0), ed = block.equal(0xED);
  if ((c0 | e0 | ed | four) != 0) {
    const std::uint64_t from_a0 = block.from(0xA0), from_90 = block.from(0x90);
    const std::uint64_t f0 = block.equal(0xF0), f4 = block.equal(0xF4);
    const std::uint64_t bad = c0 | block.from(0xF5) | (e0 << 1 & ~from_a0) | (ed << 1 & from_a0) |
                              (f0 << 1 & ~from_90) | (f4 << 1 & from_90);
    if (bad != 0) return false;
  }
  const std::uint64_t open = two >> 63 << 63 | three >> 62 << 62 | four >> 61 << 61;
  whole = open == 0 ? 64 : static_cast<std::size_t>(std::countr_zero(open));
  return true;
}
#endif

}  // namespace

Utf8Head utf8_head(std::string_view bytes) {
  const std::uint8_t lead = byte_at(bytes, 0);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const SecondByte second = second_byte(lead);
  if (bytes.size() < 2 || byte_at(bytes, 1) < second.low || byte_at(bytes, 1) > second.high)
    return {1, false};
  const std::uint8_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  for (std::uint8_t i = 2; i < size; ++i) {
    if (i == bytes.size() || (byte_at(bytes, i) & 0xC0) != 0x80) return {i, false};
  }
  return {size, true};
}

std::size_t ascii_prefix(std::string_view bytes) {
  std::size_t at = 0;
#ifdef __SSE2__
  while (bytes.size() - at >= 64 && Block(bytes.data() + at).ascii()) at += 64;
#endif
  for (std::uint64_t word; bytes.size() - at >= 8; at += 8) {
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & 0x8080808080808080) != 0) break;
  }
  while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
  return at;
}

std::size_t utf8_prefix(std::string_view bytes) {
  std::size_t at = scalar_prefix(bytes, 0, std::min(kWarmUp, bytes.size()));
  if (at < kWarmUp) return at;
#ifdef __SSE2__
  for (std::size_t whole = 64; bytes.size() - at >= 64; at += whole) {
    const Block block(bytes.data() + at);
    whole = 64;
    if (!block.ascii() && !valid_block(block, whole)) break;
  }
  return scalar_prefix(bytes, at, bytes.size());
#else
  for (;;) {
    at += ascii_prefix(bytes.substr(at));
    if (at == bytes.size()) return at;
    const std::size_t next = scalar_prefix(bytes, at, std::min(at + 16, bytes.size()));
    if (next < std::min(at + 16, bytes.size())) return next;
    at = next;
  }
#endif
}

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t at = 0;;) {
    at += ascii_prefix(bytes.substr(at));
    if (at == bytes.size()) return count;
    const Utf8Head head = utf8_head(bytes.substr(at));
    ++(head.valid ? count.characters : count.malformed);
    at += head.size;
  }
}

}  // namespace thanbai::charset
