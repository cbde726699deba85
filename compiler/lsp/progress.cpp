#include "lsp/progress.h"

#include <fmt/format.h>

#include "lsp/methods.h"

namespace svc::lsp {

namespace {

constexpr std::size_t kMany = 8;  // programs; fewer are read before a progress could be seen
constexpr std::string_view kToken = "svcc/workspace";

void tell(Session& session, Json value) {
  session.notify("$/progress", {{"token", kToken}, {"value", std::move(value)}});
}

}  // namespace

void begin_progress(Session& session) {
  if (!session.client.can({"window", "workDoneProgress"})) return;
  session.workspace.scan();
  if (session.workspace.waiting().first < kMany) return;
  session.progress = Session::Progress::Asked;
  session.ask("window/workDoneProgress/create", {{"token", kToken}}, [&session](const Json&) {
    if (session.progress != Session::Progress::Asked) return;
    session.progress = Session::Progress::Running;
    tell(session, {{"kind", "begin"},
                   {"title", "svcc: reading the workspace"},
                   {"cancellable", true},
                   {"percentage", 0}});
  });
}

void report_progress(Session& session) {
  const auto [left, all] = session.workspace.waiting();
  if (session.progress == Session::Progress::Asked && left == 0)
    session.progress = Session::Progress::None;  // done before the client answered
  if (session.progress != Session::Progress::Running) return;
  if (left == 0) {
    session.progress = Session::Progress::None;
    tell(session, {{"kind", "end"}, {"message", fmt::format("{} programs", all)}});
  } else {
    tell(session, {{"kind", "report"},
                   {"percentage", 100 * (all - left) / all},
                   {"message", fmt::format("{} of {} programs", all - left, all)}});
  }
}

void progress_cancelled(Session& session, const Json& params) {
  if (at(params, {"token"}) != kToken || session.progress != Session::Progress::Running) return;
  session.progress = Session::Progress::Cancelled;
  tell(session, {{"kind", "end"}, {"message", "cancelled; open files are still checked"}});
}

}  // namespace svc::lsp
