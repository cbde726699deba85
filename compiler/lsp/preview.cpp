#include "lsp/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/targets.h"
#include "ide/preview.h"
#include "lsp/places.h"

namespace svc::lsp {

namespace {

constexpr std::string_view kPreviewScheme = "svc-preview:";

// The preview document that contains something decided at the point, and where. Without one, the
// first document and nothing.
struct Shown {
  std::size_t document = 0;
  std::vector<ide::PreviewPlace> places;
};

Shown shown_at(const ide::LiveProgram& program, const ide::Preview& preview,
               const std::optional<ide::Point>& point, const std::string& path) {
  Shown shown;
  for (std::size_t i = 0; i < preview.documents.size(); ++i) {
    if (preview.documents[i].path == path) shown.document = i;
  }
  if (!point) return shown;
  shown.places = ide::places_of(program, preview, *point);
  const auto here = [&](const ide::PreviewPlace& place) {
    return place.document == shown.document;
  };
  if (path.empty() && !shown.places.empty()) shown.document = shown.places.front().document;
  std::erase_if(shown.places, [&](const ide::PreviewPlace& place) { return !here(place); });
  return shown;
}

// The map from lines of a document to the places that decided them (docs/lsp.md). A large template
// has a line for each of tens of thousands of properties, so it is packed like semantic tokens are.
Json map_json(Session& session, const Sources& sources, const ide::PreviewDocument& document) {
  Json files = Json::array();
  std::map<SourceId, std::size_t> numbers;
  std::map<Span, std::array<std::uint32_t, 5>> packed;  // a place decides many lines
  std::vector<std::uint32_t> lines;
  lines.reserve(document.lines.size() * 6);
  std::uint32_t before = 0;
  for (const ide::PreviewLine& line : document.lines) {
    const auto [file, fresh_file] = numbers.emplace(line.span.file, files.size());
    if (fresh_file) files.push_back(session.uri(sources, line.span));
    const auto [place, fresh] = packed.try_emplace(line.span);
    if (fresh) {
      const Json range = session.range(sources[line.span.file], line.span);
      const auto number = [&range](const char* end, const char* name) {
        return range[end][name].get<std::uint32_t>();
      };
      place->second = {static_cast<std::uint32_t>(file->second), number("start", "line"),
                       number("start", "character"), number("end", "line"),
                       number("end", "character")};
    }
    lines.push_back(line.number - before);
    lines.insert(lines.end(), place->second.begin(), place->second.end());
    before = line.number;
  }
  return {{"files", std::move(files)}, {"lines", std::move(lines)}};
}

// The view for a client: the text, the places that belong to the position, and the map between the
// two.
Json preview_json(Session& session, const Session::Preview& open, const ide::LiveProgram& program,
                  const ide::Preview& preview, const Shown& shown) {
  const ide::PreviewDocument& document = preview.documents[shown.document];
  const SourceFile text(document.path, document.text);
  Json selection = Json::array();
  for (const ide::PreviewPlace& place : shown.places)
    selection.push_back(range_of(text, place.begin, place.end, session.client.encoding));
  Json documents = Json::array();
  for (const ide::PreviewDocument& one : preview.documents) documents.push_back(one.path);
  return {{"uri", open.uri},
          {"text", document.text},
          {"languageId", document_language(document.path)},
          {"environment", preview.environment},
          {"target", preview.target},
          {"document", document.path},
          {"documents", std::move(documents)},
          {"map", map_json(session, program.sources(), document)},
          {"selection", std::move(selection)}};
}

WorkspaceProgram* program_with(Session& session, const std::string& main) {
  for (WorkspaceProgram* program : session.workspace.programs()) {
    if (program->found.path == main) return program;
  }
  return nullptr;
}

}  // namespace

Json open_preview(Session& session, const Json& argument) {
  const std::optional<View> view =
      view_of(session, {{"textDocument", {{"uri", at(argument, {"uri"})}}}});
  if (!view || view->program == nullptr)
    throw RpcError(ErrorCode::RequestFailed,
                   "there is no program at " + text_at(argument, {"uri"}));
  const auto& environments = view->live().environments();
  const std::string environment =
      text_at(argument, {"environment"}, environments.empty() ? "" : environments.back()->name);
  const std::string target =
      text_at(argument, {"target"}, std::string(info(kTargets.front()).word));
  const std::optional<ide::Preview> preview = ide::preview(view->live(), environment, target);
  if (!preview || preview->documents.empty())
    throw RpcError(ErrorCode::RequestFailed,
                   fmt::format("there is nothing to show while {} has errors",
                               environment.empty() ? "the program" : environment));
  std::optional<ide::Point> point;
  if (const Json& position = at(argument, {"position"}); position.is_object())
    point = ide::Point{view->id, offset_of(*view->file, position, session.client.encoding)};
  const Shown shown = shown_at(view->live(), *preview, point, text_at(argument, {"document"}));
  const std::string& path = preview->documents[shown.document].path;
  const std::string uri = fmt::format("{}/{}/{}", kPreviewScheme, target, path);
  Session::Preview& open = session.previews[uri];
  open = {uri,
          view->live().main_path(),
          environment,
          target,
          path,
          view->live().version(),
          preview->documents[shown.document].text};
  return preview_json(session, open, view->live(), *preview, shown);
}

Json close_preview(Session& session, const Json& argument) {
  session.previews.erase(text_at(argument, {"uri"}));
  return nullptr;
}

bool refresh_previews(Session& session) {
  for (auto& [uri, open] : session.previews) {
    WorkspaceProgram* program = program_with(session, open.program);
    if (program == nullptr || !program->live.is_checked() ||
        program->live.version() == open.version)
      continue;
    open.version = program->live.version();
    const std::optional<ide::Preview> preview =
        ide::preview(program->live, open.environment, open.target);
    if (!preview || preview->documents.empty())
      return true;  // the last one stays while there are errors
    const Shown shown = shown_at(program->live, *preview, std::nullopt, open.document);
    if (preview->documents[shown.document].path != open.document) return true;
    open.text = preview->documents[shown.document].text;
    session.notify("svcc/previewChanged",
                   preview_json(session, open, program->live, *preview, shown));
    if (session.client.can({"workspace", "textDocumentContent"}))
      session.ask("workspace/textDocumentContent/refresh", {{"uri", uri}});
    return true;
  }
  return false;
}

std::optional<std::string> preview_text(const Session& session, std::string_view uri) {
  const auto found = session.previews.find(std::string(uri));
  return found == session.previews.end() ? std::nullopt : std::optional(found->second.text);
}

}  // namespace svc::lsp
