#pragma once
#include <set>
#include <string>
#include <string_view>

namespace thanbai::charset {

/// What a text shows of Vietnamese. Counts of words.
struct VietnameseEvidence {
  unsigned words = 0;
  unsigned marked = 0;    ///< with letters that are not ASCII, or symbols that no text has
  unsigned valid = 0;     ///< of these, Vietnamese syllables
  unsigned distinct = 0;  ///< of these, unlike each other; counted up to 64
};

/// Of a text in UTF-8, without tags.
[[nodiscard]] VietnameseEvidence vietnamese_evidence(std::string_view text);

/// Adds words to a VietnameseEvidence.
class WordCounter {
 public:
  void add(const std::u32string& word, bool marked, bool valid);
  [[nodiscard]] VietnameseEvidence evidence() const { return evidence_; }

 private:
  VietnameseEvidence evidence_;
  std::set<std::u32string> seen_;
};

}  // namespace thanbai::charset
