// The way of pages through the program: inputs, queue, workers, and out again in order.
#include "app/run.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "app/inputs.hpp"
#include "app/interrupt.hpp"
#include "app/list.hpp"
#include "app/load.hpp"
#include "app/queue.hpp"
#include "app/report.hpp"
#include "app/writer.hpp"
#include "fetch/fetch.hpp"
#include "fetch/list.hpp"

namespace thanbai::app {
namespace {

/// Takes outcomes as workers finish, and passes them on in order of the input.
/// Safe from many threads.
class Collector {
 public:
  Collector(Report& report, PageWriter& writer) : report_(report), writer_(writer) {}

  /// Returns whether more is wanted.
  [[nodiscard]] bool add(Outcome outcome) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(outcome.index, std::move(outcome));
    for (auto next = waiting_.find(next_); next != waiting_.end() && !error_; next = waiting_.find(++next_)) {
      report_.add(next->second);
      error_ = writer_.add(next->second);
      waiting_.erase(next);
    }
    return !error_ && !writer_.closed();
  }

  /// What went wrong with the output. After all workers are done.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::mutex mutex_;
  Report& report_;
  PageWriter& writer_;
  std::map<std::size_t, Outcome> waiting_;
  std::size_t next_ = 0;
  std::optional<Error> error_;
};

/// What the workers share.
struct Work {
  const Settings& settings;
  const Rulebook& rules;
  Terminal& terminal;
  Loader& loader;
  Collector& collector;
  Queue& queue;
  bool many;
};

void work(Work& shared) {
  while (auto job = shared.queue.take()) {
    const std::size_t index = job->index;
    if (!job->page) job->page = shared.loader.load(job->source);
    Outcome outcome = outcome_of(std::move(*job), shared.settings, shared.rules, shared.many, shared.terminal.colour());
    if (!shared.collector.add(std::move(outcome)) || interrupted()) shared.queue.stop();
    shared.queue.finished(index);
  }
}

std::size_t worker_count(const Settings& settings, std::size_t sources) {
  const std::size_t wanted = settings.jobs > 0 ? settings.jobs : std::max(1U, std::thread::hardware_concurrency());
  return settings.split ? wanted : std::min(wanted, sources);
}

/// Cleans every source. Returns what went wrong with the output, if anything did.
std::optional<Error> clean_all(std::vector<std::string> sources, std::optional<Separator> separator,
                               const Settings& settings, const Rulebook& rules, Terminal& terminal, Report& report) {
  auto output = Output::open(settings.output);
  if (!output) return output.error();
  PageWriter writer(std::move(output).value(), settings.format);
  Collector collector(report, writer);
  Loader loader(settings, terminal);
  const bool many = !settings.input_file.empty() || settings.split || sources.size() > 1;
  const std::size_t workers = worker_count(settings, sources.size());
  Inputs inputs(std::move(sources), std::move(separator), [&](const std::string& source) { return loader.load(source); });
  Queue queue([&] { return inputs.next(); }, 4 * workers + 16);
  Work shared{settings, rules, terminal, loader, collector, queue, many};

  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers; ++i) threads.emplace_back([&] { work(shared); });
  work(shared);
  for (auto& thread : threads) thread.join();
  if (collector.error() || interrupted()) return collector.error();
  return writer.keep();
}

int failed(const Error& error, Terminal& terminal) {
  terminal.report(error);
  return 2;
}

}  // namespace

int run(const Settings& settings, const Rulebook& rules, Terminal& terminal) {
  std::vector<std::string> sources = settings.inputs;
  if (!settings.input_file.empty()) {
    auto list = read_list(settings.input_file);
    if (!list) return failed(list.error(), terminal);
    sources = std::move(list).value();
    if (std::any_of(sources.begin(), sources.end(), looks_like_url))
      return run_list(sources, settings, rules, terminal);
    if (settings.resume)
      return failed({Error::Kind::bad_option, "--resume", "is for lists of URLs: files are soon done again without it"}, terminal);
  } else if (sources.empty()) {
    sources = {"-"};
  }
  std::optional<Separator> separator;
  if (settings.split) {
    auto made = Separator::make(*settings.split);
    if (!made) return failed(made.error(), terminal);
    separator = std::move(made).value();
  }
  Report report(terminal);
  auto error = clean_all(std::move(sources), std::move(separator), settings, rules, terminal, report);
  if (!error && !settings.failures.empty()) error = report.write_failures(settings.failures);
  if (error) return failed(*error, terminal);
  if (!settings.input_file.empty()) terminal.report("", report.in_words());
  return report.exit_status();
}

}  // namespace thanbai::app
