#include "app/outcome.hpp"

#include <new>
#include <utility>

#include "app/explain.hpp"
#include "app/terminal.hpp"

namespace thanbai::app {
namespace {

/// Names the page among many. Objects name their source themselves.
std::string header_line(const std::string& source, Format format) {
  if (format == Format::json) return {};
  if (format == Format::text) return "==> " + printable(source) + " <==\n";
  std::string comment;
  for (const char c : printable(source)) {
    if (c == '-' && !comment.empty() && comment.back() == '-') comment += "%2D";  // would end the comment
    else if (c == '>') comment += "%3E";
    else comment += c;
  }
  return "<!-- " + comment + " -->\n";
}

/// Ranges of a dump among many count from the beginning of its file.
void shift_ranges(Article& article, std::size_t offset) {
  for (auto& block : article.blocks) {
    block.start += offset;
    block.end += offset;
  }
}

std::string why_no_body(const Article& article) {
  std::string reason = "no article found";
  for (const std::string& note : article.notes) {
    const bool same = note.rfind("no article: ", 0) == 0;  // say it once
    reason += "; " + (same ? note.substr(12) : note);
  }
  return reason;
}

Outcome cleaned(const Job& job, const Settings& settings, const Rulebook& rules, bool many, bool colour) {
  Outcome outcome{job.index, job.source, Outcome::Kind::body, {}, {}, {}};
  CleanOptions options = settings.clean;
  options.blocks = settings.why || settings.format == Format::json;
  options.explain = settings.why;
  Article article = clean(job.page->value(), options, rules);
  article.source = job.source;
  shift_ranges(article, job.offset);
  if (article.pieces.empty()) {
    outcome.kind = Outcome::Kind::no_body;
    outcome.reason = why_no_body(article);
  }
  outcome.bytes = write(article, settings.format);
  if (many) outcome.bytes.insert(0, header_line(job.source, settings.format));
  if (settings.why) outcome.explanation = explanation(article, colour);
  return outcome;
}

}  // namespace

Outcome failure_of(const Job& job, const Error& error) {
  const auto kind = error.kind == Error::Kind::interrupted ? Outcome::Kind::interrupted : Outcome::Kind::failed;
  return {job.index, job.source, kind, {}, error.detail, {}};
}

Outcome outcome_of(Job job, const Settings& settings, const Rulebook& rules, bool many, bool colour) {
  if (!job.page->ok()) return failure_of(job, job.page->error());
  try {
    return cleaned(job, settings, rules, many, colour);
  } catch (const std::bad_alloc&) {
    job.page.reset();
    return failure_of(job, {Error::Kind::exhausted, job.source, "out of memory; clean it alone, or lower --jobs"});
  }
}

}  // namespace thanbai::app
