#include "ide/actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/lines.h"
#include "driver/imports.h"
#include "driver/repairs.h"
#include "ide/edited.h"
#include "ide/editing.h"
#include "syntax/format.h"
#include "syntax/parse.h"

namespace svc::ide {

namespace {

bool touches(const Diagnostic& d, Span range) {
  return d.span.valid() && d.span.file == range.file && d.span.begin <= range.end &&
         range.begin <= d.span.end;
}

std::vector<TextEdit> edits_of(const LiveProgram& program, const Fix& fix) {
  std::vector<TextEdit> edits;
  for (const Edit& edit : fix.edits) {
    edits.push_back({location_of(program.sources(), edit.span), edit.text});
  }
  return edits;
}

bool can_write(const std::vector<TextEdit>& edits) {
  return std::none_of(edits.begin(), edits.end(),
                      [](const TextEdit& edit) { return is_std_document(edit.at.path); });
}

// A warning or a note can be silenced on the line before, with a reason.
void suppress(const LiveProgram& program, const Diagnostic& d, std::vector<CodeAction>& actions) {
  if (d.severity == Severity::Error) return;
  const SourceFile& file = program.sources()[d.span.file];
  const std::string_view text = file.text();
  const std::size_t begin = line_begin(text, d.span.begin);
  const std::string indent(text.substr(begin, text.find_first_not_of(" \t", begin) - begin));
  const std::string code = code_text(d.code);
  const std::string line = fmt::format("{}// svcc: allow {} reason\n", indent, code);
  CodeAction action{
      ActionForm::QuickFix,
      fmt::format("Allow {} here, with a reason", code),
      d,
      false,
      {{location_of(program.sources(), {d.span.file, static_cast<std::uint32_t>(begin),
                                        static_cast<std::uint32_t>(begin)}),
        line}},
      {}};
  const auto at =
      static_cast<std::uint32_t>(begin + line.size() - std::string_view("reason\n").size());
  action.name = Location{action.edits.front().at.path, at, at + 6};
  actions.push_back(std::move(action));
}

void fixes(const LiveProgram& program, Span range, std::vector<CodeAction>& actions) {
  for (const Diagnostic& d : program.diagnostics()) {
    if (!touches(d, range)) continue;
    if (!d.fix.edits.empty()) {
      const std::vector<TextEdit> edits = edits_of(program, d.fix);
      if (can_write(edits))
        actions.push_back({ActionForm::QuickFix, d.fix.title, d, true, tidied(program, edits), {}});
    }
    suppress(program, d, actions);
  }
}

// One edit from a text to another: the lines between those that both begin and end with.
TextEdit whole_lines(const std::string& path, std::string_view before, std::string_view after) {
  std::size_t same = 0;
  while (same < before.size() && same < after.size() && before[same] == after[same]) ++same;
  const std::size_t begin = line_begin(before, same);
  std::size_t tail = 0;
  while (tail < before.size() - begin && tail < after.size() - begin &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  while (tail > 0 && !line_begins_at(before, before.size() - tail))
    --tail;  // whole lines at the end as well
  return {
      {path, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(before.size() - tail)},
      std::string(after.substr(begin, after.size() - tail - begin))};
}

}  // namespace

TextEdit with_comma(std::string_view text, TextEdit edit) {
  std::uint32_t end = edit.at.end;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  if (end < text.size() && text[end] == ',') edit.at.end = end + 1;
  return edit;
}

std::vector<TextEdit> tidied(const LiveProgram& program, const std::vector<TextEdit>& edits) {
  std::set<std::string> paths;
  for (const TextEdit& edit : edits) paths.insert(edit.at.path);
  std::vector<TextEdit> out;
  for (const std::string& path : paths) {
    const auto file = program.find(path);
    if (!file) {  // a new file
      for (const TextEdit& edit : edits) {
        if (edit.at.path == path) out.push_back({edit.at, driver::formatted(path, edit.text)});
      }
      continue;
    }
    const std::string before(program.sources()[*file].text());
    const std::string plain = edited(before, path, edits);
    const std::string after =
        driver::formatted(path, before) == before ? driver::formatted(path, plain) : plain;
    if (after == plain) {
      std::copy_if(edits.begin(), edits.end(), std::back_inserter(out),
                   [&path](const TextEdit& edit) { return edit.at.path == path; });
    } else {
      out.push_back(whole_lines(path, before, after));
    }
  }
  return out;
}

Editing::Editing(const LiveProgram& program, Span range)
    : program_(program), range_(range), tree_(program.tree(range.file)) {
  if (tree_ != nullptr) path_ = path_to(*tree_, range.begin);
}

const ast::Block* Editing::block() const {
  for (auto at = path_.rbegin(); at != path_.rend(); ++at) {
    if (const auto* found = std::get_if<ast::Block>(&(*at)->node)) return found;
  }
  return nullptr;
}

const sema::RecordedPlace* Editing::place(const sema::Members& members) const {
  for (const auto& recorded : program_.index().environments()) {
    const auto found = recorded->recorder.places.find(&members);
    if (found != recorded->recorder.places.end()) return &found->second;
  }
  return nullptr;
}

const sema::Meaning* Editing::meaning(Span name) const {
  const sema::Use* use = program_.index().at({name.file, name.begin});
  return use == nullptr || use->span != name ? nullptr : &use->meaning;
}

std::string Editing::fresh_name(std::string_view like) const {
  const auto taken = [this](std::string_view name) {
    const auto& all = program_.index().declarations();
    return std::any_of(all.begin(), all.end(),
                       [name](const Declaration& d) { return d.name == name; });
  };
  std::string name(like);
  for (int number = 2; taken(name) || sema::find_kind(name) != nullptr; ++number)
    name = fmt::format("{}_{}", like, number);
  return name;
}

TextEdit Editing::remove(Span span) const {
  const std::string_view all = source().text();
  std::uint32_t begin = span.begin;
  while (begin > 0 && (all[begin - 1] == ' ' || all[begin - 1] == '\t')) --begin;
  TextEdit edit = with_comma(all, replace(span, ""));
  std::uint32_t end = edit.at.end;
  while (end < all.size() && (all[end] == ' ' || all[end] == '\t')) ++end;
  const bool whole_line = line_begins_at(all, begin) && line_end(all, end) == end;
  if (!whole_line) return edit;
  edit.at.begin = begin;
  edit.at.end = static_cast<std::uint32_t>(behind_line_end(all, end));
  return edit;
}

std::uint32_t Editing::line_begin(const ast::Member& member) const {
  const std::uint32_t begin = member.doc.span.valid() ? member.doc.span.begin : member.span.begin;
  return static_cast<std::uint32_t>(svc::line_begin(source().text(), begin));
}

CodeAction Editing::action(ActionForm form, std::string title, std::vector<TextEdit> edits,
                           std::string_view new_name) const {
  CodeAction made{form,  std::move(title),        std::nullopt,
                  false, tidied(program_, edits), std::nullopt};
  if (new_name.empty()) return made;
  // The position of the new name in the resulting text.
  const std::string& path = source().path();
  const std::string after = edited(source().text(), path, made.edits);
  for (std::size_t at = after.find(new_name); at != std::string::npos;
       at = after.find(new_name, at + 1)) {
    const auto word = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    const bool whole = (at == 0 || !word(after[at - 1])) &&
                       (at + new_name.size() == after.size() || !word(after[at + new_name.size()]));
    if (!whole) continue;
    made.name = Location{path, static_cast<std::uint32_t>(at),
                         static_cast<std::uint32_t>(at + new_name.size())};
    break;
  }
  return made;
}

std::vector<CodeAction> code_actions(const LiveProgram& program, Span range) {
  std::vector<CodeAction> actions;
  fixes(program, range, actions);
  const Editing editing(program, range);
  if (!editing.readable() || driver::is_std(editing.source().path())) return actions;
  required_fields(editing, actions);
  extract(editing, actions);
  inline_let(editing, actions);
  shorthands(editing, actions);
  sort_members(editing, actions);
  move_out(editing, actions);
  return actions;
}

std::optional<CodeAction> fix_all(const LiveProgram& program, SourceId file) {
  std::vector<Diagnostic> own = program.diagnostics();
  std::erase_if(own, [&](const Diagnostic& d) { return !d.span.valid() || d.span.file != file; });
  std::vector<TextEdit> all;
  for (const Fix* fix : driver::certain_fixes(own, program.sources())) {
    const std::vector<TextEdit> edits = edits_of(program, *fix);
    all.insert(all.end(), edits.begin(), edits.end());
  }
  if (all.empty()) return std::nullopt;
  return CodeAction{ActionForm::FixAll,   "Make every certain fix of this file",
                    std::nullopt,         false,
                    tidied(program, all), std::nullopt};
}

}  // namespace svc::ide
