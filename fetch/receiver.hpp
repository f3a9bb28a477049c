#pragma once
#include <optional>
#include <string>
#include <string_view>

#include <thanbai/error.hpp>
#include <thanbai/options.hpp>

#include "fetch/decompress.hpp"
#include "fetch/media_type.hpp"

namespace thanbai {

/// What an HTTP response said of itself. Only headers that are acted upon.
struct Response {
  int status = 0;  ///< 0: no response yet
  std::string location, content_type, content_encoding, retry_after, refresh;
  std::size_t content_length = 0;  ///< 0: unknown
  bool sets_cookie = false;
};

/// Takes one HTTP response as it arrives, within the limits of the options,
/// and tells at the first byte that breaks one. Knows no libcurl.
class Receiver {
 public:
  struct Problem {
    Error::Kind kind;
    std::string detail;
  };

  explicit Receiver(const FetchOptions& options) : options_(&options) {}

  /// One header line with its line end, status lines and the empty one
  /// included. Of several responses (1xx, early hints) the last counts; of a
  /// header that comes again the first; trailers are counted and ignored.
  /// False: stop, see problem().
  [[nodiscard]] bool header(std::string_view line);

  /// A piece of the body as it was on the wire, less transfer coding. False:
  /// stop; without a problem() the body is of no interest (an error page).
  [[nodiscard]] bool body(std::string_view data);

  /// After the last byte of a whole response: what was only visible at the end.
  void finish();
  /// After a break: judges the media type by what there is. False: a problem().
  [[nodiscard]] bool judge();
  /// Gives back what it holds and makes that the problem().
  void run_out_of_memory();

  [[nodiscard]] const Response& response() const { return response_; }
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }
  /// Whether the compressed stream stopped before its end or makes no sense.
  [[nodiscard]] bool broken_coding() const { return broken_coding_; }
  /// Whether the status is one whose body is a page to clean, by the options.
  [[nodiscard]] bool wants_body() const;
  [[nodiscard]] std::size_t wire_bytes() const { return wire_bytes_; }
  /// The body, decompressed.
  [[nodiscard]] std::string& bytes() { return bytes_; }
  /// Valid once some of the body, or finish(), was taken.
  [[nodiscard]] const std::string& media_type() const { return media_type_; }
  [[nodiscard]] const std::string& charset() const { return charset_; }

 private:
  bool fail(Error::Kind kind, std::string detail);
  bool store(std::string_view name, std::string_view value);
  bool headers_complete();
  bool take(std::string_view decompressed);

  const FetchOptions* options_;
  Response response_;
  std::optional<Problem> problem_;
  std::optional<Decompressor> decompressor_;
  std::string bytes_, media_type_, charset_;
  std::size_t header_bytes_ = 0, header_count_ = 0, wire_bytes_ = 0;
  bool headers_done_ = false, judged_ = false, media_problem_ = false, broken_coding_ = false;
};

/// Whether a response is a redirect that will be followed.
[[nodiscard]] bool is_redirect(const Response& response);

}  // namespace thanbai
