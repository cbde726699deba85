// Fields that a deployment gives through a param (Value::given). Private to sema/.
#pragma once

#include "sema/convert.h"

namespace svc::sema {

// The value of a field that the prelude marks `by_param`: a param, alone, in a list or as an end of
// a range, becomes a value that it can have, with Value::given. Notes in the param what the field
// makes of its number, and the bounds that AWS sets. Other values stay as they are.
[[nodiscard]] Value assume(Session& session, Value value, const FieldDecl& field, const What& what);

// What svcc judges a param by: its default, else a value that it allows; nothing if neither is
// known.
[[nodiscard]] Value assumed_value(const Session& session, const Parameter& parameter);

}  // namespace svc::sema
