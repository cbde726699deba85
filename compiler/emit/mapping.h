// The mapping of each kind of node to each target: templates/<kind>.yaml, checked against the
// schemas and compiled into constants. templates/README.md describes the format and defines the
// names used here.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/targets.h"
#include "emit/schema.h"

namespace svc::emit {

// One step of a path: `A`, `A[]` (the first element of list A), `A[Key=name]` (the element of list
// A with that name as Key).
struct Step {
  enum class Shape : std::uint8_t { Member, Element, Keyed };
  std::string_view name{};
  Shape shape = Shape::Member;
  std::string_view key_name{};     // Keyed: `Key`
  std::string_view key{};          // Keyed: `name`
  const Schema* schema = nullptr;  // of `A` itself; null where the target's schema leaves it open
};

// How a value is written.
enum class As : std::uint8_t { Itself, Json, KeyValueList, TagBlocks, Joined, Words, Quoted };

// The place of a value.
struct Place {
  std::string_view companion{};  // empty: the resource itself
  Slice<Step> path{};            // empty: in the place of the structure that holds it
  const Schema* schema =
      nullptr;  // the schema of that place; null where the target's schema leaves it open
  As as = As::Itself;
  std::string_view yes{};        // As::Words: what is written for true …
  std::string_view no{};         // … and for false
  std::string_view attribute{};  // of a reference: this attribute of the node instead
  bool omit_initial = false;     // not written if the graph marks it `initial`
  std::string_view since{};      // the provider version that it needs; empty: the oldest
};

struct Property {
  std::string_view name{};  // the attribute of the graph
  Place place{};
  bool written = true;      // false: this target does not write it
  bool structured = false;  // the value is a structure, or a list of them; `fields` are its members
  bool given_order =
      false;  // the fields are written in the graph's order, not in that of the template
  Slice<Property> fields{};
};

// A piece of a text of a template: words, or one of the `${…}`.
struct Piece {
  enum class What : std::uint8_t {
    Words,      // unchanged
    Self,       // an attribute of this resource (empty: the value of a reference to it)
    Companion,  // an attribute of a companion
    Pseudo,     // `AWS::Region` …: a value that the target itself knows
    Item,       // the element of an `each` companion
    Attribute,  // the value of an attribute of the graph's node
  };
  What what = What::Words;
  std::string_view text{};  // words, the attribute's name, or the pseudo's
  std::string_view companion{};
  bool every = false;  // all of it, as a list: of the companions that are made for each element, of
                       // an attribute that is a list
};

// A text with references in it. If `expression` is set, the pieces form one expression of the
// target's language.
struct Pattern {
  bool expression = false;
  Slice<Piece> pieces{};
};

// A constant that is always written.
struct Constant {
  enum class Type : std::uint8_t { Text, Integer, Boolean };
  Place place{};
  Type type = Type::Text;
  std::int64_t number = 0;  // Integer, or Boolean
  Pattern text{};
  bool list = false;  // `[text]`: a list of one
};

// A value of a resource attribute that is not a property: `AutoScalingInstanceRefresh.Strategy`,
// `Rolling`. Digits are a number.
struct Setting {
  std::string_view path{};
  std::string_view text{};
};

// The name of an attribute in the target. The first pattern with all its companions written
// applies.
struct Attribute {
  std::string_view name{};
  Slice<Pattern> patterns{};
};

// A further resource that a target needs for the same node.
struct Companion {
  std::string_view name{};
  std::string_view type{};
  const Schema* schema = nullptr;
  Slice<std::string_view> when{};  // written if the node has one of these attributes; empty: always
  std::string_view each{};         // one for each element of this list attribute; empty: one
  Slice<Constant> values{};
};

// One kind in one target.
struct Side {
  std::string_view type{};  // `AWS::SQS::Queue`, `aws_sqs_queue`; of a lookup in CloudFormation the
                            // type of its parameter
  bool written = false;     // false: this target has nothing for the kind
  bool elsewhere = false;   // … because another resource's property says it there
  std::string_view by_hand{};  // … because it has nothing like it: people must do this instead
  const Schema* schema = nullptr;  // an object; null for a parameter
  Slice<Attribute> attributes{};
  Slice<Property> properties{};  // in the order of the template file
  Slice<Constant> values{};
  Slice<Companion> companions{};
  Slice<Setting> update_policy{};  // of CloudFormation: the resource's UpdatePolicy
  std::string_view since{};        // the provider version that the whole resource needs
  std::string_view description{};  // of a lookup's parameter, or of the work that is done by hand
  bool create_before_destroy = false;
};

struct Mapping {
  std::string_view kind{};     // `sqs_queue`
  std::string_view suffix{};   // `Queue`
  std::string_view concern{};  // `messaging`
  bool lookup = false;         // exists already
  bool holds_data = false;     // neither target deletes it unless people insist
  std::string_view beside{};   // the attribute that refers to the node after which it is written;
                               // empty: it is written in the order of the graph
  std::string_view stack{};    // the stack of a divided program (emit/cloudformation/stacks.h) that
                               // holds it, `data`; empty: the stack of its block, or `shared`
  PerTarget<Side> sides{};
};

// The mapping of a kind, or null.
[[nodiscard]] const Mapping* find_mapping(std::string_view kind);
// All of them, by kind.
[[nodiscard]] Slice<Mapping> mappings();
// The schema of a target's resource type in use (Terraform's data sources as `data.<type>`), or
// null; for raw properties and patches.
[[nodiscard]] const Schema* find_schema(TargetId target, std::string_view type);

[[nodiscard]] const Attribute* find_attribute(const Side& side, std::string_view name);
[[nodiscard]] const Property* find_property(Slice<Property> properties, std::string_view name);

// The tables themselves; compiler/generate/ writes them (sorted by kind and by type).
namespace tables {
extern const Slice<Mapping> kMappings;
extern const PerTarget<Slice<Schema>> kSchemas;
}  // namespace tables

}  // namespace svc::emit
