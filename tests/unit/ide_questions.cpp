#include "ide_questions.h"

#include <map>
#include <stdexcept>

#include "base/diff.h"
#include "ide/actions.h"
#include "ide/architecture.h"
#include "ide/completion.h"
#include "ide/edited.h"
#include "ide/hints.h"
#include "ide/hover.h"
#include "ide/navigation.h"
#include "ide/preview.h"
#include "ide/rename.h"

namespace svc::test {

namespace {

using namespace svc::ide;

std::string links(const Marked& program, const Link& link) {
  std::string out;
  for (const Location& at : link.to) out += program.place(at) + "\n";
  return out.empty() ? "nothing\n" : out;
}

std::string definition_answer(Marked& program, const Mark& mark) {
  const LiveProgram& live = program.program();
  const Point point = program.point(mark);
  if (mark.argument == "type") return links(program, type_definition(live, point));
  if (mark.argument == "implementation") return links(program, implementation(live, point));
  if (mark.argument == "declaration") return links(program, declaration(live, point));
  return links(program, definition(live, point));
}

std::string references_answer(Marked& program, const Mark& mark) {
  std::string out;
  for (const Location& at : references(program.program(), program.point(mark), true))
    out += program.place(at) + "\n";
  return out;
}

std::string highlight_answer(Marked& program, const Mark& mark) {
  std::string out;
  for (const Highlight& one : highlights(program.program(), program.point(mark)))
    out += program.place(one.span) + (one.write ? " write" : "") + "\n";
  return out;
}

// The files as they become, those that do not change left out.
std::string edits_text(const Marked& program, const std::vector<TextEdit>& edits) {
  std::map<std::string, bool> paths;
  for (const TextEdit& edit : edits) paths[edit.at.path] = true;
  std::string out;
  for (const auto& [path, yes] : paths) {
    const std::string before = program.files().exists(path) ? program.text(path) : "";
    out += fmt::format("-- {}\n{}", path, edited(before, path, edits));
    if (!out.ends_with('\n')) out += '\n';
  }
  return out;
}

// The same as differences, for what changes little.
std::string edits_diff(const Marked& program, const std::vector<TextEdit>& edits) {
  std::map<std::string, bool> paths;
  for (const TextEdit& edit : edits) paths[edit.at.path] = true;
  std::string out;
  for (const auto& [path, yes] : paths) {
    const std::string before = program.files().exists(path) ? program.text(path) : "";
    std::string difference = unified_diff(before, edited(before, path, edits), path);
    for (std::size_t at = 0; at < difference.size();) {  // without the lines around
      const std::size_t end = std::min(difference.find('\n', at), difference.size());
      if (difference[at] == '+' || difference[at] == '-')
        out += "  " + difference.substr(at, end - at) + "\n";
      at = end + 1;
    }
  }
  return out;
}

std::string rename_answer(Marked& program, const Mark& mark) {
  const Result<Renamable> can = prepare_rename(program.program(), program.point(mark));
  if (!can) return "refused: " + can.error() + "\n";
  const Result<std::vector<TextEdit>> edits =
      rename(program.program(), program.files(), program.point(mark), mark.argument);
  return edits ? edits_text(program, edits.value()) : "refused: " + edits.error() + "\n";
}

std::string hover_answer(Marked& program, const Mark& mark) {
  const std::optional<Hover> found = hover(program.program(), program.point(mark));
  return found ? program.place(found->span) + "\n" + found->markdown : "nothing\n";
}

std::string signature_answer(Marked& program, const Mark& mark) {
  const std::optional<Signature> found = signature(program.program(), program.point(mark));
  if (!found) return "nothing\n";
  std::string label = found->label;
  if (found->active < found->params.size()) {
    label.insert(found->params[found->active].second, "»");
    label.insert(found->params[found->active].first, "«");
  }
  return label + "\n" + found->documentation + "\n";
}

std::string symbols_answer(Marked& program, const Mark& mark) {
  std::string out;
  for (const WorkspaceSymbol& symbol : workspace_symbols(program.program(), mark.argument)) {
    out += fmt::format("{} {}{} at {}\n", symbol.word, symbol.name,
                       symbol.container.empty() ? "" : " in " + symbol.container,
                       program.place(symbol.at));
  }
  return out;
}

std::string links_answer(Marked& program, const Mark& mark) {
  std::string out;
  for (const DocumentLink& link : document_links(program.program(), program.point(mark).file))
    out += program.place(link.span) + " → " + link.path + "\n";
  return out;
}

// The items in order, one per line: label, type, and the inserted text if it differs. An argument
// selects those that begin with it.
std::string completion_answer(Marked& program, const Mark& mark) {
  const Completion found = complete(program.program(), program.point(mark),
                                    {{"main.svc", "lib.svc", "parts/net.svc", "notes.txt"}});
  std::string out =
      found.replace.size() == 0 ? "" : "replaces " + program.place(found.replace) + "\n";
  std::size_t shown = 0;
  constexpr std::size_t kMost = 14;
  for (const CompletionItem& item : found.items) {
    if (!item.label.starts_with(mark.argument)) continue;
    if (++shown > kMost) continue;
    std::string insert = item.insert == item.label ? "" : " ⇒ " + item.insert;
    for (std::size_t at = insert.find('\n'); at != std::string::npos; at = insert.find('\n', at))
      insert.replace(at, 1, "⏎");
    for (std::size_t at = insert.find('\t'); at != std::string::npos; at = insert.find('\t', at))
      insert.replace(at, 1, " ");
    out += fmt::format("{}{}{}{}", item.required ? "! " : "  ", item.label,
                       item.detail.empty() ? "" : "   (" + item.detail + ")", insert);
    for (const TextEdit& edit : item.more)
      out += fmt::format(" and at {}: {}", program.place(edit.at),
                         edit.text.substr(edit.text.find_first_not_of('\n')));
    if (!out.ends_with('\n')) out += '\n';
  }
  if (shown > kMost) out += fmt::format("  and {} more\n", shown - kMost);
  return out.empty() ? "nothing\n" : out;
}

// Everything in the file of the mark; an argument `deep`: also after the second step.
std::string hints_answer(Marked& program, const Mark& mark) {
  static const std::map<HintForm, std::string> words = {{HintForm::Default, "default"},
                                                        {HintForm::Priority, "priority"},
                                                        {HintForm::Range, "range"},
                                                        {HintForm::Name, "name"},
                                                        {HintForm::Count, "count"}};
  while (mark.argument == "deep" && program.program().deepen()) {
  }
  const SourceId file = program.point(mark).file;
  const SourceFile& source = program.program().sources()[file];
  std::string out;
  for (const InlayHint& hint : inlay_hints(
           program.program(), {file, 0, static_cast<std::uint32_t>(source.text().size())})) {
    const Position at = source.position(hint.offset);
    out += fmt::format("{}:{} {}: {}\n", at.line, at.column, words.at(hint.form), hint.label);
  }
  return out;
}

std::string lenses_answer(Marked& program, const Mark& mark) {
  while (mark.argument == "deep" && program.program().deepen()) {
  }
  std::string out;
  for (const CodeLens& lens : code_lenses(program.program(), program.point(mark).file)) {
    out += program.place(lens.span) + ": " + lens.title;
    for (const Location& place : lens.places) out += " [" + program.place(place) + "]";
    out += "\n";
  }
  return out;
}

std::string calls_answer(Marked& program, const Mark& mark) {
  std::string out;
  for (const CallItem& item : prepare_calls(program.program(), program.point(mark))) {
    out += fmt::format("{} {}\n", item.kind, item.name);
    const auto list = [&](std::string_view arrow, const std::vector<Call>& calls) {
      for (const Call& call : calls) {
        out += fmt::format("  {} {} {}: {}", arrow, call.item.kind, call.item.name, call.detail);
        for (const Span span : call.spans) out += " [" + program.place(span) + "]";
        out += "\n";
      }
    };
    list("→", outgoing_calls(program.program(), item));
    list("←", incoming_calls(program.program(), item));
  }
  return out.empty() ? "nothing\n" : out;
}

// An argument names the environment.
std::string graph_answer(Marked& program, const Mark& mark) {
  return mermaid(architecture(program.program(), mark.argument));
}

// Every action at the mark: its title, and the resulting files for those whose title begins with
// the argument.
std::string actions_answer(Marked& program, const Mark& mark) {
  while (program.program().deepen()) {
  }
  const Point point = program.point(mark);
  std::string out;
  // `text…`: the text behind the mark is selected.
  const std::string selected = mark.argument.starts_with("select ") ? mark.argument.substr(7) : "";
  const Span range{point.file, point.offset,
                   point.offset + static_cast<std::uint32_t>(selected.size())};
  for (const CodeAction& action : code_actions(program.program(), range)) {
    out += fmt::format("* {}{}\n", action.title,
                       action.fixes ? " [" + code_text(action.fixes->code) + "]" : "");
    if (selected.empty() && !mark.argument.empty() && !action.title.starts_with(mark.argument))
      continue;
    if (mark.argument.empty()) continue;
    out += edits_diff(program, action.edits);
    if (action.name) {
      const std::string after =
          edited(program.text(action.name->path), action.name->path, action.edits);
      out += fmt::format("  name: {}\n",
                         after.substr(action.name->begin, action.name->end - action.name->begin));
    }
  }
  if (mark.argument == "fix all") {
    if (const auto all = fix_all(program.program(), point.file))
      out += edits_diff(program, all->edits);
  }
  return out.empty() ? "nothing\n" : out;
}

// The argument names environment and target. Shows the output of the mark's line and, for each
// output line, its way back.
std::string preview_answer(Marked& program, const Mark& mark) {
  const std::size_t blank = mark.argument.find(' ');
  const auto made =
      preview(program.program(), mark.argument.substr(0, blank), mark.argument.substr(blank + 1));
  if (!made) return "nothing\n";
  std::string out;
  std::size_t shown = 0;
  for (const PreviewPlace& place : places_of(program.program(), *made, program.point(mark))) {
    const PreviewDocument& document = made->documents[place.document];
    const auto back = source_of(document, place.begin + 1);
    std::string line = document.text.substr(place.begin, place.end - place.begin);
    if (++shown > 12) continue;
    out += fmt::format("{}: {}   ← {}\n", document.path, line,
                       back ? program.place(*back) : "nothing");
  }
  if (shown > 12) out += fmt::format("and {} more\n", shown - 12);
  return out.empty() ? "no line\n" : out;
}

}  // namespace

std::string answer(const std::string& question, Marked& program, const Mark& mark) {
  static const std::map<std::string, std::string (*)(Marked&, const Mark&)> questions = {
      {"definition", definition_answer}, {"references", references_answer},
      {"highlight", highlight_answer},   {"rename", rename_answer},
      {"hover", hover_answer},           {"signature", signature_answer},
      {"symbols", symbols_answer},       {"links", links_answer},
      {"completion", completion_answer}, {"hints", hints_answer},
      {"actions", actions_answer},       {"preview", preview_answer},
      {"lenses", lenses_answer},         {"calls", calls_answer},
      {"graph", graph_answer},
  };
  const auto found = questions.find(question);
  if (found == questions.end()) throw std::invalid_argument("no such question: " + question);
  return found->second(program, mark);
}

}  // namespace svc::test
