// text → Ast
#pragma once

#include "diagnostics/sink.h"
#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::syntax {

// Limits that bound the work for any input. Above them, the file gets one diagnostic and is not
// read further.
inline constexpr std::size_t kMaxFileBytes = 16U * 1024 * 1024;
inline constexpr std::size_t kMaxName = 255;     // characters; the longest that AWS takes
inline constexpr std::size_t kMaxNesting = 200;  // brackets of any sort within each other

// Reads one file. Always gives a tree: for a file with mistakes, the members that could be read.
// Each mistake is reported once, at its place, and reading continues at the next member or the end
// of the block. `sources[file]` must outlive the tree.
[[nodiscard]] ast::Ast parse(const Sources& sources, SourceId file, Sink& sink);

}  // namespace svc::syntax
