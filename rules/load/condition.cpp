#include <charconv>
#include <cmath>

#include "rules/load/fact_names.hpp"
#include "rules/load/kinds.hpp"
#include "rules/load/reader.hpp"

namespace thanbai {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool parse_number(std::string_view text, float& number) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  number = static_cast<float>(value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
}

}  // namespace

bool parse_condition(const std::string& text, bool second_pass, Condition& condition, std::string& problem) {
  const std::size_t sign = text.find_first_of("<>");
  const bool at_least = sign != std::string::npos && text.compare(sign, 2, ">=") == 0;
  const bool below = sign != std::string::npos && text[sign] == '<' && text.compare(sign, 2, "<=") != 0;
  if (!at_least && !below) {
    problem = in_quotes(text) + ": expected `FACT >= NUMBER` or `FACT < NUMBER`";
    return false;
  }
  condition.below = below;
  const std::string_view name = trimmed(std::string_view(text).substr(0, sign));
  const std::string_view number = trimmed(std::string_view(text).substr(sign + (at_least ? 2 : 1)));
  if (!fact_number(name, second_pass, condition.fact)) {
    problem = "unknown fact " + in_quotes(name) + ": expected one of clean/facts.def, such as words or link_density";
    return false;
  }
  if (!parse_number(number, condition.edge)) {
    problem = in_quotes(number) + ": expected a number";
    return false;
  }
  return true;
}

}  // namespace thanbai
