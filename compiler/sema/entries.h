// Entries of maps (`env { … }`), and properties in the words of a target: `NAME = value`, chosen by
// `if`, repeated by `for`. Private to sema/.
#pragma once

#include "sema/items.h"

namespace svc::sema {

struct EntryRules {
  std::string holds;    // the expected content, for messages: "`env` holds entries `NAME = value`"
  bool nested = false;  // whether `Name { … }` is an entry too: a structure of a target
  const FieldDecl* map =
      nullptr;  // the field with these entries, for a recorder; null for properties
};

// Adds the entries among `members` to `entries`: fields, and maps if the rules have structures.
// Conditions are decided, loops unrolled and computed names evaluated. Other members and duplicate
// names are reported.
void read_entries(Session& session, const std::vector<const ast::Member*>& members,
                  const Scope& scope, const EntryRules& rules, std::vector<Item>& entries);

// The name of an entry: `written`, or the value of `computed` (null for a plain name), which must
// be known at compile time. Nothing after a report.
[[nodiscard]] std::optional<ast::Ident> entry_name(Session& session, const Scope& scope,
                                                   const ast::Ident& written,
                                                   const ast::Expr* computed);

// Reports that an entry has the name of one before it.
void report_repeated_entry(Session& session, const ast::Ident& name, Span first);

}  // namespace svc::sema
