// The program against servers of every kind, each on 127.0.0.1 and of the test's own.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "tests/misbehaving_server.hpp"
#include "tests/run_program.hpp"

namespace {

using thanbai::test::Finished;
using thanbai::test::read_all;
using thanbai::test::Scratch;
using thanbai::testing::Connection;
using thanbai::testing::path_of;
using thanbai::testing::Server;

constexpr const char* html_type = "Content-Type: text/html; charset=utf-8\r\n";

std::string page(const std::string& title) {
  return "<!DOCTYPE html><html lang=en><title>" + title + "</title><article><h1>" + title +
         "</h1><p>Rain fell on the hills all night, and by the morning the river had left its bed and filled the "
         "lower fields, where the farmers had brought in the last of the rice only two days before.</p>"
         "<p>Nobody was hurt, said the head of the village, who had walked from door to door after midnight to wake "
         "those who live nearest to the water.</p></article>";
}

Finished thanbai_run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--allow-private", "--retries", "0"});
  return thanbai::test::run(THANBAI_BINARY, {.arguments = std::move(arguments)});
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(CliFetch, FetchesAndCleansInOneStep) {
  const Server server([](Connection& c) {
    const std::string request = c.read_request();
    if (path_of(request) == "/old") c.respond("301 Moved", "Location: /new\r\n", "");
    else c.respond("200 OK", html_type, page("Rain"));
  });
  const auto done = thanbai_run({"-f", "json", server.url("/old")});
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.err, "");
  EXPECT_NE(done.out.find("\"url\":\"" + server.url("/new") + "\""), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("Rain fell"), std::string::npos) << done.out;
}

TEST(CliFetch, SendsWhatItIsTold) {
  std::string request;
  const Server server([&](Connection& c) {
    request = c.read_request();
    c.respond("200 OK", html_type, page("Rain"));
  });
  const Scratch scratch;
  const std::string cookies = scratch.write("cookies", "127.0.0.1\tFALSE\t/\tFALSE\t0\tseen\tyes\n");
  const auto done = thanbai_run({"--user-agent", "reader/1.0", "--header", "Accept-Language: vi", "--cookies", cookies, server.url()});
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(thanbai::testing::header_of(request, "user-agent"), "reader/1.0");
  EXPECT_EQ(thanbai::testing::header_of(request, "accept-language"), "vi");
  EXPECT_EQ(thanbai::testing::header_of(request, "cookie"), "seen=yes");
}

struct Fault {
  const char* name;
  Server::Script answer;
  std::vector<std::string> options;
  const char* error;  ///< part of the one line on standard error
};

class CliFetchFault : public testing::TestWithParam<Fault> {};

TEST_P(CliFetchFault, IsOneClearLine) {
  const Server server([](Connection& c) {
    c.read_request();
    GetParam().answer(c);
  });
  auto arguments = GetParam().options;
  arguments.push_back(server.url("/page"));
  const auto done = thanbai_run(arguments);
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(done.out, "");
  EXPECT_EQ(lines_of(done.err), 1U) << done.err;
  EXPECT_EQ(done.err.rfind("thanbai: " + server.url("/page") + ": ", 0), 0U) << done.err;
  EXPECT_NE(done.err.find(GetParam().error), std::string::npos) << done.err;
}

void half_a_page(Connection& c) {
  c.send(std::string("HTTP/1.1 200 OK\r\n") + html_type + "Content-Length: 100000\r\n\r\n" + page("Rain"));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, CliFetchFault,
    testing::Values(
        Fault{"not_found", [](Connection& c) { c.respond("404 Not Found", html_type, page("Lost")); }, {}, "404"},
        Fault{"broken_server", [](Connection& c) { c.respond("500 Oops", html_type, page("Oops")); }, {}, "500"},
        Fault{"pdf", [](Connection& c) { c.respond("200 OK", "Content-Type: application/pdf\r\n", "%PDF-1.7"); }, {}, "application/pdf"},
        Fault{"to_a_file", [](Connection& c) { c.respond("302 Found", "Location: file:///etc/passwd\r\n", ""); }, {}, "file"},
        Fault{"broken_off", half_a_page, {}, "--partial"},
        Fault{"too_slow", [](Connection& c) { c.hang(); }, {"--timeout", "0.3"}, "--timeout"},
        Fault{"too_big", [](Connection& c) { c.respond("200 OK", html_type, std::string(5000, 'x')); }, {"--max-size", "4K"}, "--max-size"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(CliFetch, CleansAnErrorPageOrHalfAPageWhenAsked) {
  const Server lost([](Connection& c) { c.read_request(), c.respond("404 Not Found", html_type, page("Lost")); });
  const auto any = thanbai_run({"--any-status", lost.url()});
  EXPECT_EQ(any.status, 0) << any.err;
  EXPECT_NE(any.out.find("Rain fell"), std::string::npos);

  const Server broken([](Connection& c) { c.read_request(), half_a_page(c); });
  const auto half = thanbai_run({"--partial", "-f", "json", broken.url()});
  EXPECT_EQ(half.status, 0) << half.err;
  EXPECT_NE(half.out.find("\"notes\":[\"partial"), std::string::npos) << half.out;
}

/// Serves /0, /1 ... and counts how often each is asked for.
struct Site {
  std::mutex mutex;
  std::map<std::string, int> asked;
  double seconds = 0;  ///< that a page takes
  Server server{[this](Connection& c) {
    const std::string path = path_of(c.read_request());
    {
      const std::lock_guard lock(mutex);
      ++asked[path];
    }
    if (path == "/robots.txt") c.respond("200 OK", "Content-Type: text/plain\r\n", "User-agent: *\nDisallow: /secret\n");
    else if (path == "/lost") c.respond("404 Not Found", html_type, page("Lost"));
    else if (c.pause(seconds)) c.respond("200 OK", html_type, page("Page " + path));
  }};

  std::string list(const Scratch& scratch, int pages, const std::string& more = "") {
    std::string list;
    for (int i = 0; i < pages; ++i) list += server.url("/" + std::to_string(i)) + "\n";
    return scratch.write("list", list + more);
  }
  int times(const std::string& path) {
    const std::lock_guard lock(mutex);
    return asked[path];
  }
};

std::vector<std::string> list_arguments(const std::string& list, const std::string& out) {
  return {"--allow-private", "--retries", "0", "--input-file", list, "-o", out, "-f", "json", "--delay", "0", "--per-host", "4"};
}

TEST(CliList, FetchesInOrderObeysRobotsAndListsFailures) {
  Site site;
  const Scratch scratch;
  const std::string list = site.list(scratch, 20, site.server.url("/lost") + "\n" + site.server.url("/secret/a") + "\n");
  auto arguments = list_arguments(list, scratch.path("out"));
  arguments.insert(arguments.end(), {"--failures", scratch.path("failed")});
  const auto done = thanbai::test::run(THANBAI_BINARY, {.arguments = arguments});
  EXPECT_EQ(done.status, 2);
  EXPECT_NE(done.err.find("thanbai: 22 pages: 20 with a body, 0 without, 2 failed\n"), std::string::npos) << done.err;
  const std::string out = read_all(scratch.path("out"));
  EXPECT_EQ(lines_of(out), 20U);
  std::size_t at = 0;
  for (int i = 0; i < 20; ++i) {
    at = out.find("\"source\":\"" + site.server.url("/" + std::to_string(i)) + "\"", at);
    ASSERT_NE(at, std::string::npos) << i;
  }
  const std::string failed = read_all(scratch.path("failed"));
  EXPECT_EQ(lines_of(failed), 4U);
  EXPECT_NE(failed.find("\n" + site.server.url("/lost") + "\n"), std::string::npos) << failed;
  EXPECT_NE(failed.find("robots"), std::string::npos) << failed;
  EXPECT_EQ(site.times("/secret/a"), 0);
  EXPECT_EQ(scratch.files(), (std::vector<std::string>{"failed", "list", "out"})) << "nothing left aside";

  const auto again = thanbai::test::run(THANBAI_BINARY, {.arguments = {"--allow-private", "--ignore-robots", "--delay", "0", "--input-file", scratch.path("failed")}});
  EXPECT_NE(again.err.find("thanbai: 2 pages: 1 with a body, 0 without, 1 failed\n"), std::string::npos) << again.err;
}

TEST(CliList, AKilledRunGoesOnWithoutLossOrRepetition) {
  Site site;
  site.seconds = 0.005;
  const Scratch scratch, streams;
  constexpr int pages = 120;
  const std::string out = scratch.path("out");
  auto arguments = list_arguments(site.list(scratch, pages), out);
  int kills = 0;
  for (; kills < 40 && !std::filesystem::exists(out); ++kills) {
    if (kills == 1) arguments.emplace_back("--resume");
    const pid_t child = thanbai::test::start(THANBAI_BINARY, {.arguments = arguments}, streams);
    std::this_thread::sleep_for(std::chrono::milliseconds(80 + 7 * kills));
    kill(child, SIGKILL);
    (void)thanbai::test::finish(child, streams);
  }
  EXPECT_GT(kills, 1) << "never caught in the middle";
  const auto last = thanbai::test::run(THANBAI_BINARY, {.arguments = arguments});
  EXPECT_TRUE(last.status == 0 || last.err.find("is whole already") != std::string::npos) << last.err;
  const std::string text = read_all(out);
  EXPECT_EQ(lines_of(text), static_cast<std::size_t>(pages));
  std::size_t at = 0;
  for (int i = 0; i < pages; ++i) {
    const std::string path = "/" + std::to_string(i);
    at = text.find("\"source\":\"" + site.server.url(path) + "\"", at);
    ASSERT_NE(at, std::string::npos) << i;
    EXPECT_LE(site.times(path), 1 + kills) << path << ": only what was under way may be asked for again";
  }
}

TEST(CliList, CtrlCSaysHowToGoOn) {
  Site site;
  site.seconds = 0.02;
  const Scratch scratch, streams;
  const std::string out = scratch.path("out");
  auto arguments = list_arguments(site.list(scratch, 300), out);
  const pid_t child = thanbai::test::start(THANBAI_BINARY, {.arguments = arguments}, streams);
  while (site.times("/9") == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  kill(child, SIGINT);
  const auto done = thanbai::test::finish(child, streams);
  EXPECT_EQ(done.signal, SIGINT);
  EXPECT_NE(done.err.find(" of 300 pages are done; go on with the same command and --resume\n"), std::string::npos) << done.err;
  EXPECT_FALSE(std::filesystem::exists(out));

  const auto forgetful = thanbai::test::run(THANBAI_BINARY, {.arguments = arguments});
  EXPECT_EQ(forgetful.status, 2);
  EXPECT_NE(forgetful.err.find("an unfinished run is here; go on with --resume, or remove"), std::string::npos) << forgetful.err;

  site.seconds = 0;
  arguments.emplace_back("--resume");
  const auto whole = thanbai::test::run(THANBAI_BINARY, {.arguments = arguments});
  EXPECT_EQ(whole.status, 0) << whole.err;
  EXPECT_EQ(lines_of(read_all(out)), 300U);
  EXPECT_EQ(site.times("/0"), 1);

  const auto more = thanbai::test::run(THANBAI_BINARY, {.arguments = arguments});
  EXPECT_NE(more.err.find("is whole already; remove it to start again"), std::string::npos) << more.err;
}

}  // namespace
