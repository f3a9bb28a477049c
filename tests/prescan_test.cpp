#include "clean/charset/prescan.hpp"

#include <gtest/gtest.h>

#include <string>

namespace thanbai::charset {
namespace {

std::string name(std::optional<Encoding> encoding) {
  return encoding ? std::string(name_of(*encoding)) : "none";
}

struct Case {
  const char *name, *bytes, *encoding;
};

const Case kCases[] = {
    {"charset", "<meta charset=windows-1251>", "windows-1251"},
    {"quoted", "<META CHARSET = 'KOI8-R' >", "koi8-r"},
    {"slash_parts_attributes", "<meta/charset=\"koi8-r\"/>", "koi8-r"},
    {"pragma", "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "gbk"},
    {"pragma_behind", "<meta content=\"text/html;charset = 'euc-jp' ;x\" http-equiv=\"content-type\">", "euc-jp"},
    {"content_without_pragma", "<meta content='text/html; charset=gb2312'>", "none"},
    {"other_pragma", "<meta http-equiv=refresh content='charset=gb2312'>", "none"},
    {"charset_word_twice", "<meta http-equiv=content-type content='charset charset=big5'>", "big5"},
    {"open_quote", "<meta http-equiv=content-type content='charset=\"big5'>", "none"},
    {"first_of_two_attributes", "<meta charset=big5 charset=koi8-r>", "big5"},
    {"first_of_two_metas", "<meta charset=big5><meta charset=koi8-r>", "big5"},
    {"unknown_then_known", "<meta charset=nonsense><meta charset=koi8-r>", "koi8-r"},
    {"charset_beats_content", "<meta charset=big5 http-equiv=content-type content='charset=koi8-r'>", "big5"},
    {"utf16_is_utf8", "<meta charset=utf-16le>", "utf-8"},
    {"user_defined_is_1252", "<meta charset=x-user-defined>", "windows-1252"},
    {"in_comment", "<!-- <meta charset=big5> --><meta charset=koi8-r>", "koi8-r"},
    {"short_comment", "<!--><meta charset=koi8-r>", "koi8-r"},
    {"open_comment", "<!-- <meta charset=big5>", "none"},
    {"in_attribute", "<a title='<meta charset=big5>'><meta charset=koi8-r>", "koi8-r"},
    {"in_doctype", "<!doctype <meta charset=big5><meta charset=koi8-r>", "koi8-r"},
    {"in_end_tag", "</a title='<meta charset=big5>'><meta charset=koi8-r>", "koi8-r"},
    {"metadata_is_another_tag", "<metadata charset=big5>", "none"},
    {"cut", "<meta charset=big5", "none"},
    {"cut_in_value", "<meta charset='big5", "none"},
    {"xml", "<?xml version='1.0' encoding='koi8-r'?><html>", "koi8-r"},
    {"xml_gives_way_to_meta", "<?xml version='1.0' encoding='koi8-r'?><meta charset=big5>", "big5"},
    {"xml_not_first", " <?xml encoding='koi8-r'?>", "none"},
    {"xml_behind_its_end", "<?xml?> encoding='koi8-r'", "none"},
    {"nothing", "", "none"},
    {"bare", "<", "none"},
};

TEST(Prescan, Cases) {
  for (const Case& row : kCases) EXPECT_EQ(name(prescan(row.bytes)), row.encoding) << row.name;
}

// Beyond the first 1,024 bytes the head alone is asked, and no script.
const Case kHeadCases[] = {
    {"in_head", "<head><title>x</title><meta charset=big5>", "big5"},
    {"behind_body", "<body><meta charset=big5>", "none"},
    {"behind_head", "</head><meta charset=big5>", "none"},
    {"in_script", "<script>document.write('<meta charset=big5>')</script><meta charset=koi8-r>", "koi8-r"},
    {"in_style", "<style><meta charset=big5></STYLE ><meta charset=koi8-r>", "koi8-r"},
    {"open_script", "<script><meta charset=big5>", "none"},
};

TEST(Prescan, HeadCases) {
  for (const Case& row : kHeadCases) EXPECT_EQ(name(prescan_head(row.bytes)), row.encoding) << row.name;
}

TEST(Prescan, ManyAttributesAndTagsAreLinear) {
  std::string tag = "<meta ", tags;
  for (int i = 0; i < 200'000; ++i) {
    tag += "a" + std::to_string(i) + "=1 ";
    tags += "<script <!-- </ <meta ";
  }
  EXPECT_EQ(name(prescan_head(tag + "><meta charset=big5>")), "big5");
  EXPECT_EQ(name(prescan_head(tags)), "none");
}

}  // namespace
}  // namespace thanbai::charset
