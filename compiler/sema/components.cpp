// Components: kinds that a program declares in the language itself, and the blocks that their
// instances become.
//
// An instance is expanded when its names or values are first needed, at the latest after all files
// are declared, so that each costs only what it produces.
#include "sema/components.h"

#include <algorithm>
#include <unordered_map>

#include "base/closest.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/suggest.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/instantiate.h"
#include "sema/items.h"
#include "sema/options.h"

namespace svc::sema {

namespace {

FieldDecl make_field(Session& session, const Component& component, const ast::Param& param,
                     const ast::Member& member) {
  FieldDecl field{.name = param.name.text};
  field.doc = member.doc.text;
  if (session.recorder() != nullptr) record_types(session, *component.scope, *param.type);
  field.type = resolve_type(
      *param.type,
      [&](std::string_view name) { return kind_named(*component.scope, name) != nullptr; },
      session.types, session.sink);
  if (param.value != nullptr) field.type.optional = true;  // the default is evaluated in the body
  ParamOptions options =
      read_options(session, *component.scope, param, ParamOwner::Component,
                   fmt::format("param of component `{}`", component.syntax->name.text), field);
  if (!options.allowed.empty())
    field.allowed = &session.program.values_store.emplace_back(std::move(options.allowed));
  field.takes_secret = field.open = true;  // only its final place matters
  return field;
}

// What the instance gives a param that has no value yet; null if nothing.
const Item* item_of(const Instance& instance, const FieldDecl& field) {
  const auto found = std::find_if(instance.items.begin(), instance.items.end(), [&](const Item& i) {
    return i.field == &field && (i.form == Item::Form::Field || i.form == Item::Form::Map);
  });
  return found == instance.items.end() ? nullptr : &*found;
}

// The value of a param in the body: what the instance gives it, else its default, which can use the
// other params.
Binding param_binding(const Instance& instance, std::size_t i) {
  const ast::Param& param = *instance.component->params[i];
  const FieldValue& given = instance.block->fields[i];
  const Item* item = item_of(instance, *given.decl);
  if (item != nullptr && !given.value.present())
    return {.form = Binding::Form::Let,
            .span = param.name.span,
            .expr = param.value,
            .scope = instance.inner,
            .field = given.decl,
            .item = item,
            .value = {}};
  if (!given.value.present() && param.value != nullptr)
    return {.form = Binding::Form::Let,
            .span = param.name.span,
            .expr = param.value,
            .scope = instance.inner,
            .field = given.decl,
            .value = {}};
  Binding binding{.form = Binding::Form::Value,
                  .span = param.name.span,
                  .field = given.decl,
                  .value = given.value,
                  .state = Binding::State::Done};
  if (!given.value.present() && given.decl->required())
    binding.value.data = ErrorValue{};  // reported at the instance
  return binding;
}

void bind_param(Session& session, const Instance& instance, std::size_t i) {
  declare(session, *instance.inner, std::string(instance.component->params[i]->name.text),
          param_binding(instance, i));
}

// Params that a part of the body was needed for before they had values have them now.
void settle_params(const Instance& instance) {
  for (std::size_t i = 0; i < instance.component->params.size(); ++i) {
    const ast::Ident name = instance.component->params[i]->name;
    const auto found = instance.inner->names.find(name.text);
    if (found == instance.inner->names.end() || found->second.span != name.span ||
        found->second.item == nullptr)
      continue;
    found->second = param_binding(instance, i);
  }
}

// Whether a component contains itself, directly or through others. The report shows the path from
// the outermost one to here.
bool is_recursive(Session& session, const Instance& instance) {
  std::vector<std::string_view> path = {instance.component->syntax->name.text};
  for (const Instance* outer = instance.outer->inside(); outer != nullptr;
       outer = outer->outer->inside()) {
    path.insert(path.begin(), outer->component->syntax->name.text);
    if (outer->component != instance.component) continue;
    session.sink
        .report<diag::ComponentCycle>(instance.block->span,
                                      fmt::format("{}", fmt::join(path, " → ")))
        .related(instance.component->syntax->name.span,
                 fmt::format("`{}` is declared here", instance.component->syntax->name.text))
        .help("a component can use other components, but not itself, directly or indirectly");
    return true;
  }
  return false;
}

void open_scopes(Session& session, Instance& instance) {
  Scope& inner = session.nested_scope(*instance.component->scope);
  inner.instance = &instance;
  inner.own_way = session.program.ways.add(Way::Step::Instance, instance.block->span);
  instance.inner = &inner;
  instance.outputs = &session.nested_scope(inner);
}

// The names and blocks of the body, once the instance's own block has its values.
void declare_contents(Session& session, Instance& instance) {
  Scope& inner = *instance.inner;
  const Within within(session, inner);
  for (const ClauseValue& clause : instance.block->clauses) {
    const ast::Ident name = instance.component->syntax->clause_name;
    declare(session, inner, std::string(name.text),
            {.form = Binding::Form::Value,
             .span = name.span,
             .value = clause.value,
             .state = Binding::State::Done});
  }
  if (instance.block->clauses.empty() &&
      instance.component->syntax->clause_type != nullptr) {  // reported at the instance
    const ast::Ident name = instance.component->syntax->clause_name;
    declare(session, inner, std::string(name.text),
            {.form = Binding::Form::Value,
             .span = name.span,
             .value = {ErrorValue{}, name.span, false},
             .state = Binding::State::Done});
  }
  for (std::size_t i = 0; i < instance.component->params.size(); ++i)
    bind_param(session, instance, i);
  declare_body(session, instance, instance.component->syntax->members);
}

void report_recursion(Session& session, const Instance& instance) {
  session.sink
      .report<diag::CyclicName>(
          instance.block->name_span, instance.block->name,
          fmt::format("what `{0}` consists of depends on `{0}` itself", instance.block->name))
      .help("let its `for` and `if` depend on values that do not need what it makes");
}

// Declares the body before the params have values: the value of one of them needs a part of the
// body, as where two instances name each other. The names of the params then wait for their values.
void open_early(Session& session, Instance& instance) {
  if (instance.items.empty()) return report_recursion(session, instance);  // its clause needs it
  instance.state = Instance::State::Expanding;
  declare_contents(session, instance);
  instance.state = Instance::State::Opened;
  session.declared.instance_of[stands_for(session, instance)] = &instance;
}

}  // namespace

void declare_component(Session& session, Component& component) {
  DeclaredKind& kind = *component.kind;
  std::unordered_map<std::string_view, Span> params;
  for (const ast::Member* member : component.syntax->members) {
    const auto* param = std::get_if<ast::Param>(&member->node);
    if (param == nullptr) continue;
    const auto [same, fresh] = params.emplace(param->name.text, param->name.span);
    if (!fresh) {
      session.sink.report<diag::DuplicateName>(param->name.span, param->name.text)
          .related(same->second, "it is declared here first")
          .help("give one of them another name");
      continue;
    }
    kind.fields.push_back(make_field(session, component, *param, *member));
    component.params.push_back(param);
  }
  if (component.syntax->clause_type != nullptr) {
    const Type type = resolve_type(
        *component.syntax->clause_type,
        [&](std::string_view name) { return kind_named(*component.scope, name) != nullptr; },
        session.types, session.sink);
    kind.clauses.push_back({.keyword = ClauseDecl::Keyword::In,
                            .name = component.syntax->clause_name.text,
                            .type = type});
  }
  if (session.recorder() != nullptr) {
    for (std::size_t i = 0; i < kind.fields.size(); ++i)
      session.recorder()->owns(&kind.fields[i], component.params[i]->name.span);
    if (component.syntax->clause_type != nullptr)
      record_types(session, *component.scope, *component.syntax->clause_type);
  }
  if (const ast::Ident part_of = component.syntax->for_kind;
      !part_of.text.empty() && find_kind(part_of.text) == nullptr) {
    std::vector<std::string_view> kinds;
    for (const KindDecl* known : builtin_kinds()) kinds.push_back(known->name);
    suggest(session.sink.report<diag::UnknownKind>(part_of.span, part_of.text), part_of.span,
            closest(part_of.text, kinds),
            "a component is `for` a kind of the standard library, such as `task`");
  }
  kind.decl.fields = kind.fields;
  kind.decl.clauses = kind.clauses;
  session.declared.component_of.emplace(&kind.decl, &component);
}

const Component* component_of(const Session& session, const KindDecl& kind) {
  const auto found = session.declared.component_of.find(&kind);
  return found == session.declared.component_of.end() ? nullptr : found->second;
}

bool count_instance(Session& session, const Component& component, const Scope& outer, Span span) {
  const ast::Ident name = component.syntax->name;
  ++session.work.counter(name.span, name.text).count;
  std::size_t depth = 1;
  for (const Instance* at = outer.inside(); at != nullptr; at = at->outer->inside()) ++depth;
  return session.work.may_nest(depth, span) && session.work.instance(span);
}

void expand(Session& session, Instance& instance) {
  if (session.work.over()) return;
  if (instance.state == Instance::State::Expanding) return report_recursion(session, instance);
  if (instance.state == Instance::State::Filling) return open_early(session, instance);
  if (instance.state != Instance::State::Waiting) return;
  instance.state = Instance::State::Filling;
  open_scopes(session, instance);
  if (!is_recursive(session, instance)) {
    fill_block(session, {instance.block, instance.member, instance.outer, &instance.items});
    if (instance.state == Instance::State::Opened) {
      instance.items.clear();
      settle_params(instance);
    } else {
      instance.items.clear();
      instance.state = Instance::State::Expanding;
      declare_contents(session, instance);
    }
  }
  instance.state = Instance::State::Done;
  session.declared.instance_of[stands_for(session, instance)] = &instance;
}

void expand_blindly(Session& session, const Component& component) {
  Block& block = session.program.block_store.emplace_back();
  block.kind = &component.kind->decl;
  block.name = component.syntax->name.text;
  for (const FieldDecl& field : block.kind->fields)
    block.fields.push_back({&field, {ErrorValue{}, component.syntax->name.span, false}, {}});
  Instance& instance = session.declared.instances.emplace_back();
  instance.component = &component;
  instance.block = &block;
  instance.outer = component.scope;
  instance.state = Instance::State::Expanding;
  open_scopes(session, instance);
  declare_contents(session, instance);
  instance.state = Instance::State::Done;
}

const Scope* open_part(Session& session, const Component& component, const ast::Block& syntax,
                       const ast::Member& member, const Scope& outer) {
  if (!count_instance(session, component, outer, outer.placed(syntax.header))) return nullptr;
  Block& made = session.program.block_store.emplace_back();
  made.kind = &component.kind->decl;
  made.name = component.syntax->name.text;
  made.span = outer.placed(syntax.header);
  made.name_span = syntax.kind.span;
  Instance& instance = session.declared.instances.emplace_back();
  instance.component = &component;
  instance.block = &made;
  instance.member = &member;
  instance.outer = &outer;
  instance.state = Instance::State::Done;
  open_scopes(session, instance);
  if (is_recursive(session, instance)) return nullptr;
  const Title title = [&made] { return fmt::format("`{}`", made.name); };
  fill(session, made, collect(session, syntax.members, outer, *made.kind, title), title);
  const Within within(session, *instance.inner);
  for (std::size_t i = 0; i < component.params.size(); ++i) bind_param(session, instance, i);
  return instance.inner;
}

const Block* stands_for(Session& session, Instance& instance) {
  expand(session, instance);
  if (instance.self != nullptr) return instance.self;
  return instance.self_instance == nullptr ? instance.block
                                           : stands_for(session, *instance.self_instance);
}

std::vector<Instantiation> instantiations(const Session& session) {
  std::vector<Instantiation> result;
  for (const Instance& instance : session.declared.instances) {
    const auto& members = instance.component->syntax->members;
    if (members.empty()) continue;
    Instantiation added{.name = instance.block->name,
                        .body = join(members.front()->span, members.back()->span),
                        .places = {}};
    for (const Instance* at = &instance; at != nullptr; at = at->outer->inside())
      added.places.push_back(at->block->span);
    result.push_back(std::move(added));
  }
  return result;
}

Instance* instance_of(const Session& session, const Block* block) {
  const auto found = session.declared.instance_of.find(block);
  return found == session.declared.instance_of.end() ? nullptr : found->second;
}

}  // namespace svc::sema
