#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>

#include "clean/names.hpp"

namespace thanbai {

/// What a tokenizer and a tree builder know an element by (HTML Standard,
/// "Tokenization" and "Tree construction").
struct TagTraits {
  enum class Content : std::uint8_t {
    ordinary,
    none,       ///< a void element
    dropped,    ///< script, style: raw text that is no text of the page
    emptied,    ///< iframe, noembed, noframes: the element stays, its raw text goes
    raw,        ///< xmp
    rcdata,     ///< title, textarea
    plaintext,  ///< everything to the end of the page
  };
  Content content = Content::ordinary;
  bool formatting = false;  ///< of the list of active formatting elements
  bool special = false;     ///< ends the search for an element to close
  bool closes_paragraph = false;
  bool self_closing = false;  ///< closes itself when its like opens: p, li, td
  bool scope = false;         ///< the bound of an element "in scope"
  bool marker = false;        ///< puts a marker on the list of formatting elements
  bool table_part = false;    ///< of a table, the table itself aside
  bool cell = false;          ///< td, th, caption
  bool heading = false;
  bool breakout = false;          ///< ends SVG and MathML content
  bool head = false;              ///< may stand in the head: does not open the body
  bool text_integration = false;  ///< MathML element whose content is HTML
};

inline constexpr std::array<TagTraits, tag_count> tag_traits = [] {
  std::array<TagTraits, tag_count> table{};
  using T = Tag;
  using Content = TagTraits::Content;
  const auto each = [&table](std::initializer_list<Tag> tags, auto set) {
    for (const Tag tag : tags) set(table[static_cast<std::size_t>(tag)]);
  };
  each({T::area,  T::base,     T::basefont, T::bgsound, T::br,     T::col,     T::embed,
        T::frame, T::hr,       T::image,    T::img,     T::input,  T::isindex, T::keygen,
        T::link,  T::menuitem, T::meta,     T::param,   T::source, T::track,   T::wbr},
       [](TagTraits& t) { t.content = Content::none; });
  each({T::script, T::style}, [](TagTraits& t) { t.content = Content::dropped; });
  each({T::iframe, T::noembed, T::noframes}, [](TagTraits& t) { t.content = Content::emptied; });
  each({T::xmp}, [](TagTraits& t) { t.content = Content::raw; });
  each({T::title, T::textarea}, [](TagTraits& t) { t.content = Content::rcdata; });
  each({T::plaintext}, [](TagTraits& t) { t.content = Content::plaintext; });
  each({T::a, T::b, T::big, T::code, T::em, T::font, T::i, T::nobr, T::s, T::small, T::strike, T::strong,
        T::tt, T::u},
       [](TagTraits& t) { t.formatting = true; });
  each(
      {T::address,    T::applet,   T::area,   T::article,  T::aside,   T::base,      T::basefont, T::bgsound,
       T::blockquote, T::body,     T::br,     T::button,   T::caption, T::center,    T::col,      T::colgroup,
       T::dd,         T::details,  T::dir,    T::div,      T::dl,      T::dt,        T::embed,    T::fieldset,
       T::figcaption, T::figure,   T::footer, T::form,     T::frame,   T::frameset,  T::h1,       T::h2,
       T::h3,         T::h4,       T::h5,     T::h6,       T::head,    T::header,    T::hgroup,   T::hr,
       T::html,       T::iframe,   T::img,    T::input,    T::keygen,  T::li,        T::link,     T::listing,
       T::main,       T::marquee,  T::menu,   T::menuitem, T::meta,    T::nav,       T::noembed,  T::noframes,
       T::noscript,   T::object,   T::ol,     T::p,        T::param,   T::plaintext, T::pre,      T::script,
       T::section,    T::select,   T::source, T::style,    T::summary, T::table,     T::tbody,    T::td,
       T::template_,  T::textarea, T::tfoot,  T::th,       T::thead,   T::title,     T::tr,       T::track,
       T::ul,         T::wbr,      T::xmp},
      [](TagTraits& t) { t.special = true; });
  each({T::address, T::article,  T::aside,      T::blockquote, T::center,  T::details, T::dir,     T::div,
        T::dl,      T::fieldset, T::figcaption, T::figure,     T::footer,  T::header,  T::hgroup,  T::main,
        T::menu,    T::nav,      T::ol,         T::p,          T::section, T::summary, T::ul,      T::h1,
        T::h2,      T::h3,       T::h4,         T::h5,         T::h6,      T::pre,     T::listing, T::form,
        T::li,      T::dd,       T::dt,         T::plaintext,  T::hr,      T::xmp,     T::table},
       [](TagTraits& t) { t.closes_paragraph = true; });
  each({T::p, T::li, T::dd, T::dt, T::option, T::tr, T::td, T::th, T::tbody, T::thead, T::tfoot, T::caption,
        T::colgroup},
       [](TagTraits& t) { t.self_closing = true; });
  each({T::applet, T::caption, T::html, T::table, T::td, T::th, T::marquee, T::object, T::template_},
       [](TagTraits& t) { t.scope = true; });
  each({T::applet, T::marquee, T::object, T::template_, T::td, T::th, T::caption},
       [](TagTraits& t) { t.marker = true; });
  each({T::caption, T::col, T::colgroup, T::tbody, T::tfoot, T::thead, T::tr, T::td, T::th},
       [](TagTraits& t) { t.table_part = true; });
  each({T::td, T::th, T::caption}, [](TagTraits& t) { t.cell = true; });
  each({T::h1, T::h2, T::h3, T::h4, T::h5, T::h6}, [](TagTraits& t) { t.heading = true; });
  each({T::b,      T::big,  T::blockquote, T::body,  T::br,   T::center, T::code,    T::dd,   T::div,
        T::dl,     T::dt,   T::em,         T::embed, T::h1,   T::h2,     T::h3,      T::h4,   T::h5,
        T::h6,     T::head, T::hr,         T::i,     T::img,  T::li,     T::listing, T::menu, T::meta,
        T::nobr,   T::ol,   T::p,          T::pre,   T::ruby, T::s,      T::small,   T::span, T::strong,
        T::strike, T::sub,  T::sup,        T::table, T::tt,   T::u,      T::ul,      T::var},
       [](TagTraits& t) { t.breakout = true; });
  each({T::base, T::basefont, T::bgsound, T::head, T::html, T::link, T::meta, T::noframes, T::noscript,
        T::script, T::style, T::template_, T::title, T::frameset, T::frame},
       [](TagTraits& t) { t.head = true; });
  each({T::mi, T::mn, T::mo, T::ms, T::mtext}, [](TagTraits& t) { t.text_integration = true; });
  return table;
}();

[[nodiscard]] constexpr const TagTraits& traits_of(Tag tag) {
  return tag_traits[static_cast<std::size_t>(tag)];
}

}  // namespace thanbai
