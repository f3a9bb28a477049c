// The way of a page through the program: inputs, queue, workers, then either
// the journal (lists that can be resumed) or the output, in order.
#include "app/run.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <sys/stat.h>

#include "app/inputs.hpp"
#include "app/interrupt.hpp"
#include "app/journal.hpp"
#include "app/load.hpp"
#include "app/outcome.hpp"
#include "app/output.hpp"
#include "app/queue.hpp"

namespace thanbai::app {
namespace {

using Clock = std::chrono::steady_clock;

/// Where outcomes go. One call at a time, in any order of pages.
class Results {
 public:
  virtual ~Results() = default;
  [[nodiscard]] virtual std::optional<Error> add(Outcome outcome) = 0;
  [[nodiscard]] virtual std::optional<Error> finish() = 0;
  [[nodiscard]] virtual bool wanted() const { return true; }  ///< false: no one reads on
};

/// Says what is to be said about a page on standard error.
void tell(const Outcome& outcome, Terminal& terminal) {
  if (!outcome.explanation.empty()) terminal.print(outcome.explanation);
  if (outcome.kind == Outcome::Kind::no_body || outcome.kind == Outcome::Kind::failed)
    terminal.report(outcome.source, outcome.reason);
}

/// Puts outcomes back in order and writes each when its turn comes.
class InOrder : public Results {
 public:
  InOrder(Output output, Format format, Terminal& terminal)
      : output_(std::move(output)), format_(format), terminal_(terminal) {}

  std::optional<Error> add(Outcome outcome) override {
    waiting_.emplace(outcome.index, std::move(outcome));
    for (auto next = waiting_.find(next_); next != waiting_.end(); next = waiting_.find(++next_)) {
      auto error = write(next->second);
      waiting_.erase(next);
      if (error) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> finish() override {
    return any_ ? output_.keep() : std::nullopt;  // nothing came of it: leave what was there
  }

  [[nodiscard]] bool wanted() const override { return !output_.closed(); }

 private:
  std::optional<Error> write(const Outcome& outcome) {
    tell(outcome, terminal_);
    if (outcome.kind == Outcome::Kind::failed) return std::nullopt;
    const std::string before = any_ ? separator_of(format_) : "";
    any_ = true;
    return output_.write(before + outcome.bytes);
  }

  Output output_;
  Format format_;
  Terminal& terminal_;
  std::map<std::size_t, Outcome> waiting_;
  std::size_t next_ = 0;
  bool any_ = false;
};

/// Writes outcomes as they come; the journal puts them in order at the end.
class Journalled : public Results {
 public:
  Journalled(Journal& journal, Terminal& terminal) : journal_(journal), terminal_(terminal) {}
  std::optional<Error> add(Outcome outcome) override {
    tell(outcome, terminal_);
    return journal_.add(outcome);
  }
  std::optional<Error> finish() override { return journal_.finish(); }

 private:
  Journal& journal_;
  Terminal& terminal_;
};

std::string duration_in_words(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole < 100) return std::to_string(whole) + " s";
  if (whole < 100 * 60) return std::to_string(whole / 60) + " min";
  return std::to_string(whole / 3600) + " h";
}

std::string tally_in_words(const Tally& tally) {
  return std::to_string(tally.total()) + (tally.total() == 1 ? " page: " : " pages: ") + std::to_string(tally.body) +
         " with a body, " + std::to_string(tally.no_body) + " without, " + std::to_string(tally.failed) + " failed";
}

/// One run: what the workers share.
class Run {
 public:
  Run(const Settings& settings, const Rulebook& rules, Terminal& terminal)
      : settings_(settings), rules_(rules), terminal_(terminal), loader_(settings, terminal) {}

  int all();

 private:
  [[nodiscard]] std::optional<Error> find_sources();
  [[nodiscard]] std::optional<Error> open_results();
  void work(Queue& queue);
  void process(Job job, Queue& queue);
  void accept(Outcome outcome, Queue& queue);
  void show_progress();
  void work_on_all();
  [[nodiscard]] int conclude();
  [[nodiscard]] std::optional<Error> write_failures();
  void say_how_it_went();
  int fail(const Error& error) {
    terminal_.report(error);
    return 2;
  }
  [[nodiscard]] bool is_list() const { return !settings_.input_file.empty(); }
  [[nodiscard]] bool many() const { return is_list() || sources_.size() > 1 || settings_.split; }

  const Settings& settings_;
  const Rulebook& rules_;
  Terminal& terminal_;
  Loader loader_;
  std::vector<std::string> sources_;
  std::optional<Separator> separator_;
  std::optional<Journal> journal_;

  std::mutex mutex_;  // guards what follows while workers run
  std::unique_ptr<Results> results_;
  Tally tally_;
  std::vector<Outcome> failures_;
  std::optional<Error> error_;
  std::size_t begun_with_ = 0;
  Clock::time_point start_ = Clock::now();
};

std::optional<Error> Run::find_sources() {
  if (settings_.split) {
    auto separator = Separator::make(*settings_.split);
    if (!separator) return separator.error();
    separator_ = std::move(separator).value();
  }
  sources_ = settings_.inputs;
  if (is_list()) {
    auto list = loader_.file(settings_.input_file);
    if (!list) return list.error();
    sources_ = entries_of(list->bytes);
  } else if (sources_.empty()) {
    sources_ = {"-"};
  }
  return std::nullopt;
}

bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

std::optional<Error> Run::open_results() {
  const bool resumable = is_list() && !settings_.output.empty() && !settings_.split && !is_special(settings_.output);
  if (resumable) {
    auto journal = Journal::open(settings_.output, sources_, settings_.format, settings_.resume);
    if (!journal) return journal.error();
    journal_.emplace(std::move(journal).value());
    begun_with_ = journal_->size();
    tally_ = journal_->tally();
    failures_ = journal_->failures();
    results_ = std::make_unique<Journalled>(*journal_, terminal_);
    return std::nullopt;
  }
  auto output = Output::open(settings_.output);
  if (!output) return output.error();
  results_ = std::make_unique<InOrder>(std::move(output).value(), settings_.format, terminal_);
  return std::nullopt;
}

void Run::work(Queue& queue) {
  while (auto job = queue.take()) {
    process(std::move(*job), queue);
    if (interrupted()) queue.stop();
  }
}

void Run::process(Job job, Queue& queue) {
  Job place{job.index, job.source, std::nullopt, 0};
  if (!job.page) job.page = loader_.load(job.source);
  accept(outcome_of(std::move(job), settings_, rules_, many(), terminal_.colour()), queue);
  queue.finished(place);
}

void Run::accept(Outcome outcome, Queue& queue) {
  const std::lock_guard lock(mutex_);
  if (error_ || outcome.kind == Outcome::Kind::interrupted) return;
  tally_.add(outcome.kind);
  if (outcome.kind == Outcome::Kind::failed)
    failures_.push_back({outcome.index, outcome.source, outcome.kind, {}, outcome.reason, {}});
  error_ = results_->add(std::move(outcome));
  if (error_ || !results_->wanted()) queue.stop();
  if (is_list()) show_progress();
}

/// `120 of 5000, 3.1 pages a second, 26 min left`
void Run::show_progress() {
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const auto done = static_cast<double>(tally_.total() - begun_with_);
  const auto left = static_cast<double>(sources_.size() - std::min(sources_.size(), tally_.total()));
  if (seconds <= 0 || done <= 0) return;
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.1f", done / seconds);
  terminal_.progress(std::to_string(tally_.total()) + " of " + std::to_string(sources_.size()) + ", " + rate +
                     " pages a second, " + duration_in_words(left * seconds / done) + " left");
}

void Run::work_on_all() {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned jobs = settings_.jobs > 0 ? settings_.jobs : is_list() ? std::max(8U, cores) : cores;
  Inputs inputs(sources_, separator_, [this](const std::string& source) { return loader_.load(source); });
  const auto next = [&]() {
    auto job = inputs.next();
    while (job && journal_ && journal_->has(job->index)) job = inputs.next();
    return job;
  };
  const auto host_of = [this](const Job& job) { return is_list() ? loader_.host_of(job.source) : std::string(); };
  const Politeness politeness{settings_.per_host, std::chrono::duration<double>(settings_.delay_seconds)};
  Queue queue(next, host_of, politeness, journal_ ? 10'000 : 4 * jobs + 16);

  const std::size_t useful = separator_ ? jobs : std::min<std::size_t>(jobs, sources_.size());
  std::vector<std::thread> workers;
  for (std::size_t i = 1; i < useful; ++i) workers.emplace_back([&] { work(queue); });
  work(queue);
  for (auto& worker : workers) worker.join();
  terminal_.clear();
}

/// An --input-file of what failed, so that it can be tried again alone.
std::optional<Error> Run::write_failures() {
  if (settings_.failures.empty()) return std::nullopt;
  auto out = Output::open(settings_.failures);
  if (!out) return out.error();
  std::sort(failures_.begin(), failures_.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
  for (const auto& failure : failures_)
    if (auto error = out->write("# " + printable(failure.reason) + "\n" + failure.source + "\n")) return error;
  return out->keep();
}

void Run::say_how_it_went() {
  if (interrupted() && journal_)
    terminal_.report("interrupted", std::to_string(tally_.total()) + " of " + std::to_string(sources_.size()) +
                                        " pages are done; go on with the same command and --resume");
  else if (interrupted())
    terminal_.report("interrupted", std::to_string(tally_.total()) + " pages were done");
  else if (is_list())
    terminal_.report("", tally_in_words(tally_));
}

int Run::conclude() {
  if (error_) return fail(*error_);
  if (auto error = write_failures()) return fail(*error);
  if (!interrupted())
    if (auto error = results_->finish()) return fail(*error);
  say_how_it_went();
  return tally_.exit_status();
}

int Run::all() {
  if (auto error = find_sources()) return fail(*error);
  if (auto error = open_results()) return fail(*error);
  work_on_all();
  return conclude();
}

}  // namespace

int run(const Settings& settings, const Rulebook& rules, Terminal& terminal) {
  return Run(settings, rules, terminal).all();
}

}  // namespace thanbai::app
