// `was = old_name`: the former name of a block, so that its resources are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sema/items.h"
#include "sema/program.h"

namespace svc::sema {

inline constexpr std::string_view kWas = "was";

// The former names in the members of a block, oldest first, as written: one name, or a list of
// them. Reports a value that is not a name.
[[nodiscard]] std::vector<std::string> former_labels(Session& session, const Scope& scope,
                                                     const ast::Block& block);

// All names of a block, oldest first, with the present one, or nothing if it had no other.
// `inside`: the component instance around it, or null; the names of the instance come before the
// label. The label of a `self` is empty.
[[nodiscard]] std::vector<std::string> all_names(const std::vector<std::string>& former,
                                                 const std::string& label, const Block* inside);

}  // namespace svc::sema
