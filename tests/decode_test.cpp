#include "clean/decode.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "clean/charset/convert.hpp"
#include "clean/charset/labels.hpp"
#include "clean/charset/utf8.hpp"

namespace thanbai {
namespace {

Page page_of(std::string bytes, std::string charset = "") {
  Page page;
  page.bytes = std::move(bytes);
  page.charset = std::move(charset);
  return page;
}

struct Case {
  const char* name;
  std::string bytes, header, charset, text;
};

std::string bytes_of(const char* bytes, std::size_t size) { return {bytes, size}; }

const Case kCases[] = {
    {"empty", "", "", "utf-8", ""},
    {"ascii", "abc", "", "utf-8", "abc"},
    {"utf8", "m\xC3\xA9", "", "utf-8", "m\xC3\xA9"},
    // Byte order marks beat all labels.
    {"mark_utf8", "\xEF\xBB\xBFm\xC3\xA9", "big5", "utf-8", "m\xC3\xA9"},
    {"mark_utf16le", bytes_of("\xFF\xFEm\0\xE9\0", 6), "utf-8", "utf-16le", "m\xC3\xA9"},
    {"mark_utf16be", bytes_of("\xFE\xFF\0m\0\xE9", 6), "", "utf-16be", "m\xC3\xA9"},
    {"mark_utf32le", bytes_of("\xFF\xFE\0\0m\0\0\0\xE9\0\0\0", 12), "", "utf-32le", "m\xC3\xA9"},
    {"mark_utf32be", bytes_of("\0\0\xFE\xFF\0\0\0m\0\0\0\xE9", 12), "", "utf-32be", "m\xC3\xA9"},
    {"mark_alone", "\xEF\xBB\xBF", "", "utf-8", ""},
    {"utf16_by_zeros", bytes_of("<\0p\0>\0h\0o\0", 10), "", "utf-16le", "<p>ho"},
    // Then the header, then the markup.
    {"header", "m\xE9t\xE9o", "latin1", "windows-1252", "m\xC3\xA9t\xC3\xA9o"},
    {"header_beats_meta", "<meta charset=koi8-r>\xE4\xE0", "windows-1251", "windows-1251",
     "<meta charset=koi8-r>\xD0\xB4\xD0\xB0"},
    {"meta", "<meta charset=windows-1251>\xE4\xE0", "", "windows-1251",
     "<meta charset=windows-1251>\xD0\xB4\xD0\xB0"},
    {"meta_far_down", "<title>" + std::string(2000, 'x') + "</title><meta charset=windows-1251>\xE4\xE0", "",
     "windows-1251",
     "<title>" + std::string(2000, 'x') + "</title><meta charset=windows-1251>\xD0\xB4\xD0\xB0"},
    {"unknown_label", "m\xE9t\xE9o", "nonsense", "windows-1252", "m\xC3\xA9t\xC3\xA9o"},
    {"replacement_label_is_no_answer", "<p>m\xE9t\xE9o", "iso-2022-kr", "windows-1252",
     "<p>m\xC3\xA9t\xC3\xA9o"},
    // What the text tells beats a label.
    {"utf8_labelled_latin1", "m\xC3\xA9t\xC3\xA9o", "iso-8859-1", "utf-8", "m\xC3\xA9t\xC3\xA9o"},
    {"utf8_labelled_gbk", "\xC2\xA9 2001", "gb2312", "utf-8", "\xC2\xA9 2001"},
    {"latin1_labelled_utf8", "m\xE9t\xE9o", "utf-8", "windows-1252", "m\xC3\xA9t\xC3\xA9o"},
    {"one_error_in_utf8", "\xC3\xA9 \xC3\xA8 \xC3\xA0 \xE9 fin", "utf-8", "utf-8",
     "\xC3\xA9 \xC3\xA8 \xC3\xA0 \xEF\xBF\xBD fin"},
    {"cyrillic_labelled_latin1",
     "\xD1\xE5\xE3\xEE\xE4\xED\xFF \xF3\xF2\xF0\xEE\xEC \xED\xE0\xE4 \xE3\xEE\xF0\xEE\xE4\xEE\xEC "
     "\xEF\xF0\xEE\xF8\xB8"
     "\xEB \xF1\xE8\xEB\xFC\xED\xFB\xE9 \xE4\xEE\xE6\xE4\xFC, \xE8 \xE2\xF1\xE5 "
     "\xEE\xF1\xF2\xE0\xEB\xE8\xF1\xFC "
     "\xE4\xEE\xEC\xE0.",
     "iso-8859-1", "windows-1251", "Сегодня утром над городом прошёл сильный дождь, и все остались дома."},
    // Bytes that windows-1252 leaves unassigned are control characters on the web.
    {"c1", "\x80\x81\x93", "latin1", "windows-1252", "\xE2\x82\xAC\xC2\x81\xE2\x80\x9C"},
    {"iso_2022_jp_unlabelled", "\x1B$B$\"\x1B(B.", "", "iso-2022-jp", "\xE3\x81\x82."},
};

TEST(Decode, Cases) {
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.name);
    const Page page = page_of(row.bytes, row.header);
    const Text text = decode(page);
    EXPECT_EQ(text.utf8, row.text);
    EXPECT_EQ(text.charset, row.charset);
  }
}

TEST(Decode, ValidUtf8IsNotCopied) {
  const Page page = page_of("\xEF\xBB\xBFm\xC3\xA9");
  const Text text = decode(page);
  EXPECT_EQ(text.utf8.data(), page.bytes.data() + 3);
  EXPECT_EQ(text.source_offset(1), 4U);
}

// One sentence in every encoding that can hold it.
constexpr const char* kSentence = "Sáng nay trời mưa rất to, nên chúng tôi ở nhà đọc sách và uống trà gừng.";

struct Spelling {
  const char *charset, *bytes;
};
const Spelling kSpellings[] = {
    {"utf-8", kSentence},
    {"tcvn3",
     "S\xB8ng nay tr\xEAi m\xAD"
     "a r\xCAt to, n\xAAn ch\xF3ng t\xABi \xEB nh\xB5 \xAE\xE4"
     "c s\xB8"
     "ch v\xB5 "
     "u\xE8ng tr\xB5 g\xF5ng."},
    {"windows-1258",
     "S\xE1ng nay tr\xF5\xCCi m\xFD"
     "a r\xE2\xECt to, n\xEAn ch\xFAng t\xF4i \xF5\xD2 nh\xE0 \xF0o\xF2"
     "c s\xE1"
     "ch v\xE0 u\xF4\xECng tr\xE0 g\xFD\xCCng."},
    {"viscii",
     "S\xE1ng nay tr\xB6i m\xDF"
     "a r\xA4t to, n\xEAn ch\xFAng t\xF4i \xB7 nh\xE0 \xF0\xF7"
     "c s\xE1"
     "ch v\xE0 "
     "u\xAFng tr\xE0 g\xD7ng."},
    {"vps",
     "S\xE1ng nay tr\xA9i m\xDC"
     "a r\xC3t to, n\xEAn ch\xFAng t\xF4i \xAA nh\xE0 \xC7\x86"
     "c s\xE1"
     "ch v\xE0 "
     "u\xD3ng tr\xE0 g\xD8ng."},
    {"vni",
     "Sa\xF9ng nay tr\xF4\xF8i m\xF6"
     "a ra\xE1t to, ne\xE2n chu\xF9ng to\xE2i \xF4\xFB nha\xF8 \xF1o\xEF"
     "c sa\xF9"
     "ch va\xF8 uo\xE1ng tra\xF8 g\xF6\xF8ng."},
    {"viqr", "Sa'ng nay tro+`i mu+a ra^'t to, ne^n chu'ng to^i o+? nha` ddo.c sa'ch va` uo^'ng tra` gu+`ng."},
};

TEST(DecodeVietnamese, EveryCharsetWithoutARightLabel) {
  for (const Spelling& spelling : kSpellings) {
    for (const char* header : {"", "utf-8", "iso-8859-1", "windows-1258", "viscii", "gb2312", "tis-620"}) {
      for (const char* meta :
           {"", "<meta charset=windows-1252>", "<meta charset=utf-8>", "<meta charset=big5>"}) {
        SCOPED_TRACE(testing::Message() << spelling.charset << " declared '" << header << "' and " << meta);
        const std::string before = meta + std::string("<p title='a'>"), after = "</p>";
        const Page page = page_of(before + spelling.bytes + after, header);
        const Text text = decode(page);
        EXPECT_EQ(text.utf8, before + kSentence + after);
        EXPECT_EQ(text.charset, spelling.charset);
        EXPECT_EQ(text.replacements, 0U);
      }
    }
  }
}

TEST(DecodeVietnamese, ShortTextsNeedTheirLabel) {
  const Spelling short_ones[] = {{"tcvn3", "H\xB5 N\xE9i"},
                                 {"viscii", "H\xE0 N\xB5i"},
                                 {"vps", "H\xE0 N\xB6i"},
                                 {"vni", "Ha\xF8 No\xE4i"},
                                 {"viqr", "Ha` No^.i"}};
  for (const Spelling& row : short_ones) {
    const Page page = page_of(row.bytes, row.charset);
    EXPECT_EQ(decode(page).utf8, "Hà Nội") << row.charset;
  }
}

TEST(DecodeVietnamese, FontNamesMakeLessSuffice) {
  const Page tcvn3 = page_of("<font face='.VnTime'>H\xB5 N\xE9i</font>", "iso-8859-1");
  EXPECT_EQ(decode(tcvn3).charset, "tcvn3");
  const Page vni = page_of("<font face='VNI-Times'>Ha\xF8 No\xE4i</font>", "iso-8859-1");
  EXPECT_EQ(decode(vni).charset, "vni");
}

// Letters with tones: none, grave, hook, tilde, acute, dot.
TEST(DecodeVietnamese, EveryVowelAndTone) {
  const struct {
    const char *letters, *windows_1258, *vni, *viqr;
  } rows[] = {
      {"a à ả ã á ạ", "a", "a a\xF8 a\xFB a\xF5 a\xF9 a\xEF", "a"},
      {"âm ầm ẩm ẫm ấm ậm", "\xE2", "a\xE2m a\xE0m a\xE5m a\xE3m a\xE1m a\xE4m", "a^"},
      {"ăm ằm ẳm ẵm ắm ặm", "\xE3", "a\xEAm a\xE8m a\xFAm a\xFCm a\xE9m a\xEBm", "a("},
      {"e è ẻ ẽ é ẹ", "e", "e e\xF8 e\xFB e\xF5 e\xF9 e\xEF", "e"},
      {"ê ề ể ễ ế ệ", "\xEA", "e\xE2 e\xE0 e\xE5 e\xE3 e\xE1 e\xE4", "e^"},
      {"i ì ỉ ĩ í ị", "i", "i \xEC \xE6 \xF3 \xED \xF2", "i"},
      {"o ò ỏ õ ó ọ", "o", "o o\xF8 o\xFB o\xF5 o\xF9 o\xEF", "o"},
      {"ô ồ ổ ỗ ố ộ", "\xF4", "o\xE2 o\xE0 o\xE5 o\xE3 o\xE1 o\xE4", "o^"},
      {"ơ ờ ở ỡ ớ ợ", "\xF5", "\xF4 \xF4\xF8 \xF4\xFB \xF4\xF5 \xF4\xF9 \xF4\xEF", "o+"},
      {"u ù ủ ũ ú ụ", "u", "u u\xF8 u\xFB u\xF5 u\xF9 u\xEF", "u"},
      {"ư ừ ử ữ ứ ự", "\xFD", "\xF6 \xF6\xF8 \xF6\xFB \xF6\xF5 \xF6\xF9 \xF6\xEF", "u+"},
      {"y ỳ ỷ ỹ ý ỵ", "y", "y y\xF8 y\xFB y\xF5 y\xF9 \xEE", "y"},
  };
  for (const auto& row : rows) {
    const std::string letters = row.letters;
    const char* const final = letters.find('m') != std::string::npos ? "m" : "";
    std::string windows_1258, viqr;
    for (const char* tone : {"", "\xCC", "\xD2", "\xDE", "\xEC", "\xF2"}) {
      windows_1258.append(row.windows_1258).append(tone).append(final) += ' ';
    }
    for (const char* tone : {"", "`", "?", "~", "'", "."})
      viqr.append(row.viqr).append(tone).append(final) += ' ';
    EXPECT_EQ(charset::convert(windows_1258, 0, charset::Encoding::windows_1258).utf8, letters + ' ');
    EXPECT_EQ(charset::convert(row.vni, 0, charset::Encoding::vni).utf8, letters);
    EXPECT_EQ(charset::convert(viqr, 0, charset::Encoding::viqr).utf8, letters + ' ');
  }
}

TEST(DecodeVietnamese, Capitals) {
  const Spelling rows[] = {{"viscii", "\x80 \x02 \x05 \x06 \x14 \x19 \x1E \xD0"},
                           {"vps", "\x02 \x8F \xF0 \x1C \xFD \xB3 \x19 \xF1"},
                           {"vni", "A\xCF A\xDA A\xDC A\xC3 Y\xDB Y\xD5 \xCE \xD1"}};
  for (const Spelling& row : rows) {
    const Text text = charset::convert(row.bytes, 0, *charset::encoding_labelled(row.charset));
    EXPECT_EQ(text.utf8, "Ạ Ẳ Ẵ Ẫ Ỷ Ỹ Ỵ Đ") << row.charset;
  }
}

TEST(DecodeVietnamese, ViqrLeavesTheRestAlone) {
  const struct {
    const char *name, *bytes, *text;
  } rows[] = {
      {"markup", "<a href='a^b' title=\"e^\">Vie^.t</a>", "<a href='a^b' title=\"e^\">Việt</a>"},
      {"script", "<script>x = a^b;</script>a^n", "<script>x = a^b;</script>ân"},
      {"comment", "<!-- a^n -->a^n", "<!-- a^n -->ân"},
      {"escaped", "ddi dda^u\\?", "đi đâu?"},
      {"other_languages", "The address (a+b)^2 is what?", "The address (a+b)^2 is what?"},
      {"full_stop_where_no_tone_can_be", "ca'i na`y dda^y. Kha'c nhau?", "cái này đây. Khác nhau?"},
      {"joined_syllables", "o^to^ DDa('kNo^ng", "ôtô ĐắkNông"},
      {"initials", "DDHQG va` LDDTBXH, to add", "ĐHQG và LĐTBXH, to add"},
      {"two_tones_are_a_stop", "nga`y mai. mo.i ngu+o+`i. ca?", "ngày mai. mọi người. cả"},
      {"addresses", "ho.c o+? maytinhta.com", "học ở maytinhta.com"},
      {"initial_qu_and_gi", "Que. gia. qua? hoa. uy.", "Quẹ giạ quả hoạ uỵ"},
      {"full_stop_behind_a_tone", "nha`. DDi", "nhà. Đi"},
      {"high_bytes", "Vie^.t \xFF Nam", "Việt \xEF\xBF\xBD Nam"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(charset::convert(row.bytes, 0, charset::Encoding::viqr).utf8, row.text) << row.name;
  }
}

TEST(DecodeVietnamese, OtherLanguagesAreNotTaken) {
  const struct {
    const char *name, *bytes, *charset;
  } rows[] = {
      {"french",
       "L'\xE9t\xE9 o\xF9 la for\xEAt br\xFBla, \xE0 c\xF4t\xE9 du ch\xE2teau, l\xE0 o\xF9 \xE7"
       "a sent bon; d\xE8s "
       "l\xE0, \xE0 No\xEBl, c'est tr\xE8s g\xEAnant.",
       "windows-1252"},
      {"german",
       "\xDC"
       "ber f\xFCnf B\xE4ume fl\xF6gen V\xF6gel, w\xE4hrend M\xE4nner gro\xDF"
       "e K\xFCrbisse a\xDF"
       "en.",
       "windows-1252"},
      {"portuguese",
       "J\xE1 n\xE3o h\xE1 p\xE3o, s\xF3 p\xE9s e m\xE3os; \xE0 noite n\xF3s j\xE1 n\xE3o vemos nem a av\xF3 "
       "nem o "
       "av\xF4.",
       "windows-1252"},
      {"exponents", "a^2 + e^x = o^3, a^n, a^m, e^t, o^i, e^n, o^n and so on: a^2 + e^x.", "utf-8"},
      {"double_d", "Add the middle address to the odd ladder; paddle and riddle. a^n e^n o^n a^m a^t o^i",
       "utf-8"},
  };
  for (const auto& row : rows) {
    const Page page = page_of(row.bytes);
    EXPECT_EQ(decode(page).charset, row.charset) << row.name;
  }
}

// Malformed input: one U+FFFD a maximal subpart (Unicode 15, tables 3-8 to 3-11).
const struct {
  const char* name;
  std::string bytes;
  const char* text;
} kMalformed[] = {
    {"non_shortest", "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "????????A"},
    {"surrogates", "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "????????A"},
    {"too_large", "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "?????A??B"},
    {"truncated", "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "????A"},
    {"lead_before_markup", "\xE1<b>\xF0\x9F<i>", "?<b>?<i>"},
    {"at_the_end", "a\xE1\xBA", "a?"},
};

TEST(Malformed, MaximalSubparts) {
  for (const auto& row : kMalformed) {
    const Text text = charset::convert(row.bytes, 0, charset::Encoding::utf_8);
    std::string shown;
    for (std::size_t at = 0; at < text.utf8.size(); ++at) {
      const bool replaced = text.utf8.substr(at, 3) == "\xEF\xBF\xBD";
      shown += replaced ? '?' : text.utf8[at];
      at += replaced ? 2 : 0;
    }
    EXPECT_EQ(shown, row.text) << row.name;
    EXPECT_EQ(text.replacements, static_cast<std::size_t>(std::count(shown.begin(), shown.end(), '?')))
        << row.name;
  }
}

std::vector<charset::Encoding> all_encodings() {
  std::vector<charset::Encoding> all;
#define X(id, name) all.push_back(charset::Encoding::id);
  THANBAI_ENCODINGS(X)
#undef X
  return all;
}

bool keeps_ascii(charset::Encoding encoding) {
  using charset::Encoding;
  return encoding != Encoding::utf_16be && encoding != Encoding::utf_16le && encoding != Encoding::utf_32be &&
         encoding != Encoding::utf_32le && encoding != Encoding::replacement &&
         encoding != Encoding::iso_2022_jp;
}

TEST(Malformed, NeverHidesMarkup) {
  for (const charset::Encoding encoding : all_encodings()) {
    if (!keeps_ascii(encoding)) continue;
    for (int first = 0x80; first < 0x100; ++first) {
      for (int second : {-1, 0x30, 0x39, 0x81, 0xA1, 0xBF, 0xC3, 0xFE, 0xFF}) {
        std::string bytes(1, static_cast<char>(first));
        if (second >= 0) bytes += static_cast<char>(second);
        bytes += "<b>";  // outlives the text, which may point into it
        const Text text = charset::convert(bytes, 0, encoding);
        EXPECT_TRUE(text.utf8.ends_with("<b>")) << text.charset << ' ' << first << ' ' << second;
      }
    }
  }
}

TEST(Convert, AllPairsGiveValidUtf8AndOffsetsThatGrow) {
  std::string bytes;
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; second += 3)
      bytes += {static_cast<char>(first), static_cast<char>(second)};
  }
  for (const charset::Encoding encoding : all_encodings()) {
    const Text text = charset::convert(bytes, 0, encoding);
    SCOPED_TRACE(text.charset);
    EXPECT_EQ(charset::utf8_prefix(text.utf8), text.utf8.size());
    std::size_t before = 0;
    for (std::size_t at = 0; at < text.utf8.size(); ++at) {
      const std::size_t source = text.source_offset(at);
      ASSERT_GE(source, before) << at;
      ASSERT_LT(source, bytes.size()) << at;
      before = source;
    }
  }
}

std::string all_pairs() {
  std::string pairs;
  for (int first = 0x80; first < 0x100; ++first) {
    for (int second = 0; second < 0x100; ++second) {
      pairs += {static_cast<char>(first), static_cast<char>(second), '\n'};
    }
  }
  return pairs;
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3;
  return hash;
}

// Digests of the text of all two-byte codes, taken when it was equal to that of
// another implementation of the Encoding Standard.
TEST(Convert, TablesAreTheStandards) {
  const struct {
    charset::Encoding encoding;
    std::uint64_t digest;
  } rows[] = {
      {charset::Encoding::gb18030, 0xDA708651B4A997FE},
      {charset::Encoding::big5, 0x2D416AD49AE2D48C},
      {charset::Encoding::euc_jp, 0x2FE313D4AE386955},
      {charset::Encoding::shift_jis, 0xE6FF29BDBC847FE1},
      {charset::Encoding::euc_kr, 0x8ECB9143A2FFDC98},
      {charset::Encoding::ibm866, 0xD389F69EF1CEA771},
      {charset::Encoding::iso_8859_2, 0x6BBD0F5605618D4D},
      {charset::Encoding::iso_8859_3, 0xAAEABE795B570F07},
      {charset::Encoding::iso_8859_4, 0x503DA762C83CEEA5},
      {charset::Encoding::iso_8859_5, 0x94F6C5BB272AAEBF},
      {charset::Encoding::iso_8859_6, 0x8BC662275995AF71},
      {charset::Encoding::iso_8859_7, 0x6E7BDB8828030A19},
      {charset::Encoding::iso_8859_8, 0xE46518A7D879D549},
      {charset::Encoding::iso_8859_10, 0xDBEBB24D90593C85},
      {charset::Encoding::iso_8859_13, 0x02854C67F36A9F61},
      {charset::Encoding::iso_8859_14, 0xAA07DF2BAF69234D},
      {charset::Encoding::iso_8859_15, 0x1F55ADD6DFF74E43},
      {charset::Encoding::iso_8859_16, 0xDEBBB13CF4F4E917},
      {charset::Encoding::koi8_r, 0x552D4965C9A78D75},
      {charset::Encoding::koi8_u, 0xE3AA245A4B88F6C1},
      {charset::Encoding::macintosh, 0xF97739E92988A995},
      {charset::Encoding::windows_874, 0xA10FB9E49F44AB71},
      {charset::Encoding::windows_1250, 0xABC237961216B369},
      {charset::Encoding::windows_1251, 0x6E731709B4C75401},
      {charset::Encoding::windows_1252, 0x0D95FDF520D4F58F},
      {charset::Encoding::windows_1253, 0xC4E561F11B3BF5A9},
      {charset::Encoding::windows_1254, 0xEEEF851933AB015D},
      {charset::Encoding::windows_1255, 0x08535177D4239A79},
      {charset::Encoding::windows_1256, 0x0937CB127B9B3991},
      {charset::Encoding::windows_1257, 0x8B469BC7D35FB5A5},
      {charset::Encoding::x_mac_cyrillic, 0xEBAA5819F5378235},
      {charset::Encoding::x_user_defined, 0xE7B57A13B9DBC025},
  };
  const std::string pairs = all_pairs();
  for (const auto& row : rows) {
    const Text text = charset::convert(pairs, 0, row.encoding);
    EXPECT_EQ(fnv1a(text.utf8), row.digest) << text.charset;
  }
}

// Ranges of a word in the text lead to the word's bytes.
TEST(SourceOffset, LeadsBack) {
  const struct {
    const char* charset;
    std::string bytes, word;
  } rows[] = {
      {"utf-8",
       "\xC4\x91\xE1\xBB\x8D"
       "c",
       "đọc"},
      {"windows-1252", "\xE9t\xE9", "été"},
      {"windows-1251", "\xE4\xE0", "да"},
      {"gbk", "\xC4\xE3\xBA\xC3", "你好"},
      {"gb18030", "\x81\x30\x81\x34\xC4\xE3", "\xC2\x84你"},
      {"big5", "\xA7\x41\x88\x62", "你\xC3\x8A\xCC\x84"},
      {"euc-jp", "\x8E\xB1\xA4\xA2\x8F\xB0\xA1", "ｱあ丂"},
      {"shift_jis", "\xB1\x82\xA0", "ｱあ"},
      {"iso-2022-jp", "\x1B$B$\"\x1B(B", "あ"},
      {"euc-kr", "\xB0\xA1\x81\x41", "가갂"},
      {"windows-1258",
       "\xF0o\xF2"
       "c",
       "đọc"},
      {"tcvn3",
       "\xAE\xE4"
       "c",
       "đọc"},
      {"viscii",
       "\xF0\xF7"
       "c",
       "đọc"},
      {"vps",
       "\xC7\x86"
       "c",
       "đọc"},
      {"vni",
       "\xF1o\xEF"
       "c",
       "đọc"},
      {"viqr", "ddo.c", "đọc"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.charset);
    const std::string before = "<p>ab ", after = " cd ";
    const std::string bytes = before + row.bytes + after + row.bytes + " <";
    const Text text = charset::convert(bytes, 0, *charset::encoding_labelled(row.charset));
    std::size_t at = 0, source = 0;
    for (int i = 0; i < 2; ++i) {
      at = text.utf8.find(row.word, at);
      ASSERT_NE(at, std::string_view::npos) << text.utf8;
      source = bytes.find(row.bytes, source);
      const std::size_t escape = row.bytes[0] == '\x1B' ? 3 : 0;  // belongs to no character
      EXPECT_EQ(text.source_offset(at), source + escape);
      at += row.word.size();
      source += row.bytes.size();
      EXPECT_EQ(text.source_offset(at), source);
    }
  }
}

TEST(SourceOffset, OfUtf16AndReplacements) {
  const Page utf16 =
      page_of(bytes_of("\xFF\xFE"
                       "a\0\xD1\x1E\x3D\xD8\x00\xDEz\0",
                       12));  // a, U+1ED1, U+1F600, z
  const Text text = decode(utf16);
  ASSERT_EQ(text.utf8, "a\xE1\xBB\x91\xF0\x9F\x98\x80z");
  EXPECT_EQ(text.source_offset(0), 2U);
  EXPECT_EQ(text.source_offset(1), 4U);
  EXPECT_EQ(text.source_offset(4), 6U);
  EXPECT_EQ(text.source_offset(6), 6U);  // within a character: its first byte
  EXPECT_EQ(text.source_offset(8), 10U);
  EXPECT_EQ(text.source_offset(9), 12U);
  const Text replaced = charset::convert("a\xE1\xBA<b>\xFFz", 0, charset::Encoding::utf_8);
  EXPECT_EQ(replaced.source_offset(replaced.utf8.find('<')), 3U);
  EXPECT_EQ(replaced.source_offset(replaced.utf8.find('z')), 7U);
}

// Text::steps grow with the changes of code length, not with characters, but often
// enough that looking one up is bounded.
TEST(SourceOffset, RunsTakeFewSteps) {
  std::string latin, utf16;
  for (int i = 0; i < 100'000; ++i) {
    latin += {'a', '\xE4'};
    utf16 += {'a', '\0'};
  }
  EXPECT_LT(charset::convert(latin, 0, charset::Encoding::windows_1252).steps.size(), 1'200U);
  EXPECT_LT(charset::convert(utf16, 0, charset::Encoding::utf_16le).steps.size(), 1'200U);
  EXPECT_GT(charset::convert(utf16, 0, charset::Encoding::utf_16le).steps.size(), 90U);
}

TEST(Text, SurvivesBeingMoved) {
  const Page page = page_of("\xE9", "latin1");  // short enough to live inside the string itself
  Text text = decode(page);
  const Text moved = std::move(text);
  EXPECT_EQ(moved.utf8, "\xC3\xA9");
  EXPECT_EQ(moved.utf8.data(), moved.converted.data());
}

TEST(Utf8, PrefixIsTheSameAtEveryPlaceInABlock) {
  const std::string pieces[] = {
      "a", "é", "ế", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"};
  const std::string errors[] = {"\x80",
                                "\xC1\xBF",
                                "\xE0\x9F\xBF",
                                "\xED\xA0\x80",
                                "\xF0\x8F\xBF\xBF",
                                "\xF4\x90\x80\x80",
                                "\xF5\x80\x80\x80",
                                "\xE1\x80",
                                "\xC3"};
  for (const std::string& piece : pieces) {
    for (std::size_t before = 0; before < 140; ++before) {
      std::string text(before, 'x');
      while (text.size() < 300) text += piece;
      ASSERT_EQ(charset::utf8_prefix(text), text.size()) << piece << before;
      for (const std::string& error : errors) {
        std::string bad(before, 'x');
        for (int i = 0; i < 20; ++i) bad += piece;
        const std::size_t at = bad.size();
        bad += error + std::string(100, 'y');
        ASSERT_EQ(charset::utf8_prefix(bad), at) << piece << before;
        ASSERT_EQ(charset::utf8_prefix(bad.substr(0, at + 1)), at) << piece << before;
      }
    }
  }
}

}  // namespace
}  // namespace thanbai
