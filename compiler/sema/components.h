// Components: kinds that a program declares, and their instances. Private to sema/.
#pragma once

#include "sema/items.h"

namespace svc::sema {

struct PendingBlock;

// `component NAME in c: cluster { param …  blocks  output … }`
struct Component {
  const ast::Component* syntax = nullptr;
  const Scope* scope = nullptr;           // of the file that declares it
  DeclaredKind* kind = nullptr;           // its params as fields; made by declare_component()
  std::vector<const ast::Param*> params;  // of each field, the param
};

// `NAME api in main_cluster { … }`: a block of the component's kind and, once it is expanded, the
// blocks that the component's body makes for it.
struct Instance {
  // Filling: its params are evaluated. Opened: so are they, and its body is declared already, since
  // the value of a param needs a part of it.
  enum class State : std::uint8_t { Waiting, Filling, Opened, Expanding, Done };
  const Component* component = nullptr;
  Block* block = nullptr;  // holds the params' values; is not part of the program
  const ast::Member* member = nullptr;
  const Scope* outer = nullptr;       // its place
  Scope* inner = nullptr;             // the names of its body
  Scope* outputs = nullptr;           // its outputs, which are not names inside the body
  const Block* self = nullptr;        // the block that its body labels `self`
  Instance* self_instance = nullptr;  // the same, if that is an instance itself
  std::vector<Item> items;            // what its params are given, while they are evaluated
  State state = State::Waiting;
};

// A component `for task`, used inside a task: evaluates its params and returns the scope for its
// body; null after a report. The members of the body become members of the task. `outer`: the scope
// of the use.
[[nodiscard]] const Scope* open_part(Session& session, const Component& component,
                                     const ast::Block& syntax, const ast::Member& member,
                                     const Scope& outer);

// Makes the kind of a component of its params and its clause.
void declare_component(Session& session, Component& component);

// The component of a kind; null for a kind of the standard library.
[[nodiscard]] const Component* component_of(const Session& session, const KindDecl& kind);

// Pays for an instance in `outer`; returns whether the analysis continues.
[[nodiscard]] bool count_instance(Session& session, const Component& component, const Scope& outer,
                                  Span span);

// Evaluates the instance's params and declares its body, unless that has been done.
void expand(Session& session, Instance& instance);

// Analyses the body of a component without instances, for a recorder. Its params have no values.
void expand_blindly(Session& session, const Component& component);

// The block that a reference to the instance means: its `self`, or the instance itself. Expands it.
[[nodiscard]] const Block* stands_for(Session& session, Instance& instance);

// The places of all instances, for findings of later phases in their bodies.
[[nodiscard]] std::vector<Instantiation> instantiations(const Session& session);

// The instance that a block represents; null if there is none.
[[nodiscard]] Instance* instance_of(const Session& session, const Block* block);

}  // namespace svc::sema
