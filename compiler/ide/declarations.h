// The declarations of the program's files, from their trees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.h"

namespace svc::ide {

// A name that a program gives to something.
struct Declaration {
  enum class Form : std::uint8_t {
    App,
    Block,
    Nested,
    Let,
    Param,
    Output,
    Environment,
    Component,
    ComponentParam,
    ComponentClause,
    Alias,
    Variable
  };
  Form form = Form::Block;
  std::string_view name;  // as written, without quotes; of a label with `${…}` the whole of it
  Span span;              // of the name; of a quoted label with its quotes
  const ast::Member* member =
      nullptr;  // the member that declares it; null for the variable of a comprehension
  const ast::Member* container =
      nullptr;            // the block or component around it, across `if` and `for`; null in a file
  bool computed = false;  // a label with `${…}`: its resulting names are not written anywhere

  // `service`, `let`, `param` …: for display.
  [[nodiscard]] std::string_view word() const;
};

// All declarations, also those in blocks, components and loops, in the order of the file.
[[nodiscard]] std::vector<Declaration> declarations(const ast::Ast& tree);

// The declarations of several trees, by file and place.
class Declarations {
 public:
  explicit Declarations(const std::vector<const ast::Ast*>& trees);
  [[nodiscard]] const std::vector<Declaration>& all() const { return all_; }
  // The declaration with its name at this span; null if there is none.
  [[nodiscard]] const Declaration* at(Span name) const;

 private:
  std::vector<Declaration> all_;
};

// The members of a block, a component, an environment or a loop (for an `if` those of its first
// branch). Null if it cannot have any.
[[nodiscard]] const std::vector<const ast::Member*>* members_of(const ast::Member& member);
// The members of the `else` of an `if`; null for other members.
[[nodiscard]] const std::vector<const ast::Member*>* other_members_of(const ast::Member& member);

// The members around a place, the outermost first: each contains the offset, or ends there.
[[nodiscard]] std::vector<const ast::Member*> path_to(const ast::Ast& tree, std::uint32_t offset);

}  // namespace svc::ide
