// Between byte offsets and the positions of LSP: lines and characters from 0, in the unit that
// client and server agreed on.
#pragma once

#include "lsp/rpc.h"
#include "source/source_file.h"
#include "source/span.h"

namespace svc::lsp {

// What a `character` counts (LSP 3.17, PositionEncodingKind).
enum class Encoding : std::uint8_t { Utf8, Utf16, Utf32 };

// The first of what the client offers that the server likes best: UTF-8, in which nothing has to be
// counted; UTF-16 where it offers nothing.
[[nodiscard]] Encoding choose_encoding(const Json& offered);
[[nodiscard]] std::string_view encoding_name(Encoding encoding);

// The byte offset of a Position. A line behind the last gives the end of the text, a character
// behind the end of its line the end of the line, one in the middle of a code point its beginning.
// Throws RpcError (InvalidParams) for what is no position. Lines end with `\n` or `\r\n`, as for
// the compiler.
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

// How many units a text is long, for those who count tokens.
[[nodiscard]] std::uint32_t units_of(std::string_view text, Encoding encoding);

}  // namespace svc::lsp
