// Values → values of a declared type. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Gives the value as the type wants it, or ErrorValue after a report. Whole numbers become cpu (AWS units), sizes (MiB), durations (s), numbers and ports; texts
// become ARNs, images and schedules; in a map of strings, numbers and truth values become text. `what` names the place: "`memory`".
[[nodiscard]] Value convert(Session& session, Value value, const Type& type, std::string_view what);

// The value of a field after convert(): also its range, its pattern, and whether it is known in time. `what` names it.
[[nodiscard]] Value check_field(Session& session, Value value, const FieldDecl& field, std::string_view what);

// The prelude's default as a value; `span` is the header of the block.
[[nodiscard]] Value default_value(const Constant& constant, Span span);

}  // namespace svc::sema
