// Where the words are a target's own: the properties in `patch` and `raw`. Private to ide/.
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

// The `patch` or `raw` that is the innermost one of a path (declarations.h) and has members of its
// own around the place; null for none.
[[nodiscard]] const ast::Block* target_block(const std::vector<const ast::Member*>& path);
// Its target; nothing if it says none.
[[nodiscard]] std::optional<TargetId> target_of(const ast::Block& block);
// What stands between the quotes of a label, or the word that it is; empty if the label is not
// there or has `${…}`.
[[nodiscard]] std::string_view text_of_label(const ast::Block& block, std::size_t label);

// The names of the structures on the way from the block to a member of the path or, of a member
// that holds one, into its value as far as the offset: the last one is the property at whose name
// or in whose value the place is. An element of a list adds no name.
[[nodiscard]] std::vector<std::string_view> steps_to(const ast::Block& block,
                                                     const std::vector<const ast::Member*>& path,
                                                     std::uint32_t offset);
// What a schema says of the property that these names lead to; null where it says nothing. No
// names: of the resource itself.
[[nodiscard]] const emit::Schema* schema_at(const emit::Schema* resource,
                                            const std::vector<std::string_view>& steps);
// The structure in which further names may stand: of a list of them each element; null if there is
// none.
[[nodiscard]] const emit::Schema* structure_of(const emit::Schema* schema);

// What a property is, for people.
[[nodiscard]] std::string describe_property(const emit::Schema& property);

// The resources that a patch of the graph may mean, which is known by its header.
struct TargetPart {
  std::string part;       // `service`: the second word of a patch
  std::string name;       // the third, where there are several
  std::string_view type;  // `AWS::ECS::Service`
  const emit::Schema* schema = nullptr;
};
[[nodiscard]] std::vector<TargetPart> parts_of(const graph::Graph& graph, const ast::Block& patch);
// Those that any block could have, for a program of which no resources are known.
[[nodiscard]] std::vector<TargetPart> all_parts(TargetId target);
// The one that a patch means: the second and the third word; nothing if there is none.
[[nodiscard]] std::optional<TargetPart> meant_part(std::vector<TargetPart> parts,
                                                   const ast::Block& patch);

}  // namespace svc::ide
