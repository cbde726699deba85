// Documentation in the terminal: the prelude's text about a kind, a block or a field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sema/kinds.h"

namespace svc::explain {

// Explains a path of names: a kind, a block in it, a fixed label if several blocks share a name, a
// field, an attribute, a method or a verb: `service`, `service.route.health`,
// `cluster.capacity.ec2.size`. Fails with the unknown name and a suggestion.
[[nodiscard]] Result<std::string> topic(std::string_view path);

// Every path that topic() explains but those of attributes, methods and verbs, for completion in a
// shell.
[[nodiscard]] std::vector<std::string> topics();

// The one-line description of each kind.
[[nodiscard]] std::string kind_list();

}  // namespace svc::explain
