#pragma once
// The proof that sieve + Gumbo builds the tree of full Gumbo: both trees as
// lists that can be compared. Shared by the differential test and the fuzz target.
#include <gumbo.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clean/arena.hpp"
#include "clean/parse.hpp"
#include "clean/sieve.hpp"

namespace thanbai::testing {

/// One element or text of a tree, in document order.
struct Item {
  std::size_t depth = 0;
  std::string name;  ///< of an element; empty for text
  bool foreign = false;
  std::ptrdiff_t source = -1;  ///< offset of the start tag; -1 where the parser implied it
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;
  bool operator==(const Item&) const = default;
};

/// A character that Gumbo replaces while reading and the standard does not.
inline bool is_replaced(std::uint32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\f') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/// Controls and non-characters as U+FFFD, as Gumbo has them.
inline std::string replaced(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = size == 1 ? lead : lead & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size && at + i < text.size(); ++i) {
      code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
    }
    if (is_replaced(code)) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text.substr(at, size));
    }
    at += size;
  }
  return out;
}

/// Content that neither tree is asked for: that of scripts and styles goes with
/// the element, that of iframe, noembed and noframes alone.
inline bool is_dropped(Tag tag, bool foreign) {
  return !foreign && (tag == Tag::script || tag == Tag::style);
}
inline bool is_emptied(Tag tag, bool foreign) {
  return !foreign && (tag == Tag::iframe || tag == Tag::noembed || tag == Tag::noframes);
}

inline void add_text(std::vector<Item>& items, std::size_t depth, std::string text) {
  if (text.empty()) return;
  if (!items.empty() && items.back().name.empty() && items.back().depth == depth) {
    items.back().text += text;
    return;
  }
  Item item;
  item.depth = depth;
  item.text = std::move(text);
  items.push_back(std::move(item));
}

inline std::vector<Item> items_of(const Tree& tree) {
  std::vector<Item> items;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    const Node& node = tree[id];
    if (node.tag == Tag::text) {
      std::string text;
      tree.append_text(id, text);
      add_text(items, node.depth, replaced(text));
      continue;
    }
    Item item;
    item.depth = node.depth;
    item.name = tree.element_name(id);
    item.foreign = node.foreign;
    item.source = node.source.empty() ? -1 : static_cast<std::ptrdiff_t>(node.source.begin);
    for (const Attribute& one : tree.attributes_of(id)) {
      item.attributes.emplace_back(spelling_of(one.name), replaced(tree.attribute(id, one.name)));
    }
    items.push_back(std::move(item));
  }
  return items;
}

/// Offsets of the svg elements that the sieve wrote without their content.
inline std::set<std::ptrdiff_t> empty_svgs(const Tree& tree) {
  std::set<std::ptrdiff_t> found;
  for (NodeId id = 0; id < tree.nodes.size(); ++id) {
    if (tree[id].tag == Tag::svg && tree[id].end == id + 1) {
      found.insert(static_cast<std::ptrdiff_t>(tree[id].source.begin));
    }
  }
  return found;
}

/// The tree that Gumbo builds of the whole page.
class FullGumbo {
 public:
  explicit FullGumbo(std::string_view html, std::size_t memory = std::size_t{3} << 30) : html_(html) {
    arena_.reset(memory);
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* arena, std::size_t size) {
      return static_cast<Arena*>(arena)->allocate(size);
    };
    options.deallocator = [](void* arena, void* piece) { static_cast<Arena*>(arena)->release(piece); };
    options.userdata = &arena_;
    output_ = gumbo_parse_with_options(&options, html.data(), html.size());
  }

  [[nodiscard]] std::vector<Item> items(const std::set<std::ptrdiff_t>& svgs_without_content,
                                        const Limits& limits = {}) const {
    std::vector<Item> items;
    struct Open {
      const GumboNode* node;
      unsigned next;
    };
    std::vector<Open> open;
    const auto enter = [&](const GumboNode* node) {
      Item item = element_item(node->v.element, open.size(), limits);
      const Tag tag = tag_named(item.name);
      if (is_dropped(tag, item.foreign)) return;
      const bool leaf =
          is_emptied(tag, item.foreign) || (tag == Tag::svg && svgs_without_content.count(item.source) != 0);
      items.push_back(std::move(item));
      open.push_back({node, leaf ? node->v.element.children.length : 0});
    };
    enter(output_->root);
    while (!open.empty()) {
      Open& innermost = open.back();
      const GumboVector& children = innermost.node->v.element.children;
      if (innermost.next >= children.length) {
        open.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[innermost.next++]);
      switch (child->type) {
        case GUMBO_NODE_ELEMENT:
        case GUMBO_NODE_TEMPLATE:
          enter(child);
          break;
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_WHITESPACE:
        case GUMBO_NODE_CDATA:
          add_text(items, open.size(), replaced(child->v.text.text));
          break;
        default:
          break;
      }
    }
    return items;
  }

 private:
  [[nodiscard]] Item element_item(const GumboElement& element, std::size_t depth,
                                  const Limits& limits) const {
    Item item;
    item.depth = depth;
    item.foreign = element.tag_namespace != GUMBO_NAMESPACE_HTML;
    std::string_view tag(element.original_tag.data, element.original_tag.length);
    while (tag.starts_with("</>"))
      tag.remove_prefix(3);  // Gumbo counts an ignored one as part of the next tag
    if (tag.size() > 1 && tag[1] != '/') item.source = tag.data() - html_.data();
    item.name = gumbo_normalized_tagname(element.tag);
    if (item.name.empty() && tag.size() > 1) {
      std::size_t end = 1;
      while (end < tag.size() && std::string_view(" \n\t\r\f/>").find(tag[end]) == std::string_view::npos)
        ++end;
      for (const char c : tag.substr(1, end - 1))
        item.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      AttributeName known;
      if (attribute->attr_namespace != GUMBO_ATTR_NAMESPACE_NONE) continue;  // xlink:href is no href
      if (!attribute_named(attribute->name, known) || item.attributes.size() >= limits.attributes) continue;
      item.attributes.emplace_back(spelling_of(known), replaced(attribute->value));
    }
    return item;
  }

  std::string_view html_;
  Arena arena_;
  const GumboOutput* output_ = nullptr;
};

/// A numeric reference so long that Gumbo 0.10 counts past its integers.
inline bool has_long_number(std::string_view html) {
  for (std::size_t at = html.find("&#"); at != std::string_view::npos; at = html.find("&#", at + 2)) {
    const std::string_view digits = html.substr(at + 2, 9);
    if (digits.size() == 9 && digits.find_first_not_of("0123456789abcdefx") == std::string_view::npos)
      return true;
  }
  return false;
}

/// An end tag of an unknown element, or with more in it than a name. Around SVG
/// and MathML Gumbo 0.10 takes these for other names than the standard does.
inline bool has_odd_end_tag(std::string_view html) {
  for (std::size_t at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 2)) {
    const std::size_t end = std::min(html.find_first_of(" \n\t\r\f/>", at + 2), html.size());
    if (end == html.size() || html[end] != '>') return true;
    if (tag_named(html.substr(at + 2, end - at - 2)) == Tag::unknown) return true;
  }
  return false;
}

/// A NUL within a tag, which Gumbo 0.10 leaves out of some names.
inline bool has_nul_in_tag(std::string_view html) {
  for (std::size_t at = html.find('\0'); at != std::string_view::npos; at = html.find('\0', at + 1)) {
    const std::size_t bracket = html.find_last_of("<>", at);
    if (bracket != std::string_view::npos && html[bracket] == '<') return true;
  }
  return false;
}

/// Whether a document may be one of those that docs/sieve.md names as
/// different: by the bytes that such a document must hold.
inline bool may_differ(std::string_view html) {
  std::string lower(html);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto has = [&lower](std::string_view what) { return lower.find(what) != std::string::npos; };
  const bool foreign = has("<svg") || has("<math");
  return has("</>") || has("<frameset") || has("<isindex") || has_long_number(lower) ||
         has_nul_in_tag(lower) || (has("<template") && has("<col")) || (foreign && has_odd_end_tag(lower));
}

enum class Difference { none, white_space, tree };

/// Items without white space: what is left when only its placement may differ.
inline std::vector<Item> without_space(const std::vector<Item>& items) {
  std::vector<Item> kept;
  for (const Item& item : items) {
    if (!item.name.empty()) {
      kept.push_back(item);
      continue;
    }
    std::string text;
    for (const char c : item.text) {
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') text += c;
    }
    add_text(kept, item.depth, std::move(text));
  }
  return kept;
}

inline std::string to_string(const Item& item) {
  std::string out(2 * item.depth, ' ');
  if (item.name.empty()) return out + '"' + item.text.substr(0, 200) + '"';
  out += item.name + (item.foreign ? " (foreign)" : "") + " @" + std::to_string(item.source);
  for (const auto& [name, value] : item.attributes) out += ' ' + name + "='" + value.substr(0, 60) + '\'';
  return out;
}

struct Comparison {
  Difference difference = Difference::none;
  std::string first;  ///< the first items that differ, of full Gumbo and of the sieve
};

/// Both ways on one page, which is UTF-8. Long attributes are compared whole.
inline Comparison compare(std::string_view html) {
  Limits limits;
  limits.attribute_bytes = ~std::uint32_t{0};
  Text text;
  text.utf8 = html;
  const Tree tree = parse(text, sieve(text, limits), limits);
  const FullGumbo gumbo(html);
  std::vector<Item> full = gumbo.items(empty_svgs(tree), limits);
  std::vector<Item> sieved = items_of(tree);
  if (tree.nodes.empty() && full.size() == 3) return {};  // html, head and body of an empty page
  if (full == sieved) return {};
  Comparison result{Difference::white_space, ""};
  if (without_space(full) != without_space(sieved)) {
    result.difference = Difference::tree;
    full = without_space(full);
    sieved = without_space(sieved);
  }
  const auto [a, b] = std::mismatch(full.begin(), full.end(), sieved.begin(), sieved.end());
  if (a != full.begin()) result.first += "after   " + to_string(a[-1]) + '\n';
  result.first += "full    " + (a == full.end() ? "nothing" : to_string(*a)) + '\n';
  result.first += "sieved  " + (b == sieved.end() ? "nothing" : to_string(*b)) + '\n';
  return result;
}

}  // namespace thanbai::testing
