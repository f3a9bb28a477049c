#include "clean/names.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

namespace thanbai {
namespace {

struct TagName {
  std::string_view spelling;
  Tag tag;
};

constexpr TagName tag_names[] = {
#define X(name) {#name, Tag::name},
    THANBAI_TAGS(X)
#undef X
        {"template", Tag::template_},
    {"annotation-xml", Tag::annotation_xml},
};

struct AttributeSpelling {
  std::string_view spelling;
  AttributeName name;
};

constexpr AttributeSpelling attribute_names[] = {
#define X(id, spelling) {spelling, AttributeName::id},
    THANBAI_ATTRIBUTES(X)
#undef X
};

constexpr std::size_t longest_name = 16;

/// A name of up to 16 bytes as two words, so that comparing is two compares.
/// The words overlap in a name of 9 to 15 bytes; the length tells names apart.
struct Key {
  std::uint64_t first = 0, last = 0;
  constexpr bool operator==(const Key&) const = default;
};

/// ASCII letters of eight bytes in lower case, all at once; other bytes as they are.
constexpr std::uint64_t lower(std::uint64_t bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  const std::uint64_t low_bits = bytes & (0x7f * ones);
  const std::uint64_t from_a = low_bits + (0x80 - 'A') * ones;
  const std::uint64_t past_z = low_bits + (0x7f - 'Z') * ones;
  const std::uint64_t upper = ~bytes & (from_a ^ past_z) & (0x80 * ones);
  return bytes | (upper >> 2);
}

/// A word of the first bytes, the first one lowest on any machine.
template <std::size_t count>
constexpr std::uint64_t load(const char* bytes) {
  std::uint64_t word = 0;
  if (!std::is_constant_evaluated() && std::endian::native == std::endian::little) {
    std::memcpy(&word, bytes, count);
    return word;
  }
  for (std::size_t i = 0; i < count; ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return word;
}

constexpr Key key_of(std::string_view name) {
  const char* bytes = name.data();
  const std::size_t size = name.size();
  if (size >= 8) return {lower(load<8>(bytes)), lower(load<8>(bytes + size - 8))};
  if (size >= 4) return {lower(load<4>(bytes) | load<4>(bytes + size - 4) << 32), 0};
  if (size >= 2) return {lower(load<2>(bytes) | load<2>(bytes + size - 2) << 16), 0};
  return {size == 0 ? 0 : lower(load<1>(bytes)), 0};
}

/// Open addressing over a constant list of names, made at compile time.
template <std::size_t count>
class NameTable {
 public:
  template <class Entry>
  explicit constexpr NameTable(const Entry (&entries)[count]) {
    for (std::size_t i = 0; i < count; ++i) {
      keys_[i] = key_of(entries[i].spelling);
      sizes_[i] = static_cast<std::uint8_t>(entries[i].spelling.size());
      std::size_t slot = slot_of(keys_[i], sizes_[i]);
      while (slots_[slot] != 0) slot = (slot + 1) % slots;
      slots_[slot] = static_cast<std::uint8_t>(i + 1);
    }
  }

  /// Index into the list, or -1.
  [[nodiscard]] constexpr int find(std::string_view name) const {
    if (name.size() > longest_name) return -1;
    const Key key = key_of(name);
    for (std::size_t slot = slot_of(key, name.size()); slots_[slot] != 0; slot = (slot + 1) % slots) {
      const std::size_t i = slots_[slot] - 1u;
      if (keys_[i] == key && sizes_[i] == name.size()) return static_cast<int>(i);
    }
    return -1;
  }

 private:
  static_assert(count < 255);
  static constexpr std::size_t slots = 1024;

  static constexpr std::size_t slot_of(const Key& key, std::size_t size) {
    return ((key.first ^ (key.last >> 3) ^ size << 60) * 0x9E3779B97F4A7C15u) >> 54;
  }

  std::array<std::uint8_t, slots> slots_{};
  std::array<Key, count> keys_{};
  std::array<std::uint8_t, count> sizes_{};
};

/// For each length of an attribute's name, the letters that one may begin with.
/// Most names of a page fail here.
constexpr std::array<std::uint32_t, longest_name + 1> attribute_beginnings = [] {
  std::array<std::uint32_t, longest_name + 1> letters{};
  for (const AttributeSpelling& one : attribute_names) {
    letters[one.spelling.size()] |= std::uint32_t{1} << (one.spelling[0] & 31);
  }
  return letters;
}();

constexpr NameTable tags(tag_names);
constexpr NameTable attributes(attribute_names);

static_assert(std::size(tag_names) + 2 == tag_count, "every tag but unknown and text has a name");

}  // namespace

Tag tag_named(std::string_view name) {
  const int found = tags.find(name);
  return found < 0 ? Tag::unknown : tag_names[found].tag;
}

std::string_view name_of(Tag tag) {
  if (tag == Tag::unknown) return "?";
  if (tag == Tag::text) return "#text";
  return tag_names[static_cast<std::size_t>(tag) - 1].spelling;
}

bool attribute_named(std::string_view name, AttributeName& found) {
  if (name.empty() || name.size() > longest_name) return false;
  if ((attribute_beginnings[name.size()] >> (name[0] & 31) & 1) == 0) return false;
  const int index = attributes.find(name);
  if (index < 0) return false;
  found = attribute_names[index].name;
  return true;
}

std::string_view spelling_of(AttributeName name) {
  return attribute_names[static_cast<std::size_t>(name)].spelling;
}

}  // namespace thanbai
