// The CloudFormation template as a tree, and its two ways to text.
#pragma once

#include <string>

#include "emit/cloudformation/names.h"
#include "source/source_file.h"

namespace svc::emit::cloudformation {

// The whole template: Description, Metadata, Parameters, Resources, Outputs. Encodings are already functions (`Fn::Base64`) or texts.
[[nodiscard]] Object build_template(const Resources& resources, const Names& names, const Sources& sources);

// The short form of YAML: `!Ref`, `!GetAtt`, `!Sub`.
[[nodiscard]] std::string print_yaml(const Object& document);
// The long form of JSON: `Ref`, `Fn::GetAtt`, `Fn::Sub`.
[[nodiscard]] std::string print_json(const Object& document);

// A text with references for Fn::Sub: `${Name}`, `${Name.Attribute}`, `${!literal}`. What Fn::Sub cannot name (a zone, a list) becomes a variable of it.
struct Substitution {
  Tree text;         // without references
  Object variables;  // usually none
};
[[nodiscard]] Substitution substitution(const Concat& concat);

}  // namespace svc::emit::cloudformation
