#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <thanbai/error.hpp>
#include <thanbai/options.hpp>
#include <thanbai/page.hpp>

namespace thanbai {

/// How to work through a list of URLs. Polite by default.
struct ListOptions {
  FetchOptions fetch;    ///< of each page; its time limit starts when the page's own turn comes
  int concurrency = 16;  ///< transfers at once
  int per_host = 2;      ///< of these, to one host
  double delay_seconds =
      1;  ///< between the starts of two transfers to one host; a Crawl-delay may lengthen it
  double crawl_delay_cap_seconds = 30;
  bool ignore_robots = false;  ///< else robots.txt decides (RFC 9309), at every redirect too
  int window = 512;            ///< pages worked on ahead of the next to deliver
  std::string state_path;      ///< where results are kept as they come, to resume from; empty: nowhere
  std::string purpose;  ///< what the outputs depend on (format, options): a state file of another is refused
  bool retry_failed = false;  ///< do those again that failed in an earlier run of the same state file
};

/// What `make` makes of a page.
struct Made {
  std::string output;
  bool has_body = true;  ///< false: the page holds no article
};

/// The end of one URL of the list.
struct ListResult {
  std::size_t index = 0;       ///< in the list, from 0
  std::string url;             ///< as listed, without credentials
  Made made;                   ///< unless `error`
  std::optional<Error> error;  ///< why there is no page
  bool from_state = false;     ///< done in an earlier run
};

/// How far a list has come.
struct ListProgress {
  std::size_t total = 0, done = 0, failed = 0, without_body = 0;  ///< URLs; `done` counts the failed ones too
  std::size_t from_state = 0;                                     ///< of `done`, those of an earlier run
  std::size_t running = 0;                                        ///< transfers under way
  std::size_t bytes = 0;                                          ///< of all pages of this run, decompressed
  double seconds = 0;                                             ///< since the start of this run
  double pages_per_second = 0;                                    ///< of this run
  double seconds_left = 0;                                        ///< at that rate; negative where unknown
};

/// What the caller does with results. All are called on the caller's thread,
/// never two at once; keep them short, since transfers wait meanwhile.
struct ListHandlers {
  /// Turns a page into output, once for each page, in order of arrival. What
  /// it returns is in the state file before `deliver` sees it. Needed.
  std::function<Made(std::size_t index, const Page& page)> make;
  /// Takes every result, those of earlier runs too, in input order, once a
  /// run: so a resumed run writes the very output of one that was never
  /// stopped. An error ends the run. Needed.
  std::function<std::optional<Error>(const ListResult& result)> deliver;
  /// Called at least four times a second; false stops (say, on Ctrl-C).
  std::function<bool(const ListProgress& progress)> progress;
};

/// Fetches every URL, many at once but few from each host.
///
/// A page that fails is a result with an error, and the next one goes on.
/// The state file is appended to, one checksummed record a page, each written
/// before the page is delivered: after a kill at any moment no page is lost
/// and none is fetched again that had been recorded; a torn last record is
/// cut off. Two runs cannot use it at once. It may be deleted after the last run.
///
/// returns  The final counts.
/// errors   interrupted (progress said stop; what was recorded stays),
///          unwritable (state file: disk full ...), bad_option (state file of
///          another purpose, in use, or not one), or what deliver() returned.
[[nodiscard]] Result<ListProgress> fetch_list(const std::vector<std::string>& urls,
                                              const ListOptions& options, const ListHandlers& handlers);

/// One URL a line, from a file or standard input (`-`): white space around is
/// dropped, blank lines and lines that start with `#` are skipped, a URL that
/// comes again is taken once. Errors are those of read_file.
[[nodiscard]] Result<std::vector<std::string>> read_list(const std::string& path);

}  // namespace thanbai
