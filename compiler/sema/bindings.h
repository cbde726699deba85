// The value of a name that is bound. Private to sema/.
#pragma once

#include <optional>
#include <string_view>

#include "sema/scope.h"

namespace svc::sema {

// The value of a binding at its use; a let is evaluated on first use. `spelled` and `span` are the
// name as written. `expected` (may be null) is the expected type. A name without a value is
// reported.
[[nodiscard]] Value bound_value(Session& session, Binding& binding, std::string_view spelled,
                                Span span, const Type* expected = nullptr);

// Whether a word where the name of a block is expected (`volume = shared`) is that name: a let, a
// param or the variable of a loop comes first. `binding`: what the word means elsewhere, or null.
[[nodiscard]] bool is_bare_name(const Binding* binding, const Type* expected);

// `count.min` and `count.max`; nothing if it is another name, or no range. In a policy one number
// is a range, so that a rule about `count.min` also holds for a service with a fixed count.
[[nodiscard]] std::optional<Value> end_of_range(const Session& session, const Value& range,
                                                std::string_view name, Span span);

}  // namespace svc::sema
