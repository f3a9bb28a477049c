#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace thanbai {

/// Memory for one parse at a time: handed out in small pieces, taken back
/// whole. Pieces freed on the way are reused by size.
class Arena {
 public:
  /// At least `size` bytes, aligned for a pointer; null past the limit.
  [[nodiscard]] void* allocate(std::size_t size) {
    const std::size_t grains = size <= grain ? 1 : (size - 1) / grain + 1;
    const std::size_t size_class = grains < classes ? grains : 0;
    if (size_class != 0 && free_[size_class] != nullptr) {
      Free* const piece = free_[size_class];
      free_[size_class] = piece->next;
      return piece;
    }
    const std::size_t whole = grains * grain + sizeof(Header);
    if (whole < size || (static_cast<std::size_t>(end_ - next_) < whole && !grow(whole))) return nullptr;
    new (next_) Header{size_class};
    void* const piece = next_ + sizeof(Header);
    next_ += whole;
    return piece;
  }

  void release(void* memory) {
    if (memory == nullptr) return;
    const auto* const header =
        reinterpret_cast<const Header*>(static_cast<std::byte*>(memory) - sizeof(Header));
    const std::size_t size_class = header->size_class;
    if (size_class != 0) free_[size_class] = new (memory) Free{free_[size_class]};
  }

  /// Takes everything back, keeping one chunk of at most `kept_bytes` for the next parse.
  void reset(std::size_t limit);
  /// Bytes of all chunks.
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  struct Header {
    std::size_t size_class;
  };
  struct Free {
    Free* next;
  };
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };

  static constexpr std::size_t kept_bytes = std::size_t{8} << 20;
  static constexpr std::size_t first_chunk = std::size_t{256} << 10;
  static constexpr std::size_t largest_step = std::size_t{8} << 20;
  static constexpr std::size_t grain = 8;     ///< what Gumbo keeps needs no more
  static constexpr std::size_t classes = 65;  ///< pieces of up to 512 bytes are reused; 0: larger

  [[nodiscard]] bool grow(std::size_t size);

  std::vector<Chunk> chunks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t held_ = 0;
  std::size_t limit_ = 0;
  std::array<Free*, classes> free_{};
};

}  // namespace thanbai
