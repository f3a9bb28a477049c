#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace thanbai {

/// Numbers keys 0, 1, 2 ... in order of first appearance: open addressing in
/// one array, so that numbering a page's paths or word triples allocates once.
class KeyNumbers {
 public:
  explicit KeyNumbers(std::size_t expected = 16) {
    std::size_t size = 32;
    while (size < 2 * expected) size *= 2;
    slots_.assign(size, Slot{});
  }

  /// The number of `key`, a new one if it is new. `is_new` says which.
  std::uint32_t number(std::uint64_t key, bool& is_new) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    std::size_t at = find(key);
    is_new = slots_[at].number == free;
    if (is_new) slots_[at] = {key, count_++};
    return slots_[at].number;
  }
  std::uint32_t number(std::uint64_t key) {
    bool is_new = false;
    return number(key, is_new);
  }

  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  static constexpr std::uint32_t free = 0xFFFFFFFF;
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = free;
  };

  [[nodiscard]] std::size_t find(std::uint64_t key) const {
    std::size_t at = (key * 0x9E3779B97F4A7C15ull >> 20) & (slots_.size() - 1);
    while (slots_[at].number != free && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number != free) slots_[find(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::uint32_t count_ = 0;
};

/// One step of a hash over 64-bit values.
[[nodiscard]] inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ull;
  return hash ^ (hash >> 29);
}

/// Hash of a text in which any number reads as the same sign.
[[nodiscard]] inline std::uint64_t masked_hash(std::string_view text) {
  std::uint64_t hash = 7;
  bool in_number = false;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit || !in_number) hash = (hash ^ static_cast<unsigned char>(is_digit ? '#' : c)) * 0x100000001B3ull;
    in_number = is_digit;
  }
  return hash ^ (hash >> 31);
}

}  // namespace thanbai
