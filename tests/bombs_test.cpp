// Pages made to break parsers: their text is found, their work is bounded.
#include "tests/bombs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "clean/parse.hpp"
#include "clean/sieve.hpp"

namespace thanbai {
namespace {

using testing::Bomb;

struct Work {
  double seconds = 0;  ///< of this thread's processor time
  std::size_t skeleton_bytes = 0, tokens = 0, attributes = 0, nodes = 0, depth = 0, parser_bytes = 0;
  std::string text;
};

double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Work work_of(const std::string& html) {
  const Limits limits;
  Text text;
  text.utf8 = html;
  const double start = now();
  const Skeleton skeleton = sieve(text, limits);
  const Tree tree = parse(text, skeleton, limits);
  Work work;
  work.seconds = now() - start;
  work.skeleton_bytes = skeleton.html.size();
  work.tokens = skeleton.tokens.size();
  work.attributes = skeleton.attributes.size();
  work.nodes = tree.nodes.size();
  work.parser_bytes = tree.parser_bytes;
  for (const Node& node : tree.nodes) work.depth = std::max<std::size_t>(work.depth, node.depth);
  if (!tree.nodes.empty()) tree.append_subtree_text(0, work.text);
  return work;
}

class Bombs : public ::testing::TestWithParam<Bomb> {};

TEST_P(Bombs, AreBoundedAndTheirTextIsFound) {
  const Bomb& bomb = GetParam();
  const std::string html = bomb.page(bomb.size);
  const Limits limits;
  const Work work = work_of(html);
  EXPECT_NE(work.text.find(bomb.shown), std::string::npos);
  EXPECT_LE(work.nodes, limits.nodes);
  EXPECT_LE(work.tokens, html.size());
  EXPECT_LE(work.attributes, html.size() / 4);
  // Comments that part text are three bytes; a repeated tag name is as long as it was.
  EXPECT_LE(work.skeleton_bytes, 4 * html.size() + 256);
  // A table of one cell is four elements; formatting elements are opened again within.
  EXPECT_LE(work.depth, 5 * limits.depth + limits.formatting);
  EXPECT_LE(work.parser_bytes, limits.arena_bytes);
  EXPECT_LE(work.parser_bytes, 1000 * std::size_t{limits.nodes}) << "a kilobyte a node";
}

/// Ten times the page is ten times the work: a hundred would be square. Times
/// too short to compare are no growth.
TEST_P(Bombs, GrowWithTheirSize) {
  const Bomb& bomb = GetParam();
  if (bomb.size < 100) return;
  const std::string small = bomb.page(bomb.size / 50);
  const std::string large = bomb.page(bomb.size / 5);
  double quickest_small = 1e9, quickest_large = 1e9;
  for (int i = 0; i < 3; ++i) {
    quickest_small = std::min(quickest_small, work_of(small).seconds);
    quickest_large = std::min(quickest_large, work_of(large).seconds);
  }
  EXPECT_LT(quickest_large, 40 * std::max(quickest_small, 1e-3));
}

INSTANTIATE_TEST_SUITE_P(All, Bombs, ::testing::ValuesIn(testing::bombs()), [](const auto& row) {
  std::string name;
  for (const char c : row.param.name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += letter ? c : '_';
  }
  return name;
});

}  // namespace
}  // namespace thanbai
