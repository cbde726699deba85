// Rewrites with the same meaning: shorthands and blocks, the order of members; and adding required
// fields.
#include <fmt/format.h>

#include <algorithm>

#include "base/lines.h"
#include "diagnostics/codes/kinds.h"
#include "ide/editing.h"
#include "ide/syntax.h"

namespace svc::ide {

namespace {

using sema::Scalar;
using sema::TypeAlternative;

// The only visible block of that kind; empty if there is none or more than one.
std::string only_block(const Editing& editing, std::string_view kind) {
  std::string found;
  for (const auto& environment : editing.program().environments()) {
    for (const sema::Block* block : environment->checked.program.blocks) {
      if (block->kind->name != kind || block->name == found) continue;
      if (!found.empty()) return {};
      found = block->name;
    }
    if (!found.empty()) break;
  }
  return found;
}

// A first value of the type: a well-formed value, or a word that names the expected type.
std::string placeholder(const Editing& editing, const sema::FieldDecl& field) {
  if (field.type.alternatives.empty()) return "\"\"";
  const TypeAlternative& first = field.type.alternatives.front();
  switch (first.form) {
    case TypeAlternative::Form::Symbol:
      return std::string(first.name);
    case TypeAlternative::Form::List:
      return "[]";
    case TypeAlternative::Form::Map:
      return "{}";
    case TypeAlternative::Form::Kind: {
      const std::string only = only_block(editing, first.name);
      return only.empty() ? fmt::format("{}_name", first.name) : only;
    }
    case TypeAlternative::Form::Scalar:
      break;
  }
  switch (first.scalar) {
    case Scalar::Bool:
      return "false";
    case Scalar::Int:
    case Scalar::Number:
      return field.min > 1 && field.min < 1e9
                 ? fmt::format("{}", static_cast<std::int64_t>(field.min))
                 : "1";
    case Scalar::Port:
      return "80";
    case Scalar::Duration:
      return "30s";
    case Scalar::Size:
      return "512MiB";
    case Scalar::Percent:
      return "60%";
    case Scalar::Cpu:
      return "0.25vcpu";
    case Scalar::Cidr:
      return "10.0.0.0/16";
    case Scalar::Ip:
      return "10.0.0.1";
    case Scalar::Range:
      return "1..2";
    case Scalar::Arn:
      return "\"arn:aws:…\"";
    case Scalar::Schedule:
      return "\"rate(1 day)\"";
    case Scalar::Any:
    case Scalar::String:
    case Scalar::Name:
    case Scalar::Image:
      return "\"\"";
  }
  return "\"\"";
}

bool is_map(const sema::FieldDecl& field) {
  return std::any_of(field.type.alternatives.begin(), field.type.alternatives.end(),
                     [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Map; });
}

// The innermost block with its head in the range.
const ast::Member* at_head(const Editing& editing) {
  const ast::Member* found = nullptr;
  for (const ast::Member* member : editing.path()) {
    const auto* block = std::get_if<ast::Block>(&member->node);
    if (block != nullptr && editing.range().begin <= block->header.end) found = member;
  }
  return found;
}

}  // namespace

void required_fields(const Editing& editing, std::vector<CodeAction>& actions) {
  const ast::Block* block = editing.block();
  if (block == nullptr || !block->close.valid()) return;
  const ast::Member* top = editing.top();
  if (std::holds_alternative<ast::Environment>(top->node)) return;  // an overlay lacks nothing
  const sema::RecordedPlace* place = editing.place(block->members);
  if (place == nullptr || place->kind == nullptr) return;
  for (const Diagnostic& d :
       editing.program().diagnostics()) {  // a field that is misspelt is not missing
    if (d.code == diag::UnknownField::code && d.span.file == block->header.file &&
        d.span.begin >= block->header.end && d.span.end <= block->close.end)
      return;
  }
  const std::string_view text = editing.source().text();
  const std::size_t line = line_begin(text, block->header.begin);
  const std::string indent(
      text.substr(line, std::min(text.find_first_not_of(" \t", line), text.size()) - line));
  std::string lines;
  std::size_t count = 0;
  for (const sema::FieldDecl& field : place->kind->fields) {
    if (!field.required() || is_set(block->members, field.name)) continue;
    lines += field.is_inline
                 ? fmt::format("\n{}  {} {{}}", indent, field.name)
                 : fmt::format("\n{}  {} = {}", indent, field.name, placeholder(editing, field));
    ++count;
  }
  if (count == 0) return;
  // Behind the last member, or the opening brace.
  const std::uint32_t at =
      block->members.empty()
          ? static_cast<std::uint32_t>(text.find('{', block->header.end)) + 1
          : with_comma(text, editing.replace(block->members.back()->span, "")).at.end;
  const bool open_end = has_line_end(text.substr(at, block->close.begin - at));
  const auto edit = editing.insert(at, lines + (open_end ? "" : "\n" + indent));
  actions.push_back(editing.action(
      ActionForm::QuickFix,
      count == 1 ? "Add the required field" : fmt::format("Add the {} required fields", count),
      {edit}));
}

// `health = "/x"` and `health { path = "/x" }`, `env = { A = 1 }` and `env { A = 1 }`.
void shorthands(const Editing& editing, std::vector<CodeAction>& actions) {
  const ast::Member* inner = editing.innermost();
  if (inner == nullptr) return;
  if (const auto* field = std::get_if<ast::Field>(&inner->node);
      field != nullptr && editing.range().begin <= field->name.span.end) {
    const sema::Meaning* meaning = editing.meaning(field->name.span);
    const std::string value(editing.text(field->value->span));
    if (meaning != nullptr && meaning->form == sema::Meaning::Form::Block &&
        meaning->block->body->primary() != nullptr) {
      const std::string text = fmt::format("{} {{ {} = {} }}", field->name.text,
                                           meaning->block->body->primary()->name, value);
      actions.push_back(editing.action(ActionForm::Rewrite, "Write it as a block",
                                       {editing.replace(inner->span, text)}));
    }
    const bool object = std::holds_alternative<ast::ObjectExpr>(field->value->node);
    if (meaning != nullptr && meaning->field != nullptr && is_map(*meaning->field) && object) {
      actions.push_back(editing.action(
          ActionForm::Rewrite, "Write it as a block",
          {editing.replace(inner->span, fmt::format("{} {}", field->name.text, value))}));
    }
  }
  const ast::Member* head = at_head(editing);
  const auto* block = head == nullptr ? nullptr : std::get_if<ast::Block>(&head->node);
  if (block == nullptr || !block->labels.empty() || block->members.size() > 1) return;
  const auto* only =
      block->members.empty() ? nullptr : std::get_if<ast::Field>(&block->members.front()->node);
  const sema::Meaning* meaning = editing.meaning(block->kind.span);
  if (only == nullptr || meaning == nullptr || meaning->form != sema::Meaning::Form::Block) return;
  const sema::FieldDecl* primary = meaning->block->body->primary();
  const bool comments = std::any_of(
      editing.tree().comments.begin(), editing.tree().comments.end(), [&](const ast::Comment& c) {
        return c.span.begin > head->span.begin && c.span.end < head->span.end;
      });
  if (primary == nullptr || primary->name != only->name.text || comments) return;
  actions.push_back(editing.action(
      ActionForm::Rewrite, "Write it short",
      {editing.replace(
          head->span, fmt::format("{} = {}", block->kind.text, editing.text(only->value->span)))}));
}

namespace {

// The canonical position of a member: fields in the order of the kind, then blocks in the order of
// the kind, then permissions and everything else as written.
std::size_t rank(const ast::Member& member, const sema::KindDecl& kind) {
  const auto position = [](const auto& items, std::string_view name) {
    return static_cast<std::size_t>(
        std::find_if(items.begin(), items.end(),
                     [name](const auto& item) { return item.name == name; }) -
        items.begin());
  };
  constexpr std::size_t kBlocks = 1000;
  constexpr std::size_t kRest = 2000;
  if (std::holds_alternative<ast::Let>(member.node)) return 0;
  std::string_view name;
  if (const auto* field = std::get_if<ast::Field>(&member.node)) name = field->name.text;
  if (const auto* block = std::get_if<ast::Block>(&member.node)) name = block->kind.text;
  if (name.empty()) return kRest;
  const std::size_t field = position(kind.fields, name);
  if (field < kind.fields.size()) return 1 + field;
  const std::size_t block = position(kind.blocks, name);
  return block < kind.blocks.size() ? kBlocks + block : kRest;
}

}  // namespace

void sort_members(const Editing& editing, std::vector<CodeAction>& actions) {
  const ast::Member* head = at_head(editing);
  const auto* block = head == nullptr ? nullptr : std::get_if<ast::Block>(&head->node);
  if (block == nullptr || block->members.size() < 2 || !block->close.valid()) return;
  const sema::RecordedPlace* place = editing.place(block->members);
  if (place == nullptr || (place->kind == nullptr && place->map == nullptr)) return;
  if (place->kind != nullptr && place->kind->name == "pipeline")
    return;  // its steps are taken in the order written
  // Each member with its leading comments, up to the end of its line.
  const std::string_view text = editing.source().text();
  std::uint32_t begin = static_cast<std::uint32_t>(text.find('{', block->header.end)) + 1;
  const std::uint32_t first = begin;
  struct Piece {
    std::size_t rank;
    std::string_view name;
    std::string text;
  };
  std::vector<Piece> pieces;
  for (const ast::Member* member : block->members) {
    std::uint32_t end = with_comma(text, editing.replace(member->span, "")).at.end;
    const std::size_t line = line_end(text, end);
    const std::string_view rest = text.substr(end, line - end);
    if (rest.find_first_not_of(" \t") == std::string_view::npos ||
        rest.find("//") == rest.find_first_not_of(" \t"))
      end = static_cast<std::uint32_t>(line);
    const auto* field = std::get_if<ast::Field>(&member->node);
    pieces.push_back(
        {place->kind == nullptr ? 0 : rank(*member, *place->kind),
         place->kind == nullptr && field != nullptr ? field->name.text : std::string_view(),
         std::string(text.substr(begin, end - begin))});
    begin = end;
  }
  const auto before = [](const Piece& a, const Piece& b) {
    return std::tie(a.rank, a.name) < std::tie(b.rank, b.name);
  };
  if (std::is_sorted(pieces.begin(), pieces.end(), before)) return;
  std::stable_sort(pieces.begin(), pieces.end(), before);
  std::string sorted;
  for (const Piece& piece : pieces) {
    sorted += piece.text;
    if (!piece.text.ends_with(',') && !has_line_end(piece.text) &&
        piece.text.find("//") == std::string::npos)
      sorted += ',';  // of members on one line each ends with a comma
  }
  if (sorted.ends_with(',')) sorted.pop_back();
  actions.push_back(editing.action(ActionForm::Sort, "Sort the members",
                                   {editing.replace({block->header.file, first, begin}, sorted)}));
}

}  // namespace svc::ide
