// The heads of blocks that stand on their own: which kind they name, and what they call the block.
// Private to sema/.
#pragma once

#include <optional>

#include "sema/scope.h"

namespace svc::sema {

// The kind that the head names, in the form that it asks for (`existing`); null after a report.
// `names` are those of the place where the block is declared.
[[nodiscard]] const KindDecl* kind_of_head(Session& session, const Scope& names,
                                           const ast::Block& m);

// The name that the head gives the block; nothing after a report. Of an unknown kind, empty where
// there is none. `scope` is where its expressions are read.
[[nodiscard]] std::optional<LabelValue> name_of_head(Session& session, const Scope& names,
                                                     const ast::Block& m, const Scope& scope);

}  // namespace svc::sema
