// The C++ text of the kinds' tables.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::generate {

struct PreludeFile {
  std::string name;  // "network.svc"
  SourceId source;
  ast::Ast ast;
};

// Returns C++ source that defines builtin_kinds() and prelude_text() of sema/kinds.h. Declarations
// that are not a kind, lack documentation or have a non-literal default are reported to the sink.
[[nodiscard]] std::string write_prelude(const std::vector<PreludeFile>& files,
                                        const Sources& sources, Sink& sink);

// Gives a C++ source that defines kind_lowerings() of lower/kinds.h: a row for each kind. The
// linker finds its function lower_<kind>().
[[nodiscard]] std::string write_kind_lowerings(const std::vector<PreludeFile>& files);

}  // namespace svc::generate
