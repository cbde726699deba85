// The structure of a document: its outline, foldable ranges, selection ranges and links.
#include "ide/folding.h"
#include "ide/navigation.h"
#include "ide/outline.h"
#include "ide/selection.h"
#include "lsp/methods.h"
#include "lsp/views.h"

namespace svc::lsp {

namespace {

// LSP 3.17, SymbolKind.
int symbol_kind(ide::OutlineKind kind) {
  switch (kind) {
    case ide::OutlineKind::App:
      return 4;  // Package
    case ide::OutlineKind::Environment:
      return 3;  // Namespace
    case ide::OutlineKind::Import:
      return 2;  // Module
    case ide::OutlineKind::Param:
      return 14;  // Constant: given once, from outside
    case ide::OutlineKind::Let:
      return 13;  // Variable
    case ide::OutlineKind::Output:
      return 20;  // Key
    case ide::OutlineKind::Assert:
      return 17;  // Boolean
    case ide::OutlineKind::Component:
      return 5;  // Class
    case ide::OutlineKind::Block:
      return 19;  // Object
    case ide::OutlineKind::Nested:
      return 23;  // Struct
    case ide::OutlineKind::Field:
      return 7;  // Property
    case ide::OutlineKind::Permission:
      return 24;  // Event
    case ide::OutlineKind::Condition:
      return 25;  // Operator
    case ide::OutlineKind::Loop:
      return 18;  // Array
    case ide::OutlineKind::Kind:
      return 11;  // Interface
    case ide::OutlineKind::Attribute:
      return 8;  // Field
    case ide::OutlineKind::Method:
    case ide::OutlineKind::Verb:
      return 6;  // Method
  }
  return 13;
}

Json symbol_tree(const Session& session, const SourceFile& file,
                 const std::vector<ide::OutlineItem>& items) {
  Json list = Json::array();
  for (const ide::OutlineItem& item : items) {
    Json one{{"name", item.name},
             {"kind", symbol_kind(item.kind)},
             {"range", session.range(file, item.span)},
             {"selectionRange", session.range(file, item.name_span)}};
    if (!item.detail.empty()) one["detail"] = item.detail;
    if (!item.children.empty()) one["children"] = symbol_tree(session, file, item.children);
    list.push_back(std::move(one));
  }
  return list;
}

// For clients without support for trees: SymbolInformation.
void add_symbols(const Session& session, const View& view,
                 const std::vector<ide::OutlineItem>& items, const std::string& container,
                 Json& list) {
  for (const ide::OutlineItem& item : items) {
    Json one{{"name", item.name},
             {"kind", symbol_kind(item.kind)},
             {"location", {{"uri", view.uri}, {"range", session.range(*view.file, item.span)}}}};
    if (!container.empty()) one["containerName"] = container;
    list.push_back(std::move(one));
    add_symbols(session, view, item.children, item.name, list);
  }
}

Json folding_range(const Session& session, const SourceFile& file, const ide::Fold& fold) {
  const Json begin = position_of(file, fold.begin, session.client.encoding);
  const Json end = position_of(file, fold.end, session.client.encoding);
  const bool lines_only = session.client.can({"textDocument", "foldingRange", "lineFoldingOnly"});
  const int first = begin["line"];
  const int last = end["line"].get<int>() - (lines_only && fold.keeps_last ? 1 : 0);
  if (last <= first) return nullptr;
  Json one{{"startLine", first}, {"endLine", last}};
  if (!lines_only) {
    one["startCharacter"] = begin["character"];
    one["endCharacter"] = end["character"];
  }
  if (fold.kind == ide::Fold::Kind::Comment) one["kind"] = "comment";
  if (fold.kind == ide::Fold::Kind::Imports) one["kind"] = "imports";
  if (fold.kind == ide::Fold::Kind::Region) one["kind"] = "region";
  return one;
}

}  // namespace

Json document_symbols(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  const std::vector<ide::OutlineItem> items = ide::outline(*view->tree, *view->file);
  if (session.client.can({"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"}))
    return symbol_tree(session, *view->file, items);
  Json list = Json::array();
  add_symbols(session, *view, items, "", list);
  return list;
}

Json folding_ranges(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  Json list = Json::array();
  for (const ide::Fold& fold : ide::folds(*view->tree, *view->file)) {
    if (Json one = folding_range(session, *view->file, fold); !one.is_null())
      list.push_back(std::move(one));
  }
  return list;
}

Json selection_ranges(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  Json list = Json::array();
  for (const Json& position : at(params, {"positions"})) {
    const std::vector<Span> chain = ide::selections(
        *view->tree, *view->file, offset_of(*view->file, position, session.client.encoding));
    Json outer;
    for (auto span = chain.rbegin(); span != chain.rend(); ++span) {
      Json one{{"range", session.range(*view->file, *span)}};
      if (!outer.is_null()) one["parent"] = std::move(outer);
      outer = std::move(one);
    }
    list.push_back(std::move(outer));
  }
  return list;
}

Json document_links(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  Json list = Json::array();
  for (const ide::DocumentLink& link : ide::document_links(view->live(), view->id)) {
    list.push_back({{"range", session.range(*view->file, link.span)},
                    {"target", session.documents.uri_of(link.path)}});
  }
  return list;
}

}  // namespace svc::lsp
