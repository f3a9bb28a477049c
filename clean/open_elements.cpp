#include "clean/open_elements.hpp"

#include <algorithm>

#include "clean/tag_traits.hpp"

namespace thanbai {
namespace {

bool is_ruby_part(Tag tag) { return tag == Tag::rt || tag == Tag::rp || tag == Tag::rb || tag == Tag::rtc; }

bool is_root(Tag tag) {
  return tag == Tag::html || tag == Tag::head || tag == Tag::body || tag == Tag::frameset;
}

}  // namespace

bool OpenElements::takes_as_foreign(Tag tag) const {
  if (!in_foreign()) return false;
  const Element& innermost = stack_.back();
  if (traits_of(innermost.name.tag).text_integration && innermost.space == Space::math) {
    return tag == Tag::mglyph || tag == Tag::malignmark;
  }
  if (innermost.name.tag == Tag::annotation_xml && tag == Tag::svg) return false;
  return !innermost.html_inside;
}

bool OpenElements::text_is_foreign() const {
  if (!in_foreign() || stack_.back().html_inside) return false;
  return !(stack_.back().space == Space::math && traits_of(stack_.back().name.tag).text_integration);
}

bool OpenElements::is_scope(const Element& element) {
  if (element.space == Space::html)
    return traits_of(element.name.tag).scope || element.name.tag == Tag::select;
  return element.html_inside || element.name.tag == Tag::annotation_xml ||
         traits_of(element.name.tag).text_integration;
}

bool OpenElements::is_special(const Element& element) {
  return element.space == Space::html ? traits_of(element.name.tag).special : is_scope(element);
}

void OpenElements::push(ElementName name, Space space, bool html_inside, bool counted) {
  stack_.push_back({name, space, counted, html_inside, 0});
  counted_ += counted;
  if (space != Space::html) return;
  if (name.tag == Tag::p) ++paragraphs_;
  if (name.tag == Tag::table) ++tables_;
  if (name.tag == Tag::select) ++selects_;
  if (name.tag == Tag::button) ++buttons_;
  if (name.tag == Tag::template_) {
    template_frames_.push_back({tables_, selects_});
    tables_ = selects_ = 0;
  }
  if (traits_of(name.tag).marker) {
    active_.push_back({name.tag, true, true, 0, 0});
    ++markers_;
  }
}

void OpenElements::pop() {
  const Element element = stack_.back();
  stack_.pop_back();
  counted_ -= element.counted;
  if (element.space != Space::html) return;
  if (element.name.tag == Tag::p) --paragraphs_;
  if (element.name.tag == Tag::table) --tables_;
  if (element.name.tag == Tag::select) --selects_;
  if (element.name.tag == Tag::button) --buttons_;
  if (element.name.tag == Tag::template_) {
    tables_ = template_frames_.back().tables;
    selects_ = template_frames_.back().selects;
    template_frames_.pop_back();
  }
  if (traits_of(element.name.tag).marker) clear_to_marker();
  if (element.formatting == 0) return;
  for (std::size_t i = active_.size(); i-- > 0;) {
    if (active_[i].id == element.formatting) {
      active_[i].open = false;
      return;
    }
  }
}

void OpenElements::pop_to(std::size_t size) {
  while (stack_.size() > size) pop();
}

void OpenElements::clear_to_marker() {
  while (!active_.empty()) {
    const bool marker = active_.back().marker;
    active_.pop_back();
    if (!marker) continue;
    --markers_;
    return;
  }
}

std::size_t OpenElements::reconstruct_formatting() {
  std::size_t first = active_.size();
  while (first > 0 && !active_[first - 1].marker && !active_[first - 1].open) --first;
  const std::size_t count = active_.size() - first;
  for (std::size_t i = first; i < active_.size(); ++i) {
    active_[i].open = true;
    push({active_[i].tag, 0}, Space::html, false, true);
    stack_.back().formatting = active_[i].id;
  }
  return count;
}

void OpenElements::close_paragraph() {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Element& element = stack_[i];
    if (element.space == Space::html && element.name.tag == Tag::p) return pop_to(i);
    if (is_scope(element) || element.name.tag == Tag::button) return;
  }
}

/// As the start tags of li, dd and dt do.
void OpenElements::close_item(Tag a, Tag b) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Element& element = stack_[i];
    const Tag tag = element.name.tag;
    if (element.space == Space::html && (tag == a || tag == b)) return pop_to(i);
    const bool passable = tag == Tag::address || tag == Tag::div || tag == Tag::p;
    if (is_special(element) && !(element.space == Space::html && passable)) return;
  }
}

void OpenElements::close_to_table(Tag) {
  if (tables_ == 0) return;
  while (stack_.back().space != Space::html || stack_.back().name.tag != Tag::table) pop();
}

/// Takes the entry off the list and its element off the stack.
void OpenElements::forget_formatting(std::size_t at) {
  if (active_[at].open) {
    for (std::size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].formatting != active_[at].id) continue;
      counted_ -= stack_[i].counted;
      stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  }
  active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(at));
}

void OpenElements::start_formatting(ElementName name, std::uint32_t attributes) {
  std::size_t alike = 0, earliest = 0;
  for (std::size_t i = active_.size(); i-- > 0 && !active_[i].marker;) {
    if (active_[i].tag != name.tag) continue;
    // One a or nobr closes another; of other elements three alike are the most.
    if (name.tag == Tag::a || name.tag == Tag::nobr) {
      forget_formatting(i);
      break;
    }
    if (active_[i].attributes == attributes) {
      ++alike;
      earliest = i;
    }
  }
  if (alike >= 3) active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(earliest));
  push(name, Space::html, false, true);
  stack_.back().formatting = next_id_;
  active_.push_back({name.tag, false, true, attributes, next_id_++});
}

void OpenElements::start_html(ElementName name, std::uint32_t attributes) {
  const TagTraits& traits = traits_of(name.tag);
  if (is_root(name.tag)) return;
  if (in_select() && (traits.table_part || name.tag == Tag::table)) return;  // ignored there
  if (traits.table_part) {
    close_to_table(name.tag);
    if (tables_ > 0 && traits.cell) push(name, Space::html, false, false);
    return;
  }
  if (traits.closes_paragraph && paragraphs_ > 0) close_paragraph();
  if (traits.content == TagTraits::Content::none) return;
  const Tag top = stack_.empty() || in_foreign() ? Tag::unknown : stack_.back().name.tag;
  if (name.tag == Tag::li) close_item(Tag::li, Tag::li);
  if (name.tag == Tag::dd || name.tag == Tag::dt) close_item(Tag::dd, Tag::dt);
  if ((name.tag == Tag::option || name.tag == Tag::optgroup) && top == Tag::option) pop();
  if (name.tag == Tag::optgroup && in_select() && stack_.back().name.tag == Tag::optgroup) pop();
  if (traits.heading && traits_of(top).heading) pop();
  if (name.tag == Tag::button && buttons_ > 0) end({Tag::button, 0}, stack_.size());
  if (is_ruby_part(name.tag) && is_ruby_part(top)) {
    const bool in_ruby =
        std::any_of(stack_.begin(), stack_.end(), [](const Element& e) { return e.name.tag == Tag::ruby; });
    if (in_ruby) pop();
  }
  if (traits.formatting) return start_formatting(name, attributes);
  push(name, Space::html, false, !traits.self_closing);
}

void OpenElements::start_foreign(ElementName name, Space space, bool html_inside) {
  push(name, space, html_inside, true);
}

void OpenElements::break_out() {
  while (in_foreign() && !stack_.back().html_inside &&
         !(space() == Space::math && traits_of(stack_.back().name.tag).text_integration)) {
    pop();
  }
}

void OpenElements::close_select() {
  if (selects_ == 0) return;
  while (stack_.back().space != Space::html || stack_.back().name.tag != Tag::select) pop();
  pop();
}

bool OpenElements::end_formatting(ElementName name, std::size_t floor) {
  for (std::size_t i = active_.size(); i-- > 0 && !active_[i].marker;) {
    if (active_[i].tag != name.tag) continue;
    // What it holds is closed with it, down to the innermost block, which
    // moves out of it (the adoption agency).
    std::size_t at = stack_.size(), block = 0;
    while (active_[i].open && at-- > 0 && stack_[at].formatting != active_[i].id) {
      if (block == 0 && is_special(stack_[at])) block = at;
    }
    if (active_[i].open) pop_to(block != 0 ? block + 1 : at + 1);
    forget_formatting(i);
    return true;
  }
  for (std::size_t i = stack_.size(); i-- > floor;) {
    if (stack_[i].name == name) {
      pop_to(i);
      return true;
    }
    if (is_special(stack_[i])) return true;
  }
  return floor == 0;
}

bool OpenElements::end_html(ElementName name, std::size_t floor) {
  const TagTraits& traits = traits_of(name.tag);
  if (traits.formatting) return end_formatting(name, floor);
  if (is_root(name.tag) || traits.content == TagTraits::Content::none) return true;
  if (traits.table_part || name.tag == Tag::table) {
    if (tables_ == 0) return true;
    const std::size_t before = stack_.size();
    if (!traits.cell) {
      close_to_table(name.tag);
      if (name.tag == Tag::table) pop();
      return true;
    }
    for (std::size_t i = before; i-- > 0 && stack_[i].name.tag != Tag::table;) {
      if (stack_[i].name == name) {
        pop_to(i);
        break;
      }
    }
    return true;
  }
  if (name.tag == Tag::template_ && in_template()) {
    while (stack_.back().space != Space::html || stack_.back().name.tag != Tag::template_) pop();
    pop();
    return true;
  }
  for (std::size_t i = stack_.size(); i-- > floor;) {
    const Element& element = stack_[i];
    const bool same = element.space == Space::html &&
                      (element.name == name || (traits.heading && traits_of(element.name.tag).heading));
    if (same && name.tag == Tag::form) {
      counted_ -= element.counted;
      stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(i));
      return true;
    }
    if (same) {
      pop_to(i);
      return true;
    }
    if (traits.special ? is_scope(element) : is_special(element)) return true;
    if (name.tag == Tag::p && element.name.tag == Tag::button) return true;
    if (name.tag == Tag::li && (element.name.tag == Tag::ul || element.name.tag == Tag::ol)) return true;
  }
  return floor == 0 || name.tag == Tag::p;
}

bool OpenElements::end(ElementName name, std::size_t levels) {
  const std::size_t floor = stack_.size() > levels ? stack_.size() - levels : 0;
  for (std::size_t i = stack_.size(); i-- > floor && stack_[i].space != Space::html;) {
    if (stack_[i].name == name) {
      pop_to(i);
      return true;
    }
  }
  return end_html(name, floor);
}

}  // namespace thanbai
