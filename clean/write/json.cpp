#include <array>
#include <charconv>
#include <cmath>

#include "clean/write/write.hpp"

namespace thanbai {
namespace {

// Writes members of objects and elements of arrays (RFC 8259), one line.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void open(char bracket) {
    separate();
    out_ += bracket;
  }
  void close(char bracket) { out_ += bracket; }
  void key(std::string_view name) {
    string(name);
    out_ += ':';
  }

  void string(std::string_view text) {
    separate();
    out_ += '"';
    escape(text);
    out_ += '"';
  }

  // null where nothing is known.
  void known(std::string_view name, std::string_view text) {
    key(name);
    if (text.empty()) out_ += "null";
    else string(text);
  }

  void number(std::size_t value) {
    separate();
    out_ += std::to_string(value);
  }

  void decimal(double value, int digits) {
    separate();
    std::array<char, 64> buffer;
    if (!std::isfinite(value)) value = value > 0 ? 999 : -999;  // a rule that settles it
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, digits);
    out_.append(buffer.data(), end.ec == std::errc() ? end.ptr : buffer.data());
    if (end.ec != std::errc()) out_ += '0';
  }

  void boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
  }

 private:
  void separate() {
    const char last = out_.empty() ? '{' : out_.back();
    if (last != '{' && last != '[' && last != ':') out_ += ',';
  }

  void escape(std::string_view text) {
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto byte = static_cast<unsigned char>(text[at]);
      std::size_t length = 1;
      const bool malformed = byte >= 0x80 && (length = utf8_length(text.substr(at))) == 0;
      if (malformed) length = 1;
      if (malformed || byte < ' ' || byte == '"' || byte == '\\' || byte == 0x7f) {
        out_.append(text, done, at - done);
        if (malformed) out_ += "\xEF\xBF\xBD";
        else escape_byte(byte);
        done = at + length;
      }
      at += length;
    }
    out_.append(text, done);
  }

  void escape_byte(unsigned char byte) {
    static constexpr std::string_view hex = "0123456789abcdef";
    switch (byte) {
      case '"': out_ += "\\\""; return;
      case '\\': out_ += "\\\\"; return;
      case '\n': out_ += "\\n"; return;
      case '\t': out_ += "\\t"; return;
      default: out_.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
    }
  }

  std::string& out_;
};

void write_block(const BlockReport& block, JsonWriter& json) {
  json.open('{');
  json.key("kind"), json.string(block.kind);
  json.key("text"), json.string(block.text);
  json.key("keep"), json.boolean(block.keep);
  json.key("points"), json.decimal(block.points, 3);
  json.key("rules"), json.open('[');
  for (const Reason& reason : block.rules) {
    json.open('{');
    json.key("rule"), json.string(reason.rule);
    json.key("why"), json.string(reason.why);
    json.key("points"), json.decimal(reason.points, 3);
    json.close('}');
  }
  json.close(']');
  json.key("start"), json.number(block.start);
  json.key("end"), json.number(block.end);
  json.close('}');
}

}  // namespace

std::string write_json(const Article& article) {
  std::string out;
  JsonWriter json(out);
  json.open('{');
  json.known("source", article.source);
  json.known("url", article.url);
  json.known("title", article.title);
  json.known("author", article.author);
  json.known("date", article.date);
  json.known("site_name", article.site_name);
  json.known("language", article.language);
  json.known("description", article.description);
  json.known("image", article.image);
  json.known("page_type", name_of(article.page_type));
  json.key("confidence"), json.decimal(article.confidence, 4);
  json.known("text", write_text(article));
  json.key("blocks"), json.open('[');
  for (const BlockReport& block : article.blocks) write_block(block, json);
  json.close(']');
  json.key("notes"), json.open('[');
  for (const std::string& note : article.notes) json.string(note);
  json.close(']');
  json.close('}');
  out += '\n';
  return out;
}

}  // namespace thanbai
