#include "clean/arena.hpp"

#include <algorithm>
#include <new>

namespace thanbai {

void* Arena::allocate(std::size_t size) {
  const std::size_t rounded = std::max((size + grain - 1) / grain * grain, grain);
  const std::size_t size_class = rounded / grain < classes ? rounded / grain : 0;
  if (size_class != 0 && free_[size_class] != nullptr) {
    Free* const piece = free_[size_class];
    free_[size_class] = piece->next;
    return piece;
  }
  const std::size_t whole = rounded + sizeof(Header);
  if (whole < size || (static_cast<std::size_t>(end_ - next_) < whole && !grow(whole))) return nullptr;
  new (next_) Header{size_class};
  void* const piece = next_ + sizeof(Header);
  next_ += whole;
  return piece;
}

void Arena::release(void* memory) {
  if (memory == nullptr) return;
  const Header* const header = reinterpret_cast<const Header*>(static_cast<std::byte*>(memory) - sizeof(Header));
  if (header->size_class == 0) return;
  const std::size_t size_class = header->size_class;
  free_[size_class] = new (memory) Free{free_[size_class]};
}

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
