#include <algorithm>

#include "rules/load/fact_names.hpp"
#include "rules/load/kinds.hpp"
#include "rules/load/reader.hpp"

namespace thanbai {
namespace {

constexpr double most_points = 100;
constexpr double most_edge = 1e9;

Result<FactPoints> read_points(const Toml& table, const std::string& file, bool second) {
  FactPoints points{};
  std::string fact;
  Reader reader(table, file);
  reader.text("fact", fact, Reader::required);
  reader.numbers("edges", points.edges, -most_edge, most_edge, 0, Reader::required);
  reader.numbers("points", points.points, -most_points, most_points, 0, Reader::required);
  if (!fact.empty() && !fact_number(fact, second, points.fact)) {
    reader.refuse("fact", "unknown fact " + in_quotes(fact) + ": expected one of clean/facts.def");
  }
  if (std::adjacent_find(points.edges.begin(), points.edges.end(), std::greater_equal<>()) != points.edges.end()) {
    reader.refuse("edges", "not in order: expected each above the one before");
  }
  if (!reader.failed() && points.points.size() != points.edges.size() + 1) {
    reader.refuse("points", std::to_string(points.points.size()) + " for " + std::to_string(points.edges.size()) +
                                " edges: expected one more than edges");
  }
  if (auto error = reader.finish()) return *error;
  return points;
}

Result<QuestionTree> read_tree(const Toml& table, const std::string& file, bool second) {
  QuestionTree tree{};
  std::vector<std::string> ask;
  std::vector<float> points;
  Reader reader(table, file);
  reader.texts("ask", ask, Reader::required);
  reader.numbers("points", points, -most_points, most_points, std::size(tree.points), Reader::required);
  if (!reader.failed() && ask.size() != std::size(tree.fact)) {
    reader.refuse("ask", std::to_string(ask.size()) + " questions: expected 7");
  }
  for (std::size_t i = 0; i < ask.size() && !reader.failed(); ++i) {
    Condition condition{};
    std::string problem;
    if (!parse_condition(ask[i], second, condition, problem)) reader.refuse("ask", problem);
    else if (condition.below) reader.refuse("ask", in_quotes(ask[i]) + ": expected `FACT >= NUMBER`");
    tree.fact[i] = condition.fact;
    tree.edge[i] = condition.edge;
  }
  if (auto error = reader.finish()) return *error;
  std::copy(points.begin(), points.end(), tree.points);
  return tree;
}

/// What both passes have: base, points and trees. The caller finishes `reader`.
Result<Scorecard> read_pass(Reader& reader, const std::string& file, bool second) {
  Scorecard card;
  reader.number("base", card.base, -most_points, most_points);
  for (const Toml& table : reader.tables("points")) {
    auto points = read_points(table, file, second);
    if (!points) return points.error();
    card.points.push_back(std::move(points).value());
  }
  for (const Toml& table : reader.tables("tree")) {
    auto tree = read_tree(table, file, second);
    if (!tree) return tree.error();
    card.trees.push_back(tree.value());
  }
  return card;
}

}  // namespace

Result<bool> load_scorecard(const Toml& root, const std::string& file, Judge& judge) {
  Judge loaded;
  Reader reader(root, file);
  auto first = read_pass(reader, file, false);
  if (!first) return first.error();
  loaded.first = std::move(first).value();
  if (const Toml* table = reader.table("second")) {
    Reader pass(*table, file);
    auto second = read_pass(pass, file, true);
    if (!second) return second.error();
    loaded.second = std::move(second).value();
    if (auto error = pass.finish()) return *error;
  }
  if (const Toml* table = reader.table("empty")) {
    Reader empty(*table, file);
    empty.number("words", loaded.empty_words, 0, 1e6);
    empty.number("f1", loaded.empty_f1, 0, 1);
    if (auto error = empty.finish()) return *error;
  }
  if (auto error = reader.finish()) return *error;
  judge = std::move(loaded);
  return true;
}

}  // namespace thanbai
