// Extracting a value or a block, inlining one, moving one to another file.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "base/paths.h"
#include "ide/editing.h"

namespace svc::ide {

namespace {

// The selected expression, without blanks around it. Without a selection, the literal at the place.
const ast::Expr* selected(const Editing& editing) {
  Span range = editing.range();
  const std::string_view text = editing.source().text();
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (range.begin < range.end && blank(text[range.begin])) ++range.begin;
  while (range.end > range.begin && blank(text[range.end - 1])) --range.end;
  const ast::Expr* found = nullptr;
  ast::each_expr(editing.tree(), [&](const ast::Expr& expr) {
    if (range.begin < range.end && expr.span == range) found = &expr;
    const bool literal = std::holds_alternative<ast::StringExpr>(expr.node) ||
                         std::holds_alternative<ast::NumberExpr>(expr.node) ||
                         std::holds_alternative<ast::CidrExpr>(expr.node);
    if (range.begin == range.end && literal && expr.span.begin <= range.begin &&
        range.begin <= expr.span.end)
      found = &expr;
  });
  return found;
}

// Names inside the span that are known only around it: loop variables, lets and params of a block
// or component.
bool depends_on_place(const Editing& editing, Span span) {
  const Index& index = editing.program().index();
  return std::any_of(index.uses().begin(), index.uses().end(), [&](const sema::Use& use) {
    if (use.span.file != span.file || use.span.begin < span.begin || use.span.end > span.end)
      return false;
    if (use.meaning.form == sema::Meaning::Form::Symbol)
      return true;  // a symbol is only valid in its field
    if (!use.meaning.declaration.valid() ||
        (use.meaning.declaration.file == span.file && use.meaning.declaration.begin >= span.begin &&
         use.meaning.declaration.end <= span.end))
      return false;
    const Declaration* declared = index.declaration(use.meaning.declaration);
    return declared == nullptr || declared->form == Declaration::Form::Variable ||
           declared->container != nullptr;
  });
}

// The field with its value at or around the place.
const ast::Field* field_around(const Editing& editing, Span span) {
  for (auto at = editing.path().rbegin(); at != editing.path().rend(); ++at) {
    const auto* field = std::get_if<ast::Field>(&(*at)->node);
    if (field != nullptr && field->value->span.begin <= span.begin &&
        span.end <= field->value->span.end)
      return field;
  }
  return nullptr;
}

std::string word_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9' && !out.empty()))
      out += c;
    else if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
  }
  return out.empty() ? "value" : out;
}

// The type of the param that replaces a literal.
std::string param_type(const ast::Expr& expr, const sema::FieldDecl* field) {
  using Form = sema::TypeAlternative::Form;
  if (field != nullptr && field->type.alternatives.size() == 1 &&
      field->type.alternatives.front().form == Form::Scalar &&
      field->type.alternatives.front().scalar != sema::Scalar::Any)
    return std::string(field->type.alternatives.front().name);
  if (std::holds_alternative<ast::StringExpr>(expr.node)) return "string";
  if (std::holds_alternative<ast::BoolExpr>(expr.node)) return "bool";
  if (std::holds_alternative<ast::CidrExpr>(expr.node)) return "cidr";
  const auto* number = std::get_if<ast::NumberExpr>(&expr.node);
  if (number == nullptr) return {};
  switch (number->unit) {
    case ast::Unit::None:
      return number->integral ? "int" : "number";
    case ast::Unit::Percent:
      return "percent";
    case ast::Unit::Vcpu:
      return "cpu";
    case ast::Unit::KiB:
    case ast::Unit::MiB:
    case ast::Unit::GiB:
    case ast::Unit::TiB:
      return "size";
    default:
      return "duration";
  }
}

// A literal value, the same in all environments.
bool is_literal(const ast::Expr& expr) {
  const auto* text = std::get_if<ast::StringExpr>(&expr.node);
  if (text != nullptr)
    return std::all_of(text->pieces.begin(), text->pieces.end(),
                       [](const ast::StringPiece& piece) { return piece.expr == nullptr; });
  return std::holds_alternative<ast::NumberExpr>(expr.node) ||
         std::holds_alternative<ast::BoolExpr>(expr.node) ||
         std::holds_alternative<ast::CidrExpr>(expr.node);
}

// Whether it is the callee of a call: `images.tag` in `images.tag("1")` is not a value.
bool is_called(const Editing& editing, const ast::Expr& expr) {
  bool found = false;
  ast::each_expr(editing.tree(), [&](const ast::Expr& one) {
    const auto* call = std::get_if<ast::CallExpr>(&one.node);
    found = found || (call != nullptr && call->callee == &expr);
  });
  return found;
}

void extract_value(const Editing& editing, std::vector<CodeAction>& actions) {
  const ast::Expr* expr = selected(editing);
  const ast::Member* top = editing.top();
  if (expr == nullptr || top == nullptr || expr->span.size() == 0 || is_called(editing, *expr) ||
      depends_on_place(editing, expr->span))
    return;
  // Names in an environment may exist only in that environment.
  if (std::holds_alternative<ast::Environment>(top->node) && !is_literal(*expr)) return;
  if (std::holds_alternative<ast::Import>(top->node) ||
      std::holds_alternative<ast::Component>(top->node) ||
      std::holds_alternative<ast::Let>(top->node))
    return;
  for (const ast::Member* member : editing.path()) {  // the label of a block is not changed
    const auto* block = std::get_if<ast::Block>(&member->node);
    if (block != nullptr && expr->span.begin >= block->header.begin &&
        expr->span.end <= block->header.end)
      return;
  }
  const ast::Field* field = field_around(editing, expr->span);
  const std::string name =
      editing.fresh_name(field == nullptr ? "value" : word_of(field->name.text));
  const std::string text(editing.text(expr->span));
  const std::uint32_t at = editing.line_begin(*top);
  const auto edits = [&](const std::string& line) {
    return std::vector<TextEdit>{editing.insert(at, line + "\n"),
                                 editing.replace(expr->span, name)};
  };
  actions.push_back(editing.action(ActionForm::Extract, fmt::format("Extract to `let {}`", name),
                                   edits(fmt::format("let {} = {}", name, text)), name));
  const sema::Meaning* meaning = field == nullptr ? nullptr : editing.meaning(field->name.span);
  const sema::FieldDecl* decl = meaning == nullptr ? nullptr : meaning->field;
  const std::string type = param_type(*expr, decl);
  // Only the component's body knows how it uses the param: it may have to be known at compile time.
  if (type.empty() || decl == nullptr || decl->is_static || decl->file.empty() ||
      !is_literal(*expr))
    return;
  actions.push_back(editing.action(ActionForm::Extract, fmt::format("Extract to `param {}`", name),
                                   edits(fmt::format("param {}: {} = {}", name, type, text)),
                                   name));
}

// A top-level block becomes the body of a component, and an instance of that with the same name.
void extract_component(const Editing& editing, std::vector<CodeAction>& actions) {
  const ast::Member* top = editing.top();
  const auto* block = top == nullptr ? nullptr : std::get_if<ast::Block>(&top->node);
  const bool in_head = block != nullptr && editing.range().begin <= block->header.end;
  if (!in_head || block->existing || block->remove || block->labels.size() != 1 ||
      block->labels.front().kind != ast::Label::Kind::Name || block->kind.text == "app")
    return;
  const sema::KindDecl* kind = sema::find_kind(block->kind.text);
  if (kind == nullptr) return;
  const std::string own(block->labels.front().name.text);
  const std::string name = editing.fresh_name(fmt::format("{}_{}", own, block->kind.text));
  std::string body(editing.text(top->span));
  body.replace(block->labels.front().span.begin - top->span.begin,
               block->labels.front().span.size(), "self");
  if (body.find("\"\"\"") == std::string::npos) {  // the lines of a text block are the text
    for (std::size_t at = body.find('\n'); at != std::string::npos; at = body.find('\n', at + 1))
      body.insert(at + 1, "  ");
  }
  const std::string doc =
      top->doc.span.valid()
          ? std::string(editing.source().text().substr(editing.line_begin(*top),
                                                       top->span.begin - editing.line_begin(*top)))
          : std::string();
  const std::uint32_t begin = editing.line_begin(*top);
  const std::string made =
      fmt::format("{}component {} {{\n  {}\n}}\n\n{} {} {{}}", doc, name, body, name, own);
  actions.push_back(
      editing.action(ActionForm::Extract, fmt::format("Extract to `component {}`", name),
                     {editing.replace({top->span.file, begin, top->span.end}, made)}, name));
}

// A value that can be an operand without parentheses.
bool is_operand(const ast::Expr& expr) {
  return !std::holds_alternative<ast::BinaryExpr>(expr.node) &&
         !std::holds_alternative<ast::TernaryExpr>(expr.node) &&
         !std::holds_alternative<ast::UnaryExpr>(expr.node);
}

}  // namespace

void extract(const Editing& editing, std::vector<CodeAction>& actions) {
  extract_value(editing, actions);
  extract_component(editing, actions);
}

void inline_let(const Editing& editing, std::vector<CodeAction>& actions) {
  const Index& index = editing.program().index();
  const Point point{editing.range().file, editing.range().begin};
  const sema::Use* use = index.at(point);
  const Declaration* declared =
      use == nullptr ? nullptr : index.declaration(use->meaning.declaration);
  for (const Declaration& d : index.declarations()) {
    if (use == nullptr && d.span.file == point.file && d.span.begin <= point.offset &&
        point.offset <= d.span.end)
      declared = &d;
  }
  if (declared == nullptr || declared->form != Declaration::Form::Let ||
      declared->span.file != point.file)
    return;
  const auto& let = std::get<ast::Let>(declared->member->node);
  const std::vector<Span> uses = index.uses_of(declared->span);
  // Another file may not see the names in it. Names of the language itself (`environment.name`) are
  // visible everywhere.
  const bool needs_names =
      std::any_of(index.uses().begin(), index.uses().end(), [&](const sema::Use& one) {
        const Declaration* used = one.meaning.form == sema::Meaning::Form::Declared
                                      ? index.declaration(one.meaning.declaration)
                                      : nullptr;
        return used != nullptr && used->form != Declaration::Form::Environment &&
               one.span.file == point.file && let.value->span.begin <= one.span.begin &&
               one.span.end <= let.value->span.end;
      });
  std::vector<TextEdit> edits;
  for (const Span span : uses) {
    const std::string_view text = editing.program().sources()[span.file].text();
    if ((needs_names && span.file != point.file) || (span.begin > 0 && text[span.begin - 1] == '.'))
      return;
    const std::string value(editing.text(let.value->span));
    const std::deque<ast::Expr>& exprs = editing.program().tree(span.file)->exprs;
    const bool whole =
        std::any_of(exprs.begin(), exprs.end(), [&](const ast::Expr& e) { return e.span == span; });
    if (!whole) return;
    edits.push_back(editing.replace(span, is_operand(*let.value) ? value : "(" + value + ")"));
  }
  if (edits.empty()) return;
  const std::uint32_t begin = editing.line_begin(*declared->member);
  edits.push_back(editing.remove({point.file, begin, declared->member->span.end}));
  std::sort(edits.begin(), edits.end());
  actions.push_back(editing.action(ActionForm::Inline, fmt::format("Inline `{}`", declared->name),
                                   std::move(edits)));
}

void move_out(const Editing& editing, std::vector<CodeAction>& actions) {
  const ast::Member* top = editing.top();
  if (top == nullptr) return;
  const Index& index = editing.program().index();
  const Declaration* declared = nullptr;
  for (const Declaration& d : index.declarations()) {
    const bool head = d.member == top && editing.range().begin <= d.span.end &&
                      editing.range().end >= top->span.begin;
    if (head &&
        (d.form == Declaration::Form::Block || d.form == Declaration::Form::Component ||
         d.form == Declaration::Form::Let) &&
        !d.computed)
      declared = &d;
  }
  if (declared == nullptr || declared->container != nullptr) return;
  for (const Diagnostic& d :
       editing.program().diagnostics()) {  // names in unparsed text cannot be followed
    if (d.severity == Severity::Error && d.span.file == top->span.file &&
        d.span.begin >= top->span.begin && d.span.end <= top->span.end)
      return;
  }
  for (const sema::Use& use :
       index.uses()) {  // a file that names it would have to import the new one
    const Span at = use.meaning.declaration;
    if (use.span.file != top->span.file && at.valid() && at.file == top->span.file &&
        at.begin >= top->span.begin && at.end <= top->span.end)
      return;
  }
  // Its dependencies must be in other files, which the new file imports too. Files cannot import
  // each other.
  std::set<std::string> imports;
  const std::string folder(folder_of(editing.source().path()));
  for (const sema::Use& use : index.uses()) {
    if (use.span.file != top->span.file || use.span.begin < top->span.begin ||
        use.span.end > top->span.end || !use.meaning.declaration.valid())
      continue;
    const Span at = use.meaning.declaration;
    if (at.file == top->span.file) {
      if (at.begin < top->span.begin || at.end > top->span.end) return;
      continue;
    }
    const auto* import = [&]() -> const ast::Import* {
      for (const sema::Module& module : editing.program().modules()) {
        if (module.ast->file != top->span.file) continue;
        for (const sema::Module::Import& one : module.imports) {
          if (one.module != sema::Module::Import::kUnreadable &&
              editing.program().modules()[one.module].ast->file == at.file)
            return one.syntax;
        }
      }
      return nullptr;
    }();
    if (import == nullptr || !import->alias.text.empty()) return;
    imports.insert("import " + std::string(editing.text(import->path->span)) + "\n");
  }
  const std::string file = fmt::format("{}.svc", declared->name);
  const std::string path = folder.empty() ? file : folder + "/" + file;
  if (editing.program().find(path)) return;
  std::string text;
  for (const std::string& line : imports) text += line;
  const std::uint32_t begin = editing.line_begin(*top);
  text += (text.empty() ? "" : "\n") +
          std::string(editing.source().text().substr(begin, top->span.end - begin)) + "\n";
  std::uint32_t at = 0;  // behind the imports
  for (const ast::Member* member : editing.tree().items) {
    if (std::holds_alternative<ast::Import>(member->node)) at = member->span.end;
  }
  const std::string line = fmt::format("import \"{}\"", file);
  std::vector<TextEdit> edits = {editing.insert(at, at == 0 ? line + "\n" : "\n" + line),
                                 editing.remove({top->span.file, begin, top->span.end})};
  edits.push_back({{path, 0, 0}, text});
  actions.push_back(editing.action(
      ActionForm::Move, fmt::format("Move `{}` to {}", declared->name, file), std::move(edits)));
}

}  // namespace svc::ide
