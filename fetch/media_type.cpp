#include "fetch/media_type.hpp"

#include <algorithm>
#include <array>

namespace thanbai {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

constexpr std::string_view spaces = " \t\r\n\f";

std::string_view trimmed(std::string_view text) {
  const auto start = text.find_first_not_of(spaces);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(spaces) - start + 1);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
  });
}

/// One parameter value at the start of `rest`, quoted or not; eats it.
std::string take_value(std::string_view& rest) {
  std::string value;
  if (!rest.starts_with('"')) {
    const auto end = std::min(rest.find_first_of(";,"), rest.size());
    value = trimmed(rest.substr(0, end));
    rest.remove_prefix(end);
    return value;
  }
  std::size_t i = 1;
  for (; i < rest.size() && rest[i] != '"'; ++i) {
    if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
    value += rest[i];
  }
  rest.remove_prefix(std::min(i + 1, rest.size()));
  rest.remove_prefix(std::min(rest.find_first_of(";,"), rest.size()));
  return value;
}

struct Signature {
  std::string_view start;
  const char* essence;
  std::size_t offset = 0;
};

using namespace std::string_view_literals;
constexpr std::array signatures{
    Signature{"%PDF-"sv, "application/pdf"},
    Signature{"%!PS-Adobe-"sv, "application/postscript"},
    Signature{"\x89PNG\r\n\x1a\n"sv, "image/png"},
    Signature{"GIF87a"sv, "image/gif"},
    Signature{"GIF89a"sv, "image/gif"},
    Signature{"\xff\xd8\xff"sv, "image/jpeg"},
    Signature{"WEBP"sv, "image/webp", 8},
    Signature{"ftyp"sv, "video/mp4", 4},
    Signature{"\x1a\x45\xdf\xa3"sv, "video/webm"},
    Signature{"OggS\0"sv, "application/ogg"},
    Signature{"ID3"sv, "audio/mpeg"},
    Signature{"RIFF"sv, "audio or video (RIFF)"},
    Signature{"PK\x03\x04"sv, "application/zip"},
    Signature{"Rar!\x1a\x07"sv, "application/x-rar-compressed"},
    Signature{"\x1f\x8b\x08"sv, "application/gzip"},
    Signature{"7z\xbc\xaf\x27\x1c"sv, "application/x-7z-compressed"},
    Signature{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "application/msword"},
    Signature{"\0\0\1\0"sv, "image/x-icon"},
    Signature{"\x7f"
              "ELF"sv,
              "application/x-executable"},
    Signature{"MZ\x90\0"sv, "application/x-msdownload"},
    Signature{"wOFF"sv, "font/woff"},
    Signature{"wOF2"sv, "font/woff2"},
    Signature{"\0asm"sv, "application/wasm"},
};

const char* signature_of(std::string_view start) {
  for (const Signature& signature : signatures) {
    if (start.size() > signature.offset && start.substr(signature.offset).starts_with(signature.start)) {
      return signature.essence;
    }
  }
  return nullptr;
}

bool has_byte_order_mark(std::string_view start) {
  return start.starts_with("\xef\xbb\xbf") || start.starts_with("\xfe\xff") || start.starts_with("\xff\xfe");
}

/// MIME Sniffing Standard, "binary data byte".
bool looks_binary(std::string_view start) {
  return !has_byte_order_mark(start) && std::any_of(start.begin(), start.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x08 || byte == 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f);
  });
}

/// UTF-16 and UTF-32 as ASCII, so that `<html` is found in them: zero bytes dropped.
std::string without_zeros(std::string_view start) {
  std::string result;
  for (const char c : start) {
    if (c != '\0') result += c;
  }
  return result;
}

/// Whether a page of HTML starts here, after white space, comments and an XML declaration.
bool starts_as_html(std::string_view start) {
  if (has_byte_order_mark(start)) start.remove_prefix(start[0] == '\xef' ? 3 : 2);
  const std::string text = lower(without_zeros(start));
  std::string_view rest = text;
  for (;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of(spaces), rest.size()));
    const std::string_view close = rest.starts_with("<!--") ? "-->" : rest.starts_with("<?xml") ? "?>" : "";
    if (close.empty()) break;
    const auto end = rest.find(close);
    if (end == std::string_view::npos) return rest.starts_with("<!--");
    rest.remove_prefix(end + close.size());
  }
  static constexpr std::string_view tags[] = {
      "<!doctype html", "<html",    "<head",  "<body", "<title", "<script", "<iframe", "<h1",
      "<div",           "<font",    "<table", "<a",    "<style", "<b",      "<br",     "<p",
      "<meta",          "<article", "<main"};
  return std::any_of(std::begin(tags), std::end(tags), [&](std::string_view tag) {
    if (!rest.starts_with(tag)) return false;
    return rest.size() == tag.size() || std::string_view(" \t\r\n\f/>").find(rest[tag.size()]) != tag.npos;
  });
}

bool starts_as_json(std::string_view start) {
  const std::string_view rest = trimmed(start);
  if (!rest.starts_with('{') && !rest.starts_with('[')) return false;
  const auto next = rest.find_first_not_of(spaces, 1);
  if (next == std::string_view::npos) return false;
  if (rest[0] == '{') return rest[next] == '"' || rest[next] == '}';
  return std::string_view("{[\"]").find(rest[next]) != std::string_view::npos;
}

Judged by_content(std::string_view start, bool xml) {
  if (const char* essence = signature_of(start)) return {false, essence};
  if (starts_as_html(start)) return {true, "text/html"};
  if (xml) return {false, "application/xml"};
  if (starts_as_json(start)) return {false, "application/json"};
  if (looks_binary(start)) return {false, "application/octet-stream"};
  return {true, start.empty() ? "text/html" : "text/plain"};
}

bool is_any(std::string_view essence, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), essence) != names.end();
}

}  // namespace

MediaType parse_media_type(std::string_view header) {
  MediaType type;
  const auto end = std::min(header.find_first_of(";,"), header.size());
  const std::string_view essence = trimmed(header.substr(0, end));
  const auto slash = essence.find('/');
  if (slash != std::string_view::npos && is_token(essence.substr(0, slash)) &&
      is_token(essence.substr(slash + 1))) {
    type.essence = lower(essence);
  }
  std::string_view rest = header.substr(end);
  while (rest.starts_with(';')) {
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(spaces), rest.size()));
    const auto name_end = std::min(rest.find_first_of("=;,"), rest.size());
    const std::string name = lower(trimmed(rest.substr(0, name_end)));
    rest.remove_prefix(name_end);
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(spaces), rest.size()));
    const std::string value = take_value(rest);
    if (name == "charset" && type.charset.empty()) type.charset = value;
  }
  return type;
}

Judged judge_media_type(const MediaType& declared, std::string_view start) {
  start = start.substr(0, sniff_bytes);
  const std::string& essence = declared.essence;
  if (is_any(essence, {"text/html", "application/xhtml+xml"})) {
    if (const char* real = signature_of(start)) return {false, real};
    return {true, essence};
  }
  if (is_any(essence, {"text/plain", "text/markdown", "text/x-markdown"})) {
    if (const char* real = signature_of(start)) return {false, real};
    const bool wide = lower(declared.charset).starts_with("utf-16") || declared.charset.empty() == false;
    if (!wide && looks_binary(start)) return {false, "application/octet-stream"};
    return {true, essence == "text/x-markdown" ? "text/markdown" : essence};
  }
  const bool xml = is_any(essence, {"text/xml", "application/xml"});
  if (essence.empty() || xml ||
      is_any(essence, {"application/octet-stream", "application/unknown", "unknown/unknown", "*/*", "text/*",
                       "content/unknown", "text/htm", "application/html", "binary/octet-stream",
                       "application/force-download", "application/x-download"})) {
    return by_content(start, xml);
  }
  if (starts_as_html(start)) return {true, "text/html"};
  return {false, essence};
}

}  // namespace thanbai
