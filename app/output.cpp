#include "app/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace thanbai::app {
namespace {

std::string advice(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT: return "free some space, or write elsewhere with -o";
    case EACCES:
    case EPERM:
    case EROFS: return "choose a place where you may write";
    case ENOENT:
    case ENOTDIR: return "make its directory first";
    case EISDIR: return "name a file";
    case EMFILE:
    case ENFILE: return "raise 'ulimit -n', or lower --jobs";
    default: return "try another place with -o";
  }
}

/// Where a chain of symbolic links leads, so that renaming replaces the file
/// and not the link.
std::string resolved(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result = real;
  std::free(real);
  return result;
}

mode_t permissions_for(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

Error write_error(const std::string& path, int code) {
  return {Error::Kind::unwritable, path.empty() ? "standard output" : path,
          std::string("cannot write: ") + std::strerror(code) + "; " + advice(code)};
}

Output::Output(int descriptor, std::string path, std::string aside)
    : descriptor_(descriptor), path_(std::move(path)), aside_(std::move(aside)) {}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      aside_(std::exchange(other.aside_, {})),
      closed_(other.closed_) {}

Output::~Output() {
  if (!aside_.empty()) unlink(aside_.c_str());
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

Result<Output> Output::open(const std::string& path) {
  if (path.empty()) return Output(STDOUT_FILENO, {}, {});
  if (is_special(path)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return write_error(path, errno);
    return Output(descriptor, path, {});
  }
  const std::string target = resolved(path);
  std::string aside = target + ".XXXXXX";
  const int descriptor = mkostemp(aside.data(), O_CLOEXEC);
  if (descriptor < 0) return write_error(path, errno);
  fchmod(descriptor, permissions_for(target));
  return Output(descriptor, target, aside);
}

std::optional<Error> Output::write(std::string_view bytes) {
  while (!bytes.empty() && !closed_) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno == EPIPE) closed_ = true;
    else if (errno != EINTR) return write_error(path_, errno);
  }
  return std::nullopt;
}

std::optional<Error> Output::keep() {
  if (aside_.empty()) return std::nullopt;
  // Some file systems say only here that the disk is full.
  if (close(std::exchange(descriptor_, -1)) != 0) return write_error(path_, errno);
  if (rename(aside_.c_str(), path_.c_str()) != 0) return write_error(path_, errno);
  aside_.clear();
  return std::nullopt;
}

int print(std::string_view text, Terminal& terminal) {
  auto out = Output::open("");
  if (auto error = out->write(text)) {
    terminal.report(*error);
    return 2;
  }
  return 0;
}

}  // namespace thanbai::app
