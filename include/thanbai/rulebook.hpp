#pragma once
#include <memory>
#include <string>
#include <vector>

#include <thanbai/error.hpp>

namespace thanbai {

struct Rules;  // rules/rules.hpp

/// Everything that thanbai knows about languages, layouts and sites: rule
/// data, parsed and checked. Immutable; cheap to copy; safe from many threads.
class Rulebook {
 public:
  /// The rules under rules/ as they were when the library was built.
  [[nodiscard]] static Rulebook builtin();

  /// The built-in rules, then those of each directory in turn: a rule with a
  /// known id replaces it, a new id is added. Errors name file and line.
  [[nodiscard]] static Result<Rulebook> with(const std::vector<std::string>& directories);

  explicit Rulebook(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
  [[nodiscard]] const Rules& rules() const { return *rules_; }

 private:
  std::shared_ptr<const Rules> rules_;
};

}  // namespace thanbai
