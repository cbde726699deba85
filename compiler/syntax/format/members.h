// The layout of members.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.h"
#include "syntax/format/flow.h"
#include "syntax/format/rows.h"

namespace svc::syntax {

class MemberPrinter {
 public:
  MemberPrinter(std::string_view text, const ast::Ast& ast, const Flow& flow)
      : text_(text), ast_(ast), flow_(flow) {}

  // The members of a file or a block with the tokens `run`: everything between the braces, with all
  // comments.
  [[nodiscard]] std::string members(const std::vector<const ast::Member*>& list, Run run,
                                    std::size_t indent) const;

 private:
  // A pair of braces with members, by the indices of the braces.
  struct Body {
    std::size_t open = 0;
    std::size_t close = 0;
    const std::vector<const ast::Member*>* members = nullptr;
  };
  // An element that has one or more lines to itself: a member, or (null) an unparsed part.
  struct Entry {
    const ast::Member* member = nullptr;
    Run run;
  };

  [[nodiscard]] std::vector<Entry> entries(const std::vector<const ast::Member*>& list,
                                           Run run) const;
  [[nodiscard]] bool is_damaged(const ast::Member& member, Span broken) const;
  [[nodiscard]] std::vector<Body> bodies(const ast::Member& member) const;
  [[nodiscard]] Run run_of(Span span) const {
    return {flow_.at_offset(span.begin), flow_.at_offset(span.end)};
  }

  [[nodiscard]] Row row(const Entry& entry, std::size_t indent) const;
  [[nodiscard]] Row field(Run run, std::size_t indent) const;
  [[nodiscard]] Row with_bodies(const ast::Member& member, Run run, const std::vector<Body>& bodies,
                                std::size_t indent) const;
  [[nodiscard]] bool one_line(const Body& body) const;
  [[nodiscard]] std::string flat_body(const Body& body) const;
  [[nodiscard]] std::string flat_member(const ast::Member& member) const;

  std::string_view text_;
  const ast::Ast& ast_;
  const Flow& flow_;
};

}  // namespace svc::syntax
