#include "clean/decode.hpp"

#include <gtest/gtest.h>

namespace thanbai {
namespace {

struct Case {
  const char* name;
  std::string bytes, charset, text;
  std::size_t replacements = 0;
};

const Case kCases[] = {
    {"ascii", "abc", "", "abc"},
    {"utf8", "m\xC3\xA9", "", "m\xC3\xA9"},
    {"utf8_mark", "\xEF\xBB\xBFm\xC3\xA9", "", "m\xC3\xA9"},
    {"utf16_mark", std::string("\xFF\xFEm\0\xE9\0", 6), "", "m\xC3\xA9"},
    {"labelled", "m\xE9t\xE9o", "latin1", "m\xC3\xA9t\xC3\xA9o"},
    {"labelled_cyrillic", "\xE4\xE0", "windows-1251", "\xD0\xB4\xD0\xB0"},
};

TEST(Decode, Cases) {
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.name);
    Page page;
    page.bytes = row.bytes;
    page.charset = row.charset;
    const Text text = decode(page);
    EXPECT_EQ(text.utf8, row.text);
    EXPECT_EQ(text.replacements, row.replacements);
  }
}

}  // namespace
}  // namespace thanbai
