// Names and what they stand for while an environment is analysed. Private to sema/.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sema/program.h"
#include "sema/types.h"
#include "syntax/ast.h"

namespace svc::sema {

struct Scope;

struct Binding {
  enum class Form : std::uint8_t { Let, Parameter, Block, Value, Unsupported };
  enum class State : std::uint8_t { Waiting, Evaluating, Done };
  Form form{};
  Span span;                             // the name where it is declared
  const ast::Expr* expr = nullptr;       // Let
  const Scope* scope = nullptr;          // Let: where its expression is read
  const Block* block = nullptr;          // Block
  const Parameter* parameter = nullptr;  // Parameter
  Value value;                           // Let once Done; Value
  State state = State::Waiting;          // Let
};

// The names that are known at one place: those of the file, or those that a `for` or a `let` adds inside it.
struct Scope {
  const Scope* parent = nullptr;
  mutable std::map<std::string, Binding, std::less<>> names;  // mutable: a let is evaluated when it is first read

  // The binding of a name here or further out, or null.
  [[nodiscard]] Binding* find(std::string_view name) const;
  // Every name that can be seen from here.
  [[nodiscard]] std::vector<std::string_view> visible() const;
};

// What the analysis of one environment works on.
struct Session {
  const ast::Ast& ast;
  const Sources& sources;
  std::string_view environment;
  Sink& sink;
  Program program;
  TypeStore types;                       // moved into the program's owners at the end
  std::deque<Scope> scopes;              // the first is the file's
  Value environment_value;               // the object `environment`
  Value app_value;                       // the object `app`
  std::vector<std::string_view> evaluating;  // the lets that are being evaluated, outermost first

  [[nodiscard]] Scope& globals() { return scopes.front(); }
  Scope& nested_scope(const Scope& parent) {
    scopes.push_back({.parent = &parent, .names = {}});
    return scopes.back();
  }
};

// Adds a name to a scope; a name that is there already is reported with both places. Gives whether it was new.
bool declare(Session& session, Scope& scope, std::string name, Binding binding);

}  // namespace svc::sema
