#include "sema/unknown.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/closest.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "diagnostics/suggest.h"
#include "sema/builtins.h"
#include "sema/components.h"
#include "sema/conversions.h"
#include "sema/foreign.h"
#include "sema/meant_fields.h"

namespace svc::sema {

namespace {

// A declaration of that name in a file of the program that is not imported here.
struct Elsewhere {
  const Binding* binding = nullptr;  // null: no file does
  std::size_t module = 0;
};

Elsewhere in_other_file(const Session& session, std::string_view spelled) {
  for (std::size_t i = 0; i < session.input.modules.size(); ++i) {
    const auto found = session.scopes[i].names.find(spelled);
    if (found != session.scopes[i].names.end() && found->second.form != Binding::Form::Module &&
        found->second.form != Binding::Form::Unsupported)
      return {&found->second, i};
  }
  return {};
}

// The name of such a block in the branches of an `if`; invalid if there is none.
Span declared_in(const std::vector<const ast::Member*>& members, std::string_view spelled) {
  for (const ast::Member* member : members) {
    if (const auto* block = std::get_if<ast::Block>(&member->node)) {
      const auto& labels = block->labels;
      if (!labels.empty() && labels.front().kind == ast::Label::Kind::Name &&
          labels.front().name.text == spelled)
        return labels.front().span;
    } else if (const auto* branch = std::get_if<ast::If>(&member->node)) {
      for (const auto* side : {&branch->then, &branch->otherwise}) {
        if (const Span found = declared_in(*side, spelled); found.valid()) return found;
      }
    }
  }
  return {};
}

// A top-level block that only a branch declares which this environment does not take.
Span in_other_branch(const Session& session, std::string_view spelled) {
  for (const Module& module : session.input.modules) {
    for (const ast::Member* member : module.ast->items) {
      if (!std::holds_alternative<ast::If>(member->node)) continue;
      if (const Span found = declared_in({member}, spelled); found.valid()) return found;
    }
  }
  return {};
}

// Says how to name a declaration of another file: by the alias of its import, or by a new import,
// with the path as written here.
void advise_import(const Session& session, const Elsewhere& elsewhere, std::string_view spelled,
                   Span span, Report report) {
  report.related(elsewhere.binding->span, "another file declares it");
  for (const Module& module : session.input.modules) {
    if (module.ast->file != span.file) continue;
    for (const Module::Import& import : module.imports) {
      const std::string_view alias = import.syntax->alias.text;
      if (import.module != elsewhere.module || alias.empty()) continue;
      const std::string name = fmt::format("{}.{}", alias, spelled);
      report.help(fmt::format("write `{}`", name))
          .repair(fmt::format("Write `{}`", name), {{span, name}});
      return;
    }
  }
  report.help(fmt::format("import \"{}\" to name what it declares",
                          import_path(session, span.file, elsewhere.binding->span.file)));
}

// The first field of a kind, or of a block in it, whose type has the symbol; null if none has.
const FieldDecl* field_with_word(const KindDecl& kind, std::string_view word) {
  for (const FieldDecl& field : kind.fields) {
    const auto& alternatives = field.type.alternatives;
    if (std::any_of(alternatives.begin(), alternatives.end(), [&](const TypeAlternative& a) {
          return a.form == TypeAlternative::Form::Symbol && a.name == word;
        }))
      return &field;
  }
  for (const BlockDecl& block : kind.blocks) {
    if (block.body == nullptr) continue;
    if (const FieldDecl* found = field_with_word(*block.body, word)) return found;
  }
  return nullptr;
}

const FieldDecl* field_with_word(std::string_view word) {
  for (const KindDecl* kind : builtin_kinds()) {
    if (const FieldDecl* found = field_with_word(*kind, word)) return found;
  }
  return nullptr;
}

bool wants_scalar(const Type* type, std::initializer_list<Scalar> scalars) {
  return type != nullptr &&
         std::any_of(type->alternatives.begin(), type->alternatives.end(),
                     [&](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Scalar &&
                              std::find(scalars.begin(), scalars.end(), a.scalar) != scalars.end();
                     });
}

const TypeAlternative* list_in(const Type* type) {
  if (type == nullptr) return nullptr;
  const auto found =
      std::find_if(type->alternatives.begin(), type->alternatives.end(),
                   [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::List; });
  return found == type->alternatives.end() ? nullptr : &*found;
}

// A number or an address range as the meaning of a word: `https` is 443 where a number is wanted.
bool advise_literal(Report report, std::string_view literal, Span span, const Type* expected) {
  const bool range = literal.find('/') != std::string_view::npos;
  const auto fits = [range, literal](const Type* type) {
    return range                    ? wants_scalar(type, {Scalar::Cidr})
           : literal.ends_with('d') ? wants_scalar(type, {Scalar::Duration})
                                    : wants_scalar(type, {Scalar::Int, Scalar::Port});
  };
  const TypeAlternative* list = list_in(expected);
  const bool listed = list != nullptr && fits(list->element);
  if (!listed && !fits(expected)) return false;
  const std::string text = listed ? fmt::format("[{}]", literal) : std::string(literal);
  suggest(report, span, text, "");
  return true;
}

// Whether another tool's word means a literal that the type takes.
bool foreign_literal(std::string_view spelled, const Type* expected) {
  const auto meanings = foreign(spelled, ForeignMeaning::Form::Value);
  if (meanings.empty() || meanings.front()->name.empty()) return false;
  const std::string_view name = meanings.front()->name;
  if (name.starts_with("rate(")) return wants_scalar(expected, {Scalar::Schedule});
  return name.front() >= '0' && name.front() <= '9' &&
         wants_scalar(expected, {Scalar::Int, Scalar::Port, Scalar::Duration});
}

// Advises the value that another tool's word means.
bool advise_value(Report report, std::string_view spelled, Span span, const Type* expected) {
  const auto meanings = foreign(spelled, ForeignMeaning::Form::Value);
  if (meanings.empty()) return false;
  const ForeignMeaning& meaning = *meanings.front();
  if (meaning.name.starts_with("rate(")) {
    if (!wants_scalar(expected, {Scalar::Schedule})) return false;
    suggest(report, span, meaning.name, "");
    return true;
  }
  if (!meaning.name.empty() && meaning.name.front() >= '0' && meaning.name.front() <= '9')
    return advise_literal(report, meaning.name, span, expected);
  if (meaning.say.empty())
    suggest(report, span, meaning.name, "");
  else
    report.help(std::string(meaning.say));
  return true;
}

}  // namespace

namespace {

bool means_nothing(std::string_view word) {
  return word == "null" || word == "nil" || word == "None" || word == "undefined";
}

}  // namespace

bool takes_anything(const Type* type) {
  return type != nullptr && std::any_of(type->alternatives.begin(), type->alternatives.end(),
                                        [](const TypeAlternative& a) {
                                          return a.form == TypeAlternative::Form::Scalar &&
                                                 a.scalar == Scalar::Any;
                                        });
}

bool wants_text(const Type* type) {
  return type != nullptr &&
         std::any_of(type->alternatives.begin(), type->alternatives.end(),
                     [](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Scalar &&
                              (a.scalar == Scalar::String || a.scalar == Scalar::Image ||
                               a.scalar == Scalar::Arn);
                     });
}

void report_unknown_name(Session& session, const Scope& scope, std::string_view spelled, Span span,
                         const Type* expected) {
  std::vector<std::string_view> symbols;
  if (expected != nullptr) {
    for (const TypeAlternative& a : expected->alternatives) {
      if (a.form == TypeAlternative::Form::Symbol) symbols.push_back(a.name);
    }
  }
  if (!symbols.empty()) {
    const std::string_view meant = meant_symbol(spelled, symbols);
    auto report =
        session.sink.report<diag::UnknownSymbol>(span, spelled, enumerate(symbols, "or", 20));
    if (!meant.empty() || !advise_value(report, spelled, span, expected))
      suggest(report, span, meant, "");
    return;
  }
  if (scope.is_incomplete()) return;
  // A thousand searches of all names of a very large program would take many seconds.
  constexpr std::size_t kMostCompared = 20'000'000;
  const std::size_t searches = session.sink.diagnostics().size();
  if (session.sink.full() || searches * session.globals().names.size() > kMostCompared)
    return (void)session.sink.report<diag::UnknownName>(span, spelled);
  if (const std::string duration = duration_of(spelled);
      !duration.empty() && wants_scalar(expected, {Scalar::Duration})) {  // `PT60S`
    session.sink.report<diag::UnknownName>(span, spelled)
        .help(fmt::format("write `{}`", duration))
        .repair(fmt::format("Write `{}`", duration), {{span, duration}});
    return;
  }
  std::vector<std::string_view> names = scope.visible();
  const std::string_view kind = kind_wanted(expected);
  if (kind.empty()) {
    names.insert(names.end(), {"environment", "app", "aws"});
  } else {
    std::erase_if(names, [&](std::string_view name) {
      const Binding* binding = scope.find(name);
      return binding->form == Binding::Form::Block && binding->block->kind->name != kind;
    });
  }
  const std::string_view meant = closest(spelled, names);
  auto report = session.sink.report<diag::UnknownName>(span, spelled);
  if (const Elsewhere elsewhere =
          session.policy != nullptr ? Elsewhere{} : in_other_file(session, spelled);
      elsewhere.binding != nullptr) {
    advise_import(session, elsewhere, spelled, span, report);
  } else if (const Span other = in_other_branch(session, spelled); other.valid()) {
    report.related(other, "declared in a branch that is not taken here")
        .help("declare it outside of `if`, or use it in the same branch only");
  } else if (!meant.empty()) {
    suggest(report, span, meant, "");
    if (const Binding* binding = scope.find(meant))
      report.related(binding->span, fmt::format("`{}` is declared here", meant));
  } else if (means_nothing(spelled)) {
    static_cast<void>(advise_value(report, spelled, span, expected));
  } else if (wants_text(expected) || takes_anything(expected)) {
    const std::string text = fmt::format("\"{}\"", spelled);
    report.help(fmt::format("write a string in quotes: `{}`", text))
        .repair("Put it in quotes", {{span, text}});
  } else if (foreign_literal(spelled, expected) && advise_value(report, spelled, span, expected)) {
    // advised
  } else if (const FieldDecl* field = kind.empty() ? field_with_word(spelled) : nullptr) {
    report.help(
        fmt::format("`{0}` is a word of the field `{1}` and has a meaning only there: keep "
                    "texts here, and write `{1} = x == \"{0}\" ? {0} : …`",
                    spelled, field->name));
  } else if (!advise_value(report, spelled, span, expected)) {
    if (session.policy != nullptr)
      report.help(
          "a policy reads `environment`, `app` and the blocks of each kind: `services`, `queues`, "
          "`networks`, …; a text is in quotes");
    else if (kind.empty())
      report.help("declare it with `let`, `param` or a block; write a string in quotes");
    else
      advise_blocks_of(session, report, kind);
  }
}

std::string_view kind_wanted(const Type* type) {
  const TypeAlternative* list = list_in(type);
  if (list != nullptr) return kind_wanted(list->element);
  if (type == nullptr || type->alternatives.size() != 1 ||
      type->alternatives.front().form != TypeAlternative::Form::Kind)
    return {};
  return type->alternatives.front().name;
}

void advise_blocks_of(const Session& session, Report report, std::string_view kind) {
  std::vector<std::string_view> names;
  for (const Block* block : session.program.blocks) {
    if (block->kind->name == kind && !block->name.empty()) names.push_back(block->name);
  }
  constexpr std::size_t kMost = 6;
  if (names.empty())
    report.help(fmt::format("the program has no {0}: declare one with `{0} NAME {{ … }}`", kind));
  else
    report.help(fmt::format("name {}: {}", with_article(kind), enumerate(names, "or", kMost)));
}

bool report_unquoted_text(Session& session, const Scope& scope, const ast::BinaryExpr& expr,
                          Span span) {
  const bool joins = expr.op == ast::BinaryOp::Subtract || expr.op == ast::BinaryOp::Divide;
  if (!joins || !span.valid() || scope.is_incomplete()) return false;
  const std::string_view text = session.sources[span.file].text(span);
  const bool one_word = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '/' || c == '.';
  });
  if (!one_word) return false;
  const std::string_view first = text.substr(0, text.find_first_of("-/."));
  const bool word = !first.empty() && (first.front() < '0' || first.front() > '9');
  if (!word || first == "environment" || first == "app" || first == "aws" ||
      scope.find(first) != nullptr)
    return false;
  const std::string quoted = fmt::format("\"{}\"", text);
  session.sink.report<diag::UnknownName>(span, text)
      .help(fmt::format("write a string in quotes: `{}`", quoted))
      .repair("Put it in quotes", {{span, quoted}});
  return true;
}

bool report_foreign_path(Session& session, const Scope& scope, const ast::MemberExpr& expr,
                         Span span, const Type* expected) {
  const ast::Expr* object = expr.object;
  std::string_view second = expr.name.text;
  std::uint32_t second_begin = expr.name.span.begin;
  while (const auto* inner = std::get_if<ast::MemberExpr>(&object->node)) {
    second = inner->name.text;
    second_begin = inner->name.span.begin;
    object = inner->object;
  }
  const auto* first = std::get_if<ast::NameExpr>(&object->node);
  if (first == nullptr || !span.valid() || scope.is_incomplete() || first->name == "environment" ||
      first->name == "app" || first->name == "aws" || scope.find(first->name) != nullptr)
    return false;
  constexpr std::array<std::string_view, 10> kSorts = {"param",   "let",      "output", "input",
                                                       "inputs",  "props",    "args",   "component",
                                                       "program", "resources"};
  const bool foreign_word = !foreign(first->name, ForeignMeaning::Form::Value).empty() ||
                            !foreign(first->name, ForeignMeaning::Form::Kind).empty() ||
                            find_kind(first->name) != nullptr ||
                            std::find(kSorts.begin(), kSorts.end(), first->name) != kSorts.end();
  const std::string_view text = session.sources[span.file].text(span);
  constexpr std::array<std::string_view, 8> kEnvironment = {
      "env.name",   "stage.name",   "terraform.workspace", "env.stage",
      "stack.name", "pulumi.stack", "Environment.name",    "env.environment"};
  if (std::find(kEnvironment.begin(), kEnvironment.end(), text) != kEnvironment.end()) {
    session.sink.report<diag::UnknownName>(span, text)
        .help("write `environment.name`")
        .repair("Write `environment.name`", {{span, "environment.name"}});
    return true;
  }
  // `data.aws_caller_identity.current.account_id`
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kData = {
      {{"data.aws_caller_identity.", "aws.account_id"},
       {"data.aws_region.", "aws.region"},
       {"data.aws_partition.", "aws.partition"}}};
  for (const auto& [path, meant] : kData) {
    if (!text.starts_with(path)) continue;
    session.sink.report<diag::UnknownName>(span, text)
        .help(fmt::format("write `{}`", meant))
        .repair(fmt::format("Write `{}`", meant), {{span, std::string(meant)}});
    return true;
  }
  if (foreign_word && scope.find(second) != nullptr) {
    const std::string meant(text.substr(second_begin - span.begin));
    session.sink.report<diag::UnknownName>(object->span, first->name)
        .help(fmt::format("what is declared is named alone: write `{}`", meant))
        .repair(fmt::format("Write `{}`", meant),
                {{Span{span.file, span.begin, second_begin}, ""}});
    return true;
  }
  if (foreign_word || !wants_text(expected) || !closest(first->name, scope.visible()).empty())
    return false;
  const std::string quoted = fmt::format("\"{}\"", text);
  session.sink.report<diag::UnknownName>(span, text)
      .help(fmt::format("write a string in quotes: `{}`", quoted))
      .repair("Put it in quotes", {{span, quoted}});
  return true;
}

void advise_function(const Session& session, Report report, const ast::MemberExpr& method,
                     const ast::CallExpr& call, Span span) {
  std::string_view name = method.name.text;
  const auto meanings = foreign(name, ForeignMeaning::Form::Function);
  if (find_function(name) == nullptr && !meanings.empty() && meanings.front()->say.empty())
    name = meanings.front()->name;
  if (find_function(name) == nullptr) {
    if (!meanings.empty()) report.help(std::string(meanings.front()->say));
    return;
  }
  std::vector<std::string_view> parts = {session.sources[span.file].text(method.object->span)};
  for (const ast::Expr* argument : call.arguments)
    parts.push_back(session.sources[span.file].text(argument->span));
  // The separator comes first here.
  if ((name == "join" || name == "split") && parts.size() == 2) std::swap(parts[0], parts[1]);
  const std::string text = fmt::format("{}({})", name, fmt::join(parts, ", "));
  report.help(fmt::format("write `{}`", text)).repair("Call the function", {{span, text}});
}

std::string import_path(const Session& session, SourceId from, SourceId to) {
  namespace fs = std::filesystem;
  const std::string& target = session.sources[to].path();
  if (target.starts_with("std/")) return fs::path(target).replace_extension().generic_string();
  const fs::path folder = fs::path(session.sources[from].path()).parent_path();
  const fs::path near = fs::path(target).lexically_relative(folder.empty() ? "." : folder);
  return near.empty() ? target : near.generic_string();
}

}  // namespace svc::sema
