// Labels of nested blocks. Private to sema/.
#pragma once

#include "sema/items.h"

namespace svc::sema {

// The declaration that the head of a nested block means: its name is one of the kind's blocks, its
// fixed words fit (`capacity ec2`) and the number of its labels is right. Null after a report.
[[nodiscard]] const BlockDecl* match_head(Session& session, const Scope& scope,
                                          const ast::Block& block, const KindDecl& kind);

// The labels of such a block with resolved references; nothing after a report.
[[nodiscard]] std::optional<std::vector<LabelValue>> read_labels(Session& session,
                                                                 const Scope& scope,
                                                                 const ast::Block& block,
                                                                 const BlockDecl& decl);

// The name that a block without a label has as a field: `queue { name = "jobs" }`; empty if none.
[[nodiscard]] std::string name_in_block(const Session& session, const ast::Block& block);

// Completes the report of such a block: its name follows its kind.
void advise_name_of_block(const Session& session, Report report, const ast::Block& block,
                          const KindDecl& kind);

// Reports the clauses of a block inside another one, where none belongs.
void report_clause_inside(Session& session, const ast::Block& block);

// Advises a field in place of label `at` of a block with several: `type = txt` in `record txt mail
// {}`. Gives whether the label is a symbol of a field.
bool advise_symbol_label(const Session& session, Report report, const ast::Block& block,
                         std::size_t at, const KindDecl& kind);

}  // namespace svc::sema
