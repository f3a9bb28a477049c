// What the fit reads: facts of pages as the program itself finds them.
//
//   thanbai-facts facts OUT < LIST      LIST: a line `id<TAB>path` per page
//   thanbai-facts cues OUT < LIST       only OUT.pages
//   thanbai-facts looks OUT POINTS TO   the second look, given the first's points
//
// OUT.pages    a JSON object per page: id, plain, page_type, texts and words of blocks, cues, numbers
// OUT.facts    float32, a row of all facts per block (-inf: unknown)
// OUT.groups   int32, a row of all groupings per block
// OUT.names    names of facts, then of looks, a line each
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thanbai/thanbai.hpp>

#include "clean/blocks.hpp"
#include "clean/decode.hpp"
#include "clean/facts.hpp"
#include "clean/lines.hpp"
#include "clean/parse.hpp"
#include "clean/second_look.hpp"
#include "clean/sieve.hpp"

namespace {

using namespace thanbai;

template <class T>
void write_rows(std::ofstream& out, const std::vector<T>& columns, std::size_t rows) {
  if (rows == 0) return;
  std::vector<T> row(columns.size() / rows);
  for (std::size_t k = 0; k < rows; ++k) {
    for (std::size_t c = 0; c < row.size(); ++c) row[c] = columns[c * rows + k];
    out.write(reinterpret_cast<const char*>(row.data()), static_cast<std::streamsize>(row.size() * sizeof(T)));
  }
}

/// Cues of the page-type chooser: names as rules spell them, and numbers.
void describe_cues(const Tree& tree, const Blocks& blocks, const Metadata& metadata, nlohmann::json& page) {
  std::vector<std::string> names;
  const PageCues cues = cues_of(tree, blocks, metadata, &names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  page["cues"] = names;
  for (std::size_t n = 0; n < cue_number_count; ++n) {
    page["numbers"][std::string(name_of(static_cast<CueNumber>(n)))] = cues.numbers[n];
  }
}

nlohmann::json describe(const std::string& id, const Blocks& blocks, const PageTypeChoice& type) {
  nlohmann::json page = {{"id", id}, {"plain", blocks.plain}, {"page_type", name_of(type.type)}};
  page["texts"] = nlohmann::json::array();
  page["words"] = nlohmann::json::array();
  for (const Block& block : blocks.blocks) {
    page["texts"].push_back(blocks.text_of(block));
    page["words"].push_back(block.words.size());
  }
  return page;
}

int dump_facts(const std::string& out, bool only_cues) {
  std::ofstream pages(out + ".pages"), values(out + ".facts"), groups(out + ".groups"), names(out + ".names");
  for (std::size_t c = 0; c < column_count; ++c) names << column_name(c) << '\n';
  const Rulebook rulebook = Rulebook::builtin();
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    std::ifstream file(line.substr(tab + 1), std::ios::binary);
    const Page page{.bytes = std::string(std::istreambuf_iterator<char>(file), {})};
    const Text text = decode(page);
    const bool plain = looks_like_plain_text(text.utf8);
    const Limits limits;
    const Tree tree = plain ? Tree{} : parse(text, sieve(text, limits), limits);
    const Blocks blocks = plain ? lines_of(text) : blocks_of(tree);
    const Metadata metadata = plain ? metadata_of(blocks, "") : metadata_of(tree, "");
    const PageTypeChoice type = page_type_of(plain ? nullptr : &tree, blocks, metadata, rulebook.rules());
    const Facts facts = only_cues ? Facts{} : facts_of(plain ? nullptr : &tree, blocks, metadata, type, rulebook.rules());
    nlohmann::json described = describe(line.substr(0, tab), blocks, type);
    if (!plain) describe_cues(tree, blocks, metadata, described);
    pages << described.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    write_rows(values, facts.values, facts.blocks);
    write_rows(groups, facts.groups, facts.blocks);
  }
  return 0;
}

int dump_looks(const std::string& in, const std::string& points_path, const std::string& to) {
  std::ifstream pages(in + ".pages"), groups(in + ".groups"), points(points_path, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  for (std::string line; std::getline(pages, line);) {
    const auto words = nlohmann::json::parse(line)["words"].get<std::vector<std::uint32_t>>();
    Facts facts;
    facts.blocks = words.size();
    facts.groups.resize(grouping_count * words.size());
    Blocks blocks;
    std::vector<std::int32_t> row(grouping_count);
    for (std::size_t k = 0; k < words.size(); ++k) {
      Block block;
      block.words = {0, words[k]};
      blocks.blocks.push_back(block);
      groups.read(reinterpret_cast<char*>(row.data()), static_cast<std::streamsize>(row.size() * sizeof(row[0])));
      for (std::size_t g = 0; g < grouping_count; ++g) facts.groups[g * words.size() + k] = row[g];
    }
    std::vector<float> first(words.size());
    points.read(reinterpret_cast<char*>(first.data()), static_cast<std::streamsize>(first.size() * sizeof(float)));
    write_rows(out, second_look(blocks, facts, first).values, words.size());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "facts") return dump_facts(arguments[1], false);
  if (arguments.size() == 2 && arguments[0] == "cues") return dump_facts(arguments[1], true);
  if (arguments.size() == 4 && arguments[0] == "looks") return dump_looks(arguments[1], arguments[2], arguments[3]);
  std::cerr << "usage: thanbai-facts facts|cues OUT < LIST | thanbai-facts looks OUT POINTS TO\n";
  return 2;
}
