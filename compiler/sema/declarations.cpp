#include "sema/declarations.h"

#include <algorithm>

#include "base/closest.h"
#include "base/overloaded.h"
#include "sema/convert.h"
#include "sema/evaluate.h"
#include "sema/items.h"

namespace svc::sema {

Declarations::Declarations(Declarations&& other) noexcept
    : app_storage(std::move(other.app_storage)),
      app(other.app == nullptr ? nullptr : &*app_storage),
      blocks(std::move(other.blocks)),
      parameters(std::move(other.parameters)),
      outputs(std::move(other.outputs)),
      asserts(std::move(other.asserts)) {}

namespace {

constexpr std::string_view kNamePattern = "letters, digits, `_` and `-`, beginning with a letter";

bool well_formed(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

class Declarer {
 public:
  Declarer(Session& session, Declarations& declared) : session_(session), declared_(declared) {}

  // Lets and params come first, so that the conditions of top-level `if` and `for` can read them wherever they stand.
  void run(const std::vector<const ast::Member*>& items) {
    for (const ast::Member* member : items) name_only(*member);
    blocks(items, session_.globals());
    if (declared_.app == nullptr) report_missing_app();
  }

 private:
  void name_only(const ast::Member& member) {
    Scope& globals = session_.globals();
    if (const auto* let = std::get_if<ast::Let>(&member.node)) {
      declare(session_, globals, std::string(let->name.text), {.form = Binding::Form::Let, .span = let->name.span, .expr = let->value, .scope = &globals, .value = {}});
    } else if (const auto* param = std::get_if<ast::Param>(&member.node)) {
      parameter(*param, member);
    } else if (const auto* component = std::get_if<ast::Component>(&member.node)) {
      unsupported("`component`", component->name.span);
      declare(session_, globals, std::string(component->name.text), {.form = Binding::Form::Unsupported, .span = component->name.span, .value = {}});
    } else if (const auto* import = std::get_if<ast::Import>(&member.node)) {
      unsupported("`import`", member.span);
      if (!import->alias.text.empty()) declare(session_, globals, std::string(import->alias.text), {.form = Binding::Form::Unsupported, .span = import->alias.span, .value = {}});
    } else if (const auto* environment = std::get_if<ast::Environment>(&member.node)) {
      environment_name(*environment);
    }
  }

  void unsupported(std::string_view what, Span span) { session_.sink.report<diag::NotYetSupported>(span, what); }

  void environment_name(const ast::Environment& environment) {
    const auto [at, fresh] = environments_.emplace(environment.name.text, environment.name.span);
    if (!fresh) session_.sink.report<diag::DuplicateName>(environment.name.span, environment.name.text).related(at->second, "it is declared here first").help("join the two blocks");
  }

  void parameter(const ast::Param& param, const ast::Member& member) {
    Parameter& made = session_.program.parameter_store.emplace_back();
    made.name = param.name.text;
    made.type = resolve_type(*param.type, [](std::string_view name) { return find_kind(name) != nullptr; }, session_.types, session_.sink);
    made.doc = member.doc.text;
    made.span = param.name.span;
    if (!declare(session_, session_.globals(), std::string(param.name.text), {.form = Binding::Form::Parameter, .span = param.name.span, .parameter = &made, .value = {}})) return;
    session_.program.parameters.push_back(&made);
    declared_.parameters.push_back({&made, &param});
  }

  void blocks(const std::vector<const ast::Member*>& items, const Scope& scope) {
    for (const ast::Member* member : items) one(*member, scope);
  }

  void one(const ast::Member& member, const Scope& scope) {
    std::visit(overloaded{
                   [&](const ast::Block& m) { block(m, member, scope); },
                   [&](const ast::Output& m) { declared_.outputs.push_back({&m, &member, &scope}); },
                   [&](const ast::Assert& m) { declared_.asserts.push_back({&m, &scope}); },
                   [&](const ast::If& m) {
                     const std::optional<bool> yes = evaluate_condition(session_, scope, *m.condition, "the condition of `if`");
                     if (yes) blocks(*yes ? m.then : m.otherwise, scope);
                   },
                   [&](const ast::For& m) { for_each(session_, m, scope, [&](const Scope& inner) { blocks(m.members, inner); }); },
                   [](const ast::Let&) {}, [](const ast::Param&) {}, [](const ast::Import&) {}, [](const ast::Component&) {}, [](const ast::Environment&) {},  // name_only()
                   [&](const ast::Field& m) { misplaced(fmt::format("the field `{}`", m.name.text), m.name.span, "fields stand inside a block; a name for a value is declared with `let`"); },
                   [&](const ast::Allow&) { misplaced("a permission", member.span, "permissions stand in a `task` or a `role`"); },
                   [&](const ast::Kind& m) { misplaced("`kind`", m.name.span, "kinds are declared in the standard library; a program declares a `component`"); },
                   [&](const ast::FieldDecl& m) { misplaced("a declaration of a field", m.name.span, "a value that is given at deployment is declared with `param`"); },
                   [&](const ast::BlockDecl& m) { misplaced("a declaration of a block", m.name.span, "kinds are declared in the standard library"); },
                   [&](const ast::AttributeDecl& m) { misplaced("a declaration of an attribute", m.name.span, "kinds are declared in the standard library"); },
                   [&](const ast::MethodDecl& m) { misplaced("a declaration of a method", m.name.span, "kinds are declared in the standard library"); },
                   [&](const ast::VerbDecl& m) { misplaced("a declaration of a verb", m.name.span, "kinds are declared in the standard library"); },
               },
               member.node);
  }

  void misplaced(std::string_view what, Span span, std::string help) { session_.sink.report<diag::Misplaced>(span, what).help(std::move(help)); }

  // The kind that the head names, in the form that it asks for; null after a report.
  const KindDecl* kind_of(const ast::Block& m) {
    const KindDecl* kind = find_kind(m.kind.text);
    if (kind == nullptr) {
      unknown_kind(m);
    } else if (kind->planned) {
      unsupported(fmt::format("`{}`", m.kind.text), m.kind.span);
      kind = nullptr;
    } else if (m.existing && kind->existing == nullptr) {
      unsupported(fmt::format("`existing {}`", m.kind.text), m.kind.span);
      kind = nullptr;
    } else if (!m.existing && !kind->creatable) {
      session_.sink.report<diag::NotYetSupported>(m.kind.span, fmt::format("creating a {}", m.kind.text))
          .help(fmt::format("create it outside and name it: `existing {} {} {{ … }}`", m.kind.text, m.labels.empty() ? "NAME" : m.labels.front().name.text));
      kind = nullptr;
    } else if (m.existing) {
      kind = kind->existing;
    }
    return kind;
  }

  void unknown_kind(const ast::Block& m) {
    std::vector<std::string_view> names;
    for (const KindDecl* kind : builtin_kinds()) names.push_back(kind->name);
    for (const std::string_view word : {"environment", "component", "param", "let", "output", "assert", "import"}) names.push_back(word);
    const std::string_view meant = closest(m.kind.text, names);
    auto report = session_.sink.report<diag::UnknownKind>(m.kind.span, m.kind.text);
    const KindDecl* parent = parent_kind(m.kind.text);
    if (!meant.empty()) {
      report.help(fmt::format("did you mean `{}`?", meant)).fix(fmt::format("Write `{}`", meant), {{m.kind.span, std::string(meant)}});
    } else if (parent != nullptr) {
      report.help(fmt::format("`{}` stands inside {}", m.kind.text, with_article(parent->name)));
    } else {
      report.help("`svcc explain` lists the kinds");
    }
  }

  static const KindDecl* parent_kind(std::string_view name) {
    for (const KindDecl* kind : builtin_kinds()) {
      if (std::any_of(kind->blocks.begin(), kind->blocks.end(), [name](const BlockDecl& b) { return b.name == name; })) return kind;
    }
    return nullptr;
  }

  void block(const ast::Block& m, const ast::Member& member, const Scope& scope) {
    const std::optional<LabelValue> label = name_of(m, scope);
    const KindDecl* kind = kind_of(m);
    if (m.remove) {
      misplaced("`remove`", m.kind.span, "it stands in an `environment` and drops a block there");
      return;
    }
    if (!label) return;
    if (kind == nullptr) {  // reported; what refers to it stays silent
      if (!m.labels.empty()) session_.globals().names.emplace(label->text, Binding{.form = Binding::Form::Unsupported, .span = label->span, .value = {}});
      return;
    }
    if (kind->name == "app" && declared_.app != nullptr) {
      session_.sink.report<diag::DuplicateName>(label->span, "app").related(declared_.app->block->name_span, "the program is named here").help("a program has one `app` block");
      return;
    }
    Block& made = session_.program.block_store.emplace_back();
    made.kind = kind;
    made.name = label->text;
    made.labels = {*label};
    made.existing = m.existing;
    made.top_level = true;
    made.doc = member.doc.text;
    made.span = m.header;
    made.name_span = label->span;
    if (kind->name == "app") {  // the app has no name among the others: a service may be called like the program
      declared_.app_storage = PendingBlock{&made, &member, &scope};
      declared_.app = &*declared_.app_storage;
      return;
    }
    if (!declare(session_, session_.globals(), label->text, {.form = Binding::Form::Block, .span = label->span, .block = &made, .value = {}})) return;
    session_.program.blocks.push_back(&made);
    declared_.blocks.push_back({&made, &member, &scope});
  }

  std::optional<LabelValue> name_of(const ast::Block& m, const Scope& scope) {
    if (m.labels.empty()) {
      if (find_kind(m.kind.text) != nullptr) session_.sink.report<diag::WrongLabels>(m.kind.span, fmt::format("`{}` needs a name", m.kind.text)).help(fmt::format("write `{} NAME {{ … }}`", m.kind.text));
      return find_kind(m.kind.text) == nullptr ? std::optional(LabelValue{"", nullptr, m.kind.span}) : std::nullopt;
    }
    if (m.labels.size() > 1 && find_kind(m.kind.text) != nullptr && !find_kind(m.kind.text)->planned) {
      session_.sink.report<diag::WrongLabels>(m.labels[1].span, fmt::format("`{}` takes one name", m.kind.text)).help("leave this out");
    }
    std::optional<LabelValue> label = label_value(session_, scope, m.labels.front());
    if (label && !well_formed(label->text) && find_kind(m.kind.text) != nullptr) {
      session_.sink.report<diag::InvalidName>(label->span, "the name", label->text, "cannot be used on AWS").help(fmt::format("names are {}", kNamePattern));
      return std::nullopt;
    }
    return label;
  }

  void report_missing_app() {
    if (session_.ast.items.empty() || !session_.ast.broken.empty()) return;  // said already, or perhaps in what could not be read
    session_.sink.report<diag::MissingApp>(Span{session_.ast.file, 0, 0}).help("begin with `app NAME {}`: its name is the prefix of every name on AWS");
  }

  Session& session_;
  Declarations& declared_;
  std::map<std::string_view, Span> environments_;
};

// Members of the environment that name neither one of its fields, nor a param, nor a block of the program.
void check_environment(Session& session, const Declarations& declared, const ast::Environment& environment) {
  const KindDecl* app = find_kind("app");
  for (const ast::Member* member : environment.members) {
    if (const auto* field = std::get_if<ast::Field>(&member->node)) {
      std::vector<std::string_view> names = {"region", "account", "tags"};
      for (const PendingParameter& p : declared.parameters) names.push_back(p.parameter->name);
      if (std::find(names.begin(), names.end(), field->name.text) != names.end()) continue;
      const std::string_view meant = closest(field->name.text, names);
      session.sink.report<diag::UnknownField>(field->name.span, fmt::format("environment `{}`", environment.name.text), field->name.text)
          .help(meant.empty() ? "it sets `region`, `account`, `tags` and the values of params" : fmt::format("did you mean `{}`?", meant));
    } else if (const auto* block = std::get_if<ast::Block>(&member->node)) {
      if (block->labels.empty() && app->field(block->kind.text) != nullptr) continue;
      const std::string name = block->labels.empty() ? std::string() : std::string(block->labels.front().name.text);
      const Binding* binding = session.globals().find(name);
      const bool is_app = block->kind.text == "app" && declared.app != nullptr;
      const bool known = is_app || (binding != nullptr && (binding->form == Binding::Form::Unsupported || (binding->block != nullptr && binding->block->kind->name == block->kind.text)));
      const bool computed = !block->labels.empty() && block->labels.front().kind == ast::Label::Kind::String;  // matched when blocks are filled
      if (known || computed) continue;
      session.sink.report<diag::NothingToOverlay>(block->header, environment.name.text, fmt::format("{} {}", block->kind.text, name))
          .help("an environment changes blocks that the program declares; a block that only it has stands at the top, in `if environment.name == …`");
    } else {
      session.sink.report<diag::Misplaced>(member->span, "this").help("an environment holds fields, values of params, and blocks that change the program's");
    }
  }
}

// The value that the environment gives a param, or null.
const ast::Expr* environment_value(const ast::Environment* environment, std::string_view name) {
  if (environment == nullptr) return nullptr;
  for (const ast::Member* member : environment->members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field != nullptr && field->name.text == name) return field->value;
  }
  return nullptr;
}

// `{ min = 1, secret = true … }` behind a param.
void parameter_option(Session& session, Parameter& parameter, const ast::Field& option) {
  const Value value = evaluate(session, session.globals(), *option.value);
  if (value.is_error()) return;
  const auto number = [&]() -> std::optional<double> {
    if (const auto* whole = value.get<std::int64_t>()) return static_cast<double>(*whole);
    if (const auto* v = value.get<double>()) return *v;
    session.sink.report<diag::TypeMismatch>(value.span, fmt::format("`{}`", option.name.text), "a number", describe(value));
    return std::nullopt;
  };
  const auto text = [&](const Value& v) -> std::string {
    if (const auto* known = v.get<std::string>()) return *known;
    session.sink.report<diag::TypeMismatch>(v.span, fmt::format("`{}`", option.name.text), "a string", describe(v));
    return {};
  };
  if (option.name.text == "min") {
    parameter.min = number();
  } else if (option.name.text == "max") {
    parameter.max = number();
  } else if (option.name.text == "pattern") {
    parameter.pattern = text(value);
  } else if (option.name.text == "description") {
    parameter.doc = text(value);
  } else if (option.name.text == "secret" && value.get<bool>() != nullptr) {
    parameter.secret = *value.get<bool>();
  } else if (option.name.text == "allowed" && value.get<List>() != nullptr) {
    for (const Value& item : value.get<List>()->items) parameter.allowed.push_back(item.get<std::string>() != nullptr ? *item.get<std::string>() : value_text(item));
  } else {
    const std::vector<std::string_view> names = {"min", "max", "pattern", "allowed", "secret", "description"};
    const std::string_view meant = closest(option.name.text, names);
    session.sink.report<diag::UnknownField>(option.name.span, fmt::format("param `{}`", parameter.name), option.name.text)
        .help(meant.empty() || meant == option.name.text ? "it has " + enumerate(names, "and") : fmt::format("did you mean `{}`?", meant));
  }
}

}  // namespace

Declarations declare_all(Session& session, const ast::Environment* environment) {
  Declarations declared;
  Declarer(session, declared).run(session.ast.items);
  if (environment != nullptr) check_environment(session, declared, *environment);
  return declared;
}

void fill_parameters(Session& session, const Declarations& declared, const ast::Environment* environment) {
  for (const PendingParameter& pending : declared.parameters) {
    Parameter& parameter = *pending.parameter;
    for (const ast::Member* option : pending.syntax->options) {
      if (const auto* field = std::get_if<ast::Field>(&option->node)) parameter_option(session, parameter, *field);
    }
    const ast::Expr* value = environment_value(environment, parameter.name);
    if (value == nullptr) value = pending.syntax->value;
    if (value == nullptr) continue;
    const std::string what = fmt::format("param `{}`", parameter.name);
    parameter.value = convert(session, evaluate(session, session.globals(), *value, &parameter.type), parameter.type, what);
    if (parameter.value.deferred()) {
      session.sink.report<diag::DeployTimeValue>(value->span, "the value of " + what, describe_deferred(parameter.value)).help("a param is what the deployment is given; use a `let` for what follows from others");
    } else if (parameter.secret && parameter.value.present() && !parameter.value.is_error()) {
      session.sink.report<diag::Misplaced>(value->span, "the value of a secret").help("leave it out: a secret is given at deployment and is never written anywhere");
    }
  }
}

bool overlays(Session& session, const ast::Block& change, const Block& block) {
  if (change.kind.text != block.kind->name || change.labels.empty()) return false;
  const ast::Label& label = change.labels.front();
  if (label.kind != ast::Label::Kind::String) return label.name.text == block.name;
  const std::optional<LabelValue> text = label_value(session, session.globals(), label);
  return text && text->text == block.name;
}

}  // namespace svc::sema
