// Goes from names to their meaning, and back.
#include "ide/navigation.h"

#include <algorithm>
#include <set>

#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

namespace {

using LinkQuestion = ide::Link (*)(const ide::LiveProgram&, ide::Point);

// Links with the range of the name for clients that know them, else plain locations.
Json link(Session& session, const Json& params, LinkQuestion question, std::string_view ability) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const ide::Link found = question(view->live(), point_of(session, *view, params));
  const bool links = session.client.can({"textDocument", ability, "linkSupport"});
  Places places(session, view->live());
  Json list = Json::array();
  for (const ide::Location& to : found.to) {
    if (!links) {
      list.push_back(places.location(to));
      continue;
    }
    const Json range = places.range(to);
    list.push_back({{"originSelectionRange", session.range(*view->file, found.from)},
                    {"targetUri", places.uri(to)},
                    {"targetRange", range},
                    {"targetSelectionRange", range}});
  }
  return list.empty() ? Json() : list;
}

int symbol_kind(ide::Declaration::Form form) {
  using Form = ide::Declaration::Form;
  switch (form) {
    case Form::App:
      return 4;  // Package
    case Form::Environment:
      return 3;  // Namespace
    case Form::Alias:
      return 2;  // Module
    case Form::Param:
    case Form::ComponentParam:
    case Form::ComponentClause:
      return 14;  // Constant
    case Form::Output:
      return 20;  // Key
    case Form::Component:
      return 5;  // Class
    case Form::Nested:
      return 23;  // Struct
    case Form::Block:
      return 19;  // Object
    case Form::Let:
    case Form::Variable:
      return 13;  // Variable
  }
  return 13;
}

}  // namespace

Json definition(Session& session, const Json& params) {
  return link(session, params, ide::definition, "definition");
}
Json declaration(Session& session, const Json& params) {
  return link(session, params, ide::declaration, "declaration");
}
Json type_definition(Session& session, const Json& params) {
  return link(session, params, ide::type_definition, "typeDefinition");
}
Json implementation(Session& session, const Json& params) {
  return link(session, params, ide::implementation, "implementation");
}

// Searches every program that reads the file with the name's declaration.
Json references(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const bool with_declaration = flag_at(params, {"context", "includeDeclaration"}, true);
  const Anchor anchor = anchor_of(*view, point_of(session, *view, params));
  session.workspace.settle(anchor.path);
  std::set<ide::Location> seen;
  Json list = Json::array();
  for (WorkspaceProgram* program : session.workspace.programs_of(anchor.path)) {
    session.check_cancelled();
    Places places(session, program->live);
    for (const ide::Location& at : ide::references(
             program->live, {*program->live.find(anchor.path), anchor.offset}, with_declaration)) {
      if (seen.insert(at).second) list.push_back(places.location(at));
    }
  }
  return list.empty() ? Json() : list;
}

Json document_highlight(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  constexpr int kRead = 2;
  constexpr int kWrite = 3;
  Json list = Json::array();
  for (const ide::Highlight& one :
       ide::highlights(view->live(), point_of(session, *view, params))) {
    list.push_back(
        {{"range", session.range(*view->file, one.span)}, {"kind", one.write ? kWrite : kRead}});
  }
  return list;
}

Json workspace_symbols(Session& session, const Json& params) {
  constexpr std::size_t kMost = 1000;  // the client asks again with more letters
  while (session.workspace.waiting().first != 0) {
    session.check_cancelled();
    session.workspace.step();
  }
  std::set<ide::Location> seen;
  Json list = Json::array();
  for (WorkspaceProgram* program : session.workspace.programs()) {
    session.check_cancelled();
    Places places(session, program->live);
    for (const ide::WorkspaceSymbol& symbol :
         ide::workspace_symbols(program->live, text_at(params, {"query"}))) {
      if (!seen.insert(symbol.at).second) continue;
      Json one{{"name", symbol.name},
               {"kind", symbol_kind(symbol.form)},
               {"location", places.location(symbol.at)}};
      one["containerName"] = symbol.container.empty() ? std::string(symbol.word) : symbol.container;
      list.push_back(std::move(one));
      if (list.size() == kMost) return list;
    }
  }
  return list;
}

}  // namespace svc::lsp
