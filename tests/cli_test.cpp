// The program as a user meets it: arguments in, bytes and an exit status out.
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/run_program.hpp"

namespace {

using thanbai::test::Command;
using thanbai::test::Finished;
using thanbai::test::read_all;
using thanbai::test::Scratch;

constexpr const char* hills =
    "Rain fell on the hills all night, and by the morning the river had left its bed and filled the lower fields, "
    "where the farmers had brought in the last of the rice only two days before.";
constexpr const char* village =
    "Nobody was hurt, said the head of the village, who had walked from door to door after midnight to wake those "
    "who live nearest to the water and to help them carry what they could upstairs.";

std::string page(const std::string& title = "Rain") {
  return "<!DOCTYPE html><html lang=en><head><title>" + title + "</title></head><body><nav><a href=/>Home</a> "
         "<a href=/news>News</a></nav><article><h1>" + title + "</h1><p>" + hills + "</p><p>" + village +
         "</p></article><footer>All rights reserved.</footer></body></html>";
}

constexpr const char* blank = "<!DOCTYPE html><title>Index</title><div id=app></div>";

Finished thanbai_run(std::vector<std::string> arguments, std::string input = "") {
  return thanbai::test::run(THANBAI_BINARY, {.arguments = std::move(arguments), .input = std::move(input)});
}

/// What the program makes of page(): which blocks it keeps is not this file's concern.
const std::string& body() {
  static const std::string text = thanbai_run({}, page()).out;
  return text;
}

std::string without_directory(std::string text, const Scratch& scratch) {
  for (std::size_t at; (at = text.find(scratch.path())) != std::string::npos;) text.erase(at, scratch.path().size());
  return text;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// What goes in.

TEST(Cli, CleansAFile) {
  const Scratch scratch;
  const auto done = thanbai_run({scratch.write("page.html", page())});
  EXPECT_NE(done.out.find(std::string(hills) + "\n\n" + village + "\n"), std::string::npos) << done.out;
  EXPECT_EQ(done.out, body());
  EXPECT_EQ(done.err, "");
  EXPECT_EQ(done.status, 0);
}

TEST(Cli, CleansStandardInputByDefaultAndByName) {
  EXPECT_EQ(thanbai_run({}, page()).out, body());
  EXPECT_EQ(thanbai_run({"-"}, page()).out, body());
}

TEST(Cli, TakesADumpForTextThoughItHoldsATag) {
  const std::string dump = std::string("Rain\n\n") + hills + "\n\n<img src='x.jpg'>\n\n" + village + "\n";
  const auto done = thanbai_run({}, dump);
  EXPECT_NE(done.out.find(hills), std::string::npos) << done.out;
  EXPECT_EQ(done.out.find("<img"), std::string::npos) << done.out;
}

TEST(Cli, TypeOverridesWhatTheContentLooksLike) {
  EXPECT_EQ(thanbai_run({"--type", "html"}, page()).out, body());
  EXPECT_NE(thanbai_run({"--type=text"}, page()).out, body());
}

TEST(Cli, TakesNoTextForBinary) {
  const std::string like_music = std::string("ID3 tags are old.\n\n") + hills + "\n\n" + village + "\n";
  EXPECT_EQ(thanbai_run({}, like_music).status, 0);
  std::string utf16 = "\xff\xfe";
  for (const char c : page()) utf16 += c, utf16 += '\0';
  EXPECT_EQ(thanbai_run({}, utf16).out, body());
}

TEST(Cli, UrlMakesLinksAbsolute) {
  std::string linked = page();
  linked.insert(linked.find("all night"), "<a href='/hills'>and the woods</a> ");
  const auto done = thanbai_run({"--url", "https://a.example/news/1", "-f", "markdown"}, linked);
  EXPECT_NE(done.out.find("(https://a.example/hills)"), std::string::npos) << done.out;
}

// What comes out.

TEST(Cli, WritesEachFormat) {
  struct Row { const char *format, *part; };
  for (const Row& row : {Row{"text", "Rain fell on the hills"}, Row{"markdown", "# Rain\n"}, Row{"html", "<p>Rain fell"},
                         Row{"json", "\"title\":"}}) {
    SCOPED_TRACE(row.format);
    const auto done = thanbai_run({"-f", row.format}, page());
    EXPECT_NE(done.out.find(row.part), std::string::npos) << done.out;
    EXPECT_EQ(done.status, 0);
  }
  EXPECT_EQ(lines_of(thanbai_run({"-fjson"}, page()).out), 1U);
}

TEST(Cli, NamesEachPageAmongSeveral) {
  const Scratch scratch;
  scratch.write("a.html", page("First"));
  scratch.write("b.html", page("Second"));
  const auto in = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"a.html", "b.html"});
    return thanbai::test::run(THANBAI_BINARY, {.arguments = arguments, .directory = scratch.path()}).out;
  };
  EXPECT_EQ(in({}), "==> a.html <==\n" + thanbai_run({}, page("First")).out + "\n==> b.html <==\n" +
                        thanbai_run({}, page("Second")).out);
  const std::string markdown = in({"-f", "markdown"});
  EXPECT_EQ(markdown.rfind("<!-- a.html -->\n# First\n", 0), 0U) << markdown;
  const std::string json = in({"-f", "json"});
  EXPECT_EQ(lines_of(json), 2U);
  EXPECT_LT(json.find("\"a.html\""), json.find("\"b.html\""));
}

TEST(Cli, WritesToAFileThatAppearsWhole) {
  const Scratch scratch;
  const std::string out = scratch.write("out.txt", "old");
  chmod(out.c_str(), 0640);
  const auto done = thanbai_run({"-o", out}, page());
  EXPECT_EQ(done.status, 0);
  EXPECT_EQ(done.out, "");
  EXPECT_EQ(read_all(out), body());
  EXPECT_EQ(scratch.files(), std::vector<std::string>{"out.txt"});  // nothing left aside
  struct stat status {};
  ASSERT_EQ(stat(out.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST(Cli, KeepsTheOldOutputWhenNothingCameOfIt) {
  const Scratch scratch;
  const std::string out = scratch.write("out.txt", "old");
  EXPECT_EQ(thanbai_run({"-o", out, scratch.path("missing.html")}).status, 2);
  EXPECT_EQ(read_all(out), "old");
  EXPECT_EQ(scratch.files(), std::vector<std::string>{"out.txt"});
}

TEST(Cli, WritesThroughALink) {
  const Scratch scratch;
  const std::string out = scratch.write("out.txt", "old");
  ASSERT_EQ(symlink("out.txt", scratch.path("link").c_str()), 0);
  EXPECT_EQ(thanbai_run({"-o", scratch.path("link")}, page()).status, 0);
  EXPECT_EQ(read_all(out), body());
  EXPECT_TRUE(std::filesystem::is_symlink(scratch.path("link")));
}

TEST(Cli, WhyShowsEveryBlockOnStandardError) {
  const auto done = thanbai_run({"--why"}, page());
  EXPECT_EQ(done.out, body());
  EXPECT_NE(done.err.find("keep"), std::string::npos) << done.err;
  EXPECT_NE(done.err.find("Rain fell on the hills"), std::string::npos) << done.err;
  EXPECT_EQ(done.err.find('\033'), std::string::npos) << "colour, though this is no terminal";
  const std::size_t start = page().find("Rain fell");
  EXPECT_NE(done.err.find(" " + std::to_string(start) + "-"), std::string::npos) << done.err;
}

TEST(Cli, SplitsAFileOfDumps) {
  const std::string one = std::string(hills) + "\n\n" + village + "\n";
  struct Row { const char *name, *option, *between; };
  for (const Row& row : {Row{"form feed", "--split", "\f"}, Row{"line", "--split", "---8<---\n"},
                         Row{"pattern", "--split=#+ [0-9]+ #+", "## 17 ##\r\n"}}) {
    SCOPED_TRACE(row.name);
    const auto done = thanbai_run({row.option, "-f", "json"}, one + row.between + one + row.between + " \n");
    EXPECT_EQ(lines_of(done.out), 2U) << done.out;
    EXPECT_NE(done.out.find("\"-#2\""), std::string::npos) << done.out;
    const std::string start = "\"start\":" + std::to_string(one.size() + std::string(row.between).size());
    EXPECT_NE(done.out.find(start), std::string::npos) << "ranges count from the beginning of the file";
    EXPECT_EQ(done.status, 0) << done.err;
  }
}

TEST(Cli, IsTheSameForAnyNumberOfJobs) {
  const Scratch scratch;
  std::vector<std::string> arguments = {"-f", "json", "--jobs", "1"};
  for (int i = 0; i < 40; ++i)
    arguments.push_back(scratch.write(std::to_string(i) + ".html", i % 7 == 3 ? blank : page("Page " + std::to_string(i))));
  const auto alone = thanbai_run(arguments);
  arguments[3] = "7";
  const auto together = thanbai_run(arguments);
  EXPECT_EQ(alone.out, together.out);
  EXPECT_EQ(alone.err, together.err);
  EXPECT_EQ(together.status, 1);
}

// What can go wrong: a message that names the page and says what to do, and a status.

struct Fault {
  const char* name;
  std::vector<std::string> arguments;
  std::string input;
  int status;
  const char* error;  ///< how standard error begins, less the directory
};

class CliFault : public testing::TestWithParam<Fault> {};

TEST_P(CliFault, IsOneClearLine) {
  const Scratch scratch;
  scratch.write("page.html", page());
  std::filesystem::create_directory(scratch.path("directory"));
  const auto done = thanbai::test::run(THANBAI_BINARY, {.arguments = GetParam().arguments, .input = GetParam().input,
                                                        .directory = scratch.path()});
  EXPECT_EQ(done.status, GetParam().status);
  EXPECT_EQ(done.err.rfind(GetParam().error, 0), 0U) << done.err;
  EXPECT_EQ(lines_of(done.err), 1U) << done.err;
  EXPECT_EQ(done.out, "");
}

INSTANTIATE_TEST_SUITE_P(
    Faults, CliFault,
    testing::Values(
        Fault{"no_body", {}, blank, 1, "thanbai: -: no article found"},
        Fault{"empty", {}, "", 1, "thanbai: -: no article found"},
        Fault{"binary", {}, std::string("\x7f" "ELF\0\1\2\xff\xfe\0\0", 11), 2, "thanbai: -: is application/x-executable, not a page; "},
        Fault{"noise", {}, std::string("\1\0\2\0\0\3\xff\xfe", 8), 2, "thanbai: -: is application/octet-stream, not a page; "},
        Fault{"picture", {}, "\x89PNG\r\n\x1a\n....", 2, "thanbai: -: is image/png, not a page; "},
        Fault{"missing", {"missing.html"}, "", 2, "thanbai: missing.html: "},
        Fault{"directory", {"directory"}, "", 2, "thanbai: directory: "},
        Fault{"refused", {"http://127.0.0.1:1/", "--allow-private", "--retries", "0"}, "", 2, "thanbai: http://127.0.0.1:1/: "},
        Fault{"private_address", {"http://127.0.0.1:8080/"}, "", 2, "thanbai: http://127.0.0.1:8080/: "},
        Fault{"unknown_option", {"--fromat", "json"}, "", 2, "thanbai: --fromat: unknown option; did you mean --format?"},
        Fault{"unknown_letter", {"-x"}, "", 2, "thanbai: -x: unknown option; thanbai --help lists all"},
        Fault{"unknown_choice", {"-f", "jsn"}, "", 2, "thanbai: -f: 'jsn' will not do: expected one of text markdown html json; did you mean json?"},
        Fault{"no_value", {"--url"}, "", 2, "thanbai: --url: needs a value: --url URL"},
        Fault{"needless_value", {"--why=yes"}, "", 2, "thanbai: --why: takes no value"},
        Fault{"no_number", {"--jobs", "many"}, "", 2, "thanbai: --jobs: 'many' will not do: expected a number from 1 to 256"},
        Fault{"negative_number", {"--timeout", "-3"}, "", 2, "thanbai: --timeout: '-3' will not do: expected a number of seconds"},
        Fault{"no_size", {"--max-size", "32Q"}, "", 2, "thanbai: --max-size: '32Q' will not do"},
        Fault{"no_header", {"--header", "gzip"}, "", 2, "thanbai: --header: 'gzip' will not do: expected a header line"},
        Fault{"no_expression", {"--split=("}, "", 2, "thanbai: --split: '(' is no regular expression"},
        Fault{"too_big", {"--max-size", "10", "page.html"}, "", 2, "thanbai: page.html: "},
        Fault{"no_rules", {"--rules", "missing", "page.html"}, "", 2, "thanbai: missing"},
        Fault{"no_directory_for_output", {"-o", "missing/out.txt", "page.html"}, "", 2, "thanbai: missing/out.txt: cannot write: No such file or directory; make its directory first"},
        Fault{"output_is_directory", {"-o", "directory", "page.html"}, "", 2, "thanbai: directory: cannot write: Is a directory; name a file"},
        Fault{"list_and_page", {"--input-file", "list", "page.html"}, "", 2, "thanbai: --input-file: names all the pages"},
        Fault{"missing_list", {"--input-file", "list"}, "", 2, "thanbai: list: "},
        Fault{"resume_what", {"--resume"}, "", 2, "thanbai: --resume: needs the --input-file and the --output"},
        Fault{"resume_files", {"--input-file", "-", "-o", "out", "--resume"}, "page.html", 2, "thanbai: --resume: "},
        Fault{"rules_what", {"rules"}, "", 2, "thanbai: rules: expected 'rules check DIR' or 'rules import FILE'"},
        Fault{"control_characters", {"a\033[2Jb\nc"}, "", 2, "thanbai: a?[2Jb c: "}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Cli, SaysThatAFileIsUnreadable) {
  const Scratch scratch;
  const std::string path = scratch.write("secret.html", page());
  chmod(path.c_str(), 0);
  const auto give_up_privilege = []() {  // root may read everything
    if (geteuid() != 0) return 0;
    prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
    return prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
  };
  const auto done = thanbai::test::run(THANBAI_BINARY, {.arguments = {path}, .before = give_up_privilege});
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(without_directory(done.err, scratch).rfind("thanbai: secret.html: ", 0), 0U) << done.err;
}

TEST(Cli, OneBadPageDoesNotStopTheRest) {
  const Scratch scratch;
  const auto done = thanbai_run({scratch.write("a.html", page()), scratch.path("missing.html"),
                                 scratch.write("blank.html", blank), scratch.write("b.html", page())});
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(without_directory(done.out, scratch),
            "==> a.html <==\n" + body() + "\n==> blank.html <==\n\n==> b.html <==\n" + body());
  EXPECT_EQ(lines_of(done.err), 2U) << done.err;
}

TEST(Cli, SurvivesDeepNesting) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  const auto done = thanbai_run({}, deep + "<p>" + hills + "</p><p>" + village + "</p>");
  EXPECT_TRUE(done.status == 0 || done.status == 1) << done.err;
  EXPECT_EQ(done.signal, 0);
}

TEST(Cli, AFullDiskIsAnErrorAndLeavesNothing) {
  const auto done = thanbai::test::run(THANBAI_BINARY, {.input = page(), .out = "/dev/full"});
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(done.err, "thanbai: standard output: cannot write: No space left on device; free some space, or write elsewhere with -o\n");
}

TEST(Cli, AFileSizeLimitLeavesTheOldOutput) {
  const Scratch scratch;
  const std::string out = scratch.write("out.txt", "old");
  const auto limit = []() {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit hundred{100, 100};
    return setrlimit(RLIMIT_FSIZE, &hundred);
  };
  const auto done = thanbai::test::run(THANBAI_BINARY, {.arguments = {"-o", out, scratch.write("page.html", page())}, .before = limit});
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(read_all(out), "old");
  EXPECT_EQ(scratch.files(), (std::vector<std::string>{"out.txt", "page.html"}));
}

TEST(Cli, APageThatDoesNotFitInMemoryDoesNotStopTheRest) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the sanitizer needs the memory";
#endif
  const Scratch scratch;
  const std::string small = scratch.write("small.html", page());
  std::ofstream(scratch.path("large.html")).seekp(1'900'000'000).put('x');  // takes no room on disk
  const auto limit = []() {
    const rlimit gigabyte{1U << 30, 1U << 30};
    return setrlimit(RLIMIT_AS, &gigabyte);
  };
  const auto done = thanbai::test::run(
      THANBAI_BINARY,
      {.arguments = {"--max-size", "3G", "--jobs", "1", scratch.path("large.html"), small}, .before = limit});
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(without_directory(done.out, scratch), "==> small.html <==\n" + body());
  EXPECT_EQ(lines_of(done.err), 1U) << done.err;
  EXPECT_NE(done.err.find("memory"), std::string::npos) << done.err;
}

TEST(Cli, SaysThatFilesRanOut) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the sanitizer needs a file to look at memory";
#endif
  const Scratch scratch;
  const auto limit = []() {
    const rlimit four{4, 4};  // the three streams, and the output
    return setrlimit(RLIMIT_NOFILE, &four);
  };
  const std::string path = scratch.write("page.html", page());
  const auto done = thanbai::test::run(THANBAI_BINARY, {.arguments = {"-o", scratch.path("out"), path}, .before = limit});
  EXPECT_EQ(done.status, 2);
  EXPECT_NE(done.err.find("too many open files"), std::string::npos) << done.err;
  EXPECT_EQ(scratch.files(), std::vector<std::string>{"page.html"});
}

TEST(Cli, AClosedPipeIsNoError) {
  const Scratch scratch;
  std::string command = std::string("{ '") + THANBAI_BINARY + "'";
  const std::string path = scratch.write("page.html", page());
  for (int i = 0; i < 400; ++i) command += " " + path;
  command += "; echo \"status $?\" >&2; } | head -n 1";
  const auto done = thanbai::test::run("/bin/sh", {.arguments = {"-c", command}});
  EXPECT_EQ(lines_of(done.out), 1U);
  EXPECT_EQ(done.err, "status 0\n");
}

// What it says of itself.

TEST(Cli, HelpAndVersionGoToStandardOutput) {
  for (const char* option : {"--help", "-h"}) {
    const auto help = thanbai_run({option});
    EXPECT_EQ(help.status, 0);
    EXPECT_EQ(help.err, "");
    for (const char* part : {"Usage: thanbai", "-f, --format", "--why", "Examples", "Exit status"})
      EXPECT_NE(help.out.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(thanbai_run({"--version"}).out.rfind("thanbai ", 0), 0U);
}

TEST(Cli, HelpFitsATerminal) {
  const std::string help = thanbai_run({"--help"}).out;
  for (std::size_t begin = 0; begin < help.size();) {
    const std::size_t end = help.find('\n', begin);
    EXPECT_LE(end - begin, 80U) << help.substr(begin, end - begin);
    begin = end + 1;
  }
}

TEST(Cli, EveryOptionIsInManPageAndCompletions) {
  const std::string help = thanbai_run({"--help"}).out;
  const std::string man = thanbai_run({"--generate", "man"}).out;
  const std::string bash = thanbai_run({"--generate", "bash"}).out;
  const std::string zsh = thanbai_run({"--generate", "zsh"}).out;
  const std::string fish = thanbai_run({"--generate", "fish"}).out;
  int options = 0;
  for (std::size_t at = 0; (at = help.find("  --", at)) != std::string::npos; ++options) {
    const std::size_t begin = at + 4;
    at = help.find_first_of(" [\n", begin);
    const std::string name = help.substr(begin, at - begin);
    SCOPED_TRACE(name);
    std::string in_man = "\\-\\-";
    for (const char c : name) in_man += c == '-' ? std::string("\\-") : std::string(1, c);
    EXPECT_NE(man.find(in_man), std::string::npos);
    EXPECT_NE(bash.find("--" + name), std::string::npos);
    EXPECT_NE(zsh.find("--" + name), std::string::npos);
    EXPECT_NE(fish.find("-l " + name), std::string::npos);
  }
  EXPECT_GT(options, 20);
}

TEST(Cli, BashAcceptsItsCompletion) {
  const auto done = thanbai::test::run("/bin/sh", {.arguments = {"-c", std::string("'") + THANBAI_BINARY + "' --generate bash | bash -n"}});
  EXPECT_EQ(done.status, 0) << done.err;
}

// Lists.

TEST(CliList, CleansEachEntryInOrderAndSumsUp) {
  const Scratch scratch;
  scratch.write("a.html", page("First"));
  scratch.write("b.html", page("Second"));
  scratch.write("blank.html", blank);
  const std::string list = scratch.write("list", "# two pages\na.html\n\nmissing.html\r\n  blank.html\nb.html");
  const auto done = thanbai::test::run(THANBAI_BINARY, {.arguments = {"--input-file", "list", "-f", "json", "-o", "out.jsonl",
                                                                      "--failures", "failed"}, .directory = scratch.path()});
  EXPECT_EQ(done.status, 2);
  EXPECT_NE(done.err.find("thanbai: 4 pages: 2 with a body, 1 without, 1 failed\n"), std::string::npos) << done.err;
  const std::string out = read_all(scratch.path("out.jsonl"));
  EXPECT_EQ(lines_of(out), 3U);
  EXPECT_LT(out.find("\"a.html\""), out.find("\"blank.html\""));
  EXPECT_LT(out.find("\"blank.html\""), out.find("\"b.html\""));
  const std::string failed = read_all(scratch.path("failed"));
  EXPECT_EQ(failed.rfind("# ", 0), 0U);
  EXPECT_NE(failed.find("\nmissing.html\n"), std::string::npos);
}

}  // namespace
