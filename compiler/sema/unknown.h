// Unknown names and suggestions for them. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Reports a name that is known neither in the scope nor, where a symbol is expected, to its type:
// as a symbol of the type, a name that another file declares, or a similar visible name. Silent
// where the name may be that of a file that could not be read.
void report_unknown_name(Session& session, const Scope& scope, std::string_view spelled, Span span,
                         const Type* expected);

// Reports names and signs that only quotes make a value: `eu-west-1`, `nginx/nginx`. Gives whether
// they are.
bool report_unquoted_text(Session& session, const Scope& scope, const ast::BinaryExpr& expr,
                          Span span);

// Reports a path of another tool (`aws_s3_bucket.pictures.arn`, `var.size`) and a text that only
// quotes make a value (`t3.large`). Gives whether it was one.
bool report_foreign_path(Session& session, const Scope& scope, const ast::MemberExpr& expr,
                         Span span, const Type* expected);

// Advises the function in place of a method of a plain value: `upper("a")` for `"a".upper()`.
void advise_function(const Session& session, Report report, const ast::MemberExpr& method,
                     const ast::CallExpr& call, Span span);

// The kind that a type wants a block of, alone or in a list; empty for other types.
[[nodiscard]] std::string_view kind_wanted(const Type* type);

// Whether a text is one of the values that the type takes; false for null.
[[nodiscard]] bool wants_text(const Type* type);
// Whether the type takes any value: a property of the provider.
[[nodiscard]] bool takes_anything(const Type* type);

// Advises the blocks of a kind that the program has, or to declare one.
void advise_blocks_of(const Session& session, Report report, std::string_view kind);

// How a file of the program imports another one: the path as it is written there.
[[nodiscard]] std::string import_path(const Session& session, SourceId from, SourceId to);

// The members around an unknown one, and the names that are known there.
struct Around {
  const std::vector<const ast::Member*>& members;
  const Scope& scope;
};

// Reports a field or a block that a kind does not have. `title` names the block around it.
void report_unknown_field(Session& session, const KindDecl& kind, std::string_view title,
                          const ast::Field& m, const Around& around);
void report_unknown_block(Session& session, const KindDecl& kind, std::string_view title,
                          const ast::Block& m, const Around& around);

// Completes the report of a kind that there is not; `known` are those that there are.
void advise_kind(const Session& session, Report report, const ast::Block& m,
                 const std::vector<std::string_view>& known);

// A help that says where a member of this name belongs; empty if no kind has one. `block`: it is
// written as a block.
[[nodiscard]] std::string place_of_member(std::string_view name, bool block);

// What to write in place of a field outside of blocks.
[[nodiscard]] std::string advice_on_field_outside(std::string_view name);

// Reports an entry that an object does not have.
void report_unknown_entry(Session& session, const Object& object, std::string_view key,
                          Span key_span);

// Reports a name that an imported file does not declare: `alias.name`. `file` holds the names of
// the file; silent if it could not be read.
void report_unknown_export(Session& session, const Scope& file, ast::Ident name);

// `db.key("password")` for the name in `db["password"]`, `orders.url` for `orders["url"]`; empty if
// the block has no parts of that sort.
[[nodiscard]] std::string part_by_name(const Block& block, std::string_view name);

// The method that gives a part of a block by its name: `key` of a secret; empty if there is none.
[[nodiscard]] std::string_view part_method(const KindDecl& kind);

// Reports an attribute or a method that a block does not have.
void report_unknown_attribute(Session& session, const Block& block, ast::Ident name);

}  // namespace svc::sema
