#include "tests/misbehaving_server.hpp"

#include <arpa/inet.h>
#include <brotli/encode.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <stdexcept>

namespace thanbai::testing {
namespace {

constexpr int poll_milliseconds = 20;

bool readable(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  return ::poll(&waiting, 1, poll_milliseconds) > 0;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Identity unsigned_identity(const std::string& name, long from, long to) {
  Identity identity;
  identity.key = {EVP_EC_gen("P-256"), &EVP_PKEY_free};
  identity.certificate = {X509_new(), &X509_free};
  X509* const certificate = identity.certificate.get();
  static std::atomic<long> serial{1};
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_set_version(certificate, 2);
  X509_gmtime_adj(X509_getm_notBefore(certificate), from);
  X509_gmtime_adj(X509_getm_notAfter(certificate), to);
  X509_set_pubkey(certificate, identity.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return identity;
}

}  // namespace

std::string Connection::read_request() {
  std::string head;
  char byte = 0;
  while (!head.ends_with("\r\n\r\n")) {
    while (!(ssl_ && SSL_pending(ssl_) > 0) && !readable(descriptor_)) {
      if (*stopping_) return {};
    }
    const auto got = ssl_ ? SSL_read(ssl_, &byte, 1) : static_cast<int>(::recv(descriptor_, &byte, 1, 0));
    if (got <= 0) return {};
    head += byte;
  }
  return head;
}

bool Connection::send(std::string_view bytes) {
  while (!bytes.empty() && !*stopping_) {
    const auto part = std::min<std::size_t>(bytes.size(), 1 << 16);
    const auto sent = ssl_ ? SSL_write(ssl_, bytes.data(), static_cast<int>(part))
                           : static_cast<int>(::send(descriptor_, bytes.data(), part, MSG_NOSIGNAL));
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return !*stopping_;
}

bool Connection::respond(std::string_view status, std::string_view headers, std::string_view body) {
  std::string response = "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(headers);
  response += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return send(response.append(body));
}

void Connection::reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  // What was sent has to arrive first: RST drops what the other side has not read.
  pause(0.1);
}

bool Connection::pause(double seconds) const {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!*stopping_ && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return !*stopping_;
}

void Connection::hang() {
  char byte;
  while (!*stopping_) {
    if (readable(descriptor_) && ::recv(descriptor_, &byte, 1, 0) <= 0) return;
  }
}

std::string path_of(std::string_view request) {
  const auto start = request.find(' ') + 1;
  return std::string(request.substr(start, request.find(' ', start) - start));
}

std::string header_of(std::string_view request, std::string_view name) {
  const std::string wanted = "\r\n" + lower(name) + ":";
  const auto found = lower(request).find(wanted);
  if (found == std::string::npos) return {};
  auto start = found + wanted.size();
  while (request[start] == ' ') ++start;
  return std::string(request.substr(start, request.find("\r\n", start) - start));
}

Identity make_authority(const std::string& name) {
  Identity authority = unsigned_identity(name, -86400, 86400);
  X509* const certificate = authority.certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign");
  add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
  X509_sign(certificate, authority.key.get(), EVP_sha256());
  return authority;
}

Identity make_identity(const Identity& authority, const std::string& name, long from, long to) {
  Identity identity = unsigned_identity(name, from, to);
  X509* const certificate = identity.certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(authority.certificate.get()));
  in_addr ignored;
  const bool is_address = ::inet_pton(AF_INET, name.c_str(), &ignored) == 1;
  add_extension(certificate, authority.certificate.get(), NID_subject_alt_name,
                (is_address ? "IP:" : "DNS:") + name);
  X509_sign(certificate, authority.key.get(), EVP_sha256());
  return identity;
}

std::string to_pem(const Identity& identity) {
  const std::shared_ptr<BIO> memory(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(memory.get(), identity.certificate.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

Server::Server(Script script, const Identity* identity) : script_(std::move(script)) {
  std::signal(SIGPIPE, SIG_IGN);  // a TLS write to a client that left
  if (identity) {
    tls_ = {SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
    SSL_CTX_use_certificate(tls_.get(), identity->certificate.get());
    SSL_CTX_use_PrivateKey(tls_.get(), identity->key.get());
  }
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port to listen on");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

Server::~Server() {
  stopping_ = true;
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

std::string Server::url(std::string_view path) const {
  return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) + std::string(path);
}

void Server::accept_all() {
  while (!stopping_) {
    if (!readable(listener_)) continue;
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) continue;
    const timeval limit{1, 0};  // so that a write to a client that reads nothing ends
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ++connections_;
    threads_.emplace_back([this, descriptor] { serve(descriptor); });
  }
}

void Server::serve(int descriptor) {
  SSL* ssl = nullptr;
  bool ready = true;
  if (tls_) {
    ssl = SSL_new(tls_.get());
    SSL_set_fd(ssl, descriptor);
    ready = SSL_accept(ssl) == 1;
  }
  if (ready) {
    Connection connection(descriptor, ssl, stopping_);
    script_(connection);
  }
  if (ssl) {
    if (ready) SSL_shutdown(ssl);
    SSL_free(ssl);
  }
  ::close(descriptor);
}

int closed_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(descriptor);
  return ntohs(address.sin_port);
}

namespace {

std::string deflated(std::string_view text, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

std::string compressed(std::string_view coding, std::string_view text) {
  if (coding == "gzip") return deflated(text, 16 + MAX_WBITS);
  if (coding == "deflate") return deflated(text, MAX_WBITS);
  if (coding == "bare deflate") return deflated(text, -MAX_WBITS);
  if (coding == "br") {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size()) + 64;
    std::string out(size, '\0');
    BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                          reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                          reinterpret_cast<std::uint8_t*>(out.data()));
    return out.substr(0, size);
  }
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string gzip_bomb(int megabytes) {
  // Full flushes make every megabyte the same bytes, so one is enough.
  const std::string zeros(1 << 20, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string pieces[2];
  for (std::string& piece : pieces) {
    piece.resize(1 << 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
    stream.avail_in = static_cast<uInt>(zeros.size());
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    deflate(&stream, Z_FULL_FLUSH);
    piece.resize(piece.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  std::string bomb = pieces[0];
  for (int i = 1; i < megabytes; ++i) bomb += pieces[1];
  return bomb;
}

}  // namespace thanbai::testing
