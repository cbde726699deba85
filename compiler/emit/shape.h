// Values at their places: the properties of one resource, in the form of its mapping and the
// target's schema.
#pragma once

#include "emit/resources.h"

namespace svc::emit {

// Fills `properties` and `initial` of a node's resources (its own and companions) from the node's
// attributes, `depends_on` of its own, and the target's `attributes` of each. Targets shape, check
// and print node by node, so that memory does not grow with the program.
void shape(Resources& resources, graph::NodeId node, Sink& sink);

// Puts a value at the end of a path and creates the steps in between. Structures that already exist
// there are merged member by member.
void put(Object& into, Slice<Step> path, Tree value);
// The same for the member of that name.
void put(Object& into, Word name, const Schema* schema, Tree value);

// The value in the form that the schema wants: 42 as "42", one value as a list of one, a map as a
// list of keys and values, a JSON text as a structure where allowed. A value that does not fit
// stays as it is, for check() to report.
[[nodiscard]] Tree fit(Tree value, const Schema* schema);
// Whether an object of this list has not all members of the schema. Terraform also takes blocks for
// an attribute that is a list of objects, and there a member may be left out:
// https://developer.hashicorp.com/terraform/language/attr-as-blocks
[[nodiscard]] bool lacks_members(const Tree& value, const Schema* schema);

// A map as the list of keys and values that `element` describes: {Key, Value}, {name, value}, with
// PropagateAtLaunch if it has one.
[[nodiscard]] Tree key_value_list(const Object& map, const Schema& element, Span span);

}  // namespace svc::emit
