// What an object or a value means where another form is wanted: `retries = 3` of `dead_letter = {
// max_receive_count = 3 }`, `health { port = 8080 }` of `health = 8080`. Private to sema/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sema/items.h"
#include "sema/unknown.h"

namespace svc::sema {

// One field that an entry means, as it is written here: `retries = 3`.
struct MeantField {
  std::string text;      // with `…` for a value that does not fit or is long
  bool certain = false;  // the value fits
};

// The fields of the kind that entries of an object, or members of a block, mean by their names;
// entries such as `enabled = true` mean nothing next to others. Empty if an entry means no field.
[[nodiscard]] std::vector<MeantField> meant_by_entries(Session& session, const KindDecl& kind,
                                                       const std::vector<ast::Field>& entries,
                                                       const Scope& scope);

// The entries of an object, and the fields of a block that has nothing else; else empty.
[[nodiscard]] std::vector<ast::Field> entries_of(const ast::Expr& value);
[[nodiscard]] std::vector<ast::Field> entries_of(const std::vector<const ast::Member*>& members);

// The value of the only entry, or of the only one next to a flag; null if there are more.
[[nodiscard]] const ast::Field* only_value(const std::vector<ast::Field>& entries);

// The field that a block means with its only value: `versions = true` of `VersioningConfiguration {
// Status = "Enabled" }`. `named`: the field that its name means; null if it means none.
[[nodiscard]] MeantField meant_by_block(Session& session, const KindDecl& kind,
                                        const FieldDecl* named, const ast::Block& m,
                                        const Scope& scope);

// The edits that give the members of a block the names and values that they have in the block that
// its own name means: `subnets data { access = … }` of `subnet data { type = … }`.
[[nodiscard]] std::vector<Edit> edits_inside(Session& session, const KindDecl& kind,
                                             const ast::Block& m, const Scope& scope);

// `name = "reports"` of the ARN of what exists, in a kind that has a name and no ARN; else empty.
[[nodiscard]] std::string name_in_arn(const Session& session, const KindDecl& kind,
                                      const ast::Field& m);

// `scale cpu { min = 2, max = 10 }`: the same advice on several members is given once. Marks the
// others as reported.
void mark_same_advice(Session& session, const KindDecl& kind, const ast::Field& m,
                      const Around& around);

// The field of the kind that a name means: its own in another spelling, or another tool's word.
// Null if it means none.
[[nodiscard]] const FieldDecl* field_by_name(const KindDecl& kind, std::string_view name);

// `driver = awslogs` of the value "awslogs": the only field of a block that takes the value. Empty
// if no field or more than one does.
[[nodiscard]] std::string field_that_takes(Session& session, const KindDecl& kind,
                                           const ast::Expr& value, const Scope& scope);

// Completes the report of a value of the wrong type, reported since `mark`, that the member gave.
void complete_mismatch(Session& session, const Block& block, const Item& item, std::size_t mark);

}  // namespace svc::sema
