#include "rules/load/expression.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace thanbai {
namespace {

constexpr std::size_t subject_limit = 8 << 10;
constexpr std::size_t pattern_limit = 4 << 10;

struct Free {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

/// The first `subject_limit` bytes, not cut within a character.
std::string_view head_of(std::string_view text) {
  if (text.size() <= subject_limit) return text;
  std::size_t end = subject_limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

struct Expression::Code {
  std::unique_ptr<pcre2_code, Free> pattern;
  std::unique_ptr<pcre2_match_context, Free> limits;
};

Expression::Expression(const std::string& pattern, std::string& problem) : code_(std::make_unique<Code>()) {
  if (pattern.size() > pattern_limit) {
    problem = "an expression of over 4096 bytes: split the rule";
    return;
  }
  int error = 0;
  PCRE2_SIZE offset = 0;
  // (*VERB) at the start could lift the limits: PCRE2 lets it only lower them.
  constexpr auto options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
  code_->pattern.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error,
                                     &offset, nullptr));
  if (!code_->pattern) {
    PCRE2_UCHAR message[256] = {};
    pcre2_get_error_message(error, message, sizeof message);
    problem = reinterpret_cast<const char*>(message) + (" at byte " + std::to_string(offset + 1)) + " of `" +
              pattern + "`";
    return;
  }
  code_->limits.reset(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(code_->limits.get(), 20'000);
  pcre2_set_depth_limit(code_->limits.get(), 1'000);
  pcre2_set_heap_limit(code_->limits.get(), 1'024);
}

Expression::~Expression() = default;

Expression::Outcome Expression::search(std::string_view text) const {
  if (!code_->pattern) return Outcome::none;
  const std::string_view head = head_of(text);
  const std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create(1, nullptr));
  if (!data) return Outcome::limit;
  const int result = pcre2_match(code_->pattern.get(), reinterpret_cast<PCRE2_SPTR>(head.data()), head.size(), 0, 0,
                                 data.get(), code_->limits.get());
  if (result >= 0) return Outcome::match;
  // Not UTF-8 is no match; every other error is a limit that was hit.
  const bool no_match = result == PCRE2_ERROR_NOMATCH ||
                        (result <= PCRE2_ERROR_UTF8_ERR1 && result >= PCRE2_ERROR_UTF8_ERR21);
  return no_match ? Outcome::none : Outcome::limit;
}

}  // namespace thanbai
