// The heads of top-level blocks: their kind and name. Private to sema/.
#pragma once

#include <optional>

#include "sema/scope.h"

namespace svc::sema {

// The kind of the head, in its form (`existing`); null after a report. `names` are those of the
// place of the block.
[[nodiscard]] const KindDecl* kind_of_head(Session& session, const Scope& names,
                                           const ast::Block& m);

// The name that the head gives the block; nothing after a report. Empty if an unknown kind has
// none. `scope` is for its expressions.
[[nodiscard]] std::optional<LabelValue> name_of_head(Session& session, const Scope& names,
                                                     const ast::Block& m, const Scope& scope);

}  // namespace svc::sema
