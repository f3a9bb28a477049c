// JSON-LD in any bytes: the flat tree holds together, strings are finite, and
// no more is read than the limits allow.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "clean/metadata/date.hpp"
#include "clean/metadata/json.hpp"
#include "clean/metadata/linked_data.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const thanbai::Json json(text);
  require(json.values().size() <= thanbai::Json::most_values);
  for (thanbai::Json::Id id = 0; id < json.values().size(); ++id) {
    const auto& value = json.values()[id];
    require(value.end > id && value.end <= json.values().size());
    require(value.parent == thanbai::Json::none ||
            (value.parent < id && json.values()[value.parent].end >= value.end));
    require(value.text.begin <= value.text.end && value.text.end <= size);
    require(value.key.begin <= value.key.end && value.key.end <= size);
    static_cast<void>(json.string(id));
  }
  thanbai::LinkedDataReader reader;
  reader.add(text);
  reader.add(text);
  require(reader.data().types.size() <= 64);
  const std::string date = thanbai::iso_date(text, "vi");
  require(date.empty() || date.size() == 10 || (date.size() >= 19 && date.size() <= 25));
  return 0;
}
