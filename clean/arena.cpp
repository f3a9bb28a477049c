#include "clean/arena.hpp"

#include <algorithm>

namespace thanbai {

void Arena::reset(std::size_t limit) {
  const auto too_big = [](const Chunk& chunk) { return chunk.size > kept_bytes; };
  chunks_.erase(std::remove_if(chunks_.begin(), chunks_.end(), too_big), chunks_.end());
  if (chunks_.size() > 1) chunks_.erase(chunks_.begin(), chunks_.end() - 1);
  free_.fill(nullptr);
  held_ = chunks_.empty() ? 0 : chunks_[0].size;
  next_ = chunks_.empty() ? nullptr : chunks_[0].bytes.get();
  end_ = next_ + held_;
  limit_ = limit;
}

bool Arena::grow(std::size_t size) {
  const std::size_t wanted = std::max(size, std::clamp(held_, first_chunk, largest_step));
  if (held_ + wanted > limit_) return false;
  std::unique_ptr<std::byte[]> bytes(new (std::nothrow) std::byte[wanted]);
  if (bytes == nullptr) return false;
  next_ = bytes.get();
  end_ = next_ + wanted;
  held_ += wanted;
  chunks_.push_back({std::move(bytes), wanted});
  return true;
}

}  // namespace thanbai
