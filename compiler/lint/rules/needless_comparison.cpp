// `x == true`, `x ? true : false`: the compared value is already the result.
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

class Comparisons {
 public:
  Comparisons(const Files& files, Sink& sink) : files_(files), sink_(sink) {}

  void look(const ast::Expr& e) {
    if (const auto* compared = std::get_if<ast::BinaryExpr>(&e.node)) binary(e, *compared);
    if (const auto* chosen = std::get_if<ast::TernaryExpr>(&e.node)) ternary(e, *chosen);
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
      each_expression(member, [&](const ast::Expr& e) { comparisons.look(e); });
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
