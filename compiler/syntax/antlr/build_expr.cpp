// Expressions. The rule `expr` is a flat list of operands and operators; it becomes a tree here.
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/build.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;
using ast::BinaryOp;

struct Operator {
  BinaryOp op{};
  int level = 0;  // the higher, the tighter
};

[[nodiscard]] Operator operator_of(std::uint16_t type) {
  switch (type) {
    case P::OR:
      return {BinaryOp::Or, 1};
    case P::AND:
      return {BinaryOp::And, 2};
    case P::EQUAL:
      return {BinaryOp::Equal, 3};
    case P::NOT_EQUAL:
      return {BinaryOp::NotEqual, 3};
    case P::LESS:
      return {BinaryOp::Less, 4};
    case P::LESS_EQUAL:
      return {BinaryOp::LessEqual, 4};
    case P::GREATER:
      return {BinaryOp::Greater, 4};
    case P::GREATER_EQUAL:
      return {BinaryOp::GreaterEqual, 4};
    case P::RANGE:
      return {BinaryOp::Range, 5};
    case P::PLUS:
      return {BinaryOp::Add, 6};
    case P::MINUS:
      return {BinaryOp::Subtract, 6};
    case P::STAR:
      return {BinaryOp::Multiply, 7};
    case P::SLASH:
      return {BinaryOp::Divide, 7};
    case P::PERCENT:
      return {BinaryOp::Modulo, 7};
    default:
      return {};
  }
}

}  // namespace

ast::Expr* Builder::make(Span where, decltype(ast::Expr::node) node) {
  ast_.exprs.push_back({where, std::move(node)});
  return &ast_.exprs.back();
}

const ast::Expr* Builder::value(P::ValueContext* context) {
  if (context == nullptr || context->exception != nullptr)
    return make(span(context), ast::ErrorExpr{});
  return expr(context->expr());
}

// Precedence climbing with two stacks, so a long row needs no recursion. An operator is applied as
// soon as the next one does not bind tighter.
const ast::Expr* Builder::expr(P::ExprContext* context) {
  if (context == nullptr || context->exception != nullptr || context->children.empty())
    return make(span(context), ast::ErrorExpr{});
  struct Pending {
    Operator op;
    Span where;
  };
  std::vector<const ast::Expr*> values;
  std::vector<Pending> pending;
  const auto apply_down_to = [&](int level) {
    while (!pending.empty() && pending.back().op.level >= level && values.size() >= 2) {
      const ast::Expr* right = values.back();
      values.pop_back();
      const ast::Expr* left = values.back();
      values.back() =
          make(join(left->span, right->span), ast::BinaryExpr{.op = pending.back().op.op,
                                                              .op_span = pending.back().where,
                                                              .left = left,
                                                              .right = right});
      pending.pop_back();
    }
  };
  std::vector<const ast::Expr*> branches;  // of the ternary
  for (Node* node : context->children) {
    if (const Lexeme* token = leaf(node)) {
      const Operator op = operator_of(token->type);
      if (op.level == 0) continue;  // `?` and `:`
      apply_down_to(op.level);
      pending.push_back({op, span(*token)});
    } else if (Rule* part = rule(node); part != nullptr && part->getRuleIndex() == P::RuleOperand) {
      values.push_back(operand(static_cast<P::OperandContext*>(part)));
    } else if (part != nullptr) {
      branches.push_back(expr(static_cast<P::ExprContext*>(part)));
    }
  }
  apply_down_to(0);
  const ast::Expr* result = values.empty() ? make(span(context), ast::ErrorExpr{}) : values.front();
  if (branches.size() != 2) return result;
  return make(join(result->span, branches[1]->span),
              ast::TernaryExpr{.condition = result, .yes = branches[0], .no = branches[1]});
}

// `!` and `-` in front, then the primary, then `.name`, `[index]` and `(arguments)`.
const ast::Expr* Builder::operand(P::OperandContext* context) {
  if (context == nullptr || context->exception != nullptr)
    return make(span(context), ast::ErrorExpr{});
  std::vector<const Lexeme*> signs;
  const ast::Expr* result = nullptr;
  for (std::size_t i = 0; i < context->children.size(); ++i) {
    Node* node = context->children[i];
    const Lexeme* token = leaf(node);
    if (result == nullptr && token != nullptr &&
        (token->type == P::NOT || token->type == P::MINUS)) {
      signs.push_back(token);
    } else if (result == nullptr) {
      result = primary(node, context, i);
    } else if (Rule* part = rule(node); part != nullptr && part->getRuleIndex() == P::RulePostfix) {
      result = postfix(static_cast<P::PostfixContext*>(part), result);
    }
  }
  if (result == nullptr) result = make(span(context), ast::ErrorExpr{});
  for (auto sign = signs.rbegin(); sign != signs.rend(); ++sign) {
    const auto op = (*sign)->type == P::NOT ? ast::UnaryOp::Not : ast::UnaryOp::Negate;
    result = make(join(span(**sign), result->span), ast::UnaryExpr{.op = op, .operand = result});
  }
  return result;
}

// `index` is the position of `node` among the operand's children; for `( expr )` it moves to the
// closing bracket.
const ast::Expr* Builder::primary(Node* node, Rule* operand, std::size_t& index) {
  if (const Lexeme* token = leaf(node)) {
    switch (token->type) {
      case P::NUMBER:
        return number(*token);
      case P::CIDR:
        return cidr(*token);
      case P::TRUE:
        return make(span(*token), ast::BoolExpr{true});
      case P::FALSE:
        return make(span(*token), ast::BoolExpr{false});
      case P::LPAREN:
        break;
      default:
        return make(span(*token), ast::ErrorExpr{});
    }
    const Lexeme* close =
        index + 2 < operand->children.size() ? leaf(operand->children[index + 2]) : nullptr;
    Rule* inner =
        index + 1 < operand->children.size() ? rule(operand->children[index + 1]) : nullptr;
    if (close == nullptr || inner == nullptr || inner->getRuleIndex() != P::RuleExpr)
      return make(span(*token), ast::ErrorExpr{});
    index += 2;
    // The tree has no node for the brackets. The span includes them.
    auto* result = const_cast<ast::Expr*>(expr(static_cast<P::ExprContext*>(inner)));
    result->span = join(span(*token), span(*close));
    return result;
  }
  Rule* part = rule(node);
  switch (part->getRuleIndex()) {
    case P::RuleWord: {
      const ast::Ident name = ident(static_cast<P::WordContext*>(part));
      return make(name.span, ast::NameExpr{name.text});
    }
    case P::RuleString:
      return string(static_cast<P::StringContext*>(part));
    case P::RuleList:
      return list(static_cast<P::ListContext*>(part));
    case P::RuleObject:
      return object(static_cast<P::ObjectContext*>(part));
    default:
      return make(span(part), ast::ErrorExpr{});
  }
}

const ast::Expr* Builder::postfix(P::PostfixContext* context, const ast::Expr* object) {
  const Span where = join(object->span, span(context));
  const Lexeme* opener = context->children.empty() ? nullptr : leaf(context->children.front());
  if (context->exception != nullptr || opener == nullptr) return make(where, ast::ErrorExpr{});
  if (opener->type == P::DOT) {
    const Lexeme* name = context->children.size() > 1 ? leaf(context->children[1]) : nullptr;
    if (name == nullptr || name->inserted) return make(where, ast::ErrorExpr{});
    return make(where, ast::MemberExpr{.object = object, .name = ident(name)});
  }
  if (opener->type == P::LBRACKET)
    return make(where, ast::IndexExpr{.object = object, .index = expr(context->expr())});
  ast::CallExpr call{.callee = object, .arguments = {}};
  if (auto* arguments = context->arguments()) {
    for (auto* argument : arguments->expr()) call.arguments.push_back(expr(argument));
    refuse_double_commas(arguments);
  }
  return make(where, std::move(call));
}

const ast::Expr* Builder::list(P::ListContext* context) {
  if (context->exception != nullptr) return make(span(context), ast::ErrorExpr{});
  if (auto* comprehension = context->comprehension()) {
    const auto parts = comprehension->expr();
    if (comprehension->exception != nullptr || parts.empty() || context->expr().empty())
      return make(span(context), ast::ErrorExpr{});
    return make(span(context),
                ast::ComprehensionExpr{.element = expr(context->expr(0)),
                                       .variable = ident(comprehension->word()),
                                       .list = expr(parts[0]),
                                       .condition = parts.size() > 1 ? expr(parts[1]) : nullptr});
  }
  ast::ListExpr result;
  for (auto* item : context->expr()) result.items.push_back(expr(item));
  refuse_double_commas(context);
  return make(span(context), std::move(result));
}

const ast::Expr* Builder::object(P::ObjectContext* context) {
  if (context == nullptr || context->exception != nullptr)
    return make(span(context), ast::ErrorExpr{});
  ast::ObjectExpr result;
  for (auto* entry : context->entry()) {
    if (entry->exception != nullptr) continue;
    const Key key =
        entry->word() != nullptr ? Key{ident(entry->word()), nullptr} : string_key(entry->string());
    result.entries.push_back(
        {.key = key.name, .value = expr(entry->expr()), .computed = key.computed});
  }
  refuse_double_commas(context);
  return make(span(context), std::move(result));
}

// `[a,,b]`: the grammar accepts it, so that it needs only one token of look-ahead.
void Builder::refuse_double_commas(const Rule* context) {
  const Lexeme* before = nullptr;
  for (Node* node : context->children) {
    const Lexeme* token = leaf(node);
    if (token != nullptr && token->type == P::COMMA && before != nullptr &&
        before->type == P::COMMA && !before->inserted && !token->bad) {
      reporter_.report<diag::UnexpectedToken>(span(*token), "a value", "`,`")
          .help("one comma is enough")
          .repair("remove it", {{span(*token), ""}});
      ast_.broken.push_back(span(*token));
    }
    before = token;
  }
}

}  // namespace svc::syntax
