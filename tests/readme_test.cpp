// What the README says is true: its commands print what it shows, its code is
// the code that is built, its links lead somewhere.
#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "tests/run_program.hpp"

namespace {

using thanbai::test::read_all;

const std::string source = THANBAI_SOURCE_DIR;
const std::string readme = read_all(source + "/README.md");

/// The contents of all code blocks in a language.
std::vector<std::string> code_blocks(const std::string& language) {
  std::vector<std::string> blocks;
  const std::string fence = "```" + language + "\n";
  for (std::size_t at = 0; (at = readme.find(fence, at)) != std::string::npos;) {
    at += fence.size();
    const std::size_t end = readme.find("```\n", at);
    blocks.push_back(readme.substr(at, end - at));
    at = end;
  }
  return blocks;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Shown {
  std::string command;
  std::vector<std::string> output;
};

/// `$ command`, then what it prints.
std::vector<Shown> shown_in(const std::string& block) {
  std::vector<Shown> all;
  for (const auto& line : lines_of(block)) {
    if (line.rfind("$ ", 0) == 0) all.push_back({line.substr(2), {}});
    else if (!all.empty()) all.back().output.push_back(line);
  }
  return all;
}

/// Points and counts move with every fit of the scorecard, and columns with them; the rest of a line stands.
std::string without_figures(const std::string& line) {
  const std::string points = std::regex_replace(line, std::regex(R"([+-]?\d+\.\d+)"), "#");
  const std::string counts = std::regex_replace(points, std::regex(R"(\d+ of \d+)"), "# of #");
  return std::regex_replace(counts, std::regex(" +"), " ");
}

bool same(const std::string& shown, const std::string& printed) {
  return shown == printed || without_figures(shown) == without_figures(printed);
}

/// Whether `printed` is what is shown, where a shown `…` stands for any lines.
bool matches(const std::vector<std::string>& shown, const std::vector<std::string>& printed) {
  std::size_t at = 0;
  bool anywhere = false;
  for (const auto& line : shown) {
    if (line == "…") {
      anywhere = true;
      continue;
    }
    while (anywhere && at < printed.size() && !same(line, printed[at])) ++at;
    anywhere = false;
    if (at >= printed.size() || !same(line, printed[at++])) return false;
  }
  return anywhere || at == printed.size();
}

TEST(Readme, CommandsPrintWhatIsShown) {
  int commands = 0;
  for (const auto& block : code_blocks("console")) {
    for (const auto& [command, output] : shown_in(block)) {
      SCOPED_TRACE(command);
      ++commands;
      const std::string here = std::regex_replace(command, std::regex("build/thanbai"), THANBAI_BINARY);
      const auto done = thanbai::test::run("/bin/sh", {.arguments = {"-c", here}, .directory = source});
      EXPECT_EQ(done.status, 0) << done.err;
      EXPECT_TRUE(matches(output, lines_of(done.out))) << done.out;
    }
  }
  EXPECT_GE(commands, 3);
}

TEST(Readme, CodeIsThatOfTheConsumer) {
  ASSERT_EQ(code_blocks("cpp").size(), 1U);
  EXPECT_EQ(code_blocks("cpp")[0], read_all(source + "/tests/consumer/main.cpp"));
  const std::string cmake = read_all(source + "/tests/consumer/CMakeLists.txt");
  ASSERT_EQ(code_blocks("cmake").size(), 1U);
  for (const auto& line : lines_of(code_blocks("cmake")[0])) EXPECT_NE(cmake.find(line), std::string::npos) << line;
}

TEST(Readme, OptionsExist) {
  const std::string help = thanbai::test::run(THANBAI_BINARY, {.arguments = {"--help"}}).out;
  const std::regex option("thanbai[^\n`]* (--?[a-z][a-z-]*)");
  int options = 0;
  for (std::sregex_iterator at(readme.begin(), readme.end(), option), end; at != end; ++at, ++options)
    EXPECT_NE(help.find((*at)[1].str()), std::string::npos) << at->str();
  EXPECT_GT(options, 3);
}

TEST(Documents, LinksLeadSomewhere) {
  const std::regex link(R"(\]\(([^)#:]+)\))");
  int links = 0;
  for (const char* document : {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}) {
    const std::string text = read_all(source + "/" + document);
    for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at, ++links)
      EXPECT_TRUE(std::filesystem::exists(source + "/" + (*at)[1].str())) << document << ": " << at->str();
  }
  EXPECT_GT(links, 2);
}

}  // namespace
