#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace thanbai {

/// A PCRE2 expression of a rule, ignoring case, in UTF-8 with Unicode classes.
/// Bounded in time and memory whatever a stranger wrote: at most 20,000
/// match steps, a depth of 1,000, 1 MiB of heap, 8 KiB of subject.
/// Immutable; safe from many threads.
class Expression {
 public:
  enum class Outcome { match, none, limit };

  /// Compiles. On failure `problem` says what is wrong and where; the
  /// expression then matches nothing.
  Expression(const std::string& pattern, std::string& problem);
  ~Expression();
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;

  /// Looks at the first 8 KiB of `text`, which should be UTF-8: nothing
  /// matches what is not.
  [[nodiscard]] Outcome search(std::string_view text) const;

 private:
  struct Code;
  std::unique_ptr<Code> code_;
};

}  // namespace thanbai
