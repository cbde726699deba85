// Values → values of a declared type. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Gives the value as the type wants it, or ErrorValue after a report. Whole numbers become cpu (AWS units), sizes (MiB), durations (s), numbers and ports; texts
// become ARNs, images and schedules; in a map of strings, numbers and truth values become text. `what` names the place: "`memory`".
[[nodiscard]] Value convert(Session& session, Value value, const Type& type, std::string_view what);

// The value of a field after convert(): also its range, its pattern, and whether it is known in time. `what` names it.
[[nodiscard]] Value check_field(Session& session, Value value, const FieldDecl& field, std::string_view what);

// The number that a limit (`min`, `max`) bounds: of a quantity in its smallest unit, of a text its length; nothing for what has none. Of a range, the end
// that is below `min` if there is one, else the upper one.
[[nodiscard]] std::optional<double> measure(const Value& value, double min = -std::numeric_limits<double>::infinity());

// The prelude's default as a value; `span` is the header of the block.
[[nodiscard]] Value default_value(const Constant& constant, Span span);

}  // namespace svc::sema
