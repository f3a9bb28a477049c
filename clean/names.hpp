#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace thanbai {

// Names of elements that thanbai tells apart: those of HTML, old and new, and
// those of SVG and MathML that steer a parser. Everything else is `unknown`.
// clang-format off
#define THANBAI_TAGS(X)                                                                            \
  X(a) X(abbr) X(acronym) X(address) X(applet) X(area) X(article) X(aside) X(audio) X(b) X(base)   \
  X(bdi) X(bdo) X(big) X(blink) X(blockquote) X(body) X(br) X(button) X(canvas) X(caption)         \
  X(center) X(cite) X(code) X(col) X(colgroup) X(data) X(datalist) X(dd) X(del) X(details) X(dfn)  \
  X(dialog) X(dir) X(div) X(dl) X(dt) X(em) X(embed) X(fieldset) X(figcaption) X(figure) X(font)   \
  X(footer) X(form) X(frame) X(frameset) X(h1) X(h2) X(h3) X(h4) X(h5) X(h6) X(head) X(header)     \
  X(hgroup) X(hr) X(html) X(i) X(iframe) X(image) X(img) X(input) X(ins) X(kbd) X(keygen) X(label) \
  X(legend) X(li) X(link) X(listing) X(main) X(map) X(mark) X(marquee) X(math) X(menu) X(meta)     \
  X(meter) X(nav) X(nobr) X(noembed) X(noframes) X(noscript) X(object) X(ol) X(optgroup)           \
  X(option) X(output) X(p) X(param) X(picture) X(plaintext) X(pre) X(progress) X(q) X(rb) X(rp)    \
  X(rt) X(rtc) X(ruby) X(s) X(samp) X(script) X(search) X(section) X(select) X(small) X(source)    \
  X(span) X(strike) X(strong) X(style) X(sub) X(summary) X(sup) X(svg) X(table) X(tbody) X(td)     \
  X(textarea) X(tfoot) X(th) X(thead) X(time) X(title) X(tr) X(track) X(tt) X(u) X(ul) X(var)      \
  X(video) X(wbr) X(xmp)                                                                           \
  X(basefont) X(bgsound) X(isindex) X(menuitem) X(multicol) X(nextid) X(spacer)                    \
  X(desc) X(foreignobject) X(malignmark) X(mglyph) X(mi) X(mn) X(mo) X(ms) X(mtext)
// clang-format on

enum class Tag : std::uint8_t {
  unknown,
#define X(name) name,
  THANBAI_TAGS(X)
#undef X
  template_,       ///< `template`, a keyword of C++
  annotation_xml,  ///< `annotation-xml`
  text,            ///< not an element: a text node
};
inline constexpr std::size_t tag_count = static_cast<std::size_t>(Tag::text) + 1;

/// Attributes that later stages read; the sieve keeps no others.
// clang-format off
#define THANBAI_ATTRIBUTES(X)                                                                     \
  X(alt, "alt") X(aria_expanded, "aria-expanded") X(aria_hidden, "aria-hidden")                   \
  X(aria_label, "aria-label") X(class_, "class") X(colspan, "colspan") X(content, "content")      \
  X(data_component, "data-component") X(data_preloaded, "data-preloaded") X(data_src, "data-src") \
  X(data_testid, "data-testid") X(data_type, "data-type") X(datetime, "datetime")                 \
  X(hidden, "hidden") X(href, "href") X(http_equiv, "http-equiv") X(id, "id")                     \
  X(itemprop, "itemprop") X(itemtype, "itemtype") X(lang, "lang") X(name, "name")                 \
  X(open, "open") X(property, "property") X(rel, "rel") X(role, "role") X(rowspan, "rowspan")     \
  X(src, "src") X(start, "start") X(style, "style") X(title, "title") X(type, "type")
// clang-format on

enum class AttributeName : std::uint8_t {
#define X(id, spelling) id,
  THANBAI_ATTRIBUTES(X)
#undef X
};

/// Tag of a name in any case; Tag::unknown for one not listed. Constant time.
[[nodiscard]] Tag tag_named(std::string_view name);
/// Lower-case name; `?` for Tag::unknown, `#text` for Tag::text.
[[nodiscard]] std::string_view name_of(Tag tag);
/// Constant time; false when thanbai does not read the attribute.
[[nodiscard]] bool attribute_named(std::string_view name, AttributeName& found);
/// Lower-case name, as in markup.
[[nodiscard]] std::string_view spelling_of(AttributeName name);

}  // namespace thanbai
