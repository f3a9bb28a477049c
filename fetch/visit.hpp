#pragma once
#include <curl/curl.h>

#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>

#include <thanbai/error.hpp>
#include <thanbai/options.hpp>
#include <thanbai/page.hpp>

#include "fetch/receiver.hpp"
#include "fetch/url.hpp"

namespace thanbai {

/// One URL on its way to a page: the transfers, redirects and retries that it
/// takes. The only place that sets up libcurl. Whoever owns a visit runs its
/// transfers, alone or many at once:
///
///     while (!visit.ended()) {
///       wait(visit.wait_seconds());
///       if (CURL* transfer = visit.prepare()) visit.finish(curl_easy_perform(transfer));
///     }
///
/// Not movable: libcurl holds its address.
class Visit {
 public:
  /// `options` must outlive it.
  Visit(const std::string& url, const FetchOptions& options);
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  [[nodiscard]] bool ended() const { return result_.has_value(); }
  /// Where the next transfer goes.
  [[nodiscard]] const Url& target() const { return target_; }
  /// How long to wait before it.
  [[nodiscard]] double wait_seconds() const { return wait_seconds_; }
  /// The next transfer, set up; null if there is none, since the visit ended.
  [[nodiscard]] CURL* prepare();
  /// Takes its outcome: then the visit has ended or wants another transfer.
  void finish(CURLcode code);
  /// Ends it from outside.
  void fail(Error::Kind kind, const std::string& detail);
  /// Only once, when ended.
  [[nodiscard]] Result<Page> take() { return std::move(*result_); }
  /// HTTP status of the last response; 0 if there was none.
  [[nodiscard]] int status() const { return receiver_ ? receiver_->response().status : 0; }

  /// Called with bytes received and expected (0: unknown); false interrupts.
  std::function<bool(std::size_t, std::size_t)> progress;

 private:
  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* visit);
  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* visit);
  static int on_progress(void* visit, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
  static curl_socket_t open_socket(void* visit, curlsocktype, curl_sockaddr* address);

  bool check_options();
  bool aim(const Url& target);
  void redirect(std::string_view reference, const char* how);
  void set_up_once();
  void set_up_request();
  void respond();
  bool retry_later();
  void break_off(CURLcode code);
  bool keep_partial();
  void deliver(bool partial);
  [[nodiscard]] Receiver::Problem problem_of(CURLcode code) const;
  [[nodiscard]] Receiver::Problem timeout_problem() const;

  const FetchOptions* options_;
  std::string source_;       ///< as given, without credentials
  Credentials credentials_;  ///< for the origin of `first_` only
  Url first_, target_;
  std::set<std::string> seen_;  ///< addresses on the way, to name loops
  bool seen_cookie_ = false, proxied_ = false, refreshed_ = false;
  int redirects_ = 0, attempts_ = 0;
  double spent_seconds_ = 0, wait_seconds_ = 0;
  std::minstd_rand chance_;

  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_{nullptr, &curl_easy_cleanup};
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr, &curl_slist_free_all};
  char error_text_[CURL_ERROR_SIZE] = "";
  std::optional<Receiver> receiver_;
  std::string refused_address_;  ///< one that was not public, and why
  int socket_error_ = 0;
  bool interrupted_ = false;
  std::optional<Result<Page>> result_;
};

/// libcurl ready for use from any thread, and no SIGPIPE for this one while it
/// lives: a server may close a connection that TLS still writes to.
class CurlScope {
 public:
  CurlScope();
  ~CurlScope();
  CurlScope(const CurlScope&) = delete;
  CurlScope& operator=(const CurlScope&) = delete;

 private:
  sigset_t previous_;
  bool was_pending_;
};

}  // namespace thanbai
