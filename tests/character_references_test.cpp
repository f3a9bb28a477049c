#include "clean/character_references.hpp"

#include <gtest/gtest.h>

#include <string>

namespace thanbai {
namespace {

using enum ReferenceContext;

struct Case {
  const char* name;
  std::string_view source;
  std::string_view in_text;
  std::string_view in_attribute;
};

std::string decoded(std::string_view source, ReferenceContext context) {
  std::string out;
  decode_references(source, context, out);
  return out;
}

class References : public testing::TestWithParam<Case> {};

TEST_P(References, DecodeAsTheStandardSays) {
  EXPECT_EQ(decoded(GetParam().source, text), GetParam().in_text);
  EXPECT_EQ(decoded(GetParam().source, attribute), GetParam().in_attribute);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, References,
    testing::Values(
        Case{"plain", "no reference", "no reference", "no reference"},
        Case{"named", "a &amp; b", "a & b", "a & b"}, Case{"names_know_case", "&Aacute;&aacute;", "Áá", "Áá"},
        Case{"two_code_points", "&NotEqualTilde;", "\u2242\u0338", "\u2242\u0338"},
        Case{"longest_name", "&CounterClockwiseContourIntegral;", "\u2233", "\u2233"},
        Case{"longer_than_any_name", "&CounterClockwiseContourIntegralx;",
             "&CounterClockwiseContourIntegralx;", "&CounterClockwiseContourIntegralx;"},
        Case{"unknown", "&nonsense;", "&nonsense;", "&nonsense;"},
        Case{"legacy_at_end", "x &copy", "x ©", "x ©"}, Case{"legacy_before_space", "&lt b", "< b", "< b"},
        Case{"legacy_before_letter", "&notit;", "¬it;", "&notit;"},
        Case{"legacy_before_digit", "&lt1", "<1", "&lt1"},
        Case{"legacy_in_a_query", "?a=1&copy=2", "?a=1©=2", "?a=1&copy=2"},
        Case{"longer_name_wins", "&notin;", "∉", "∉"},
        Case{"not_legacy_without_semicolon", "&hellip", "&hellip", "&hellip"},
        Case{"ampersands", "&&amp;&", "&&&", "&&&"}, Case{"decoded_once", "&amp;lt;", "&lt;", "&lt;"},
        Case{"decimal", "&#272;&#7875;", "Để", "Để"}, Case{"hexadecimal", "&#x1EC3;&#X41;", "ểA", "ểA"},
        Case{"no_semicolon", "&#65B", "AB", "AB"},
        Case{"no_digits", "&#;&#x;&#xg", "&#;&#x;&#xg", "&#;&#x;&#xg"},
        Case{"windows_1252", "&#146;&#x80;", "’€", "’€"}, Case{"null", "&#0;", "\uFFFD", "\uFFFD"},
        Case{"surrogate", "&#xD800;", "\uFFFD", "\uFFFD"},
        Case{"last_code_point", "&#x10FFFF;", "\U0010FFFF", "\U0010FFFF"},
        Case{"past_the_last", "&#x110000;", "\uFFFD", "\uFFFD"},
        Case{"past_32_bits", "&#4294967361;", "\uFFFD", "\uFFFD"},
        Case{"past_64_bits", "&#99999999999999999999999999;", "\uFFFD", "\uFFFD"}),
    [](const auto& row) { return std::string(row.param.name); });

struct Reference {
  std::string_view name, value;
};
constexpr Reference all[] = {
#define THANBAI_REFERENCE(name, value) {name, value},
#include "clean/character_reference_names.inc"
#undef THANBAI_REFERENCE
};

TEST(References, KnowAllNamesOfTheStandard) {
  ASSERT_EQ(std::size(all), 2231u);
  for (const Reference& one : all) {
    SCOPED_TRACE(one.name);
    std::string out;
    const std::string source = "&" + std::string(one.name);
    EXPECT_EQ(decode_reference(source + " tail", text, out), source.size());
    EXPECT_EQ(out, one.value);
  }
}

TEST(References, ConsumeNothingWhenTheAmpersandStandsForItself) {
  for (const std::string_view source : {"&", "& ", "&;", "&=", "&#", "&a", "&zzz;"}) {
    SCOPED_TRACE(source);
    std::string out = "kept";
    EXPECT_EQ(decode_reference(source, text, out), 0u);
    EXPECT_EQ(out, "kept");
  }
}

}  // namespace
}  // namespace thanbai
