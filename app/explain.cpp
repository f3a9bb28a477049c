#include "app/explain.hpp"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "app/terminal.hpp"

namespace thanbai::app {
namespace {

const std::string marks_only(7, ' ');       // in place of points: the rule only marks
constexpr std::size_t text_width = 72;  // characters of a block that are shown

struct Colours {
  const char *keep = "", *drop = "", *dim = "", *bold = "", *off = "";
};

constexpr Colours ansi{"\033[32m", "\033[31m", "\033[2m", "\033[1m", "\033[0m"};

/// The first characters of a text, on one line.
std::string beginning(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t characters = 0; at < text.size(); ++at) {
    const bool starts_character = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (starts_character && ++characters > text_width) break;
  }
  return printable(text.substr(0, at)) + (at < text.size() ? "…" : "");
}

std::string points(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%+7.2f", static_cast<double>(value));
  return text;
}

std::string bytes_of(const BlockReport& block) {
  return std::to_string(block.start) + "-" + std::to_string(block.end);
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string head_of(const Article& article, const Colours& colours) {
  char confidence[32];
  std::snprintf(confidence, sizeof confidence, "%.2f", article.confidence);
  const auto kept = std::count_if(article.blocks.begin(), article.blocks.end(), [](const auto& b) { return b.keep; });
  std::string out = colours.bold + printable(article.source) + colours.off + ": " + name_of(article.page_type) +
                    ", confidence " + confidence + ", " + std::to_string(kept) + " of " +
                    std::to_string(article.blocks.size()) + " blocks kept\n";
  if (!article.page_type_reason.empty()) out += "  page type: " + printable(article.page_type_reason) + "\n";
  for (const auto& note : article.notes) out += "  note: " + printable(note) + "\n";
  return out;
}

}  // namespace

std::string explanation(const Article& article, bool colour) {
  const Colours colours = colour ? ansi : Colours{};
  std::size_t bytes_width = 0, kind_width = 0, rule_width = 0;
  for (const auto& block : article.blocks) {
    bytes_width = std::max(bytes_width, bytes_of(block).size());
    kind_width = std::max(kind_width, block.kind.size());
    for (const auto& reason : block.rules) rule_width = std::max(rule_width, std::min<std::size_t>(reason.rule.size(), 32));
  }
  std::string out = head_of(article, colours);
  for (const auto& block : article.blocks) {
    out += std::string(block.keep ? colours.keep : colours.drop) + (block.keep ? "keep" : "drop") + colours.off;
    out += " " + points(block.points) + "  " + padded(bytes_of(block), bytes_width) + "  " +
           padded(block.kind, kind_width) + "  " + beginning(block.text) + "\n";
    for (const auto& reason : block.rules)
      out += colours.dim + std::string("     ") + (reason.points == 0 ? marks_only : points(reason.points)) + "  " +
             padded(printable(reason.rule), rule_width) + "  " + printable(reason.why) + colours.off + "\n";
  }
  return out;
}

}  // namespace thanbai::app
