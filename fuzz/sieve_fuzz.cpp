// Sieve and parse on any bytes: what they promise of their products, and the
// tree of full Gumbo but for the differences that docs/sieve.md names.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/full_gumbo.hpp"

namespace {

using namespace thanbai;

void require(bool promise, const char* what) {
  if (promise) return;
  std::cerr << "broken: " << what << '\n';
  std::abort();
}

void check(const Skeleton& skeleton, std::size_t size) {
  for (std::size_t i = 0; i < skeleton.tokens.size(); ++i) {
    const Skeleton::Token& token = skeleton.tokens[i];
    require(token.at < skeleton.html.size(), "a token is in the skeleton");
    require(i == 0 || skeleton.tokens[i - 1].at < token.at, "tokens ascend");
    require(token.source.begin <= token.source.end && token.source.end <= size, "a token is of the source");
    require(token.first_attribute + token.attribute_count <= skeleton.attributes.size(), "attributes exist");
    require((token.kind == Skeleton::Kind::tag) == (skeleton.html[token.at] == '<'),
            "a tag is where it says");
  }
  for (const Attribute& one : skeleton.attributes) {
    require(one.value.begin <= one.value.end && one.value.end <= size, "an attribute is of the source");
  }
}

void check(const Tree& tree, const Limits& limits) {
  require(tree.nodes.size() <= limits.nodes + 1, "nodes are bounded");
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const Node& node = tree[id];
    require(node.end > id && node.end <= tree.nodes.size(), "a subtree is a range");
    require((node.parent == no_node) == (id == 0), "one root");
    require(id == 0 || (node.parent < id && node.end <= tree[node.parent].end), "ranges nest");
    std::string text;
    tree.append_text(id, text);
    for (const Attribute& one : tree.attributes_of(id)) (void)tree.attribute(id, one.name);
  }
}

/// The bytes with `?` for each that is not of valid UTF-8, which decode() never hands on.
std::string utf8(std::string bytes) {
  const auto continues = [&bytes](std::size_t at) { return at < bytes.size() && (bytes[at] & 0xC0) == 0x80; };
  for (std::size_t at = 0; at < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(at + 1 < bytes.size() ? bytes[at + 1] : 0);
    std::size_t size = lead < 0x80                   ? 1
                       : lead >= 0xC2 && lead < 0xE0 ? 2
                       : lead >= 0xE0 && lead < 0xF0 ? 3
                       : lead >= 0xF0 && lead < 0xF5 ? 4
                                                     : 0;
    for (std::size_t i = 1; i < size; ++i) size = continues(at + i) ? size : 0;
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool beyond = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    if (size == 0 || overlong || beyond) {
      bytes[at] = '?';
      size = 1;
    }
    at += size;
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = utf8(std::string(reinterpret_cast<const char*>(data), size));
  Text text;
  text.utf8 = bytes;
  Limits small;
  small.depth = 8;
  small.attributes = 2;
  small.attribute_bytes = 4;
  small.formatting = 3;
  small.end_tag_search = 4;
  small.nodes = 40;
  for (const Limits& limits : {Limits{}, small}) {
    const Skeleton skeleton = sieve(text, limits);
    check(skeleton, text.utf8.size());
    check(parse(text, skeleton, limits), limits);
  }
  if (thanbai::testing::may_differ(text.utf8)) return 0;
  const auto result = thanbai::testing::compare(text.utf8);
  if (result.difference == thanbai::testing::Difference::none) return 0;
  std::cerr << result.first;
  require(false, "the tree is full Gumbo's");
  return 0;
}
