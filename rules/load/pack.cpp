#include <bit>
#include <cstring>
#include <type_traits>

#include "rules/load.hpp"

// One description of the layout serves both ways: `Packer` appends what
// `Unpacker` takes. Little-endian; lists and strings begin with their length.

namespace thanbai {
namespace {

struct Packer {
  std::string out;

  void number(std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xff);
  }
  template <class T>
  void field(const T& value) {
    if constexpr (std::is_same_v<T, float>) number(std::bit_cast<std::uint32_t>(value));
    else number(static_cast<std::uint32_t>(value));
  }
  void field(const std::string& value) {
    number(static_cast<std::uint32_t>(value.size()));
    out += value;
  }
  template <class T>
  std::size_t length(const std::vector<T>& items) {
    number(static_cast<std::uint32_t>(items.size()));
    return items.size();
  }
};

struct Unpacker {
  std::string_view in;

  std::uint32_t number() {
    if (in.size() < 4) {
      in = {};
      return 0;
    }
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value |= std::uint32_t{static_cast<unsigned char>(in[i])} << (8 * i);
    in.remove_prefix(4);
    return value;
  }
  template <class T>
  void field(T& value) {
    if constexpr (std::is_same_v<T, float>) value = std::bit_cast<float>(number());
    else value = static_cast<T>(number());
  }
  void field(std::string& value) {
    const std::size_t wanted = number(), size = std::min(wanted, in.size());
    value.assign(in.substr(0, size));
    in.remove_prefix(size);
  }
  template <class T>
  std::size_t length(std::vector<T>& items) {
    // Every item takes four bytes or more: damaged data cannot ask for memory.
    const std::size_t wanted = number();
    items.resize(std::min(wanted, in.size() / 4));
    return items.size();
  }
};

template <class Archive, class List>
void fields(Archive& archive, List& list) {
  const std::size_t size = archive.length(list);
  for (std::size_t i = 0; i < size; ++i) archive.field(list[i]);
}

template <class Archive, class Rule>
void declared(Archive& archive, Rule& rule) {
  archive.field(rule.id);
  archive.field(rule.why);
  archive.field(rule.where);
  fields(archive, rule.phrases);
  archive.field(rule.place);
  archive.field(rule.expression);
  fields(archive, rule.needs);
  archive.field(rule.min_words);
  archive.field(rule.max_words);
  const std::size_t conditions = archive.length(rule.conditions);
  for (std::size_t i = 0; i < conditions; ++i) {
    archive.field(rule.conditions[i].fact);
    archive.field(rule.conditions[i].below);
    archive.field(rule.conditions[i].edge);
  }
  archive.field(rule.input);
  archive.field(rule.kind);
  archive.field(rule.verdict);
  archive.field(rule.verdict_input);
  archive.field(rule.points);
  fields(archive, rule.hits);
  fields(archive, rule.misses);
}

template <class Archive, class Family>
void family(Archive& archive, Family& data) {
  archive.field(data.name);
  archive.field(data.why);
  archive.field(data.where);
  fields(archive, data.words);
  fields(archive, data.hits);
  fields(archive, data.misses);
}

template <class Archive, class Card>
void scorecard(Archive& archive, Card& card) {
  archive.field(card.base);
  const std::size_t points = archive.length(card.points);
  for (std::size_t i = 0; i < points; ++i) {
    archive.field(card.points[i].fact);
    fields(archive, card.points[i].edges);
    fields(archive, card.points[i].points);
  }
  const std::size_t trees = archive.length(card.trees);
  for (std::size_t i = 0; i < trees; ++i) {
    for (auto& fact : card.trees[i].fact) archive.field(fact);
    for (auto& edge : card.trees[i].edge) archive.field(edge);
    for (auto& outcome : card.trees[i].points) archive.field(outcome);
  }
}

template <class Archive, class AJudge>
void judge(Archive& archive, AJudge& data) {
  scorecard(archive, data.first);
  scorecard(archive, data.second);
  archive.field(data.empty_words);
  archive.field(data.empty_f1);
}

template <class Archive, class Site>
void site(Archive& archive, Site& data) {
  archive.field(data.host);
  archive.field(data.where);
  archive.field(data.why);
  for (auto* selectors : {&data.body, &data.drop, &data.title, &data.byline, &data.date}) fields(archive, *selectors);
  archive.field(data.sample);
  fields(archive, data.must_have);
  fields(archive, data.must_not_have);
}

template <class Archive, class AllRules>
void everything(Archive& archive, AllRules& rules) {
  const std::size_t declared_count = archive.length(rules.declared);
  for (std::size_t i = 0; i < declared_count; ++i) declared(archive, rules.declared[i]);
  const std::size_t families = archive.length(rules.families);
  for (std::size_t i = 0; i < families; ++i) family(archive, rules.families[i]);
  const std::size_t languages = archive.length(rules.languages);
  for (std::size_t i = 0; i < languages; ++i) {
    archive.field(rules.languages[i].code);
    fields(archive, rules.languages[i].small_words);
  }
  judge(archive, rules.html);
  judge(archive, rules.text);
  const std::size_t cues = archive.length(rules.page_type_cues);
  for (std::size_t i = 0; i < cues; ++i) {
    archive.field(rules.page_type_cues[i].cue);
    for (auto& points : rules.page_type_cues[i].points) archive.field(points);
  }
  for (auto& base : rules.page_type_base) archive.field(base);
  const std::size_t sites = archive.length(rules.sites);
  for (std::size_t i = 0; i < sites; ++i) site(archive, rules.sites[i]);
}

}  // namespace

std::string pack(const Rules& rules) {
  Packer packer;
  everything(packer, rules);
  return std::move(packer.out);
}

Rules unpack(std::string_view bytes) {
  Unpacker unpacker{bytes};
  Rules rules;
  everything(unpacker, rules);
  return rules;
}

}  // namespace thanbai
