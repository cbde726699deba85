// Names that stand for nothing, and what may be meant by them. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Reports a name that is known neither in the scope nor, where a symbol is expected, to its type:
// as a symbol of the type, a name that another file declares, or one that can be seen and is near.
// Silent where the name may be that of a file that could not be read.
void report_unknown_name(Session& session, const Scope& scope, std::string_view spelled, Span span,
                         const Type* expected);

}  // namespace svc::sema
