// `initialize` to `exit`, and the client settings that can change in between.
#include <unistd.h>

#include <csignal>

#include "lsp/diagnostics.h"
#include "lsp/methods.h"
#include "lsp/progress.h"
#include "lsp/uri.h"

namespace svc::lsp {

namespace {

std::vector<std::string> roots_of(const Json& params) {
  std::vector<std::string> roots;
  const auto add = [&roots](const Json& uri) {
    if (!uri.is_string()) return;
    if (const std::optional<std::string> path = path_of_uri(uri.get<std::string>()))
      roots.push_back(*path);
  };
  if (const Json& folders = at(params, {"workspaceFolders"}); folders.is_array()) {
    for (const Json& folder : folders) add(at(folder, {"uri"}));
    return roots;
  }
  add(at(params, {"rootUri"}));
  if (const std::string path = text_at(params, {"rootPath"});
      roots.empty() && path.starts_with('/'))
    roots.push_back(path);
  return roots;
}

Trace trace_of(const Json& value) {
  return value == "verbose" ? Trace::Verbose : value == "messages" ? Trace::Messages : Trace::Off;
}

void apply_settings(Session& session, const Json& settings) {
  session.settings.read(settings);
  session.workspace.set_whole(session.settings[Setting::WholeWorkspace]);
}

// The clients that get diagnostics pushed: those that cannot pull, or that request it
// (`diagnostics.mode` of the initialization options).
bool pulls(const Json& params) {
  const std::string mode =
      text_at(params, {"initializationOptions", "diagnostics", "mode"}, "auto");
  if (mode != "auto") return mode == "pull";
  return at(params, {"capabilities", "textDocument", "diagnostic"}).is_object();
}

Json file_operations() {
  const Json filters{
      {"filters",
       {{{"scheme", "file"}, {"pattern", {{"glob", "**/*.svc"}}}},
        {{"scheme", "file"}, {"pattern", {{"glob", "**"}, {"matches", "folder"}}}}}}};
  return {{"didCreate", filters}, {"didRename", filters}, {"didDelete", filters}};
}

Json capabilities(const Session& session) {
  Json all{
      {"positionEncoding", encoding_name(session.client.encoding)},
      {"textDocumentSync",
       {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
      {"completionProvider",
       {{"triggerCharacters", {".", "\"", "/", ":", "=", " ", "$", "{", "["}},
        {"resolveProvider", true}}},
      {"hoverProvider", true},
      {"signatureHelpProvider", {{"triggerCharacters", {"("}}, {"retriggerCharacters", {","}}}},
      {"definitionProvider", true},
      {"declarationProvider", true},
      {"typeDefinitionProvider", true},
      {"implementationProvider", true},
      {"referencesProvider", true},
      {"documentHighlightProvider", true},
      {"workspaceSymbolProvider", true},
      {"renameProvider", session.client.can({"textDocument", "rename", "prepareSupport"})
                             ? Json{{"prepareProvider", true}}
                             : Json(true)},
      {"codeActionProvider",
       {{"codeActionKinds",
         {"quickfix", "refactor.extract", "refactor.inline", "refactor.rewrite", "refactor.move",
          "source.fixAll.svcc", "source.sort.svcc"}}}},
      {"inlayHintProvider", {{"resolveProvider", false}}},
      {"codeLensProvider", {{"resolveProvider", false}}},
      {"callHierarchyProvider", true},
      {"executeCommandProvider", {{"commands", command_names()}, {"workDoneProgress", true}}},
      {"documentSymbolProvider", {{"label", "svcc"}}},
      {"foldingRangeProvider", true},
      {"selectionRangeProvider", true},
      {"documentLinkProvider", {{"resolveProvider", false}}},
      {"documentFormattingProvider", true},
      {"documentRangeFormattingProvider", {{"rangesSupport", true}}},
      {"documentOnTypeFormattingProvider",
       {{"firstTriggerCharacter", "}"}, {"moreTriggerCharacter", {"\n"}}}},
      {"semanticTokensProvider",
       {{"legend", semantic_tokens_legend()}, {"full", {{"delta", true}}}, {"range", true}}},
      {"workspace",
       {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}},
        {"fileOperations", file_operations()},
        {"textDocumentContent", {{"schemes", {kScheme, "svc-preview"}}}}}},
  };
  if (session.client.pulls)
    all["diagnosticProvider"] = {
        {"identifier", "svcc"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}};
  return all;
}

// Registrations to request from the client after `initialized`: changes of files on the disk, and
// of settings.
void register_dynamically(Session& session) {
  Json registrations = Json::array();
  if (session.client.can({"workspace", "didChangeWatchedFiles", "dynamicRegistration"})) {
    registrations.push_back(
        {{"id", "svcc-files"},
         {"method", "workspace/didChangeWatchedFiles"},
         {"registerOptions",
          {{"watchers", {{{"globPattern", "**/*.svc"}}, {{"globPattern", "**/svc.yaml"}}}}}}});
  }
  if (session.client.can({"workspace", "didChangeConfiguration", "dynamicRegistration"})) {
    registrations.push_back({{"id", "svcc-settings"},
                             {"method", "workspace/didChangeConfiguration"},
                             {"registerOptions", {{"section", "svcc"}}}});
  }
  if (!registrations.empty())
    session.ask("client/registerCapability", {{"registrations", std::move(registrations)}});
}

void ask_for_settings(Session& session) {
  if (!session.client.can({"workspace", "configuration"})) return;
  session.ask("workspace/configuration", {{"items", {{{"section", "svcc"}}}}},
              [&session](const Json& result) {
                if (result.is_array() && !result.empty()) apply_settings(session, result.front());
                session.diagnostics_due = true;
              });
}

}  // namespace

Json initialize(Session& session, const Json& params) {
  session.client.capabilities = at(params, {"capabilities"});
  session.client.encoding =
      choose_encoding(at(session.client.capabilities, {"general", "positionEncodings"}));
  session.client.pulls = pulls(params);
  if (const Json& process = at(params, {"processId"});
      process.is_number_integer() && process.get<std::int64_t>() > 1) {
    const auto id = process.get<std::int64_t>();
    if (::kill(static_cast<pid_t>(id), 0) == 0)
      session.client.process = id;  // else the number is of another machine or container
  }
  session.trace = trace_of(at(params, {"trace"}));
  apply_settings(session, at(params, {"initializationOptions"}));
  session.workspace.set_roots(roots_of(params));
  session.stage = Session::Stage::Initialized;
  return {{"capabilities", capabilities(session)},
          {"serverInfo", {{"name", "svcc"}, {"version", session.version}}}};
}

void initialized(Session& session, const Json&) {
  register_dynamically(session);
  ask_for_settings(session);
  begin_progress(session);
  session.diagnostics_due = true;
}

Json shut_down(Session& session, const Json&) {
  session.stage = Session::Stage::ShutDown;
  return nullptr;
}

void exit(Session& session, const Json&) {
  session.stage = Session::Stage::Exited;
}

void set_trace(Session& session, const Json& params) {
  session.trace = trace_of(at(params, {"value"}));
}

// The settings may be in the notification, or must be requested.
void configuration_changed(Session& session, const Json& params) {
  const Json& settings = at(params, {"settings"});
  if (settings.is_object() && !settings.empty())
    apply_settings(session, settings);
  else
    ask_for_settings(session);
  session.diagnostics_due = true;
}

void folders_changed(Session& session, const Json& params) {
  std::vector<std::string> roots = session.workspace.roots();
  for (const Json& folder : at(params, {"event", "removed"}))
    std::erase(roots, path_of_uri(text_at(folder, {"uri"})).value_or(""));
  for (const Json& folder : at(params, {"event", "added"})) {
    if (const std::optional<std::string> path = path_of_uri(text_at(folder, {"uri"})))
      roots.push_back(*path);
  }
  session.workspace.set_roots(std::move(roots));
  session.diagnostics_due = true;
}

}  // namespace svc::lsp
