// Declarations of kinds; only the standard library contains them.
#include "syntax/antlr/build.h"

namespace svc::syntax {

bool Builder::kind(P::KindDeclContext* context, bool existing, MemberNode& node) {
  if (context == nullptr || context->exception != nullptr) return false;
  ast::Kind result{
      .existing = existing, .name = ident(context->word()), .clauses = {}, .members = {}};
  for (auto* clause : context->kindClause()) {
    const Lexeme* keyword = first_token(clause);
    if (clause->exception != nullptr || keyword == nullptr) continue;
    result.clauses.push_back(
        {.keyword = keyword->type == P::IN ? ast::ClauseKeyword::In : ast::ClauseKeyword::For,
         .name = ident(clause->word()),
         .type = type(clause->type())});
  }
  result.members = members(context->body());
  node = std::move(result);
  return true;
}

bool Builder::kind_member(Rule* context, MemberNode& node) {
  switch (context->getRuleIndex()) {
    case P::RuleKindDecl:
      return kind(static_cast<P::KindDeclContext*>(context), false, node);
    case P::RuleBlockDecl: {
      auto* block = static_cast<P::BlockDeclContext*>(context);
      ast::BlockDecl result{.many = first_token(context)->type == P::BLOCKS,
                            .name = ident(block->word()),
                            .labels = {},
                            .members = {}};
      for (auto* label : block->labelDecl()) {
        result.labels.push_back({.name = ident(label->word()),
                                 .type = label->type() == nullptr ? nullptr : type(label->type())});
      }
      result.members = members(block->body());
      node = std::move(result);
      return true;
    }
    case P::RuleAttributeDecl: {
      auto* attribute = static_cast<P::AttributeDeclContext*>(context);
      node = ast::AttributeDecl{.name = ident(attribute->word()), .type = type(attribute->type())};
      return true;
    }
    case P::RuleMethodDecl: {
      auto* method = static_cast<P::MethodDeclContext*>(context);
      ast::MethodDecl result{
          .name = ident(method->word()), .params = {}, .result = type(method->type())};
      for (auto* param : method->methodParam())
        result.params.push_back({.name = ident(param->word()), .type = type(param->type())});
      refuse_double_commas(context);
      node = std::move(result);
      return true;
    }
    case P::RuleVerbDecl: {
      auto* verb = static_cast<P::VerbDeclContext*>(context);
      node = ast::VerbDecl{.name = ident(verb->word()), .options = members(verb->body())};
      return true;
    }
    default:
      return false;
  }
}

}  // namespace svc::syntax
