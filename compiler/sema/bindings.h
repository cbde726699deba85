// The value of a name that is bound. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// The value that a binding has where it is named: of a let, evaluated when it is first read.
// `spelled` and `span` are the name as it is used; `expected` (may be null) is the type that is
// wanted there. What has no value is reported.
[[nodiscard]] Value bound_value(Session& session, Binding& binding, std::string_view spelled,
                                Span span, const Type* expected = nullptr);

}  // namespace svc::sema
