// The call hierarchy over connections, routes, triggers and permissions.
#include "ide/architecture.h"
#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

namespace {

constexpr int kObject = 19;  // SymbolKind

Json item_json(const Session& session, const ide::LiveProgram& program, const ide::CallItem& item) {
  const Sources& sources = program.sources();
  return {{"name", item.name},
          {"kind", kObject},
          {"detail", item.kind},
          {"uri", session.uri(sources, item.head)},
          {"range", session.range(sources[item.head.file], join(item.head, item.name_span))},
          {"selectionRange", session.range(sources[item.name_span.file], item.name_span)},
          {"data", {{"program", program.main_path()}}}};
}

// The block of an item in the current program.
struct Called {
  View view;
  ide::CallItem item;
};

std::optional<Called> called(Session& session, const Json& params) {
  const Json& asked = at(params, {"item"});
  const std::optional<View> view = view_of_uri(session, text_at(asked, {"uri"}));
  if (!view || view->program == nullptr) return std::nullopt;
  std::optional<ide::CallItem> item = ide::find_call_item(view->live(), text_at(asked, {"name"}));
  if (!item)
    throw RpcError(ErrorCode::ContentModified,
                   "the document has changed since the hierarchy was shown");
  return Called{*view, std::move(*item)};
}

using CallQuestion = std::vector<ide::Call> (*)(const ide::LiveProgram&, const ide::CallItem&);

Json calls(Session& session, const Json& params, CallQuestion question, const char* end) {
  const std::optional<Called> about = called(session, params);
  if (!about) return nullptr;
  const ide::LiveProgram& program = about->view.live();
  Json list = Json::array();
  for (const ide::Call& call : question(program, about->item)) {
    Json item = item_json(session, program, call.item);
    if (!call.detail.empty()) item["detail"] = call.item.kind + " · " + call.detail;
    // LSP wants ranges in the caller's document. If the call is in another one (a component), the
    // caller's name is used.
    const ide::CallItem& caller = std::string_view(end) == "from" ? call.item : about->item;
    Json ranges = Json::array();
    for (const Span span : call.spans) {
      if (span.file == caller.head.file)
        ranges.push_back(session.range(program.sources()[caller.head.file], span));
    }
    if (ranges.empty())
      ranges.push_back(session.range(program.sources()[caller.name_span.file], caller.name_span));
    list.push_back({{end, std::move(item)}, {"fromRanges", std::move(ranges)}});
  }
  return list;
}

}  // namespace

Json prepare_call_hierarchy(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  Json list = Json::array();
  for (const ide::CallItem& item :
       ide::prepare_calls(view->live(), point_of(session, *view, params)))
    list.push_back(item_json(session, view->live(), item));
  return list.empty() ? Json() : list;
}

Json incoming_calls(Session& session, const Json& params) {
  return calls(session, params, ide::incoming_calls, "from");
}
Json outgoing_calls(Session& session, const Json& params) {
  return calls(session, params, ide::outgoing_calls, "to");
}

}  // namespace svc::lsp
