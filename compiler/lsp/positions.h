// Between byte offsets and the positions of LSP: lines and characters from 0, in the unit that
// client and server agreed on.
#pragma once

#include "lsp/rpc.h"
#include "source/source_file.h"
#include "source/span.h"

namespace svc::lsp {

// The unit of `character` (LSP 3.17, PositionEncodingKind).
enum class Encoding : std::uint8_t { Utf8, Utf16, Utf32 };

// The server's preferred encoding among the client's: UTF-8, which needs no conversion; UTF-16 if
// the client offers none.
[[nodiscard]] Encoding choose_encoding(const Json& offered);
[[nodiscard]] std::string_view encoding_name(Encoding encoding);

// The byte offset of a Position. A line after the last means the end of the text, a character after
// the end of its line the end of the line, a position inside a code point its start. Throws
// RpcError (InvalidParams) for an invalid position. Lines end with `\n` or `\r\n`, as for the
// compiler.
[[nodiscard]] std::uint32_t offset_of(const SourceFile& file, const Json& position,
                                      Encoding encoding);
// The offsets of a Range, the smaller one first.
[[nodiscard]] std::pair<std::uint32_t, std::uint32_t> offsets_of(const SourceFile& file,
                                                                 const Json& range,
                                                                 Encoding encoding);

[[nodiscard]] Json position_of(const SourceFile& file, std::uint32_t offset, Encoding encoding);
[[nodiscard]] Json range_of(const SourceFile& file, std::uint32_t begin, std::uint32_t end,
                            Encoding encoding);
[[nodiscard]] inline Json range_of(const SourceFile& file, Span span, Encoding encoding) {
  return range_of(file, span.begin, span.end, encoding);
}

// The length of a text in the negotiated units, for token lengths.
[[nodiscard]] std::uint32_t units_of(std::string_view text, Encoding encoding);

}  // namespace svc::lsp
