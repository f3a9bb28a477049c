#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace thanbai::charset {

// The encodings of the Encoding Standard, section 4.2, then those it leaves out:
// of old Vietnamese pages, and UTF-32 with a byte order mark.
#define THANBAI_ENCODINGS(X)                                                                                \
  X(utf_8, "utf-8")                                                                                         \
  X(ibm866, "ibm866")                                                                                       \
  X(iso_8859_2, "iso-8859-2")                                                                               \
  X(iso_8859_3, "iso-8859-3")                                                                               \
  X(iso_8859_4, "iso-8859-4")                                                                               \
  X(iso_8859_5, "iso-8859-5")                                                                               \
  X(iso_8859_6, "iso-8859-6")                                                                               \
  X(iso_8859_7, "iso-8859-7")                                                                               \
  X(iso_8859_8, "iso-8859-8") X(iso_8859_8_i, "iso-8859-8-i") X(iso_8859_10, "iso-8859-10")                 \
      X(iso_8859_13, "iso-8859-13") X(iso_8859_14, "iso-8859-14") X(iso_8859_15, "iso-8859-15")             \
          X(iso_8859_16, "iso-8859-16") X(koi8_r, "koi8-r") X(koi8_u, "koi8-u") X(macintosh, "macintosh")   \
              X(windows_874, "windows-874") X(windows_1250, "windows-1250") X(windows_1251, "windows-1251") \
                  X(windows_1252, "windows-1252") X(windows_1253, "windows-1253")                           \
                      X(windows_1254, "windows-1254") X(windows_1255, "windows-1255")                       \
                          X(windows_1256, "windows-1256") X(windows_1257, "windows-1257")                   \
                              X(windows_1258, "windows-1258") X(x_mac_cyrillic, "x-mac-cyrillic")           \
                                  X(gbk, "gbk") X(gb18030, "gb18030") X(big5, "big5") X(euc_jp, "euc-jp")   \
                                      X(iso_2022_jp, "iso-2022-jp") X(shift_jis, "shift_jis")               \
                                          X(euc_kr, "euc-kr") X(replacement, "replacement")                 \
                                              X(utf_16be, "utf-16be") X(utf_16le, "utf-16le")               \
                                                  X(x_user_defined, "x-user-defined") X(tcvn3, "tcvn3")     \
                                                      X(viscii, "viscii") X(vps, "vps") X(vni, "vni")       \
                                                          X(viqr, "viqr") X(utf_32be, "utf-32be")           \
                                                              X(utf_32le, "utf-32le")

enum class Encoding : std::uint8_t {
#define X(id, name) id,
  THANBAI_ENCODINGS(X)
#undef X
};

/// The standard's name in lower case; the enumerator's for a Vietnamese one.
[[nodiscard]] std::string_view name_of(Encoding encoding);

/// "Get an encoding" of the Encoding Standard: white space around the label and
/// its case do not matter. Beyond the standard, the labels that IANA and old
/// browsers gave the Vietnamese encodings, such as `x-viet-tcvn5712`.
[[nodiscard]] std::optional<Encoding> encoding_labelled(std::string_view label);

}  // namespace thanbai::charset
