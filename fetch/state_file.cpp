#include "fetch/state_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace thanbai {
namespace {

using Kind = Error::Kind;

// Names of Error::Kind in state files, in its order; never renamed.
constexpr std::array kinds = {"not_found",  "unreadable", "timed_out",   "refused",
                              "forbidden",  "too_big",    "unsupported", "bad_rule",
                              "bad_option", "unwritable", "interrupted", "exhausted"};

std::uint32_t checksum_of(std::string_view text) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<z_size_t>(text.size())));
}

std::string hex(std::uint32_t number) {
  char text[9];
  std::snprintf(text, sizeof text, "%08x", number);
  return text;
}

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

bool read_at(int descriptor, std::uint64_t offset, std::size_t length, std::string& bytes) {
  bytes.resize(length);
  std::size_t done = 0;
  while (done < length) {
    const auto got =
        ::pread(descriptor, bytes.data() + done, length - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto wrote = ::write(descriptor, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

std::string payload_of(const std::string& url, const ListResult& result) {
  std::string payload = result.error           ? kinds[static_cast<std::size_t>(result.error->kind)]
                        : result.made.has_body ? "body"
                                               : "none";
  payload.append(" ").append(std::to_string(url.size())).append("\n").append(url);
  return payload.append(result.error ? result.error->detail : result.made.output);
}

/// URL and end of one payload; nothing if it makes no sense.
struct Parsed {
  std::string url;
  ListResult result;
};
std::optional<Parsed> parse_payload(std::string_view payload) {
  const auto space = payload.find(' '), line_end = payload.find('\n');
  if (space == std::string_view::npos || line_end == std::string_view::npos || space > line_end) return {};
  std::size_t url_length = 0;
  const auto number = payload.substr(space + 1, line_end - space - 1);
  if (std::from_chars(number.data(), number.data() + number.size(), url_length).ec != std::errc()) return {};
  if (url_length > payload.size() - line_end - 1) return {};
  Parsed parsed;
  parsed.url = payload.substr(line_end + 1, url_length);
  const std::string rest(payload.substr(line_end + 1 + url_length));
  const std::string_view status = payload.substr(0, space);
  if (status == "body" || status == "none") {
    parsed.result.made = {rest, status == "body"};
    return parsed;
  }
  const auto kind = std::find(kinds.begin(), kinds.end(), status);
  if (kind == kinds.end()) return {};
  parsed.result.error = Error{static_cast<Kind>(kind - kinds.begin()), {}, rest};
  return parsed;
}

}  // namespace

Error StateFile::failure(Error::Kind kind, const std::string& what) const { return {kind, path_, what}; }

Result<std::unique_ptr<StateFile>> StateFile::open(const std::string& path, const std::string& purpose) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return Error{Kind::unwritable, path, std::string("state file: ") + std::strerror(errno)};
  std::unique_ptr<StateFile> file(new StateFile(descriptor, path));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return file->failure(Kind::bad_option, "another run is using this state file");
  }
  if (auto error = file->load(purpose)) return *error;
  return file;
}

StateFile::~StateFile() {
  ::fdatasync(descriptor_);
  ::close(descriptor_);
}

std::optional<Error> StateFile::load(const std::string& purpose) {
  const std::string header = "thanbai-list 1 " + hex(checksum_of(purpose)) + "\n";
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
    return failure(Kind::unwritable, "the state file has to be a regular file");
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  std::string start;
  if (!read_at(descriptor_, 0, std::min<std::uint64_t>(size, header.size()), start)) {
    return failure(Kind::unreadable, "the state file cannot be read");
  }
  if (size < header.size() && std::string_view(header).starts_with(start)) {  // new, or killed while creating
    if (::ftruncate(descriptor_, 0) != 0 || !write_all(descriptor_, header)) {
      return failure(Kind::unwritable, std::string("state file: ") + std::strerror(errno));
    }
    size_ = header.size();
    return {};
  }
  if (!start.starts_with("thanbai-list 1 ")) {
    return failure(Kind::bad_option, "is no state file of thanbai; it is left as it is");
  }
  if (start != header) {
    return failure(Kind::bad_option, "is the state file of a run with other options; name another one");
  }
  load_records(header.size());
  torn_bytes_ = size - size_;
  if (torn_bytes_ > 0 && ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) {
    return failure(Kind::unwritable, std::string("state file: ") + std::strerror(errno));
  }
  return {};
}

/// Reads records until one is not whole; size_ is then where the next goes.
void StateFile::load_records(std::uint64_t start) {
  static constexpr std::size_t head_bytes = 32;
  size_ = start;
  std::string head, payload;
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return;
  const auto end = static_cast<std::uint64_t>(status.st_size);
  while (size_ < end) {
    if (!read_at(descriptor_, size_, std::min<std::uint64_t>(head_bytes, end - size_), head)) return;
    const auto line_end = head.find('\n');
    std::uint32_t checksum = 0, length = 0;
    const char* const text = head.data();
    if (line_end == std::string::npos || line_end < 10 || text[8] != ' ') return;
    if (std::from_chars(text, text + 8, checksum, 16).ptr != text + 8) return;
    if (std::from_chars(text + 9, text + line_end, length).ptr != text + line_end) return;
    const std::uint64_t offset = size_ + line_end + 1;
    if (offset + length + 1 > end || !read_at(descriptor_, offset, length + 1u, payload)) return;
    if (payload.back() != '\n') return;
    payload.pop_back();
    const auto parsed = checksum_of(payload) == checksum ? parse_payload(payload) : std::nullopt;
    if (!parsed) return;
    records_[parsed->url] = {offset, length, checksum, parsed->result.error.has_value()};
    size_ = offset + length + 1;
  }
}

bool StateFile::failed(const std::string& url) const {
  const auto found = records_.find(url);
  return found != records_.end() && found->second.failed;
}

Result<ListResult> StateFile::read(const std::string& url) const {
  const Record& record = records_.at(url);
  std::string payload;
  if (!read_at(descriptor_, record.offset, record.length, payload) ||
      checksum_of(payload) != record.checksum) {
    return failure(Kind::unreadable, "the state file was changed while in use");
  }
  return parse_payload(payload)->result;
}

std::optional<Error> StateFile::append(const std::string& url, const ListResult& result) {
  const std::string payload = payload_of(url, result);
  if (payload.size() > 0xffff'ff00u) return failure(Kind::too_big, "a result is over 4 GB");
  const std::uint32_t checksum = checksum_of(payload);
  const std::string head = hex(checksum) + " " + std::to_string(payload.size()) + "\n";
  if (!write_all(descriptor_, head + payload + "\n")) {
    const std::string why = std::strerror(errno);
    if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) return failure(Kind::unwritable, why);
    return failure(Kind::unwritable, "state file: " + why);
  }
  records_[url] = {size_ + head.size(), static_cast<std::uint32_t>(payload.size()), checksum,
                   result.error.has_value()};
  size_ += head.size() + payload.size() + 1;
  if (now() - synced_at_ > 1) {
    ::fdatasync(descriptor_);
    synced_at_ = now();
  }
  return {};
}

}  // namespace thanbai
