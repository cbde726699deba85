#include "lint/words.h"

#include <algorithm>

#include "base/lines.h"
#include "base/overloaded.h"

namespace svc::lint {

namespace {

class Collector {
 public:
  void members(const std::vector<const ast::Member*>& list, bool top) {
    for (const ast::Member* m : list) member(*m, top);
  }

  Words take() { return std::move(words_); }

 private:
  void member(const ast::Member& m, bool top) {
    std::visit(
        overloaded{
            [&](const ast::Field& n) { expr(n.computed), expr(n.value); },
            [&](const ast::Block& n) { block(n, top); },
            [&](const ast::Allow& n) { expr(n.actions), expr(n.resources), expr(n.when); },
            [&](const ast::Import&) {},
            [&](const ast::Param& n) { type(n.type), expr(n.value), members(n.options, false); },
            [&](const ast::Let& n) { expr(n.value); }, [&](const ast::Output& n) { expr(n.value); },
            [&](const ast::Assert& n) { expr(n.condition), expr(n.message); },
            [&](const ast::Component& n) { type(n.clause_type), members(n.members, true); },
            [&](const ast::Environment& n) { members(n.members, true); },
            [&](const ast::If& n) {
              expr(n.condition), members(n.then, top), members(n.otherwise, top);
            },
            [&](const ast::For& n) { expr(n.list), members(n.members, top); },
            [](const auto&) {},  // declarations of kinds, which programs do not have
        },
        m.node);
  }

  void block(const ast::Block& n, bool top) {
    words_.insert(n.kind.text);
    for (const ast::Label& label : n.labels) {
      if (label.kind == ast::Label::Kind::String)
        expr(label.string);
      else if (!top)
        words_.insert(label.name.text);  // `route edge`; the label of a block at the top is a
                                         // declaration, or an environment's change
    }
    for (const ast::Clause& clause : n.clauses) expr(clause.reference);
    members(n.members, false);
  }

  void type(const ast::TypeExpr* t) {
    if (t == nullptr) return;
    std::visit(overloaded{
                   [&](const ast::NamedType& n) { words_.insert(n.name.text); },
                   [](const ast::SymbolType&) {},
                   [&](const ast::ListType& n) { type(n.element); },
                   [&](const ast::MapType& n) { type(n.element); },
                   [&](const ast::OptionalType& n) { type(n.base); },
                   [&](const ast::UnionType& n) {
                     for (const ast::TypeExpr* a : n.alternatives) type(a);
                   },
               },
               t->node);
  }

  void expr(const ast::Expr* e) {
    if (e == nullptr) return;
    std::visit(overloaded{
                   [](const ast::ErrorExpr&) {},
                   [](const ast::BoolExpr&) {},
                   [](const ast::NumberExpr&) {},
                   [](const ast::CidrExpr&) {},
                   [&](const ast::StringExpr& n) {
                     for (const ast::StringPiece& piece : n.pieces) expr(piece.expr);
                   },
                   [&](const ast::NameExpr& n) { words_.insert(n.name); },
                   [&](const ast::MemberExpr& n) { expr(n.object), words_.insert(n.name.text); },
                   [&](const ast::IndexExpr& n) { expr(n.object), expr(n.index); },
                   [&](const ast::CallExpr& n) {
                     expr(n.callee);
                     for (const ast::Expr* a : n.arguments) expr(a);
                   },
                   [&](const ast::ListExpr& n) {
                     for (const ast::Expr* item : n.items) expr(item);
                   },
                   [&](const ast::ObjectExpr& n) {
                     for (const ast::ObjectEntry& entry : n.entries)
                       expr(entry.computed), expr(entry.value);
                   },
                   [&](const ast::ComprehensionExpr& n) {
                     expr(n.element), expr(n.list), expr(n.condition);
                   },
                   [&](const ast::UnaryExpr& n) { expr(n.operand); },
                   [&](const ast::BinaryExpr& n) { expr(n.left), expr(n.right); },
                   [&](const ast::TernaryExpr& n) { expr(n.condition), expr(n.yes), expr(n.no); },
               },
               e->node);
  }

  Words words_;
};

// Visits an expression and those in it.
void look(const ast::Expr* e, const std::function<void(const ast::Expr&)>& visit) {
  if (e == nullptr) return;
  visit(*e);
  const auto all = [&visit](const std::vector<const ast::Expr*>& list) {
    for (const ast::Expr* one : list) look(one, visit);
  };
  std::visit(overloaded{
                 [&](const ast::StringExpr& n) {
                   for (const ast::StringPiece& piece : n.pieces) look(piece.expr, visit);
                 },
                 [&](const ast::MemberExpr& n) { look(n.object, visit); },
                 [&](const ast::IndexExpr& n) { look(n.object, visit), look(n.index, visit); },
                 [&](const ast::CallExpr& n) { all(n.arguments); },
                 [&](const ast::ListExpr& n) { all(n.items); },
                 [&](const ast::ObjectExpr& n) {
                   for (const ast::ObjectEntry& entry : n.entries)
                     look(entry.computed, visit), look(entry.value, visit);
                 },
                 [&](const ast::ComprehensionExpr& n) {
                   look(n.element, visit), look(n.list, visit), look(n.condition, visit);
                 },
                 [&](const ast::UnaryExpr& n) { look(n.operand, visit); },
                 [&](const ast::BinaryExpr& n) { look(n.left, visit), look(n.right, visit); },
                 [&](const ast::TernaryExpr& n) {
                   look(n.condition, visit), look(n.yes, visit), look(n.no, visit);
                 },
                 [](const auto&) {},
             },
             e->node);
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

}  // namespace

Words words_of(const std::vector<const ast::Member*>& members) {
  Collector collector;
  collector.members(members, true);
  return collector.take();
}

Words words_of(const Files& files) {
  Words all;
  for (const sema::Module& module : files.modules) all.merge(words_of(module.ast->items));
  return all;
}

void each_expression(const ast::Member& member,
                     const std::function<void(const ast::Expr&)>& visit) {
  std::visit(overloaded{
                 [&](const ast::Field& n) { look(n.computed, visit), look(n.value, visit); },
                 [&](const ast::Param& n) { look(n.value, visit); },
                 [&](const ast::Let& n) { look(n.value, visit); },
                 [&](const ast::Output& n) { look(n.value, visit); },
                 [&](const ast::Assert& n) { look(n.condition, visit); },
                 [&](const ast::If& n) { look(n.condition, visit); },
                 [&](const ast::For& n) { look(n.list, visit); },
                 [](const auto&) {},
             },
             member.node);
}

bool is_program(const Files& files) {
  const std::vector<const ast::Member*>& items = files.modules.front().ast->items;
  return std::any_of(items.begin(), items.end(), [](const ast::Member* member) {
    const auto* block = std::get_if<ast::Block>(&member->node);
    return block != nullptr && block->kind.text == "app";
  });
}

std::vector<const ast::Member*> inside(const ast::Member& member) {
  return std::visit(overloaded{
                        [](const ast::Block& n) { return n.members; },
                        [](const ast::Component& n) { return n.members; },
                        [](const ast::Environment& n) { return n.members; },
                        [](const ast::For& n) { return n.members; },
                        [](const ast::If& n) {
                          std::vector<const ast::Member*> both = n.then;
                          both.insert(both.end(), n.otherwise.begin(), n.otherwise.end());
                          return both;
                        },
                        [](const auto&) { return std::vector<const ast::Member*>(); },
                    },
                    member.node);
}

Edit removal(const Sources& sources, const ast::Member& member) {
  const std::string_view text = sources[member.span.file].text();
  Span span = member.doc.span.valid() ? join(member.doc.span, member.span) : member.span;
  std::uint32_t begin = span.begin;
  std::uint32_t end = span.end;
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  while (end < text.size() && (is_blank(text[end]) || text[end] == ',')) ++end;
  if (text.substr(end).starts_with("//"))
    end = static_cast<std::uint32_t>(line_end(text, end));  // the remark behind it
  const bool alone = line_begins_at(text, begin) && line_end(text, end) == end;
  if (alone) {
    span.begin = begin;
    span.end = static_cast<std::uint32_t>(behind_line_end(text, end));
  }
  return {span, ""};
}

}  // namespace svc::lint
