#include "ide/tokens.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/lines.h"
#include "ide/walk.h"
#include "sema/kinds.h"
#include "syntax/tokens.h"

namespace svc::ide {

namespace {

using sema::KindDecl;
using syntax::Token;

constexpr std::string_view kGlobals[] = {"environment", "app", "aws"};
constexpr std::uint32_t kLet = kDeclaration | kReadonly;

// The nested block of a kind that the head of a block means: its labels fit, or at least its name.
const sema::BlockDecl* nested_decl(const KindDecl* kind, const ast::Block& block) {
  const sema::BlockDecl* named = nullptr;
  if (kind == nullptr) return nullptr;
  for (const sema::BlockDecl& decl : kind->blocks) {
    if (decl.name != block.kind.text) continue;
    if (named == nullptr) named = &decl;
    bool fits = decl.labels.size() == block.labels.size();
    for (std::size_t i = 0; fits && i < decl.labels.size(); ++i)
      fits = !decl.labels[i].fixed || decl.labels[i].name == block.labels[i].name.text;
    if (fits) return &decl;
  }
  return named;
}

bool takes_symbol(const sema::Type& type, std::string_view name) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [&](const sema::TypeAlternative& a) {
                       if (a.form == sema::TypeAlternative::Form::List ||
                           a.form == sema::TypeAlternative::Form::Map)
                         return a.element != nullptr && takes_symbol(*a.element, name);
                       return a.form == sema::TypeAlternative::Form::Symbol && a.name == name;
                     });
}

// Colours the words that the tree knows.
class Painter final : public Visitor {
 public:
  Painter(const ast::Ast& tree, const NameColors& names) : tree_(tree), names_(names) {}

  void paint(Span span, Color color, std::uint32_t modifiers = 0) {
    if (span.file == tree_.file && span.begin < span.end)
      out.push_back({span.begin, span.end, color, modifiers});
  }
  void paint(const ast::Ident& ident, Color color, std::uint32_t modifiers = 0) {
    if (!ident.text.empty()) paint(ident.span, color, modifiers);
  }

  void member(const ast::Member& member) override {
    const auto node = [&](const auto& one) { declare(one, member); };
    std::visit(node, member.node);
  }
  void expr(const ast::Expr& expr) override {
    if (const auto* name = std::get_if<ast::NameExpr>(&expr.node))
      return paint_name(*name, expr.span);
    if (const auto* member = std::get_if<ast::MemberExpr>(&expr.node))
      paint(member->name, Color::Property, kReadonly);
    if (const auto* string = std::get_if<ast::StringExpr>(&expr.node))
      return paint_string(*string, expr.span);
    if (const auto* call = std::get_if<ast::CallExpr>(&expr.node)) return paint_call(*call);
    if (const auto* object = std::get_if<ast::ObjectExpr>(&expr.node)) {
      for (const ast::ObjectEntry& entry : object->entries) {
        if (entry.computed == nullptr) paint(entry.key, Color::Property);
      }
    }
    if (std::holds_alternative<ast::NumberExpr>(expr.node) ||
        std::holds_alternative<ast::CidrExpr>(expr.node))
      paint(expr.span, Color::Number);
    if (std::holds_alternative<ast::BoolExpr>(expr.node)) paint(expr.span, Color::Keyword);
    if (const auto* comprehension = std::get_if<ast::ComprehensionExpr>(&expr.node)) {
      paint(comprehension->variable, Color::Variable, kDeclaration);
      const Scope scope(*this, {{comprehension->variable.text, Color::Variable}});
      return walk(expr);
    }
    walk(expr);
  }
  void type(const ast::TypeExpr& type) override {
    if (const auto* named = std::get_if<ast::NamedType>(&type.node)) {
      const bool kind = sema::find_kind(named->name.text) != nullptr;
      paint(named->name, kind || is_scalar(named->name.text) ? Color::Kind : Color::Symbol,
            kDefaultLibrary);
    }
    if (const auto* symbol = std::get_if<ast::SymbolType>(&type.node))
      paint(symbol->symbol, Color::Symbol);
    walk(type);
  }

  std::vector<ColoredToken> out;

 private:
  using Names = std::vector<std::pair<std::string_view, Color>>;

  // Names that are known inside of a member only.
  class Scope {
   public:
    Scope(Painter& painter, Names names) : painter_(painter) {
      painter_.scopes_.push_back(std::move(names));
    }
    ~Scope() { painter_.scopes_.pop_back(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Painter& painter_;
  };

  // Sets the kind that provides the fields here.
  class Inside {
   public:
    Inside(Painter& painter, const KindDecl* kind) : painter_(painter), before_(painter.kind_) {
      painter_.kind_ = kind;
    }
    ~Inside() { painter_.kind_ = before_; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    Painter& painter_;
    const KindDecl* before_;
  };

  static bool is_scalar(std::string_view word) {
    static constexpr std::string_view kScalars[] = {
        "any", "string", "int", "number", "bool",  "duration", "size",  "percent",
        "cpu", "cidr",   "ip",  "port",   "range", "arn",      "image", "schedule"};
    return std::find(std::begin(kScalars), std::end(kScalars), word) != std::end(kScalars);
  }

  [[nodiscard]] std::optional<Color> color_of(std::string_view name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      const auto found = std::find_if(scope->begin(), scope->end(),
                                      [name](const auto& one) { return one.first == name; });
      if (found != scope->end()) return found->second;
    }
    const auto found = names_.find(name);
    return found == names_.end() ? std::nullopt : std::optional(found->second);
  }

  void paint_name(const ast::NameExpr& name, Span span) {
    const bool global =
        std::find(std::begin(kGlobals), std::end(kGlobals), name.name) != std::end(kGlobals);
    if (field_ != nullptr && takes_symbol(field_->type, name.name))
      return paint(span, Color::Symbol);
    if (const std::optional<Color> color = color_of(name.name))
      return paint(span, *color, *color == Color::Variable ? kReadonly : kPlain);
    if (global) return paint(span, Color::Variable, kDefaultLibrary | kReadonly);
    paint(span, reference_ ? Color::Variable : Color::Symbol);
  }

  // An unknown name counts as a block where only a block can be named.
  void reference(const ast::Expr* expr) {
    reference_ = true;
    maybe(expr);
    reference_ = false;
  }

  void paint_call(const ast::CallExpr& call) {
    const auto* name =
        call.callee == nullptr ? nullptr : std::get_if<ast::NameExpr>(&call.callee->node);
    const auto* method =
        call.callee == nullptr ? nullptr : std::get_if<ast::MemberExpr>(&call.callee->node);
    if (name != nullptr) {
      paint(call.callee->span, Color::Function, kDefaultLibrary);
    } else if (method != nullptr) {
      paint(method->name, Color::Method);
      maybe(method->object);
    } else {
      maybe(call.callee);
    }
    const sema::FieldDecl* const before = std::exchange(field_, nullptr);
    for (const ast::Expr* argument : call.arguments) maybe(argument);
    field_ = before;
  }

  // The pieces of text between the interpolations.
  void paint_string(const ast::StringExpr& string, Span span) {
    std::uint32_t from = span.begin;
    for (const ast::StringPiece& piece : string.pieces) {
      if (piece.expr == nullptr) continue;
      paint({span.file, from, piece.span.begin}, Color::String);
      expr(*piece.expr);
      from = piece.span.end;
    }
    paint({span.file, from, span.end}, Color::String);
  }

  void scoped(const std::vector<const ast::Member*>& all, Names names) {
    for (const ast::Member* member : all) {
      if (const auto* param = std::get_if<ast::Param>(&member->node))
        names.emplace_back(param->name.text, Color::Parameter);
      if (const auto* let = std::get_if<ast::Let>(&member->node))
        names.emplace_back(let->name.text, Color::Variable);
      if (const auto* block = std::get_if<ast::Block>(&member->node);
          block != nullptr && !block->labels.empty())
        names.emplace_back(block->labels.back().name.text, Color::Variable);
    }
    const Scope scope(*this, std::move(names));
    members(all);
  }

  void declare(const ast::Field& field, const ast::Member&) {
    if (field.computed == nullptr) paint(field.name, Color::Property);
    const sema::FieldDecl* const before =
        std::exchange(field_, kind_ == nullptr ? nullptr : kind_->field(field.name.text));
    maybe(field.computed);
    maybe(field.value);
    field_ = before;
  }

  void paint_label(const ast::Label& label, const sema::LabelDecl* decl, bool declares) {
    if (label.kind == ast::Label::Kind::String) return maybe(label.string);
    if (label.kind == ast::Label::Kind::Number) return paint(label.span, Color::Number);
    if (declares) return paint(label.name, Color::Variable, kDeclaration);
    if (decl == nullptr || decl->fixed || takes_symbol(decl->type, label.name.text))
      return paint(label.name, Color::Symbol);
    paint(label.name, Color::Variable);
  }

  void declare(const ast::Block& block, const ast::Member&) {
    const sema::BlockDecl* const decl = nested_decl(kind_, block);
    const KindDecl* inside = decl != nullptr ? decl->body : nullptr;
    const bool top =
        inside == nullptr && (kind_ == nullptr || kind_->field(block.kind.text) != nullptr);
    if (inside == nullptr && block.labels.size() <= 1 && (top || block.labels.empty()))
      inside = sema::find_kind(block.kind.text);
    const bool component = top && color_of(block.kind.text) == Color::Component;
    const sema::FieldDecl* const map =
        decl == nullptr && kind_ != nullptr ? kind_->field(block.kind.text) : nullptr;
    if (map != nullptr && !map->is_inline)
      paint(block.kind, Color::Property);
    else
      paint(block.kind, component ? Color::Component : Color::Kind,
            component || inside == nullptr ? kPlain : kDefaultLibrary);
    for (std::size_t i = 0; i < block.labels.size(); ++i) {
      const sema::LabelDecl* const label =
          decl != nullptr && i < decl->labels.size() ? &decl->labels[i] : nullptr;
      if (block.kind.text == "app" && top)
        paint(block.labels[i].name, Color::Namespace, kDeclaration);
      else if (overlay_ && top && block.labels[i].kind == ast::Label::Kind::Name)
        paint(block.labels[i].name, Color::Variable, kModification);
      else
        paint_label(block.labels[i], label, top && decl == nullptr);
    }
    for (const ast::Clause& clause : block.clauses) reference(clause.reference);
    const Inside in(*this, inside != nullptr && block.existing && inside->existing != nullptr
                               ? inside->existing
                               : inside);
    members(block.members);
  }

  // Verbs are declared by a kind; IAM actions are strings.
  void declare(const ast::Allow& allow, const ast::Member&) {
    const auto verb = [this](const ast::Expr* one) {
      if (one != nullptr && std::holds_alternative<ast::NameExpr>(one->node))
        paint(one->span, Color::Method);
      else
        maybe(one);
    };
    const auto* list =
        allow.actions == nullptr ? nullptr : std::get_if<ast::ListExpr>(&allow.actions->node);
    if (list == nullptr)
      verb(allow.actions);
    else
      std::for_each(list->items.begin(), list->items.end(), verb);
    reference(allow.resources);
    maybe(allow.when);
  }

  void declare(const ast::Import& import, const ast::Member& member) {
    paint(import.alias, Color::Namespace, kDeclaration);
    walk(member);
  }
  void declare(const ast::Param& param, const ast::Member&) {
    paint(param.name, Color::Parameter, kDeclaration);
    maybe(param.type);
    maybe(param.value);
    const Inside in(*this, nullptr);
    members(param.options);
  }
  void declare(const ast::Let& let, const ast::Member& member) {
    paint(let.name, Color::Variable, kLet);
    walk(member);
  }
  void declare(const ast::Output& output, const ast::Member& member) {
    paint(output.name, Color::Property, kDeclaration);
    walk(member);
  }
  void declare(const ast::Assert&, const ast::Member& member) { walk(member); }
  void declare(const ast::Component& component, const ast::Member&) {
    paint(component.name, Color::Component, kDeclaration);
    paint(component.clause_name, Color::Parameter, kDeclaration);
    maybe(component.clause_type);
    const Inside in(*this, nullptr);
    scoped(component.members, {{component.clause_name.text, Color::Parameter}});
  }
  void declare(const ast::Environment& environment, const ast::Member& member) {
    paint(environment.name, Color::Namespace, kDeclaration);
    const Inside in(*this, nullptr);
    overlay_ = true;
    walk(member);
    overlay_ = false;
  }
  void declare(const ast::If&, const ast::Member& member) { walk(member); }
  void declare(const ast::For& loop, const ast::Member&) {
    paint(loop.variable, Color::Variable, kDeclaration);
    paint(loop.second, Color::Variable, kDeclaration);
    maybe(loop.list);
    const Scope scope(*this,
                      {{loop.variable.text, Color::Variable}, {loop.second.text, Color::Variable}});
    members(loop.members);
  }

  // The prelude's own declarations.
  void declare(const ast::Kind& kind, const ast::Member& member) {
    paint(kind.name, Color::Kind, kDeclaration);
    for (const ast::KindClause& clause : kind.clauses)
      paint(clause.name, Color::Parameter, kDeclaration);
    walk(member);
  }
  void declare(const ast::FieldDecl& field, const ast::Member& member) {
    paint(field.name, Color::Property, kDeclaration);
    walk(member);
  }
  void declare(const ast::BlockDecl& block, const ast::Member& member) {
    paint(block.name, Color::Kind, kDeclaration);
    for (const ast::LabelDecl& label : block.labels)
      paint(label.name, label.type == nullptr ? Color::Symbol : Color::Parameter, kDeclaration);
    walk(member);
  }
  void declare(const ast::AttributeDecl& attribute, const ast::Member& member) {
    paint(attribute.name, Color::Property, kLet);
    walk(member);
  }
  void declare(const ast::MethodDecl& method, const ast::Member& member) {
    paint(method.name, Color::Method, kDeclaration);
    for (const ast::MethodParam& param : method.params)
      paint(param.name, Color::Parameter, kDeclaration);
    walk(member);
  }
  void declare(const ast::VerbDecl& verb, const ast::Member& member) {
    paint(verb.name, Color::Method, kDeclaration);
    walk(member);
  }

  const ast::Ast& tree_;
  const NameColors& names_;
  std::vector<Names> scopes_;
  const KindDecl* kind_ = nullptr;          // of the block that is being painted
  const sema::FieldDecl* field_ = nullptr;  // the field of the current value
  bool reference_ = false;                  // where a block is named
  bool overlay_ = false;  // in an environment: its blocks change those of the program
};

// The meaning of single tokens. Words and strings that the tree knows are handled there.
void paint_tokens(const ast::Ast& tree, std::string_view text, std::vector<ColoredToken>& out) {
  std::set<std::uint32_t> doc;
  for (const ast::Comment& comment : tree.comments) {
    if (comment.kind == ast::Comment::Kind::Doc) doc.insert(comment.span.begin);
  }
  for (const Token& token : syntax::tokenize(text).tokens) {
    const auto add = [&](Color color, std::uint32_t modifiers = 0) {
      out.push_back({token.begin, token.end, color, modifiers});
    };
    switch (token.kind) {
      case Token::Kind::LineComment:
      case Token::Kind::BlockComment:
        add(Color::Comment, doc.contains(token.begin) ? kDocumentation : kPlain);
        break;
      case Token::Kind::Keyword:
        add(Color::Keyword);
        break;
      case Token::Kind::Number:
        add(Color::Number);
        break;
      case Token::Kind::String:
      case Token::Kind::TextBlock:
        add(Color::String);
        break;
      case Token::Kind::Mark:
        if (std::string_view("{}[](),.:").find(text[token.begin]) == std::string_view::npos ||
            text.substr(token.begin, token.end - token.begin) == "..")
          add(Color::Operator);
        break;
      case Token::Kind::Word:
        break;
    }
  }
}

// Cuts tokens at the ends of lines, without the blanks in front.
void add_lines(const ColoredToken& token, std::string_view text, std::vector<ColoredToken>& out) {
  for (std::uint32_t begin = token.begin; begin < token.end;) {
    const std::size_t line_end = std::min<std::size_t>(svc::line_end(text, begin), token.end);
    std::size_t end = line_end;
    std::size_t first = begin;
    while (first < end && (text[first] == ' ' || text[first] == '\t')) ++first;
    if (first < end)
      out.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end),
                     token.color, token.modifiers});
    begin = static_cast<std::uint32_t>(line_end) + 1;
  }
}

}  // namespace

void add_names(const ast::Ast& tree, NameColors& names) {
  for (const ast::Member* member : tree.items) {
    if (const auto* block = std::get_if<ast::Block>(&member->node);
        block != nullptr && !block->labels.empty() && block->kind.text != "app")
      names.emplace(block->labels.back().name.text, Color::Variable);
    if (const auto* let = std::get_if<ast::Let>(&member->node))
      names.emplace(let->name.text, Color::Variable);
    if (const auto* param = std::get_if<ast::Param>(&member->node))
      names.emplace(param->name.text, Color::Parameter);
    if (const auto* component = std::get_if<ast::Component>(&member->node))
      names.emplace(component->name.text, Color::Component);
    if (const auto* import = std::get_if<ast::Import>(&member->node);
        import != nullptr && !import->alias.text.empty())
      names.emplace(import->alias.text, Color::Namespace);
  }
}

std::vector<ColoredToken> colored_tokens(const ast::Ast& tree, const SourceFile& file,
                                         const NameColors& names) {
  Painter painter(tree, names);
  painter.file(tree);
  std::vector<ColoredToken> painted = std::move(painter.out);
  const auto known = static_cast<std::ptrdiff_t>(painted.size());
  paint_tokens(tree, file.text(), painted);
  // If both know a place, the tree wins. A string with pieces in the tree covers the whole token.
  std::stable_sort(painted.begin(), painted.begin() + known,
                   [](const ColoredToken& a, const ColoredToken& b) { return a.begin < b.begin; });
  std::stable_sort(painted.begin(), painted.end(),
                   [](const ColoredToken& a, const ColoredToken& b) { return a.begin < b.begin; });
  std::vector<ColoredToken> out;
  std::uint32_t end = 0;
  for (const ColoredToken& token : painted) {
    if (token.begin < end) continue;
    end = token.end;
    add_lines(token, file.text(), out);
  }
  return out;
}

}  // namespace svc::ide
