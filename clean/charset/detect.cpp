#include "clean/charset/detect.hpp"

#include <uchardet.h>

#include <algorithm>
#include <memory>
#include <string>

#include "clean/charset/convert.hpp"
#include "clean/charset/evidence.hpp"
#include "clean/charset/markup.hpp"
#include "clean/charset/utf8.hpp"
#include "clean/charset/vietnamese.hpp"
#include "clean/charset/viqr.hpp"

namespace thanbai::charset {
namespace {

constexpr std::size_t kSample = 16 << 10;

/// Least evidence for a Vietnamese encoding. Shares in per cent.
struct Threshold {
  unsigned valid, distinct;  ///< words
  unsigned valid_share;      ///< of marked words, those that are syllables
  unsigned marked_share;     ///< of all words, those with marks
};
// Nine in ten Vietnamese syllables with a mark are spelled by the rules, names
// and loans included; no more than two words in ten of another Latin language
// have a mark.
constexpr Threshold kByText{5, 4, 85, 35};
constexpr Threshold kByFont{2, 2, 60, 10};
constexpr Threshold kByViqr{8, 6, 90, 20};

bool reaches(const VietnameseEvidence& evidence, const Threshold& least) {
  return evidence.valid >= least.valid && evidence.distinct >= least.distinct &&
         evidence.valid * 100ULL >= evidence.marked * std::uint64_t{least.valid_share} &&
         evidence.marked * 100ULL >= evidence.words * std::uint64_t{least.marked_share};
}

/// A font whose name begins with `prefix` and goes on with a capital.
bool names_font(std::string_view bytes, std::string_view prefix) {
  for (std::size_t at = 0; (at = bytes.find(prefix, at)) != std::string_view::npos;) {
    at += prefix.size();
    if (at < bytes.size() && bytes[at] >= 'A' && bytes[at] <= 'Z') return true;
  }
  return false;
}

/// True if letters with a circumflex, the commonest in Vietnamese, may be written
/// as in VIQR. Near the speed of memory: every page in ASCII is asked.
bool has_circumflexes(std::string_view bytes) {
  unsigned left = 3;
  for (std::size_t at = 1; left > 0 && (at = bytes.find('^', at)) != bytes.npos; ++at) {
    const char before = lower_case(bytes[at - 1]);
    left -= before == 'a' || before == 'e' || before == 'o' ? 1 : 0;
  }
  return left == 0;
}

/// Names of the universal detector that are no labels.
std::optional<Encoding> encoding_of_detector(std::string_view name) {
  if (name == "UHC" || name == "JOHAB") return Encoding::euc_kr;
  if (name == "MAC-CYRILLIC") return Encoding::x_mac_cyrillic;
  if (name == "GB18030") return Encoding::gb18030;
  const auto found = encoding_labelled(name);
  // Vietnamese was asked for before, by better means.
  if (found && (is_vietnamese(*found) || *found == Encoding::replacement)) return std::nullopt;
  return found;
}

}  // namespace

std::optional<Encoding> detect_utf16(std::string_view bytes) {
  bytes = bytes.substr(0, 1024);
  std::size_t zeros[2] = {};
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
  const std::size_t units = bytes.size() / 2;
  if (units < 4) return std::nullopt;
  if (zeros[1] * 3 >= units && zeros[0] * 20 <= units) return Encoding::utf_16le;
  if (zeros[0] * 3 >= units && zeros[1] * 20 <= units) return Encoding::utf_16be;
  return std::nullopt;
}

std::optional<Encoding> detect_seven_bit(std::string_view bytes) {
  if (bytes.find("\x1B$B") != bytes.npos || bytes.find("\x1B$@") != bytes.npos) return Encoding::iso_2022_jp;
  if (!has_circumflexes(bytes)) return std::nullopt;
  if (reaches(viqr_evidence(visible_text(bytes, false, kSample)), kByViqr)) return Encoding::viqr;
  return std::nullopt;
}

std::optional<Encoding> detect_vietnamese(std::string_view bytes) {
  struct Candidate {
    Encoding encoding;
    std::string_view font;
  };
  constexpr Candidate kCandidates[] = {{Encoding::tcvn3, ".Vn"},
                                       {Encoding::windows_1258, ""},
                                       {Encoding::vni, "VNI-"},
                                       {Encoding::viscii, ""},
                                       {Encoding::vps, ""}};
  const std::string sample = visible_text(bytes, true, kSample);
  std::optional<Encoding> best;
  std::int64_t most = 0;
  for (const Candidate& candidate : kCandidates) {
    const Text text = convert(sample, 0, candidate.encoding);
    const VietnameseEvidence evidence = vietnamese_evidence(text.utf8);
    const bool font = !candidate.font.empty() && names_font(bytes, candidate.font);
    const std::int64_t balance = 2 * std::int64_t{evidence.valid} - evidence.marked;
    if (balance <= most || !reaches(evidence, font ? kByFont : kByText)) continue;
    most = balance;
    best = candidate.encoding;
  }
  return best;
}

std::optional<Encoding> detect_any(std::string_view bytes) {
  const std::unique_ptr<struct uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  const std::string sample = visible_text(bytes, true, kSample);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return std::nullopt;
  uchardet_data_end(detector.get());
  return encoding_of_detector(uchardet_get_charset(detector.get()));
}

bool is_unlike_latin(std::string_view bytes) {
  const std::string sample = visible_text(bytes, true, kSample);
  const auto high =
      static_cast<std::size_t>(std::ranges::count_if(sample, [](char c) { return (c & 0x80) != 0; }));
  const auto ascii = static_cast<std::size_t>(std::ranges::count_if(sample, is_letter));
  return high >= 8 && high > ascii;
}

}  // namespace thanbai::charset
