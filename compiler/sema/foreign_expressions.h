// Expressions of other languages, found when their values are known. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Reports a member that a value does not have: `names.length`, `ports.first`.
void report_foreign_member(Session& session, const ast::MemberExpr& e, const Value& object,
                           Span span);

// Reports a part of a block in brackets: `db["password"]`, `images("web")`, `images.tag["web"]`.
// `span` is the whole expression. Gives whether it was one.
[[nodiscard]] bool report_part_in_brackets(Session& session, const Scope& scope,
                                           const ast::Expr& of, const ast::Expr& name, Span span);

// Reports a list of words that mean nothing, `[mail, print]`, as texts without quotes. Gives
// whether it was one. `element`: what the items have to be; null if that is open.
[[nodiscard]] bool report_unquoted_items(Session& session, const Scope& scope,
                                         const ast::ListExpr& e, const Type* element);

// Reports a class of the CDK, `ec2.InstanceType.of(…)`, once, and not its arguments. `span` is the
// whole call. Gives whether it was one.
[[nodiscard]] bool report_foreign_class(Session& session, const Scope& scope,
                                        const ast::CallExpr& call, Span span);

// Reports a function of CloudFormation as an object, `{ Ref = "jobs" }`. Where any value is taken,
// in the words of the target, it is what it says. Gives whether it was one.
[[nodiscard]] bool report_function_object(Session& session, const ast::ObjectExpr& e, Span span,
                                          const Type* expected);

// Reports an address range with host bits, and an index of the wrong type.
void report_host_bits(Session& session, std::string_view text, Span span);
void report_index(Session& session, const ast::Expr& index, const Value& object, const Value& at);

}  // namespace svc::sema
