// The braces after a param: `{ min = 1, allowed = ["a", "b"], secret = true }`. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

struct ParamOptions {
  std::string pattern;         // as written; the field has the form for matches()
  std::vector<Value> allowed;  // each of the type of the param, or of its items if it is a list
  bool secret = false;
};

// The owner of the params: a program (its deployment provides them), or a component or part of a
// block (they are fields of its instances).
enum class ParamOwner : std::uint8_t { Program, Component };

// Reads the options into the field, which has its name and type already, and returns those that the
// field cannot hold. Reports unknown and duplicate options, and options that do not apply to the
// type. `title` names the owner in messages.
[[nodiscard]] ParamOptions read_options(Session& session, const Scope& scope,
                                        const ast::Param& param, ParamOwner owner,
                                        std::string_view title, FieldDecl& field);

}  // namespace svc::sema
