#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace thanbai {

/// What the JSON-LD of a page says of its piece (schema.org), as written but
/// decoded: addresses may be relative, dates in any spelling.
struct LinkedData {
  std::string title, author, date, site_name, language, description, image, url;
  std::string article_body, product_description;
  bool is_piece = false;           ///< it describes a piece of writing: an article, a posting, a recipe ...
  std::vector<std::string> types;  ///< lower case; `in:TYPE` for things within or beside the piece
};

/// Adds what one script says; what is known already stays, unless a thing that
/// is more surely the piece says it (an article before a web page before a site).
class LinkedDataReader {
 public:
  void add(std::string_view json);
  [[nodiscard]] const LinkedData& data() const { return data_; }

 private:
  LinkedData data_;
  int title_rank_ = 0, author_rank_ = 0, date_rank_ = 0, description_rank_ = 0, image_rank_ = 0, url_rank_ = 0,
      language_rank_ = 0, site_rank_ = 0;
  friend struct ThingReader;
};

}  // namespace thanbai
