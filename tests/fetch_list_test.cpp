// Lists of URLs: order, politeness, robots.txt, and taking up again after a kill.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <sstream>

#include "fetch/list.hpp"
#include "tests/misbehaving_server.hpp"

extern char** environ;

namespace thanbai {
namespace {

using testing::Connection;
using testing::path_of;
using testing::Server;
using Kind = Error::Kind;
using Seconds = std::chrono::duration<double>;

class NoProxy : public ::testing::Environment {
  void SetUp() override {
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy"}) ::unsetenv(name);
    for (const char* name : {"HTTPS_PROXY", "ALL_PROXY"}) ::unsetenv(name);
  }
};
const auto* const no_proxy [[maybe_unused]] = ::testing::AddGlobalTestEnvironment(new NoProxy);

/// Quick and rude; tests of manners set what they test.
ListOptions rude() {
  ListOptions options;
  options.fetch.timeout_seconds = 5;
  options.fetch.retries = 0;
  options.fetch.allow_private = true;
  options.per_host = 8;
  options.delay_seconds = 0;
  options.ignore_robots = true;
  return options;
}

/// What a run handed over, one line a result: `index path: output` or the kind of error.
struct Outcome {
  std::vector<std::string> lines;
  std::vector<std::string> details;
  int made = 0;
  std::optional<Result<ListProgress>> end;
};

ListHandlers collecting(Outcome& outcome) {
  ListHandlers handlers;
  handlers.make = [&outcome](std::size_t, const Page& page) {
    ++outcome.made;
    return Made{page.bytes, page.bytes != "empty"};
  };
  handlers.deliver = [&outcome](const ListResult& result) -> std::optional<Error> {
    std::string line = std::to_string(result.index) + " ";
    if (result.error) line += "error " + std::to_string(static_cast<int>(result.error->kind));
    if (!result.error) line += result.made.output + (result.made.has_body ? "" : " (no body)");
    if (result.from_state) line += " (kept)";
    outcome.lines.push_back(line);
    outcome.details.push_back(result.error ? to_string(*result.error) : "");
    return {};
  };
  return handlers;
}

Outcome run(const std::vector<std::string>& urls, const ListOptions& options) {
  Outcome outcome;
  outcome.end = fetch_list(urls, options, collecting(outcome));
  return outcome;
}

std::string error_line(int index, Kind kind) {
  return std::to_string(index) + " error " + std::to_string(static_cast<int>(kind));
}

class FetchList : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(directory_); }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  [[nodiscard]] std::string file(const char* name) const { return directory_ / name; }

  std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() / ("thanbai-list-" + std::to_string(::getpid()));
};

/// Answers every path with itself; counts requests, and how many were open at once.
class Echo {
 public:
  explicit Echo(double pause = 0, std::string robots = "")
      : server_([this, pause, robots](Connection& c) {
          for (std::string request; !(request = c.read_request()).empty();)
            answer(c, path_of(request), pause, robots);
        }) {}
  [[nodiscard]] std::string url(const std::string& path) const { return server_.url(path); }
  [[nodiscard]] std::vector<std::string> urls(int count) const {
    std::vector<std::string> list;
    for (int i = 0; i < count; ++i) list.push_back(url("/" + std::to_string(i)));
    return list;
  }
  int hits(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return hits_[path];
  }
  int all_hits() {
    const std::lock_guard lock(mutex_);
    int sum = 0;
    for (const auto& [path, count] : hits_) sum += count;
    return sum;
  }
  [[nodiscard]] int most_at_once() const { return most_; }
  std::vector<double> starts() {
    const std::lock_guard lock(mutex_);
    return starts_;
  }

 private:
  void answer(Connection& c, const std::string& path, double pause, const std::string& robots) {
    {
      const std::lock_guard lock(mutex_);
      ++hits_[path];
      starts_.push_back(Seconds(std::chrono::steady_clock::now() - start_).count());
      most_ = std::max(most_.load(), ++open_);
    }
    c.pause(path == "/slow" ? 0.3 : pause);
    if (path == "/robots.txt") {
      robots.empty() ? c.respond("404 x", "", "")
                     : c.respond("200 OK", "Content-Type: text/plain\r\n", robots);
    } else if (path == "/missing") {
      c.respond("404 x", "", "");
    } else if (path == "/moved") {
      c.respond("302 x", "Location: /private/x\r\n", "");
    } else if (path == "/busy" && hits(path) == 1) {
      c.respond("429 x", "Retry-After: 1\r\n", "");
    } else if (path == "/flaky" && hits(path) == 1) {
      c.respond("500 x", "", "");
    } else {
      c.respond("200 OK", "Content-Type: text/plain\r\n", path == "/empty" ? "empty" : path);
    }
    const std::lock_guard lock(mutex_);
    --open_;
  }

  std::mutex mutex_;
  std::map<std::string, int> hits_;
  std::vector<double> starts_;
  int open_ = 0;
  std::atomic<int> most_{0};
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Server server_;  // last: its threads use the rest
};

TEST_F(FetchList, DeliversInInputOrderWhateverComesFirst) {
  Echo echo;
  const Outcome outcome = run({echo.url("/slow"), echo.url("/a"), echo.url("/missing"), "file:///etc/hosts",
                               echo.url("/empty"), "http://me:hush@127.0.0.1:1/", echo.url("/b")},
                              rude());
  EXPECT_EQ(outcome.lines, (std::vector<std::string>{"0 /slow", "1 /a", error_line(2, Kind::not_found),
                                                     error_line(3, Kind::forbidden), "4 empty (no body)",
                                                     error_line(5, Kind::forbidden), "6 /b"}));
  EXPECT_EQ(outcome.details[5].find("hush"), std::string::npos);
  ASSERT_TRUE(*outcome.end);
  const ListProgress& end = **outcome.end;
  EXPECT_EQ(end.total, 7u);
  EXPECT_EQ(end.done, 7u);
  EXPECT_EQ(end.failed, 3u);
  EXPECT_EQ(end.without_body, 1u);
}

TEST_F(FetchList, OfNothingIsDoneAtOnce) {
  const Outcome outcome = run({}, rude());
  ASSERT_TRUE(*outcome.end);
  EXPECT_EQ((*outcome.end)->done, 0u);
}

TEST_F(FetchList, WorksOnManyButFewOfAHost) {
  Echo echo(0.03);
  ListOptions options = rude();
  options.per_host = 3;
  const Outcome outcome = run(echo.urls(20), options);
  EXPECT_EQ(outcome.lines.size(), 20u);
  EXPECT_EQ(echo.most_at_once(), 3);
  Echo other(0.03);
  options.per_host = 8;
  options.concurrency = 2;
  run(other.urls(10), options);
  EXPECT_EQ(other.most_at_once(), 2);
}

TEST_F(FetchList, KeepsAPauseBetweenPagesOfAHost) {
  Echo echo;
  ListOptions options = rude();
  options.delay_seconds = 0.1;
  run(echo.urls(4), options);
  const std::vector<double> starts = echo.starts();
  ASSERT_EQ(starts.size(), 4u);
  for (std::size_t i = 1; i < starts.size(); ++i) EXPECT_GT(starts[i] - starts[i - 1], 0.05);
  EXPECT_GT(starts[3] - starts[0], 0.25);
}

TEST_F(FetchList, LeavesAHostInPeaceThatAsksForIt) {
  Echo echo;
  ListOptions options = rude();
  options.per_host = 1;
  options.fetch.retries = 1;
  EXPECT_EQ(run({echo.url("/busy"), echo.url("/a")}, options).lines,
            (std::vector<std::string>{"0 /busy", "1 /a"}));
  const std::vector<double> starts = echo.starts();
  ASSERT_EQ(starts.size(), 3u);
  EXPECT_GE(starts[1] - starts[0], 0.9);
  EXPECT_LT(starts[2] - starts[1], 0.9);
}

TEST_F(FetchList, HoldsNoMoreThanItsWindow) {
  Echo echo;
  ListOptions options = rude();
  options.window = 3;
  std::vector<std::string> urls = echo.urls(10);
  urls.insert(urls.begin(), echo.url("/slow"));
  Outcome outcome;
  ListHandlers handlers = collecting(outcome);
  int most_waiting = 0;
  const auto make = handlers.make;
  handlers.make = [&](std::size_t index, const Page& page) {
    most_waiting = std::max(most_waiting, outcome.made + 1 - static_cast<int>(outcome.lines.size()));
    return make(index, page);
  };
  ASSERT_TRUE(fetch_list(urls, options, handlers));
  EXPECT_LE(most_waiting, 3);
  EXPECT_EQ(outcome.lines.size(), 11u);
}

TEST_F(FetchList, HonoursRobotsTxtAtRedirectsToo) {
  Echo echo(0, "User-agent: *\nDisallow: /private\nCrawl-delay: 0.1\n");
  ListOptions options = rude();
  const std::vector<std::string> urls = {echo.url("/a"), echo.url("/private"), echo.url("/moved"),
                                         echo.url("/b")};
  options.ignore_robots = false;
  const Outcome outcome = run(urls, options);
  EXPECT_EQ(outcome.lines, (std::vector<std::string>{"0 /a", error_line(1, Kind::forbidden),
                                                     error_line(2, Kind::forbidden), "3 /b"}));
  EXPECT_NE(outcome.details[1].find("--ignore-robots"), std::string::npos) << outcome.details[1];
  EXPECT_EQ(echo.hits("/robots.txt"), 1);
  EXPECT_EQ(echo.hits("/private"), 0);
  EXPECT_EQ(echo.hits("/private/x"), 0);
  EXPECT_GE((*outcome.end)->seconds, 0.15);  // Crawl-delay
  options.ignore_robots = true;
  EXPECT_EQ(run(urls, options).lines,
            (std::vector<std::string>{"0 /a", "1 /private", "2 /private/x", "3 /b"}));
}

TEST_F(FetchList, FetchesNothingWhereRobotsTxtCannotBeRead) {
  const struct {
    const char* name;
    std::function<void(Connection&)> robots;
    bool allowed;
  } rows[] = {
      {"missing", [](Connection& c) { c.respond("404 x", "", ""); }, true},
      {"forbidden", [](Connection& c) { c.respond("403 x", "", ""); }, true},
      {"of another type", [](Connection& c) { c.respond("200 x", "Content-Type: image/png\r\n", "x"); },
       true},
      {"HTML", [](Connection& c) { c.respond("200 x", "Content-Type: text/html\r\n", "<p>Disallow: /"); },
       true},
      {"server error", [](Connection& c) { c.respond("500 x", "", ""); }, false},
      {"overload", [](Connection& c) { c.respond("503 x", "", ""); }, false},
      {"no answer", [](Connection&) {}, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const Server server([&](Connection& c) {
      for (std::string request; !(request = c.read_request()).empty();) {
        if (path_of(request) == "/robots.txt") return row.robots(c);
        c.respond("200 OK", "Content-Type: text/plain\r\n", "Rain");
      }
    });
    ListOptions options = rude();
    options.ignore_robots = false;
    const Outcome outcome = run({server.url("/a"), server.url("/b")}, options);
    const auto line = row.allowed ? std::string("0 Rain") : error_line(0, Kind::forbidden);
    ASSERT_EQ(outcome.lines.size(), 2u);
    EXPECT_EQ(outcome.lines[0], line) << outcome.details[0];
  }
}

TEST_F(FetchList, StopsWhenTold) {
  Echo echo(0.05);
  Outcome outcome;
  ListHandlers handlers = collecting(outcome);
  handlers.progress = [&](const ListProgress& progress) { return progress.done < 3; };
  ListOptions options = rude();
  options.concurrency = 2;
  options.state_path = file("state");
  const auto end = fetch_list(echo.urls(50), options, handlers);
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().kind, Kind::interrupted);
  EXPECT_LT(outcome.made, 10);
  options.concurrency = 8;
  const Outcome rest = run(echo.urls(50), options);
  EXPECT_EQ(rest.lines.size(), 50u);
  EXPECT_EQ((*rest.end)->from_state, static_cast<std::size_t>(outcome.made));
}

TEST_F(FetchList, EndsWhenAResultCannotBeDelivered) {
  Echo echo;
  Outcome outcome;
  ListHandlers handlers = collecting(outcome);
  handlers.deliver = [](const ListResult&) { return Error{Kind::unwritable, "out", "disk full"}; };
  const auto end = fetch_list(echo.urls(3), rude(), handlers);
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().kind, Kind::unwritable);
}

TEST_F(FetchList, GoesOnAfterAPageThatTakesTooMuchMemory) {
  Echo echo;
  Outcome outcome;
  ListHandlers handlers = collecting(outcome);
  handlers.make = [](std::size_t index, const Page& page) {
    if (index == 1) throw std::bad_alloc();
    return Made{page.bytes};
  };
  ASSERT_TRUE(fetch_list(echo.urls(3), rude(), handlers));
  EXPECT_EQ(outcome.lines, (std::vector<std::string>{"0 /0", error_line(1, Kind::exhausted), "2 /2"}));
}

// ---- State files

TEST_F(FetchList, TakesUpWhereItStopped) {
  Echo echo;
  ListOptions options = rude();
  options.state_path = file("state");
  const std::vector<std::string> urls = {echo.url("/a"), echo.url("/missing"), echo.url("/empty"),
                                         echo.url("/b")};
  run({urls[0], urls[1], urls[2]}, options);
  const Outcome second = run(urls, options);
  EXPECT_EQ(second.lines, (std::vector<std::string>{"0 /a (kept)", error_line(1, Kind::not_found) + " (kept)",
                                                    "2 empty (no body) (kept)", "3 /b"}));
  EXPECT_NE(second.details[1].find("404"), std::string::npos);
  EXPECT_EQ(second.made, 1);
  EXPECT_EQ((*second.end)->from_state, 3u);
  EXPECT_EQ((*second.end)->failed, 1u);
  EXPECT_EQ(echo.hits("/a"), 1);
  EXPECT_EQ(echo.hits("/missing"), 1);
}

TEST_F(FetchList, RetriesOnlyWhatFailed) {
  Echo echo;
  ListOptions options = rude();
  options.state_path = file("state");
  const std::vector<std::string> urls = {echo.url("/a"), echo.url("/flaky"), echo.url("/b")};
  EXPECT_EQ(run(urls, options).lines[1], error_line(1, Kind::refused));
  options.retry_failed = true;
  EXPECT_EQ(run(urls, options).lines, (std::vector<std::string>{"0 /a (kept)", "1 /flaky", "2 /b (kept)"}));
  EXPECT_EQ(run(urls, options).lines,
            (std::vector<std::string>{"0 /a (kept)", "1 /flaky (kept)", "2 /b (kept)"}));
  EXPECT_EQ(echo.hits("/a"), 1);
  EXPECT_EQ(echo.hits("/flaky"), 2);
}

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

/// Whatever byte a kill or a power failure cut the file at, nothing whole is
/// lost, nothing half is believed.
TEST_F(FetchList, SurvivesAStateFileCutAnywhere) {
  Echo echo;
  ListOptions options = rude();
  options.state_path = file("state");
  const std::vector<std::string> urls = echo.urls(3);
  options.concurrency = 1;
  run(urls, options);
  const std::string whole = contents(options.state_path);
  for (std::size_t cut = 0; cut < whole.size(); cut += cut < 40 ? 1 : 7) {
    SCOPED_TRACE(cut);
    write(options.state_path, whole.substr(0, cut));
    const Outcome outcome = run(urls, options);
    ASSERT_TRUE(*outcome.end) << to_string(outcome.end->error());
    ASSERT_EQ(outcome.lines.size(), 3u);
    EXPECT_EQ(outcome.made + static_cast<int>((*outcome.end)->from_state), 3);
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE(outcome.lines[i].starts_with(std::to_string(i) + " /" + std::to_string(i)))
          << outcome.lines[i];
    }
    EXPECT_EQ(contents(options.state_path), whole);
  }
}

TEST_F(FetchList, BelievesNoRecordThatWasChanged) {
  Echo echo;
  ListOptions options = rude();
  options.concurrency = 1;
  options.state_path = file("state");
  run(echo.urls(3), options);
  const std::string whole = contents(options.state_path);
  for (std::size_t at = 25; at < whole.size(); at += 5) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write(options.state_path, changed);
    const Outcome outcome = run(echo.urls(3), options);
    ASSERT_TRUE(*outcome.end);
    EXPECT_GE(outcome.made, 1) << at;
    EXPECT_EQ(contents(options.state_path), whole) << at;
  }
}

TEST_F(FetchList, RefusesAStateFileThatIsNotItsOwn) {
  Echo echo;
  ListOptions options = rude();
  options.state_path = file("state");
  options.purpose = "text";
  run(echo.urls(1), options);
  options.purpose = "json";
  const auto refuses = [&](const char* says, Kind kind) {
    const Outcome outcome = run(echo.urls(1), options);
    ASSERT_FALSE(*outcome.end);
    EXPECT_EQ(outcome.end->error().kind, kind);
    EXPECT_NE(outcome.end->error().detail.find(says), std::string::npos) << to_string(outcome.end->error());
  };
  refuses("other options", Kind::bad_option);
  options.state_path = file("letter");
  write(options.state_path, "Dear Sir or Madam, this is no state file.");
  refuses("left as it is", Kind::bad_option);
  EXPECT_EQ(contents(options.state_path), "Dear Sir or Madam, this is no state file.");
  options.state_path = directory_;
  refuses("", Kind::unwritable);
  options.state_path = file("no/such/directory");
  refuses("", Kind::unwritable);
}

TEST_F(FetchList, KeepsTwoRunsOffOneStateFile) {
  Echo echo;
  ListOptions options = rude();
  options.state_path = file("state");
  Outcome outcome;
  ListHandlers handlers = collecting(outcome);
  std::string said;
  handlers.make = [&](std::size_t, const Page&) {
    const Outcome inner = run(echo.urls(1), options);
    if (!*inner.end) said = inner.end->error().detail;
    return Made{"x"};
  };
  ASSERT_TRUE(fetch_list(echo.urls(1), options, handlers));
  EXPECT_EQ(said, "another run is using this state file");
}

TEST_F(FetchList, SaysThatTheDiskIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP();
  // A limit on file size stands in for the disk: both fail the write.
  Echo echo;
  ListOptions options = rude();
  options.concurrency = 1;
  options.state_path = file("state");
  rlimit old_limit{};
  getrlimit(RLIMIT_FSIZE, &old_limit);
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{150, old_limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &tight);
  const Outcome full = run(echo.urls(9), options);
  setrlimit(RLIMIT_FSIZE, &old_limit);
  ASSERT_FALSE(*full.end);
  EXPECT_EQ(full.end->error().kind, Kind::unwritable) << to_string(full.end->error());
  const Outcome rest = run(echo.urls(9), options);
  EXPECT_EQ(rest.lines.size(), 9u);
  EXPECT_EQ(rest.lines[0], "0 /0 (kept)");
}

// ---- Kills

/// Not a test: the program that the next ones start, and kill. Runs the list in
/// the environment and writes what is delivered to a file.
TEST(Worker, DISABLED_RunsAList) {
  std::istringstream list(std::getenv("LIST"));
  std::vector<std::string> urls;
  for (std::string url; list >> url;) urls.push_back(url);
  const std::string directory = std::getenv("DIRECTORY");
  ListOptions options = rude();
  options.concurrency = options.per_host = 4;
  options.state_path = directory + "/state";
  // Not a stream: the sanitizer's check of its type needs descriptors, too.
  std::FILE* const out = std::fopen((directory + "/out").c_str(), "w");
  if (const auto descriptors = std::strtoul(std::getenv("DESCRIPTORS"), nullptr, 10)) {
    options.concurrency = options.per_host = 32;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = descriptors;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  ListHandlers handlers;
  handlers.make = [](std::size_t, const Page& page) { return Made{page.bytes}; };
  handlers.deliver = [&](const ListResult& result) -> std::optional<Error> {
    std::fprintf(out, "%zu %s\n", result.index, result.made.output.c_str());
    std::fflush(out);
    return {};
  };
  ASSERT_TRUE(fetch_list(urls, options, handlers));
  std::fclose(out);
}

/// Starts this very program as the worker.
pid_t start_worker(const Echo& echo, int pages, const std::string& directory, const char* descriptors) {
  std::string list;
  for (const std::string& url : echo.urls(pages)) list += url + " ";
  ::setenv("LIST", list.c_str(), 1);
  ::setenv("DIRECTORY", directory.c_str(), 1);
  ::setenv("DESCRIPTORS", descriptors, 1);
  std::string program = std::filesystem::read_symlink("/proc/self/exe");
  std::string filter = "--gtest_filter=Worker.DISABLED_RunsAList", also = "--gtest_also_run_disabled_tests",
              quiet = "--gtest_brief=1";
  char* arguments[] = {program.data(), filter.data(), also.data(), quiet.data(), nullptr};
  pid_t worker = 0;
  EXPECT_EQ(::posix_spawn(&worker, program.c_str(), nullptr, nullptr, arguments, environ), 0);
  return worker;
}

std::string expected_output(int pages) {
  std::string expected;
  for (int i = 0; i < pages; ++i) expected += std::to_string(i) + " /" + std::to_string(i) + "\n";
  return expected;
}

TEST_F(FetchList, GetsByWithFewFileDescriptors) {
  Echo echo(0.02);
  int status = -1;
  ::waitpid(start_worker(echo, 60, directory_, "10"), &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(contents(file("out")), expected_output(60));
}

TEST_F(FetchList, LosesAndRepeatsNothingWhenKilledAtAnyMoment) {
  static constexpr int pages = 120;
  Echo echo(0.005);
  std::minstd_rand random(7);
  int kills = 0, status = -1;
  for (; kills < 100; ++kills) {
    const pid_t worker = start_worker(echo, pages, directory_, "");
    // By work done, not by time alone, so that it ends on a slow machine too.
    const int enough = echo.all_hits() + 5 + static_cast<int>(random() % 8);
    bool left = false;
    while (!left && echo.all_hits() < enough) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      left = ::waitpid(worker, &status, WNOHANG) == worker;
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 8000));
    if (left) break;
    ::kill(worker, SIGKILL);
    ::waitpid(worker, &status, 0);
  }
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_GE(kills, 1);
  EXPECT_EQ(contents(file("out")), expected_output(pages));
  const std::string state = contents(file("state"));
  for (const std::string& url : echo.urls(pages)) {
    const std::string record = "\nbody " + std::to_string(url.size()) + "\n" + url + "/";
    const auto first = state.find(record.substr(0, record.size() - 1));
    ASSERT_NE(first, std::string::npos) << url;
  }
  EXPECT_EQ(std::count(state.begin(), state.end(), '\n'), 1 + 3 * pages);  // one record each
  EXPECT_LE(echo.all_hits(), pages + 4 * kills);                           // what was under way at a kill
}

TEST_F(FetchList, ReadsListsWithBlanksCommentsAndDoubles) {
  write(file("list"),
        "\xef\xbb\xbfhttps://a.example/1\r\n\n  # why\n\thttps://a.example/2 \nhttps://a.example/1\nlast");
  const auto urls = read_list(file("list"));
  ASSERT_TRUE(urls);
  EXPECT_EQ(*urls, (std::vector<std::string>{"https://a.example/1", "https://a.example/2", "last"}));
  EXPECT_EQ(read_list(file("none")).error().kind, Kind::not_found);
}

}  // namespace
}  // namespace thanbai
