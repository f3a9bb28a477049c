// The one way through: each line is a stage, in the order in which a page meets them.
#include <thanbai/thanbai.hpp>

#include "clean/article.hpp"
#include "clean/blocks.hpp"
#include "clean/decode.hpp"
#include "clean/facts.hpp"
#include "clean/judge.hpp"
#include "clean/lines.hpp"
#include "clean/metadata.hpp"
#include "clean/page_type.hpp"
#include "clean/parse.hpp"
#include "clean/sieve.hpp"

namespace thanbai {

const char* version() { return THANBAI_VERSION; }

}  // namespace thanbai
