#include "sema/entries.h"

#include <algorithm>

#include "diagnostics/codes/kinds.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/item_index.h"
#include "sema/loops.h"

namespace svc::sema {

namespace {

class Reader {
 public:
  Reader(Session& session, const EntryRules& rules, std::vector<Item>& entries)
      : session_(session), rules_(rules), entries_(entries) {}

  void members(const std::vector<const ast::Member*>& list, const Scope& outer) {
    const Scope& scope = with_lets(session_, list, outer);
    if (session_.recorder() != nullptr && rules_.map != nullptr)
      session_.recorder()->place(list, scope, nullptr, rules_.map);
    for (const ast::Member* member : list) one(*member, scope);
  }

 private:
  void one(const ast::Member& member, const Scope& scope) {
    if (const auto* field = std::get_if<ast::Field>(&member.node)) {
      const std::optional<ast::Ident> name =
          entry_name(session_, scope, field->name, field->computed);
      if (name)
        add({.form = Item::Form::Field,
             .name = *name,
             .value = field->value,
             .scope = &scope,
             .member = &member,
             .labels = {},
             .children = {}});
    } else if (const auto* block = std::get_if<ast::Block>(&member.node);
               rules_.nested && block != nullptr && block->labels.empty() &&
               block->clauses.empty()) {
      Item entry{.form = Item::Form::Map,
                 .name = block->kind,
                 .scope = &scope,
                 .member = &member,
                 .labels = {},
                 .children = {}};
      read_entries(session_, block->members, scope, rules_, entry.children);
      add(std::move(entry));
    } else if (const auto* branch = std::get_if<ast::If>(&member.node)) {
      conditional(*branch, scope);
    } else if (const auto* loop = std::get_if<ast::For>(&member.node)) {
      const auto rounds = for_each(session_, *loop, scope,
                                   [&](const Scope& inner) { members(loop->members, inner); });
      if (rounds.value_or(0) == 0)
        look_into(loop->members,
                  [&]() -> const Scope& { return blind_scope(session_, *loop, scope); });
    } else if (!std::holds_alternative<ast::Let>(member.node)) {  // with_lets() has declared those
      auto report = session_.sink.report<diag::Misplaced>(member.span, member_title(member));
      report.help(rules_.holds);
      if (const auto* made = std::get_if<ast::Block>(&member.node)) advise_entry(report, *made);
    }
  }

  // In `LEVEL { value = "info" }` or `PASSWORD { valueFrom = db }`, the only member holds the value
  // of the entry: suggests `LEVEL = "info"`. A secret belongs in `secrets`.
  void advise_entry(Report report, const ast::Block& block) const {
    const auto* field = !block.members.empty() && block.labels.empty() && block.close.valid()
                            ? std::get_if<ast::Field>(&block.members.front()->node)
                            : nullptr;
    const auto source = [this](Span span) { return session_.sources[span.file].text(span); };
    // `PASSWORD { secret = db, key = "password" }`
    if (field != nullptr && block.members.size() == 2) {
      const auto* part = std::get_if<ast::Field>(&block.members.back()->node);
      const auto* name = std::get_if<ast::NameExpr>(&field->value->node);
      if (part == nullptr || name == nullptr || rules_.map == nullptr ||
          rules_.map->name != "secrets" || !source(part->value->span).starts_with('"'))
        return;
      const std::string entry =
          fmt::format("{} = {}.key({})", block.kind.text, name->name, source(part->value->span));
      report.help(fmt::format("write `{}`", entry))
          .repair(fmt::format("Write `{}`", entry),
                  {{Span{block.kind.span.file, block.kind.span.begin, block.close.end}, entry}});
      return;
    }
    if (field == nullptr || block.members.size() != 1) return;
    const std::string entry = fmt::format("{} = {}", block.kind.text, source(field->value->span));
    const std::string plain = plain_word(field->name.text);
    const bool secret = plain == "valuefrom" || plain.starts_with("secret");
    if (secret && (rules_.map == nullptr || rules_.map->name != "secrets"))
      report.help(fmt::format("write `secrets {{ {} }}`", entry));
    else if (secret || plain == "value" || plain == "default")
      report.help(fmt::format("write `{}`", entry))
          .repair(fmt::format("Write `{}`", entry),
                  {{Span{block.kind.span.file, block.kind.span.begin, block.close.end}, entry}});
  }

  void conditional(const ast::If& branch, const Scope& scope) {
    const std::optional<bool> yes =
        evaluate_condition(session_, scope, *branch.condition, "the condition of `if`");
    const auto here = [&]() -> const Scope& { return scope; };
    if (yes) {
      note_branch(session_.sink, branch.then, *yes);
      note_branch(session_.sink, branch.otherwise, !*yes);
      members(*yes ? branch.then : branch.otherwise, scope);
    }
    if (!yes || !*yes) look_into(branch.then, here);
    if (!yes || *yes) look_into(branch.otherwise, here);
  }

  // For a recorder: entries without effect. They are read and evaluated like others, then dropped.
  template <typename MakeScope>
  void look_into(const std::vector<const ast::Member*>& list, MakeScope scope) {
    if (session_.recorder() == nullptr) return;
    std::vector<Item> dropped;
    Reader(session_, rules_, dropped).members(list, scope());
    for (const Item& item : dropped) {
      if (item.value != nullptr) (void)evaluate(session_, *item.scope, *item.value);
    }
  }

  void add(Item entry) {
    const std::size_t same = index_.find_name(entries_, entry);
    if (same == entries_.size())
      entries_.push_back(std::move(entry));
    else
      report_repeated_entry(session_, entry.name, entries_[same].name.span);
  }

  Session& session_;
  const EntryRules& rules_;
  std::vector<Item>& entries_;
  ItemIndex index_;  // of the entries
};

}  // namespace

void read_entries(Session& session, const std::vector<const ast::Member*>& members,
                  const Scope& scope, const EntryRules& rules, std::vector<Item>& entries) {
  Reader(session, rules, entries).members(members, scope);
}

std::optional<ast::Ident> entry_name(Session& session, const Scope& scope,
                                     const ast::Ident& written, const ast::Expr* computed) {
  ast::Ident name = written;
  if (computed != nullptr) {
    std::optional<std::string> text =
        evaluate_text(session, scope, *computed, "the name of an entry");
    if (!text) return std::nullopt;
    name.text = session.program.text_store.emplace_back(std::move(*text));
  }
  if (!name.text.empty()) return name;
  if (name.span.valid())
    session.sink.report<diag::Misplaced>(name.span, "an empty name")
        .help("write `NAME = value`");  // else it could not be read
  return std::nullopt;
}

void report_repeated_entry(Session& session, const ast::Ident& name, Span first) {
  auto report = session.sink.report<diag::RepeatedField>(name.span, name.text);
  if (first == name.span)
    report.help(
        "the `for` around it gives this name more than once: let the name hold what tells its "
        "rounds apart, as in `\"NAME_${…}\"`");
  else
    report.related(first, "it is set here first").help("keep one of them");
}

}  // namespace svc::sema
