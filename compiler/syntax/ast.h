// The abstract syntax tree: the structure of a .svc file, before any analysis.
//
// Closed sets are std::variant: with a new alternative, every std::visit that must handle it stops
// compiling until it does. Nodes live in the arena of their Ast and refer to each other by pointer.
// Identifiers are views into the SourceFile. Both outlive the tree.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "source/source_file.h"
#include "source/span.h"

namespace svc::ast {

struct Ident {
  std::string_view text;
  Span span;
};

struct Expr;
struct Member;

// ---- Expressions
// -------------------------------------------------------------------------------------------------------------------------

enum class Unit : std::uint8_t {
  None,  // 42, 1_000, 0.5
  Milliseconds,
  Seconds,
  Minutes,
  Hours,
  Days,  // 500ms 30s 5min 2h 7d
  KiB,
  MiB,
  GiB,
  TiB,      // 512MiB
  Percent,  // 60%
  Vcpu,     // 0.25vcpu
};

struct ErrorExpr {};  // unreadable text; already reported
struct BoolExpr {
  bool value = false;
};
struct NumberExpr {
  std::string_view text;  // digits as written, without the unit
  double value = 0;
  bool integral = false;  // written without a decimal point
  Unit unit = Unit::None;
};
struct CidrExpr {
  std::string_view text;
};  // 10.0.0.0/16, ::/0, and a plain address 10.0.0.1
// A string: its pieces in order. A piece is text with escapes resolved (`expr` null) or an
// interpolated expression.
struct StringPiece {
  std::string text;
  const Expr* expr = nullptr;
  Span span;
};
struct StringExpr {
  std::vector<StringPiece> pieces;
  bool block = false;  // written as """ text block (indentation already stripped)
};
struct NameExpr {
  std::string_view name;
};
struct MemberExpr {
  const Expr* object = nullptr;
  Ident name;
};
struct IndexExpr {
  const Expr* object = nullptr;
  const Expr* index = nullptr;
};
struct CallExpr {
  const Expr* callee = nullptr;
  std::vector<const Expr*> arguments;
};
struct ListExpr {
  std::vector<const Expr*> items;
};
// `NAME = value` of an object. A quoted key that must be computed (`"X_${n}"`, or with escapes) has
// its StringExpr in `computed`; `key` is then the source text.
struct ObjectEntry {
  Ident key;
  const Expr* value = nullptr;
  const Expr* computed = nullptr;
};
struct ObjectExpr {
  std::vector<ObjectEntry> entries;
};
// [element for variable in list if condition]
struct ComprehensionExpr {
  const Expr* element = nullptr;
  Ident variable;
  const Expr* list = nullptr;
  const Expr* condition = nullptr;  // may be null
};
enum class UnaryOp : std::uint8_t { Not, Negate };
struct UnaryExpr {
  UnaryOp op{};
  const Expr* operand = nullptr;
};
enum class BinaryOp : std::uint8_t {
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Range,
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo
};
struct BinaryExpr {
  BinaryOp op{};
  Span op_span;
  const Expr* left = nullptr;
  const Expr* right = nullptr;
};
struct TernaryExpr {
  const Expr* condition = nullptr;
  const Expr* yes = nullptr;
  const Expr* no = nullptr;
};

struct Expr {
  Span span;
  std::variant<ErrorExpr, BoolExpr, NumberExpr, CidrExpr, StringExpr, NameExpr, MemberExpr,
               IndexExpr, CallExpr, ListExpr, ObjectExpr, ComprehensionExpr, UnaryExpr, BinaryExpr,
               TernaryExpr>
      node;
};

// ---- Types
// -------------------------------------------------------------------------------------------------------------------------------

struct TypeExpr;
struct NamedType {
  Ident name;
};  // string, int, network, single: sema decides which it is
struct SymbolType {
  Ident symbol;
};  // "network": a symbol written in quotes because the word is also a type or a kind
struct ListType {
  const TypeExpr* element = nullptr;
};  // [string]
struct MapType {
  const TypeExpr* element = nullptr;
};  // {string}
struct OptionalType {
  const TypeExpr* base = nullptr;
};  // string?
struct UnionType {
  std::vector<const TypeExpr*> alternatives;
};  // none | single | per_zone
struct TypeExpr {
  Span span;
  std::variant<NamedType, SymbolType, ListType, MapType, OptionalType, UnionType> node;
};

// ---- Declarations
// ------------------------------------------------------------------------------------------------------------------------

// The documentation comment (`/// …`) of a declaration: its lines without the slashes; empty if
// there is none.
struct Doc {
  std::string text;
  Span span;
};

// `name = value`. The name can be a string, `"X-Trace" = …`; a computed one is as in ObjectEntry.
struct Field {
  Ident name;
  const Expr* value = nullptr;
  const Expr* computed = nullptr;
};
struct Label {
  enum class Kind : std::uint8_t { Name, String, Number };
  Kind kind = Kind::Name;
  Ident name;                    // for Name: the word; for Number: its digits
  const Expr* string = nullptr;  // for String: a StringExpr, which may interpolate
  Span span;
};
enum class ClauseKeyword : std::uint8_t { In, For };
struct Clause {
  ClauseKeyword keyword{};
  Span keyword_span;
  const Expr* reference = nullptr;
};  // a NameExpr or MemberExpr
struct Block {
  Ident kind;
  std::vector<Label> labels;
  std::vector<Clause> clauses;
  std::vector<const Member*> members;
  bool existing = false;  // `existing queue jobs { … }`
  bool remove = false;    // `remove route edge {}` in an overlay; members are empty
  Span header;            // from the first word to before the `{`
  Span close;             // the `}`
};
enum class Effect : std::uint8_t { Allow, Deny };
struct Allow {
  Effect effect{};
  const Expr* actions = nullptr;
  const Expr* resources = nullptr;
  const Expr* when = nullptr;
};  // when may be null
struct Import {
  const Expr* path = nullptr;
  Ident alias;
};  // alias.text is empty without `as`
struct Param {
  Ident name;
  const TypeExpr* type = nullptr;
  const Expr* value = nullptr;
  std::vector<const Member*> options;
};  // value may be null
struct Let {
  Ident name;
  const Expr* value = nullptr;
};
struct Output {
  Ident name;
  const Expr* value = nullptr;
};
struct Assert {
  const Expr* condition = nullptr;
  const Expr* message = nullptr;
};  // message is a StringExpr
// `component api in c: cluster { … }`, or `component xray for task { … }`: its body becomes part of
// a block of that kind. Each clause is optional.
struct Component {
  Ident name;
  Ident clause_name;
  const TypeExpr* clause_type = nullptr;
  Ident for_kind;
  std::vector<const Member*> members;
};
struct Environment {
  Ident name;
  std::vector<const Member*> members;
  Span header;
};
struct If {
  const Expr* condition = nullptr;
  std::vector<const Member*> then;
  std::vector<const Member*> otherwise;  // of `else { … }`; `else if` is one If member here
};
struct For {
  Ident variable;
  Ident second;
  const Expr* list = nullptr;
  std::vector<const Member*> members;
};  // second.text may be empty

// ---- Declarations of kinds (only the standard library has them)
// ------------------------------------------------------------------------------

// `in cluster: cluster` or `for purpose: task | execution` in the head of a kind.
struct KindClause {
  ClauseKeyword keyword{};
  Ident name;
  const TypeExpr* type = nullptr;
};
struct Kind {
  bool existing = false;  // `existing kind zone { … }`: the fields that name an existing one
  Ident name;
  std::vector<KindClause> clauses;
  std::vector<const Member*> members;
};
struct FieldDecl {
  Ident name;
  const TypeExpr* type = nullptr;
  const Expr* value = nullptr;
  std::vector<const Member*> options;
};  // value may be null
// A label of a nested block: a fixed word (type null), or a placeholder `name: string`.
struct LabelDecl {
  Ident name;
  const TypeExpr* type = nullptr;
};
struct BlockDecl {
  bool many = false;
  Ident name;
  std::vector<LabelDecl> labels;
  std::vector<const Member*> members;
};  // `block` or `blocks`
struct AttributeDecl {
  Ident name;
  const TypeExpr* type = nullptr;
};
struct MethodParam {
  Ident name;
  const TypeExpr* type = nullptr;
};
struct MethodDecl {
  Ident name;
  std::vector<MethodParam> params;
  const TypeExpr* result = nullptr;
};
struct VerbDecl {
  Ident name;
  std::vector<const Member*> options;
};

// A declaration at the top level of a file or a block.
struct Member {
  Span span;  // without the documentation comment
  Doc doc;
  std::variant<Field, Block, Allow, Import, Param, Let, Output, Assert, Component, Environment, If,
               For, Kind, FieldDecl, BlockDecl, AttributeDecl, MethodDecl, VerbDecl>
      node;
};

// ---- The tree
// ----------------------------------------------------------------------------------------------------------------------------

struct Comment {
  enum class Kind : std::uint8_t { Line, Block, Doc };
  Kind kind = Kind::Line;
  Span span;  // the whole comment with its slashes, without the line end
};

struct Ast {
  SourceId file;
  std::vector<const Member*> items;  // in the order of the file
  std::vector<Comment> comments;  // all comments, in the order of the file, including documentation
  std::vector<Span> broken;  // regions in which syntax errors were found: the items leave them out,
                             // or hold a corrected reading
  bool balanced = true;      // false if brackets did not match, so the tree is a guess

  // The arenas that own the nodes. Addresses are stable. A node without a valid span is discarded
  // (live_tree.h); see each_expr().
  std::deque<Expr> exprs;
  std::deque<TypeExpr> types;
  std::deque<Member> members;

  Ast() = default;
  Ast(Ast&&) = default;
  Ast& operator=(Ast&&) = default;
  Ast(const Ast&) = delete;
  Ast& operator=(const Ast&) = delete;
};

// Calls `visit` with every expression of a tree, inner ones before outer ones.
template <typename Visit>
void each_expr(const Ast& ast, Visit visit) {
  for (const Expr& expr : ast.exprs) {
    if (expr.span.valid()) visit(expr);
  }
}

// The tree as indented text with spans, for people and golden files (tests/cases/*/ast.txt).
[[nodiscard]] std::string dump(const Ast& ast, const SourceFile& file);

}  // namespace svc::ast
