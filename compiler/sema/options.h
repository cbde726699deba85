// What stands in the braces behind a param: `{ min = 1, allowed = ["a", "b"], secret = true }`.
// Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

struct ParamOptions {
  std::string pattern;         // as written; the field has what matches() makes of it
  std::vector<Value> allowed;  // each of the type of the param, or of its items if it is a list
  bool secret = false;
};

// Whose params they are: a program's, which the deployment is asked for, or those of a component
// (or a part of a block), which are fields of its instances.
enum class ParamOwner : std::uint8_t { Program, Component };

// Reads the options into the field, whose name and type are given; what the field has no room for
// is returned. Reports options that there are not, that are set twice or that a value of that type
// cannot have. `title` is whose options they are, for messages.
[[nodiscard]] ParamOptions read_options(Session& session, const Scope& scope,
                                        const ast::Param& param, ParamOwner owner,
                                        std::string_view title, FieldDecl& field);

}  // namespace svc::sema
