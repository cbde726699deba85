// Commands of the client: workspace/executeCommand. The first argument is an object; docs/lsp.md
// describes it.
#include <fmt/format.h>

#include <algorithm>

#include "base/paths.h"
#include "driver/build.h"
#include "driver/targets.h"
#include "ide/architecture.h"
#include "lsp/methods.h"
#include "lsp/places.h"
#include "lsp/preview.h"
#include "picture/picture.h"

namespace svc::lsp {

namespace {

Json wanted_document(const Json& argument) {
  return {{"textDocument", {{"uri", at(argument, {"uri"})}}}};
}

View program_view(Session& session, const Json& argument) {
  std::optional<View> view = view_of(session, wanted_document(argument));
  if (!view || view->program == nullptr)
    throw RpcError(ErrorCode::RequestFailed,
                   "there is no program at " + text_at(argument, {"uri"}));
  return *view;
}

// The requested targets, else those of the project, else all.
std::vector<const emit::Target*> wanted_targets(const Json& argument,
                                                const WorkspaceProgram& program) {
  const std::string name = text_at(argument, {"target"});
  const std::vector<const emit::Target*> wanted =
      name.empty() ? driver::chosen_targets(program.found.settings().targets)
                   : driver::chosen_targets(name == "all" ? std::vector<std::string>()
                                                          : std::vector<std::string>{name});
  if (wanted.empty()) throw RpcError(ErrorCode::InvalidParams, "there is no target `" + name + "`");
  return wanted;
}

std::optional<std::string> wanted_environment(const Json& argument) {
  const std::string name = text_at(argument, {"environment"});
  return name.empty() ? std::nullopt : std::optional(name);
}

// Why nothing was made: the first error, and how many there are.
[[noreturn]] void refuse(const driver::Engine& engine) {
  const std::vector<Diagnostic> said = engine.diagnostics();
  const auto is_error = [](const Diagnostic& d) { return d.severity == Severity::Error; };
  const auto first = std::find_if(said.begin(), said.end(), is_error);
  const auto count = std::count_if(said.begin(), said.end(), is_error);
  throw RpcError(ErrorCode::RequestFailed,
                 first == said.end() ? "there is nothing to compile"
                                     : fmt::format("the program has {} error{}: {}", count,
                                                   count == 1 ? "" : "s", first->message));
}

// The output folder: the requested one, else that of the project. Empty: none.
std::string output_folder(const Json& argument, const WorkspaceProgram& program) {
  const std::string asked = text_at(argument, {"output"});
  const std::string named = !asked.empty()                     ? asked
                            : program.found.project == nullptr ? ""
                                                               : program.found.project->output;
  if (named.empty() || named.starts_with('/')) return named;
  const std::string base = program.found.project == nullptr
                               ? std::string(folder_of(program.found.path))
                               : program.found.folder;
  return base + "/" + named;
}

// {uri, environment?, target?, output?}: compiles the editor's version of the program. Writes the
// documents if there is a folder for them, else returns their texts.
Json compile(Session& session, const Json& argument) {
  const View view = program_view(session, argument);
  driver::Engine engine(session.documents, view.live().main_path(), view.live().settings());
  engine.read();
  if (engine.unreadable()) throw RpcError(ErrorCode::RequestFailed, *engine.unreadable());
  const std::string folder = output_folder(argument, *view.program);
  driver::BuildOptions options{.environment = wanted_environment(argument),
                               .targets = wanted_targets(argument, *view.program),
                               .emit = {}};
  options.emit.map = !folder.empty();
  const std::vector<driver::Artifact> artifacts = driver::build(engine, options);
  if (artifacts.empty()) refuse(engine);
  session.check_cancelled();
  if (!folder.empty()) {
    if (const Result<bool> written = session.write(folder, artifacts); !written)
      throw RpcError(ErrorCode::RequestFailed, written.error());
  }
  Json files = Json::array();
  for (const driver::Artifact& artifact : artifacts) {
    Json file{{"path", artifact.path}};
    if (folder.empty())
      file["text"] = artifact.contents;
    else
      file["uri"] = session.documents.uri_of(folder + "/" + artifact.path);
    files.push_back(std::move(file));
  }
  return {{"files", std::move(files)}, {"folder", folder.empty() ? Json() : Json(folder)}};
}

// The picture of `svcc graph` and where its blocks are declared; nothing while the program has
// errors. `page`: also the page that shows it.
void add_picture(Session& session, const ide::LiveProgram& program, const std::string& environment,
                 bool page, Json& to) {
  const auto& all = program.environments();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& one) { return one->name == environment; });
  if (found == all.end() || !(*found)->checked.sound) return;
  Sink sink;
  driver::Timings timings;
  std::optional<graph::Graph> lowered;
  if (!(*found)->graph)
    lowered = driver::lower_environment((*found)->checked, program.sources(), sink, timings);
  const std::optional<graph::Graph>& graph = (*found)->graph ? (*found)->graph : lowered;
  if (!graph) return;
  const std::vector<picture::Picture> pictures = {picture::picture_of(*graph, program.sources())};
  to["picture"] = Json::parse(picture::json(pictures));
  to["locations"] = Json::array();
  for (const picture::Node& node : pictures.front().nodes)
    to["locations"].push_back(node.span.valid() ? session.location(program.sources(), node.span)
                                                : Json());
  if (page) to["page"] = picture::html(pictures, nullptr);
}

// {uri, environment?, page?}: the architecture of the program in one environment (the last, if none
// is named, as in previews), as a graph, as Mermaid, and as the picture of `svcc graph`.
Json graph(Session& session, const Json& argument) {
  const View view = program_view(session, argument);
  const auto& environments = view.live().environments();
  const std::string last = environments.empty() ? "" : environments.back()->name;
  const ide::Architecture architecture =
      ide::architecture(view.live(), wanted_environment(argument).value_or(last));
  const Sources& sources = view.live().sources();
  Json nodes = Json::array();
  for (const ide::ArchitectureNode& node : architecture.nodes)
    nodes.push_back({{"kind", node.kind},
                     {"name", node.name},
                     {"location", session.location(sources, node.name_span)}});
  Json edges = Json::array();
  for (const ide::ArchitectureEdge& edge : architecture.edges) {
    Json one{{"from", edge.from},
             {"to", edge.to},
             {"kind", ide::word(edge.form)},
             {"label", edge.label}};
    if (edge.span.valid()) one["location"] = session.location(sources, edge.span);
    edges.push_back(std::move(one));
  }
  Json names = Json::array();
  for (const auto& environment : environments) names.push_back(environment->name);
  Json made{{"app", architecture.app},          {"environment", architecture.environment},
            {"environments", std::move(names)}, {"mermaid", ide::mermaid(architecture)},
            {"nodes", std::move(nodes)},        {"edges", std::move(edges)}};
  add_picture(session, view.live(), architecture.environment, flag_at(argument, {"page"}, false),
              made);
  return made;
}

struct CommandRow {
  std::string_view name;
  Json (*run)(Session&, const Json& argument);
};

constexpr CommandRow kCommands[] = {
    {"svcc.compile", compile},
    {"svcc.graph", graph},
    {"svcc.preview", open_preview},
    {"svcc.closePreview", close_preview},
};

// Tells the client that a command runs, if it gave a token for that.
class Running {
 public:
  Running(Session& session, const Json& params, std::string_view title)
      : session_(session), token_(at(params, {"workDoneToken"})) {
    tell({{"kind", "begin"}, {"title", title}});
  }
  ~Running() { tell({{"kind", "end"}}); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  void tell(Json value) {
    if (!token_.is_null())
      session_.notify("$/progress", {{"token", token_}, {"value", std::move(value)}});
  }
  Session& session_;
  Json token_;
};

}  // namespace

Json command_names() {
  Json names = Json::array();
  for (const CommandRow& row : kCommands) names.push_back(row.name);
  return names;
}

Json execute_command(Session& session, const Json& params) {
  const std::string name = text_at(params, {"command"});
  const auto* row = std::find_if(std::begin(kCommands), std::end(kCommands),
                                 [&](const CommandRow& one) { return one.name == name; });
  if (row == std::end(kCommands))
    throw RpcError(ErrorCode::InvalidParams, "there is no command `" + name + "`");
  const Json& arguments = at(params, {"arguments"});
  const Json& first = arguments.is_array() && !arguments.empty() ? arguments.front() : arguments;
  const Running running(session, params, name);
  return row->run(session, first.is_string() ? Json{{"uri", first}} : first);
}

}  // namespace svc::lsp
