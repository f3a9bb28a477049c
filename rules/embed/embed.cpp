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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: thanbai-embed RULES_DIRECTORY OUTPUT.cpp\n";
    return 2;
  }
  const auto rules = thanbai::load_rules(argv[1], {}, "rules");
  if (!rules) {
    std::cerr << rules.error().where << ": " << rules.error().detail << '\n';
    return 1;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << as_source(thanbai::pack(*rules));
  if (out.flush()) return 0;
  std::cerr << argv[2] << ": cannot be written\n";
  return 1;
}
