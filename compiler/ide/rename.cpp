#include "ide/rename.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/overlaid_files.h"
#include "driver/imports.h"
#include "ide/edited.h"
#include "ide/index.h"
#include "sema/types.h"

namespace svc::ide {

namespace {

// Reserved everywhere (docs/language.md, section 3).
constexpr std::array<std::string_view, 8> kReserved = {"on",   "in",   "for",   "if",
                                                       "else", "true", "false", "self"};

struct Subject {
  Span at;  // the name at the point
  const Declaration* declaration = nullptr;
  std::string name;
};

bool is_name(std::string_view name, bool dashes) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || (dashes && c == '-');
         });
}

// The name itself within a span: without the quotes of a text.
Span without_quotes(const Sources& sources, Span span) {
  const std::string_view text = sources[span.file].text(span);
  if (text.size() < 2 || text.front() != '"') return span;
  return {span.file, span.begin + 1, span.end - 1};
}

// Whether the label of a nested block is a fixed word: `ulimit nofile`, `patch cloudformation
// queue`.
bool is_fixed_label(const LiveProgram& program, const Declaration& declared) {
  if (declared.form != Declaration::Form::Nested) return false;
  const auto& block = std::get<ast::Block>(declared.member->node);
  if (block.kind.text == "patch") return true;
  const sema::Members& around = std::get<ast::Block>(declared.container->node).members;
  for (const auto& recorded : program.index().environments()) {
    const auto place = recorded->recorder.places.find(&around);
    if (place == recorded->recorder.places.end() || place->second.kind == nullptr) continue;
    for (const sema::BlockDecl& decl : place->second.kind->blocks) {
      if (decl.name != block.kind.text || decl.labels.size() < block.labels.size()) continue;
      const sema::LabelDecl& label = decl.labels[block.labels.size() - 1];
      if (label.fixed || sema::has_symbol(label.type, declared.name)) return true;
    }
  }
  return false;
}

Result<Subject> subject(const LiveProgram& program, Point point) {
  const Index& index = program.index();
  Subject found;
  if (const sema::Use* use = index.at(point)) {
    if (!use->meaning.declaration.valid())
      return Failure{
          "this is a word of the language or of its standard library, which has the name that it "
          "has"};
    found.at = use->span;
    found.declaration = index.declaration(use->meaning.declaration);
  } else {
    for (const Declaration& declared : index.declarations()) {
      const Span span = declared.span;
      if (span.file != point.file || point.offset < span.begin || point.offset > span.end) continue;
      found.at = span;
      found.declaration = &declared;
    }
  }
  if (found.declaration == nullptr) return Failure{"there is no name here that could be changed"};
  if (is_fixed_label(program, *found.declaration))
    return Failure{
        "this is a word of the language or of its standard library, which has the name that it "
        "has"};
  if (found.declaration->computed)
    return Failure{"this name is computed: change the text that it is made of"};
  if (found.declaration->name == "self")
    return Failure{"`self` is the block that represents the instance: it has no other name"};
  if (driver::is_std(program.sources()[found.declaration->span.file].path()))
    return Failure{"it is declared in the standard library, which cannot be changed"};
  found.name = found.declaration->name;
  found.at = without_quotes(program.sources(), found.at);
  return found;
}

// The places of the name: its declaration and its uses, without quotes.
std::vector<Span> places(const LiveProgram& program, const Subject& subject) {
  std::vector<Span> spans = program.index().uses_of(subject.declaration->span);
  spans.push_back(subject.declaration->span);
  for (Span& span : spans) span = without_quotes(program.sources(), span);
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
  return spans;
}

std::size_t serious(const LiveProgram& program, std::vector<std::string>& said) {
  const std::vector<Diagnostic> all = program.diagnostics();
  for (const Diagnostic& d : all) {
    if (d.severity == Severity::Error) said.push_back(d.message);
  }
  return said.size();
}

// Tries the edits on a copy of the program. Returns the reason why they would break it, or nothing.
std::optional<std::string> objection(const LiveProgram& program, const FileSystem& files,
                                     const Subject& subject, const std::vector<TextEdit>& edits,
                                     std::size_t uses) {
  OverlaidFiles overlay(files);
  for (const SourceFile& file : program.sources()) {
    const auto changes = std::any_of(edits.begin(), edits.end(), [&](const TextEdit& edit) {
      return edit.at.path == file.path();
    });
    if (changes) overlay.write(file.path(), edited(file.text(), file.path(), edits));
  }
  LiveProgram renamed(overlay, program.main_path());
  renamed.check();
  std::vector<std::string> before;
  std::vector<std::string> after;
  if (serious(renamed, after) > serious(program, before)) {
    const auto fresh = std::find_if(after.begin(), after.end(), [&](const std::string& message) {
      return std::find(before.begin(), before.end(), message) == before.end();
    });
    return fresh == after.end() ? after.front() : *fresh;
  }
  const std::string& path = program.sources()[subject.declaration->span.file].path();
  const auto file = renamed.find(path);
  if (!file) return "the file of the declaration would no longer be read";
  // Earlier edits have moved the declaration.
  std::int64_t begin = subject.declaration->span.begin;
  for (const TextEdit& edit : edits) {
    if (edit.at.path == path && edit.at.begin < subject.declaration->span.begin)
      begin += static_cast<std::int64_t>(edit.text.size()) - (edit.at.end - edit.at.begin);
  }
  for (const Declaration& declared : renamed.index().declarations()) {
    if (declared.span.file != *file || declared.span.begin != begin) continue;
    if (renamed.index().uses_of(declared.span).size() == uses) return std::nullopt;
    return "the new name already means something else where this one is used";
  }
  return "the declaration would no longer be one";
}

}  // namespace

Result<Renamable> prepare_rename(const LiveProgram& program, Point point) {
  const Result<Subject> found = subject(program, point);
  if (!found) return Failure{found.error()};
  return Renamable{found.value().at, found.value().name};
}

Result<std::vector<TextEdit>> rename(const LiveProgram& program, const FileSystem& files,
                                     Point point, std::string_view name) {
  const Result<Subject> found = subject(program, point);
  if (!found) return Failure{found.error()};
  const std::vector<Span> spans = places(program, found.value());
  const bool quoted = std::any_of(spans.begin(), spans.end(), [&](Span span) {
    return span.begin > 0 && program.sources()[span.file].text()[span.begin - 1] == '"';
  });
  const bool bare = std::any_of(spans.begin(), spans.end(), [&](Span span) {
    return span.begin == 0 || program.sources()[span.file].text()[span.begin - 1] != '"';
  });
  if (!is_name(name, quoted && !bare))
    return Failure{fmt::format(
        "`{}` cannot be a name: letters, digits and `_`, beginning with a letter", name)};
  if (std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end())
    return Failure{fmt::format("`{}` is a word of the language", name)};
  std::vector<TextEdit> edits;
  if (name == found.value().name) return edits;
  for (const Span span : spans) {
    if (driver::is_std(program.sources()[span.file].path()))
      return Failure{"the standard library uses it"};
    edits.push_back({location_of(program.sources(), span), std::string(name)});
  }
  if (const auto why = objection(program, files, found.value(), edits,
                                 program.index().uses_of(found.value().declaration->span).size())) {
    return Failure{fmt::format("`{}` cannot be called `{}`: {}", found.value().name, name, *why)};
  }
  return edits;
}

}  // namespace svc::ide
