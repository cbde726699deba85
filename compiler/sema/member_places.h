// Where a member belongs that a block does not have: paths such as `task { container NAME { image =
// … } }`. Private to sema/.
#pragma once

#include <string>
#include <string_view>

#include "sema/kinds.h"

namespace svc::sema {

[[nodiscard]] const BlockDecl* find_block(const KindDecl& kind, std::string_view name);
[[nodiscard]] bool has_member(const KindDecl& kind, std::string_view name);

// Each is empty if there is no such path.
// To a member of this name in a nested block of the kind.
[[nodiscard]] std::string path_of_same_name(const KindDecl& kind, std::string_view name,
                                            bool block);
// To one in a block around those of the kind: `exec` in a task is a field of its service.
[[nodiscard]] std::string path_in_blocks_around(const KindDecl& kind, std::string_view name);
// To what another tool's word means, in a block of the kind or in another one. `kind`: null at the
// top of a file.
[[nodiscard]] std::string path_of_meaning(const KindDecl* kind, std::string_view word);

// "`image` belongs in `task { … }`".
[[nodiscard]] std::string belongs(std::string_view name, const std::string& path);

}  // namespace svc::sema
