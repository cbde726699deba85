// Guesses the meaning of a value of the wrong type. Private to sema/.
#pragma once

#include <functional>

#include "sema/scope.h"

namespace svc::sema {

// Completes the report of a value of the wrong type with the right value, if it can be found: a
// text that holds a number, a number without its unit, an item in place of a list.
// `fits` says whether the value fits another type.
void advise_conversion(Session& session, Report report, const Value& value, const Type& type,
                       const std::function<bool(const Type&)>& fits);

// Completes the report of a text that does not match its field's pattern: a word for a symbol of
// the type, a schedule of five fields.
void advise_pattern(const Session& session, Report report, const Value& value, const Type& type);

// Completes the report of a number out of range that was written as a range with `-`: `2-4`. Gives
// whether it was.
bool advise_range(const Session& session, Report report, const Value& value, const Type& type);

}  // namespace svc::sema
