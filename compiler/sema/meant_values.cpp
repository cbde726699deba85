#include "sema/meant_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/values.h"
#include "sema/conversions.h"
#include "sema/convert.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/meant_fields.h"
#include "sema/member_places.h"

namespace svc::sema {

namespace {

std::string_view source_of(const Session& session, Span span) {
  return session.sources[span.file].text(span);
}

bool is_flag(const ast::Field& entry) {
  const std::string plain = plain_word(entry.name.text);
  return std::holds_alternative<ast::BoolExpr>(entry.value->node) &&
         (plain == "enabled" || plain == "enable" || plain == "active");
}

// Whether the value is right for a field, without a report.
bool fits(Session& session, const FieldDecl& field, const ast::Expr& value, const Scope& scope) {
  const std::size_t mark = session.sink.diagnostics().size();
  const Value made = evaluate(session, scope, value, &field.type);
  if (!made.is_error()) (void)check_field(session, made, field, What::named(field.name));
  const bool good = session.sink.diagnostics().size() == mark;
  session.sink.keep_since(mark, [](const Diagnostic&) { return false; });
  return good;
}

}  // namespace

const FieldDecl* field_by_name(const KindDecl& kind, std::string_view name) {
  for (const FieldDecl& field : kind.fields) {
    if (plain_word(field.name) == plain_word(name)) return &field;
  }
  for (const ForeignMeaning* meaning : foreign(name, ForeignMeaning::Form::Member)) {
    if (meaning->in == kind.name && !meaning->name.empty()) return kind.field(meaning->name);
  }
  return nullptr;
}

namespace {

// The name in the kind of another tool's word; empty if it has none.
std::string_view foreign_member(const KindDecl& kind, std::string_view word) {
  for (const ForeignMeaning* meaning : foreign(word, ForeignMeaning::Form::Member)) {
    if (meaning->in == kind.name) return meaning->name;
  }
  return {};
}

}  // namespace

MeantField meant_by_block(Session& session, const KindDecl& kind, const FieldDecl* named,
                          const ast::Block& m, const Scope& scope) {
  // A word that means a block of the kind, or nothing in it, says no more with its members.
  const bool other = std::any_of(kind.blocks.begin(), kind.blocks.end(), [&](const BlockDecl& b) {
    return foreign_member(kind, m.kind.text) == b.name;
  });
  if (named == nullptr && (other || !has_meaning(kind, m.kind.text))) return {};
  const std::vector<const ast::Member*>* members = &m.members;
  while (members->size() == 1) {  // `lifecycle_rule { expiration { days = 365 } }`
    const auto* inner = std::get_if<ast::Block>(&members->front()->node);
    if (inner == nullptr) break;
    members = &inner->members;
  }
  // `connect backend`, `connect backend {}`
  if (named != nullptr && m.members.empty() && m.labels.size() == 1 && m.clauses.empty()) {
    const ast::Label& label = m.labels.front();
    const ast::Expr name{label.span, ast::NameExpr{label.name.text}};
    const ast::Expr* value = label.kind == ast::Label::Kind::String ? label.string
                             : label.kind == ast::Label::Kind::Name ? &name
                                                                    : nullptr;
    if (value == nullptr) return {};
    const Corrected made = corrected(session, *named, ast::Field{m.kind, value, nullptr}, scope);
    if (!made.good || made.value.empty()) return {};
    return {fmt::format("{} = {}", named->name, made.value), true};
  }
  const std::vector<ast::Field> entries = entries_of(*members);
  const ast::Field* only = only_value(entries);
  if (only == nullptr) return {};
  const FieldDecl* own = field_by_name(kind, only->name.text);
  const FieldDecl* field = own != nullptr ? own : named;
  if (field == nullptr || is_map(*field)) return {};
  const Corrected value = corrected(session, *field, *only, scope);
  if (value.good && !value.value.empty())
    return {fmt::format("{} = {}", field->name, value.value), true};
  if (!value.likely.empty()) return {fmt::format("{} = {}", field->name, value.likely), false};
  return {};
}

std::vector<Edit> edits_inside(Session& session, const KindDecl& kind, const ast::Block& m,
                               const Scope& scope) {
  std::vector<Edit> edits;
  const KindDecl* body = nullptr;
  for (const ForeignMeaning* meaning : foreign(m.kind.text, ForeignMeaning::Form::Member)) {
    if (meaning->in != kind.name || meaning->name.empty()) continue;
    const BlockDecl* block = find_block(kind, meaning->name);
    if (block != nullptr) body = block->body;
  }
  if (body == nullptr || session.sink.full()) return edits;
  for (const ast::Field& entry : entries_of(m.members)) {
    const FieldDecl* field = field_by_name(*body, entry.name.text);
    if (field == nullptr) continue;
    const Corrected value = corrected(session, *field, entry, scope);
    if (!value.good) continue;
    if (field->name != entry.name.text)
      edits.push_back({entry.name.span, std::string(field->name)});
    edits.insert(edits.end(), value.edits.begin(), value.edits.end());
  }
  return edits;
}

std::string name_in_arn(const Session& session, const KindDecl& kind, const ast::Field& m) {
  const FieldDecl* name = kind.field("name");
  if (name == nullptr || !name->required() || plain_word(m.name.text) != "arn") return {};
  std::string_view source = source_of(session, m.value->span);
  if (!source.starts_with("\"arn:") || source.find_first_of("${") != std::string_view::npos)
    return {};
  source = source.substr(0, source.size() - 1);
  return fmt::format("name = \"{}\"", source.substr(source.find_last_of(":/") + 1));
}

namespace {

// The meaning in the kind of a word that no field has: what to write, or a sentence. Null for
// others.
const ForeignMeaning* advice_on(const KindDecl& kind, std::string_view word) {
  for (const ForeignMeaning* meaning : foreign(word, ForeignMeaning::Form::Member)) {
    if (meaning->in == kind.name) return meaning->name.empty() ? meaning : nullptr;
  }
  return nullptr;
}

}  // namespace

void mark_same_advice(Session& session, const KindDecl& kind, const ast::Field& m,
                      const Around& around) {
  const ForeignMeaning* advice = advice_on(kind, m.name.text);
  if (advice == nullptr) return;
  for (const ast::Member* member : around.members) {
    const auto* other = std::get_if<ast::Field>(&member->node);
    if (other != nullptr && kind.field(other->name.text) == nullptr &&
        advice_on(kind, other->name.text) == advice)
      session.unknown_members.insert({other->name.span, &kind});
  }
}

std::vector<ast::Field> entries_of(const ast::Expr& value) {
  std::vector<ast::Field> entries;
  const auto* object = std::get_if<ast::ObjectExpr>(&value.node);
  if (object == nullptr) return entries;
  for (const ast::ObjectEntry& entry : object->entries) {
    if (entry.computed != nullptr || entry.value == nullptr) return {};
    entries.push_back({entry.key, entry.value, nullptr});
  }
  return entries;
}

std::vector<ast::Field> entries_of(const std::vector<const ast::Member*>& members) {
  std::vector<ast::Field> entries;
  for (const ast::Member* member : members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field == nullptr || field->computed != nullptr || field->value == nullptr) return {};
    entries.push_back(*field);
  }
  return entries;
}

const ast::Field* only_value(const std::vector<ast::Field>& entries) {
  if (entries.size() == 1) return &entries.front();
  const ast::Field* found = nullptr;
  for (const ast::Field& entry : entries) {
    if (is_flag(entry)) continue;
    if (found != nullptr) return nullptr;
    found = &entry;
  }
  return found;
}

std::vector<MeantField> meant_by_entries(Session& session, const KindDecl& kind,
                                         const std::vector<ast::Field>& entries,
                                         const Scope& scope) {
  std::vector<MeantField> meant;
  for (const ast::Field& entry : entries) {
    if (is_flag(entry) && entries.size() > 1) continue;
    const FieldDecl* field = field_by_name(kind, entry.name.text);
    if (field == nullptr) return {};
    const Corrected value = corrected(session, *field, entry, scope);
    const bool shown = value.good && !value.value.empty();
    meant.push_back({fmt::format("{} = {}", field->name, shown ? value.value : "…"), shown});
  }
  return meant;
}

std::string field_that_takes(Session& session, const KindDecl& kind, const ast::Expr& value,
                             const Scope& scope) {
  if (std::holds_alternative<ast::BoolExpr>(value.node) || !value.span.valid()) return {};
  const std::string_view source = source_of(session, value.span);
  if (source.size() > kLongestExample || source.find('\n') != std::string_view::npos) return {};
  const bool quoted = source.size() > 2 && source.front() == '"';
  const std::string_view word = quoted ? source.substr(1, source.size() - 2) : source;
  std::string found;
  for (const FieldDecl& field : kind.fields) {
    std::vector<std::string_view> symbols;
    for (const TypeAlternative& a : field.type.alternatives) {
      if (a.form == TypeAlternative::Form::Symbol) symbols.push_back(a.name);
    }
    const std::string_view symbol = meant_symbol(word, symbols);
    const bool takes = !symbol.empty() || fits(session, field, value, scope);
    if (!takes) continue;
    if (!found.empty()) return {};
    found = fmt::format("{} = {}", field.name, symbol.empty() ? source : symbol);
  }
  return found;
}

namespace {

// `health = { path = "/", matcher = "200" }`: the block is written without a sign.
void complete_object_for_block(Session& session, const Block& block, const Item& item,
                               std::size_t mark) {
  const std::vector<ast::Field> entries = entries_of(*item.value);
  const std::vector<MeantField> meant =
      meant_by_entries(session, *block.kind, entries, *item.scope);
  std::string members;
  for (const MeantField& field : meant)
    members += fmt::format("{}{}", members.empty() ? "" : ", ", field.text);
  const std::string text =
      fmt::format("{} {{ {} }}", item.name.text, meant.empty() ? "…" : members);
  const bool certain = !meant.empty() && std::all_of(meant.begin(), meant.end(),
                                                     [](const auto& f) { return f.certain; });
  session.sink.complete_since(mark, [&](Diagnostic& d) {
    Report report(d);
    report.help(fmt::format("`{}` is a block: write `{}`", item.name.text, text));
    if (certain) report.repair("Write a block", {{join(item.name.span, item.value->span), text}});
  });
}

// `health = 8080`: another field of the block takes the value.
void complete_shorthand(Session& session, const Block& block, const Item& item, std::size_t mark) {
  const std::string field = field_that_takes(session, *block.kind, *item.value, *item.scope);
  if (field.empty()) return;
  const std::string text = fmt::format("{} {{ {} }}", item.name.text, field);
  session.sink.complete_since(mark, [&](Diagnostic& d) {
    Report report(d);
    report
        .help(fmt::format("`{}` alone is `{}`: write `{}`", item.name.text,
                          block.kind->primary()->name, text))
        .repair(fmt::format("Write `{}`", text), {{join(item.name.span, item.value->span), text}});
  });
}

// `dead_letter = { max_receive_count = 3 }`, `versions = { enabled = true }`
void complete_object(Session& session, const Block& block, const Item& item, std::size_t mark) {
  const std::vector<ast::Field> entries = entries_of(*item.value);
  std::vector<MeantField> meant = meant_by_entries(session, *block.kind, entries, *item.scope);
  if (const ast::Field* only = only_value(entries); meant.empty() && only != nullptr) {
    const Corrected value = corrected(session, *item.field, *only, *item.scope);
    if (value.good && !value.value.empty())
      meant.push_back({fmt::format("{} = {}", item.field->name, value.value), true});
  }
  if (meant.empty()) return;
  std::string text;
  for (const MeantField& field : meant)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", field.text);
  const bool certain =
      std::all_of(meant.begin(), meant.end(), [](const auto& f) { return f.certain; });
  session.sink.complete_since(mark, [&](Diagnostic& d) {
    Report report(d);
    report.help(fmt::format("write `{}`", text));
    if (certain)
      report.repair(fmt::format("Write `{}`", text),
                    {{join(item.name.span, item.value->span), text}});
  });
}

}  // namespace

void complete_mismatch(Session& session, const Block& block, const Item& item, std::size_t mark) {
  const std::vector<Diagnostic>& all = session.sink.diagnostics();
  if (all.size() != mark + 1 || all.back().code != diag::TypeMismatch::code ||
      item.value == nullptr || !item.value->span.valid() || session.sink.full())
    return;
  const bool object = std::holds_alternative<ast::ObjectExpr>(item.value->node);
  // The field of a shorthand has the name of its block.
  const bool shorthand = item.field->primary && item.name.text != item.field->name;
  if (shorthand && object) return complete_object_for_block(session, block, item, mark);
  if (shorthand) return complete_shorthand(session, block, item, mark);
  if (object && !all.back().fix.certain) complete_object(session, block, item, mark);
}

}  // namespace svc::sema
