#pragma once
#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace thanbai {

/// What failed, where, and what was expected.
///
/// A page without an article is a result, never an error. Errors come from the
/// world: the network, files, rule data, the command line.
struct Error {
  enum class Kind {
    not_found,    ///< no such file, host or page (HTTP 404, 410)
    unreadable,   ///< a directory, no permission, an I/O failure
    timed_out,    ///< a time limit passed
    refused,      ///< connection refused or reset, TLS failure, HTTP error status
    forbidden,    ///< not a public web address, a bad port, a scheme other than http(s), robots.txt
    too_big,      ///< a byte limit passed
    unsupported,  ///< a media type that holds no text to clean
    bad_rule,     ///< rule data that does not parse, or an example that fails
    bad_option,   ///< an argument that makes no sense
    unwritable,   ///< output that could not be written
    interrupted,  ///< stopped by the user
    exhausted,    ///< out of memory or file descriptors
  };
  Kind kind;
  std::string where;   ///< path, URL or file:line; credentials are never part of it
  std::string detail;  ///< what went wrong, then what to do about it
};

/// `where: detail`, one line.
[[nodiscard]] std::string to_string(const Error& error);

/// A value or an Error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit on purpose
  Result(Error error) : state_(std::move(error)) {}  // NOLINT

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  /// Only when ok().
  [[nodiscard]] const T& value() const& { return std::get<T>(state_); }
  [[nodiscard]] T& value() & { return std::get<T>(state_); }
  [[nodiscard]] T&& value() && { return std::get<T>(std::move(state_)); }
  const T* operator->() const { return &value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  T& operator*() & { return value(); }

  /// Only when not ok().
  [[nodiscard]] const Error& error() const { return std::get<Error>(state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace thanbai
