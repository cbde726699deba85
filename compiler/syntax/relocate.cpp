#include "syntax/relocate.h"

#include <algorithm>

namespace svc::syntax {

TextChange TextChange::between(std::string_view before, std::string_view after) {
  const std::size_t most = std::min(before.size(), after.size());
  const auto same = static_cast<std::size_t>(
      std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(most),
                    after.begin())
          .first -
      before.begin());
  std::size_t tail = 0;
  while (tail < most - same && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  return {static_cast<std::uint32_t>(same), static_cast<std::uint32_t>(before.size() - tail),
          static_cast<std::int64_t>(after.size()) - static_cast<std::int64_t>(before.size())};
}

std::uint32_t TextChange::now(std::uint32_t offset) const {
  if (offset <= begin) return offset;
  return offset < end ? begin : static_cast<std::uint32_t>(offset + shift);
}

void TextChange::move(Span& span) const {
  span.begin = now(span.begin);
  span.end = std::max(span.begin, now(span.end));
}

std::optional<std::uint32_t> TextChange::before(std::uint32_t offset) const {
  if (offset < begin) return offset;
  if (offset < end + shift) return std::nullopt;
  return static_cast<std::uint32_t>(offset - shift);
}

namespace {

class Relocation {
 public:
  Relocation(const TextChange& change, std::string_view before, std::string_view now)
      : change_(change), before_(before), now_(now) {}

  void run(ast::Ast& tree) const {
    for (ast::Expr& expr : tree.exprs) {
      move(expr.span);
      std::visit([this](auto& node) { parts(node); }, expr.node);
    }
    for (ast::TypeExpr& type : tree.types) {
      move(type.span);
      std::visit([this](auto& node) { parts(node); }, type.node);
    }
    for (ast::Member& member : tree.members) {
      move(member.span);
      move(member.doc.span);
      std::visit([this](auto& node) { parts(node); }, member.node);
    }
  }

 private:
  void move(Span& span) const {
    if (span.valid()) change_.move(span);
  }

  void move(std::string_view& text) const {
    const auto from = reinterpret_cast<std::uintptr_t>(before_.data());
    const auto at = reinterpret_cast<std::uintptr_t>(text.data());
    if (text.data() == nullptr || at < from || at > from + before_.size())
      return;  // of no text: a word of the compiler's own
    const auto offset = static_cast<std::uint32_t>(at - from);
    const bool stands = change_.leaves(offset, offset + static_cast<std::uint32_t>(text.size()));
    text = stands ? now_.substr(change_.now(offset), text.size()) : std::string_view();
  }

  void move(ast::Ident& ident) const {
    move(ident.text);
    move(ident.span);
  }

  // ---- Expressions
  void parts(ast::ErrorExpr&) const {}
  void parts(ast::BoolExpr&) const {}
  void parts(ast::NumberExpr& number) const { move(number.text); }
  void parts(ast::CidrExpr& cidr) const { move(cidr.text); }
  void parts(ast::StringExpr& string) const {
    for (ast::StringPiece& piece : string.pieces) move(piece.span);
  }
  void parts(ast::NameExpr& name) const { move(name.name); }
  void parts(ast::MemberExpr& member) const { move(member.name); }
  void parts(ast::IndexExpr&) const {}
  void parts(ast::CallExpr&) const {}
  void parts(ast::ListExpr&) const {}
  void parts(ast::ObjectExpr& object) const {
    for (ast::ObjectEntry& entry : object.entries) move(entry.key);
  }
  void parts(ast::ComprehensionExpr& comprehension) const { move(comprehension.variable); }
  void parts(ast::UnaryExpr&) const {}
  void parts(ast::BinaryExpr& binary) const { move(binary.op_span); }
  void parts(ast::TernaryExpr&) const {}

  // ---- Types
  void parts(ast::NamedType& type) const { move(type.name); }
  void parts(ast::SymbolType& type) const { move(type.symbol); }
  void parts(ast::ListType&) const {}
  void parts(ast::MapType&) const {}
  void parts(ast::OptionalType&) const {}
  void parts(ast::UnionType&) const {}

  // ---- Declarations
  void parts(ast::Field& field) const { move(field.name); }
  void parts(ast::Block& block) const {
    move(block.kind);
    for (ast::Label& label : block.labels) {
      move(label.name);
      move(label.span);
    }
    for (ast::Clause& clause : block.clauses) move(clause.keyword_span);
    move(block.header);
    move(block.close);
  }
  void parts(ast::Allow&) const {}
  void parts(ast::Import& import) const { move(import.alias); }
  void parts(ast::Param& param) const { move(param.name); }
  void parts(ast::Let& let) const { move(let.name); }
  void parts(ast::Output& output) const { move(output.name); }
  void parts(ast::Assert&) const {}
  void parts(ast::Component& component) const {
    move(component.name);
    move(component.clause_name);
    move(component.for_kind);
  }
  void parts(ast::Environment& environment) const {
    move(environment.name);
    move(environment.header);
  }
  void parts(ast::If&) const {}
  void parts(ast::For& loop) const {
    move(loop.variable);
    move(loop.second);
  }

  // ---- Declarations of kinds
  void parts(ast::Kind& kind) const {
    move(kind.name);
    for (ast::KindClause& clause : kind.clauses) move(clause.name);
  }
  void parts(ast::FieldDecl& field) const { move(field.name); }
  void parts(ast::BlockDecl& block) const {
    move(block.name);
    for (ast::LabelDecl& label : block.labels) move(label.name);
  }
  void parts(ast::AttributeDecl& attribute) const { move(attribute.name); }
  void parts(ast::MethodDecl& method) const {
    move(method.name);
    for (ast::MethodParam& param : method.params) move(param.name);
  }
  void parts(ast::VerbDecl& verb) const { move(verb.name); }

  const TextChange& change_;
  std::string_view before_;
  std::string_view now_;
};

}  // namespace

void relocate(ast::Ast& tree, const TextChange& change, std::string_view before,
              std::string_view now) {
  Relocation(change, before, now).run(tree);
}

}  // namespace svc::syntax
