#include "clean/page_type.hpp"

namespace thanbai {

PageTypeChoice page_type_of(const Tree* /*tree*/, const Blocks& /*blocks*/, const Metadata& /*metadata*/,
                            const Rules& /*rules*/) {
  PageTypeChoice choice;
  choice.probability.fill(1.f / 7);
  choice.probability[7] = 0;
  choice.reason = "no cue";
  return choice;
}

}  // namespace thanbai
