#include "sema/declarations.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/overloaded.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/limits.h"
#include "diagnostics/codes/names.h"
#include "sema/convert.h"
#include "sema/evaluate.h"
#include "sema/former_names.h"
#include "sema/heads.h"
#include "sema/instantiate.h"
#include "sema/items.h"
#include "sema/labels.h"
#include "sema/linking.h"
#include "sema/loops.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

// The place for declarations: the names of a file, or those of a component instance.
struct Place {
  Scope& names;
  Instance* instance = nullptr;  // null: a file
  bool main = false;             // the program's main file: only it has an app and environments
  bool unvisited = false;        // analysed only for a recorder
};

class Declarer {
 public:
  Declarer(Session& session, Place place)
      : session_(session), declared_(session.declared), place_(place) {}

  // Lets and params come first, so that conditions of `if` and `for` can use them before their
  // declaration.
  void names(const std::vector<const ast::Member*>& items) {
    if (!items.empty() && !session_.work.step(items.front()->span, items.size())) return;
    for (const ast::Member* member : items) name_only(*member);
  }

  void blocks(const std::vector<const ast::Member*>& items, const Scope& scope) {
    if (session_.recorder() != nullptr) session_.recorder()->place(items, scope);
    for (const ast::Member* member : items) {
      if (!session_.work.over()) one(*member, scope);
    }
  }

  // The params that only this environment has.
  void parameters_of(const ast::Environment& environment) {
    for (const ast::Member* member : environment.members) {
      if (const auto* param = std::get_if<ast::Param>(&member->node)) parameter(*param, *member);
    }
  }

  // The body of an `if` or a `for`, which can have its own names.
  void inside(const std::vector<const ast::Member*>& members, const Scope& scope) {
    const bool before = std::exchange(inside_, true);
    blocks(members, with_lets(session_, members, scope));
    inside_ = before;
  }

 private:
  void name_only(const ast::Member& member) {
    if (const auto* let = std::get_if<ast::Let>(&member.node)) {
      declare(session_, place_.names, std::string(let->name.text),
              {.form = Binding::Form::Let,
               .span = let->name.span,
               .expr = let->value,
               .scope = &place_.names,
               .value = {}});
    } else if (place_.instance != nullptr) {
      return;  // params are fields of the instance; a component can contain no other names
    } else if (const auto* param = std::get_if<ast::Param>(&member.node)) {
      parameter(*param, member);
    } else if (const auto* component = std::get_if<ast::Component>(&member.node)) {
      name_component(*component);
    } else if (const auto* environment = std::get_if<ast::Environment>(&member.node)) {
      environment_name(*environment);
    }
  }

  void name_component(const ast::Component& syntax) {
    if (find_kind(syntax.name.text) != nullptr) {
      session_.sink
          .report<diag::InvalidName>(syntax.name.span, "component", syntax.name.text,
                                     "has the name of a kind of the standard library")
          .help("give the component another name");
      return;
    }
    Component& made = declared_.components.emplace_back();
    made.syntax = &syntax;
    made.scope = &place_.names;
    made.kind = &session_.program.kind_store.emplace_back();
    made.kind->decl.name = syntax.name.text;
    if (session_.recorder() != nullptr)
      session_.recorder()->owns(&made.kind->decl, syntax.name.span);
    declare(session_, place_.names, std::string(syntax.name.text),
            {.form = Binding::Form::Component,
             .span = syntax.name.span,
             .component = &made,
             .value = {}});
  }

  void environment_name(const ast::Environment& environment) {
    if (!place_.main)
      return misplaced("`environment`", environment.name.span,
                       "declare environments in the program's main file");
    const auto [at, fresh] = environments_.emplace(environment.name.text, environment.name.span);
    if (!fresh)
      session_.sink.report<diag::DuplicateName>(environment.name.span, environment.name.text)
          .related(at->second, "it is declared here first")
          .help("join the two blocks");
    std::string lower(environment.name.text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto [other, first] =
        environments_in_lower_case_.emplace(std::move(lower), environment.name);
    if (!first && fresh)
      session_.sink
          .report<diag::SameButForCase>(environment.name.span, other->second.text,
                                        environment.name.text)
          .related(other->second.span, "the other one is declared here")
          .help("rename one of them: on macOS and Windows both would write to the same files");
  }

  // These must be known before the options are read, because the app and its tags come first.
  static bool says_secret(const ast::Param& param) {
    return std::any_of(param.options.begin(), param.options.end(), [](const ast::Member* option) {
      const auto* field = std::get_if<ast::Field>(&option->node);
      const auto* flag = field == nullptr || field->name.text != "secret"
                             ? nullptr
                             : std::get_if<ast::BoolExpr>(&field->value->node);
      return flag != nullptr && flag->value;
    });
  }

  void parameter(const ast::Param& param, const ast::Member& member) {
    Parameter& made = session_.program.parameter_store.emplace_back();
    made.name = param.name.text;
    made.type = resolve_type(
        *param.type,
        [this](std::string_view name) { return kind_named(place_.names, name) != nullptr; },
        session_.types, session_.sink);
    if (session_.recorder() != nullptr) record_types(session_, place_.names, *param.type);
    made.doc = member.doc.text;
    made.span = param.name.span;
    made.secret = says_secret(param);
    const auto same = declared_.parameter_names.find(param.name.text);
    const Span taken = same == declared_.parameter_names.end() ? Span{} : same->second;
    if (!declare(session_, place_.names, std::string(param.name.text),
                 {.form = Binding::Form::Parameter,
                  .span = param.name.span,
                  .parameter = &made,
                  .value = {}}))
      return;
    if (taken.valid()) {  // in another file: the deployment knows params by their names alone
      session_.sink.report<diag::DuplicateName>(param.name.span, param.name.text)
          .related(taken, "it is declared here first")
          .help("give one of them another name: params are unique in the whole program");
      return;
    }
    if (place_.unvisited) return;  // it has a name, and no deployment asks for it
    session_.program.parameters.push_back(&made);
    declared_.parameters.push_back({&made, &param, &place_.names});
    declared_.parameter_names.emplace(param.name.text, made.span);
  }

  void one(const ast::Member& member, const Scope& scope) {
    std::visit(
        overloaded{
            [&](const ast::Block& m) { block(m, member, scope); },
            [&](const ast::Output& m) { output(m, member, scope); },
            [&](const ast::Assert& m) {
              declared_.asserts.push_back({&m, &scope});
            },
            [&](const ast::If& m) {
              const std::optional<bool> yes =
                  evaluate_condition(session_, scope, *m.condition, "the condition of `if`");
              if (yes) {
                note_branch(session_.sink, m.then, *yes);
                note_branch(session_.sink, m.otherwise, !*yes);
                inside(*yes ? m.then : m.otherwise, scope);
              }
              if (session_.recorder() != nullptr) {
                if (yes.value_or(false))
                  later(m.otherwise, scope);
                else
                  later(m.then, scope);
                if (!yes) later(m.otherwise, scope);
              }
            },
            [&](const ast::For& m) {
              const auto rounds = for_each(session_, m, scope,
                                           [&](const Scope& inner) { inside(m.members, inner); });
              if (rounds.value_or(0) == 0 && session_.recorder() != nullptr)
                later(m.members, blind_scope(session_, m, scope));
            },
            [](const ast::Let&) {},  // name_only(), or inside()
            [&](const ast::Param& m) {
              if (!inside_) return;  // name_only()
              if (place_.instance != nullptr)
                return misplaced("`param`", m.name.span,
                                 "move it out of the `if` or `for`: an instance has every param "
                                 "of its component");
              if (scope.in_loop())
                return misplaced("`param`", m.name.span,
                                 "move it out of the `for`: a deployment gives a param once");
              parameter(m, member);
            },
            [&](const ast::Import&) { outside_only("`import`", member.span); },
            [&](const ast::Component& m) { outside_only("`component`", m.name.span); },
            [&](const ast::Environment& m) { outside_only("`environment`", m.name.span); },
            [&](const ast::Field& m) {
              if (m.name.text.empty()) return;  // made up while the parser recovered from a mistake
              misplaced(fmt::format("the field `{}`", m.name.text), m.name.span,
                        advice_on_field_outside(m.name.text));
            },
            [&](const ast::Allow&) {
              misplaced("a permission", member.span, "declare permissions in a `task` or a `role`");
            },
            [&](const ast::Kind& m) {
              misplaced(
                  "`kind`", m.name.span,
                  "kinds are declared in the standard library; a program declares a `component`");
            },
            [&](const ast::FieldDecl& m) {
              misplaced("a declaration of a field", m.name.span,
                        "a value that is given at deployment is declared with `param`");
            },
            [&](const ast::BlockDecl& m) {
              misplaced("a declaration of a block", m.name.span,
                        "kinds are declared in the standard library");
            },
            [&](const ast::AttributeDecl& m) {
              misplaced("a declaration of an attribute", m.name.span,
                        "kinds are declared in the standard library");
            },
            [&](const ast::MethodDecl& m) {
              misplaced("a declaration of a method", m.name.span,
                        "kinds are declared in the standard library");
            },
            [&](const ast::VerbDecl& m) {
              misplaced("a declaration of a verb", m.name.span,
                        "kinds are declared in the standard library");
            },
        },
        member.node);
  }

  // For a recorder, when everything that counts has been seen.
  void later(const std::vector<const ast::Member*>& members, const Scope& scope) {
    session_.unvisited.push_back({&members, &session_.nested_scope(scope), place_.instance});
  }

  // In a component, an `if` or a `for`: a declaration that is allowed only at the top level of a
  // file.
  void outside_only(std::string_view what, Span span) {
    if (inside_)
      misplaced(what, span, "move it out of the `if` or `for`, to the top of the file");
    else if (place_.instance != nullptr)
      misplaced(what, span, "move it out of the component, to the top of the file");
  }

  void output(const ast::Output& m, const ast::Member& member, const Scope& scope) {
    if (place_.instance == nullptr) {
      declared_.outputs.push_back({&m, &member, &scope});
    } else {
      declare(session_, *place_.instance->outputs, std::string(m.name.text),
              {.form = Binding::Form::Let,
               .span = m.name.span,
               .expr = m.value,
               .scope = &scope,
               .value = {}});
    }
  }

  void misplaced(std::string_view what, Span span, std::string help) {
    session_.sink.report<diag::Misplaced>(span, what).help(std::move(help));
  }

  // A name whose declaration was reported: what refers to it is not reported.
  void unsupported(const std::string& name, const ast::Block& m) {
    if (!name.empty())
      place_.names.names.emplace(
          name, Binding{.form = Binding::Form::Unsupported, .span = m.header, .value = {}});
  }

  void block(const ast::Block& m, const ast::Member& member, const Scope& scope) {
    const std::optional<LabelValue> label = name_of_head(session_, place_.names, m, scope);
    const KindDecl* kind = kind_of_head(session_, place_.names, m);
    if (m.remove) {
      misplaced("`remove`", m.kind.span,
                "use it in an `environment`, to remove a block of the program");
      return;
    }
    if (!label) {
      if (m.labels.empty()) unsupported(name_in_block(session_, m), m);
      return;
    }
    if (kind == nullptr) {  // reported; references to it are not reported
      if (!m.labels.empty()) unsupported(label->text, m);
      // `resource "aws_sqs_queue" "orders"`
      if (const std::optional<LabelValue> last =
              m.labels.size() < 2 ? std::nullopt : label_value(session_, scope, m.labels.back()))
        unsupported(last->text, m);
      return;
    }
    if (kind->name == "app" && !may_have_app(m, *label)) return;
    Block& made = session_.program.block_store.emplace_back();
    made.kind = kind;
    made.name = full_name(label->text);
    made.labels = {*label};
    made.labels.front().text = made.name;
    made.names = all_names(former_labels(session_, scope, m), label->text,
                           place_.instance == nullptr ? nullptr : place_.instance->block);
    made.existing = m.existing;
    made.top_level = true;
    made.doc = member.doc.text;
    made.span = scope.placed(m.header);
    made.name_span = scope.placed(label->span);
    made.close = m.close;
    if (const ast::Block* removal = place_.unvisited ? nullptr : removal_of(session_, made)) {
      declare(session_, place_.names, label->text,
              {.form = Binding::Form::Removed, .span = removal->header, .value = {}});
      declared_.removed.emplace(made.name, kind->name);
      return;
    }
    if (kind->name ==
        "app") {  // the app is not in this namespace: a service may have the name of the program
      declared_.app = PendingBlock{&made, &member, &scope};
    } else if (const Component* component = component_of(session_, *kind);
               component != nullptr && !component->syntax->for_kind.text.empty()) {
      misplaced(fmt::format("`{}`", m.kind.text), m.kind.span,
                fmt::format("it is part of {}: write it inside of one",
                            with_article(component->syntax->for_kind.text)));
    } else if (component != nullptr) {
      instance(*component, made, member, scope, *label);
    } else if (declare(session_, place_.names, label->text,
                       {.form = Binding::Form::Block,
                        .span = label->span,
                        .block = &made,
                        .value = {}}) &&
               unique(made)) {
      if (place_.instance != nullptr && label->text == "self") place_.instance->self = &made;
      (void)session_.work.step(made.span, kStepsOfTopLevelBlock);
      session_.program.blocks.push_back(&made);
      declared_.blocks.push_back({&made, &member, &scope});
    }
  }

  // The name of a block outside of its component: `api.jobs`, or `api` for the one labelled `self`.
  std::string full_name(const std::string& label) const {
    if (place_.instance == nullptr) return label;
    return label == "self" ? place_.instance->block->name
                           : place_.instance->block->name + "." + label;
  }

  bool may_have_app(const ast::Block& m, const LabelValue& label) {
    if (!place_.main) {
      misplaced("`app`", m.kind.span, "the program's main file has it");
      return false;
    }
    if (!declared_.app) return true;
    session_.sink.report<diag::DuplicateName>(label.span, "app")
        .related(declared_.app->block->name_span, "the program is named here")
        .help("a program has one `app` block");
    return false;
  }

  void instance(const Component& component, Block& made, const ast::Member& member,
                const Scope& scope, const LabelValue& label) {
    if (!count_instance(session_, component, scope, made.span)) return;
    made.top_level = false;  // it is not a block of the program: those of its body are
    Instance& added = declared_.instances.emplace_back();
    added.component = &component;
    added.block = &made;
    added.member = &member;
    added.outer = &scope;
    if (!declare(session_, place_.names, label.text,
                 {.form = Binding::Form::Instance,
                  .span = label.span,
                  .instance = &added,
                  .value = {}}) ||
        !unique(made)) {
      added.state = Instance::State::Done;
      return;
    }
    if (place_.instance != nullptr && label.text == "self") place_.instance->self_instance = &added;
  }

  // Names of blocks are unique in the whole program, because those of their resources on AWS follow
  // from them. A `self` has its instance's name.
  bool unique(const Block& block) {
    if (place_.unvisited) return true;
    const auto [begin, end] = declared_.by_name.equal_range(block.name);
    const auto other =
        std::find_if(begin, end, [this](const auto& entry) { return !encloses(entry.second); });
    if (other == end) {
      declared_.by_name.emplace(block.name, &block);
      return true;
    }
    session_.sink.report<diag::DuplicateName>(block.name_span, block.name)
        .related(other->second->name_span, "it is declared here first")
        .help(
            "names of blocks are unique in the whole program, because the names on AWS follow from "
            "them");
    return false;
  }

  // The block is an instance around this place.
  bool encloses(const Block* block) const {
    for (const Instance* outer = place_.instance; outer != nullptr;
         outer = outer->outer->inside()) {
      if (outer->block == block) return true;
    }
    return false;
  }

  Session& session_;
  Declarations& declared_;
  Place place_;
  bool inside_ = false;  // of an `if` or a `for`
  std::map<std::string_view, Span> environments_;
  std::map<std::string, ast::Ident> environments_in_lower_case_;
};

// A file that only declares components and values is for importing and needs no app.
bool is_library(const ast::Ast& ast) {
  bool components = false;
  for (const ast::Member* member : ast.items) {
    components = components || std::holds_alternative<ast::Component>(member->node);
    if (std::holds_alternative<ast::Block>(member->node) ||
        std::holds_alternative<ast::If>(member->node) ||
        std::holds_alternative<ast::For>(member->node))
      return false;
  }
  return components;
}

void report_missing_app(Session& session) {
  const ast::Ast& main = *session.input.modules.front().ast;
  const bool tried =
      std::any_of(main.items.begin(), main.items.end(), [](const ast::Member* member) {
        const auto* block = std::get_if<ast::Block>(&member->node);
        return block != nullptr && block->kind.text == "app";
      });
  if (tried || session.declared.app || main.items.empty() || !main.broken.empty() ||
      is_library(main))
    return;  // reported already, or perhaps declared in a text that could not be read
  session.sink.report<diag::MissingApp>(Span{main.file, 0, 0})
      .help("begin with `app NAME {}`: its name is the prefix of every name on AWS");
}

}  // namespace

void declare_all(Session& session) {
  const std::vector<Module>& modules = session.input.modules;
  for (std::size_t i = 0; i < modules.size(); ++i) session.scopes.emplace_back();
  link_imports(session);
  std::deque<Declarer> declarers;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    declarers.emplace_back(session,
                           Place{.names = session.scopes[i], .instance = nullptr, .main = i == 0});
    if (modules[i].policy == Module::Policy::None) declarers[i].names(modules[i].ast->items);
  }
  if (session.environment != nullptr) declarers.front().parameters_of(*session.environment);
  for (Component& component : session.declared.components) declare_component(session, component);
  for (std::size_t i = 0; i < modules.size(); ++i) {
    if (modules[i].policy == Module::Policy::None)
      declarers[i].blocks(modules[i].ast->items, session.scopes[i]);
  }
  if (modules.size() > 1) report_shared_names(session);
  report_missing_app(session);
}

void declare_unvisited(Session& session, const Unvisited& unvisited) {
  Declarer declarer(session, Place{.names = *unvisited.names,
                                   .instance = unvisited.instance,
                                   .main = false,
                                   .unvisited = true});
  declarer.inside(*unvisited.members, *unvisited.names);
}

void declare_body(Session& session, Instance& instance,
                  const std::vector<const ast::Member*>& members) {
  Declarer body(session, Place{.names = *instance.inner, .instance = &instance, .main = false});
  body.names(members);
  body.blocks(members, *instance.inner);
}

}  // namespace svc::sema
