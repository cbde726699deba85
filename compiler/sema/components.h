// Components: kinds that a program declares, and their instances. Private to sema/.
#pragma once

#include "sema/scope.h"

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
  enum class State : std::uint8_t { Waiting, Expanding, Done };
  const Component* component = nullptr;
  Block* block = nullptr;  // holds the params' values; is not part of the program
  const ast::Member* member = nullptr;
  const Scope* outer = nullptr;       // where it stands
  Scope* inner = nullptr;             // the names of its body
  Scope* outputs = nullptr;           // its outputs, which are no names inside the body
  const Block* self = nullptr;        // the block that its body labels `self`
  Instance* self_instance = nullptr;  // the same, if that is an instance itself
  State state = State::Waiting;
};

// A component `for task`, written inside a task: evaluates its params and gives the scope in which
// its body, whose members are members of the task, is read; null after a report. `outer` is where
// it stands.
[[nodiscard]] const Scope* open_part(Session& session, const Component& component,
                                     const ast::Block& syntax, const ast::Member& member,
                                     const Scope& outer);

// Makes the kind of a component of its params and its clause.
void declare_component(Session& session, Component& component);

// The component that a kind stands for; null for a kind of the standard library.
[[nodiscard]] const Component* component_of(const Session& session, const KindDecl& kind);

// Pays for an instance in `outer`; gives whether the analysis goes on.
[[nodiscard]] bool count_instance(Session& session, const Component& component, const Scope& outer,
                                  Span span);

// Evaluates the instance's params and declares what its body makes of them, if that has not been
// done yet.
void expand(Session& session, Instance& instance);

// Looks into the body of a component of which nothing is made, for a recorder: its params have no
// values.
void expand_blindly(Session& session, const Component& component);

// The block that the instance stands for where a reference is wanted: its `self`, or the instance
// itself. Expands it.
[[nodiscard]] const Block* stands_for(Session& session, Instance& instance);

// Where all the instances are, for what the later phases find in their bodies.
[[nodiscard]] std::vector<Instantiation> instantiations(const Session& session);

// The instance for which a block stands; null if there is none.
[[nodiscard]] Instance* instance_of(const Session& session, const Block* block);

}  // namespace svc::sema
