#pragma once
#include <openssl/evp.h>
#include <openssl/ssl.h>

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace thanbai::testing {

/// One connection of the server, seen from a test's script.
class Connection {
 public:
  Connection(int descriptor, SSL* ssl, const std::atomic<bool>& stopping)
      : descriptor_(descriptor), ssl_(ssl), stopping_(&stopping) {}

  /// The next request's head, `GET /path HTTP/1.1` and headers; empty at the end.
  std::string read_request();
  /// False once the other side is gone.
  bool send(std::string_view bytes);
  /// `status` and headers with the body's true length, then the body.
  bool respond(std::string_view status, std::string_view headers, std::string_view body);
  /// Makes closing send RST instead of FIN.
  void reset();
  /// Sleeps, or until the server stops; false then.
  bool pause(double seconds) const;
  /// Until the other side closes or the server stops.
  void hang();
  [[nodiscard]] bool stopping() const { return *stopping_; }

 private:
  int descriptor_;
  SSL* ssl_;
  const std::atomic<bool>* stopping_;
};

/// Path of a request head: between the first two spaces.
std::string path_of(std::string_view request);
/// Value of a header of a request head, the name in any case; empty if absent.
std::string header_of(std::string_view request, std::string_view name);

/// A certificate with its key.
struct Identity {
  std::shared_ptr<X509> certificate;
  std::shared_ptr<EVP_PKEY> key;
};
/// An authority of its own, to sign with and to trust.
Identity make_authority(const std::string& name = "Test authority");
/// A server's certificate for `name` (a DNS name or an address), valid from
/// and to so many seconds from now.
Identity make_identity(const Identity& authority, const std::string& name, long from, long to);
std::string to_pem(const Identity& identity);

/// A server on a free port of 127.0.0.1 that does to each connection what the
/// script says, each on a thread of its own. Ends with the object.
class Server {
 public:
  using Script = std::function<void(Connection&)>;

  explicit Server(Script script, const Identity* identity = nullptr);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::string url(std::string_view path = "/") const;
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void accept_all();
  void serve(int descriptor);

  Script script_;
  std::shared_ptr<SSL_CTX> tls_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

/// A port of 127.0.0.1 on which nothing listens.
int closed_port();

/// gzip, br or zstd of `text`.
std::string compressed(std::string_view coding, std::string_view text);
/// gzip of so many megabytes of zeros, a thousandth of that in size.
std::string gzip_bomb(int megabytes);

}  // namespace thanbai::testing
