#include "ide/declarations.h"

#include <algorithm>

namespace svc::ide {

namespace {

using DeclarationForm = Declaration::Form;

// The text of a label that is a plain string: that between the quotes.
std::string_view label_text(const ast::Label& label, bool& computed) {
  if (label.kind != ast::Label::Kind::String) return label.name.text;
  const auto* string =
      label.string == nullptr ? nullptr : std::get_if<ast::StringExpr>(&label.string->node);
  computed =
      string == nullptr || string->pieces.size() != 1 || string->pieces.front().expr != nullptr;
  return computed ? std::string_view("\"…\"") : std::string_view(string->pieces.front().text);
}

class DeclarationFinder {
 public:
  std::vector<Declaration> run(const ast::Ast& tree) {
    members(tree.items, nullptr);
    ast::each_expr(tree, [this](const ast::Expr& expr) {
      if (const auto* e = std::get_if<ast::ComprehensionExpr>(&expr.node))
        add(DeclarationForm::Variable, e->variable, nullptr, nullptr);
    });
    std::sort(found_.begin(), found_.end(),
              [](const Declaration& a, const Declaration& b) { return a.span < b.span; });
    return std::move(found_);
  }

 private:
  void members(const std::vector<const ast::Member*>& list, const ast::Member* container) {
    for (const ast::Member* member : list) {
      one(*member, container);
      const bool transparent = std::holds_alternative<ast::If>(member->node) ||
                               std::holds_alternative<ast::For>(member->node);
      if (std::holds_alternative<ast::Environment>(member->node))
        continue;  // its content changes blocks, and declares none
      if (const auto* inner = members_of(*member))
        members(*inner, transparent ? container : member);
      if (const auto* other = other_members_of(*member)) members(*other, container);
    }
  }

  void add(DeclarationForm form, ast::Ident name, const ast::Member* member,
           const ast::Member* container) {
    if (!name.text.empty()) found_.push_back({form, name.text, name.span, member, container});
  }

  // Whether a block is inside another block, and not in a file or a component.
  static bool is_nested(const ast::Member* container) {
    return container != nullptr && (std::holds_alternative<ast::Block>(container->node));
  }

  void one(const ast::Member& member, const ast::Member* container) {
    const bool in_component =
        container != nullptr && std::holds_alternative<ast::Component>(container->node);
    if (const auto* let = std::get_if<ast::Let>(&member.node))
      add(DeclarationForm::Let, let->name, &member, container);
    if (const auto* param = std::get_if<ast::Param>(&member.node))
      add(in_component ? DeclarationForm::ComponentParam : DeclarationForm::Param, param->name,
          &member, container);
    if (const auto* output = std::get_if<ast::Output>(&member.node))
      add(DeclarationForm::Output, output->name, &member, container);
    if (const auto* environment = std::get_if<ast::Environment>(&member.node))
      add(DeclarationForm::Environment, environment->name, &member, container);
    if (const auto* import = std::get_if<ast::Import>(&member.node))
      add(DeclarationForm::Alias, import->alias, &member, container);
    if (const auto* component = std::get_if<ast::Component>(&member.node)) {
      add(DeclarationForm::Component, component->name, &member, container);
      add(DeclarationForm::ComponentClause, component->clause_name, &member, container);
    }
    if (const auto* loop = std::get_if<ast::For>(&member.node)) {
      add(DeclarationForm::Variable, loop->variable, &member, container);
      add(DeclarationForm::Variable, loop->second, &member, container);
    }
    if (const auto* block = std::get_if<ast::Block>(&member.node))
      add_block(*block, member, container);
  }

  void add_block(const ast::Block& block, const ast::Member& member, const ast::Member* container) {
    if (block.labels.empty()) return;
    Declaration made;
    made.form = block.kind.text == "app" && container == nullptr ? DeclarationForm::App
                : is_nested(container)                           ? DeclarationForm::Nested
                                                                 : DeclarationForm::Block;
    const bool last = made.form == DeclarationForm::Nested ||
                      block.kind.text == "raw";  // `raw cloudformation "AWS::SNS::Topic" alerts`
    const ast::Label& label = last ? block.labels.back() : block.labels.front();
    made.name = label_text(label, made.computed);
    made.span = label.span;
    made.member = &member;
    made.container = container;
    found_.push_back(made);
  }

  std::vector<Declaration> found_;
};

}  // namespace

std::string_view Declaration::word() const {
  switch (form) {
    case DeclarationForm::App:
      return "app";
    case DeclarationForm::Block:
    case DeclarationForm::Nested:
      return std::get<ast::Block>(member->node).kind.text;
    case DeclarationForm::Let:
      return "let";
    case DeclarationForm::Param:
    case DeclarationForm::ComponentParam:
      return "param";
    case DeclarationForm::Output:
      return "output";
    case DeclarationForm::Environment:
      return "environment";
    case DeclarationForm::Component:
      return "component";
    case DeclarationForm::ComponentClause:
      return "in";
    case DeclarationForm::Alias:
      return "import";
    case DeclarationForm::Variable:
      return "for";
  }
  return {};
}

std::vector<Declaration> declarations(const ast::Ast& tree) {
  return DeclarationFinder().run(tree);
}

Declarations::Declarations(const std::vector<const ast::Ast*>& trees) {
  for (const ast::Ast* tree : trees) {
    const std::vector<Declaration> found = declarations(*tree);
    all_.insert(all_.end(), found.begin(), found.end());
  }
  std::sort(all_.begin(), all_.end(),
            [](const Declaration& a, const Declaration& b) { return a.span < b.span; });
}

const Declaration* Declarations::at(Span name) const {
  const auto found =
      std::lower_bound(all_.begin(), all_.end(), name,
                       [](const Declaration& d, const Span& span) { return d.span < span; });
  return found == all_.end() || found->span != name ? nullptr : &*found;
}

const std::vector<const ast::Member*>* members_of(const ast::Member& member) {
  if (const auto* block = std::get_if<ast::Block>(&member.node)) return &block->members;
  if (const auto* component = std::get_if<ast::Component>(&member.node)) return &component->members;
  if (const auto* environment = std::get_if<ast::Environment>(&member.node))
    return &environment->members;
  if (const auto* branch = std::get_if<ast::If>(&member.node)) return &branch->then;
  if (const auto* loop = std::get_if<ast::For>(&member.node)) return &loop->members;
  if (const auto* param = std::get_if<ast::Param>(&member.node)) return &param->options;
  return nullptr;
}

const std::vector<const ast::Member*>* other_members_of(const ast::Member& member) {
  const auto* branch = std::get_if<ast::If>(&member.node);
  return branch == nullptr ? nullptr : &branch->otherwise;
}

std::vector<const ast::Member*> path_to(const ast::Ast& tree, std::uint32_t offset) {
  std::vector<const ast::Member*> path;
  const std::vector<const ast::Member*>* list = &tree.items;
  while (list != nullptr) {
    const std::vector<const ast::Member*>* next = nullptr;
    for (const ast::Member* member : *list) {
      if (offset < member->span.begin || offset > member->span.end) continue;
      path.push_back(member);
      next = members_of(*member);
      const auto* other = other_members_of(*member);
      if (other != nullptr && !other->empty() && offset >= other->front()->span.begin) next = other;
      if (offset < member->span.end) break;  // if two meet there, the one that begins there
    }
    list = next;
  }
  return path;
}

}  // namespace svc::ide
