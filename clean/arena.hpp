#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace thanbai {

/// Memory for one parse at a time: handed out in small pieces, taken back
/// whole. Pieces freed on the way are reused by size.
class Arena {
 public:
  /// At least `size` bytes, aligned for anything; null past the limit.
  [[nodiscard]] void* allocate(std::size_t size);
  void release(void* memory);
  /// Takes everything back, keeping one chunk of at most `kept_bytes` for the next parse.
  void reset(std::size_t limit);
  /// Bytes of all chunks.
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  struct alignas(std::max_align_t) Header { std::size_t size_class; };
  struct Free { Free* next; };
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };

  static constexpr std::size_t kept_bytes = std::size_t{8} << 20;
  static constexpr std::size_t first_chunk = std::size_t{256} << 10;
  static constexpr std::size_t largest_step = std::size_t{8} << 20;
  static constexpr std::size_t grain = 16;
  static constexpr std::size_t classes = 33;  ///< pieces of up to 512 bytes are reused; 0: larger

  [[nodiscard]] bool grow(std::size_t size);

  std::vector<Chunk> chunks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t held_ = 0;
  std::size_t limit_ = 0;
  std::array<Free*, classes> free_{};
};

}  // namespace thanbai
