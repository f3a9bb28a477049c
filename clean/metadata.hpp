#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "clean/tree.hpp"

namespace thanbai {

/// What a page says about itself in its head, JSON-LD, Open Graph and
/// microdata. Product of metadata_of(); strings are UTF-8, NFC, collapsed.
struct Metadata {
  std::string title;        ///< of the piece, without the site's name
  std::string page_title;   ///< the <title> element, whole
  std::string author, date, site_name, language, description, image;
  std::string url;          ///< saved-from comment, canonical link, og:url; absolute
  std::string base_url;     ///< what links resolve against
  std::string open_graph_type;
  std::string generator;
  std::vector<std::string> types;  ///< schema.org types, lower case
  std::string article_body;        ///< JSON-LD articleBody or text, if any
  std::string product_description; ///< JSON-LD description of a product
};

/// `url` is the page's address if the caller knows it.
[[nodiscard]] Metadata metadata_of(const Tree& tree, std::string_view url);
/// A dump's: a title line if one stands out, language by its words.
struct Blocks;
[[nodiscard]] Metadata metadata_of(const Blocks& blocks, std::string_view url);

}  // namespace thanbai
