// Completion and signature help.
#include "ide/completion.h"

#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

namespace {

using ItemForm = ide::CompletionItem::Form;

// LSP 3.17, CompletionItemKind.
int item_kind(ItemForm form) {
  switch (form) {
    case ItemForm::Kind:
      return 7;  // Class
    case ItemForm::Component:
      return 8;  // Interface
    case ItemForm::Block:
      return 22;  // Struct
    case ItemForm::Field:
      return 5;  // Field
    case ItemForm::Symbol:
      return 20;  // EnumMember
    case ItemForm::Name:
      return 6;  // Variable
    case ItemForm::Attribute:
      return 10;  // Property
    case ItemForm::Method:
      return 2;  // Method
    case ItemForm::Function:
      return 3;  // Function
    case ItemForm::Unit:
      return 11;  // Unit
    case ItemForm::File:
      return 17;  // File
    case ItemForm::Environment:
      return 9;  // Module
    case ItemForm::Verb:
      return 23;  // Event
    case ItemForm::Action:
      return 21;  // Constant
    case ItemForm::Text:
      return 1;  // Text
    case ItemForm::Keyword:
      return 14;  // Keyword
    case ItemForm::Type:
      return 25;  // TypeParameter
    case ItemForm::Value:
      return 12;  // Value
  }
  return 1;
}

// A snippet as the text that it is without stops: for clients that know no snippets.
std::string without_stops(std::string_view snippet) {
  std::string out;
  for (std::size_t i = 0; i < snippet.size(); ++i) {
    const char c = snippet[i];
    if (c == '\\' && i + 1 < snippet.size()) {
      out += snippet[++i];
    } else if (c == '$' && i + 1 < snippet.size() && snippet[i + 1] == '{') {
      i = snippet.find_first_of(":}", i);  // the number of the stop
      if (i == std::string_view::npos) break;
    } else if (c == '$') {
      while (i + 1 < snippet.size() && snippet[i + 1] >= '0' && snippet[i + 1] <= '9') ++i;
    } else if (c == '}' && i > 0 && snippet[i - 1] != '{' && snippet[i - 1] != ' ' &&
               snippet[i - 1] != '\n') {
      continue;  // the end of a stop: a brace of the language has a blank or a line before it
    } else {
      out += c;
    }
  }
  return out;
}

bool resolves_documentation(const Session& session) {
  const Json& properties =
      at(session.client.capabilities,
         {"textDocument", "completion", "completionItem", "resolveSupport", "properties"});
  return properties.is_array() &&
         std::find(properties.begin(), properties.end(), "documentation") != properties.end();
}

Json markdown(std::string_view text) {
  return {{"kind", "markdown"}, {"value", text}};
}

Json item_json(const Session& session, Places& places, const ide::CompletionItem& item,
               const Json& range, std::size_t index) {
  const bool snippets =
      session.client.can({"textDocument", "completion", "completionItem", "snippetSupport"});
  Json one{{"label", item.label}, {"kind", item_kind(item.form)}, {"sortText", item.order}};
  if (!item.detail.empty()) one["detail"] = item.detail;
  if (item.required) one["preselect"] = true;
  one["textEdit"] = {
      {"range", range},
      {"newText", item.snippet && !snippets ? without_stops(item.insert) : item.insert}};
  if (item.snippet && snippets) one["insertTextFormat"] = 2;
  for (const ide::TextEdit& edit : item.more)
    one["additionalTextEdits"].push_back(
        {{"range", places.range(edit.at)}, {"newText", edit.text}});
  if (item.documentation.empty()) return one;
  if (resolves_documentation(session))
    one["data"] = {{"list", session.completion_id}, {"item", index}};
  else
    one["documentation"] = markdown(item.documentation);
  return one;
}

}  // namespace

Json completion(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const ide::CompletionContext context{session.workspace.files_of(*view->program)};
  const ide::Completion found =
      ide::complete(view->live(), point_of(session, *view, params), context);
  ++session.completion_id;
  session.completion_texts.clear();
  Places places(session, view->live());
  const Json range = session.range(*view->file, found.replace);
  Json items = Json::array();
  for (const ide::CompletionItem& item : found.items) {
    items.push_back(item_json(session, places, item, range, session.completion_texts.size()));
    session.completion_texts.push_back(item.documentation);
  }
  return {{"isIncomplete", false}, {"items", std::move(items)}};
}

// The documentation of an item of the last list. Items of older lists stay as they are.
Json resolve_completion(Session& session, const Json& params) {
  Json item = params;
  const Json& index = at(params, {"data", "item"});
  if (at(params, {"data", "list"}) == session.completion_id && index.is_number_unsigned() &&
      index.get<std::size_t>() < session.completion_texts.size()) {
    item["documentation"] = markdown(session.completion_texts[index.get<std::size_t>()]);
  }
  return item;
}

}  // namespace svc::lsp
