#include "clean/charset/labels.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace thanbai::charset {
namespace {

struct Label {
  std::string_view label;
  Encoding encoding;
};

// Sorted. Encoding Standard, section 4.2, with the Vietnamese labels among them.
// clang-format off
constexpr Label kLabels[] = {
    {"866", Encoding::ibm866}, {"ansi_x3.4-1968", Encoding::windows_1252}, {"arabic", Encoding::iso_8859_6},
    {"ascii", Encoding::windows_1252}, {"asmo-708", Encoding::iso_8859_6}, {"big5", Encoding::big5},
    {"big5-hkscs", Encoding::big5}, {"chinese", Encoding::gbk}, {"cn-big5", Encoding::big5},
    {"cp1250", Encoding::windows_1250}, {"cp1251", Encoding::windows_1251},
    {"cp1252", Encoding::windows_1252}, {"cp1253", Encoding::windows_1253},
    {"cp1254", Encoding::windows_1254}, {"cp1255", Encoding::windows_1255},
    {"cp1256", Encoding::windows_1256}, {"cp1257", Encoding::windows_1257},
    {"cp1258", Encoding::windows_1258}, {"cp819", Encoding::windows_1252}, {"cp866", Encoding::ibm866},
    {"csbig5", Encoding::big5}, {"cseuckr", Encoding::euc_kr}, {"cseucpkdfmtjapanese", Encoding::euc_jp},
    {"csgb2312", Encoding::gbk}, {"csibm866", Encoding::ibm866}, {"csiso2022jp", Encoding::iso_2022_jp},
    {"csiso2022kr", Encoding::replacement}, {"csiso58gb231280", Encoding::gbk},
    {"csiso88596e", Encoding::iso_8859_6}, {"csiso88596i", Encoding::iso_8859_6},
    {"csiso88598e", Encoding::iso_8859_8}, {"csiso88598i", Encoding::iso_8859_8_i},
    {"csisolatin1", Encoding::windows_1252}, {"csisolatin2", Encoding::iso_8859_2},
    {"csisolatin3", Encoding::iso_8859_3}, {"csisolatin4", Encoding::iso_8859_4},
    {"csisolatin5", Encoding::windows_1254}, {"csisolatin6", Encoding::iso_8859_10},
    {"csisolatin9", Encoding::iso_8859_15}, {"csisolatinarabic", Encoding::iso_8859_6},
    {"csisolatincyrillic", Encoding::iso_8859_5}, {"csisolatingreek", Encoding::iso_8859_7},
    {"csisolatinhebrew", Encoding::iso_8859_8}, {"cskoi8r", Encoding::koi8_r},
    {"csksc56011987", Encoding::euc_kr}, {"csmacintosh", Encoding::macintosh},
    {"csshiftjis", Encoding::shift_jis}, {"csunicode", Encoding::utf_16le}, {"csviqr", Encoding::viqr},
    {"csviscii", Encoding::viscii}, {"cyrillic", Encoding::iso_8859_5}, {"dos-874", Encoding::windows_874},
    {"ecma-114", Encoding::iso_8859_6}, {"ecma-118", Encoding::iso_8859_7},
    {"elot_928", Encoding::iso_8859_7}, {"euc-jp", Encoding::euc_jp}, {"euc-kr", Encoding::euc_kr},
    {"gb18030", Encoding::gb18030}, {"gb2312", Encoding::gbk}, {"gb_2312", Encoding::gbk},
    {"gb_2312-80", Encoding::gbk}, {"gbk", Encoding::gbk}, {"greek", Encoding::iso_8859_7},
    {"greek8", Encoding::iso_8859_7}, {"hebrew", Encoding::iso_8859_8}, {"hz-gb-2312", Encoding::replacement},
    {"ibm819", Encoding::windows_1252}, {"ibm866", Encoding::ibm866}, {"iso-10646-ucs-2", Encoding::utf_16le},
    {"iso-2022-cn", Encoding::replacement}, {"iso-2022-cn-ext", Encoding::replacement},
    {"iso-2022-jp", Encoding::iso_2022_jp}, {"iso-2022-kr", Encoding::replacement},
    {"iso-8859-1", Encoding::windows_1252}, {"iso-8859-10", Encoding::iso_8859_10},
    {"iso-8859-11", Encoding::windows_874}, {"iso-8859-13", Encoding::iso_8859_13},
    {"iso-8859-14", Encoding::iso_8859_14}, {"iso-8859-15", Encoding::iso_8859_15},
    {"iso-8859-16", Encoding::iso_8859_16}, {"iso-8859-2", Encoding::iso_8859_2},
    {"iso-8859-3", Encoding::iso_8859_3}, {"iso-8859-4", Encoding::iso_8859_4},
    {"iso-8859-5", Encoding::iso_8859_5}, {"iso-8859-6", Encoding::iso_8859_6},
    {"iso-8859-6-e", Encoding::iso_8859_6}, {"iso-8859-6-i", Encoding::iso_8859_6},
    {"iso-8859-7", Encoding::iso_8859_7}, {"iso-8859-8", Encoding::iso_8859_8},
    {"iso-8859-8-e", Encoding::iso_8859_8}, {"iso-8859-8-i", Encoding::iso_8859_8_i},
    {"iso-8859-9", Encoding::windows_1254}, {"iso-ir-100", Encoding::windows_1252},
    {"iso-ir-101", Encoding::iso_8859_2}, {"iso-ir-109", Encoding::iso_8859_3},
    {"iso-ir-110", Encoding::iso_8859_4}, {"iso-ir-126", Encoding::iso_8859_7},
    {"iso-ir-127", Encoding::iso_8859_6}, {"iso-ir-138", Encoding::iso_8859_8},
    {"iso-ir-144", Encoding::iso_8859_5}, {"iso-ir-148", Encoding::windows_1254},
    {"iso-ir-149", Encoding::euc_kr}, {"iso-ir-157", Encoding::iso_8859_10}, {"iso-ir-58", Encoding::gbk},
    {"iso8859-1", Encoding::windows_1252}, {"iso8859-10", Encoding::iso_8859_10},
    {"iso8859-11", Encoding::windows_874}, {"iso8859-13", Encoding::iso_8859_13},
    {"iso8859-14", Encoding::iso_8859_14}, {"iso8859-15", Encoding::iso_8859_15},
    {"iso8859-2", Encoding::iso_8859_2}, {"iso8859-3", Encoding::iso_8859_3},
    {"iso8859-4", Encoding::iso_8859_4}, {"iso8859-5", Encoding::iso_8859_5},
    {"iso8859-6", Encoding::iso_8859_6}, {"iso8859-7", Encoding::iso_8859_7},
    {"iso8859-8", Encoding::iso_8859_8}, {"iso8859-9", Encoding::windows_1254},
    {"iso88591", Encoding::windows_1252}, {"iso885910", Encoding::iso_8859_10},
    {"iso885911", Encoding::windows_874}, {"iso885913", Encoding::iso_8859_13},
    {"iso885914", Encoding::iso_8859_14}, {"iso885915", Encoding::iso_8859_15},
    {"iso88592", Encoding::iso_8859_2}, {"iso88593", Encoding::iso_8859_3},
    {"iso88594", Encoding::iso_8859_4}, {"iso88595", Encoding::iso_8859_5},
    {"iso88596", Encoding::iso_8859_6}, {"iso88597", Encoding::iso_8859_7},
    {"iso88598", Encoding::iso_8859_8}, {"iso88599", Encoding::windows_1254},
    {"iso_8859-1", Encoding::windows_1252}, {"iso_8859-15", Encoding::iso_8859_15},
    {"iso_8859-1:1987", Encoding::windows_1252}, {"iso_8859-2", Encoding::iso_8859_2},
    {"iso_8859-2:1987", Encoding::iso_8859_2}, {"iso_8859-3", Encoding::iso_8859_3},
    {"iso_8859-3:1988", Encoding::iso_8859_3}, {"iso_8859-4", Encoding::iso_8859_4},
    {"iso_8859-4:1988", Encoding::iso_8859_4}, {"iso_8859-5", Encoding::iso_8859_5},
    {"iso_8859-5:1988", Encoding::iso_8859_5}, {"iso_8859-6", Encoding::iso_8859_6},
    {"iso_8859-6:1987", Encoding::iso_8859_6}, {"iso_8859-7", Encoding::iso_8859_7},
    {"iso_8859-7:1987", Encoding::iso_8859_7}, {"iso_8859-8", Encoding::iso_8859_8},
    {"iso_8859-8:1988", Encoding::iso_8859_8}, {"iso_8859-9", Encoding::windows_1254},
    {"iso_8859-9:1989", Encoding::windows_1254}, {"koi", Encoding::koi8_r}, {"koi8", Encoding::koi8_r},
    {"koi8-r", Encoding::koi8_r}, {"koi8-ru", Encoding::koi8_u}, {"koi8-u", Encoding::koi8_u},
    {"koi8_r", Encoding::koi8_r}, {"korean", Encoding::euc_kr}, {"ks_c_5601-1987", Encoding::euc_kr},
    {"ks_c_5601-1989", Encoding::euc_kr}, {"ksc5601", Encoding::euc_kr}, {"ksc_5601", Encoding::euc_kr},
    {"l1", Encoding::windows_1252}, {"l2", Encoding::iso_8859_2}, {"l3", Encoding::iso_8859_3},
    {"l4", Encoding::iso_8859_4}, {"l5", Encoding::windows_1254}, {"l6", Encoding::iso_8859_10},
    {"l9", Encoding::iso_8859_15}, {"latin1", Encoding::windows_1252}, {"latin2", Encoding::iso_8859_2},
    {"latin3", Encoding::iso_8859_3}, {"latin4", Encoding::iso_8859_4}, {"latin5", Encoding::windows_1254},
    {"latin6", Encoding::iso_8859_10}, {"logical", Encoding::iso_8859_8_i}, {"mac", Encoding::macintosh},
    {"macintosh", Encoding::macintosh}, {"ms932", Encoding::shift_jis}, {"ms_kanji", Encoding::shift_jis},
    {"replacement", Encoding::replacement}, {"shift-jis", Encoding::shift_jis},
    {"shift_jis", Encoding::shift_jis}, {"sjis", Encoding::shift_jis}, {"sun_eu_greek", Encoding::iso_8859_7},
    {"tcvn", Encoding::tcvn3}, {"tcvn-5712", Encoding::tcvn3}, {"tcvn3", Encoding::tcvn3},
    {"tcvn5712", Encoding::tcvn3}, {"tcvn5712-1", Encoding::tcvn3}, {"tcvn5712-1:1993", Encoding::tcvn3},
    {"tis-620", Encoding::windows_874}, {"ucs-2", Encoding::utf_16le}, {"unicode", Encoding::utf_16le},
    {"unicode-1-1-utf-8", Encoding::utf_8}, {"unicode11utf8", Encoding::utf_8},
    {"unicode20utf8", Encoding::utf_8}, {"unicodefeff", Encoding::utf_16le},
    {"unicodefffe", Encoding::utf_16be}, {"us-ascii", Encoding::windows_1252}, {"utf-16", Encoding::utf_16le},
    {"utf-16be", Encoding::utf_16be}, {"utf-16le", Encoding::utf_16le}, {"utf-8", Encoding::utf_8},
    {"utf8", Encoding::utf_8}, {"viqr", Encoding::viqr}, {"viscii", Encoding::viscii},
    {"viscii1.1-1", Encoding::viscii}, {"visual", Encoding::iso_8859_8}, {"vni", Encoding::vni},
    {"vps", Encoding::vps}, {"windows-1250", Encoding::windows_1250},
    {"windows-1251", Encoding::windows_1251}, {"windows-1252", Encoding::windows_1252},
    {"windows-1253", Encoding::windows_1253}, {"windows-1254", Encoding::windows_1254},
    {"windows-1255", Encoding::windows_1255}, {"windows-1256", Encoding::windows_1256},
    {"windows-1257", Encoding::windows_1257}, {"windows-1258", Encoding::windows_1258},
    {"windows-31j", Encoding::shift_jis}, {"windows-874", Encoding::windows_874},
    {"windows-949", Encoding::euc_kr}, {"x-cp1250", Encoding::windows_1250},
    {"x-cp1251", Encoding::windows_1251}, {"x-cp1252", Encoding::windows_1252},
    {"x-cp1253", Encoding::windows_1253}, {"x-cp1254", Encoding::windows_1254},
    {"x-cp1255", Encoding::windows_1255}, {"x-cp1256", Encoding::windows_1256},
    {"x-cp1257", Encoding::windows_1257}, {"x-cp1258", Encoding::windows_1258},
    {"x-euc-jp", Encoding::euc_jp}, {"x-gbk", Encoding::gbk}, {"x-mac-cyrillic", Encoding::x_mac_cyrillic},
    {"x-mac-roman", Encoding::macintosh}, {"x-mac-ukrainian", Encoding::x_mac_cyrillic},
    {"x-sjis", Encoding::shift_jis}, {"x-unicode20utf8", Encoding::utf_8},
    {"x-user-defined", Encoding::x_user_defined}, {"x-viet-tcvn", Encoding::tcvn3},
    {"x-viet-tcvn5712", Encoding::tcvn3}, {"x-viet-viqr", Encoding::viqr},
    {"x-viet-viscii", Encoding::viscii}, {"x-viet-vni", Encoding::vni}, {"x-viet-vps", Encoding::vps},
    {"x-x-big5", Encoding::big5},
};
// clang-format on
static_assert(std::ranges::is_sorted(kLabels, {}, &Label::label));

constexpr std::string_view kNames[] = {
#define X(id, name) name,
    THANBAI_ENCODINGS(X)
#undef X
};

constexpr std::size_t kLongestLabel =
    std::ranges::max(kLabels, {}, [](const Label& row) { return row.label.size(); }).label.size();

}  // namespace

std::string_view name_of(Encoding encoding) { return kNames[static_cast<std::size_t>(encoding)]; }

std::optional<Encoding> encoding_labelled(std::string_view label) {
  constexpr std::string_view kSpace = "\t\n\f\r ";
  label.remove_prefix(std::min(label.find_first_not_of(kSpace), label.size()));
  label = label.substr(0, label.find_last_not_of(kSpace) + 1);
  if (label.size() > kLongestLabel) return std::nullopt;
  std::string lower(label);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto found = std::ranges::lower_bound(kLabels, std::string_view(lower), {}, &Label::label);
  if (found == std::end(kLabels) || found->label != lower) return std::nullopt;
  return found->encoding;
}

}  // namespace thanbai::charset
