// Build-time: checks the rule files of a directory and writes their packed
// bytes as a C++ source.   thanbai-embed RULES_DIRECTORY OUTPUT.cpp

#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include "rules/load.hpp"

namespace {

std::string as_source(const std::string& bytes) {
  std::string source =
      "// Written by thanbai-embed from rules/. Do not edit.\n"
      "#include <cstddef>\n"
      "namespace thanbai {\n"
      "extern const unsigned char builtin_data[];\n"
      "extern const std::size_t builtin_data_size;\n"
      "const std::size_t builtin_data_size = " + std::to_string(bytes.size()) + ";\n"
      "const unsigned char builtin_data[] = {";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 32 == 0) source += '\n';
    source += std::to_string(static_cast<unsigned char>(bytes[i])) + ',';
  }
  return source + "0};\n}  // namespace thanbai\n";
}

int fail(const thanbai::Error& error) {
  std::cerr << error.where << ": " << error.detail << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: thanbai-embed RULES_DIRECTORY OUTPUT.cpp\n";
    return 2;
  }
  auto rules = thanbai::load_rules(argv[1], {}, "rules");
  if (!rules) return fail(rules.error());
  for (thanbai::SiteRule& site : rules.value().sites) {
    auto read = thanbai::read_site_rule(site);
    if (!read) return fail(read.error());
    site = std::move(read).value();
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << as_source(thanbai::pack(*rules));
  if (out.flush()) return 0;
  std::cerr << argv[2] << ": cannot be written\n";
  return 1;
}
