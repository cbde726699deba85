// The templates of a divided program. A value of another stack is exported there and imported here.
//
// An import locks what it imports: CloudFormation refuses to change or delete the value while a
// stack uses it. Values that a script passes as parameters would let the first stack delete
// something that the next one still uses. docs/guides/stacks.md says what follows from that.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emit/cloudformation/printer.h"
#include "emit/cloudformation/stacks.h"

namespace svc::emit::cloudformation {

// One stack of a divided program, as a template.
class StackTemplate {
 public:
  // `head`: the sections before the resources, of the whole program. Head and stack must outlive
  // it.
  StackTemplate(const Object& head, const Stack& stack, std::unique_ptr<Printer> printer)
      : head_(head), stack_(stack), printer_(std::move(printer)) {}

  [[nodiscard]] const Stack& stack() const { return stack_; }
  // The names of parameters that it reads, lookups among them.
  [[nodiscard]] const std::set<std::string, std::less<>>& parameters() const { return parameters_; }
  [[nodiscard]] std::size_t output_count() const { return output_count_; }
  [[nodiscard]] std::size_t parameter_count() const;
  // The template as text. `first_line` as for Printer::finish. Call it once.
  [[nodiscard]] Printed print(std::string_view first_line);

 private:
  friend class Divided;

  [[nodiscard]] Object head() const;
  void add_output(Member output);

  const Object& head_;
  const Stack& stack_;
  std::unique_ptr<Printer> printer_;
  Object outputs_;
  std::size_t output_count_ = 0;
  std::set<std::string> exports_;  // the outputs that other stacks import
  std::set<std::string, std::less<>> parameters_;
  std::set<std::string, std::less<>> conditions_;
};

// All of them, in the order of deployment.
class Divided {
 public:
  // Writes the resources of every stack. `stacks` and `sink` must outlive it. Reports a reference
  // to a later stack, to which only a patch can lead.
  Divided(Template& whole, const Resources& resources, const Stacks& stacks,
          const EmitOptions& options, Sink& sink);
  Divided(const Divided&) = delete;
  Divided& operator=(const Divided&) = delete;

  [[nodiscard]] std::vector<StackTemplate>& all() { return all_; }

 private:
  void add(Template& whole, const Resources& resources, graph::NodeId node);
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
