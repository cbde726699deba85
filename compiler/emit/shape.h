// Values at their places: the properties of one resource, as its mapping and the target's schema
// want them.
#pragma once

#include "emit/resources.h"

namespace svc::emit {

// Fills `properties` and `initial` of a node's resources (its own and its companions) from the
// node's attributes, and `depends_on` of its own. Targets shape, check and print node by node: what
// a node has become is then gone before the next one, and memory does not grow with the program.
void shape(Resources& resources, graph::NodeId node, Sink& sink);

// Puts a value at the end of a path, making what the path goes through. What stands there already
// is joined: structures member by member.
void put(Object& into, Slice<Step> path, Tree value);

// The value as the schema wants it: 42 as "42", one as a list of one, a map as a list of keys and
// values, a JSON text as a structure where one may stand. What does not fit stays as it is, for
// check() to report.
[[nodiscard]] Tree fit(Tree value, const Schema* schema);

// A map as the list of keys and values that `element` describes: {Key, Value}, {name, value}, with
// PropagateAtLaunch where there is one.
[[nodiscard]] Tree key_value_list(const Object& map, const Schema& element, Span span);

}  // namespace svc::emit
