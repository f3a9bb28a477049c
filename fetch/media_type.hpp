#pragma once
#include <string>
#include <string_view>

namespace thanbai {

/// A Content-Type header, taken apart.
struct MediaType {
  std::string essence;  ///< `text/html`, lower case; empty if there was none or it makes no sense
  std::string charset;  ///< as sent, without quotes
};

/// Of several types, as from a doubled header, the first (RFC 9110, 8.3.1).
[[nodiscard]] MediaType parse_media_type(std::string_view header);

/// How many bytes judge_media_type() needs to be sure (MIME Sniffing Standard).
inline constexpr std::size_t sniff_bytes = 1445;

/// What a body really is, from its type as declared and its first bytes.
struct Judged {
  bool cleanable;       ///< HTML, XHTML, plain text or Markdown
  std::string essence;  ///< what it is taken for, or what it is that cannot be cleaned
};

/// A declared type of text is believed unless the bytes have the signature of
/// something else; one that is missing or says nothing (`application/
/// octet-stream`, XML, unknown) is judged by the bytes; any other is believed
/// unless the bytes start as an HTML page.
///
/// start   The first bytes of the body, decompressed: sniff_bytes or all.
/// source  MIME Sniffing Standard, sections 5 to 7, as far as they concern text.
[[nodiscard]] Judged judge_media_type(const MediaType& declared, std::string_view start);

}  // namespace thanbai
