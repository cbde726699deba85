// `patch TARGET PART { … }`: properties of a resource in the words of one target. Private to sema/.
#pragma once

#include "sema/items.h"

namespace svc::sema {

// Reads a patch: its labels, and its members as entries. Nothing after a report. The target
// validates the properties when it writes them.
[[nodiscard]] std::optional<Item> patch_item(Session& session, const ast::Block& block,
                                             const ast::Member& member, const Scope& scope);

// The target that a label names; reports any other label. `form`: the right form, for the message.
[[nodiscard]] std::optional<TargetId> target_named(Session& session, const ast::Label& label,
                                                   std::string_view form);

// Evaluates properties that read_entries() has read: an Object.
[[nodiscard]] Value properties_value(Session& session, const std::vector<Item>& entries, Span span);

// Takes the entries `Property = null` out of `entries`, to any depth. Gives what they remove.
[[nodiscard]] std::vector<RemovedProperty> take_removed(std::vector<Item>& entries);

// Evaluates what patch_item() read.
[[nodiscard]] Patch make_patch(Session& session, const Item& item);

}  // namespace svc::sema
