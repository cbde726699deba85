// A record of the analysis for editors: the meaning of each name, the visible names at each place,
// the expected types.
//
// Compilation uses no recorder and pays nothing. With a recorder, the analysis also visits branches
// that are not taken, loops without iterations and components without instances. Its diagnostics
// and its program must then not be used for anything else.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sema/builtins.h"
#include "sema/program.h"
#include "source/span.h"
#include "syntax/ast.h"

namespace svc::sema {

struct Scope;

using Members = std::vector<const ast::Member*>;  // of a file, a block, a component, a loop …: its
                                                  // address in the tree identifies the place

// The meaning of a name. For declarations of the program, `declaration` is the name there (for a
// component's param, its field is known as well). Declarations of the prelude have the pointers
// instead.
struct Meaning {
  enum class Form : std::uint8_t {
    Declared,
    Kind,
    Field,
    Block,
    Clause,
    Attribute,
    Method,
    Verb,
    Function,
    Symbol,
    Builtin
  };
  Form form = Form::Declared;
  Span declaration;                // valid if the program declares it
  const KindDecl* kind = nullptr;  // Kind; of the other forms the kind that has it
  const FieldDecl* field = nullptr;
  const BlockDecl* block = nullptr;
  const ClauseDecl* clause = nullptr;
  const AttributeDecl* attribute = nullptr;
  const MethodDecl* method = nullptr;
  const VerbDecl* verb = nullptr;
  std::string_view name = {};  // Function, Symbol, Builtin (`environment`, `aws` …)
  const Type* type = nullptr;  // Symbol: the type that it is one of
  const BuiltinInfo* builtin =
      nullptr;  // Builtin: the description of `environment.name`; null for `environment` itself
};

struct Use {
  Span span;
  Meaning meaning;
};

// A name as it can be seen from a place.
struct VisibleName {
  enum class Form : std::uint8_t { Let, Parameter, Block, Value, Component, Instance, Module };
  Form form{};
  std::string name;
  Span declaration;
  const KindDecl* kind =
      nullptr;                   // Block, Instance: its kind; Component: the kind that it declares
  const Block* block = nullptr;  // Block, Instance: the block that it means
  const Parameter* parameter = nullptr;
  Value value;            // Let, Value: if it has been evaluated
  std::size_t scope = 0;  // Module: the names of the file; Instance: its outputs and blocks
};

struct RecordedScope {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t parent = kNone;
  std::vector<std::size_t> imports;  // the files with names that it sees as its own
  std::vector<VisibleName> names;    // in alphabetical order
};

// A place for members: the visible names, and the possible declarations.
struct RecordedPlace {
  std::size_t scope = 0;
  const KindDecl* kind = nullptr;  // of the block with these members
  const FieldDecl* map = nullptr;  // of a map that is written as a block: `env { … }`
};

// An expression: the visible names, and the expected type; null if any type is allowed.
struct RecordedExpr {
  std::size_t scope = 0;
  const Type* expected = nullptr;
};

// Everything that one analysis saw. It points into the program of that analysis and into the trees.
class Recorder {
 public:
  std::vector<Use>
      uses;  // in the order met; a place in the body of a component once for every instance
  std::vector<std::pair<Span, Value>> values;  // of names, members, calls and operations; several
                                               // for a place that is met several times
  std::unordered_map<const Members*, RecordedPlace> places;
  std::unordered_map<const ast::Expr*, RecordedExpr> exprs;
  std::vector<RecordedScope> scopes;

  // ---- For the analysis. Scopes are noted by address and written down at its end. ----

  void use(Span span, Meaning meaning) {
    if (span.valid()) uses.push_back({span, std::move(meaning)});
  }
  void declared(Span span, Span declaration) { use(span, {.declaration = declaration}); }
  void kind(Span span, const KindDecl& kind) {
    use(span, {.form = Meaning::Form::Kind, .declaration = own(&kind), .kind = &kind});
  }
  void field(Span span, const KindDecl& kind, const FieldDecl& field) {
    use(span,
        {.form = Meaning::Form::Field, .declaration = own(&field), .kind = &kind, .field = &field});
  }
  void place(const Members& members, const Scope& scope, const KindDecl* kind = nullptr,
             const FieldDecl* map = nullptr);
  void expr(const ast::Expr& expr, const Scope& scope, const Type* expected);
  // A declaration of the program is identified by its address.
  void owns(const void* decl, Span name) { own_.emplace(decl, name); }
  [[nodiscard]] Span own(const void* decl) const;
  // Records the scopes. Call it while they live.
  void finish();

 private:
  [[nodiscard]] std::size_t number(const Scope& scope);

  std::unordered_map<const void*, Span> own_;
  std::unordered_map<const Scope*, std::size_t> numbers_;
  std::vector<const Scope*> pending_;
};

}  // namespace svc::sema
