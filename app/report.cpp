#include "app/report.hpp"

#include "app/output.hpp"

namespace thanbai::app {

void Report::add(const Outcome& outcome) {
  if (!outcome.explanation.empty()) terminal_.print(outcome.explanation);
  switch (outcome.kind) {
    case Outcome::Kind::body: ++body_; return;
    case Outcome::Kind::no_body: ++no_body_; break;
    case Outcome::Kind::failed: failures_.push_back({outcome.source, outcome.reason}); break;
    case Outcome::Kind::interrupted: return;
  }
  terminal_.report(outcome.source, outcome.reason);
}

std::string Report::in_words() const {
  return std::to_string(total()) + (total() == 1 ? " page: " : " pages: ") + std::to_string(body_) +
         " with a body, " + std::to_string(no_body_) + " without, " + std::to_string(failures_.size()) + " failed";
}

std::optional<Error> Report::write_failures(const std::string& path) const {
  auto out = Output::open(path);
  if (!out) return out.error();
  for (const auto& [source, reason] : failures_)
    if (auto error = out->write("# " + printable(reason) + "\n" + source + "\n")) return error;
  return out->keep();
}

}  // namespace thanbai::app
