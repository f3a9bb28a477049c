#include "fetch/list.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <map>
#include <new>
#include <unordered_set>

#include "fetch/fetch.hpp"
#include "fetch/robots.hpp"
#include "fetch/state_file.hpp"
#include "fetch/visit.hpp"

namespace thanbai {
namespace {

using Kind = Error::Kind;

constexpr double longest_poll_seconds = 0.2;
constexpr double progress_seconds = 0.1;
constexpr int tries_without_descriptors = 5;

/// One URL that is being worked on or waits for delivery.
struct Item {
  std::size_t index = 0;
  std::string url;    ///< as listed
  std::string shown;  ///< without credentials; names it in the state file
  std::unique_ptr<Visit> visit;
  double not_before = 0;
  bool started = false, running = false, done = false, from_state = false;
  int tries = 0;
  std::optional<ListResult> result;  ///< kept here only without a state file
};

struct Host {
  int running = 0;
  double next_start = 0, crawl_delay = 0;
};

/// The robots.txt of one origin.
struct Origin {
  enum class State { unknown, running, waiting, known, unreachable } state = State::unknown;
  Robots robots;
  std::string why;  ///< unreachable
  std::unique_ptr<Visit> visit;
  double not_before = 0;
};

/// Who is told when a transfer ends: an item, or an origin's robots.txt.
struct Owner {
  Item* item;
  Origin* origin;
  Host* host;
};

class Run {
 public:
  Run(const std::vector<std::string>& urls, const ListOptions& options, const ListHandlers& handlers)
      : urls_(urls), options_(options), handlers_(handlers), robots_options_(options.fetch) {
    // A robots.txt is a small file of its own server: RFC 9309, 2.3.1.
    robots_options_.max_redirects = 5;
    robots_options_.max_bytes = 4u << 20;
    robots_options_.retries = std::min(1, options.fetch.retries);
    robots_options_.partial = robots_options_.any_status = false;
    product_ = product_of(options.fetch.user_agent.empty() ? "thanbai" : options.fetch.user_agent);
    progress_.total = urls.size();
  }
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Result<ListProgress> run();

 private:
  [[nodiscard]] double now() const;
  std::optional<Error> open();
  std::optional<Error> turn();
  std::optional<Error> admit();
  void start_ready();
  bool start(Item& item);
  bool may_start(Item& item, Host& host);
  void start_robots(const Url& target, Origin& origin, Host& host);
  void launch(Visit& visit, const Owner& owner);
  void abandon(const Owner& owner);
  std::optional<Error> collect();
  std::optional<Error> after_transfer(const Owner& owner, CURLcode code);
  void finish_robots(Origin& origin, Host& host);
  std::optional<Error> complete(Item& item);
  void make_do_with_fewer();
  std::optional<Error> record(Item& item, ListResult result);
  std::optional<Error> deliver();
  bool report();
  void sleep();

  const std::vector<std::string>& urls_;
  const ListOptions& options_;
  const ListHandlers& handlers_;
  FetchOptions robots_options_;
  std::string product_;

  CurlScope scope_;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi_{nullptr, &curl_multi_cleanup};
  std::unique_ptr<StateFile> state_;
  std::deque<Item> items_;  ///< admitted and not delivered, in input order
  std::size_t admitted_ = 0;
  std::map<std::string, Host> hosts_;
  std::map<std::string, Origin> origins_;
  std::map<CURL*, Owner> running_;
  std::size_t concurrency_ = 1;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double reported_at_ = -1;
  bool moved_ = false;  ///< a transfer ended in this round: more may start at once
  ListProgress progress_;
};

Run::~Run() {
  for (const auto& [transfer, owner] : running_) curl_multi_remove_handle(multi_.get(), transfer);
}

double Run::now() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

std::optional<Error> Run::open() {
  if (options_.concurrency < 1 || options_.per_host < 1 || options_.window < 1 ||
      !(options_.delay_seconds >= 0)) {
    return Error{Kind::bad_option, {}, "a list needs at least one transfer at once and to a host"};
  }
  concurrency_ = static_cast<std::size_t>(options_.concurrency);
  multi_.reset(curl_multi_init());
  if (!multi_) return Error{Kind::exhausted, {}, "out of memory or file descriptors"};
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 2L * options_.concurrency);
  if (options_.state_path.empty()) return {};
  auto state = StateFile::open(options_.state_path, options_.purpose);
  if (!state) return state.error();
  state_ = std::move(state).value();
  return {};
}

Result<ListProgress> Run::run() {
  if (auto error = open()) return *error;
  while (admitted_ < urls_.size() || !items_.empty()) {
    if (auto error = turn()) return *error;
    if (!report()) {
      const bool kept = state_ != nullptr;
      return Error{Kind::interrupted,
                   {},
                   "stopped after " + std::to_string(progress_.done) + " of " +
                       std::to_string(progress_.total) +
                       (kept ? "; the next run with this state file goes on from there" : "")};
    }
    if (!items_.empty() && !moved_) sleep();
  }
  reported_at_ = -1;
  report();
  return progress_;
}

/// One round of everything that can be done now.
std::optional<Error> Run::turn() {
  moved_ = false;
  if (auto error = admit()) return error;
  start_ready();
  int still_running = 0;
  curl_multi_perform(multi_.get(), &still_running);
  if (auto error = collect()) return error;
  for (Item& item : items_) {  // ended without a transfer: no URL, robots.txt, a limit
    if (item.done || item.running || !item.visit->ended()) continue;
    if (auto error = complete(item)) return error;
  }
  return deliver();
}

/// Takes URLs into work, as far as the window goes.
std::optional<Error> Run::admit() {
  while (admitted_ < urls_.size() && items_.size() < static_cast<std::size_t>(options_.window)) {
    Item& item = items_.emplace_back();
    item.index = admitted_++;
    item.url = urls_[item.index];
    item.shown = without_credentials(item.url);
    const bool known = state_ && state_->has(item.shown);
    if (known && !(options_.retry_failed && state_->failed(item.shown))) {
      item.done = item.from_state = true;
    } else {
      item.visit = std::make_unique<Visit>(item.url, options_.fetch);
    }
  }
  return {};
}

void Run::start_ready() {
  for (Item& item : items_) {
    if (running_.size() >= concurrency_) return;
    if (item.done || item.running || item.not_before > now()) continue;
    start(item);
  }
}

/// Starts the next transfer of an item, or that of the robots.txt before it.
bool Run::start(Item& item) {
  if (item.visit->ended()) return false;
  Host& host = hosts_[item.visit->target().host];
  if (host.running >= options_.per_host || !may_start(item, host)) return false;
  if (!item.started) {
    // A redirect belongs to its page: only pages are kept apart in time.
    host.next_start = now() + std::max(options_.delay_seconds, host.crawl_delay);
    item.started = true;
  }
  item.running = true;
  launch(*item.visit, {&item, nullptr, &host});
  return true;
}

bool Run::may_start(Item& item, Host& host) {
  if (!options_.ignore_robots) {
    const Url target = item.visit->target();
    Origin& origin = origins_[origin_of(target)];
    using State = Origin::State;
    if (origin.state == State::unknown || (origin.state == State::waiting && origin.not_before <= now())) {
      start_robots(target, origin, host);
    }
    if (origin.state == State::unreachable) {
      item.visit->fail(Kind::forbidden, "robots.txt cannot be read, so nothing may be fetched (" +
                                            origin.why + "); --ignore-robots overrides");
      return false;
    }
    if (origin.state != State::known) return false;
    if (!origin.robots.allows(target.path + (target.query.empty() ? "" : "?" + target.query))) {
      item.visit->fail(Kind::forbidden,
                       "robots.txt of " + target.host + " disallows it; --ignore-robots overrides");
      return false;
    }
  }
  return item.started || host.next_start <= now();
}

void Run::start_robots(const Url& target, Origin& origin, Host& host) {
  if (!origin.visit)
    origin.visit = std::make_unique<Visit>(origin_of(target) + "/robots.txt", robots_options_);
  origin.state = Origin::State::running;
  if (origin.visit->ended()) return finish_robots(origin, host);
  launch(*origin.visit, {nullptr, &origin, &host});
}

void Run::launch(Visit& visit, const Owner& owner) {
  CURL* const transfer = visit.prepare();
  if (!transfer) return abandon(owner);
  if (curl_multi_add_handle(multi_.get(), transfer) != CURLM_OK) {
    visit.fail(Kind::exhausted, "out of memory or file descriptors");
    return abandon(owner);
  }
  ++owner.host->running;
  running_[transfer] = owner;
}

/// For a visit that ended before its transfer.
void Run::abandon(const Owner& owner) {
  if (owner.item) owner.item->running = false;
  if (owner.origin) finish_robots(*owner.origin, *owner.host);
}

/// Takes the transfers that have ended.
std::optional<Error> Run::collect() {
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const transfer = message->easy_handle;
    const CURLcode code = message->data.result;  // the message does not outlive the next call
    curl_multi_remove_handle(multi_.get(), transfer);
    const Owner owner = running_.at(transfer);
    running_.erase(transfer);
    moved_ = true;
    --owner.host->running;
    if (auto error = after_transfer(owner, code)) return error;
  }
  return {};
}

std::optional<Error> Run::after_transfer(const Owner& owner, CURLcode code) {
  Visit& visit = owner.item ? *owner.item->visit : *owner.origin->visit;
  visit.finish(code);
  if (owner.origin) {
    owner.origin->state = Origin::State::waiting;
    owner.origin->not_before = now() + visit.wait_seconds();
    if (visit.ended()) finish_robots(*owner.origin, *owner.host);
    return {};
  }
  owner.item->running = false;
  owner.item->not_before = now() + visit.wait_seconds();
  // A host that is asked to wait for wants peace from the other pages, too.
  owner.host->next_start = std::max(owner.host->next_start, owner.item->not_before);
  return visit.ended() ? complete(*owner.item) : std::nullopt;
}

/// RFC 9309, 2.3.1: what the answer, or its lack, means.
void Run::finish_robots(Origin& origin, Host& host) {
  const int status = origin.visit->status();
  const Result<Page> page = origin.visit->take();
  origin.visit.reset();
  origin.state = Origin::State::known;
  if (page) {
    origin.robots = parse_robots(page->bytes, product_);
    const double delay = std::min(origin.robots.crawl_delay, options_.crawl_delay_cap_seconds);
    host.crawl_delay = std::max(host.crawl_delay, delay);
    return;
  }
  const bool answered = (status >= 300 && status < 500) || page.error().kind == Kind::unsupported;
  // No such host, no public address: the page itself will say so.
  const bool of_no_matter = page.error().kind == Kind::not_found || page.error().kind == Kind::forbidden;
  if (answered || of_no_matter) return;
  origin.state = Origin::State::unreachable;
  origin.why = page.error().detail;
}

/// Makes the output of an item whose visit has ended, and keeps it.
std::optional<Error> Run::complete(Item& item) {
  Result<Page> page = item.visit->take();
  item.visit.reset();
  if (!page && page.error().kind == Kind::exhausted && ++item.tries < tries_without_descriptors) {
    make_do_with_fewer();
    item.visit = std::make_unique<Visit>(item.url, options_.fetch);
    item.not_before = now() + 0.2 * item.tries;
    return {};
  }
  ListResult result;
  if (page) {
    progress_.bytes += page->bytes.size();
    try {
      result.made = handlers_.make(item.index, *page);
    } catch (const std::bad_alloc&) {
      result.error = Error{Kind::exhausted, item.shown, "out of memory for this page"};
    }
  } else {
    result.error = page.error();
  }
  return record(item, std::move(result));
}

/// Out of file descriptors: works on as many at once as there was room for,
/// and keeps no more connections open than that.
void Run::make_do_with_fewer() {
  concurrency_ = std::max<std::size_t>(1, running_.size());
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(concurrency_));
  if (!running_.empty()) return;
  multi_.reset();  // before there is another: it holds descriptors
  multi_.reset(curl_multi_init());
}

std::optional<Error> Run::record(Item& item, ListResult result) {
  item.done = true;
  ++progress_.done;
  if (result.error) ++progress_.failed;
  if (!result.error && !result.made.has_body) ++progress_.without_body;
  if (state_) return state_->append(item.shown, result);
  item.result = std::move(result);
  return {};
}

/// Hands over what is done at the head of the line.
std::optional<Error> Run::deliver() {
  while (!items_.empty() && items_.front().done) {
    Item& item = items_.front();
    if (!item.result) {
      auto stored = state_->read(item.shown);
      if (!stored) return stored.error();
      item.result = std::move(stored).value();
    }
    ListResult& result = *item.result;
    result.index = item.index;
    result.url = item.shown;
    result.from_state = item.from_state;
    if (result.error) result.error->where = item.shown;
    if (item.from_state) {
      ++progress_.done;
      ++progress_.from_state;
      if (result.error) ++progress_.failed;
      if (!result.error && !result.made.has_body) ++progress_.without_body;
    }
    if (auto error = handlers_.deliver(result)) return error;
    items_.pop_front();
  }
  return {};
}

bool Run::report() {
  progress_.running = running_.size();
  progress_.seconds = now();
  const auto done = static_cast<double>(progress_.done - progress_.from_state);
  progress_.pages_per_second = progress_.seconds > 0 ? done / progress_.seconds : 0;
  progress_.seconds_left =
      done > 0 ? static_cast<double>(progress_.total - progress_.done) / progress_.pages_per_second : -1;
  if (!handlers_.progress || progress_.seconds - reported_at_ < progress_seconds) return true;
  reported_at_ = progress_.seconds;
  return handlers_.progress(progress_);
}

/// Until something arrives, or the time of something that waits has come.
/// Whoever waits for a host or a robots.txt is woken by the end of a transfer.
void Run::sleep() {
  double wait = longest_poll_seconds;
  for (const auto& [name, origin] : origins_) {
    if (origin.state == Origin::State::waiting)
      wait = std::min(wait, std::max(0.0, origin.not_before - now()));
  }
  for (const Item& item : items_) {
    if (item.done || item.running || running_.size() >= concurrency_) continue;
    double ready = item.not_before;
    if (!item.started) ready = std::max(ready, hosts_[item.visit->target().host].next_start);
    const double left = ready - now();
    if (left > 0) wait = std::min(wait, left);
  }
  curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(std::ceil(wait * 1000)), nullptr);
}

}  // namespace

Result<ListProgress> fetch_list(const std::vector<std::string>& urls, const ListOptions& options,
                                const ListHandlers& handlers) {
  return Run(urls, options, handlers).run();
}

Result<std::vector<std::string>> read_list(const std::string& path) {
  const auto file = read_file(path);
  if (!file) return file.error();
  std::string_view text = file->bytes;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  std::vector<std::string> urls;
  std::unordered_set<std::string_view> seen;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#' || !seen.insert(line).second) continue;
    urls.emplace_back(line);
  }
  return urls;
}

}  // namespace thanbai
