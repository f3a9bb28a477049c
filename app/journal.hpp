#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/outcome.hpp"
#include "app/output.hpp"

namespace thanbai::app {

/// What an --input-file run has done so far, on disk, so that a run killed at
/// any moment goes on without doing a page twice or losing one.
///
/// Beside FILE stand FILE.part, the pages' bytes in the order in which they
/// were done, and FILE.journal, a line for each of them, written after its
/// bytes: `INDEX KIND OFFSET LENGTH<tab>SOURCE<tab>REASON`. A line counts if it
/// is whole and its bytes are there; what follows the last that counts is cut
/// off. When all pages are done, they are copied to FILE in the order of the
/// list, and `done` is added before the two are removed.
class Journal {
 public:
  /// Starts a run, or with `resume` goes on with one. Errors: an unfinished run
  /// that was not to be resumed, one with another list or format, one that
  /// another process is at work on.
  [[nodiscard]] static Result<Journal> open(const std::string& output, const std::vector<std::string>& sources,
                                            Format format, bool resume);
  ~Journal();
  Journal(Journal&& other) noexcept;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  Journal& operator=(Journal&&) = delete;

  [[nodiscard]] bool has(std::size_t index) const { return entries_.contains(index); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::optional<Error> add(const Outcome& outcome);
  /// Copies all pages into the output file and forgets the run.
  [[nodiscard]] std::optional<Error> finish();

  [[nodiscard]] Tally tally() const;
  /// What failed, in the order of the list; without their bytes.
  [[nodiscard]] std::vector<Outcome> failures() const;

 private:
  struct Entry {
    Outcome::Kind kind;
    std::size_t offset, length;
    std::string source, reason;
  };

  Journal(std::string output, Format format);
  [[nodiscard]] std::optional<Error> read(const std::vector<std::string>& sources);
  [[nodiscard]] std::optional<Error> read_line(const std::string& line, const std::vector<std::string>& sources);
  [[nodiscard]] std::optional<Error> begin();
  [[nodiscard]] std::optional<Error> copy_to(Output& out);
  [[nodiscard]] std::string part_path() const { return output_ + ".part"; }
  [[nodiscard]] std::string journal_path() const { return output_ + ".journal"; }

  std::string output_;
  Format format_;
  int part_ = -1, journal_ = -1;
  std::size_t part_size_ = 0, journal_size_ = 0;
  bool done_ = false;
  std::map<std::size_t, Entry> entries_;
};

}  // namespace thanbai::app
