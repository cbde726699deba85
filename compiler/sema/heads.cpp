#include "sema/heads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/characters.h"
#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/names.h"
#include "sema/components.h"
#include "sema/declarations.h"
#include "sema/instantiate.h"
#include "sema/items.h"
#include "sema/labels.h"
#include "sema/library.h"
#include "sema/raw.h"
#include "sema/unknown.h"
#include "syntax/import_edit.h"

namespace svc::sema {

namespace {

constexpr std::string_view kNamePattern = "letters, digits, `_` and `-`, beginning with a letter";

bool well_formed(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
         });
}

bool unsupported_name(const Scope& names, std::string_view name) {
  const Binding* binding = names.find(name);
  return binding != nullptr && binding->form == Binding::Form::Unsupported;
}

std::vector<std::string_view> existing_kinds() {
  std::vector<std::string_view> names;
  for (const KindDecl* kind : builtin_kinds()) {
    if (kind->existing != nullptr) names.push_back(kind->name);
  }
  return names;
}

// A declaration with a wrong head, such as `environment "prod" {}`.
bool misspelt_declaration(Session& session, const ast::Block& m) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kForms = {
      {{"environment", "environment NAME { … }"},
       {"component", "component NAME { … }"},
       {"param", "param NAME: TYPE"},
       {"let", "let NAME = VALUE"},
       {"output", "output NAME = VALUE"},
       {"assert", "assert CONDITION else \"…\""},
       {"import", "import \"…\""}}};
  const auto* form = std::find_if(kForms.begin(), kForms.end(),
                                  [&](const auto& f) { return f.first == m.kind.text; });
  if (form == kForms.end()) return false;
  session.sink
      .report<diag::DeclarationForm>(m.labels.empty() ? m.kind.span : m.labels.front().span,
                                     with_article(m.kind.text))
      .help(fmt::format("write `{}`", form->second));
  return true;
}

// The location of a component of that name that is not visible here, as a help; empty if there is
// none.
std::string hidden_component(const Session& session, std::string_view name, SourceId from) {
  for (const Component& component : session.declared.components) {
    if (component.kind->decl.name != name) continue;
    return fmt::format("it is a component of another file: write `import \"{}\"`, without an alias",
                       import_path(session, from, component.syntax->name.span.file));
  }
  return {};
}

// Imports a file of the standard library in this one.
std::vector<Edit> import_edits(const Session& session, SourceId file, std::string_view path) {
  for (const Module& module : session.input.modules) {
    if (module.ast->file == file) return {syntax::import_edit(session.sources, *module.ast, path)};
  }
  return {};
}

// `std/web` of `web_service`: the file of the standard library that declares a component; empty if
// none does.
std::string std_file_of(std::string_view component) {
  for (const TextFile& file : std_files()) {
    const std::string head = fmt::format("\ncomponent {} ", component);
    if (file.text.find(head) == std::string_view::npos) continue;
    return fmt::format("std/{}", file.path.substr(0, file.path.rfind('.')));
  }
  return {};
}

void unknown_kind(Session& session, const Scope& names, const ast::Block& m) {
  if (misspelt_declaration(session, m)) return;
  std::vector<std::string_view> words;
  for (const KindDecl* kind : builtin_kinds()) words.push_back(kind->name);
  for (const Component& component : session.declared.components) {
    if (kind_named(names, component.kind->decl.name) != nullptr)
      words.push_back(component.kind->decl.name);
  }
  for (const std::string_view word :
       {"environment", "component", "param", "let", "output", "assert", "import"})
    words.push_back(word);
  auto report = session.sink.report<diag::UnknownKind>(m.kind.span, m.kind.text);
  if (std::string hidden = hidden_component(session, m.kind.text, m.kind.span.file);
      !hidden.empty())
    report.help(std::move(hidden));
  else if (const std::string file = std_file_of(m.kind.text); !file.empty())
    report
        .help(fmt::format("it is a component of the standard library: write `import \"{}\"`", file))
        .repair(fmt::format("Import \"{}\"", file), import_edits(session, m.kind.span.file, file));
  else
    advise_kind(session, report, m, words);
}

}  // namespace

const KindDecl* kind_of_head(Session& session, const Scope& names, const ast::Block& m) {
  const KindDecl* kind = kind_named(names, m.kind.text);
  if (kind != nullptr && session.recorder() != nullptr)
    session.recorder()->kind(m.kind.span, *kind);
  if (kind == nullptr) {
    if (!unsupported_name(names, m.kind.text) && !names.is_incomplete())
      unknown_kind(session, names, m);
  } else if (m.existing && component_of(session, *kind) != nullptr) {
    session.sink.report<diag::Misplaced>(m.kind.span, "`existing`")
        .help(fmt::format("`{}` is a component: the blocks in its body may exist already",
                          m.kind.text));
    kind = nullptr;
  } else if (m.existing && kind->existing == nullptr) {
    session.sink.report<diag::NotExisting>(m.kind.span, with_article(m.kind.text))
        .help("what may exist already: " + enumerate(existing_kinds(), "and", 30));
    kind = nullptr;
  } else if (m.existing) {
    kind = kind->existing;
  }
  return kind;
}

namespace {

// What to write instead of a name that cannot be one. `zone "example.com" {}` names the zone by
// the only field that it must have.
std::string advice_on_name(const KindDecl& kind, const ast::Block& m, std::string_view text) {
  const std::string rule = fmt::format("names are {}", kNamePattern);
  if (m.labels.front().kind != ast::Label::Kind::String || !m.members.empty()) return rule;
  const FieldDecl* only = nullptr;
  for (const FieldDecl& field : kind.fields) {
    if (!field.required()) continue;
    if (only != nullptr) return rule;
    only = &field;
  }
  const bool takes_text = only != nullptr && only->type.alternatives.size() == 1 &&
                          only->type.alternatives.front().form == TypeAlternative::Form::Scalar &&
                          only->type.alternatives.front().scalar == Scalar::String;
  if (!takes_text) return rule;
  return fmt::format("write `{}{} NAME {{ {} = \"{}\" }}`; {}", m.existing ? "existing " : "",
                     m.kind.text, only->name, text, rule);
}

// `"api-${name}"` of "api-$name" and "api-{name}", if the name is declared; else empty.
std::string interpolated(const Scope& scope, std::string_view text) {
  const std::size_t sign = text.find_first_of("${");
  if (sign == std::string_view::npos) return {};
  const bool braces = text[sign] == '{';
  const std::size_t begin = sign + 1;
  std::size_t end = begin;
  while (end < text.size() && (is_word(text[end]) || text[end] == '.')) ++end;
  const std::string_view name = text.substr(begin, end - begin);
  if (scope.find(name.substr(0, name.find('.'))) == nullptr) return {};
  if (braces && text.substr(end, 1) != "}") return {};
  return fmt::format("\"{}${{{}}}{}\"", text.substr(0, sign), name,
                     text.substr(end + (braces ? 1 : 0)));
}

}  // namespace

std::optional<LabelValue> name_of_head(Session& session, const Scope& names, const ast::Block& m,
                                       const Scope& scope) {
  const KindDecl* kind = kind_named(names, m.kind.text);
  if (m.labels.empty()) {
    if (kind != nullptr) {
      auto report = session.sink.report<diag::MissingLabel>(m.kind.span, m.kind.text, "a name");
      report.help(fmt::format("write `{} NAME {{ … }}`", m.kind.text));
      advise_name_of_block(session, report, m,
                           m.existing && kind->existing != nullptr ? *kind->existing : *kind);
    }
    return kind == nullptr ? std::optional(LabelValue{"", nullptr, m.kind.span}) : std::nullopt;
  }
  if (kind != nullptr && is_raw(*kind)) {
    if (!raw_head_fits(session, m)) return std::nullopt;
  } else if (m.labels.size() > 1 && kind != nullptr &&
             (m.existing || lacks_keyword(*kind, m) == nullptr)) {
    auto report = session.sink.report<diag::WrongLabels>(m.labels[1].span, m.kind.text);
    if (!advise_symbol_label(session, report, m, 0, *kind) &&
        !advise_symbol_label(session, report, m, 1, *kind))
      report.help("leave this out").fix("Leave it out", {{m.labels[1].span, ""}});
  }
  std::optional<LabelValue> label = label_value(
      session, scope, kind != nullptr && is_raw(*kind) ? *name_label(m) : m.labels.front());
  if (label && !well_formed(label->text) && kind != nullptr) {
    auto report = session.sink.report<diag::InvalidName>(label->span, "the name", label->text,
                                                         "cannot be used on AWS");
    report.help(advice_on_name(*kind, m, label->text));
    if (const std::string meant = interpolated(scope, label->text); !meant.empty())
      report.help(fmt::format("write `{}`", meant))
          .repair(fmt::format("Write `{}`", meant), {{label->span, meant}});
    return std::nullopt;
  }
  return label;
}

}  // namespace svc::sema
