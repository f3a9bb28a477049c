#include "clean/metadata/linked_data.hpp"

#include <algorithm>
#include <array>

#include "clean/metadata/json.hpp"

namespace thanbai {
namespace {

constexpr std::size_t most_types = 64, most_authors = 6;

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// How surely a thing of this schema.org type is what the page is about.
int rank_of(std::string_view type) {
  for (const std::string_view piece : {"report", "recipe", "question", "socialmediaposting", "review", "howto",
                                       "creativework", "jobposting", "event", "course"}) {
    if (type == piece) return 4;
  }
  if (ends_with(type, "article") || ends_with(type, "posting")) return 4;
  if (type == "product" || type == "productgroup") return 3;
  if (ends_with(type, "page") || type == "videoobject") return 2;
  if (type == "website" || ends_with(type, "organization")) return 1;
  return 0;
}

// Keys under which a thing is still the page's own.
bool leads_to_piece(std::string_view key) {
  return key.empty() || key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage";
}

}  // namespace

// One script, read into the reader's data.
struct ThingReader {
  const Json& json;
  LinkedDataReader& to;

  using Id = Json::Id;

  void read() {
    const auto& values = json.values();
    std::vector<bool> own(values.size());
    for (Id id = 0; id < values.size(); ++id) {
      const Json::Value& value = values[id];
      if (value.kind == Json::Kind::string || value.kind == Json::Kind::literal) continue;
      own[id] = (value.parent == Json::none || own[value.parent]) && leads_to_piece(json.key(id));
      if (value.kind == Json::Kind::object) read_thing(id, own[id]);
    }
  }

  void read_thing(Id thing, bool own) {
    int rank = 0;
    const Id type = json.member(thing, "@type");
    for_each(type, [&](Id id) {
      const std::string name = type_name(id);
      rank = std::max(rank, rank_of(name));
      add_type(own ? name : "in:" + name);
    });
    if (!own || rank == 0) return;
    if (rank == 1) return read_site(thing);
    to.data_.is_piece = to.data_.is_piece || rank == 4;
    take(to.data_.title, to.title_rank_, rank, first_string(thing, {"headline", "name"}));
    take(to.data_.author, to.author_rank_, rank, authors(thing));
    take(to.data_.date, to.date_rank_, rank,
         first_string(thing, {"datePublished", "dateCreated", "uploadDate"}));
    take(to.data_.description, to.description_rank_, rank, first_string(thing, {"description"}));
    take(to.data_.image, to.image_rank_, rank, image(json.member(thing, "image")));
    take(to.data_.url, to.url_rank_, rank, first_string(thing, {"url"}));
    take(to.data_.language, to.language_rank_, rank, first_string(thing, {"inLanguage"}));
    take(to.data_.site_name, to.site_rank_, 1, name_of(json.member(thing, "publisher")));
    take_longer(to.data_.article_body, first_string(thing, {"articleBody", "text"}));
    if (rank == 3) take_longer(to.data_.product_description, first_string(thing, {"description"}));
  }

  void read_site(Id thing) {
    const bool site = type_name(first_of(json.member(thing, "@type"))) == "website";
    take(to.data_.site_name, to.site_rank_, site ? 2 : 1, first_string(thing, {"name"}));
  }

  static void take(std::string& field, int& held_rank, int rank, std::string value) {
    if (value.empty() || rank <= held_rank) return;
    field = std::move(value);
    held_rank = rank;
  }

  static void take_longer(std::string& field, std::string value) {
    if (value.size() > field.size()) field = std::move(value);
  }

  void add_type(std::string name) {
    auto& types = to.data_.types;
    if (types.size() < most_types && std::find(types.begin(), types.end(), name) == types.end()) {
      types.push_back(std::move(name));
    }
  }

  // `NewsArticle`, `schema:NewsArticle` or `https://schema.org/NewsArticle`.
  std::string type_name(Id id) const {
    std::string name = lower(json.string(id));
    return name.substr(name.find_last_of("/:#") + 1);
  }

  // The elements of an array, or the one value itself.
  template <class Visit>
  void for_each(Id id, Visit visit) const {
    if (id == Json::none) return;
    if (json.values()[id].kind != Json::Kind::array) return visit(id);
    for (Id element = id + 1; element < json.values()[id].end; element = json.values()[element].end)
      visit(element);
  }

  Id first_of(Id id) const {
    if (id == Json::none || json.values()[id].kind != Json::Kind::array) return id;
    return id + 1 < json.values()[id].end ? id + 1 : Json::none;
  }

  std::string first_string(Id thing, std::initializer_list<std::string_view> keys) const {
    for (const std::string_view key : keys) {
      const Id value = first_of(json.member(thing, key));
      std::string text = json.string(value);
      if (text.empty() && value != Json::none) text = json.string(json.member(value, "@value"));
      if (!text.empty()) return text;
    }
    return {};
  }

  // A person or organisation: a name, a thing with one, or a reference to one.
  std::string name_of(Id id) const {
    id = first_of(id);
    if (id == Json::none) return {};
    if (json.values()[id].kind == Json::Kind::string) return json.string(id);
    std::string name = first_string(id, {"name"});
    if (!name.empty()) return name;
    const Id given = json.member(id, "givenName"), family = json.member(id, "familyName");
    if (given != Json::none && family != Json::none) return json.string(given) + ' ' + json.string(family);
    return name_behind(json.string(json.member(id, "@id")));
  }

  std::string name_behind(const std::string& reference) const {
    if (reference.empty()) return {};
    for (Id id = 0; id < json.values().size(); ++id) {
      if (json.values()[id].kind != Json::Kind::object) continue;
      const Id name = json.member(id, "name");
      if (name != Json::none && json.string(json.member(id, "@id")) == reference)
        return json.string(first_of(name));
    }
    return {};
  }

  std::string authors(Id thing) const {
    std::vector<std::string> names;
    Id author = json.member(thing, "author");
    if (author == Json::none) author = json.member(thing, "creator");
    for_each(author, [&](Id id) {
      if (names.size() == most_authors) return;
      std::string name = name_of(id);
      if (name.empty() || name.find("://") != name.npos) return;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    });
    std::string joined;
    for (const std::string& name : names) joined.append(joined.empty() ? "" : ", ").append(name);
    return joined;
  }

  std::string image(Id id) const {
    id = first_of(id);
    if (id == Json::none) return {};
    if (json.values()[id].kind == Json::Kind::string) return json.string(id);
    return first_string(id, {"url", "contentUrl"});
  }
};

void LinkedDataReader::add(std::string_view script) {
  const Json json(script);
  ThingReader{json, *this}.read();
}

}  // namespace thanbai
