// Pages of this machine: files and standard input.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "fetch/fetch.hpp"

namespace thanbai {
namespace {

Error file_error(const std::string& path, int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return {Error::Kind::not_found, path, "no such file; check the spelling"};
    case EISDIR:
      return {Error::Kind::unreadable, path, "is a directory; name the pages in it"};
    case EACCES:
    case EPERM:
      return {Error::Kind::unreadable, path, "may not be read; check its permissions"};
    case EMFILE:
    case ENFILE:
      return {Error::Kind::exhausted, path, "too many open files; raise the limit (ulimit -n)"};
    default:
      return {Error::Kind::unreadable, path, std::string("cannot be read: ") + std::strerror(code)};
  }
}

/// Closes what it opened, never standard input.
struct Descriptor {
  int number;
  ~Descriptor() {
    if (number > STDIN_FILENO) ::close(number);
  }
};

/// Reads to the end or to one byte past the limit, so that a file that grows,
/// a pipe or a device is bounded too. 0, or an errno.
int read_all(int descriptor, std::size_t max_bytes, std::string& bytes) {
  static constexpr std::size_t step = std::size_t{1} << 16;
  while (bytes.size() <= max_bytes) {
    const auto old_size = bytes.size();
    if (bytes.capacity() < old_size + step) bytes.reserve(std::max(old_size + step, 2 * old_size));
    bytes.resize(old_size + step);
    const auto got = ::read(descriptor, bytes.data() + old_size, step);
    bytes.resize(old_size + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) return 0;
    if (got < 0 && errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace

Result<Page> read_file(const std::string& path, std::size_t max_bytes) {
  const bool from_stdin = path == "-";
  const Descriptor file{from_stdin ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.number < 0) return file_error(path, errno);
  struct stat status {};
  if (::fstat(file.number, &status) != 0) return file_error(path, errno);
  if (S_ISDIR(status.st_mode)) return file_error(path, EISDIR);
  const Error too_big{Error::Kind::too_big, path, "is over " + std::to_string(max_bytes) + " bytes"};
  if (S_ISREG(status.st_mode) && static_cast<std::uintmax_t>(status.st_size) > max_bytes) return too_big;
  Page page;
  page.source = path;
  try {
    if (S_ISREG(status.st_mode)) page.bytes.reserve(static_cast<std::size_t>(status.st_size) + (1u << 16));
    if (const int code = read_all(file.number, max_bytes, page.bytes)) return file_error(path, code);
  } catch (const std::bad_alloc&) {
    return Error{Error::Kind::exhausted, path, "does not fit in memory"};
  }
  if (page.bytes.size() > max_bytes) return too_big;
  return page;
}

bool looks_like_url(const std::string& argument) {
  const auto separator = argument.find("://");
  if (separator == std::string::npos || separator == 0) return false;
  for (std::size_t i = 0; i < separator; ++i) {
    const char c = argument[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!letter && (i == 0 || !later)) return false;
  }
  return true;
}

}  // namespace thanbai
