// Secret params, and the places that would expose them to everyone who can see the deployment.
// Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// The secret param in a value; null if there is none.
[[nodiscard]] const Parameter* secret_in(const Value& value);

// Reports a text in the value that CloudFormation would take for a dynamic reference; gives whether
// there is none.
[[nodiscard]] bool check_dynamic_references(Session& session, const Value& value);

// Reports a secret param in a value at a place that would show it.
void report_shown_secret(Session& session, const Value& value, const Parameter& secret);

// Reports the secret params among properties in a target's own words that would be shown: in tags,
// descriptions, environment variables and the like. The program may give them to any other
// property, because only the provider knows which of them stay hidden.
void check_shown_properties(Session& session, const Value& properties);

}  // namespace svc::sema
