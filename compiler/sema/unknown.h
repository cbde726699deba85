// Names that stand for nothing, and what may be meant by them. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// Reports a name that is known neither in the scope nor, where a symbol is expected, to its type:
// as a symbol of the type, a name that another file declares, or one that can be seen and is near.
// Silent where the name may be that of a file that could not be read.
void report_unknown_name(Session& session, const Scope& scope, std::string_view spelled, Span span,
                         const Type* expected);

// Reports an entry that an object does not have.
void report_unknown_entry(Session& session, const Object& object, std::string_view key,
                          Span key_span);

// Reports a name that an imported file does not declare: `alias.name`. `file` holds the names of
// the file; silent where it could not be read.
void report_unknown_export(Session& session, const Scope& file, ast::Ident name);

// Reports an attribute or a method that a block does not have.
void report_unknown_attribute(Session& session, const Block& block, ast::Ident name);

}  // namespace svc::sema
