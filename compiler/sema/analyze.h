// Ast → Program
#pragma once

#include <vector>

#include "diagnostics/sink.h"
#include "sema/program.h"
#include "syntax/ast.h"

namespace svc::sema {

// The environments that a program declares, in the order of the source; empty if it declares none.
[[nodiscard]] std::vector<Environment> environments(const ast::Ast& ast);

// Gives the program as it stands in one environment (empty name: the nameless one of a program that declares none): overlays merged, names resolved,
// values evaluated and checked against the kinds' declarations. Every mistake goes to the sink; what depends on a mistake is left out silently.
[[nodiscard]] Program analyze(const ast::Ast& ast, const Sources& sources, std::string_view environment, Sink& sink);

}  // namespace svc::sema
