#include "rules/load/toml.hpp"

#include <algorithm>

// The one place that sees toml++, which is slow to compile.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace thanbai {
namespace {

/// Keys nested by dots are chains of tables, freed by recursion: one of a
/// million dots would overflow the stack. Counts dots between separators.
std::uint32_t line_of_too_many_dots(std::string_view bytes) {
  std::uint32_t line = 1;
  int dots = 0;
  for (const char c : bytes) {
    if (c == '\n') ++line;
    if (c == '.') {
      if (++dots > 200) return line;
    } else if (c == ',' || c == '=' || c == '\n' || c == ' ') {
      dots = 0;
    }
  }
  return 0;
}

bool convert(const toml::node& node, int depth, Toml& out, std::uint32_t& bad_line, std::string& bad) {
  out.line = node.source().begin.line;
  const auto refuse = [&](const char* why) {
    bad_line = out.line;
    bad = why;
    return false;
  };
  if (depth > rule_nesting_limit) return refuse("nested too deep: expected a flat rule");
  if (const auto* table = node.as_table()) {
    out.kind = Toml::Kind::table;
    for (const auto& [key, value] : *table) {
      out.keys.emplace_back(key.str());
      Toml& member = out.items.emplace_back();
      if (!convert(value, depth + 1, member, bad_line, bad)) return false;
      member.line = key.source().begin.line;
    }
  } else if (const auto* array = node.as_array()) {
    out.kind = Toml::Kind::array;
    out.items.resize(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (!convert((*array)[i], depth + 1, out.items[i], bad_line, bad)) return false;
    }
  } else if (const auto* text = node.as_string()) {
    out.kind = Toml::Kind::text;
    out.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    out.kind = Toml::Kind::integer;
    out.number = static_cast<double>(integer->get());
  } else if (const auto* real = node.as_floating_point()) {
    out.kind = Toml::Kind::real;
    out.number = real->get();
  } else if (const auto* boolean = node.as_boolean()) {
    out.kind = Toml::Kind::boolean;
    out.boolean = boolean->get();
  } else {
    return refuse("a date or time: expected a string, a number, true, false, a list or a table");
  }
  return true;
}

Error bad_rule(const std::string& file, std::uint32_t line, std::string detail) {
  return {Error::Kind::bad_rule, file + ":" + std::to_string(line), std::move(detail)};
}

}  // namespace

const Toml* Toml::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

std::string_view words_of(Toml::Kind kind) {
  switch (kind) {
    case Toml::Kind::boolean: return "true or false";
    case Toml::Kind::integer: return "an integer";
    case Toml::Kind::real: return "a number";
    case Toml::Kind::text: return "a string";
    case Toml::Kind::array: return "a list";
    case Toml::Kind::table: return "a table";
  }
  return "a value";
}

Result<Toml> parse_toml(std::string_view bytes, const std::string& file) {
  if (bytes.size() > rule_file_limit) {
    return Error{Error::Kind::too_big, file, "over 16 MiB: split it into several files"};
  }
  if (const auto line = line_of_too_many_dots(bytes)) {
    return bad_rule(file, line, "over 200 dots in a row: expected a key of one name");
  }
  const toml::parse_result parsed = toml::parse(bytes, std::string_view(file));
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return bad_rule(file, error.source().begin.line,
                    "not TOML: " + std::string(error.description()));
  }
  Toml root;
  std::uint32_t bad_line = 0;
  std::string bad;
  if (!convert(parsed.table(), 0, root, bad_line, bad)) return bad_rule(file, bad_line, bad);
  return root;
}

}  // namespace thanbai
