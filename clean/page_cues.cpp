// What a page shows of its type: names that it bears, and numbers of things on it.
#include <algorithm>

#include "clean/facts/view.hpp"
#include "clean/page_type.hpp"
#include "clean/words.hpp"

namespace thanbai {
namespace {

constexpr std::uint32_t text_words = 4;    // a whole line as a cue
constexpr std::uint32_t start_words = 12;  // a line whose first two words are a cue
constexpr std::size_t most_url_bytes = 500, most_class_bytes = 2000;

class Collector {
 public:
  Collector(const Tree& tree, const Blocks& blocks, const Metadata& metadata, std::vector<std::string>* spelled)
      : tree_(tree), page_(blocks), metadata_(metadata), spelled_(spelled) {
    cues_.numbers.fill(0);
  }

  PageCues collect() {
    read_head();
    read_address();
    read_elements();
    read_lines();
    return std::move(cues_);
  }

 private:
  float& number(CueNumber number) { return cues_.numbers[static_cast<std::size_t>(number)]; }

  void spell(CueKind kind, std::string_view text) {
    if (spelled_ != nullptr) spelled_->push_back(std::string(name_of(kind)) + ":" + fold(text));
  }

  // The text's words together as one name.
  void add_whole(CueKind kind, std::string_view text) {
    words_.clear();
    if (append_words(text, words_) == 0) return;
    std::uint32_t name = cue_start(kind);
    for (const std::uint32_t word : words_) name = cue_step(name, word);
    cues_.names.push_back(name);
    spell(kind, text);
  }

  // Each word a name.
  void add_each(CueKind kind, std::string_view text) {
    words_.clear();
    append_words(text, words_);
    for (const std::uint32_t word : words_) cues_.names.push_back(cue_step(cue_start(kind), word));
    if (spelled_ == nullptr) return;
    const std::string folded = fold(text);
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t end = std::min(folded.find(' ', at), folded.size());
      spell(kind, std::string_view(folded).substr(at, end - at));
      at = end + 1;
    }
  }

  // Each name of a class or id, but for numbered ones, which are of one page.
  void add_tokens(std::string_view names) {
    names = names.substr(0, most_class_bytes);
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find_first_of(" \t\n\f\r", at), names.size());
      const std::string_view token = names.substr(at, end - at);
      if (!token.empty() && token.find_first_of("0123456789") == std::string_view::npos) add_whole(CueKind::root, token);
      at = end + 1;
    }
  }

  void read_head() {
    for (const std::string& type : metadata_.types) add_whole(CueKind::ld, type);
    add_whole(CueKind::og, metadata_.open_graph_type);
    add_each(CueKind::generator, std::string_view(metadata_.generator).substr(0, 100));
    add_each(CueKind::title, std::string_view(metadata_.page_title).substr(0, 300));
    number(CueNumber::dated) = metadata_.date.empty() ? 0 : 1;
    number(CueNumber::authored) = metadata_.author.empty() ? 0 : 1;
    words_.clear();
    number(CueNumber::body_words) = static_cast<float>(append_words(metadata_.article_body, words_));
  }

  void read_address() {
    std::string_view url = std::string_view(metadata_.url).substr(0, most_url_bytes);
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) {
      for (const CueNumber unknown : {CueNumber::path_depth, CueNumber::slug_words, CueNumber::path_digits}) {
        number(unknown) = -1;
      }
      return;
    }
    url.remove_prefix(scheme + 3);
    const std::string_view host = url.substr(0, url.find_first_of("/?#"));
    std::string_view path = url.substr(host.size());
    path = path.substr(0, path.find_first_of("?#"));
    add_each(CueKind::host, host);
    add_each(CueKind::path, path);
    while (path.ends_with('/')) path.remove_suffix(1);
    number(CueNumber::path_depth) = static_cast<float>(std::count(path.begin(), path.end(), '/'));
    number(CueNumber::path_digits) = static_cast<float>(
        std::count_if(path.begin(), path.end(), [](char c) { return c >= '0' && c <= '9'; }));
    words_.clear();
    number(CueNumber::slug_words) = static_cast<float>(append_words(path.substr(path.find_last_of('/') + 1), words_));
  }

  void read_elements() {
    std::array<std::uint32_t, tag_count> counts{};
    for (const Node& node : tree_.nodes) ++counts[static_cast<std::size_t>(node.tag)];
    for (NodeId id = 0; id < tree_.nodes.size(); id = id == 0 ? 1 : tree_[id].end) {
      if (id != 0 && tree_[id].tag != Tag::body) continue;
      add_tokens(tree_.raw_attribute(id, AttributeName::class_));
      add_tokens(tree_.raw_attribute(id, AttributeName::id));
    }
    const auto sum = [&](CueNumber into, std::initializer_list<Tag> tags) {
      for (const Tag tag : tags) number(into) += static_cast<float>(counts[static_cast<std::size_t>(tag)]);
    };
    sum(CueNumber::images, {Tag::img, Tag::picture});
    sum(CueNumber::links, {Tag::a});
    sum(CueNumber::articles, {Tag::article});
    sum(CueNumber::sections, {Tag::section});
    sum(CueNumber::paragraphs, {Tag::p});
    sum(CueNumber::main_headings, {Tag::h1});
    sum(CueNumber::headings, {Tag::h2, Tag::h3, Tag::h4});
    sum(CueNumber::list_items, {Tag::li});
    sum(CueNumber::cells, {Tag::td});
    sum(CueNumber::code, {Tag::pre, Tag::code});
    sum(CueNumber::quotes, {Tag::blockquote});
    sum(CueNumber::forms, {Tag::form});
    sum(CueNumber::inputs, {Tag::input, Tag::textarea});
    sum(CueNumber::buttons, {Tag::button});
    sum(CueNumber::choices, {Tag::option});
    sum(CueNumber::times, {Tag::time});
    sum(CueNumber::figures, {Tag::figure});
    sum(CueNumber::frames, {Tag::iframe, Tag::video});
  }

  void read_line(const Block& block) {
    std::uint32_t name = cue_start(block.words.size() <= text_words ? CueKind::text : CueKind::start);
    const std::uint32_t end = block.words.size() <= text_words ? block.words.end : block.words.begin + 2;
    for (std::uint32_t word = block.words.begin; word < end; ++word) name = cue_step(name, page_.words[word]);
    cues_.names.push_back(name);
    if (block.words.size() <= text_words) {
      std::uint16_t& count = same_[name % same_.size()];
      number(CueNumber::same_lines) = std::max(number(CueNumber::same_lines), static_cast<float>(++count));
    }
    if (spelled_ == nullptr) return;
    if (block.words.size() <= text_words) return spell(CueKind::text, page_.text_of(block));
    const std::string folded = fold(page_.text_of(block));
    spell(CueKind::start, std::string_view(folded).substr(0, folded.find(' ', folded.find(' ') + 1)));
  }

  void read_lines() {
    float letters = 0, linked = 0, short_blocks = 0;
    for (const Block& block : page_.blocks) {
      const std::uint32_t size = block.words.size();
      const auto words = static_cast<float>(size);
      const std::string_view text = page_.text_of(block);
      if (size > 0 && size <= start_words) {
        read_line(block);
        number(CueNumber::prices) += has_price(text) ? 1 : 0;
        number(CueNumber::dates) += has_date(text) ? 1 : 0;
      }
      short_blocks += size <= text_words ? 1 : 0;
      letters += static_cast<float>(block.letters);
      linked += static_cast<float>(block.link_letters);
      number(CueNumber::words) += words;
      number(CueNumber::longest) = std::max(number(CueNumber::longest), words);
      number(CueNumber::sentences) += block.sentence_ends;
      number(CueNumber::questions) += text.ends_with('?') ? 1 : 0;
      if (!is_good_prose(block, words)) continue;
      number(CueNumber::prose_blocks) += 1;
      number(CueNumber::prose_words) += words;
    }
    const auto blocks = static_cast<float>(page_.blocks.size());
    number(CueNumber::blocks) = blocks;
    number(CueNumber::prose_share) = 100 * number(CueNumber::prose_words) / std::max(1.f, number(CueNumber::words));
    number(CueNumber::prose_mean) = number(CueNumber::prose_words) / std::max(1.f, number(CueNumber::prose_blocks));
    number(CueNumber::link_share) = 100 * linked / std::max(1.f, letters);
    number(CueNumber::short_share) = 100 * short_blocks / std::max(1.f, blocks);
  }

  const Tree& tree_;
  const Blocks& page_;
  const Metadata& metadata_;
  std::vector<std::string>* spelled_;
  PageCues cues_;
  std::vector<std::uint32_t> words_;
  std::array<std::uint16_t, 512> same_{};  ///< lines by hash, roughly
};

}  // namespace

PageCues cues_of(const Tree& tree, const Blocks& blocks, const Metadata& metadata, std::vector<std::string>* spelled) {
  return Collector(tree, blocks, metadata, spelled).collect();
}

}  // namespace thanbai
