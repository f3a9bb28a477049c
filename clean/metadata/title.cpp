#include "clean/metadata/title.hpp"

#include <algorithm>

#include "clean/words.hpp"

namespace thanbai {
namespace {

constexpr std::string_view separators[] = {" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ",
                                           " / ", " ~ ", " ‹ ", " › ", " ― ", "｜",  " |",  "| "};

struct Segment {
  std::size_t begin, end;
};

std::vector<Segment> segments_of(std::string_view title) {
  std::vector<Segment> segments;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < title.size();) {
    std::size_t length = 0;
    for (const std::string_view separator : separators) {
      if (length == 0 && title.substr(at, separator.size()) == separator) length = separator.size();
    }
    if (length > 0) {
      segments.push_back({begin, at});
      begin = at + length;
    }
    at += std::max<std::size_t>(length, 1);
  }
  segments.push_back({begin, title.size()});
  return segments;
}

std::string squeezed(std::string_view text) {
  std::string out = fold(text);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

// `vnexpress` of `www.vnexpress.net`, `bbc` of `bbc.co.uk`.
std::string label_of(std::string_view host) {
  std::string label;
  while (!host.empty()) {
    const std::size_t dot = std::min(host.find('.'), host.size());
    const std::string_view part = host.substr(0, dot);
    const bool last = dot == host.size();
    if (part != "www" && part != "m" && !last && part.size() > label.size()) label = part;
    host.remove_prefix(std::min(dot + 1, host.size()));
  }
  label.erase(std::remove(label.begin(), label.end(), '-'), label.end());
  return label;
}

// Whether a part of a title names the site rather than the piece.
bool names_site(std::string_view part, const std::string& site, const std::string& label) {
  const std::string name = squeezed(part);
  if (name.empty()) return true;
  if (!site.empty() &&
      (name == site || (site.size() > 3 && name.size() < 3 * site.size() && name.find(site) != name.npos) ||
       (name.size() > 3 && site.find(name) != site.npos))) {
    return true;
  }
  return label.size() > 2 && name.size() < 3 * label.size() && name.find(label) != name.npos;
}

std::string without_site(std::string_view title, const std::string& site_name, const std::string& host) {
  const std::vector<Segment> segments = segments_of(title);
  const std::string site = squeezed(site_name), label = label_of(host);
  std::size_t first = 0, last = segments.size();
  const auto part = [&](std::size_t i) {
    return title.substr(segments[i].begin, segments[i].end - segments[i].begin);
  };
  while (last - first > 1 && names_site(part(last - 1), site, label)) --last;
  while (last - first > 1 && names_site(part(first), site, label)) ++first;
  return std::string(title.substr(segments[first].begin, segments[last - 1].end - segments[first].begin));
}

// The heading that the title element repeats in part, or as a whole.
const std::string* heading_in_title(const TitleSources& sources) {
  const std::string page = ' ' + fold(sources.page) + ' ';
  for (const std::string& heading : sources.headings) {
    const std::string words = ' ' + fold(heading) + ' ';
    if (words.size() > 6 && page.find(words) != page.npos) return &heading;
  }
  return nullptr;
}

// A declared title may have the title element's site name, or its cut.
std::string declared(const TitleSources& sources) {
  for (const std::string* title : {&sources.linked_data, &sources.open_graph, &sources.twitter}) {
    if (!title->empty() && squeezed(*title) != squeezed(sources.site_name)) return *title;
  }
  return {};
}

// What readers see as the title, where it is all there is of its kind: better
// than a title made for sharing, unless that is of a piece of writing.
const std::string* only_heading(const TitleSources& sources) {
  if (sources.sure || sources.headings.empty()) return nullptr;
  const std::string first = fold(sources.headings[0]);
  if (std::count(first.begin(), first.end(), ' ') < 2) return nullptr;
  for (const std::string& heading : sources.headings) {
    if (fold(heading) != first) return nullptr;
  }
  return &sources.headings[0];
}

}  // namespace

std::string title_of(const TitleSources& sources) {
  if (const std::string* only = only_heading(sources)) return *only;
  const std::string known = declared(sources);
  const std::string* heading = heading_in_title(sources);
  if (heading != nullptr && squeezed(*heading) != squeezed(sources.site_name) &&
      (known.empty() || (' ' + fold(known) + ' ').find(' ' + fold(*heading) + ' ') != std::string::npos)) {
    return without_site(*heading, sources.site_name, sources.host);
  }
  if (!known.empty()) return without_site(known, sources.site_name, sources.host);
  if (!sources.page.empty()) return without_site(sources.page, sources.site_name, sources.host);
  return sources.headings.empty() ? std::string() : sources.headings.front();
}

std::string site_name_in_title(std::string_view page_title, std::string_view host) {
  const std::vector<Segment> segments = segments_of(page_title);
  const std::string label = label_of(host);
  if (segments.size() < 2 || label.size() < 3) return {};
  for (const Segment& segment : {segments.back(), segments.front()}) {
    const std::string_view part = page_title.substr(segment.begin, segment.end - segment.begin);
    const std::string name = squeezed(part);
    if (name.size() > 2 && name.size() < 2 * label.size() + 4 &&
        (name.find(label) != name.npos || label.find(name) != label.npos)) {
      return std::string(part);
    }
  }
  return {};
}

}  // namespace thanbai
