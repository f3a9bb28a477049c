#include <thanbai/error.hpp>

namespace thanbai {

std::string to_string(const Error& error) {
  std::string line = error.where.empty() ? error.detail : error.where + ": " + error.detail;
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';  // servers choose some of these words: keep terminals safe
  }
  return line;
}

}  // namespace thanbai
