#include "clean/charset/multi_byte.hpp"

#include <unicode/ucnv.h>

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace thanbai::charset {
namespace {

/// Characters by pointer (Encoding Standard, section 5); 0: unassigned.
using Index = std::vector<char32_t>;

/// Where the standard's index differs from ICU's: `count` codes from `code` on.
struct Correction {
  std::uint16_t code;
  char16_t character;
  std::uint8_t count;
};

// clang-format off
constexpr Correction kGb18030Corrections[] = {
    {0xA3A0, 0x3000, 1}, {0xA6D9, 0xFE10, 1}, {0xA6DA, 0xFE12, 1}, {0xA6DB, 0xFE11, 1}, {0xA6DC, 0xFE13, 4},
    {0xA6EC, 0xFE17, 2}, {0xA6F3, 0xFE19, 1}, {0xFE59, 0x9FB4, 1}, {0xFE61, 0x9FB5, 1}, {0xFE66, 0x9FB6, 2},
    {0xFE6D, 0x9FB8, 1}, {0xFE7E, 0x9FB9, 1}, {0xFE90, 0x9FBA, 1}, {0xFEA0, 0x9FBB, 1},
};

constexpr Correction kBig5Corrections[] = {
    {0x87A4, 0x9F97, 1}, {0x87AC, 0x9F96, 1}, {0x8840, 0x31C0, 5}, {0x8846, 0x31C5, 1}, {0x8849, 0x31C6, 2},
    {0x884D, 0x31C8, 1}, {0x884F, 0x31C9, 4}, {0x8854, 0x31CD, 2}, {0x88A9, 0x23DA, 2}, {0x8C43, 0x9FA6, 1},
    {0x8C6D, 0x9FA7, 1}, {0x8C74, 0x9FA8, 1}, {0x8CB7, 0x9FA9, 1}, {0x8CB9, 0x9FAA, 1}, {0x8CBB, 0x9FAB, 1},
    {0x8CC0, 0x9FAC, 1}, {0x8CD7, 0x9FAD, 2}, {0x8CDA, 0x9FAF, 1}, {0x8CED, 0x9FB2, 1}, {0x8D48, 0x9FB3, 1},
    {0x8E69, 0x7BB8, 1}, {0x8E6F, 0x7C06, 1}, {0x8E7E, 0x7CCE, 1}, {0x8EAB, 0x7DD2, 1}, {0x8EB4, 0x7E1D, 1},
    {0x8ECD, 0x8005, 1}, {0x8ED0, 0x8028, 1}, {0x8F57, 0x83C1, 1}, {0x8F69, 0x84A8, 1}, {0x8F6E, 0x840F, 1},
    {0x8FCB, 0x89A6, 1}, {0x8FCC, 0x89A9, 1}, {0x8FFE, 0x8D77, 1}, {0x906D, 0x90FD, 1}, {0x907A, 0x92B9, 1},
    {0x90DC, 0x975C, 1}, {0x90F1, 0x97FF, 1}, {0x91BF, 0x9F16, 1}, {0x9244, 0x8503, 1}, {0x92AF, 0x5159, 1},
    {0x92B0, 0x515B, 1}, {0x92B1, 0x515D, 2}, {0x92C8, 0x936E, 1}, {0x92D1, 0x7479, 1}, {0x9447, 0x6D67, 1},
    {0x94CA, 0x799B, 1}, {0x95D9, 0x9097, 1}, {0x9644, 0x975D, 1}, {0x96ED, 0x701E, 1}, {0x96FC, 0x5B28, 1},
    {0x9B76, 0x7201, 1}, {0x9B78, 0x77D7, 1}, {0x9B7B, 0x7E87, 1}, {0x9BC6, 0x99D6, 1}, {0x9BDE, 0x91D4, 1},
    {0x9BEC, 0x60DE, 1}, {0x9BF6, 0x6FB6, 1}, {0x9C42, 0x8F36, 1}, {0x9C53, 0x4FBB, 1}, {0x9C62, 0x71DF, 1},
    {0x9C68, 0x9104, 1}, {0x9C6B, 0x9DF0, 1}, {0x9C77, 0x83CF, 1}, {0x9CBC, 0x5C10, 1}, {0x9CBD, 0x79E3, 1},
    {0x9CD0, 0x5A67, 1}, {0x9D57, 0x8F0B, 1}, {0x9D5A, 0x7B51, 1}, {0x9DC4, 0x62D0, 1}, {0x9EA9, 0x6062, 1},
    {0x9EEF, 0x75F9, 1}, {0x9EFD, 0x6C4A, 1}, {0x9F60, 0x9B2E, 1}, {0x9F66, 0x9F17, 1}, {0x9FCB, 0x50ED, 1},
    {0x9FD8, 0x5F0C, 1}, {0xA063, 0x880F, 1}, {0xA077, 0x62CE, 1}, {0xA0D5, 0x7468, 1}, {0xA0DF, 0x7162, 1},
    {0xA0E4, 0x7250, 1}, {0xA3C0, 0x2400, 32}, {0xA3E0, 0x2421, 1}, {0xC6CF, 0x5EF4, 1},
    {0xC6D3, 0x65E0, 1}, {0xC6D5, 0x7676, 1}, {0xC6D7, 0x96B6, 1}, {0xC6DE, 0x3003, 1}, {0xC6DF, 0x4EDD, 1},
    {0xC879, 0x31CF, 1}, {0xC8A1, 0x9FB0, 1}, {0xC8A3, 0x9FB1, 1}, {0xFA5F, 0x5029, 1}, {0xFA66, 0x507D, 1},
    {0xFABD, 0x5305, 1}, {0xFAC5, 0x5344, 1}, {0xFAD5, 0x537F, 1}, {0xFB48, 0x5605, 1}, {0xFBB8, 0x5A77, 1},
    {0xFBF3, 0x5E75, 1}, {0xFBF9, 0x5ED0, 1}, {0xFC4F, 0x5F58, 1}, {0xFC6C, 0x60A4, 1}, {0xFCB9, 0x6490, 1},
    {0xFCE2, 0x6674, 1}, {0xFCF1, 0x675E, 1}, {0xFDB7, 0x6C9C, 1}, {0xFDB8, 0x6E1D, 1}, {0xFDBB, 0x6E2F, 1},
    {0xFDF1, 0x716E, 1}, {0xFE52, 0x732A, 1}, {0xFE6F, 0x745C, 1}, {0xFEAA, 0x74E9, 1}, {0xFEDD, 0x7809, 1},
};
// clang-format on

char32_t at(const Index& index, std::size_t pointer) { return pointer < index.size() ? index[pointer] : 0; }

bool within(unsigned byte, unsigned low, unsigned high) { return byte >= low && byte <= high; }

/// Codes of `size` bytes each, to be asked about in one go.
struct Codes {
  std::size_t size;
  std::string bytes;

  void add(std::initializer_list<unsigned> code) {
    for (const unsigned byte : code) bytes += static_cast<char>(byte);
    bytes += '\n';  // never part of a code: the next one starts afresh
  }
};

/// The character of each code by the ICU converter `name`; 0 if it is not
/// exactly one.
Index characters_of(const Codes& codes, const char* name) {
  const std::size_t stride = codes.size + 1;
  Index index(codes.bytes.size() / stride);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(name, &error), ucnv_close);
  if (!converter) return index;
  std::vector<UChar> units(codes.bytes.size() + 1);
  std::vector<std::int32_t> offsets(units.size());
  UChar* target = units.data();
  const char* source = codes.bytes.data();
  ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, source + codes.bytes.size(),
                 offsets.data(), true, &error);
  const auto length = static_cast<std::size_t>(target - units.data());
  for (std::size_t i = 0; i < length; ++i) {
    const auto offset = static_cast<std::size_t>(offsets[i]);
    if (offset % stride != 0 || units[i] == 0xFFFD) continue;
    char32_t& character = index[offset / stride];
    const bool pair = i + 1 < length && U16_IS_LEAD(units[i]) && U16_IS_TRAIL(units[i + 1]);
    const std::size_t next = i + (pair ? 2 : 1);
    const bool whole = next < length && static_cast<std::size_t>(offsets[next]) == offset + codes.size;
    if (whole) character = pair ? U16_GET_SUPPLEMENTARY(units[i], units[i + 1]) : char32_t{units[i]};
    i = next - 1;
  }
  return index;
}

unsigned gb18030_pointer(unsigned lead, unsigned trail) {
  return (lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41);
}

unsigned big5_pointer(unsigned lead, unsigned trail) {
  return (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62);
}

template <class Pointer>
void correct(std::span<const Correction> corrections, Pointer pointer, Index& index) {
  for (const Correction& row : corrections) {
    for (unsigned i = 0; i < row.count; ++i) {
      const unsigned code = row.code + i;
      index[pointer(code >> 8, code & 0xFF)] = row.character + i;
    }
  }
}

/// ICU gives private characters to codes that the standard's index leaves out.
void drop_private(Index& index) {
  for (char32_t& character : index) {
    if (character - 0xE000 < 0x1900) character = 0;
  }
}

Index gb18030_index() {
  Codes codes{2, {}};
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      if (trail != 0x7F) codes.add({lead, trail});
    }
  }
  Index index = characters_of(codes, "gb18030");
  correct(kGb18030Corrections, gb18030_pointer, index);
  return index;
}

/// Four-byte codes of the Basic Multilingual Plane.
Index gb18030_four_byte_index() {
  Codes codes{4, {}};
  for (unsigned pointer = 0; pointer < 39420; ++pointer) {
    codes.add(
        {0x81 + pointer / 12600, 0x30 + pointer / 1260 % 10, 0x81 + pointer / 10 % 126, 0x30 + pointer % 10});
  }
  return characters_of(codes, "gb18030");
}

Index big5_index() {
  Codes codes{2, {}};
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      if (!within(trail, 0x7F, 0xA0)) codes.add({lead, trail});
    }
  }
  Index index = characters_of(codes, "Big5-HKSCS");
  drop_private(index);
  correct(kBig5Corrections, big5_pointer, index);
  return index;
}

Index jis0208_index() {
  Codes codes{2, {}};
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    if (within(lead, 0xA0, 0xDF)) continue;
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      if (trail != 0x7F) codes.add({lead, trail});
    }
  }
  return characters_of(codes, "ibm-943_P15A-2003");
}

Index jis0212_index() {
  Codes codes{3, {}};
  for (unsigned lead = 0xA1; lead <= 0xED; ++lead) {
    for (unsigned trail = 0xA1; trail <= 0xFE; ++trail) codes.add({0x8F, lead, trail});
  }
  return characters_of(codes, "EUC-JP");
}

Index euc_kr_index() {
  Codes codes{2, {}};
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x41; trail <= 0xFE; ++trail) codes.add({lead, trail});
  }
  Index index = characters_of(codes, "windows-949-2000");
  drop_private(index);
  return index;
}

/// A two-byte code with no character: an ASCII trail byte is not part of it.
void reject_pair(Writer& writer) { writer.replace(writer.byte(1) < 0x80 ? 1 : 2); }

void put_pair(char32_t character, Writer& writer) {
  if (character == 0) return reject_pair(writer);
  writer.put(character, 2);
}

/// Four-byte code; 0 if there is none. Encoding Standard, "index gb18030 ranges".
char32_t gb18030_four_bytes(const Writer& writer) {
  static const Index four_byte = gb18030_four_byte_index();
  const unsigned pointer = ((writer.byte(0) - 0x81u) * 10 + writer.byte(1) - 0x30u) * 1260 +
                           (writer.byte(2) - 0x81u) * 10 + writer.byte(3) - 0x30u;
  if (pointer >= 189000 && pointer < 189000 + 0x100000) return 0x10000 + (pointer - 189000);
  return at(four_byte, pointer);
}

void decode_gb18030_digit(Writer& writer) {
  if (writer.left() >= 3 && !within(writer.byte(2), 0x81, 0xFE)) return writer.replace(1);
  if (writer.left() >= 4 && !within(writer.byte(3), 0x30, 0x39)) return writer.replace(1);
  if (writer.left() < 4) return writer.replace(static_cast<std::uint8_t>(writer.left()));
  const char32_t character = gb18030_four_bytes(writer);
  if (character == 0) return writer.replace(4);
  writer.put(character, 4);
}

const Index& jis0208() {
  static const Index index = jis0208_index();
  return index;
}

char32_t jis_pair(unsigned first, unsigned second) {
  if (!within(first, 0x21, 0x7E) || !within(second, 0x21, 0x7E)) return 0;
  return at(jis0208(), (first - 0x21) * 94 + second - 0x21);
}

/// "ISO-2022-JP decoder", Encoding Standard 12.2.1.
class Iso2022Jp {
 public:
  explicit Iso2022Jp(Writer& writer) : writer_(writer) {}
  void run() {
    while (!writer_.done()) {
      if (writer_.byte() == 0x1B) {
        escape();
      } else if (set_ == Set::jis) {
        pair();
      } else {
        single();
      }
    }
  }

 private:
  enum class Set { ascii, roman, katakana, jis };

  /// Set that the escape sequence here selects; false if it is none.
  bool selected(Set& set) const {
    const std::string_view code = writer_.rest().substr(1, 2);
    if (code == "(B") return set = Set::ascii, true;
    if (code == "(J") return set = Set::roman, true;
    if (code == "(I") return set = Set::katakana, true;
    if (code == "$@" || code == "$B") return set = Set::jis, true;
    return false;
  }
  void escape() {
    const bool idle = after_escape_;  // two escapes in a row might hide text from a filter
    after_escape_ = selected(set_);
    if (after_escape_ && !idle) return writer_.skip(3);
    writer_.replace(after_escape_ ? 3 : 1);
  }
  void pair() {
    after_escape_ = false;
    const unsigned lead = writer_.byte();
    if (!within(lead, 0x21, 0x7E) || writer_.left() == 1 || writer_.byte(1) == 0x1B)
      return writer_.replace(1);
    const char32_t character = jis_pair(lead, writer_.byte(1));
    if (character == 0) return writer_.replace(2);
    writer_.put(character, 2);
  }
  void single() {
    after_escape_ = false;
    const unsigned byte = writer_.byte();
    if (set_ == Set::katakana) {
      if (!within(byte, 0x21, 0x5F)) return writer_.replace(1);
      return writer_.put(0xFF61 + byte - 0x21, 1);
    }
    if (byte >= 0x80 || byte == 0x0E || byte == 0x0F) return writer_.replace(1);
    if (set_ == Set::roman && byte == 0x5C) return writer_.put(0xA5, 1);
    if (set_ == Set::roman && byte == 0x7E) return writer_.put(0x203E, 1);
    writer_.put(byte, 1);
  }

  Writer& writer_;
  Set set_ = Set::ascii;
  bool after_escape_ = false;
};

}  // namespace

void decode_gb18030(Writer& writer) {
  static const Index index = gb18030_index();
  for (writer.copy_ascii(); !writer.done(); writer.copy_ascii()) {
    const unsigned lead = writer.byte();
    if (lead == 0x80) {
      writer.put(0x20AC, 1);
    } else if (lead == 0xFF || writer.left() == 1) {
      writer.replace(1);
    } else if (within(writer.byte(1), 0x30, 0x39)) {
      decode_gb18030_digit(writer);
    } else if (const unsigned trail = writer.byte(1); trail < 0x40 || trail == 0x7F || trail == 0xFF) {
      reject_pair(writer);
    } else {
      put_pair(at(index, gb18030_pointer(lead, trail)), writer);
    }
  }
}

void decode_big5(Writer& writer) {
  static const Index index = big5_index();
  for (writer.copy_ascii(); !writer.done(); writer.copy_ascii()) {
    const unsigned lead = writer.byte();
    if (!within(lead, 0x81, 0xFE) || writer.left() == 1) {
      writer.replace(1);
      continue;
    }
    const unsigned trail = writer.byte(1);
    if (!within(trail, 0x40, 0x7E) && !within(trail, 0xA1, 0xFE)) {
      reject_pair(writer);
      continue;
    }
    switch (const unsigned pointer = big5_pointer(lead, trail)) {
      case 1133:
        writer.put(0xCA, 0x304, 2);
        break;
      case 1135:
        writer.put(0xCA, 0x30C, 2);
        break;
      case 1164:
        writer.put(0xEA, 0x304, 2);
        break;
      case 1166:
        writer.put(0xEA, 0x30C, 2);
        break;
      default:
        put_pair(at(index, pointer), writer);
    }
  }
}

void decode_euc_jp(Writer& writer) {
  static const Index jis0212 = jis0212_index();
  for (writer.copy_ascii(); !writer.done(); writer.copy_ascii()) {
    const unsigned lead = writer.byte();
    if ((lead != 0x8E && lead != 0x8F && !within(lead, 0xA1, 0xFE)) || writer.left() == 1) {
      writer.replace(1);
      continue;
    }
    const unsigned trail = writer.byte(1);
    if (!within(trail, 0xA1, 0xFE)) {
      reject_pair(writer);
    } else if (lead == 0x8E) {
      put_pair(trail <= 0xDF ? 0xFF61 + trail - 0xA1 : 0, writer);
    } else if (lead != 0x8F) {
      put_pair(jis_pair(lead - 0x80, trail - 0x80), writer);
    } else if (writer.left() == 2) {
      writer.replace(2);
    } else if (!within(writer.byte(2), 0xA1, 0xFE)) {
      writer.replace(writer.byte(2) < 0x80 ? 2 : 3);
    } else if (const char32_t character = at(jis0212, (trail - 0xA1) * 94 + writer.byte(2) - 0xA1)) {
      writer.put(character, 3);
    } else {
      writer.replace(3);
    }
  }
}

void decode_iso_2022_jp(Writer& writer) { Iso2022Jp(writer).run(); }

void decode_shift_jis(Writer& writer) {
  for (writer.copy_ascii(); !writer.done(); writer.copy_ascii()) {
    const unsigned lead = writer.byte();
    if (lead == 0x80) {
      writer.put(lead, 1);
    } else if (within(lead, 0xA1, 0xDF)) {
      writer.put(0xFF61 + lead - 0xA1, 1);
    } else if (lead == 0xA0 || lead > 0xFC || writer.left() == 1) {
      writer.replace(1);
    } else if (const unsigned trail = writer.byte(1); trail < 0x40 || trail == 0x7F || trail > 0xFC) {
      reject_pair(writer);
    } else {
      const unsigned pointer =
          (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);
      put_pair(within(pointer, 8836, 10715) ? 0xE000 - 8836 + pointer : at(jis0208(), pointer), writer);
    }
  }
}

void decode_euc_kr(Writer& writer) {
  static const Index index = euc_kr_index();
  for (writer.copy_ascii(); !writer.done(); writer.copy_ascii()) {
    const unsigned lead = writer.byte();
    if (!within(lead, 0x81, 0xFE) || writer.left() == 1) {
      writer.replace(1);
    } else if (const unsigned trail = writer.byte(1); !within(trail, 0x41, 0xFE)) {
      reject_pair(writer);
    } else {
      put_pair(at(index, (lead - 0x81) * 190 + trail - 0x41), writer);
    }
  }
}

}  // namespace thanbai::charset
