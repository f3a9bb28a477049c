#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "fetch/list.hpp"

namespace thanbai {

/// The results of a list, kept so that a run can be taken up again.
///
///     thanbai-list 1 PURPOSE_CRC32\n
///     CRC32 LENGTH\n PAYLOAD \n        one a result, appended by one write
///     PAYLOAD = body|none|KIND URL_LENGTH\n URL OUTPUT_OR_REASON
///
/// A record counts once it is whole: a torn one at the end is cut off when the
/// file is opened. Of several for one URL the last counts. Locked while open.
class StateFile {
 public:
  /// Opens or creates. Errors: bad_option (not a state file, of another
  /// purpose, in use), unreadable, unwritable.
  [[nodiscard]] static Result<std::unique_ptr<StateFile>> open(const std::string& path,
                                                               const std::string& purpose);
  ~StateFile();
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  [[nodiscard]] bool has(const std::string& url) const { return records_.count(url) > 0; }
  [[nodiscard]] bool failed(const std::string& url) const;
  /// Only if has(url). `index` is the caller's to set.
  [[nodiscard]] Result<ListResult> read(const std::string& url) const;
  /// Safe from a kill when it returns; from a power failure a second later.
  [[nodiscard]] std::optional<Error> append(const std::string& url, const ListResult& result);
  /// Bytes of a torn record that were cut off on opening.
  [[nodiscard]] std::uint64_t torn_bytes() const { return torn_bytes_; }

 private:
  struct Record {
    std::uint64_t offset;  ///< of the payload
    std::uint32_t length, checksum;
    bool failed;
  };
  StateFile(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  [[nodiscard]] std::optional<Error> load(const std::string& purpose);
  void load_records(std::uint64_t start);
  [[nodiscard]] Error failure(Error::Kind kind, const std::string& what) const;

  int descriptor_;
  std::string path_;
  std::uint64_t size_ = 0, torn_bytes_ = 0;
  double synced_at_ = 0;
  std::unordered_map<std::string, Record> records_;
};

}  // namespace thanbai
