#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clean/lines/layout.hpp"

namespace thanbai {

/// What one line shows once its inline marks are read.
struct InlineText {
  std::string text;                ///< not yet collapsed; U+0001 stands for a mark taken out
  struct Stretch { std::uint32_t begin, end; };
  std::vector<Stretch> links;      ///< of `text`
  std::vector<Stretch> strong;     ///< of `text`
  std::vector<std::string> images; ///< alternative texts, empty where there is none
  std::int32_t open_link = -1;     ///< where in `text` an opening bracket has no partner on the line; -1: nowhere
  bool closes_link = false;        ///< `](address)` whose opening bracket stands on a line before

  void clear();
};

/// Reads a line: image tags and Markdown images become `images`, link marks
/// and emphasis go, stray tags go, character references are decoded, data URIs
/// and base64 runs are left out. `code` lines are taken as they are. Linear.
void read_inline_marks(std::string_view line, const Layout& layout, bool code, InlineText& out);

}  // namespace thanbai
