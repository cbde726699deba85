// Names and their meaning while an environment is analysed. Private to sema/.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sema/analyze.h"
#include "sema/program.h"
#include "sema/recorder.h"
#include "sema/types.h"
#include "sema/work.h"
#include "syntax/ast.h"

namespace svc::sema {

struct Component;
struct Declarations;
struct Instance;
struct Item;
struct Scope;

struct Binding {
  enum class Form : std::uint8_t {
    Let,
    Parameter,
    Block,
    Value,
    Component,
    Instance,
    Module,
    Removed,
    Unsupported
  };
  enum class State : std::uint8_t { Waiting, Evaluating, Done, Symbol };
  Form form{};
  Span span;                        // the name where it is declared
  const ast::Expr* expr = nullptr;  // Let
  const Scope* scope =
      nullptr;  // Let: where its expression is read; Module: the names of the imported file
  const FieldDecl* field = nullptr;      // of a component's param its declaration; Let: of a param
                                         // that is evaluated when it is read, so that it must fit
  const Item* item = nullptr;            // Let: what such a param is given; `expr` is its default
  const Block* block = nullptr;          // Block
  const Parameter* parameter = nullptr;  // Parameter
  const Component* component = nullptr;  // Component
  Instance* instance = nullptr;          // Instance
  Value value;                           // Let once Done, or Symbol; Value
  const Type* symbol_of = nullptr;  // Let in state Symbol: the expected type that has the symbol
  State state = State::Waiting;     // Let
};

// The names visible at one place: those of the file, of a component instance, or the additional
// ones of a `for` or `let`.
struct Scope {
  const Scope* parent = nullptr;
  mutable std::map<std::string, Binding, std::less<>>
      names;                           // mutable: a let is evaluated when it is first read
  std::vector<const Scope*> imports;   // of a file: the files with names that it sees as its own
  const Instance* instance = nullptr;  // of the scope of a component's body
  Span iteration;                      // of the scope of an iteration of a `for`: the item
  bool incomplete = false;  // of a file: the file or one of its imports could not be read, or has
                            // unmatched brackets, so any name may be missing
  std::uint32_t own_way =
      0;  // for the scope of a component's body or an environment: how its text came into effect

  // The binding of a name here, in the imported files, or in an outer scope; null if there is none.
  [[nodiscard]] Binding* find(std::string_view name) const;
  // Every name that can be seen from here.
  [[nodiscard]] std::vector<std::string_view> visible() const;
  // Names that are not known here may be those of a file that could not be read.
  [[nodiscard]] bool is_incomplete() const;
  // Whether the place is in the body of a `for`.
  [[nodiscard]] bool in_loop() const;
  // The component instance around this place; null outside components.
  [[nodiscard]] const Instance* inside() const;
  // How the text here came into effect, in the program's Ways: through the instance or the
  // environment that contains it.
  [[nodiscard]] std::uint32_t way() const;
  // A place that is read in this scope.
  [[nodiscard]] Span placed(Span span) const { return {span.file, span.begin, span.end, way()}; }
};

// Declarations that do not count in this environment, or in no instance: the branch of an `if` that
// is not taken, the body of a loop over nothing.
struct Unvisited {
  const std::vector<const ast::Member*>* members = nullptr;
  Scope* names = nullptr;        // a scope of their own, so that they hide nothing
  Instance* instance = nullptr;  // the component instance around them; null: in a file
};

// While rules are read: what of the program the condition at hand has read last.
struct PolicyReading {
  Span place;                    // the value, or the header of its block where it is a default
  const Block* block = nullptr;  // at the top level
  std::string unknown;           // why the costs that it reads are not known; empty: they are
};

// The working state of the analysis of one environment.
struct Session {
  const Input& input;
  const Sources& sources;
  const ast::Environment* environment;  // null: the program declares none
  std::string_view environment_name;
  Sink& sink;
  Program program;
  TypeStore types;           // moved into the program's owners at the end
  std::deque<Scope> scopes;  // the first ones are the modules', in their order
  Declarations& declared;
  Value environment_value;                   // the object `environment`
  Value app_value;                           // the object `app`
  std::vector<std::string_view> evaluating;  // the lets that are being evaluated, outermost first
  std::vector<Unvisited> unvisited = {};     // members that only a recorder needs
  // Members that their kind does not have: a missing field of such a block may only be misspelt.
  std::set<std::pair<Span, const KindDecl*>> unknown_members = {};
  std::size_t filled = 0;  // of the declared blocks, those that have been
  std::size_t filling =
      0;  // how many blocks are being filled, each because another names its parts
  const Scope* environment_scope =
      nullptr;                      // the globals as an environment reads them; null without one
  PolicyReading* policy = nullptr;  // null: no rule is being read
  // Where the program's store gets the next nested block; nothing: at its end. A block that is
  // filled again has its nested blocks where they were.
  std::optional<std::list<Block>::iterator> place = std::nullopt;
  Work work{sink, input.cancellation, program.environments.size()};

  [[nodiscard]] Recorder* recorder() const { return input.recorder; }

  [[nodiscard]] Scope& globals() { return scopes.front(); }
  // The scope for the members of the environment.
  [[nodiscard]] const Scope& overlay_scope() {
    return environment_scope == nullptr ? globals() : *environment_scope;
  }
  Scope& nested_scope(const Scope& parent) {
    return scopes.emplace_back(Scope{.parent = &parent, .names = {}, .imports = {}});
  }
};

// Adds a name to a scope. A duplicate is reported with both places. Returns whether it was new.
bool declare(Session& session, Scope& scope, std::string name, Binding binding);

// The kind that a name means at a place: of the standard library, or a component; null if there is
// none.
[[nodiscard]] const KindDecl* kind_named(const Scope& scope, std::string_view name);

// Notes the kinds that a type names, for a recorder.
void record_types(Session& session, const Scope& scope, const ast::TypeExpr& type);

// While it lives, every diagnostic names the component instances and loop iterations around
// `scope`.
class Within final : public ReportContext {
 public:
  Within(Session& session, const Scope& scope)
      : sink_(session.sink), scope_(scope), before_(sink_.set_context(this)) {}
  ~Within() override { sink_.set_context(before_); }
  Within(const Within&) = delete;
  Within& operator=(const Within&) = delete;

  [[nodiscard]] std::vector<Related> places() const override;

 private:
  Sink& sink_;
  const Scope& scope_;
  const ReportContext* before_;
};

// How a diagnostic names the component instance around it, and the iteration. The iteration is
// shown at its item, or at the list if the items are not written out.
[[nodiscard]] std::string in_instance_text(std::string_view name);
inline constexpr std::string_view kIterationText = "in an iteration over this";

}  // namespace svc::sema
