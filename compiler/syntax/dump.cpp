// ast::dump: the tree as indented text.
#include <fmt/format.h>

#include "base/overloaded.h"
#include "base/quote.h"
#include "syntax/ast.h"

namespace svc::ast {

namespace {

[[nodiscard]] std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::None:
      return "";
    case Unit::Milliseconds:
      return "ms";
    case Unit::Seconds:
      return "s";
    case Unit::Minutes:
      return "min";
    case Unit::Hours:
      return "h";
    case Unit::Days:
      return "d";
    case Unit::KiB:
      return "KiB";
    case Unit::MiB:
      return "MiB";
    case Unit::GiB:
      return "GiB";
    case Unit::TiB:
      return "TiB";
    case Unit::Percent:
      return "%";
    case Unit::Vcpu:
      return "vcpu";
  }
  return "";
}

[[nodiscard]] std::string_view name_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::Or:
      return "||";
    case BinaryOp::And:
      return "&&";
    case BinaryOp::Equal:
      return "==";
    case BinaryOp::NotEqual:
      return "!=";
    case BinaryOp::Less:
      return "<";
    case BinaryOp::LessEqual:
      return "<=";
    case BinaryOp::Greater:
      return ">";
    case BinaryOp::GreaterEqual:
      return ">=";
    case BinaryOp::Range:
      return "..";
    case BinaryOp::Add:
      return "+";
    case BinaryOp::Subtract:
      return "-";
    case BinaryOp::Multiply:
      return "*";
    case BinaryOp::Divide:
      return "/";
    case BinaryOp::Modulo:
      return "%";
  }
  return "";
}

class Dumper {
 public:
  explicit Dumper(const SourceFile& file) : file_(file) {}

  std::string run(const Ast& ast) {
    for (const Member* item : ast.items) member(*item);
    for (const Span& span : ast.broken) line(span, "broken");
    return std::move(out_);
  }

 private:
  // Everything printed while one of these lives is indented one level deeper.
  struct Deeper {
    explicit Deeper(int& d) : depth(d) { ++depth; }
    ~Deeper() { --depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    int& depth;
  };

  void line(Span span, std::string_view what) {
    const Position begin = file_.position(span.begin);
    const Position end = file_.position(span.end);
    out_ += fmt::format("{:{}}{} {}:{}-{}:{}\n", "", depth_ * 2, what, begin.line, begin.column,
                        end.line, end.column);
  }

  void ident(std::string_view role, const Ident& name) {
    if (name.text.data() != nullptr) line(name.span, fmt::format("{} {}", role, name.text));
  }

  void labelled(std::string_view role, const Expr* value) {
    if (value == nullptr) return;
    out_ += fmt::format("{:{}}{}\n", "", depth_ * 2, role);
    const Deeper deeper(depth_);
    expr(*value);
  }

  void labelled(std::string_view role, const TypeExpr* value) {
    if (value == nullptr) return;
    out_ += fmt::format("{:{}}{}\n", "", depth_ * 2, role);
    const Deeper deeper(depth_);
    type(*value);
  }

  void members(std::string_view role, const std::vector<const Member*>& list) {
    if (list.empty()) return;
    out_ += fmt::format("{:{}}{}\n", "", depth_ * 2, role);
    const Deeper deeper(depth_);
    for (const Member* item : list) member(*item);
  }

  void expr(const Expr& node);
  void string(Span span, const StringExpr& node);
  void type(const TypeExpr& node);
  void member(const Member& node);
  void block(Span span, const Block& node);
  void kind(Span span, const Kind& node);

  const SourceFile& file_;
  std::string out_;
  int depth_ = 0;
};

void Dumper::string(Span span, const StringExpr& node) {
  const std::string_view what = node.block ? "text" : "string";
  if (node.pieces.empty()) return line(span, fmt::format("{} \"\"", what));
  if (node.pieces.size() == 1 && node.pieces[0].expr == nullptr)
    return line(span, fmt::format("{} {}", what, in_quotes(node.pieces[0].text)));
  line(span, what);
  const Deeper deeper(depth_);
  for (const StringPiece& piece : node.pieces) {
    if (piece.expr != nullptr) {
      expr(*piece.expr);
    } else {
      line(piece.span, fmt::format("piece {}", in_quotes(piece.text)));
    }
  }
}

void Dumper::expr(const Expr& node) {
  const Span at = node.span;
  std::visit(overloaded{
                 [&](const ErrorExpr&) { line(at, "error"); },
                 [&](const BoolExpr& e) { line(at, e.value ? "bool true" : "bool false"); },
                 [&](const NumberExpr& e) {
                   line(at, fmt::format("number {}{}", e.text, name_of(e.unit)));
                 },
                 [&](const CidrExpr& e) { line(at, fmt::format("cidr {}", e.text)); },
                 [&](const StringExpr& e) { string(at, e); },
                 [&](const NameExpr& e) { line(at, fmt::format("name {}", e.name)); },
                 [&](const MemberExpr& e) {
                   line(at, fmt::format("member {}", e.name.text));
                   const Deeper deeper(depth_);
                   expr(*e.object);
                 },
                 [&](const IndexExpr& e) {
                   line(at, "index");
                   const Deeper deeper(depth_);
                   expr(*e.object);
                   expr(*e.index);
                 },
                 [&](const CallExpr& e) {
                   line(at, "call");
                   const Deeper deeper(depth_);
                   expr(*e.callee);
                   for (const Expr* argument : e.arguments) expr(*argument);
                 },
                 [&](const ListExpr& e) {
                   line(at, "list");
                   const Deeper deeper(depth_);
                   for (const Expr* item : e.items) expr(*item);
                 },
                 [&](const ObjectExpr& e) {
                   line(at, "object");
                   const Deeper deeper(depth_);
                   for (const ObjectEntry& entry : e.entries) {
                     ident("key", entry.key);
                     const Deeper value(depth_);
                     if (entry.computed != nullptr) labelled("computed", entry.computed);
                     expr(*entry.value);
                   }
                 },
                 [&](const ComprehensionExpr& e) {
                   line(at, "comprehension");
                   const Deeper deeper(depth_);
                   ident("variable", e.variable);
                   labelled("element", e.element);
                   labelled("list", e.list);
                   labelled("condition", e.condition);
                 },
                 [&](const UnaryExpr& e) {
                   line(at, e.op == UnaryOp::Not ? "unary !" : "unary -");
                   const Deeper deeper(depth_);
                   expr(*e.operand);
                 },
                 [&](const BinaryExpr& e) {
                   line(at, fmt::format("binary {}", name_of(e.op)));
                   const Deeper deeper(depth_);
                   expr(*e.left);
                   expr(*e.right);
                 },
                 [&](const TernaryExpr& e) {
                   line(at, "ternary");
                   const Deeper deeper(depth_);
                   expr(*e.condition);
                   expr(*e.yes);
                   expr(*e.no);
                 },
             },
             node.node);
}

void Dumper::type(const TypeExpr& node) {
  const Span at = node.span;
  std::visit(overloaded{
                 [&](const NamedType& t) { line(at, fmt::format("type {}", t.name.text)); },
                 [&](const SymbolType& t) { line(at, fmt::format("symbol {}", t.symbol.text)); },
                 [&](const ListType& t) {
                   line(at, "list type");
                   const Deeper deeper(depth_);
                   type(*t.element);
                 },
                 [&](const MapType& t) {
                   line(at, "map type");
                   const Deeper deeper(depth_);
                   type(*t.element);
                 },
                 [&](const OptionalType& t) {
                   line(at, "optional type");
                   const Deeper deeper(depth_);
                   type(*t.base);
                 },
                 [&](const UnionType& t) {
                   line(at, "union type");
                   const Deeper deeper(depth_);
                   for (const TypeExpr* alternative : t.alternatives) type(*alternative);
                 },
             },
             node.node);
}

void Dumper::block(Span span, const Block& node) {
  line(span, fmt::format("{}{}block {}", node.existing ? "existing " : "",
                         node.remove ? "remove " : "", node.kind.text));
  const Deeper deeper(depth_);
  for (const Label& label : node.labels) {
    if (label.string != nullptr) {
      labelled("label", label.string);
    } else {
      ident("label", label.name);
    }
  }
  for (const Clause& clause : node.clauses)
    labelled(clause.keyword == ClauseKeyword::In ? "in" : "for", clause.reference);
  for (const Member* item : node.members) member(*item);
}

void Dumper::kind(Span span, const Kind& node) {
  line(span, fmt::format("{}kind {}", node.existing ? "existing " : "", node.name.text));
  const Deeper deeper(depth_);
  for (const KindClause& clause : node.clauses) {
    ident(clause.keyword == ClauseKeyword::In ? "in" : "for", clause.name);
    labelled("type", clause.type);
  }
  for (const Member* item : node.members) member(*item);
}

void Dumper::member(const Member& node) {
  const Span at = node.span;
  if (!node.doc.text.empty()) line(node.doc.span, fmt::format("doc {}", in_quotes(node.doc.text)));
  // A line for the construct. Its parts follow one level deeper.
  const auto open = [&](std::string_view what, std::string_view name) {
    line(at, fmt::format("{} {}", what, name));
  };
  std::visit(overloaded{
                 [&](const Field& m) {
                   open("field", m.name.text);
                   const Deeper deeper(depth_);
                   if (m.computed != nullptr) labelled("computed", m.computed);
                   if (m.value != nullptr) expr(*m.value);
                 },
                 [&](const Block& m) { block(at, m); },
                 [&](const Allow& m) {
                   line(at, m.effect == Effect::Allow ? "allow" : "deny");
                   const Deeper deeper(depth_);
                   labelled("actions", m.actions);
                   labelled("on", m.resources);
                   labelled("when", m.when);
                 },
                 [&](const Import& m) {
                   line(at, "import");
                   const Deeper deeper(depth_);
                   labelled("path", m.path);
                   ident("as", m.alias);
                 },
                 [&](const Param& m) {
                   open("param", m.name.text);
                   const Deeper deeper(depth_);
                   labelled("type", m.type);
                   labelled("default", m.value);
                   members("options", m.options);
                 },
                 [&](const Let& m) {
                   open("let", m.name.text);
                   const Deeper deeper(depth_);
                   if (m.value != nullptr) expr(*m.value);
                 },
                 [&](const Output& m) {
                   open("output", m.name.text);
                   const Deeper deeper(depth_);
                   if (m.value != nullptr) expr(*m.value);
                 },
                 [&](const Assert& m) {
                   line(at, "assert");
                   const Deeper deeper(depth_);
                   labelled("condition", m.condition);
                   labelled("message", m.message);
                 },
                 [&](const Component& m) {
                   open("component", m.name.text);
                   const Deeper deeper(depth_);
                   ident("in", m.clause_name);
                   labelled("type", m.clause_type);
                   ident("for", m.for_kind);
                   for (const Member* item : m.members) member(*item);
                 },
                 [&](const Environment& m) {
                   open("environment", m.name.text);
                   const Deeper deeper(depth_);
                   for (const Member* item : m.members) member(*item);
                 },
                 [&](const If& m) {
                   line(at, "if");
                   const Deeper deeper(depth_);
                   labelled("condition", m.condition);
                   members("then", m.then);
                   members("else", m.otherwise);
                 },
                 [&](const For& m) {
                   line(at, "for");
                   const Deeper deeper(depth_);
                   ident("variable", m.variable);
                   ident("second", m.second);
                   labelled("list", m.list);
                   members("members", m.members);
                 },
                 [&](const Kind& m) { kind(at, m); },
                 [&](const FieldDecl& m) {
                   open("field declaration", m.name.text);
                   const Deeper deeper(depth_);
                   labelled("type", m.type);
                   labelled("default", m.value);
                   members("options", m.options);
                 },
                 [&](const BlockDecl& m) {
                   open(m.many ? "blocks declaration" : "block declaration", m.name.text);
                   const Deeper deeper(depth_);
                   for (const LabelDecl& label : m.labels) {
                     ident("label", label.name);
                     labelled("type", label.type);
                   }
                   for (const Member* item : m.members) member(*item);
                 },
                 [&](const AttributeDecl& m) {
                   open("attribute", m.name.text);
                   const Deeper deeper(depth_);
                   labelled("type", m.type);
                 },
                 [&](const MethodDecl& m) {
                   open("method", m.name.text);
                   const Deeper deeper(depth_);
                   for (const MethodParam& param : m.params) {
                     ident("parameter", param.name);
                     labelled("type", param.type);
                   }
                   labelled("result", m.result);
                 },
                 [&](const VerbDecl& m) {
                   open("verb", m.name.text);
                   const Deeper deeper(depth_);
                   members("options", m.options);
                 },
             },
             node.node);
}

}  // namespace

std::string dump(const Ast& ast, const SourceFile& file) {
  return Dumper(file).run(ast);
}

}  // namespace svc::ast
