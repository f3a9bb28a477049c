#include "fetch/decompress.hpp"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <string>

namespace thanbai {
namespace {

using State = Codec::State;
using Chunk = std::array<char, 32 * 1024>;

/// gzip, and deflate in both of the forms that servers send.
class Zlib : public Codec {
 public:
  explicit Zlib(bool gzip) : gzip_(gzip) { inflateInit2(&stream_, gzip ? 16 + MAX_WBITS : MAX_WBITS); }
  ~Zlib() override { inflateEnd(&stream_); }
  Zlib(const Zlib&) = delete;
  Zlib& operator=(const Zlib&) = delete;

  State write(std::string_view compressed, const Sink& sink) override {
    // A zlib header starts with method 8; else the server sends bare deflate.
    if (!gzip_ && !started_ && (compressed[0] & 0x0f) != 8) inflateReset2(&stream_, -MAX_WBITS);
    started_ = true;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream_.avail_in = static_cast<uInt>(compressed.size());
    if (ended_ && !next_member()) return State::ended;
    Chunk chunk;
    for (;;) {
      stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
      stream_.avail_out = static_cast<uInt>(chunk.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return State::corrupt;
      const auto produced = chunk.size() - stream_.avail_out;
      if (produced > 0 && !sink({chunk.data(), produced})) return State::stopped;
      ended_ = code == Z_STREAM_END;
      if (ended_ && !next_member()) return State::ended;
      if (stream_.avail_in == 0 && stream_.avail_out > 0) return State::more;
      if (code == Z_BUF_ERROR && produced == 0) return State::more;
    }
  }

 private:
  /// A gzip file may hold several members after one another (RFC 1952, 2.2).
  bool next_member() {
    const bool another = gzip_ && stream_.avail_in > 0 && stream_.next_in[0] == 0x1f;
    if (another) inflateReset(&stream_);
    ended_ = !another;
    return another;
  }

  z_stream stream_{};
  bool gzip_, started_ = false, ended_ = false;
};

class Brotli : public Codec {
 public:
  State write(std::string_view compressed, const Sink& sink) override {
    if (!state_) return State::corrupt;
    if (BrotliDecoderIsFinished(state_.get())) return State::ended;
    Chunk chunk;
    std::size_t in_left = compressed.size();
    auto* in = reinterpret_cast<const std::uint8_t*>(compressed.data());
    for (;;) {
      std::size_t out_left = chunk.size();
      auto* out = reinterpret_cast<std::uint8_t*>(chunk.data());
      const auto result =
          BrotliDecoderDecompressStream(state_.get(), &in_left, &in, &out_left, &out, nullptr);
      if (result == BROTLI_DECODER_RESULT_ERROR) return State::corrupt;
      const auto produced = chunk.size() - out_left;
      if (produced > 0 && !sink({chunk.data(), produced})) return State::stopped;
      if (result == BROTLI_DECODER_RESULT_SUCCESS) return State::ended;
      if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return State::more;
    }
  }

 private:
  std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state_{
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance};
};

class Zstd : public Codec {
 public:
  /// RFC 9659: a window over 8 MB is not for the web.
  Zstd() {
    if (stream_) ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, 23);
  }

  State write(std::string_view compressed, const Sink& sink) override {
    if (!stream_) return State::corrupt;
    ZSTD_inBuffer in{compressed.data(), compressed.size(), 0};
    if (ended_ && !next_frame(in)) return State::ended;
    Chunk chunk;
    for (;;) {
      ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
      const std::size_t left = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(left)) return State::corrupt;
      if (out.pos > 0 && !sink({chunk.data(), out.pos})) return State::stopped;
      ended_ = left == 0;
      if (ended_ && !next_frame(in)) return State::ended;
      if (in.pos == in.size && out.pos < out.size) return State::more;
    }
  }

 private:
  /// Frames may follow one another (RFC 8878, 3.1), skippable ones too.
  static bool next_frame(const ZSTD_inBuffer& in) {
    if (in.pos == in.size) return false;
    const auto byte = static_cast<const unsigned char*>(in.src)[in.pos];
    return byte == 0x28 || (byte & 0xf0) == 0x50;
  }

  bool ended_ = false;
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_{ZSTD_createDStream(), &ZSTD_freeDStream};
};

std::unique_ptr<Codec> codec_for(std::string_view name) {
  if (name == "gzip" || name == "x-gzip") return std::make_unique<Zlib>(true);
  if (name == "deflate") return std::make_unique<Zlib>(false);
  if (name == "br") return std::make_unique<Brotli>();
  if (name == "zstd") return std::make_unique<Zstd>();
  return nullptr;
}

/// `gzip, br` in lower case, without spaces and empty parts.
std::vector<std::string> names_in(std::string_view header) {
  std::vector<std::string> names(1);
  for (const char c : header) {
    if (c == ',') names.emplace_back();
    if (c == ',' || c == ' ' || c == '\t') continue;
    names.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  std::erase_if(names, [](const std::string& name) { return name.empty() || name == "identity"; });
  return names;
}

}  // namespace

Decompressor::Decompressor(std::string_view content_encoding) {
  const std::vector<std::string> names = names_in(content_encoding);
  known_ = names.size() <= 3;
  for (auto name = names.rbegin(); known_ && name != names.rend(); ++name) {
    stages_.push_back({codec_for(*name)});
    known_ = stages_.back().codec != nullptr;
  }
  if (!known_) stages_.clear();
}

Codec::State Decompressor::write(std::string_view compressed, const Sink& sink) {
  return write_from(0, compressed, sink);
}

// Recursion is as deep as there are codings: three at most.
Codec::State Decompressor::write_from(std::size_t stage, std::string_view compressed, const Sink& sink) {
  if (stage == stages_.size()) return sink(compressed) ? State::more : State::stopped;
  Stage& here = stages_[stage];
  if (compressed.empty()) return here.state;
  here.started = true;
  State inner = State::more;
  here.state = here.codec->write(compressed, [&](std::string_view bytes) {
    inner = write_from(stage + 1, bytes, sink);
    return inner != State::stopped && inner != State::corrupt;
  });
  return here.state == State::stopped ? inner : here.state;
}

bool Decompressor::complete() const {
  for (const Stage& stage : stages_) {
    if (stage.started && stage.state != State::ended) return false;
  }
  return true;
}

}  // namespace thanbai
