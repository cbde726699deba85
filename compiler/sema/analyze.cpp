// The order of the analysis: names first, then the environment's own values, then every block, then
// outputs and assertions.
#include "sema/analyze.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/closest.h"
#include "base/overloaded.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "sema/components.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/entries.h"
#include "sema/evaluate.h"
#include "sema/policies.h"
#include "sema/secrets.h"
#include "sema/whole.h"

namespace svc::sema {

namespace {

const ast::Environment* find_environment(const ast::Ast& ast, std::string_view name) {
  for (const ast::Member* member : ast.items) {
    const auto* environment = std::get_if<ast::Environment>(&member->node);
    if (environment != nullptr && environment->name.text == name) return environment;
  }
  return nullptr;
}

Program begun(const Input& input, std::string_view environment) {
  Program program;
  program.environment = std::string(environment);
  program.environments = environments(*input.modules.front().ast);
  return program;
}

// The sources of `environment.name` and `app.name`. Region and account are set when they are known.
Value named_object(std::string_view name) {
  return {Object{{{"name", {std::string(name), {}, false}}}}, {}, false};
}

void add_entry(Value& object, std::string_view key, const Value& value) {
  if (value.present())  // an error is reported already, and silent where it is read
    std::get<Object>(object.data).entries.emplace_back(key, value);
}

void merge_tags(Program& program, const Value& tags) {
  const auto* object = tags.get<Object>();
  if (object == nullptr) return;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < program.tags.size(); ++i) places.emplace(program.tags[i].first, i);
  for (const auto& [key, value] : object->entries) {
    const auto [same, fresh] = places.emplace(key, program.tags.size());
    if (fresh)
      program.tags.emplace_back(key, value);
    else
      program.tags[same->second].second = value;
  }
}

// The fields that an environment shares with the app: `region`, `account`, `tags`.
void environment_fields(Session& session, const ast::Environment& environment,
                        const KindDecl& app) {
  for (const ast::Member* member : environment.members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    const FieldDecl* decl = field == nullptr ? nullptr : app.field(field->name.text);
    if (decl == nullptr) continue;
    const Value value =
        check_field(session, evaluate(session, session.overlay_scope(), *field->value, &decl->type),
                    *decl, What::named(decl->name));
    if (decl->name == "region") session.program.region = value;
    if (decl->name == "account") session.program.account = value;
    if (decl->name == "tags" && check_dynamic_references(session, value))
      merge_tags(session.program, value);
  }
  // `tags { … }`, the block form of the map
  for (const ast::Member* member : environment.members) {
    const auto* block = std::get_if<ast::Block>(&member->node);
    if (block == nullptr || block->kind.text != "tags" || !block->labels.empty()) continue;
    std::vector<Item> entries;
    read_entries(session, block->members, session.overlay_scope(),
                 {.holds = "`tags` holds entries `NAME = value`", .map = app.field("tags")},
                 entries);
    Object tags;
    for (const Item& entry : entries) {
      Object tag{{{std::string(entry.name.text), evaluate(session, *entry.scope, *entry.value)}}};
      const Value checked = check_field(session, {std::move(tag), block->header, false},
                                        *app.field("tags"), "`tags`");
      if (const auto* right = checked.get<Object>()) tags.entries.push_back(right->entries.front());
    }
    const Value all{std::move(tags), block->header, false};
    if (check_dynamic_references(session, all)) merge_tags(session.program, all);
  }
}

void outputs_and_asserts(Session& session) {
  const Declarations& declared = session.declared;
  std::unordered_map<std::string_view, Span> names;
  for (const auto& [output, member, scope] : declared.outputs) {
    Value value = evaluate(session, *scope, *output->value);
    if (!session.work.whole(value, value.span)) return;
    if (value.is_error()) continue;
    if (const auto* block = value.get<const Block*>()) {
      session.sink.report<diag::TypeMismatch>(value.span, "an output", "a value", describe(value))
          .help(fmt::format("write one of its attributes, such as `{}.{}`", (*block)->name,
                            (*block)->kind->attributes.empty()
                                ? "name"
                                : (*block)->kind->attributes.front().name))
          .fix("Write that attribute",
               (*block)->kind->attributes.empty()
                   ? std::vector<Edit>()
                   : std::vector<Edit>{
                         {Span{value.span.file, value.span.end, value.span.end},
                          fmt::format(".{}", (*block)->kind->attributes.front().name)}});
      continue;
    }
    if (!check_dynamic_references(session, value)) continue;
    if (!value.present()) {
      session.sink
          .report<diag::TypeMismatch>(output->value->span, "an output", "a value", describe(value))
          .help("it was left out: give it a default, or leave the output out");
      continue;
    }
    if (const Parameter* secret = secret_in(value)) {
      session.sink.report<diag::Misplaced>(value.span, fmt::format("the secret `{}`", secret->name))
          .related(secret->span, "it is declared secret here")
          .help("everybody who can view the deployment can read its outputs: leave this one out");
      continue;
    }
    const auto [same, fresh] = names.emplace(output->name.text, output->name.span);
    if (!fresh) {
      session.sink.report<diag::DuplicateName>(output->name.span, output->name.text)
          .related(same->second, "it is declared here first")
          .help("give one of them another name");
      continue;
    }
    session.program.outputs.push_back(
        {output->name.text, std::move(value), member->doc.text, output->name.span});
  }
  for (const auto& [assertion, scope] : declared.asserts) {
    const std::optional<bool> holds =
        evaluate_condition(session, *scope, *assertion->condition, "the condition of `assert`");
    if (!holds || *holds) continue;
    if (const auto message =
            evaluate_text(session, *scope, *assertion->message, "the message of `assert`")) {
      session.sink.report<diag::AssertionFailed>(assertion->condition->span, *message);
    }
  }
}

// For a recorder: analyses what no instance and no environment creates.
void look_everywhere(Session& session) {
  Declarations& declared = session.declared;
  for (const Component& component : declared.components) {
    const bool used = std::any_of(declared.instances.begin(), declared.instances.end(),
                                  [&](const Instance& i) { return i.component == &component; });
    if (!used) expand_blindly(session, component);
  }
  for (std::size_t i = 0; i < session.unvisited.size(); ++i)
    declare_unvisited(session, Unvisited(session.unvisited[i]));
  for (std::size_t i = 0; i < declared.instances.size(); ++i)
    expand(session, declared.instances[i]);
  for (std::size_t i = session.filled; i < declared.blocks.size(); ++i)
    fill_block(session, declared.blocks[i]);
  read_lets(session, 0);
}

}  // namespace

// An unused let (or component output) is checked, too.
void read_lets(Session& session, std::size_t first) {
  for (std::size_t i = first; i < session.scopes.size(); ++i) {
    const Scope& scope = session.scopes[i];
    for (const auto& [name, binding] : scope.names) {
      if (binding.form == Binding::Form::Let && binding.state == Binding::State::Waiting)
        (void)evaluate(session, scope, ast::Expr{binding.span, ast::NameExpr{name}});
    }
  }
}

std::vector<Environment> environments(const ast::Ast& ast) {
  std::vector<Environment> found;
  std::unordered_set<std::string_view> names;
  for (const ast::Member* member : ast.items) {
    const auto* environment = std::get_if<ast::Environment>(&member->node);
    if (environment != nullptr && names.insert(environment->name.text).second)
      found.push_back({environment->name.text, environment->name.span});
  }
  return found;
}

Session begin_session(const Input& input, std::string_view environment_name, Sink& sink,
                      Declarations& declared) {
  return {.input = input,
          .sources = input.sources,
          .environment = find_environment(*input.modules.front().ast, environment_name),
          .environment_name = environment_name,
          .sink = sink,
          .program = begun(input, environment_name),
          .types = {},
          .scopes = {},
          .declared = declared,
          .environment_value = named_object(environment_name),
          .app_value = {},
          .evaluating = {}};
}

Program take_program(Session& session) {
  session.program.type_store = std::move(session.types.types);
  session.program.alternative_store = std::move(session.types.alternatives);
  return std::move(session.program);
}

Program analyze_whole(Session& session) {
  const Input& input = session.input;
  Declarations& declared = session.declared;
  for (const ast::Member* member : input.modules.front().ast->items) {
    const auto* other = std::get_if<ast::Environment>(&member->node);
    if (other != nullptr && other != session.environment)
      session.sink.note_passage(member->span, false);
  }
  declare_all(session);
  if (session.environment != nullptr) {
    Scope& inside = session.nested_scope(session.globals());
    inside.own_way =
        session.program.ways.add(Way::Step::Environment, session.environment->name.span);
    session.environment_scope = &inside;
  }
  const Block* app = declared.app ? declared.app->block : nullptr;
  session.app_value = named_object(app == nullptr ? "" : app->name);
  if (declared.app) {
    fill_block(session, *declared.app);
    session.program.app = app;
    merge_tags(session.program, (*app)["tags"]);
    session.program.region = (*app)["region"];
    session.program.account = (*app)["account"];
  }
  if (session.environment != nullptr)
    environment_fields(session, *session.environment, *find_kind("app"));
  add_entry(session.environment_value, "region", session.program.region);
  add_entry(session.environment_value, "account", session.program.account);

  fill_parameters(session);
  for (std::size_t i = 0; i < declared.instances.size(); ++i)
    expand(session, declared.instances[i]);  // which may add further ones
  check_environment(session);
  for (const PendingBlock& pending : declared.blocks) declared.waiting[pending.block] = &pending;
  for (const PendingBlock& pending : declared.blocks) fill_early(session, *pending.block);
  session.filled = declared.blocks.size();
  outputs_and_asserts(session);
  judge_by_policies(session);
  read_lets(session, 0);

  if (input.recorder != nullptr) {
    if (!session.work.over()) look_everywhere(session);
    input.recorder->finish();
  }
  session.program.instantiations = instantiations(session);
  session.program.sort_by_kind();
  session.work.finish();
  return take_program(session);
}

Program analyze(const Input& input, std::string_view environment_name, Sink& sink) {
  Declarations declared;
  Session session = begin_session(input, environment_name, sink, declared);
  return analyze_whole(session);
}

Program analyze(const ast::Ast& ast, const Sources& sources, std::string_view environment,
                Sink& sink) {
  return analyze(Input{.sources = sources, .modules = {{.ast = &ast, .imports = {}}}}, environment,
                 sink);
}

}  // namespace svc::sema
