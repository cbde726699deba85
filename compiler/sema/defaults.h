// Blocks with the declared default of every field, and the limits of fields.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sema/program.h"

namespace svc::sema {

// Gives each declared field its default, or nothing. `span` is that of the defaults.
void set_defaults(Block& block, Span span);

// The nested blocks of a kind in their default form, for programs that leave them out; made once
// for each kind.
[[nodiscard]] const std::vector<const Block*>* left_out_of(Program& program, const KindDecl& kind);

// A new block of the program, with defaults only, at this place of the text.
Block& add_default_block(Program& program, const KindDecl& kind, Span span);

// `from 5s to 5min`: the limits of a field, if the value is outside of them.
[[nodiscard]] std::optional<std::string> limits_exceeded(const Value& value,
                                                         const FieldDecl& field);

}  // namespace svc::sema
