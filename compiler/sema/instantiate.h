// Items → blocks: fields evaluated and checked against the kind's declaration. Private to sema/.
#pragma once

#include "sema/items.h"

namespace svc::sema {

// Fills a block that has its kind, name and span from its items: fields, nested blocks, grants.
// `title` names it in messages.
void fill(Session& session, Block& block, const std::vector<Item>& items, const Title& title);

// The value that an item gives a field or a param: a Field or a Map, evaluated but not converted.
[[nodiscard]] Value item_value(Session& session, const Item& item, const FieldDecl& field);

// Fills the clauses of a top-level block (`in main`, `for task`).
void fill_clauses(Session& session, Block& block, const ast::Block& syntax, const Scope& scope,
                  const Title& title);

// `allow … on …` as a grant; nothing after a report.
[[nodiscard]] std::optional<Grant> make_grant(Session& session, const ast::Allow& allow,
                                              const Scope& scope, Span span);

// The second label of a head without the keyword of its clause, as in `cluster web main {}`, which
// fill_clauses() reports; null for other heads.
[[nodiscard]] const ast::Label* lacks_keyword(const KindDecl& kind, const ast::Block& syntax);

}  // namespace svc::sema
