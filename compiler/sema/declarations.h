// The top level of the files: their declarations, before any is evaluated. Private to sema/.
#pragma once

#include <unordered_map>

#include "sema/components.h"
#include "sema/scope.h"

namespace svc::sema {

// A block that has its name and kind, and waits to be filled.
struct PendingBlock {
  Block* block = nullptr;
  const ast::Member* member = nullptr;
  const Scope* scope = nullptr;
  // Where its members are kept while they are evaluated; null: nowhere.
  std::vector<Item>* items = nullptr;
};

struct PendingParameter {
  Parameter* parameter = nullptr;
  const ast::Param* syntax = nullptr;
  const Scope* scope = nullptr;
};

// The members of the environment by what they are about.
struct EnvironmentMembers {
  std::unordered_map<std::string_view, const ast::Field*> fields;  // the first of each name
  // Blocks by their label, and those with a label that has to be evaluated: positions among the
  // members.
  std::unordered_map<std::string_view, std::vector<std::size_t>> blocks;
  std::vector<std::size_t> computed;
};

// Grows while components are instantiated: members of their bodies are declared like members of a
// file.
struct Declarations {
  std::optional<PendingBlock> app;
  std::optional<EnvironmentMembers> changes;  // members_by_name()
  std::deque<PendingBlock> blocks;            // in the order of the files, then of the instances
  std::map<const Block*, const PendingBlock*> waiting;  // the blocks that are not evaluated yet
  std::vector<PendingParameter> parameters;
  std::map<std::string_view, Span> parameter_names;  // of those, with their places
  struct PendingOutput {
    const ast::Output* output;
    const ast::Member* member;
    const Scope* scope;
  };
  std::vector<PendingOutput> outputs;
  struct PendingAssert {
    const ast::Assert* assertion;
    const Scope* scope;
  };
  std::deque<PendingAssert> asserts;
  std::deque<Component> components;
  std::deque<Instance> instances;
  std::map<const KindDecl*, const Component*> component_of;
  std::map<const Block*, Instance*> instance_of;  // by their blocks
  std::multimap<std::string, std::string_view>
      removed;  // the names that the environment removes, each with its kind
  // The diagnostics that were found when a block was filled (null: a `let` was evaluated, which
  // happens once), by their numbers. What was done within another comes first.
  struct Reported {
    const Block* block;
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Reported> reported;
  std::set<const Block*> parts_named;  // the blocks whose nested blocks are named somewhere
  bool reads_program = false;          // file("…") reads a text of the program itself
  std::multimap<std::string_view, const Block*>
      by_name;  // blocks and instances of the whole program; an instance and its `self` share a
                // name
};

// Gives every declaration of the files its name and checks what the names alone show: duplicates,
// unknown kinds, misplaced declarations.
void declare_all(Session& session);

// The same for the members of a component's body; their names go into the instance's scope.
void declare_body(Session& session, Instance& instance,
                  const std::vector<const ast::Member*>& members);

// Declares members that are analysed only for a recorder.
void declare_unvisited(Session& session, const Unvisited& unvisited);

// The members of the environment by name; empty if there is no environment.
[[nodiscard]] const EnvironmentMembers& members_by_name(Session& session);

// The environment's block that removes a block of the program; null if there is none.
[[nodiscard]] const ast::Block* removal_of(Session& session, const Block& block);

// Reports members of the environment that name neither one of its fields, nor a param, nor a block
// of the program.
void check_environment(Session& session);

// Evaluates the defaults of the params, the environment's values first.
void fill_parameters(Session& session);

// Evaluates a pending block, with the environment's overlay.
void fill_block(Session& session, const PendingBlock& pending);

// Evaluates a block of the program early, because its content is named here; no effect if it is
// already evaluated.
void fill_early(Session& session, const Block& block);
// The same where one of its nested blocks is named.
void fill_for_parts(Session& session, const Block& block);

}  // namespace svc::sema
