#include "sema/former_names.h"

#include <algorithm>

#include "diagnostics/codes/changes.h"
#include "sema/evaluate.h"

namespace svc::sema {

namespace {

void add_name(Session& session, const Scope& scope, const ast::Expr& expr,
              std::vector<std::string>& names) {
  if (const auto* list = std::get_if<ast::ListExpr>(&expr.node)) {
    for (const ast::Expr* item : list->items) add_name(session, scope, *item, names);
  } else if (const auto* name = std::get_if<ast::NameExpr>(&expr.node)) {
    names.emplace_back(name->name);
  } else if (std::holds_alternative<ast::StringExpr>(expr.node)) {
    if (auto text = evaluate_text(session, scope, expr, "a name that a block had"))
      names.push_back(std::move(*text));
  } else {
    session.sink.report<diag::FormerName>(expr.span).help(
        "write the name that the block had, `was = old_name`, or several, oldest first: `was = "
        "[first, second]`");
  }
}

}  // namespace

std::vector<std::string> former_labels(Session& session, const Scope& scope,
                                       const ast::Block& block) {
  std::vector<std::string> names;
  for (const ast::Member* member : block.members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field != nullptr && field->name.text == kWas && field->value != nullptr)
      add_name(session, scope, *field->value, names);
  }
  return names;
}

std::vector<std::string> all_names(const std::vector<std::string>& former, const std::string& label,
                                   const Block* inside) {
  if (former.empty() && (inside == nullptr || inside->names.empty())) return {};
  std::vector<std::string> labels = former;
  labels.push_back(label);
  std::vector<std::string> outer;
  if (inside != nullptr) outer = inside->names.empty() ? std::vector{inside->name} : inside->names;
  const std::size_t count = std::max(labels.size(), std::max<std::size_t>(outer.size(), 1));
  if (count == 1) return {};
  std::vector<std::string> names;
  for (std::size_t ago = count; ago-- > 0;) {
    const std::string& own = labels[labels.size() - 1 - std::min(ago, labels.size() - 1)];
    if (outer.empty()) {
      names.push_back(own);
      continue;
    }
    const std::string& instance = outer[outer.size() - 1 - std::min(ago, outer.size() - 1)];
    names.push_back(own == "self" ? instance : instance + "." + own);
  }
  return names;
}

}  // namespace svc::sema
