// Declarations at the top level of a file or a block.
#include "syntax/antlr/build.h"

namespace svc::syntax {

ast::Member* Builder::member(P::MemberContext* context) {
  if (context == nullptr || context->exception != nullptr || context->children.empty())
    return nullptr;
  Rule* inner = rule(context->children.front());
  if (inner == nullptr || inner->exception != nullptr) return nullptr;
  ast::Member result;
  result.span = span(inner);
  result.doc = doc_before(result.span.begin);
  if (!declaration(inner, result.node)) return nullptr;
  ast_.members.push_back(std::move(result));
  return &ast_.members.back();
}

Builder::Nodes Builder::members(P::BodyContext* body) {
  Nodes result;
  auto* list = body == nullptr ? nullptr : body->members();
  if (list == nullptr) return result;
  result.reserve(list->children.size());
  for (Node* node : list->children) {
    Rule* item = rule(node);
    if (item == nullptr || item->getRuleIndex() != P::RuleMember) continue;
    if (const ast::Member* made = member(static_cast<P::MemberContext*>(item)))
      result.push_back(made);
  }
  return result;
}

// Gives false for a member that lacks parts, so that it cannot be in the tree.
bool Builder::declaration(Rule* context, MemberNode& node) {
  switch (context->getRuleIndex()) {
    case P::RuleNamed:
      return named(static_cast<P::NamedContext*>(context), node);
    case P::RuleQuotedField: {
      auto* field = static_cast<P::QuotedFieldContext*>(context);
      const Key key = string_key(field->string());
      if (!key.name.span.valid()) return false;  // a text block in place of a name: reported
      node = ast::Field{.name = key.name, .value = value(field->value()), .computed = key.computed};
      return true;
    }
    case P::RuleExisting: {
      auto* existing = static_cast<P::ExistingContext*>(context);
      return existing->kindDecl() != nullptr
                 ? kind(existing->kindDecl(), true, node)
                 : plain_block(existing->plainBlock(), true, false, node);
    }
    case P::RuleRemoval:
      return plain_block(static_cast<P::RemovalContext*>(context)->plainBlock(), false, true, node);
    case P::RuleImportDecl: {
      auto* import = static_cast<P::ImportDeclContext*>(context);
      node = ast::Import{.path = string(import->string()), .alias = ident(import->word())};
      return true;
    }
    case P::RuleParamDecl: {
      auto* param = static_cast<P::ParamDeclContext*>(context);
      node = ast::Param{.name = ident(param->word()),
                        .type = type(param->type()),
                        .value = param->value() == nullptr ? nullptr : value(param->value()),
                        .options = members(param->body())};
      return true;
    }
    case P::RuleLetDecl: {
      auto* let = static_cast<P::LetDeclContext*>(context);
      node = ast::Let{.name = ident(let->word()), .value = value(let->value())};
      return true;
    }
    case P::RuleOutputDecl: {
      auto* output = static_cast<P::OutputDeclContext*>(context);
      node = ast::Output{.name = ident(output->word()), .value = value(output->value())};
      return true;
    }
    case P::RuleAssertDecl: {
      auto* assertion = static_cast<P::AssertDeclContext*>(context);
      node = ast::Assert{.condition = value(assertion->value()),
                         .message = string(assertion->string())};
      return true;
    }
    case P::RuleComponentDecl: {
      auto* component = static_cast<P::ComponentDeclContext*>(context);
      const ast::Ident second =
          component->word().size() > 1 ? ident(component->word(1)) : ast::Ident{};
      const bool part = component->FOR() != nullptr;
      node = ast::Component{
          .name = ident(component->word(0)),
          .clause_name = part ? ast::Ident{} : second,
          .clause_type = component->type() == nullptr ? nullptr : type(component->type()),
          .for_kind = part ? second : ast::Ident{},
          .members = members(component->body())};
      return true;
    }
    case P::RuleEnvironmentDecl: {
      auto* environment = static_cast<P::EnvironmentDeclContext*>(context);
      const ast::Ident name = ident(environment->word());
      node = ast::Environment{.name = name,
                              .members = members(environment->body()),
                              .header = join(span(*first_token(context)), name.span)};
      return true;
    }
    case P::RuleIfMember:
      return conditional(static_cast<P::IfMemberContext*>(context), node);
    case P::RuleForMember: {
      auto* loop = static_cast<P::ForMemberContext*>(context);
      node = ast::For{.variable = ident(loop->word(0)),
                      .second = loop->word().size() > 1 ? ident(loop->word(1)) : ast::Ident{},
                      .list = value(loop->value()),
                      .members = members(loop->body())};
      return true;
    }
    case P::RuleAllow: {
      auto* allow = static_cast<P::AllowContext*>(context);
      if (allow->expr().size() < 2) return false;
      node = ast::Allow{
          .effect = first_token(context)->type == P::ALLOW ? ast::Effect::Allow : ast::Effect::Deny,
          .actions = expr(allow->expr(0)),
          .resources = expr(allow->expr(1)),
          .when = allow->object() == nullptr ? nullptr : object(allow->object())};
      return true;
    }
    default:
      return kind_member(context, node);
  }
}

bool Builder::named(P::NamedContext* context, MemberNode& node) {
  const Lexeme* name = first_token(context);
  if (name == nullptr) return false;
  if (auto* head = context->header()) {
    ast::Block block;
    block.kind = ident(name);
    block.header = span(*name);
    header(head, block);
    block.members = members(context->body());
    block.close = close_of(context->body());
    node = std::move(block);
    return true;
  }
  if (context->type() != nullptr) {
    node = ast::FieldDecl{.name = ident(name),
                          .type = type(context->type()),
                          .value = context->value() == nullptr ? nullptr : value(context->value()),
                          .options = members(context->body())};
    return true;
  }
  node = ast::Field{.name = ident(name), .value = value(context->value())};
  return true;
}

bool Builder::plain_block(P::PlainBlockContext* context, bool existing, bool remove,
                          MemberNode& node) {
  if (context == nullptr || context->exception != nullptr) return false;
  const Lexeme* name = first_token(context);
  const Lexeme* first = first_token(static_cast<const Rule*>(context->parent));
  if (name == nullptr || first == nullptr) return false;
  ast::Block block;
  block.kind = ident(name);
  block.existing = existing;
  block.remove = remove;
  block.header = join(span(*first), span(*name));
  header(context->header(), block);
  block.members = members(context->body());
  block.close = close_of(context->body());
  node = std::move(block);
  return true;
}

void Builder::header(P::HeaderContext* context, ast::Block& block) {
  if (context == nullptr) return;
  for (auto* label : context->label()) {
    if (label->exception != nullptr) continue;
    ast::Label made;
    made.span = span(label);
    if (auto* word = label->word()) {
      made.name = ident(word);
    } else if (auto* text = label->string()) {
      made.kind = ast::Label::Kind::String;
      made.string = string(text);
    } else {
      made.kind = ast::Label::Kind::Number;
      made.name = ident(first_token(label));
    }
    block.labels.push_back(made);
    block.header = join(block.header, made.span);
  }
  for (auto* clause : context->clause()) {
    const Lexeme* keyword = first_token(clause);
    if (clause->exception != nullptr || keyword == nullptr) continue;
    block.clauses.push_back(
        {.keyword = keyword->type == P::IN ? ast::ClauseKeyword::In : ast::ClauseKeyword::For,
         .keyword_span = span(*keyword),
         .reference = reference(clause->reference())});
    block.header = join(block.header, span(clause));
  }
}

const ast::Expr* Builder::reference(P::ReferenceContext* context) {
  if (context == nullptr || context->exception != nullptr)
    return make(span(context), ast::ErrorExpr{});
  const ast::Ident first = ident(context->word());
  const ast::Expr* result = make(first.span, ast::NameExpr{first.text});
  for (auto* part : context->NAME()) {
    const ast::Ident name = ident(leaf(part));
    result = make(join(result->span, name.span), ast::MemberExpr{.object = result, .name = name});
  }
  return result;
}

Span Builder::close_of(P::BodyContext* body) const {
  if (body == nullptr || body->children.empty()) return {};
  const Lexeme* close = leaf(body->children.back());
  return close == nullptr ? Span{} : span(*close);
}

bool Builder::conditional(P::IfMemberContext* context, MemberNode& node) {
  const auto bodies = context->body();
  if (bodies.empty()) return false;
  ast::If result{.condition = value(context->value()), .then = members(bodies[0]), .otherwise = {}};
  if (bodies.size() > 1) result.otherwise = members(bodies[1]);
  if (auto* other = context->ifMember(); other != nullptr && other->exception == nullptr) {
    ast::Member nested{.span = span(other), .doc = {}, .node = {}};
    if (conditional(other, nested.node)) {
      ast_.members.push_back(std::move(nested));
      result.otherwise.push_back(&ast_.members.back());
    }
  }
  node = std::move(result);
  return true;
}

}  // namespace svc::syntax
