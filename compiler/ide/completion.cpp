// Completion: finds the position of the marker and who provides candidates for it.
#include "ide/completion.h"

#include <fmt/format.h>

#include "ide/completer.h"
#include "ide/remarks.h"

namespace svc::ide {

Completer::Completer(const LiveProgram& program, Point point, const CompletionContext& context)
    : program_(program),
      point_(point),
      context_(context),
      slot_(slot_at(program.sources()[point.file].text(), point.offset)) {
  result_.replace = {point.file, slot_.begin, point.offset};
}

Completion Completer::run() {
  if (slot_.kind == SlotKind::Nothing || program_.modules().empty()) return std::move(result_);
  variant_ = std::make_unique<Variant>(program_, point_.file, slot_.marked);
  recorded_ = variant_->record(environment_at());
  find_marker(variant_->tree().items, nullptr);
  switch (slot_.kind) {
    case SlotKind::Nothing:
      break;
    case SlotKind::Member:
      members();
      break;
    case SlotKind::Head:
      heads();
      break;
    case SlotKind::Clause:
      clause();
      break;
    case SlotKind::Value:
      values();
      break;
    case SlotKind::Attribute:
      attributes();
      break;
    case SlotKind::Key:
      keys();
      break;
    case SlotKind::Type:
      types();
      break;
    case SlotKind::Verb:
      verbs();
      break;
    case SlotKind::On:
      add(Form::Keyword, "on", Rank::Needed);
      break;
    case SlotKind::Existing:
      slot_.first_word == "remove" ? removable() : kinds(true, !slot_.at_line_end);
      break;
    case SlotKind::Import:
      paths(true, true);
      break;
    case SlotKind::Text:
      text();
      break;
  }
  std::stable_sort(
      result_.items.begin(), result_.items.end(),
      [](const CompletionItem& a, const CompletionItem& b) { return a.order < b.order; });
  return std::move(result_);
}

// The environment with an overlay around the place, else the first one.
std::string Completer::environment_at() const {
  for (const ast::Member* member : variant_->tree().items) {
    const auto* environment = std::get_if<ast::Environment>(&member->node);
    if (environment != nullptr && member->span.begin <= slot_.begin &&
        slot_.begin <= member->span.end)
      return std::string(environment->name.text);
  }
  return program_.environments().empty() ? std::string() : program_.environments().front()->name;
}

namespace {

bool is_marker(std::string_view text) {
  return text == kMarker;
}

// Whether the marker is in the member itself, not in a nested one.
bool has_marker(const ast::Member& member) {
  if (const auto* field = std::get_if<ast::Field>(&member.node)) return is_marker(field->name.text);
  const auto* block = std::get_if<ast::Block>(&member.node);
  if (block == nullptr) return false;
  return is_marker(block->kind.text) ||
         std::any_of(block->labels.begin(), block->labels.end(),
                     [](const ast::Label& label) { return is_marker(label.name.text); });
}

}  // namespace

void Completer::find_marker(const std::vector<const ast::Member*>& list,
                            const ast::Member* container) {
  const std::uint32_t at = slot_.begin;
  if (container == nullptr) {
    list_ = &list;
    for (const ast::Expr& expr : variant_->tree().exprs) {
      const auto* name = std::get_if<ast::NameExpr>(&expr.node);
      const auto* access = std::get_if<ast::MemberExpr>(&expr.node);
      if ((name != nullptr && is_marker(name->name) && expr.span.begin == at) ||
          (access != nullptr && is_marker(access->name.text) && access->name.span.begin == at))
        expr_ = &expr;
      const auto* string = std::get_if<ast::StringExpr>(&expr.node);
      if (slot_.kind == SlotKind::Text && string != nullptr && string->pieces.size() == 1 &&
          is_marker(string->pieces.front().text))
        expr_ = &expr;
    }
  }
  for (const ast::Member* member : list) {
    if (at < member->span.begin || at > member->span.end) continue;
    path_.push_back(member);
    list_ = &list;
    container_ = container;
    member_ = member;
    if (has_marker(*member)) return;
    const auto* inner = members_of(*member);
    const auto* other = other_members_of(*member);
    if (inner != nullptr) {
      const bool otherwise =
          other != nullptr && !other->empty() && at >= other->front()->span.begin;
      const bool transparent = std::holds_alternative<ast::If>(member->node) ||
                               std::holds_alternative<ast::For>(member->node);
      find_marker(otherwise ? *other : *inner, transparent ? container : member);
    }
    return;
  }
}

const sema::RecordedPlace* Completer::place() const {
  if (list_ == nullptr) return nullptr;
  const auto found = recorder().places.find(list_);
  return found == recorder().places.end() ? nullptr : &found->second;
}

std::size_t Completer::scope() const {
  if (expr_ != nullptr) {
    const auto found = recorder().exprs.find(expr_);
    if (found != recorder().exprs.end()) return found->second.scope;
  }
  for (auto at = path_.rbegin(); at != path_.rend(); ++at) {
    const auto* inner = members_of(**at);
    const auto found = inner == nullptr ? recorder().places.end() : recorder().places.find(inner);
    if (found != recorder().places.end()) return found->second.scope;
  }
  const auto file = recorder().places.find(&variant_->tree().items);
  return file == recorder().places.end() ? sema::RecordedScope::kNone : file->second.scope;
}

void Completer::each_visible(std::size_t scope,
                             const std::function<void(const sema::VisibleName&)>& visit) const {
  std::vector<std::string_view> seen;
  const auto names_of = [&](const sema::RecordedScope& one) {
    for (const sema::VisibleName& name : one.names) {
      if (name.name.empty() || name.name == kMarker ||
          std::find(seen.begin(), seen.end(), name.name) != seen.end())
        continue;
      seen.push_back(name.name);
      visit(name);
    }
  };
  for (std::size_t at = scope; at != sema::RecordedScope::kNone;
       at = recorder().scopes[at].parent) {
    names_of(recorder().scopes[at]);
    for (const std::size_t import : recorder().scopes[at].imports)
      names_of(recorder().scopes[import]);
  }
}

const sema::VisibleName* Completer::find_visible(std::size_t scope, std::string_view name) const {
  const sema::VisibleName* found = nullptr;
  each_visible(scope, [&](const sema::VisibleName& one) {
    if (found == nullptr && one.name == name) found = &one;
  });
  return found;
}

const sema::Value* Completer::value_at(Span span) const {
  for (const auto& [at, value] : recorder().values) {
    if (at == span && value.present()) return &value;
  }
  return nullptr;
}

CompletionItem& Completer::add(Form form, std::string_view label, Rank rank) {
  CompletionItem& item = result_.items.emplace_back();
  item.form = form;
  item.label = label;
  item.insert = label;
  item.order = fmt::format("{}{:03}{}", static_cast<int>(rank),
                           rank == Rank::Needed || rank == Rank::Fits || rank == Rank::Possible
                               ? std::min<std::size_t>(result_.items.size(), 999)
                               : 0,
                           label);
  return item;
}

void Completer::add_snippet(Form form, std::string_view label, Rank rank, std::string snippet,
                            std::string detail, std::string documentation) {
  CompletionItem& item = add(form, label, rank);
  item.insert = std::move(snippet);
  item.snippet = true;
  item.detail = std::move(detail);
  item.documentation = std::move(documentation);
}

Completion complete(const LiveProgram& program, Point point, const CompletionContext& context) {
  if (auto found = complete_remark(program.sources()[point.file], point)) return *std::move(found);
  return Completer(program, point, context).run();
}

}  // namespace svc::ide
