#include "lsp/places.h"

#include <algorithm>

#include "ide/navigation.h"

namespace svc::lsp {

const SourceFile& Places::file(const std::string& path) {
  if (const std::optional<SourceId> id = program_.find(path)) return program_.sources()[*id];
  const auto known = others_.find(path);
  if (known != others_.end()) return known->second;
  std::string text = ide::std_document(path).value_or("");
  if (text.empty()) {
    const Result<std::string> read = session_.documents.read(path);
    if (read) text = read.value();
  }
  return others_.emplace(path, SourceFile(path, std::move(text))).first->second;
}

Json Places::range(const ide::Location& at) {
  return range_of(file(at.path), at.begin, at.end, session_.client.encoding);
}

ide::Point point_of(const Session& session, const View& view, const Json& params) {
  return {view.id, place_of(session, view, params)};
}

Anchor anchor_of(const View& view, ide::Point point) {
  const ide::Link link = ide::declaration(view.live(), point);
  const bool named = link.to.size() == 1 && link.to.front().begin < link.to.front().end &&
                     !ide::is_std_document(link.to.front().path);
  return named ? Anchor{link.to.front().path, link.to.front().begin}
               : Anchor{view.file->path(), point.offset};
}

void EditBuilder::add(const std::string& uri, const Json& range, const std::string& text) {
  Json& list = edits_[uri];
  Json edit{{"range", range}, {"newText", text}};
  if (list.is_null()) list = Json::array();
  if (std::find(list.begin(), list.end(), edit) == list.end()) list.push_back(std::move(edit));
}

void EditBuilder::add(Places& places, const std::vector<ide::TextEdit>& edits) {
  for (const ide::TextEdit& edit : edits)
    add(places.uri(edit.at), places.range(edit.at), edit.text);
}

void EditBuilder::create(const std::string& uri) {
  created_.push_back(uri);
}

Json EditBuilder::build() const {
  if (!session_.client.can({"workspace", "workspaceEdit", "documentChanges"})) {
    Json changes = Json::object();
    for (const auto& [uri, list] : edits_) changes[uri] = list;
    return {{"changes", std::move(changes)}};
  }
  Json changes = Json::array();
  for (const std::string& uri : created_)
    changes.push_back({{"kind", "create"}, {"uri", uri}, {"options", {{"ignoreIfExists", true}}}});
  for (const auto& [uri, list] : edits_) {
    const Document* open = session_.documents.find_uri(uri);
    changes.push_back(
        {{"textDocument",
          {{"uri", uri}, {"version", open == nullptr ? Json() : Json(open->version)}}},
         {"edits", list}});
  }
  return {{"documentChanges", std::move(changes)}};
}

}  // namespace svc::lsp
