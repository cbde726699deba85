// Documentation of the prelude as Markdown, from explain/; for hover and completion.
#pragma once

#include <string>
#include <string_view>

#include "ide/declarations.h"
#include "ide/live_program.h"
#include "sema/kinds.h"
#include "sema/recorder.h"

namespace svc::ide {

// A piece of the language in a fenced block.
[[nodiscard]] std::string code(std::string_view text);

[[nodiscard]] std::string describe_kind(const sema::KindDecl& kind, bool existing);
[[nodiscard]] std::string describe_field(const sema::FieldDecl& field);
[[nodiscard]] std::string describe_block(const sema::BlockDecl& block);
[[nodiscard]] std::string describe_attribute(const sema::KindDecl& kind,
                                             const sema::AttributeDecl& attribute);
[[nodiscard]] std::string describe_method(const sema::MethodDecl& method);
[[nodiscard]] std::string describe_verb(const sema::KindDecl& kind, const sema::VerbDecl& verb);
[[nodiscard]] std::string describe_function(std::string_view name);
// A declaration of the program: its head as written, and its documentation.
[[nodiscard]] std::string describe_declaration(const LiveProgram& program,
                                               const Declaration& declared);
// Anything that a name can mean.
[[nodiscard]] std::string describe_meaning(const LiveProgram& program,
                                           const sema::Meaning& meaning);

}  // namespace svc::ide
