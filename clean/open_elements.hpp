#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "clean/names.hpp"

namespace thanbai {

/// The name of a tag: enough to tell it from others, unknown ones included.
struct ElementName {
  Tag tag = Tag::unknown;
  std::uint32_t hash = 0;  ///< of the lower-case name, where the tag is unknown
  bool operator==(const ElementName&) const = default;
};

/// A shadow of the parser's stack of open elements and of its list of active
/// formatting elements (HTML Standard, "Tree construction"), as exact as it
/// takes to know in which content a tag stands and how deep: it does not move
/// elements out of tables, nor split them as the adoption agency does.
///
/// Every step is bounded by the depth of the stack, which the caller bounds.
class OpenElements {
 public:
  enum class Space : std::uint8_t { html, svg, math };

  /// Open elements that do not close themselves.
  [[nodiscard]] std::size_t depth() const { return counted_; }
  [[nodiscard]] std::size_t size() const { return stack_.size(); }
  [[nodiscard]] std::size_t active_formatting() const { return active_.size() - markers_; }
  [[nodiscard]] bool in_table() const { return tables_ > 0; }
  [[nodiscard]] bool in_select() const { return selects_ > 0; }
  [[nodiscard]] bool in_template() const { return !template_frames_.empty(); }
  /// Whether character data and `<![CDATA[` are those of SVG or MathML.
  [[nodiscard]] bool in_foreign() const { return !stack_.empty() && stack_.back().space != Space::html; }
  /// Whether the parser would treat this start tag by the rules of SVG and MathML.
  [[nodiscard]] bool takes_as_foreign(Tag tag) const;
  /// Whether character data is read by the rules of SVG and MathML.
  [[nodiscard]] bool text_is_foreign() const;

  /// Formatting elements that text or an inline tag opens again here.
  std::size_t reconstruct_formatting();

  void start_html(ElementName name, std::uint32_t attributes);
  void start_foreign(ElementName name, Space space, bool html_inside);
  /// The namespace of the innermost element.
  [[nodiscard]] Space space() const { return stack_.empty() ? Space::html : stack_.back().space; }
  /// Leaves SVG and MathML, as a tag that breaks out does.
  void break_out();
  void close_select();

  /// False: no element that this tag could close is among the innermost `levels`.
  bool end(ElementName name, std::size_t levels);

 private:
  struct Element {
    ElementName name;
    Space space;
    bool counted;
    bool html_inside;          ///< an integration point
    std::uint32_t formatting;  ///< id in the list of formatting elements; 0: none
  };
  struct Formatting {
    Tag tag;
    bool marker;
    bool open;  ///< on the stack
    std::uint32_t attributes;
    std::uint32_t id;
  };
  struct TemplateFrame {
    std::uint32_t tables, selects;
  };

  [[nodiscard]] static bool is_scope(const Element& element);
  [[nodiscard]] static bool is_special(const Element& element);
  void push(ElementName name, Space space, bool html_inside, bool counted);
  void pop();
  void pop_to(std::size_t size);
  void close_paragraph();
  void close_item(Tag a, Tag b);
  void close_to_table(Tag part);
  void start_formatting(ElementName name, std::uint32_t attributes);
  void clear_to_marker();
  void forget_formatting(std::size_t at);
  bool end_formatting(ElementName name, std::size_t floor);
  bool end_foreign(ElementName name, std::size_t floor, bool& done);
  bool end_html(ElementName name, std::size_t floor);

  std::vector<Element> stack_;
  std::vector<Formatting> active_;
  std::vector<TemplateFrame> template_frames_;
  std::size_t counted_ = 0, markers_ = 0;
  std::uint32_t paragraphs_ = 0, tables_ = 0, selects_ = 0, foreign_ = 0, buttons_ = 0;
  std::uint32_t next_id_ = 1;
};

}  // namespace thanbai
