// A selector and a page, apart by the first line feed: what parses selects
// elements of the tree, in order, each once.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "clean/parse.hpp"
#include "clean/sieve.hpp"
#include "rules/import.hpp"
#include "rules/selector.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(bytes.find('\n'), bytes.size());
  std::string problem;
  std::vector<std::string> selectors;
  if (!thanbai::selectors_of_xpath(bytes.substr(0, cut), selectors, problem)) selectors = {std::string(bytes.substr(0, cut))};
  thanbai::Text text;
  text.utf8 = bytes.substr(std::min(cut + 1, bytes.size()));
  const thanbai::Limits limits;
  const thanbai::Tree tree = thanbai::parse(text, thanbai::sieve(text, limits), limits);
  for (const std::string& one : selectors) {
    thanbai::Selector selector;
    problem.clear();
    if (!thanbai::parse_selector(one, selector, problem)) {
      if (problem.empty()) std::abort();
      continue;
    }
    thanbai::NodeId last = 0;
    bool first = true;
    for (const thanbai::NodeId id : thanbai::select(tree, selector)) {
      if (id >= tree.nodes.size() || tree[id].tag == thanbai::Tag::text || (!first && id <= last)) std::abort();
      last = id;
      first = false;
    }
  }
  return 0;
}
