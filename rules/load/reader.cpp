#include "rules/load/reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace thanbai {
namespace {

bool is_number(const Toml& value) { return value.kind == Toml::Kind::integer || value.kind == Toml::Kind::real; }

std::string range_of(double low, double high) { return words_of(low) + " to " + words_of(high); }

bool within(double number, double low, double high) { return number >= low && number <= high; }

}  // namespace

std::string words_of(double number) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%g", number);
  return digits;
}

std::string in_quotes(std::string_view text) {
  std::string out = "`";
  out += text;
  return out += '`';
}

std::string listed(std::span<const std::string_view> names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

const Toml* Reader::take(std::string_view key, Need need) {
  known_.push_back(key);
  const Toml* value = table_.find(key);
  if (value == nullptr && need == required) refuse_at(table_.line, "no " + in_quotes(key) + ": expected one");
  return value;
}

void Reader::refuse_at(std::uint32_t line, const std::string& what) {
  if (!error_) error_ = Error{Error::Kind::bad_rule, at(line), what};
}

void Reader::refuse(std::string_view key, const std::string& what) {
  const Toml* value = table_.find(key);
  refuse_at(value != nullptr ? value->line : table_.line, std::string(key) + ": " + what);
}

void Reader::text(std::string_view key, std::string& out, Need need) {
  const Toml* value = take(key, need);
  if (value == nullptr) return;
  if (value->kind != Toml::Kind::text) {
    return refuse(key, std::string(words_of(value->kind)) + ": expected a string");
  }
  if (value->text.empty()) return refuse(key, "empty: expected some text");
  out = value->text;
}

void Reader::texts(std::string_view key, std::vector<std::string>& out, Need need) {
  const Toml* value = take(key, need);
  if (value == nullptr) return;
  if (value->kind != Toml::Kind::array) {
    return refuse(key, std::string(words_of(value->kind)) + ": expected a list of strings");
  }
  if (value->items.empty() && need == required) return refuse(key, "empty: expected at least one string");
  for (const Toml& item : value->items) {
    if (item.kind != Toml::Kind::text || item.text.empty()) {
      return refuse_at(item.line, std::string(key) + ": " + std::string(words_of(item.kind)) +
                                      (item.kind == Toml::Kind::text ? " that is empty" : "") +
                                      ": expected only strings that are not empty");
    }
    out.push_back(item.text);
  }
}

void Reader::number(std::string_view key, float& out, double low, double high, Need need) {
  const Toml* value = take(key, need);
  if (value == nullptr) return;
  if (!is_number(*value)) {
    return refuse(key, std::string(words_of(value->kind)) + ": expected a number, " + range_of(low, high));
  }
  if (!within(value->number, low, high)) {
    return refuse_at(value->line, std::string(key) + " " + words_of(value->number) + ": expected " +
                                      range_of(low, high));
  }
  out = static_cast<float>(value->number);
}

void Reader::integer(std::string_view key, std::uint16_t& out, double low, double high) {
  const Toml* value = take(key, optional);
  if (value == nullptr) return;
  if (value->kind != Toml::Kind::integer || !within(value->number, low, high)) {
    return refuse_at(value->line,
                     std::string(key) + ' ' + (is_number(*value) ? words_of(value->number) : "is no number") +
                         ": expected an integer, " + range_of(low, high));
  }
  out = static_cast<std::uint16_t>(value->number);
}

void Reader::numbers(std::string_view key, std::vector<float>& out, double low, double high, std::size_t count,
                     Need need) {
  const Toml* value = take(key, need);
  if (value == nullptr) return;
  if (value->kind != Toml::Kind::array || (count != 0 && value->items.size() != count)) {
    return refuse(key, count != 0 ? "expected a list of numbers, as many as " + std::to_string(count) : "expected a list of numbers");
  }
  for (const Toml& item : value->items) {
    if (!is_number(item) || !within(item.number, low, high)) {
      return refuse_at(item.line, std::string(key) + ": expected numbers, " + range_of(low, high));
    }
    out.push_back(static_cast<float>(item.number));
  }
}

int Reader::choice(std::string_view key, std::span<const std::string_view> names) {
  std::string name;
  text(key, name);
  if (name.empty()) return -1;
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  refuse(key, in_quotes(name) + ": expected " + listed(names));
  return -1;
}

std::span<const Toml> Reader::tables(std::string_view key) {
  const Toml* value = take(key, optional);
  if (value == nullptr) return {};
  const bool all_tables = value->kind == Toml::Kind::array &&
                          std::all_of(value->items.begin(), value->items.end(),
                                      [](const Toml& item) { return item.kind == Toml::Kind::table; });
  if (!all_tables) {
    refuse(key, "expected tables, each under this name in double brackets");
    return {};
  }
  return value->items;
}

const Toml* Reader::table(std::string_view key) {
  const Toml* value = take(key, optional);
  if (value == nullptr || value->kind == Toml::Kind::table) return value;
  refuse(key, "expected a table, under this name in brackets");
  return nullptr;
}

std::optional<Error> Reader::finish() {
  for (std::size_t i = 0; i < table_.keys.size(); ++i) {
    const std::string& key = table_.keys[i];
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      error_.reset();  // a misspelt key explains a missing one
      refuse_at(table_.items[i].line, "unknown key " + in_quotes(key) + ": expected " + listed(known_));
    }
  }
  return std::move(error_);
}

}  // namespace thanbai
