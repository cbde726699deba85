// The rules of an organisation: files of `let`, `for`, `if` and `assert` over the blocks of a
// program. Private to sema/.
#pragma once

#include <optional>
#include <string_view>

#include "sema/scope.h"

namespace svc::sema {

// Judges a program by the modules that are policies, once its values are known. `services`,
// `queues` … are the blocks of each kind. What breaks a rule is reported at the line that does.
void judge_by_policies(Session& session);

// What a rule reads of a block: `name`, `kind`, a field, or the nested blocks of a name as a list.
// Nothing where the block has no such member.
[[nodiscard]] std::optional<Value> policy_field(Session& session, const Block& block,
                                                std::string_view name);

}  // namespace svc::sema
