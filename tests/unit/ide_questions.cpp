#include "ide_questions.h"

#include <map>
#include <stdexcept>

#include "ide/hover.h"
#include "ide/navigation.h"
#include "ide/overlay.h"
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
  for (const Location& at : references(program.program(), program.point(mark), true)) out += program.place(at) + "\n";
  return out;
}

std::string highlight_answer(Marked& program, const Mark& mark) {
  std::string out;
  for (const Highlight& one : highlights(program.program(), program.point(mark))) out += program.place(one.span) + (one.write ? " write" : "") + "\n";
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

std::string rename_answer(Marked& program, const Mark& mark) {
  const Result<Renamable> can = prepare_rename(program.program(), program.point(mark));
  if (!can) return "refused: " + can.error() + "\n";
  const Result<std::vector<TextEdit>> edits = rename(program.program(), program.files(), program.point(mark), mark.argument);
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
    out += fmt::format("{} {}{} at {}\n", symbol.word, symbol.name, symbol.container.empty() ? "" : " in " + symbol.container, program.place(symbol.at));
  }
  return out;
}

std::string links_answer(Marked& program, const Mark& mark) {
  std::string out;
  for (const DocumentLink& link : document_links(program.program(), program.point(mark).file)) out += program.place(link.span) + " → " + link.path + "\n";
  return out;
}

}  // namespace

std::string answer(const std::string& question, Marked& program, const Mark& mark) {
  static const std::map<std::string, std::string (*)(Marked&, const Mark&)> questions = {
      {"definition", definition_answer}, {"references", references_answer}, {"highlight", highlight_answer}, {"rename", rename_answer},
      {"hover", hover_answer},           {"signature", signature_answer},   {"symbols", symbols_answer},     {"links", links_answer},
  };
  const auto found = questions.find(question);
  if (found == questions.end()) throw std::invalid_argument("no such question: " + question);
  return found->second(program, mark);
}

}  // namespace svc::test
