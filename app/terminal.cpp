#include "app/terminal.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace thanbai::app {

Terminal::Terminal() : is_terminal_(isatty(STDERR_FILENO) == 1) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  const bool dumb = kind != nullptr && std::string_view(kind) == "dumb";
  colour_ = is_terminal_ && !dumb && (no_color == nullptr || *no_color == 0);
}

void Terminal::report(std::string_view where, std::string_view detail) {
  std::string line = "thanbai: ";
  if (!where.empty()) line += printable(where) + ": ";
  print(line + printable(detail) + "\n");
}

void Terminal::print(std::string_view text) {
  const std::lock_guard lock(mutex_);
  clear_locked();
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Terminal::progress(const std::string& line) {
  if (!is_terminal_) return;
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && now - last_ < std::chrono::milliseconds(100)) return;
  std::fprintf(stderr, "\r\033[K%s", printable(line).c_str());
  std::fflush(stderr);
  shown_ = true;
  last_ = now;
}

void Terminal::clear() {
  const std::lock_guard lock(mutex_);
  clear_locked();
}

void Terminal::clear_locked() {
  if (shown_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if (byte == '\n' || byte == '\t') out += ' ';
    else if (byte < 0x20 || byte == 0x7F) out += '?';
    else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) out += '?', ++i;  // C1 controls
    else out += text[i];
  }
  return out;
}

std::string size_in_words(std::size_t bytes) {
  char text[32];
  if (bytes < 1000) std::snprintf(text, sizeof text, "%zu B", bytes);
  else if (bytes < 1000 * 1000) std::snprintf(text, sizeof text, "%.0f KB", static_cast<double>(bytes) / 1e3);
  else std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

}  // namespace thanbai::app
