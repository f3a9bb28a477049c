#include "rules/selector.hpp"

#include <algorithm>

#include "rules/load/reader.hpp"

namespace thanbai {
namespace {

constexpr std::size_t most_bytes = 1'000, most_alternatives = 32, most_steps = 16;

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Recursive descent without recursion: the grammar does not nest.
class Parser {
 public:
  Parser(std::string_view text, std::string& problem) : text_(text), problem_(problem) {}

  bool parse(Selector& selector) {
    if (text_.size() > most_bytes) return fail("over 1000 bytes: expected a shorter selector");
    do {
      if (selector.alternatives.size() == most_alternatives) return fail("over 32 alternatives: expected fewer");
      if (!parse_alternative(selector.alternatives.emplace_back())) return false;
    } while (take(','));
    return at_ == text_.size() || fail("expected an element, #id, .class, [attribute], > or ,");
  }

 private:
  bool fail(std::string_view what) {
    if (problem_.empty()) problem_ = in_quotes(text_) + " at byte " + std::to_string(at_ + 1) + ": " + std::string(what);
    return false;
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool skip_space() {
    const std::size_t before = at_;
    while (peek() == ' ' || peek() == '\t' || peek() == '\n') ++at_;
    return at_ > before;
  }
  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  bool parse_alternative(std::vector<Selector::Step>& steps) {
    skip_space();
    bool child = false;
    for (;;) {
      if (steps.size() == most_steps) return fail("over 16 steps: expected fewer");
      if (!parse_step(steps.emplace_back())) return false;
      steps.back().child = child;
      const bool space = skip_space();
      child = take('>');
      if (child) skip_space();
      else if (peek() == '\0' || peek() == ',') return true;
      else if (!space) return fail("expected a space, > or ,");
    }
  }

  bool parse_step(Selector::Step& step) {
    const std::size_t begin = at_;
    if (!take('*')) {
      std::string tag = name();
      std::transform(tag.begin(), tag.end(), tag.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      step.any_tag = tag.empty();
      step.tag = tag_named(tag);
      if (step.tag == Tag::unknown) step.tag_name = tag;
    }
    for (;;) {
      if (take(':')) {
        if (!parse_pseudo(step)) return false;
      } else if (peek() == '#' || peek() == '.' || peek() == '[') {
        if (!parse_test(step.tests.emplace_back())) return false;
      } else {
        break;
      }
    }
    return at_ > begin || fail("expected an element, #id, .class or [attribute]");
  }

  bool parse_test(Selector::Test& test) {
    if (peek() == '#' || peek() == '.') {
      const bool is_id = peek() == '#';
      ++at_;
      test.name = is_id ? AttributeName::id : AttributeName::class_;
      test.operation = is_id ? Selector::Operation::equals : Selector::Operation::word;
      test.value = name();
      return !test.value.empty() || fail("expected a name");
    }
    return take('[') ? parse_attribute(test) : fail("expected #id, .class or [attribute]");
  }

  bool parse_attribute(Selector::Test& test) {
    skip_space();
    const std::string attribute = name();
    if (!attribute_named(attribute, test.name)) {
      return fail("no attribute that thanbai reads: expected class, id, itemprop, role, href ...");
    }
    skip_space();
    test.operation = Selector::Operation::present;
    if (take(']')) return true;
    constexpr std::string_view signs = "^$*~";
    constexpr Selector::Operation operations[] = {Selector::Operation::prefix, Selector::Operation::suffix,
                                                  Selector::Operation::part, Selector::Operation::word};
    const std::size_t sign = signs.find(peek());
    test.operation = sign == std::string_view::npos ? Selector::Operation::equals : operations[sign];
    if (sign != std::string_view::npos) ++at_;
    if (!take('=')) return fail("expected = or one of ^= $= *= ~=");
    skip_space();
    if (!parse_value(test.value)) return false;
    skip_space();
    return take(']') || fail("expected ]");
  }

  bool parse_value(std::string& value) {
    const char quote = peek();
    if (quote != '"' && quote != '\'') {
      value = name();
      return !value.empty() || fail("expected a value");
    }
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return fail("expected a closing quote");
    value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return !value.empty() || fail("expected a value that is not empty");
  }

  bool parse_pseudo(Selector::Step& step) {
    const std::string pseudo = name();
    if (pseudo == "first-of-type") {
      step.nth_of_type = 1;
      return true;
    }
    if (!take('(')) return fail("expected :nth-of-type(N), :first-of-type or :not(...)");
    skip_space();
    if (pseudo == "not") {
      if (!parse_test(step.tests.emplace_back())) return false;
      step.tests.back().negated = true;
    } else if (pseudo == "nth-of-type") {
      const std::string digits = name();
      const bool number = !digits.empty() && digits.size() <= 6 && digits.find_first_not_of("0123456789") == std::string::npos;
      step.nth_of_type = number ? static_cast<std::uint32_t>(std::stoul(digits)) : 0;
      if (step.nth_of_type == 0) return fail("expected a number from 1");
    } else {
      return fail("expected :nth-of-type(N), :first-of-type or :not(...)");
    }
    skip_space();
    return take(')') || fail("expected )");
  }

  std::string_view text_;
  std::string& problem_;
  std::size_t at_ = 0;
};

}  // namespace

bool parse_selector(std::string_view text, Selector& selector, std::string& problem) {
  selector.alternatives.clear();
  return Parser(text, problem).parse(selector);
}

}  // namespace thanbai
