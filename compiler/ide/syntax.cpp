#include "ide/syntax.h"

#include <algorithm>

namespace svc::ide {

bool is_environment_name(const ast::Expr& expr) {
  const auto* access = std::get_if<ast::MemberExpr>(&expr.node);
  const auto* object =
      access == nullptr ? nullptr : std::get_if<ast::NameExpr>(&access->object->node);
  return object != nullptr && object->name == "environment" && access->name.text == "name";
}

bool is_set(const std::vector<const ast::Member*>& members, std::string_view name) {
  return std::any_of(members.begin(), members.end(), [name](const ast::Member* member) {
    if (const auto* field = std::get_if<ast::Field>(&member->node)) return field->name.text == name;
    const auto* block = std::get_if<ast::Block>(&member->node);
    return block != nullptr && block->kind.text == name;
  });
}

}  // namespace svc::ide
