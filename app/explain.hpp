#pragma once
#include <string>

#include <thanbai/article.hpp>

namespace thanbai::app {

/// What --why prints of one page: every block in order with its verdict, its
/// points, its bytes of the source and how it begins, and under it the rules
/// that gave the points, largest first. Needs Article::blocks.
[[nodiscard]] std::string explanation(const Article& article, bool colour);

}  // namespace thanbai::app
