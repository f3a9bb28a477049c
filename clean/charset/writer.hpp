#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "clean/charset/utf8.hpp"
#include "clean/text.hpp"

namespace thanbai::charset {

/// Reads source bytes and writes the text they stand for, keeping Text::steps.
/// Every source byte is consumed exactly once, in order, by one of the calls
/// that write. Ends early, with Text::truncated, where offsets would pass 32 bits.
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
    if (size == 0 || full(size)) return;
    step(1, 1);
    text_.converted.append(source_, at_, size);
    at_ += size;
  }
  /// The next bytes are ASCII or end here: copied up to the first that is not.
  void copy_ascii() { copy(ascii_prefix(rest())); }
  /// The next `size` bytes stand for `character`. Surrogates are replaced.
  void put(char32_t character, std::uint8_t size) {
    if (character - 0xD800 < 0x800 || character > 0x10FFFF) return replace(size);
    write(character, size);
  }
  /// As put, of two characters that one code stands for.
  void put(char32_t first, char32_t second, std::uint8_t size) {
    char bytes[8];
    unsigned length = encode_utf8(first, bytes);
    length += encode_utf8(second, bytes + length);
    write({bytes, length}, size);
  }
  /// The next `size` bytes stand for no character.
  void skip(std::uint8_t size) {
    at_ += size;
    skipped_ = true;
  }
  /// No more text comes.
  void skip_all() { at_ = source_.size(); }
  /// The next `size` bytes are malformed.
  void replace(std::uint8_t size) {
    write(0xFFFD, size);
    ++text_.replacements;
  }

 private:
  static constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max() - 8;

  void write(char32_t character, std::uint8_t size) {
    char bytes[4];
    write({bytes, encode_utf8(character, bytes)}, size);
  }
  void write(std::string_view utf8, std::uint8_t size) {
    if (full(utf8.size())) return;
    step(static_cast<std::uint8_t>(utf8.size()), size);
    text_.converted.append(utf8);
    at_ += size;
  }
  bool full(std::size_t more) {
    if (text_.converted.size() + more <= kMost) return false;
    text_.truncated = true;
    at_ = source_.size();
    return true;
  }
  void step(std::uint8_t utf8_unit, std::uint8_t source_unit) {
    if (!skipped_ && !text_.steps.empty() && text_.steps.back().utf8_unit == utf8_unit &&
        text_.steps.back().source_unit == source_unit) {
      return;
    }
    skipped_ = false;
    text_.steps.push_back({static_cast<std::uint32_t>(text_.converted.size()),
                           static_cast<std::uint32_t>(at_), utf8_unit, source_unit});
  }

  std::string_view source_;
  std::size_t at_;
  Text& text_;
  bool skipped_ = false;
};

}  // namespace thanbai::charset
