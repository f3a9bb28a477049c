#include "fetch/visit.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>

#include "fetch/address.hpp"
#include "fetch/meta_refresh.hpp"
#include "fetch/proxy.hpp"
#include "fetch/retry.hpp"

namespace thanbai {
namespace {

using Kind = Error::Kind;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

std::string header_name(std::string_view header) { return lower(header.substr(0, header.find(':'))); }

/// Headers that may go to any origin (Fetch Standard, "CORS-safelisted
/// request-header", without what is about a body). Any other may be a secret.
bool is_harmless(const std::string& name) {
  return name == "accept" || name == "accept-language" || name == "accept-encoding" || name == "dnt" ||
         name == "user-agent" || name == "cache-control" || name == "pragma";
}

bool is_one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// What a stranger chose, cut and without control characters, for a message.
std::string shown(std::string_view url) {
  static constexpr std::size_t longest = 200;
  std::string text = without_credentials(url);
  if (text.size() > longest) text = text.substr(0, longest) + "...";
  return text;
}

unsigned port_of(const Url& url) {
  if (url.port.empty()) return url.scheme == "https" ? 443 : 80;
  return static_cast<unsigned>(std::strtoul(url.port.c_str(), nullptr, 10));
}

std::string seconds(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g s", value);
  return text;
}

const char* environment(const char* name) { return std::getenv(name); }

bool is_worth_retrying(int status) {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

/// A connection that was there and broke: another try may do.
bool is_broken_connection(CURLcode code) {
  return code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING ||
         code == CURLE_PARTIAL_FILE || code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM;
}

/// What libcurl reports in many ways: no room for another file or socket.
bool is_out_of_descriptors() {
  const int descriptor = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
  const bool none = descriptor < 0 && (errno == EMFILE || errno == ENFILE);
  if (descriptor >= 0) ::close(descriptor);
  return none;
}

bool may_want_descriptors(CURLcode code) {
  return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY ||
         code == CURLE_COULDNT_CONNECT || code == CURLE_OUT_OF_MEMORY || code == CURLE_SSL_CACERT_BADFILE ||
         code == CURLE_FAILED_INIT;
}

std::string status_text(int status) {
  const std::string text = "HTTP status " + std::to_string(status);
  switch (status) {
    case 204:
    case 205:
      return text + ": the server sent no page";
    case 304:
      return text + ": the server holds that its page was seen before";
    case 401:
      return text + ": needs a login";
    case 403:
      return text + ": the server refuses to show it";
    case 404:
      return text + ": no such page";
    case 410:
      return text + ": the page is gone";
    case 429:
      return text + ": too many requests; try later";
    case 451:
      return text + ": withheld for legal reasons";
    case 503:
      return text + ": out of service; try later";
    default:
      break;
  }
  if (status >= 300 && status < 400) return text + ": a redirect without an address";
  return text + (status >= 500 ? ": an error of the server" : ": the server refuses");
}

}  // namespace

Visit::Visit(const std::string& url, const FetchOptions& options)
    : options_(&options),
      source_(without_credentials(url)),
      first_(parse_url(url)),
      chance_(std::random_device{}()) {
  if (first_.host.empty()) {
    fail(Kind::forbidden, "is no http or https URL; only these are fetched");
    return;
  }
  credentials_ = credentials_of(url);
  if (check_options()) aim(first_);
}

bool Visit::check_options() {
  const auto bad = [this](const std::string& detail) {
    fail(Kind::bad_option, detail);
    return false;
  };
  if (!(options_->timeout_seconds > 0) || !(options_->connect_seconds > 0) ||
      !(options_->stall_seconds > 0)) {
    return bad("time limits must be over 0 seconds");
  }
  for (const std::string& header : options_->headers) {
    const auto colon = header.find(':');
    if (colon == std::string::npos || colon == 0 || !is_one_line(header)) {
      return bad("a request header is not one line of the form `Name: value`");
    }
  }
  if (!is_one_line(options_->user_agent)) return bad("the user agent is more than one line");
  for (const std::string* file : {&options_->cookies_file, &options_->ca_file}) {
    if (!file->empty() && ::access(file->c_str(), R_OK) != 0) {
      return bad("cannot read " + *file + ": " + std::strerror(errno));
    }
  }
  return true;
}

void Visit::fail(Error::Kind kind, const std::string& detail) {
  const bool moved = redirects_ > 0 && !target_.host.empty();
  result_ =
      Error{kind, source_, moved ? "redirected to " + shown(to_string(target_)) + ": " + detail : detail};
}

/// Makes `target` the address of the next transfer if it may be one.
bool Visit::aim(const Url& target) {
  const std::string address = to_string(target);
  if (!seen_.insert(address).second) {
    fail(Kind::refused, "redirect loop: " + shown(address) + " comes again");
    return false;
  }
  target_ = target;
  if (is_bad_port(port_of(target))) {
    fail(Kind::forbidden,
         "port " + std::to_string(port_of(target)) + " belongs to another protocol than HTTP");
    return false;
  }
  proxied_ = !proxy_for(target, options_->proxy, &environment).empty();
  // A proxy resolves names itself; of addresses no socket of ours tells.
  const std::string_view why = why_not_public(target.host);
  if (proxied_ && !options_->allow_private && !why.empty()) {
    fail(Kind::forbidden,
         target.host + " is not public (" + std::string(why) + "); --allow-private allows it");
    return false;
  }
  attempts_ = 0;
  wait_seconds_ = 0;
  return true;
}

void Visit::redirect(std::string_view reference, const char* how) {
  const std::string address = resolve_url(to_string(target_), reference);
  const Url next = parse_url(address);
  if (next.host.empty()) {
    return fail(Kind::forbidden,
                std::string(how) + " to " + shown(reference) + "; only http and https are fetched");
  }
  if (++redirects_ > options_->max_redirects) {
    return fail(Kind::refused, "over " + std::to_string(options_->max_redirects) + " redirects");
  }
  if (receiver_->response().sets_cookie && !seen_cookie_) {
    seen_cookie_ = true;  // with the cookie, the same address may answer otherwise: once
    seen_.clear();
  }
  aim(next);
}

CURL* Visit::prepare() {
  if (ended()) return nullptr;
  if (!curl_) {
    curl_.reset(curl_easy_init());
    if (!curl_) {
      fail(Kind::exhausted, "out of memory for a transfer");
      return nullptr;
    }
    set_up_once();
  }
  if (spent_seconds_ >= options_->timeout_seconds) {
    fail(Kind::timed_out, "took over the " + seconds(options_->timeout_seconds) + " of --timeout");
    return nullptr;
  }
  receiver_.emplace(*options_);
  wait_seconds_ = 0;
  refused_address_.clear();
  socket_error_ = 0;
  error_text_[0] = '\0';
  set_up_request();
  return curl_.get();
}

/// What is the same for every transfer of the visit.
void Visit::set_up_once() {
  CURL* const curl = curl_.get();
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error_text_);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // a name server that hangs holds up nothing
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);  // see Decompressor
  curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_->ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options_->ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_COOKIEFILE,
                   options_->cookies_file.c_str());  // also empty: keeps those of the visit
  const std::string agent = options_->user_agent.empty() ? "thanbai/" THANBAI_VERSION : options_->user_agent;
  curl_easy_setopt(curl, CURLOPT_USERAGENT, agent.c_str());
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(std::ceil(options_->stall_seconds)));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::ceil(options_->connect_seconds * 1000)));
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Visit::on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Visit::on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &Visit::open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Visit::on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
}

/// What depends on the address.
void Visit::set_up_request() {
  CURL* const curl = curl_.get();
  const bool own_origin = origin_of(target_) == origin_of(first_);
  curl_easy_setopt(curl, CURLOPT_URL, to_string(target_).c_str());
  curl_easy_setopt(curl, CURLOPT_PROXY, proxy_for(target_, options_->proxy, &environment).c_str());
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
  const bool log_in = own_origin && !(credentials_.user.empty() && credentials_.password.empty());
  curl_easy_setopt(curl, CURLOPT_USERNAME, log_in ? credentials_.user.c_str() : nullptr);
  curl_easy_setopt(curl, CURLOPT_PASSWORD, log_in ? credentials_.password.c_str() : nullptr);
  std::vector<std::string> headers = {
      "Accept: text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.9, */*;q=0.5",
      "Accept-Encoding: gzip, deflate, br, zstd"};
  for (const std::string& header : options_->headers) {
    const std::string name = header_name(header);
    if (!own_origin && !is_harmless(name)) continue;
    std::erase_if(headers, [&](const std::string& other) { return header_name(other) == name; });
    headers.push_back(header);
  }
  headers_.reset();
  for (const std::string& header : headers) {
    if (curl_slist* const longer = curl_slist_append(headers_.get(), header.c_str())) {
      static_cast<void>(headers_.release());  // now part of `longer`
      headers_.reset(longer);
    }
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
  const double left = options_->timeout_seconds - spent_seconds_;
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(left * 1000)));
}

// Nothing may be thrown through libcurl.
std::size_t Visit::on_header(char* data, std::size_t, std::size_t size, void* visit) {
  Receiver& receiver = *static_cast<Visit*>(visit)->receiver_;
  try {
    return receiver.header({data, size}) ? size : size + 1;
  } catch (const std::bad_alloc&) {
    receiver.run_out_of_memory();
    return size + 1;
  }
}

std::size_t Visit::on_body(char* data, std::size_t, std::size_t size, void* visit) {
  Receiver& receiver = *static_cast<Visit*>(visit)->receiver_;
  try {
    return receiver.body({data, size}) ? size : size + 1;
  } catch (const std::bad_alloc&) {
    receiver.run_out_of_memory();
    return size + 1;
  }
}

int Visit::on_progress(void* visit, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  Visit& self = *static_cast<Visit*>(visit);
  if (!self.progress) return 0;
  const Receiver& receiver = *self.receiver_;
  self.interrupted_ = !self.progress(receiver.wire_bytes(), receiver.response().content_length);
  return self.interrupted_ ? 1 : 0;
}

curl_socket_t Visit::open_socket(void* visit, curlsocktype, curl_sockaddr* address) {
  Visit& self = *static_cast<Visit*>(visit);
  if (!self.options_->allow_private && !self.proxied_) {
    const std::string_view why = why_not_public(address->addr);
    if (!why.empty()) {
      char text[NI_MAXHOST] = "";
      getnameinfo(&address->addr, address->addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
      self.refused_address_ = std::string(text) + " is not public (" + std::string(why) + ")";
      return CURL_SOCKET_BAD;
    }
  }
  const int descriptor = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (descriptor < 0) self.socket_error_ = errno;
  return descriptor < 0 ? CURL_SOCKET_BAD : descriptor;
}

void Visit::finish(CURLcode code) {
  curl_off_t microseconds = 0;
  curl_easy_getinfo(curl_.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
  spent_seconds_ += static_cast<double>(microseconds) * 1e-6;
  const bool answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && !receiver_->problem());
  if (interrupted_) return fail(Kind::interrupted, "stopped");
  if (answered) return respond();
  break_off(code);
}

/// Acts upon a whole response, or one whose body is of no interest.
void Visit::respond() {
  const Response& response = receiver_->response();
  if (is_redirect(response)) return redirect(response.location, "redirects");
  if (is_worth_retrying(response.status) && retry_later()) return;
  if (ended()) return;
  if (!receiver_->wants_body()) {
    const bool missing = response.status == 404 || response.status == 410;
    return fail(missing ? Kind::not_found : Kind::refused, status_text(response.status));
  }
  receiver_->finish();
  if (!receiver_->problem()) return deliver(false);
  if (receiver_->broken_coding() && keep_partial()) return;
  fail(receiver_->problem()->kind, receiver_->problem()->detail);
}

/// Plans another try of the same address, if there is one left. Ends the
/// visit where the server asks for a longer wait than allowed.
bool Visit::retry_later() {
  if (attempts_ >= options_->retries) return false;
  ++attempts_;
  const double chance = std::uniform_real_distribution<double>(0, 1)(chance_);
  wait_seconds_ = back_off_seconds(attempts_, chance);
  const auto asked = parse_retry_after(receiver_->response().retry_after, std::time(nullptr));
  if (asked && *asked > options_->retry_after_cap_seconds && !options_->any_status) {
    fail(Kind::refused,
         status_text(receiver_->response().status) + " (it asks to wait " + seconds(*asked) + ")");
    return false;
  }
  if (asked && *asked > options_->retry_after_cap_seconds) return false;
  if (asked) wait_seconds_ = std::max(wait_seconds_, *asked);
  return true;
}

/// Acts upon a transfer that did not come to its end.
void Visit::break_off(CURLcode code) {
  long system_error = 0;
  curl_easy_getinfo(curl_.get(), CURLINFO_OS_ERRNO, &system_error);
  const bool reset =
      is_broken_connection(code) || (code == CURLE_SSL_CONNECT_ERROR && system_error == ECONNRESET);
  if (reset && !receiver_->problem() && retry_later()) return;
  if (ended()) return;
  const bool cut = reset || code == CURLE_OPERATION_TIMEDOUT || receiver_->broken_coding();
  if (cut && keep_partial()) return;
  const Receiver::Problem problem = problem_of(code);
  fail(problem.kind, problem.detail);
}

/// Delivers what came before a break, if that is wanted and something to clean.
bool Visit::keep_partial() {
  if (!options_->partial || !receiver_->wants_body() || receiver_->bytes().empty()) return false;
  deliver(true);
  return true;
}

void Visit::deliver(bool partial) {
  if (partial && !receiver_->judge()) {
    return fail(receiver_->problem()->kind, receiver_->problem()->detail);
  }
  Page page;
  page.bytes = std::move(receiver_->bytes());
  page.url = to_string(target_);
  page.media_type = receiver_->media_type();
  page.charset = receiver_->charset();
  page.source = source_;
  page.partial = partial;
  const int status = receiver_->response().status;
  if (!partial && !refreshed_ && status >= 200 && status < 300) {
    const std::string next = refresh_target(page, receiver_->response().refresh);
    refreshed_ = !next.empty();
    if (refreshed_) return redirect(next, "refreshes");
  }
  result_ = std::move(page);
}

Receiver::Problem Visit::timeout_problem() const {
  curl_off_t connected = 0, total = 0;
  curl_easy_getinfo(curl_.get(), CURLINFO_CONNECT_TIME_T, &connected);
  curl_easy_getinfo(curl_.get(), CURLINFO_TOTAL_TIME_T, &total);
  if (spent_seconds_ + 0.02 >= options_->timeout_seconds) {
    return {Kind::timed_out, "took over the " + seconds(options_->timeout_seconds) + " of --timeout"};
  }
  if (connected == 0) {
    return {Kind::timed_out, "no connection within " + seconds(options_->connect_seconds)};
  }
  return {Kind::timed_out, "the server stalled for " + seconds(std::ceil(options_->stall_seconds))};
}

Receiver::Problem Visit::problem_of(CURLcode code) const {
  const std::string text = error_text_[0] ? error_text_ : curl_easy_strerror(code);
  if (receiver_->problem()) return *receiver_->problem();
  if (!refused_address_.empty() && code == CURLE_COULDNT_CONNECT) {
    return {Kind::forbidden, refused_address_ + "; --allow-private allows it"};
  }
  const bool no_socket = socket_error_ == EMFILE || socket_error_ == ENFILE;
  if (no_socket || (may_want_descriptors(code) && is_out_of_descriptors())) {
    return {Kind::exhausted, "too many open files; raise the limit (ulimit -n)"};
  }
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Kind::not_found, "no such host: " + target_.host};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {Kind::not_found, "no such host: that of the proxy"};
    case CURLE_COULDNT_CONNECT:
      return {Kind::refused, "no connection: " + text};
    case CURLE_OPERATION_TIMEDOUT:
      return timeout_problem();
    case CURLE_OUT_OF_MEMORY:
      // libcurl says so of a header line over 100 KB, too.
      if (receiver_->response().status == 0) return {Kind::exhausted, "out of memory for a transfer"};
      return {Kind::too_big, "a response header is over 100 KB"};
    case CURLE_GOT_NOTHING:
      return {Kind::refused, "the server closed the connection without an answer"};
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_PARTIAL_FILE:
      return {Kind::refused, "the connection broke: " + text + "; --partial cleans what came before"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
      return {Kind::refused, "no secure connection: " + text};
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
      return {Kind::bad_option, "certificates of this machine: " + text};
    default:
      return {Kind::refused, text};
  }
}

CurlScope::CurlScope() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(ready);
  sigset_t pipe, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &pipe, &previous_);
}

CurlScope::~CurlScope() {
  if (!was_pending_) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    const timespec at_once{};
    while (sigtimedwait(&pipe, nullptr, &at_once) < 0 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

}  // namespace thanbai
