// `raw cloudformation "AWS::SNS::Topic" alerts { TopicName = "x" }`: a resource in the words of one
// target. `raw both alerts { cloudformation "…" { … } terraform "…" { … } }`: one in the words of
// each.
//
// The provider defines the properties: emit/ checks them, and the attributes that are read, against
// the provider's schema.
#pragma once

#include <string>
#include <string_view>

#include "base/targets.h"
#include "sema/scope.h"

namespace svc::sema {

struct PendingBlock;

[[nodiscard]] inline bool is_raw(const KindDecl& kind) {
  return kind.name == "raw";
}

// The word in the place of a target: one resource in the terms of each.
inline constexpr std::string_view kBothTargets = "both";

// The label that names a top-level block: for `raw` the third (the second of `raw both NAME`), else
// the first; null if there is none.
[[nodiscard]] const ast::Label* name_label(const ast::Block& block);

// The text of a label in quotes without `${`; null for others.
[[nodiscard]] const std::string* plain_text(const ast::Label& label);

// Whether the head of a `raw` is valid: a target, a type in quotes, a name. Reports any mistake.
[[nodiscard]] bool raw_head_fits(Session& session, const ast::Block& block);

// The property of a raw resource that names the blocks to create before it: `DependsOn`,
// `depends_on`.
[[nodiscard]] std::string_view order_property(TargetId target);

// Reads the properties of a `raw` block, with the environment's overlay, into one patch for each
// target (its part is the type).
void fill_raw(Session& session, const PendingBlock& pending);

}  // namespace svc::sema
