#include "app/list.hpp"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <utility>

#include "app/interrupt.hpp"
#include "app/report.hpp"
#include "app/writer.hpp"
#include "fetch/list.hpp"

namespace thanbai::app {
namespace {

std::string duration_in_words(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 100) return std::to_string(whole) + " s";
  if (whole < 100 * 60) return std::to_string(whole / 60) + " min";
  return std::to_string(whole / 3600) + " h";
}

/// `120 of 5000, 4 failed, 3.1 pages a second, 26 min left`
std::string in_words(const ListProgress& progress) {
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.1f", progress.pages_per_second);
  std::string text = std::to_string(progress.done) + " of " + std::to_string(progress.total);
  if (progress.failed > 0) text += ", " + std::to_string(progress.failed) + " failed";
  text += std::string(", ") + rate + " pages a second";
  if (progress.seconds_left >= 0) text += ", " + duration_in_words(progress.seconds_left) + " left";
  return text;
}

/// All that the outputs depend on.
std::string purpose_of(const Settings& settings) {
  const CleanOptions& clean = settings.clean;
  std::string purpose = "format " + std::to_string(static_cast<int>(settings.format)) + " type " +
                        std::to_string(static_cast<int>(clean.type)) + " favor " +
                        std::to_string(static_cast<int>(clean.favor)) + " page-type " +
                        (clean.page_type ? name_of(*clean.page_type) : "chosen");
  for (const auto& directory : settings.rule_directories) purpose += " rules " + directory;
  return purpose;
}

ListOptions options_of(const Settings& settings, const std::string& state) {
  ListOptions options;
  options.fetch = settings.fetch;
  if (settings.jobs > 0) options.concurrency = static_cast<int>(settings.jobs);
  options.per_host = static_cast<int>(settings.per_host);
  options.delay_seconds = settings.delay_seconds;
  options.ignore_robots = settings.ignore_robots;
  options.state_path = state;
  options.purpose = purpose_of(settings);
  return options;
}

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

/// Why a run may not begin, given what earlier ones left.
std::optional<Error> obstacle(const Settings& settings, const std::string& state) {
  if (state.empty() || exists(state) == settings.resume) return std::nullopt;
  if (!settings.resume)
    return Error{Error::Kind::unwritable, settings.output, "an unfinished run is here; go on with --resume, or remove " + state};
  if (exists(settings.output))
    return Error{Error::Kind::bad_option, settings.output, "is whole already; remove it to start again"};
  return std::nullopt;
}

class ListRun {
 public:
  ListRun(const Settings& settings, const Rulebook& rules, Terminal& terminal, PageWriter& writer)
      : settings_(settings), rules_(rules), terminal_(terminal), writer_(writer), report_(terminal) {}

  [[nodiscard]] ListHandlers handlers() {
    return {.make = [this](std::size_t index, const Page& page) { return make(index, page); },
            .deliver = [this](const ListResult& result) { return deliver(result); },
            .progress = [this](const ListProgress& progress) { return show(progress); }};
  }
  [[nodiscard]] Report& report() { return report_; }
  [[nodiscard]] const ListProgress& progress() const { return progress_; }

 private:
  Made make(std::size_t index, const Page& page) {
    Outcome outcome = outcome_of({index, page.source, page, 0}, settings_, rules_, true, terminal_.colour());
    Made made{std::move(outcome.bytes), outcome.kind == Outcome::Kind::body};
    outcome.bytes.clear();
    made_.emplace(index, std::move(outcome));
    return made;
  }

  /// What make() had to say is said when the page's turn comes.
  std::optional<Error> deliver(const ListResult& result) {
    Outcome outcome{result.index, result.url, Outcome::Kind::body, result.made.output, {}, {}};
    if (!result.made.has_body) outcome.kind = Outcome::Kind::no_body, outcome.reason = "no article found";
    if (result.error) outcome.kind = Outcome::Kind::failed, outcome.reason = result.error->detail;
    if (auto made = made_.extract(result.index)) {
      outcome.kind = made.mapped().kind;
      outcome.reason = std::move(made.mapped().reason);
      outcome.explanation = std::move(made.mapped().explanation);
    }
    report_.add(outcome);
    return writer_.add(outcome);
  }

  bool show(const ListProgress& progress) {
    progress_ = progress;
    terminal_.progress(in_words(progress));
    return !interrupted() && !writer_.closed();
  }

  const Settings& settings_;
  const Rulebook& rules_;
  Terminal& terminal_;
  PageWriter& writer_;
  Report report_;
  ListProgress progress_;
  std::map<std::size_t, Outcome> made_;  // not yet delivered; without bytes
};

void say_how_to_go_on(const ListProgress& progress, bool resumable, Terminal& terminal) {
  terminal.report("interrupted", std::to_string(progress.done) + " of " + std::to_string(progress.total) + " pages are done" +
                                     (resumable ? "; go on with the same command and --resume" : ""));
}

int failed(const Error& error, Terminal& terminal) {
  terminal.report(error);
  return 2;
}

}  // namespace

int run_list(const std::vector<std::string>& urls, const Settings& settings, const Rulebook& rules, Terminal& terminal) {
  const bool resumable = !settings.output.empty() && !is_special(settings.output);
  const std::string state = resumable ? settings.output + ".state" : "";
  if (auto error = obstacle(settings, state)) return failed(*error, terminal);
  auto output = Output::open(settings.output);
  if (!output) return failed(output.error(), terminal);
  PageWriter writer(std::move(output).value(), settings.format);
  ListRun list(settings, rules, terminal, writer);

  const auto done = fetch_list(urls, options_of(settings, state), list.handlers());
  terminal.clear();
  if (interrupted()) {
    say_how_to_go_on(list.progress(), resumable, terminal);
    return 2;
  }
  if (!done && !writer.closed()) return failed(done.error(), terminal);
  if (auto error = writer.keep()) return failed(*error, terminal);
  if (!settings.failures.empty())
    if (auto error = list.report().write_failures(settings.failures)) return failed(*error, terminal);
  if (!state.empty()) unlink(state.c_str());
  terminal.report("", list.report().in_words());
  return list.report().exit_status();
}

}  // namespace thanbai::app
