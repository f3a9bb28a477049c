#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "clean/names.hpp"
#include "clean/text.hpp"

namespace thanbai {

/// An attribute that later stages read, by the place of its value in the text.
struct Attribute {
  AttributeName name;
  Range value;  ///< as written, references not decoded; empty for a valueless one
};

/// A page without what no tree builder needs: tags only, each text run one
/// placeholder. Product of sieve(); parse() reads it and nothing else does.
struct Skeleton {
  enum class Kind : std::uint8_t {
    text,      ///< references are decoded, NUL is left out
    rcdata,    ///< references are decoded, NUL is U+FFFD: title, textarea, text of SVG and MathML
    raw_text,  ///< references are not decoded: xmp, plaintext, CDATA
    tag,       ///< a start tag
    filler,    ///< a space where a tag was dropped at a limit; no source
  };
  /// What a place in `html` stands for.
  struct Token {
    std::uint32_t at;               ///< offset in `html`
    Range source;                   ///< the run, or the tag from `<` to `>`
    std::uint32_t first_attribute;  ///< index into `attributes`
    std::uint16_t attribute_count;
    Kind kind;
  };
  std::string html;
  std::vector<Token> tokens;  ///< by `at`, ascending
  std::vector<Attribute> attributes;
  /// Indices into `tokens`: start tags of html and body. One element of each
  /// takes over the attributes of them all.
  std::vector<std::uint32_t> roots;
  /// Scripts that hold data: JSON-LD and other `application/json`.
  struct DataScript {
    Range tag, content;
    bool json_ld;
  };
  std::vector<DataScript> data_scripts;
  std::vector<std::string> notes;  ///< limits that were hit
};

}  // namespace thanbai
