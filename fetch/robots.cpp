#include "fetch/robots.hpp"

#include <algorithm>
#include <cstdlib>

namespace thanbai {
namespace {

constexpr std::size_t read_bytes = 512u << 10;  // RFC 9309, 2.5: at least 500 KiB

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_unreserved(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

void append_escape(std::string& out, unsigned char byte) {
  static constexpr char digits[] = "0123456789ABCDEF";
  out += '%';
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

/// One spelling for all of a path: unreserved characters bare, other escapes
/// in upper case, bytes outside ASCII escaped (RFC 9309, 2.2.2).
std::string normalised(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const int high = path[i] == '%' && i + 2 < path.size() ? hex_value(path[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(path[i + 2]) : -1;
    if (low >= 0) {
      const auto byte = static_cast<unsigned char>(16 * high + low);
      is_unreserved(static_cast<char>(byte)) ? out.push_back(static_cast<char>(byte))
                                             : append_escape(out, byte);
      i += 2;
    } else if (static_cast<unsigned char>(path[i]) <= 0x20 || static_cast<unsigned char>(path[i]) >= 0x7f) {
      append_escape(out, static_cast<unsigned char>(path[i]));
    } else {
      out += path[i];
    }
  }
  return out;
}

/// Pieces between stars are looked for one after the other, each as early as
/// it comes; with `$` the last one must end the path.
bool matches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  auto star = pattern.find('*');
  const std::string_view first = pattern.substr(0, star);
  if (!path.starts_with(first)) return false;
  path.remove_prefix(first.size());
  if (star == std::string_view::npos) return !anchored || path.empty();
  while (true) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    if (star == std::string_view::npos && anchored) return path.ends_with(piece);
    const auto found = path.find(piece);
    if (found == std::string_view::npos) return false;
    if (star == std::string_view::npos) return true;
    path.remove_prefix(found + piece.size());
  }
}

/// Reads a file line by line and keeps what is for one robot.
class Reader {
 public:
  explicit Reader(std::string_view product) : product_(lower(product)) {}

  void line(std::string_view text) {
    text = text.substr(0, text.find('#'));
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return;
    const std::string key = lower(trimmed(text.substr(0, colon)));
    const std::string_view value = trimmed(text.substr(colon + 1));
    if (key == "user-agent") return agent(value);
    if (key == "allow" || key == "disallow") {
      in_rules_ = true;
      for (Robots* group : {own_ ? &mine : nullptr, everyone_ ? &others : nullptr}) {
        if (group && !value.empty()) group->rules.push_back({normalised(value), key == "allow"});
      }
    }
    if (key == "crawl-delay") {
      in_rules_ = true;
      const double seconds = std::strtod(std::string(value.substr(0, 32)).c_str(), nullptr);
      for (Robots* group : {own_ ? &mine : nullptr, everyone_ ? &others : nullptr}) {
        if (group && seconds > 0 && seconds < 1e9) group->crawl_delay = std::max(group->crawl_delay, seconds);
      }
    }
  }

  Robots mine, others;
  bool named = false;

 private:
  void agent(std::string_view value) {
    if (in_rules_) own_ = everyone_ = in_rules_ = false;  // a new group
    if (value == "*" || value.starts_with("* ")) {
      everyone_ = true;
    } else if (product_of(lower(value)) == product_ && !product_.empty()) {
      own_ = named = true;
    }
  }

  std::string product_;
  bool own_ = false, everyone_ = false, in_rules_ = false;
};

}  // namespace

std::string product_of(std::string_view user_agent) {
  const auto end = std::find_if_not(user_agent.begin(), user_agent.end(),
                                    [](char c) { return is_letter(c) || c == '-' || c == '_'; });
  return {user_agent.begin(), end};
}

Robots parse_robots(std::string_view text, std::string_view product) {
  text = text.substr(0, read_bytes);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  Reader reader(product);
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    reader.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.named ? std::move(reader.mine) : std::move(reader.others);
}

bool Robots::allows(std::string_view target) const {
  const std::string path = normalised(target);
  if (path == "/robots.txt") return true;
  const Rule* strongest = nullptr;
  for (const Rule& rule : rules) {
    const bool longer = !strongest || rule.pattern.size() > strongest->pattern.size() ||
                        (rule.pattern.size() == strongest->pattern.size() && rule.allow);
    if (longer && matches(rule.pattern, path)) strongest = &rule;
  }
  return !strongest || strongest->allow;
}

}  // namespace thanbai
