// A target's own words: the properties in `patch` and `raw`. Private to ide/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/targets.h"
#include "emit/schema.h"
#include "graph/graph.h"
#include "syntax/ast.h"

namespace svc::ide {

// The innermost `patch` or `raw` of a path (declarations.h) that has members around the place; null
// if there is none.
[[nodiscard]] const ast::Block* target_block(const std::vector<const ast::Member*>& path);
// Its target; nothing if it says none.
[[nodiscard]] std::optional<TargetId> target_of(const ast::Block& block);
// The text of a quoted label, or the word itself; empty if the label is missing or contains `${…}`.
[[nodiscard]] std::string_view text_of_label(const ast::Block& block, std::size_t label);

// The names of the structures from the block to a member of the path and, inside a member's value,
// to the offset: the last one is the property with its name or value at the place. List elements
// add no name.
[[nodiscard]] std::vector<std::string_view> steps_to(const ast::Block& block,
                                                     const std::vector<const ast::Member*>& path,
                                                     std::uint32_t offset);
// The schema of the property with these names; null if it is unknown. Without names: of the
// resource itself.
[[nodiscard]] const emit::Schema* schema_at(const emit::Schema* resource,
                                            const std::vector<std::string_view>& steps);
// The structure that can contain further names: for a list, its elements; null if there is none.
[[nodiscard]] const emit::Schema* structure_of(const emit::Schema* schema);

// A description of a property for display.
[[nodiscard]] std::string describe_property(const emit::Schema& property);

// The resources that a patch of the graph may mean. The patch is found by its header.
struct TargetPart {
  std::string part;       // `service`: the second word of a patch
  std::string name;       // the third, if there are several
  std::string_view type;  // `AWS::ECS::Service`
  const emit::Schema* schema = nullptr;
};
[[nodiscard]] std::vector<TargetPart> parts_of(const graph::Graph& graph, const ast::Block& patch);
// The resources that any block can have, for a program without known resources.
[[nodiscard]] std::vector<TargetPart> all_parts(TargetId target);
// The resource that a patch selects: the second and third words; nothing if there is none.
[[nodiscard]] std::optional<TargetPart> meant_part(std::vector<TargetPart> parts,
                                                   const ast::Block& patch);

}  // namespace svc::ide
