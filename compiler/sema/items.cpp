#include "sema/items.h"

#include <algorithm>

#include "base/overloaded.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "sema/components.h"
#include "sema/entries.h"
#include "sema/evaluate.h"
#include "sema/former_names.h"
#include "sema/instantiate.h"
#include "sema/item_index.h"
#include "sema/labels.h"
#include "sema/loops.h"
#include "sema/patches.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

bool has_block(const KindDecl& kind, std::string_view name) {
  return std::any_of(kind.blocks.begin(), kind.blocks.end(),
                     [name](const BlockDecl& b) { return b.name == name; });
}

// The block that `name = value` is short for: it has a primary field and needs no label.
const BlockDecl* shorthand(const KindDecl& kind, std::string_view name) {
  for (const BlockDecl& decl : kind.blocks) {
    const bool labelled =
        std::any_of(decl.labels.begin(), decl.labels.end(),
                    [](const LabelDecl& l) { return l.fixed || !l.type.optional; });
    if (decl.name == name && !labelled && decl.body->primary() != nullptr) return &decl;
  }
  return nullptr;
}

class Collector {
 public:
  Collector(Session& session, const KindDecl& kind, const Title& title)
      : session_(session), kind_(kind), title_(title) {}

  void members(const std::vector<const ast::Member*>& list, const Scope& scope) {
    const Scope& inner = with_lets(session_, list, scope);
    if (items_.empty()) items_.reserve(list.size());  // later lists: growth must stay geometric
    if (session_.recorder() != nullptr) session_.recorder()->place(list, inner, &kind_);
    for (const ast::Member* member : list) {
      members_ = &list;
      if (!session_.work.over()) one(*member, inner);
    }
  }

  std::vector<Item> take() { return std::move(items_); }

 private:
  void one(const ast::Member& member, const Scope& scope) {
    std::visit(
        overloaded{
            [&](const ast::Field& m) { field(m, member, scope); },
            [&](const ast::Block& m) { block(m, member, scope); },
            [&](const ast::Allow&) { grant(member, scope); },
            [&](const ast::If& m) { conditional(m, scope); },
            [&](const ast::For& m) { loop(m, scope); },
            [](const ast::Let&) {},  // with_lets() has declared it
            [&](const ast::Import&) { misplaced("`import`", member); },
            [&](const ast::Param&) { misplaced("`param`", member); },
            [&](const ast::Output&) { misplaced("`output`", member); },
            [&](const ast::Assert&) { misplaced("`assert`", member); },
            [&](const ast::Component&) { misplaced("`component`", member); },
            [&](const ast::Environment&) { misplaced("`environment`", member); },
            [&](const ast::Kind&) { misplaced("`kind`", member); },
            [&](const ast::FieldDecl&) { misplaced("a declaration of a field", member); },
            [&](const ast::BlockDecl&) { misplaced("a declaration of a block", member); },
            [&](const ast::AttributeDecl&) { misplaced("a declaration of an attribute", member); },
            [&](const ast::MethodDecl&) { misplaced("a declaration of a method", member); },
            [&](const ast::VerbDecl&) { misplaced("a declaration of a verb", member); },
        },
        member.node);
  }

  void misplaced(std::string_view what, const ast::Member& member) {
    session_.sink.report<diag::Misplaced>(member.span, what)
        .help("move it out of the block, to the top of the file");
  }

  void conditional(const ast::If& m, const Scope& scope) {
    const std::optional<bool> yes =
        evaluate_condition(session_, scope, *m.condition, "the condition of `if`");
    if (yes) {
      note_branch(session_.sink, m.then, *yes);
      note_branch(session_.sink, m.otherwise, !*yes);
      members(*yes ? m.then : m.otherwise, scope);
    }
    if (session_.recorder() == nullptr) return;
    if (!yes || !*yes) look_into(m.then, scope);
    if (!yes || *yes) look_into(m.otherwise, scope);
  }

  // For a recorder: members without effect. They are read and evaluated like others, then dropped.
  void look_into(const std::vector<const ast::Member*>& list, const Scope& scope) {
    Block& block = session_.program.block_store.emplace_back();
    block.kind = &kind_;
    fill(session_, block, collect(session_, list, scope, kind_, title_), title_);
  }

  void loop(const ast::For& m, const Scope& scope) {
    const auto rounds =
        for_each(session_, m, scope, [this, &m](const Scope& inner) { members(m.members, inner); });
    if (rounds.value_or(0) == 0 && session_.recorder() != nullptr)
      look_into(m.members, blind_scope(session_, m, scope));
  }

  void field(const ast::Field& m, const ast::Member& member, const Scope& scope) {
    if (m.name.text.empty() && m.computed == nullptr)
      return;  // made up while the parser recovered from a mistake
    Item item{.form = Item::Form::Field,
              .name = m.name,
              .value = m.value,
              .scope = &scope,
              .member = &member,
              .labels = {},
              .children = {}};
    item.field = kind_.field(m.name.text);
    if (item.field != nullptr) {
      if (session_.recorder() != nullptr)
        session_.recorder()->field(m.name.span, kind_, *item.field);
      if (!repeated(item)) items_.push_back(std::move(item));
    } else if (const BlockDecl* decl = shorthand(kind_, m.name.text)) {
      if (const auto* on = std::get_if<ast::BoolExpr>(&m.value->node))
        return switched(m, *decl, *on);
      if (session_.recorder() != nullptr) record_block(m.name.span, *decl);
      Item inner = item;
      inner.field = decl->body->primary();
      item.form = Item::Form::Block;
      item.decl = decl;
      item.kind = decl->body;
      item.children.push_back(std::move(inner));
      add_block(std::move(item), m.name.span);
    } else if (m.name.text == kWas && kind_.name != "app") {
      // The former names of the block: former_names.cpp reads them.
    } else if (m.computed != nullptr) {
      session_.sink.report<diag::Misplaced>(m.name.span, "a name that is worked out")
          .help(fmt::format("{} has the fields that its kind declares; only the entries of maps, "
                            "as in `env {{ … }}`, have names of their own",
                            title_()));
    } else {
      report_unknown_field(session_, kind_, title_(), m, {*members_, scope});
    }
  }

  // `generate = true` where a block is meant: no primary field takes a truth value.
  void switched(const ast::Field& m, const BlockDecl& decl, const ast::BoolExpr& on) {
    auto report = session_.sink.report<diag::TypeMismatch>(
        m.value->span, fmt::format("`{}`", decl.name), describe(decl.body->primary()->type),
        on.value ? "`true`" : "`false`");
    const Span value{m.name.span.file, m.name.span.end, m.value->span.end};
    const bool complete = std::none_of(decl.body->fields.begin(), decl.body->fields.end(),
                                       [](const FieldDecl& field) { return field.required(); });
    if (!on.value)
      report.help("leave it out: the block is off unless it is written")
          .repair("Leave it out", {{join(m.name.span, m.value->span), "", true}});
    else if (complete)
      report.help(fmt::format("it is a block: `{} {{}}`", decl.name))
          .repair(fmt::format("Write `{} {{}}`", decl.name), {{value, " {}"}});
    else
      report.help(fmt::format("it is a block: `{} {{ … }}`", decl.name));
  }

  void record_block(Span span, const BlockDecl& decl) {
    session_.recorder()->use(span, {.form = Meaning::Form::Block, .kind = &kind_, .block = &decl});
  }

  bool repeated(const Item& item) {
    const auto same = std::find_if(items_.begin(), items_.end(), [&](const Item& other) {
      return other.field != nullptr && other.field == item.field;
    });
    if (same == items_.end()) return false;
    session_.sink.report<diag::RepeatedField>(item.name.span, item.name.text)
        .related(same->name.span, "it is set here first")
        .help("keep one of them")
        .fix("Remove this one", {{item.member->span, "", true}});
    return true;
  }

  void block(const ast::Block& m, const ast::Member& member, const Scope& scope) {
    if (!m.clauses.empty()) {
      report_clause_inside(session_, m);
      return;
    }
    if (m.existing) return misplaced("`existing`", member);
    if (m.kind.text == "patch" && !has_block(kind_, "patch")) {
      if (std::optional<Item> item = patch_item(session_, m, member, scope))
        items_.push_back(std::move(*item));
      return;
    }
    const FieldDecl* field_decl = kind_.field(m.kind.text);
    if (field_decl != nullptr && (is_map(*field_decl) || field_decl->is_inline))
      return block_for_field(m, member, scope, *field_decl);
    if (!has_block(kind_, m.kind.text)) {
      const KindDecl* named = kind_named(scope, m.kind.text);
      const Component* component = named == nullptr ? nullptr : component_of(session_, *named);
      return component == nullptr
                 ? report_unknown_block(session_, kind_, title_(), m, {*members_, scope})
                 : part(*component, m, member, scope);
    }
    const BlockDecl* decl = match_head(session_, scope, m, kind_);
    if (decl == nullptr) return;
    if (session_.recorder() != nullptr) record_head(m, *decl);
    std::optional<std::vector<LabelValue>> labels = read_labels(session_, scope, m, *decl);
    if (!labels) return;
    Item item{.form = m.remove ? Item::Form::Remove : Item::Form::Block,
              .name = m.kind,
              .scope = &scope,
              .member = &member,
              .decl = decl,
              .kind = decl->body,
              .labels = std::move(*labels),
              .children = {}};
    if (!m.remove)
      item.children = collect(session_, m.members, scope, *decl->body,
                              [&] { return nested_title(item.decl->name, item.labels); });
    add_block(std::move(item), m.header);
  }

  // The words of a head that the prelude declares: `capacity ec2`.
  void record_head(const ast::Block& m, const BlockDecl& decl) {
    record_block(m.kind.span, decl);
    for (std::size_t i = 0; i < m.labels.size(); ++i) {
      if (decl.labels[i].fixed) record_block(m.labels[i].span, decl);
    }
  }

  // An instance of a component that is `for` this kind: the members of its body are members here.
  void part(const Component& component, const ast::Block& m, const ast::Member& member,
            const Scope& scope) {
    const std::string_view meant = component.syntax->for_kind.text;
    if (meant != kind_.name) {
      auto report =
          session_.sink.report<diag::Misplaced>(m.kind.span, fmt::format("`{}`", m.kind.text));
      report.related(component.syntax->name.span, "the component is declared here");
      report.help(meant.empty() ? "declare its instances at the top level of a file"
                                : fmt::format("it is part of {}", with_article(meant)));
      return;
    }
    if (m.remove) {
      session_.sink.report<diag::Misplaced>(m.header, "`remove`")
          .help(fmt::format("remove what `{}` made: the blocks of its body", m.kind.text));
      return;
    }
    if (!m.labels.empty()) return surplus_labels(m);
    const Scope* inner = open_part(session_, component, m, member, scope);
    if (inner == nullptr) return;
    std::vector<const ast::Member*> body;
    for (const ast::Member* one : component.syntax->members) {
      if (!std::holds_alternative<ast::Param>(one->node)) body.push_back(one);
    }
    members(body, *inner);
  }

  void surplus_labels(const ast::Block& m) {
    const Span labels = join(m.labels.front().span, m.labels.back().span);
    session_.sink.report<diag::WrongLabels>(m.labels.front().span, m.kind.text)
        .help(fmt::format("write `{} {{ … }}`", m.kind.text))
        .repair("Leave out the label", {{Span{labels.file, m.kind.span.end, labels.end}, ""}});
    session_.unknown_members.insert({m.kind.span, &kind_});
  }

  // `env { … }` for a map field, `task { … }` for a field with an inline block.
  void block_for_field(const ast::Block& m, const ast::Member& member, const Scope& scope,
                       const FieldDecl& field_decl) {
    if (!m.labels.empty()) return surplus_labels(m);
    if (session_.recorder() != nullptr) session_.recorder()->field(m.kind.span, kind_, field_decl);
    Item item{.form = Item::Form::Map,
              .name = m.kind,
              .scope = &scope,
              .member = &member,
              .field = &field_decl,
              .labels = {},
              .children = {}};
    if (m.remove) {
      item.form = Item::Form::Remove;
    } else if (is_map(field_decl)) {
      read_entries(session_, m.members, scope,
                   {.holds = fmt::format("`{}` holds entries `NAME = value`", m.kind.text),
                    .map = &field_decl},
                   item.children);
    } else {
      item.form = Item::Form::Block;
      item.kind = find_kind(field_decl.type.alternatives.front().name);
      item.children = collect(session_, m.members, scope, *item.kind,
                              [&m] { return fmt::format("this `{}`", m.kind.text); });
    }
    if (!repeated(item)) items_.push_back(std::move(item));
  }

  void add_block(Item item, Span head) {
    const std::size_t same = index_.find(
        items_, item,
        [](const Item& a, const Item& b) {
          return a.form == b.form && a.decl == b.decl && same_labels(a, b);
        },
        head_key);
    if (same != items_.size() && (!item.decl->many || has_name(item))) {
      session_.sink.report<diag::RepeatedBlock>(head, block_head(item))
          .related(items_[same].member->span, "first declared here")
          .help("join them in one block, or give them different names");
      return;
    }
    items_.push_back(std::move(item));
  }

  // Whether the block has its own name among its labels, not only words that its kind fixes or
  // another block that it is about. An optional name may be missing.
  static bool has_name(const Item& item) {
    const std::span<const LabelDecl> labels = item.decl->labels;
    return !labels.empty() && item.labels.size() == labels.size() && !labels.back().fixed &&
           item.labels.back().block == nullptr;
  }

  static std::string block_head(const Item& item) {
    std::string text(item.name.text);
    for (const LabelValue& label : item.labels) text += " " + label.text;
    return text;
  }

  // The same for blocks of one declaration with the same labels.
  static std::string head_key(const Item& item) {
    std::string key =
        fmt::format("{} {}", static_cast<int>(item.form), static_cast<const void*>(item.decl));
    for (const LabelValue& label : item.labels)
      key += fmt::format(" {}:{}", label.text.size(), label.text);
    return key;
  }

  static bool same_labels(const Item& a, const Item& b) {
    return std::equal(a.labels.begin(), a.labels.end(), b.labels.begin(), b.labels.end(),
                      [](const LabelValue& x, const LabelValue& y) { return x.text == y.text; });
  }

  void grant(const ast::Member& member, const Scope& scope) {
    if (!kind_.grants) {
      session_.sink.report<diag::Misplaced>(member.span, "a permission")
          .help("declare permissions in a `task` or a `role`");
      return;
    }
    items_.push_back({.form = Item::Form::Grant,
                      .scope = &scope,
                      .member = &member,
                      .labels = {},
                      .children = {}});
  }

  Session& session_;
  const KindDecl& kind_;
  const std::vector<const ast::Member*>* members_ = nullptr;  // those around the current one
  const Title& title_;
  std::vector<Item> items_;
  ItemIndex index_;  // of the blocks among them
};

// A change, with the value that it replaces.
void replace(Item& item, Item change) {
  change.over = item.scope->placed(item.value == nullptr ? item.member->span : item.value->span);
  item = std::move(change);
}

// The item of the base that a change is about.
std::vector<Item>::iterator counterpart(std::vector<Item>& base, const Item& change) {
  return std::find_if(base.begin(), base.end(), [&change](const Item& item) {
    if (change.form == Item::Form::Grant || item.form == Item::Form::Grant) return false;
    if (change.field != nullptr || item.field != nullptr)
      return change.field == item.field && change.decl == item.decl;
    return change.decl == item.decl &&
           std::equal(change.labels.begin(), change.labels.end(), item.labels.begin(),
                      item.labels.end(),
                      [](const LabelValue& a, const LabelValue& b) { return a.text == b.text; });
  });
}

}  // namespace

std::uint32_t way_of(Session& session, const Item& item, std::uint32_t way) {
  return item.over.valid() ? session.program.ways.add(Way::Step::Over, item.over, way) : way;
}

std::string block_title(const KindDecl& kind, std::string_view name) {
  return fmt::format("{} `{}`", kind.name, name);
}

std::string nested_title(std::string_view name, const std::vector<LabelValue>& labels) {
  std::string text(name);
  for (const LabelValue& label : labels) text += " " + label.text;
  return fmt::format("`{}`", text);
}

std::string member_title(const ast::Member& member) {
  const auto named = [](std::string_view form, std::string_view name) {
    return name.empty() ? fmt::format("a {}", form) : fmt::format("the {} `{}`", form, name);
  };
  return std::visit(
      overloaded{[&](const ast::Field& m) { return named("field", m.name.text); },
                 [&](const ast::Block& m) { return named("block", m.kind.text); },
                 [](const ast::Let&) { return std::string("`let`"); },
                 [](const ast::Param&) { return std::string("`param`"); },
                 [](const ast::Output&) { return std::string("`output`"); },
                 [](const ast::Assert&) { return std::string("`assert`"); },
                 [](const ast::If&) { return std::string("`if`"); },
                 [](const ast::For&) { return std::string("`for`"); },
                 [](const ast::Import&) { return std::string("`import`"); },
                 [](const ast::Component&) { return std::string("`component`"); },
                 [](const ast::Environment&) { return std::string("`environment`"); },
                 [](const ast::Allow&) { return std::string("a permission"); },
                 [](const auto&) { return std::string("a declaration of the standard library"); }},
      member.node);
}

std::vector<Item> collect(Session& session, const std::vector<const ast::Member*>& members,
                          const Scope& scope, const KindDecl& kind, const Title& title) {
  Collector collector(session, kind, title);
  collector.members(members, scope);
  return collector.take();
}

void overlay_map(std::vector<Item>& base, std::vector<Item> changes) {
  ItemIndex index;
  for (Item& change : changes) {
    const std::size_t same = index.find_name(base, change);
    if (same == base.size()) {
      base.push_back(std::move(change));
    } else {
      replace(base[same], std::move(change));
    }
  }
}

namespace {

// For a recorder: the name of a nested block in an environment refers to the block of the program.
void record_change(Session& session, const Item& base, const Item& change) {
  if (change.decl == nullptr || change.labels.empty()) return;
  const LabelDecl& last = change.decl->labels[change.labels.size() - 1];
  const bool is_name = !last.fixed && change.labels.back().block == nullptr &&
                       last.type.alternatives.size() == 1 &&
                       last.type.alternatives.front().form == TypeAlternative::Form::Scalar;
  if (is_name) session.recorder()->declared(change.labels.back().span, base.labels.back().span);
}

// The head of a nested block as the program writes it, without `remove`: `mount "/logs"`.
std::string written_head(const Session& session, const Item& item) {
  const auto* block = std::get_if<ast::Block>(&item.member->node);
  if (block == nullptr) return std::string(item.name.text);
  const Span kind = block->kind.span;
  const Span head{kind.file, kind.begin, std::max(kind.end, block->header.end)};
  return std::string(session.sources[head.file].text(head));
}

}  // namespace

void overlay(Session& session, std::vector<Item>& base, std::vector<Item> changes,
             const Title& title) {
  for (Item& change : changes) {
    const auto same = counterpart(base, change);
    if (change.form == Item::Form::Remove) {
      if (same != base.end() && same->field != nullptr && same->decl == nullptr &&
          same->field->required()) {
        session.sink
            .report<diag::MissingField>(change.member->span, title(),
                                        fmt::format("`{}`, which environment `{}` removes",
                                                    change.name.text, session.environment_name))
            .related(same->name.span, "it is declared here")
            .help("change it instead");
      } else if (same != base.end()) {
        if (session.recorder() != nullptr) record_change(session, *same, change);
        base.erase(same);
      } else {
        session.sink
            .report<diag::NothingToOverlay>(change.member->span, session.environment_name,
                                            "removes", written_head(session, change), title())
            .help("remove this line, or write the labels as the program does");
      }
    } else if (same == base.end()) {
      base.push_back(std::move(change));
    } else if (change.form == same->form &&
               (change.form == Item::Form::Map || change.form == Item::Form::Patch)) {
      overlay_map(same->children, std::move(change.children));
    } else if (change.form == Item::Form::Block && same->form == Item::Form::Block) {
      if (session.recorder() != nullptr) record_change(session, *same, change);
      const Item& outer = *same;
      overlay(session, same->children, std::move(change.children),
              [&outer] { return nested_title(outer.name.text, outer.labels); });
    } else {
      replace(*same, std::move(change));
    }
  }
}

}  // namespace svc::sema
