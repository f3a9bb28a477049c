#include "app/writer.hpp"

namespace thanbai::app {

std::optional<Error> PageWriter::add(const Outcome& outcome) {
  if (outcome.kind != Outcome::Kind::body && outcome.kind != Outcome::Kind::no_body) return std::nullopt;
  const bool apart = any_ && format_ != Format::json;  // objects have a line each
  any_ = true;
  return output_.write(apart ? "\n" + outcome.bytes : outcome.bytes);
}

}  // namespace thanbai::app
