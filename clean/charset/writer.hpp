#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

#include "clean/charset/utf8.hpp"
#include "clean/text.hpp"

namespace thanbai::charset {

/// Reads source bytes and writes the text they stand for, keeping Text::steps.
/// Every source byte is consumed exactly once, in order, by one of the calls
/// that write. Ends early, with Text::truncated, where offsets would pass 32 bits.
/// finish() must be called last.
class Writer {
 public:
  /// `source` begins at its BOM if it has one, of `begin` bytes.
  Writer(std::string_view source, std::size_t begin, Text& text) : source_(source), at_(begin), text_(text) {
    if (source_.size() <= kMost) return;
    source_ = source_.substr(0, kMost);
    text_.truncated = true;
  }

  [[nodiscard]] bool done() const { return at_ >= source_.size(); }
  [[nodiscard]] std::size_t left() const { return source_.size() - at_; }
  [[nodiscard]] std::string_view rest() const { return source_.substr(at_); }
  /// The byte `ahead` of the next one. It must be there.
  [[nodiscard]] std::uint8_t byte(std::size_t ahead = 0) const {
    return static_cast<std::uint8_t>(source_[at_ + ahead]);
  }

  /// The next `size` bytes are UTF-8: copied.
  void copy(std::size_t size) {
    if (size == 0 || !make_room(size)) return;
    step(Text::kCopied);
    append(source_.data() + at_, size, size);
  }
  /// Copies ASCII bytes up to the first byte that is none.
  void copy_ascii() { copy_ascii(ascii_prefix(rest())); }
  /// The next `size` bytes are ASCII: copied.
  void copy_ascii(std::size_t size) {
    if (size > kMostCounted) return copy(size);
    if (size == 0 || !make_room(size)) return;
    step(1);
    append(source_.data() + at_, size, size);
  }
  /// The next `size` bytes stand for `character`. Surrogates are replaced.
  void put(char32_t character, std::uint8_t size) {
    if (character - 0xD800 < 0x800 || character > 0x10FFFF) return replace(size);
    write(character, size);
  }
  /// As put, of two characters that one code stands for.
  void put(char32_t first, char32_t second, std::uint8_t size) {
    write(first, size);
    if (done() && text_.truncated) return;
    at_ -= size;
    step_forced_ = true;
    write(second, size);
  }
  /// The next `size` bytes stand for no character.
  void skip(std::uint8_t size) {
    at_ += size;
    step_forced_ = true;
  }
  /// No more text comes.
  void skip_all() { at_ = source_.size(); }
  /// The next `size` bytes are malformed.
  void replace(std::uint8_t size) {
    write(0xFFFD, size);
    ++text_.replacements;
  }
  void finish() {
    text_.converted.resize(size_);
    text_.utf8 = text_.converted;
  }

 private:
  static constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max() - 8;
  static constexpr std::size_t kMostCounted = 256;

  void write(char32_t character, std::uint8_t size) {
    if (!make_room(4)) return;
    step(size);
    size_ += encode_utf8(character, text_.converted.data() + size_);
    at_ += size;
  }
  void append(const char* bytes, std::size_t length, std::size_t size) {
    std::memcpy(text_.converted.data() + size_, bytes, length);
    size_ += length;
    at_ += size;
  }
  /// False, and nothing more is read, if `more` bytes are too many.
  bool make_room(std::size_t more) {
    if (size_ + more <= text_.converted.size()) return true;
    if (size_ + more > kMost) {
      text_.truncated = true;
      at_ = source_.size();
      return false;
    }
    text_.converted.resize(std::min(kMost, std::max(size_ + more, size_ + size_ / 2 + left() + 64)));
    return true;
  }
  void step(std::uint8_t source_unit) {
    const bool counted = source_unit != Text::kCopied && size_ - step_begin_ >= kMostCounted;
    if (source_unit == source_unit_ && !step_forced_ && !counted) return;
    step_forced_ = false;
    source_unit_ = source_unit;
    step_begin_ = size_;
    text_.steps.push_back({static_cast<std::uint32_t>(size_), static_cast<std::uint32_t>(at_), source_unit});
  }

  std::string_view source_;
  std::size_t at_;
  Text& text_;
  std::size_t size_ = 0;        ///< bytes written
  std::size_t step_begin_ = 0;  ///< of the last step
  std::uint8_t source_unit_ = 0;
  bool step_forced_ = true;
};

}  // namespace thanbai::charset
