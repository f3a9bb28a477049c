#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace thanbai {

/// Takes decompressed bytes; false stops.
using Sink = std::function<bool(std::string_view)>;

/// One content coding being undone, a piece at a time, in bounded memory.
class Codec {
 public:
  enum class State { more, ended, corrupt, stopped };

  virtual ~Codec() = default;
  /// Bytes after the end are ignored, as browsers do.
  virtual State write(std::string_view compressed, const Sink& sink) = 0;
};

/// Undoes Content-Encoding (RFC 9110, 8.4): gzip, deflate (with or without a
/// zlib header), br, zstd, and up to three of them on top of each other.
/// libcurl does it too, but takes a stream that stops in the middle for whole.
class Decompressor {
 public:
  /// For the value of the header; `known()` tells whether every coding is.
  explicit Decompressor(std::string_view content_encoding);
  [[nodiscard]] bool known() const { return known_; }

  /// Feeds the codings in turn and then `sink`.
  Codec::State write(std::string_view compressed, const Sink& sink);
  /// Whether the bytes so far were a whole stream.
  [[nodiscard]] bool complete() const;

 private:
  Codec::State write_from(std::size_t stage, std::string_view compressed, const Sink& sink);

  struct Stage {
    std::unique_ptr<Codec> codec;
    Codec::State state = Codec::State::more;
    bool started = false;
  };
  std::vector<Stage> stages_;  ///< outermost first; none for `identity`
  bool known_ = true;
};

}  // namespace thanbai
