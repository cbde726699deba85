// The templates of a divided program. A value of another stack is exported there and imported here.
//
// An import locks what it imports: CloudFormation refuses to change or delete the value while a
// stack uses it. Values that a script passes as parameters would let the first stack delete
// something that the next one still uses. docs/guides/stacks.md says what follows from that.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emit/cloudformation/stacks.h"
#include "emit/cloudformation/template.h"

namespace svc::emit::cloudformation {

// One stack of a divided program, as a template.
class StackTemplate final : public Sections {
 public:
  // `head`: the sections before the resources, of the whole program. All must outlive it.
  StackTemplate(const Template& whole, const Object& head, const Stack& stack)
      : whole_(whole), head_(head), stack_(stack) {}

  [[nodiscard]] Object head() const override;
  [[nodiscard]] std::vector<graph::NodeId> order() const override { return order_; }
  [[nodiscard]] std::vector<Member> resources_of(graph::NodeId node) override;
  [[nodiscard]] std::string comment(graph::NodeId node) const override {
    return whole_.comment(node);
  }
  [[nodiscard]] Object metadata(graph::NodeId node) const override { return whole_.metadata(node); }
  [[nodiscard]] Object outputs() const override { return outputs_; }

  [[nodiscard]] const Stack& stack() const { return stack_; }
  // The names of parameters that it reads, lookups among them.
  [[nodiscard]] const std::set<std::string>& parameters() const { return parameters_; }
  [[nodiscard]] std::size_t output_count() const { return outputs_.members.size(); }
  [[nodiscard]] std::size_t parameter_count() const;

 private:
  friend class Divided;

  const Template& whole_;
  const Object& head_;
  const Stack& stack_;
  std::vector<graph::NodeId> order_;
  std::map<std::uint32_t, std::vector<Member>> resources_;  // by node
  Object outputs_;
  std::set<std::string> exports_;  // the outputs that other stacks import
  std::set<std::string> parameters_;
  std::set<std::string> conditions_;
};

// All of them, in the order of deployment.
class Divided {
 public:
  // All must outlive it. Reports a reference to a later stack, to which only a patch can lead.
  Divided(Template& whole, const Resources& resources, const Stacks& stacks, Sink& sink);
  Divided(const Divided&) = delete;
  Divided& operator=(const Divided&) = delete;

  [[nodiscard]] std::vector<StackTemplate>& all() { return all_; }

 private:
  void add(const Resources& resources, const graph::NodeId node, std::vector<Member> members);
  void add_output(Member output);
  void rewrite(Tree& tree, std::size_t at, Span where);
  void rewrite(Reference& reference, std::size_t at, Span where);
  void keep_own(Tree& resource, std::size_t at) const;
  [[nodiscard]] std::string exported(const Reference& reference, std::size_t from);
  void last_stack(const Tree& tree, std::size_t& last) const;

  const Stacks& stacks_;
  Sink& sink_;
  Object head_;
  std::vector<StackTemplate> all_;
  std::unordered_map<std::string, std::size_t> stack_of_;  // by logical id
};

}  // namespace svc::emit::cloudformation
