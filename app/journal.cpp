#include "app/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

namespace thanbai::app {
namespace {

constexpr std::array<const char*, 3> kind_names = {"body", "none", "failed"};

std::string title_of(Format format) {
  constexpr std::array<const char*, 4> formats = {"text", "markdown", "html", "json"};
  return std::string("thanbai journal 1 ") + formats[static_cast<std::size_t>(format)];
}

/// One line, one field.
std::string field(const std::string& text) {
  std::string out = text;
  for (char& c : out)
    if (c == '\n' || c == '\t' || c == '\r') c = ' ';
  return out;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written >= 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR) return false;
  }
  return true;
}

/// All bytes of a range; fewer at the end of the file.
std::string read_range(int file, std::size_t offset, std::size_t length) {
  std::string bytes(length, 0);
  std::size_t got = 0;
  while (got < length) {
    const ssize_t count = pread(file, bytes.data() + got, length - got, static_cast<off_t>(offset + got));
    if (count > 0) got += static_cast<std::size_t>(count);
    else if (count == 0 || errno != EINTR) break;
  }
  bytes.resize(got);
  return bytes;
}

std::size_t size_of(int file) {
  struct stat status {};
  return fstat(file, &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

}  // namespace

Journal::Journal(std::string output, Format format) : output_(std::move(output)), format_(format) {}

Journal::Journal(Journal&& other) noexcept
    : output_(std::move(other.output_)),
      format_(other.format_),
      part_(std::exchange(other.part_, -1)),
      journal_(std::exchange(other.journal_, -1)),
      part_size_(other.part_size_),
      journal_size_(other.journal_size_),
      done_(other.done_),
      entries_(std::move(other.entries_)) {}

Journal::~Journal() {
  if (part_ >= 0) close(part_);
  if (journal_ >= 0) close(journal_);
}

Result<Journal> Journal::open(const std::string& output, const std::vector<std::string>& sources, Format format,
                              bool resume) {
  Journal journal(output, format);
  journal.journal_ = ::open(journal.journal_path().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (journal.journal_ < 0) return write_error(journal.journal_path(), errno);
  if (flock(journal.journal_, LOCK_EX | LOCK_NB) != 0)
    return Error{Error::Kind::unwritable, output, "another thanbai is writing it; wait for it, or choose another -o"};
  if (size_of(journal.journal_) > 0 && !resume)
    return Error{Error::Kind::unwritable, output,
                 "an unfinished run is here; go on with --resume, or remove " + journal.journal_path()};
  journal.part_ = ::open(journal.part_path().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (journal.part_ < 0) return write_error(journal.part_path(), errno);
  if (resume) {
    if (auto error = journal.read(sources)) return *error;
  }
  if (auto error = journal.begin()) return *error;
  return journal;
}

/// Takes in the lines that count.
std::optional<Error> Journal::read(const std::vector<std::string>& sources) {
  const std::string all = read_range(journal_, 0, size_of(journal_));
  std::string_view rest = all;
  for (bool first = true;; first = false) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string line(rest.substr(0, end));
    if (first && line != title_of(format_))
      return Error{Error::Kind::bad_option, "--resume",
                   journal_path() + " is of another kind of run ('" + line + "'): use its --format, or remove it"};
    if (line == "done") done_ = true;
    else if (!first) {
      if (auto error = read_line(line, sources)) return error;
    }
    rest.remove_prefix(end + 1);
    journal_size_ += end + 1;
  }
}

std::optional<Error> Journal::read_line(const std::string& line, const std::vector<std::string>& sources) {
  std::size_t index = 0, offset = 0, length = 0;
  char kind[8] = "";
  int used = 0;
  const int fields = std::sscanf(line.c_str(), "%zu %7s %zu %zu\t%n", &index, kind, &offset, &length, &used);
  const std::size_t tab = line.find('\t', static_cast<std::size_t>(used));
  std::size_t which = 0;
  while (which < kind_names.size() && std::string_view(kind) != kind_names[which]) ++which;
  const std::string source = fields == 4 && tab != std::string::npos
                                 ? line.substr(static_cast<std::size_t>(used), tab - static_cast<std::size_t>(used)) : "";
  if (which == kind_names.size() || index >= sources.size() || field(sources[index]) != source)
    return Error{Error::Kind::bad_option, "--resume",
                 journal_path() + " does not fit the list at '" + line + "': give the list it was begun with, or remove it"};
  entries_[index] = {static_cast<Outcome::Kind>(which), offset, length, source, line.substr(tab + 1)};
  return std::nullopt;
}

/// Cuts off what a killed run left half-done, and stands at the end.
std::optional<Error> Journal::begin() {
  if (done_) return std::nullopt;
  std::size_t reached = 0;  // a line whose bytes are not there does not count
  const std::size_t available = size_of(part_);
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.offset + entry.second.length > available; });
  for (const auto& [index, entry] : entries_) reached = std::max(reached, entry.offset + entry.length);
  part_size_ = reached;
  if (ftruncate(part_, static_cast<off_t>(part_size_)) != 0 || ftruncate(journal_, static_cast<off_t>(journal_size_)) != 0)
    return write_error(output_, errno);
  lseek(part_, 0, SEEK_END);
  lseek(journal_, 0, SEEK_END);
  if (journal_size_ > 0) return std::nullopt;
  const std::string title = title_of(format_) + "\n";
  journal_size_ = title.size();
  if (!write_all(journal_, title)) return write_error(journal_path(), errno);
  return std::nullopt;
}

std::optional<Error> Journal::add(const Outcome& outcome) {
  const Entry entry{outcome.kind, part_size_, outcome.bytes.size(), outcome.source, field(outcome.reason)};
  if (!write_all(part_, outcome.bytes)) return write_error(part_path(), errno);
  const std::string line = std::to_string(outcome.index) + " " + kind_names[static_cast<std::size_t>(entry.kind)] + " " +
                           std::to_string(entry.offset) + " " + std::to_string(entry.length) + "\t" +
                           field(entry.source) + "\t" + entry.reason + "\n";
  if (!write_all(journal_, line)) return write_error(journal_path(), errno);
  part_size_ += entry.length;
  entries_[outcome.index] = entry;
  return std::nullopt;
}

std::optional<Error> Journal::copy_to(Output& out) {
  bool first = true;
  for (const auto& [index, entry] : entries_) {
    if (entry.kind == Outcome::Kind::failed) continue;
    std::string bytes = first ? "" : separator_of(format_);
    first = false;
    bytes += read_range(part_, entry.offset, entry.length);
    if (auto error = out.write(bytes)) return error;
  }
  return std::nullopt;
}

std::optional<Error> Journal::finish() {
  if (!done_) {
    auto out = Output::open(output_);
    if (!out) return out.error();
    if (auto error = copy_to(*out)) return error;
    if (auto error = out->keep()) return error;
    if (!write_all(journal_, "done\n")) return write_error(journal_path(), errno);
  }
  unlink(part_path().c_str());
  unlink(journal_path().c_str());
  return std::nullopt;
}

Tally Journal::tally() const {
  Tally tally;
  for (const auto& [index, entry] : entries_) tally.add(entry.kind);
  return tally;
}

std::vector<Outcome> Journal::failures() const {
  std::vector<Outcome> failed;
  for (const auto& [index, entry] : entries_)
    if (entry.kind == Outcome::Kind::failed)
      failed.push_back({index, entry.source, entry.kind, {}, entry.reason, {}});
  return failed;
}

}  // namespace thanbai::app
