// `x == true`, `x ? true : false`: the compared value is already the result.
#include "base/overloaded.h"
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

class Comparisons {
 public:
  Comparisons(const Files& files, Sink& sink) : files_(files), sink_(sink) {}

  void look(const ast::Expr* e) {
    if (e == nullptr) return;
    std::visit(overloaded{
                   [&](const ast::StringExpr& n) {
                     for (const ast::StringPiece& piece : n.pieces) look(piece.expr);
                   },
                   [&](const ast::MemberExpr& n) { look(n.object); },
                   [&](const ast::IndexExpr& n) { look(n.object), look(n.index); },
                   [&](const ast::CallExpr& n) {
                     for (const ast::Expr* a : n.arguments) look(a);
                   },
                   [&](const ast::ListExpr& n) {
                     for (const ast::Expr* item : n.items) look(item);
                   },
                   [&](const ast::ObjectExpr& n) {
                     for (const ast::ObjectEntry& entry : n.entries)
                       look(entry.computed), look(entry.value);
                   },
                   [&](const ast::ComprehensionExpr& n) {
                     look(n.element), look(n.list), look(n.condition);
                   },
                   [&](const ast::UnaryExpr& n) { look(n.operand); },
                   [&](const ast::BinaryExpr& n) { binary(*e, n), look(n.left), look(n.right); },
                   [&](const ast::TernaryExpr& n) {
                     ternary(*e, n), look(n.condition), look(n.yes), look(n.no);
                   },
                   [](const auto&) {},
               },
               e->node);
  }

 private:
  [[nodiscard]] std::string text(const ast::Expr& e) const {
    return std::string(files_.sources[e.span.file].text(e.span));
  }
  // The negated expression: `!(a && b)`, but `!a` for operators that bind tighter.
  [[nodiscard]] std::string negated(const ast::Expr& e) const {
    const bool binds = std::holds_alternative<ast::BinaryExpr>(e.node) ||
                       std::holds_alternative<ast::TernaryExpr>(e.node);
    return binds ? "!(" + text(e) + ")" : "!" + text(e);
  }

  void binary(const ast::Expr& e, const ast::BinaryExpr& n) {
    const bool equal = n.op == ast::BinaryOp::Equal;
    if (!equal && n.op != ast::BinaryOp::NotEqual) return;
    const auto* right = std::get_if<ast::BoolExpr>(&n.right->node);
    const auto* left = std::get_if<ast::BoolExpr>(&n.left->node);
    if ((right == nullptr) == (left == nullptr)) return;
    const ast::Expr& other = right != nullptr ? *n.left : *n.right;
    report(e, (right != nullptr ? right : left)->value == equal ? text(other) : negated(other));
  }

  void ternary(const ast::Expr& e, const ast::TernaryExpr& n) {
    const auto* yes = std::get_if<ast::BoolExpr>(&n.yes->node);
    const auto* no = std::get_if<ast::BoolExpr>(&n.no->node);
    if (yes != nullptr && no != nullptr && yes->value != no->value)
      report(e, yes->value ? text(*n.condition) : negated(*n.condition));
  }

  void report(const ast::Expr& e, const std::string& shorter) {
    sink_.report<diag::NeedlessComparison>(e.span, shorter)
        .help(fmt::format("write `{}`", shorter))
        .repair(fmt::format("Write `{}`", shorter), {{e.span, shorter}})
        .tag(Tag::Unnecessary);
  }

  const Files& files_;
  Sink& sink_;
};

void check_needless_comparison(const Files& files, Sink& sink) {
  Comparisons comparisons(files, sink);
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    each_member(module.ast->items, [&](const ast::Member& member) {
      std::visit(
          overloaded{
              [&](const ast::Field& n) { comparisons.look(n.computed), comparisons.look(n.value); },
              [&](const ast::Param& n) { comparisons.look(n.value); },
              [&](const ast::Let& n) { comparisons.look(n.value); },
              [&](const ast::Output& n) { comparisons.look(n.value); },
              [&](const ast::Assert& n) { comparisons.look(n.condition); },
              [&](const ast::If& n) { comparisons.look(n.condition); },
              [&](const ast::For& n) { comparisons.look(n.list); },
              [](const auto&) {},
          },
          member.node);
    });
  }
}

}  // namespace

constinit const Rule needless_comparison = {
    .code = diag::NeedlessComparison::code,
    .about = "What is compared with `true` is the answer already.",
    .files = check_needless_comparison,
};

}  // namespace svc::lint::rules
