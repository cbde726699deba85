// The two ways of a template to text: YAML and JSON.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emit/cloudformation/template.h"
#include "emit/target.h"

namespace svc::emit::cloudformation {

// Writes a template node by node, so that of a large program only one node is in memory as a tree.
// YAML has the short form of functions (`!Ref`, `!GetAtt`, `!Sub`), JSON the long one (`Ref`,
// `Fn::GetAtt`, `Fn::Sub`) and keeps its trees until the end.
class Printer {
 public:
  virtual ~Printer() = default;
  // Writes the resources of a node behind those before them. `whole` says where they come from.
  virtual void add(const Template& whole, graph::NodeId node, std::vector<Member> resources) = 0;
  // The document: the sections before the resources, the resources, the outputs. `first_line`: a
  // comment of YAML, with its line end; may be empty. Call it once.
  [[nodiscard]] virtual Printed finish(std::string_view first_line, Object head,
                                       Object outputs) = 0;
};
// Whether the printer records the place of each line.
[[nodiscard]] inline Text::Notes notes_of(const EmitOptions& options) {
  return options.lines ? Text::Notes::Places : Text::Notes::None;
}
[[nodiscard]] std::unique_ptr<Printer> make_printer(EmitOptions::Format format, Text::Notes notes);

// Sections as text, one behind the other.
[[nodiscard]] std::string print_yaml(const Object& sections);
[[nodiscard]] std::string print_json(const Object& document);

// A text with references for Fn::Sub: `${Name}`, `${Name.Attribute}`, `${!literal}`. A value that
// Fn::Sub cannot name (a zone, a list) becomes one of its variables.
struct Substitution {
  Tree text;         // without references
  Object variables;  // usually none
};
[[nodiscard]] Substitution substitution(const Concat& concat);

}  // namespace svc::emit::cloudformation
