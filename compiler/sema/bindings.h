// The value of a name that is bound. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// The value of a binding at its use; a let is evaluated on first use. `spelled` and `span` are the
// name as written. `expected` (may be null) is the expected type. A name without a value is
// reported.
[[nodiscard]] Value bound_value(Session& session, Binding& binding, std::string_view spelled,
                                Span span, const Type* expected = nullptr);

}  // namespace svc::sema
