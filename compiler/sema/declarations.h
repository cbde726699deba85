// The top of a file: what it declares, before any of it is looked into. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// A top-level block that has its name and kind, and waits to be filled.
struct PendingBlock {
  Block* block = nullptr;
  const ast::Member* member = nullptr;
  const Scope* scope = nullptr;
};

struct PendingParameter {
  Parameter* parameter = nullptr;
  const ast::Param* syntax = nullptr;
};

struct Declarations {
  std::optional<PendingBlock> app_storage;
  PendingBlock* app = nullptr;
  std::deque<PendingBlock> blocks;                     // in the order of the file
  std::vector<PendingParameter> parameters;
  struct PendingOutput { const ast::Output* output; const ast::Member* member; const Scope* scope; };
  std::vector<PendingOutput> outputs;
  struct PendingAssert { const ast::Assert* assertion; const Scope* scope; };
  std::vector<PendingAssert> asserts;

  Declarations() = default;
  Declarations(const Declarations&) = delete;
  Declarations& operator=(const Declarations&) = delete;
  Declarations(Declarations&& other) noexcept;
  Declarations& operator=(Declarations&&) = delete;
};

// Gives every declaration of the file its name and checks what can be said of names alone: duplicates, unknown kinds, misplaced declarations, and in the
// environment (null: none) members that name nothing.
[[nodiscard]] Declarations declare_all(Session& session, const ast::Environment* environment);

// Evaluates the defaults of the params, the environment's values first.
void fill_parameters(Session& session, const Declarations& declared, const ast::Environment* environment);

// Whether a block of an environment changes this block of the program.
[[nodiscard]] bool overlays(Session& session, const ast::Block& change, const Block& block);

}  // namespace svc::sema
