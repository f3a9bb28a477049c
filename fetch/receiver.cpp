#include "fetch/receiver.hpp"

#include <algorithm>
#include <charconv>

namespace thanbai {
namespace {

/// An error page or the page of a redirect may be this long before the
/// connection is closed on it; below, the connection can be used again.
constexpr std::size_t ignored_body_bytes = 64u << 10;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view spaces = " \t\r\n";
  const auto start = text.find_first_not_of(spaces);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(spaces) - start + 1);
}

int status_of(std::string_view line) {
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  int status = 0;
  std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
  return status;
}

}  // namespace

bool is_redirect(const Response& response) {
  const int status = response.status;
  const bool moved = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return moved && !response.location.empty();
}

bool Receiver::fail(Error::Kind kind, std::string detail) {
  if (!problem_) problem_ = Problem{kind, std::move(detail)};
  return false;
}

bool Receiver::wants_body() const {
  const int status = response_.status;
  if (status == 204 || status == 205 || status == 304 || is_redirect(response_)) return false;
  return (status >= 200 && status < 300) || options_->any_status;
}

bool Receiver::header(std::string_view line) {
  header_bytes_ += line.size();
  ++header_count_;
  if (header_bytes_ > options_->max_header_bytes || header_count_ > options_->max_headers) {
    return fail(Error::Kind::too_big, "the response headers are over " +
                                          std::to_string(options_->max_header_bytes) + " bytes or " +
                                          std::to_string(options_->max_headers) + " lines");
  }
  if (wire_bytes_ > 0) return true;  // a trailer
  if (line.starts_with("HTTP/")) {
    response_ = {};
    response_.status = status_of(line);
    headers_done_ = false;
    return true;
  }
  if (headers_done_) return true;
  const std::string_view content = trimmed(line);
  if (content.empty()) return headers_complete();
  const auto colon = content.find(':');
  if (colon == std::string_view::npos) return true;
  return store(lower(trimmed(content.substr(0, colon))), trimmed(content.substr(colon + 1)));
}

bool Receiver::store(std::string_view name, std::string_view value) {
  const auto first = [&](std::string& field) {
    if (field.empty()) field = value;
  };
  if (name == "location") first(response_.location);
  if (name == "content-type") first(response_.content_type);
  if (name == "retry-after") first(response_.retry_after);
  if (name == "refresh") first(response_.refresh);
  if (name == "set-cookie") response_.sets_cookie = true;
  if (name == "content-length") {
    std::from_chars(value.data(), value.data() + value.size(), response_.content_length);
  }
  if (name == "content-encoding") {  // a list may be spread over several lines
    response_.content_encoding.append(response_.content_encoding.empty() ? "" : ", ").append(value);
  }
  return true;
}

bool Receiver::headers_complete() {
  headers_done_ = true;
  if (response_.status < 200 || !wants_body()) return true;
  const MediaType declared = parse_media_type(response_.content_type);
  charset_ = declared.charset;
  decompressor_.emplace(response_.content_encoding);
  if (!decompressor_->known()) {
    return fail(Error::Kind::unsupported, "Content-Encoding is " + response_.content_encoding +
                                              "; gzip, deflate, br and zstd are known");
  }
  if (response_.content_length > options_->max_bytes) {
    return fail(Error::Kind::too_big, "has " + std::to_string(response_.content_length) +
                                          " bytes, over the " + std::to_string(options_->max_bytes) +
                                          " of --max-size");
  }
  return true;
}

bool Receiver::body(std::string_view data) {
  wire_bytes_ += data.size();
  if (!wants_body()) return wire_bytes_ <= ignored_body_bytes;
  if (wire_bytes_ > options_->max_bytes) {
    return fail(Error::Kind::too_big,
                "is over the " + std::to_string(options_->max_bytes) + " bytes of --max-size");
  }
  if (!decompressor_) decompressor_.emplace("");
  const auto state = decompressor_->write(data, [this](std::string_view bytes) { return take(bytes); });
  if (state == Codec::State::corrupt) {
    broken_coding_ = true;
    return fail(Error::Kind::refused, "its " + response_.content_encoding + " data are corrupt");
  }
  return state != Codec::State::stopped;
}

bool Receiver::take(std::string_view decompressed) {
  if (bytes_.size() + decompressed.size() > options_->max_bytes) {
    return fail(Error::Kind::too_big,
                "unpacks to over the " + std::to_string(options_->max_bytes) + " bytes of --max-size");
  }
  bytes_ += decompressed;
  return bytes_.size() < sniff_bytes || judge();
}

bool Receiver::judge() {
  if (judged_) return !media_problem_;
  judged_ = true;
  const MediaType declared = parse_media_type(response_.content_type);
  const Judged judged = judge_media_type(declared, bytes_);
  media_type_ = judged.essence;
  media_problem_ = !judged.cleanable;
  if (judged.cleanable) return true;
  problem_.reset();  // a break in the middle matters less
  return fail(Error::Kind::unsupported,
              "is " + judged.essence + "; HTML, plain text and Markdown are cleaned");
}

void Receiver::run_out_of_memory() {
  bytes_ = {};
  problem_ = Problem{Error::Kind::exhausted, "out of memory; --max-size bounds what a page may take"};
}

void Receiver::finish() {
  if (problem_ || !wants_body()) return;
  if (decompressor_ && !decompressor_->complete()) {
    broken_coding_ = true;
    fail(Error::Kind::refused, "stopped in the middle of its " + response_.content_encoding + " data");
  }
  if (!problem_) static_cast<void>(judge());
}

}  // namespace thanbai
