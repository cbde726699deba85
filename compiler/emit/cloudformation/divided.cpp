#include "emit/cloudformation/divided.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "diagnostics/codes/targets.h"

namespace svc::emit::cloudformation {
namespace {

// Keeps the members that are wanted, and leaves out the section if there are none.
void keep_only(Object& document, std::string_view section,
               const std::set<std::string, std::less<>>& wanted) {
  const auto found = std::find_if(document.members.begin(), document.members.end(),
                                  [&](const Member& member) { return member.name == section; });
  if (found == document.members.end()) return;
  auto& members = found->value.get<Object>()->members;
  std::erase_if(members, [&](const Member& member) { return !wanted.contains(member.name); });
  if (members.empty()) document.members.erase(found);
}

// The attribute with letters and digits only.
std::string attribute_word(const Reference& reference) {
  std::string word;
  for (const char c : reference.attribute) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) word += c;
  }
  if (reference.subnet) word += fmt::format("Subnet{}", *reference.subnet);
  return word;
}

// `ApiSecurityGroup`, `GroupId` -> `ApiSecurityGroupExportGroupId`. The word in between keeps these
// outputs apart from those of the program, and from each other.
std::string output_name(const Reference& reference) {
  return reference.subject + "Export" + attribute_word(reference);
}

// A list is exported as one text.
Tree exported_value(Reference reference) {
  if (reference.type != Reference::Type::List) return reference;
  reference.type = Reference::Type::Joined;
  reference.separator = ",";
  return reference;
}

}  // namespace

Object StackTemplate::head() const {
  Object document = head_;
  keep_only(document, "Parameters", parameters_);
  keep_only(document, "Conditions", conditions_);
  Object& svcc = *document.at("Metadata").value.get<Object>()->at("svcc").value.get<Object>();
  svcc.at("stack").value = stack_.part;
  return document;
}

std::size_t StackTemplate::parameter_count() const {
  const Member* section = head_.find("Parameters");
  if (section == nullptr) return 0;
  const auto& all = section->value.get<Object>()->members;
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const Member& one) { return parameters_.contains(one.name); }));
}

void StackTemplate::add_output(Member output) {
  outputs_.members.push_back(std::move(output));
  ++output_count_;
}

Printed StackTemplate::print(std::string_view first_line) {
  Printed printed = printer_->finish(first_line, head(), std::move(outputs_));
  printer_.reset();
  return printed;
}

Divided::Divided(Template& whole, const Resources& resources, const Stacks& stacks,
                 const EmitOptions& options, Sink& sink)
    : stacks_(stacks), sink_(sink), head_(whole.head()) {
  all_.reserve(stacks.all.size());
  for (const Stack& stack : stacks.all)
    all_.emplace_back(head_, stack, make_printer(options.format, notes_of(options)));
  for (const Resource& resource : resources.all()) {
    const std::size_t stack = stacks.of_node[resource.node.index];
    const bool looked_up = resource.mapping->lookup && resource.companion == nullptr;
    if (stack != Stacks::kNone && !looked_up) stack_of_.emplace(resource.name, stack);
  }
  for (const graph::NodeId node : whole.order()) add(whole, resources, node);
  for (Member& output : whole.outputs().members) add_output(std::move(output));
}

void Divided::add(Template& whole, const Resources& resources, graph::NodeId node) {
  std::vector<Member> members = whole.resources_of(node);
  if (members.empty()) return;
  const std::size_t at = stacks_.of_node[node.index];
  for (Member& member : members) {
    keep_own(member.value, at);
    rewrite(member.value, at, resources.graph().nodes[node].span);
  }
  all_[at].printer_->add(whole, node, std::move(members));
}

// An output belongs to the last stack that it refers to.
void Divided::add_output(Member output) {
  std::size_t at = 0;
  last_stack(output.value, at);
  rewrite(output.value, at, output.value.span);
  all_[at].add_output(std::move(output));
}

void Divided::last_stack(const Tree& tree, std::size_t& last) const {
  if (const auto* reference = tree.get<Reference>()) {
    const auto found = stack_of_.find(reference->subject);
    if (found != stack_of_.end()) last = std::max(last, found->second);
  } else if (const auto* concat = tree.get<Concat>()) {
    for (const Tree& part : concat->parts) last_stack(part, last);
  } else if (const auto* list = tree.get<List>()) {
    for (const Tree& item : list->items) last_stack(item, last);
  } else if (const auto* object = tree.get<Object>()) {
    for (const Member& member : object->members) last_stack(member.value, last);
  } else if (const auto* choice = tree.get<Choice>()) {
    for (const Tree& one : choice->of) last_stack(one, last);
  }
}

// Stacks are deployed one after the other, so DependsOn is about resources of the same stack.
void Divided::keep_own(Tree& resource, std::size_t at) const {
  auto& members = resource.get<Object>()->members;
  const auto found = std::find_if(members.begin(), members.end(),
                                  [](const Member& member) { return member.name == "DependsOn"; });
  if (found == members.end()) return;
  const auto elsewhere = [&](const Tree& name) {
    const auto known = stack_of_.find(*name.get<std::string>());
    return known != stack_of_.end() && known->second != at;
  };
  if (auto* several = found->value.get<List>()) {
    std::erase_if(several->items, elsewhere);
    if (several->items.size() == 1) {
      Tree only = std::move(several->items.front());
      found->value = std::move(only);
    } else if (several->items.empty()) {
      members.erase(found);
    }
  } else if (elsewhere(found->value)) {
    members.erase(found);
  }
}

void Divided::rewrite(Tree& tree, std::size_t at, Span where) {
  if (tree.span.valid()) where = tree.span;
  if (auto* reference = tree.get<Reference>()) {
    rewrite(*reference, at, where);
  } else if (auto* concat = tree.get<Concat>()) {
    for (Tree& part : concat->parts) rewrite(part, at, where);
  } else if (auto* list = tree.get<List>()) {
    for (Tree& item : list->items) rewrite(item, at, where);
  } else if (auto* object = tree.get<Object>()) {
    for (Member& member : object->members) rewrite(member.value, at, where);
  } else if (auto* choice = tree.get<Choice>()) {
    all_[at].parameters_.insert(choice->flag.subject);
    all_[at].conditions_.insert(condition_name(choice->flag));
    for (Tree& one : choice->of) rewrite(one, at, where);
  }
}

void Divided::rewrite(Reference& reference, std::size_t at, Span where) {
  const auto found = stack_of_.find(reference.subject);
  if (found == stack_of_.end()) {
    all_[at].parameters_.insert(reference.subject);  // or what CloudFormation itself knows
    return;
  }
  if (found->second == at) return;
  if (found->second > at)
    sink_.report<diag::StacksInCircle>(where, stacks_.all[at].part, stacks_.all[found->second].part)
        .help(
            "put the blocks of both into one stack in svc.yaml: `layout: { stacks: { NAME: [BLOCK, "
            "BLOCK] } }`");
  Reference import;
  import.attribute = reference.subject + attribute_word(reference);
  import.subject = exported(reference, found->second);
  import.type = reference.type;
  import.separator = reference.separator;
  import.imported = true;
  reference = std::move(import);
}

// Gives the name of the export.
std::string Divided::exported(const Reference& reference, std::size_t from) {
  StackTemplate& stack = all_[from];
  const std::string word = attribute_word(reference);
  std::string name = stack.stack_.name + "-" + reference.subject + (word.empty() ? "" : "-" + word);
  if (!stack.exports_.insert(name).second) return name;
  Object output;
  output.at("Value").value = exported_value(reference);
  Object names;
  names.at("Name").value = name;
  output.at("Export").value = std::move(names);
  stack.add_output({output_name(reference), Tree(std::move(output)), false});
  return name;
}

}  // namespace svc::emit::cloudformation
