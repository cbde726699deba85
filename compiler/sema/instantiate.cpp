#include "sema/instantiate.h"

#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "sema/components.h"
#include "sema/convert.h"
#include "sema/defaults.h"
#include "sema/edits.h"
#include "sema/evaluate.h"
#include "sema/former_names.h"
#include "sema/meant_values.h"
#include "sema/patches.h"
#include "sema/raw.h"
#include "sema/secrets.h"
#include "sema/unknown.h"

namespace svc::sema {

void set_defaults(Block& block, Span span) {
  block.fields.resize(block.kind->fields.size());
  for (std::size_t i = 0; i < block.fields.size(); ++i) {
    const FieldDecl& decl = block.kind->fields[i];
    block.fields[i].decl = &decl;
    set_default(block.fields[i].value, decl.value, span);
  }
}

const std::vector<const Block*>* left_out_of(Program& program, const KindDecl& kind) {
  const auto [found, fresh] = program.left_out.try_emplace(&kind);
  if (!fresh) return &found->second;
  for (const BlockDecl& decl : kind.blocks) {
    Block& block = program.omitted_store.emplace_back();
    block.kind = decl.body;
    block.decl = &decl;
    block.name = decl.name;
    block.omitted = true;
    for (const LabelDecl& label : decl.labels) {
      if (label.fixed) block.labels.push_back({.text = std::string(label.name)});
    }
    set_defaults(block, {});
    block.left_out = left_out_of(program, *decl.body);
    found->second.push_back(&block);
  }
  return &found->second;
}

Block& add_default_block(Program& program, const KindDecl& kind, Span span) {
  Block& block = program.block_store.emplace_back();
  block.kind = &kind;
  block.span = span;
  block.name_span = span;
  set_defaults(block, span);
  block.left_out = left_out_of(program, kind);
  return block;
}

namespace {

// The span of the head of a nested item: the block's header, or the name of the shorthand field.
Span head_span(const Item& item) {
  const auto* block = std::get_if<ast::Block>(&item.member->node);
  return item.scope->placed(block == nullptr ? item.name.span : block->header);
}

Value map_value(Session& session, const Item& item) {
  const Type* element = nullptr;
  for (const TypeAlternative& a : item.field->type.alternatives) {
    if (a.form == TypeAlternative::Form::Map) element = a.element;
  }
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(item.children.size());
  for (const Item& entry : item.children) {
    Value value = evaluate(session, *entry.scope, *entry.value, element);
    value.span.way = way_of(session, entry, value.span.way);
    entries.emplace_back(entry.name.text, std::move(value));
  }
  return {Object{std::move(entries)}, head_span(item), false};
}

class Filler {
 public:
  Filler(Session& session, Block& block, const Title& title)
      : session_(session), block_(block), title_(title) {}

  void run(const std::vector<Item>& items) {
    // A block still gets its defaults when the budget is used up, because later code reads its
    // fields.
    constexpr std::uint64_t kStepsOfBlock = 4;  // as much memory as so many others
    (void)session_.work.step(block_.span, block_.kind->fields.size() + kStepsOfBlock);
    set_defaults(block_, block_.span);
    block_.left_out = left_out_of(session_.program, *block_.kind);
    // Nested blocks have their names first: a line of this block may read their attributes.
    const auto is_child = [](const Item& item) {
      return item.form == Item::Form::Block && item.decl != nullptr;
    };
    std::vector<Block*> children(items.size());
    block_.blocks.reserve(
        static_cast<std::size_t>(std::count_if(items.begin(), items.end(), is_child)));
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!is_child(items[i])) continue;
      children[i] = &make(items[i]);
      block_.blocks.push_back(children[i]);
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!session_.work.over() || children[i] != nullptr) one(items[i], children[i]);
    }
    report_missing();
  }

 private:
  void one(const Item& item, Block* child) {
    const Within within(session_, *item.scope);
    if (item.form == Item::Form::Remove) {
      session_.sink.report<diag::Misplaced>(head_span(item), "`remove`")
          .help(
              "use it in an `environment`, in a block that overrides a block of the program, to "
              "remove a part of it");
    } else if (item.form == Item::Form::Grant) {
      if (auto grant = make_grant(session_, std::get<ast::Allow>(item.member->node), *item.scope,
                                  item.scope->placed(item.member->span)))
        block_.grants.push_back(std::move(*grant));
    } else if (item.form == Item::Form::Patch) {
      block_.patches.push_back(make_patch(session_, item));
    } else if (item.form == Item::Form::Block) {
      nested(item, child == nullptr ? make(item) : *child);
    } else if (item.form == Item::Form::Field || item.form == Item::Form::Map) {
      FieldValue& field = slot(*item.field);
      field.name_span = item.name.span;
      Value value = item_value(session_, item, *item.field);
      if (!value.present())
        return;  // a param of a component that may be left out, and was: the field is left out too
      value.span.way = way_of(session_, item, value.span.way);
      const std::size_t mark = session_.sink.diagnostics().size();
      // As written: of a shorthand the name of its block.
      field.value =
          check_field(session_, std::move(value), *item.field, What::named(item.name.text));
      if (field.value.is_error()) complete_mismatch(session_, block_, item, mark);
      if (reaches_both_targets_ && !check_dynamic_references(session_, field.value))
        field.value = error_value(field.value.span);
    }
  }

  FieldValue& slot(const FieldDecl& decl) {
    return block_.fields[static_cast<std::size_t>(&decl - block_.kind->fields.data())];
  }

  Block& make(const Item& item) {
    std::list<Block>& store = session_.program.block_store;
    Block& child = *store.emplace(session_.place.value_or(store.end()));
    child.kind = item.kind;
    child.decl = item.decl;
    child.parent = &block_;
    child.labels = item.labels;
    for (LabelValue& label : child.labels) label.span = item.scope->placed(label.span);
    child.doc = item.member->doc.text;
    child.span = head_span(item);
    if (const auto* syntax = std::get_if<ast::Block>(&item.member->node))
      child.close = syntax->close;
    child.name_span =
        child.labels.empty() ? item.scope->placed(item.name.span) : child.labels.back().span;
    child.name = item.labels.empty() ? std::string(item.name.text) : item.labels.back().text;
    if (const auto* syntax = std::get_if<ast::Block>(&item.member->node);
        syntax != nullptr && !item.labels.empty())
      child.names = all_names(former_labels(session_, *item.scope, *syntax), child.name, nullptr);
    return child;
  }

  void nested(const Item& item, Block& child) {
    if (item.decl == nullptr) {  // it is the value of a field: `task { … }`
      child.name = block_.name;
      child.names = block_.names;
      FieldValue& field = slot(*item.field);
      field.name_span = item.name.span;
      field.value = {&child, child.span, false};
    }
    fill(session_, child, item.children,
         [&item] { return nested_title(item.name.text, item.labels); });
  }

  // Required fields without a value, all in one message.
  void report_missing() {
    std::vector<std::string_view> names;
    const FieldDecl* first = nullptr;
    for (const FieldValue& field : block_.fields) {
      if (field.value.present() || !field.decl->required() || field.decl->type.alternatives.empty())
        continue;  // of an unknown type: reported
      if (first == nullptr) first = field.decl;
      names.push_back(field.decl->name);
    }
    if (names.empty() || has_unknown_member()) return;
    auto report = session_.sink.report<diag::MissingField>(block_.span, title_(),
                                                           enumerate(names, "and", 20));
    if (const Component* component = component_of(session_, *block_.kind))
      report.related(component->syntax->name.span, "the component is declared here");
    const std::string_view label = names.size() == 1 ? label_that_fits(*first) : std::string_view();
    if (!label.empty())
      report.help(fmt::format("add `{} = {}`", first->name, label))
          .repair(fmt::format("Add `{} = {}`", first->name, label),
                  set_field(block_, first->name, label));
    else if (first->is_inline)
      report.help(fmt::format("add `{} {{ … }}`", first->name));
    else
      report.help(fmt::format("add `{} = …`, {}", first->name, describe(first->type)));
  }

  // `trigger queue orders {}`: the label is the name of a block that the field takes.
  [[nodiscard]] std::string_view label_that_fits(const FieldDecl& field) const {
    const std::string_view kind = kind_wanted(&field.type);
    if (kind.empty() || block_.labels.empty()) return {};
    const std::string_view label = block_.labels.back().text;
    const bool fits = std::any_of(
        session_.program.blocks.begin(), session_.program.blocks.end(),
        [&](const Block* other) { return other->kind->name == kind && other->name == label; });
    return fits ? label : std::string_view();
  }

  // The missing field may be the misspelt one.
  [[nodiscard]] bool has_unknown_member() const {
    const auto& unknown = session_.unknown_members;
    const std::uint32_t end = std::max(block_.span.end, block_.close.end);
    const Span begin{block_.span.file, block_.span.begin, 0};
    for (auto at = unknown.lower_bound({begin, nullptr}); at != unknown.end(); ++at) {
      const auto& [place, kind] = *at;
      if (place.file != begin.file || place.begin > end) return false;
      if (kind == block_.kind && place.end <= end) return true;
    }
    return false;
  }

  Session& session_;
  Block& block_;
  const Title& title_;
  // A raw resource uses the words of one target. A component's arguments are checked where its body
  // uses them.
  const bool reaches_both_targets_ =
      !is_raw(*block_.kind) && component_of(session_, *block_.kind) == nullptr;
};

std::string_view keyword_text(ClauseDecl::Keyword keyword) {
  return keyword == ClauseDecl::Keyword::In ? "in" : "for";
}

const ast::Clause* find_clause(const ast::Block& syntax, ClauseDecl::Keyword keyword) {
  const auto wanted =
      keyword == ClauseDecl::Keyword::In ? ast::ClauseKeyword::In : ast::ClauseKeyword::For;
  const auto found = std::find_if(syntax.clauses.begin(), syntax.clauses.end(),
                                  [wanted](const ast::Clause& c) { return c.keyword == wanted; });
  return found == syntax.clauses.end() ? nullptr : &*found;
}

// The names of the program's blocks that fit the clause: none, the only one, or the first two.
std::vector<std::string_view> fitting_names(Session& session, const Type& type) {
  std::vector<std::string_view> names;
  const bool of_blocks = std::any_of(type.alternatives.begin(), type.alternatives.end(),
                                     [](const TypeAlternative& alternative) {
                                       return alternative.form == TypeAlternative::Form::Kind;
                                     });
  if (!of_blocks || session.sink.full()) return names;  // of a full sink nobody reads the help
  for (const Block& block : session.program.block_store) {
    if (names.size() == 2) break;
    const bool fits =
        std::any_of(type.alternatives.begin(), type.alternatives.end(),
                    [&](const TypeAlternative& a) { return a.name == block.kind->name; });
    if (block.top_level && fits) names.push_back(block.name);
  }
  return names;
}

// The field that says what the clause says, `network = main`; null if there is none.
const ast::Member* says_clause(const Session& session, const ast::Block& syntax,
                               const std::vector<std::string_view>& names, std::string_view what) {
  for (const ast::Member* member : syntax.members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field == nullptr || names.size() != 1) continue;
    const std::string_view value =
        session.sources[field->value->span.file].text(field->value->span);
    const std::string_view field_name = field->name.text;
    const bool same = field_name == what || field_name == "vpc" || field_name == "cluster_name";
    if (same && (value == names.front() || value == fmt::format("\"{}\"", names.front())))
      return member;
  }
  return nullptr;
}

// The field of the block that a surplus clause means: the only one that takes such a block, else
// the first that is required and missing. Empty if there is none.
std::string_view field_of_clause(const Scope& scope, const KindDecl& kind, const ast::Block& syntax,
                                 std::string_view reference) {
  const Binding* named = scope.find(reference);
  const std::string_view wanted =
      named == nullptr || named->block == nullptr ? std::string_view{} : named->block->kind->name;
  for (const FieldDecl& field : kind.fields) {
    const bool set = std::any_of(syntax.members.begin(), syntax.members.end(),
                                 [&field](const ast::Member* member) {
                                   const auto* written = std::get_if<ast::Field>(&member->node);
                                   return written != nullptr && written->name.text == field.name;
                                 });
    if (set) continue;
    if (wanted.empty() ? field.required() : kind_wanted(&field.type) == wanted) return field.name;
  }
  return {};
}

}  // namespace

const ast::Label* lacks_keyword(const KindDecl& kind, const ast::Block& syntax) {
  const bool lacks = syntax.labels.size() == 2 && syntax.clauses.empty() &&
                     kind.clauses.size() == 1 && syntax.labels[1].kind == ast::Label::Kind::Name;
  return lacks ? &syntax.labels[1] : nullptr;
}

Value item_value(Session& session, const Item& item, const FieldDecl& field) {
  return item.form == Item::Form::Map ? map_value(session, item)
                                      : evaluate(session, *item.scope, *item.value, &field.type);
}

void fill(Session& session, Block& block, const std::vector<Item>& items, const Title& title) {
  Filler(session, block, title).run(items);
}

void fill_clauses(Session& session, Block& block, const ast::Block& syntax, const Scope& scope,
                  const Title& title) {
  for (const ClauseDecl& decl : block.kind->clauses) {
    const ast::Clause* clause = find_clause(syntax, decl.keyword);
    if (clause == nullptr) {
      if (block.existing && decl.keyword == ClauseDecl::Keyword::For)
        continue;  // its purpose is already decided
      const std::vector<std::string_view> names = fitting_names(session, decl.type);
      const auto& choices = decl.type.alternatives;
      const bool symbols =
          !choices.empty() && choices.front().form == TypeAlternative::Form::Symbol;
      const std::string example =
          names.size() == 1 ? std::string(names.front())
          : symbols         ? std::string(choices.front().name)
                    : block_text({.name = decl.name, .labels = {}, .many = false, .body = nullptr});
      const bool of_component =
          component_of(session, *block.kind) != nullptr &&
          decl.type.alternatives.size() == 1;  // its own name for the block does not matter
      const std::string_view what = of_component ? decl.type.alternatives.front().name : decl.name;
      auto report = session.sink.report<diag::MissingClause>(block.span, title(),
                                                             keyword_text(decl.keyword), what);
      report.help(fmt::format("write `{} {} {} {} {{ … }}`", block.kind->name, block.name,
                              keyword_text(decl.keyword), example));
      const std::string clause_text = fmt::format("{} {}", keyword_text(decl.keyword), example);
      if (const ast::Label* meant = lacks_keyword(*block.kind, syntax)) {  // `cluster web main {}`
        const std::string word(keyword_text(decl.keyword));
        report.repair(fmt::format("Write `{} {}`", word, meant->name.text),
                      {{Span{meant->span.file, meant->span.begin, meant->span.begin}, word + " "}});
      } else if (const ast::Member* said = says_clause(session, syntax, names, what)) {
        // `filesystem shared { network = main }`
        session.unknown_members.insert({std::get<ast::Field>(said->node).name.span, block.kind});
        report.repair(fmt::format("Write `{}`", clause_text),
                      {{Span{block.span.file, block.span.end, block.span.end}, " " + clause_text},
                       {said->span, "", true}});
      } else if (names.size() == 1)
        report.repair(fmt::format("Add `{}`", clause_text),
                      {{Span{block.span.file, block.span.end, block.span.end}, " " + clause_text}});
      continue;
    }
    Value value = evaluate(session, scope, *clause->reference, &decl.type);
    block.clauses.push_back({&decl, convert(session, std::move(value), decl.type,
                                            What::named(keyword_text(decl.keyword)))});
  }
  for (const ast::Clause& clause : syntax.clauses) {
    const bool known = std::any_of(
        block.kind->clauses.begin(), block.kind->clauses.end(),
        [&](const ClauseDecl& decl) { return find_clause(syntax, decl.keyword) == &clause; });
    if (known) continue;
    const Span whole = join(clause.keyword_span, clause.reference->span);
    const std::string_view reference = session.sources[whole.file].text(clause.reference->span);
    const std::string_view field = field_of_clause(scope, *block.kind, syntax, reference);
    auto report = session.sink.report<diag::WrongClause>(
        clause.keyword_span, with_article(block.kind->name),
        clause.keyword == ast::ClauseKeyword::In ? "in" : "for");
    if (field.empty())
      report.help("leave it out").fix("Leave it out", {{whole, ""}});
    else
      report.help(fmt::format("it is a field of the block: write `{} = {}` in the braces", field,
                              reference));
  }
}

}  // namespace svc::sema
