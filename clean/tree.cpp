#include "clean/tree.hpp"

#include <algorithm>

#include "clean/character_references.hpp"
#include "clean/lexer.hpp"

namespace thanbai {
namespace {

/// As the input stream is preprocessed: CR LF and CR are LF. NUL is left out of
/// text and U+FFFD elsewhere.
void append_plain(std::string_view text, bool skip_nul, std::string& out) {
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find_first_of(std::string_view("\r\0", 2)), text.size());
    out.append(text.substr(0, plain));
    if (plain == text.size()) return;
    if (text[plain] == '\r') {
      out += '\n';
      text.remove_prefix(plain + 1);
      if (text.starts_with('\n')) text.remove_prefix(1);
    } else {
      if (!skip_nul) out += "\xEF\xBF\xBD";
      text.remove_prefix(plain + 1);
    }
  }
}

/// A byte that does not stand for itself.
bool needs_decoding(char c) { return c == '&' || c == '\r' || c == '\0'; }

void append_decoded(std::string_view text, ReferenceContext context, bool skip_nul, std::string& out) {
  if (std::none_of(text.begin(), text.end(), needs_decoding)) {
    out.append(text);
    return;
  }
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('&'), text.size());
    append_plain(text.substr(0, plain), skip_nul, out);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const std::size_t consumed = decode_reference(text, context, out);
    if (consumed == 0) out += '&';
    text.remove_prefix(std::max<std::size_t>(consumed, 1));
  }
}

}  // namespace

std::span<const Attribute> Tree::attributes_of(NodeId id) const {
  const Node& node = nodes[id];
  if (node.tag == Tag::text) return {};
  return std::span(attributes).subspan(node.first, node.attribute_count);
}

bool Tree::has(NodeId id, AttributeName name) const {
  const auto all = attributes_of(id);
  return std::any_of(all.begin(), all.end(), [name](const Attribute& one) { return one.name == name; });
}

std::string_view Tree::raw_attribute(NodeId id, AttributeName name) const {
  for (const Attribute& one : attributes_of(id)) {
    if (one.name == name) return text.substr(one.value.begin, one.value.size());
  }
  return {};
}

std::string Tree::attribute(NodeId id, AttributeName name) const {
  std::string value;
  append_decoded(raw_attribute(id, name), ReferenceContext::attribute, false, value);
  return value;
}

void Tree::append_text(NodeId id, std::string& out) const {
  const Node& node = nodes[id];
  if (node.tag != Tag::text) return;
  for (const Run& run : std::span(runs).subspan(node.first, node.run_count)) {
    const std::string_view source = text.substr(run.source.begin, run.source.size());
    switch (run.kind) {
      case Skeleton::Kind::filler:
        out += ' ';
        break;
      case Skeleton::Kind::raw_text:
        append_plain(source, false, out);
        break;
      case Skeleton::Kind::rcdata:
        append_decoded(source, ReferenceContext::text, false, out);
        break;
      default:
        append_decoded(source, ReferenceContext::text, true, out);
        break;
    }
  }
}

void Tree::append_subtree_text(NodeId id, std::string& out) const {
  for (NodeId node = id; node < nodes[id].end; ++node) append_text(node, out);
}

std::string Tree::element_name(NodeId id) const {
  const Node& node = nodes[id];
  if (node.tag != Tag::unknown) return std::string(name_of(node.tag));
  const std::string_view tag = text.substr(node.source.begin, node.source.size());
  if (tag.empty()) return "?";
  std::string name(tag.substr(1, end_of_tag_name(tag, 1) - 1));
  std::transform(name.begin(), name.end(), name.begin(), to_lower);
  return name;
}

std::string dump(const Tree& tree) {
  std::string out;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const Node& node = tree[id];
    out.append(2 * std::size_t{node.depth}, ' ');
    if (node.tag == Tag::text) {
      out += '"';
      tree.append_text(id, out);
      out += "\"\n";
      continue;
    }
    out += tree.element_name(id);
    if (node.foreign) out += " (foreign)";
    if (!node.source.empty()) {
      out += " @" + std::to_string(node.source.begin) + "-" + std::to_string(node.source.end);
    }
    for (const Attribute& one : tree.attributes_of(id)) {
      out += ' ';
      out += spelling_of(one.name);
      out += '=';
      out += tree.text.substr(one.value.begin, one.value.size());
    }
    out += '\n';
  }
  return out;
}

}  // namespace thanbai
