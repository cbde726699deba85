#include "lsp/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "driver/imports.h"
#include "lsp/methods.h"
#include "lsp/preview.h"
#include "lsp/progress.h"
#include "lsp/uri.h"

namespace svc::lsp {

namespace {

constexpr std::chrono::milliseconds kPause{150};  // after the last keystroke

int severity_of(Severity severity) {
  return severity == Severity::Error ? 1 : severity == Severity::Warning ? 2 : 3;
}

// DiagnosticTag: 1 is shown faded, 2 struck through.
Json tags_of(Tag tag) {
  switch (tag) {
    case Tag::None:
      return nullptr;
    case Tag::Unnecessary:
      return Json::array({1});
    case Tag::Deprecated:
      return Json::array({2});
  }
  return nullptr;
}

// The place at which a mistake is shown, and whether that is the first related one.
struct Place {
  Span span;
  bool is_related = false;
};

Place place_of(const Sources& sources, const Diagnostic& d) {
  if (!d.span.valid() || !driver::is_std(sources[d.span.file].path())) return {d.span};
  for (const Related& related : d.related) {
    if (related.span.valid() && !driver::is_std(sources[related.span.file].path()))
      return {related.span, true};
  }
  return {d.span};
}

Json related_of(const Session& session, const Sources& sources, const Diagnostic& d,
                const Place& place) {
  Json list = Json::array();
  if (place.is_related)
    list.push_back({{"location", session.location(sources, d.span)},
                    {"message", "here, in the standard library"}});
  for (const Related& related : d.related) {
    if (related.span.valid() && !(place.is_related && related.span == place.span))
      list.push_back(
          {{"location", session.location(sources, related.span)}, {"message", related.message}});
  }
  return list;
}

// The data that lets a code action apply the fix without searching for the diagnostic again.
Json data_of(const Session& session, const Sources& sources, const Diagnostic& d,
             const std::string& program) {
  Json data{{"program", program}};
  if (!d.environment.empty()) data["environment"] = d.environment;
  if (d.fix.edits.empty()) return data;
  Json edits = Json::array();
  for (const Edit& edit : d.fix.edits) {
    if (edit.span.valid())
      edits.push_back({{"uri", session.uri(sources, edit.span)},
                       {"range", session.range(sources[edit.span.file], edit.span)},
                       {"newText", edit.text}});
  }
  data["fix"] = {{"title", d.fix.title}, {"edits", std::move(edits)}};
  return data;
}

std::string message_of(const Diagnostic& d) {
  std::string text = d.message;
  if (!d.environment.empty()) text += fmt::format(" (in environment {})", d.environment);
  if (!d.help.empty()) text += "\n" + d.help;
  return text;
}

void add_project_faults(const Session& session, ByUri& all) {
  for (const ProjectFault& fault : session.workspace.faults()) {
    const Json here{{"line", fault.line - 1}, {"character", fault.column - 1}};
    all[session.documents.uri_of(fault.path)].push_back(
        {{"range", {{"start", here}, {"end", here}}},
         {"severity", 1},
         {"source", "svcc"},
         {"message", fault.message}});
  }
}

// A program without a readable main file: its project is wrong, or the file was deleted.
void add_unreadable(const Session& session, const WorkspaceProgram& program, ByUri& all) {
  if (!program.named || !program.live.unreadable()) return;
  const std::uint32_t line = program.found.line == 0 ? 0 : program.found.line - 1;
  const Json start{{"line", line},
                   {"character", program.found.column == 0 ? 0 : program.found.column - 1}};
  all[session.documents.uri_of(program.found.folder + "/" + std::string(project::kFileName))]
      .push_back({{"range", {{"start", start}, {"end", start}}},
                  {"severity", 1},
                  {"source", "svcc"},
                  {"message", fmt::format("the program {} cannot be read: {}", program.found.path,
                                          *program.live.unreadable())}});
}

// The compiler failed on this program. Reported once; the program is analysed again when it
// changes.
void tell_fault(Session& session, const WorkspaceProgram& program, const std::exception& error) {
  if (!session.faulty.insert(program.found.path).second) return;
  session.log(
      1,
      fmt::format("svcc: internal error in {}: {}; please report it with the program that shows it",
                  program.found.path, error.what()));
}

// The diagnostics of a program as the client gets them, an empty list for a file without any.
ByUri list_program(const Session& session, WorkspaceProgram& program) {
  const Sources& sources = program.live.sources();
  ByUri lists;
  for (const std::string& path : program.live.paths())
    lists[session.documents.uri_of(path)] = Json::array();
  for (const Diagnostic& d : program.diagnostics()) {
    if (d.span.valid())
      lists[session.uri(sources, place_of(sources, d).span)].push_back(
          lsp_diagnostic(session, sources, d, program.found.path));
  }
  return lists;
}

// The same, computed only after a change. A program that waits for its next check shows its old
// diagnostics.
const ByUri& lists_of(const Session& session, WorkspaceProgram& program) {
  WorkspaceProgram::Listed& listed = program.listed;
  const ide::LiveProgram& live = program.live;
  const bool current = listed.version == live.version() && listed.deep == live.is_deep() &&
                       listed.documents == session.documents.opened();
  if (live.is_checked() && !current)
    listed = {live.version(), live.is_deep(), session.documents.opened(),
              list_program(session, program)};
  return listed.by_uri;
}

// Several programs that import one file find the same in it.
bool is_same(const Json& a, const Json& b) {
  return a["range"] == b["range"] && a["code"] == b["code"] && a["message"] == b["message"];
}

void add_program(const Session& session, WorkspaceProgram& program, ByUri& all) {
  for (const auto& [uri, found] : lists_of(session, program)) {
    const auto [place, fresh] = all.try_emplace(uri, found);
    if (fresh) continue;
    Json& list = place->second;
    if (list.is_null()) list = Json::array();
    for (const Json& one : found) {
      const auto same = [&one](const Json& other) { return is_same(other, one); };
      if (std::none_of(list.begin(), list.end(), same)) list.push_back(one);
    }
  }
}

// Sends the lists that changed. A list for a changed text is always sent, so that the client knows
// the text that it belongs to.
void publish(Session& session) {
  ByUri all = collect(session);
  for (auto& [uri, sent] : session.published) {
    if (!all.contains(uri))
      all[uri] = Json::array();  // its file is gone, or in no program any more
  }
  for (const auto& [uri, list] : all) {
    const Document* open = session.documents.find_uri(uri);
    const std::int64_t version = open == nullptr ? -1 : open->version;
    std::string text = list.empty() ? "" : write_json(list);
    const auto sent = session.published.find(uri);
    const bool same_text =
        sent == session.published.end() ? text.empty() && open == nullptr : sent->second == text;
    if (same_text && (open == nullptr || (sent != session.published.end() &&
                                          session.published_versions[uri] == version)))
      continue;
    const std::string version_text =
        open == nullptr ? "" : fmt::format(R"("version":{},)", version);
    session.notify_text("textDocument/publishDiagnostics",
                        fmt::format(R"({{"uri":{},{}"diagnostics":{}}})", write_json(uri),
                                    version_text, text.empty() ? "[]" : text));
    if (text.empty() && open == nullptr) {
      session.published.erase(uri);
      session.published_versions.erase(uri);
    } else {
      session.published[uri] = std::move(text);
      session.published_versions[uri] = version;
    }
  }
}

std::string result_id(const Json& items) {
  return fmt::format("{:016x}", std::hash<std::string>()(write_json(items)));
}

// The answer to a client's pull request: `unchanged` if it already has it.
Json report(Session& session, const std::string& uri, const Json& items,
            const std::string& previous) {
  const std::string id = result_id(items);
  session.pulled[uri] = id;
  if (id == previous) return {{"kind", "unchanged"}, {"resultId", id}};
  return {{"kind", "full"}, {"resultId", id}, {"items", items}};
}

// Asks a client that pulls to pull again, if the answer would now differ.
void refresh(Session& session) {
  if (session.pulled.empty() || !session.client.can({"workspace", "diagnostics", "refreshSupport"}))
    return;
  bool stale = false;
  const ByUri all = collect(session);
  for (auto& [uri, id] : session.pulled) {
    const auto found = all.find(uri);
    const std::string now =
        result_id(found == all.end() || found->second.is_null() ? Json::array() : found->second);
    stale = stale || id != now;
    id = now;  // reported once
  }
  if (stale) session.ask("workspace/diagnostic/refresh", nullptr);
}

// Notifies the client of changes.
void tell(Session& session) {
  session.diagnostics_due = false;
  if (session.client.pulls)
    refresh(session);
  else
    publish(session);
}

}  // namespace

Json lsp_diagnostic(const Session& session, const Sources& sources, const Diagnostic& d,
                    const std::string& program) {
  const Place place = place_of(sources, d);
  const std::string code = code_text(d.code);
  Json one{{"range", session.range(sources[place.span.file], place.span)},
           {"severity", severity_of(d.severity)},
           {"code", code},
           {"source", "svcc"},
           {"message", message_of(d)}};
  if (session.client.pulls
          ? session.client.can({"textDocument", "diagnostic", "codeDescriptionSupport"}) ||
                session.client.can({"textDocument", "publishDiagnostics", "codeDescriptionSupport"})
          : session.client.can({"textDocument", "publishDiagnostics", "codeDescriptionSupport"})) {
    one["codeDescription"] = {{"href", uri_of_own("reference/" + code + ".md")}};
  }
  if (Json tags = tags_of(d.tag); !tags.is_null()) one["tags"] = std::move(tags);
  if (Json related = related_of(session, sources, d, place); !related.empty())
    one["relatedInformation"] = std::move(related);
  one["data"] = data_of(session, sources, d, program);
  return one;
}

ByUri collect(Session& session) {
  ByUri all;
  add_project_faults(session, all);
  for (WorkspaceProgram* program : session.workspace.programs()) {
    try {
      if (program->live.is_read()) add_unreadable(session, *program, all);
      add_program(session, *program, all);
    } catch (const std::exception& error) {
      tell_fault(session, *program, error);
    }
  }
  return all;
}

std::optional<std::chrono::milliseconds> work(Session& session) {
  constexpr std::chrono::milliseconds kNow{0};
  if (session.diagnostics_due) {
    while (!session.touched.empty()) {
      const std::string path = *session.touched.begin();
      if (session.documents.find_path(path) != nullptr) session.workspace.settle(path);
      session.touched.erase(path);
      if (session.inbox.waiting()) return kNow;  // a newer change makes this one stale
    }
    tell(session);
    return kNow;
  }
  session.workspace.tidy();
  // The second step runs in pauses, so that typing never waits for its slices.
  const auto quiet = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - session.typed);
  if (session.workspace.waiting().first == 0 && quiet < kPause) return kPause - quiet;
  if (refresh_previews(session)) return kNow;
  const Workspace::Step step =
      session.workspace.step(session.progress == Session::Progress::Cancelled);
  report_progress(session);
  if (step == Workspace::Step::Checked || step == Workspace::Step::Finished)
    session.diagnostics_due = true;
  return step == Workspace::Step::Nothing ? std::nullopt : std::optional(kNow);
}

void forget_document(Session& session, const std::string& uri) {
  session.published_versions.erase(uri);
  const auto sent = session.published.find(uri);
  if (sent == session.published.end() || !sent->second.empty()) return;
  session.published.erase(sent);
}

Json document_diagnostics(Session& session, const Json& params) {
  const std::string uri = text_at(params, {"textDocument", "uri"});
  const std::string path = Documents::path_of(uri);
  session.workspace.settle(path);
  // The answer cannot say that more follows, so all work is done now, unless something newer waits.
  if (!session.client.can({"workspace", "diagnostics", "refreshSupport"})) {
    for (WorkspaceProgram* program : session.workspace.programs_of(path)) {
      while (!session.inbox.waiting() && program->live.deepen()) session.check_cancelled();
    }
  }
  ByUri all = collect(session);
  const auto found = all.find(session.documents.uri_of(path));
  return report(session, uri,
                found == all.end() || found->second.is_null() ? Json::array() : found->second,
                text_at(params, {"previousResultId"}));
}

Json workspace_diagnostics(Session& session, const Json& params) {
  std::map<std::string, std::string> previous;
  for (const Json& known : at(params, {"previousResultIds"}))
    previous[text_at(known, {"uri"})] = text_at(known, {"value"});
  while (session.workspace.waiting().first != 0) {
    session.check_cancelled();
    session.workspace.step();
    if (session.inbox.waiting())
      throw RpcError(ErrorCode::ServerCancelled, "something newer came in between",
                     {{"retriggerRequest", true}});
  }
  ByUri all = collect(session);
  for (const auto& [uri, id] : previous) {
    if (!all.contains(uri)) all[uri] = Json::array();
  }
  Json items = Json::array();
  for (const auto& [uri, list] : all) {
    Json one = report(session, uri, list.is_null() ? Json::array() : list,
                      previous.contains(uri) ? previous[uri] : "");
    const Document* open = session.documents.find_uri(uri);
    one["uri"] = uri;
    one["version"] = open == nullptr ? Json() : Json(open->version);
    items.push_back(std::move(one));
  }
  return {{"items", std::move(items)}};
}

// `svcc/settle`: does all the work that waits, and answers when everything is known and sent: for
// tests, and for tools that need the final state.
Json settle(Session& session, const Json&) {
  session.diagnostics_due = true;
  while (session.workspace.step() != Workspace::Step::Nothing) session.check_cancelled();
  tell(session);
  return nullptr;
}

}  // namespace svc::lsp
