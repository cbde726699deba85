#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "diagnostics/fingerprint.h"
#include "diagnostics/render.h"

namespace svc {

namespace {

using Json = nlohmann::ordered_json;

void add_place(Json& to, Span span, const Sources& sources) {
  if (!span.valid()) return;
  const SourceFile& file = sources[span.file];
  const Position begin = file.position(span.begin);
  const Position end = file.position(span.end);
  to["file"] = file.path();
  to["line"] = begin.line;
  to["column"] = begin.column;
  to["endLine"] = end.line;
  to["endColumn"] = end.column;
}

Json fix_json(const Fix& fix, const Sources& sources) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    Json item;
    add_place(item, edit.span, sources);
    item["text"] = edit.text;
    edits.push_back(std::move(item));
  }
  return {{"title", fix.title}, {"certain", fix.certain}, {"edits", std::move(edits)}};
}

}  // namespace

std::string render_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                        const ReportPaths& paths) {
  Json list = Json::array();
  const std::vector<std::string> prints = fingerprints(diagnostics, sources, paths);
  for (const Diagnostic& d : diagnostics) {
    Json item{{"code", code_text(d.code)},
              {"severity", severity_text(d.severity)},
              {"message", d.message}};
    add_place(item, d.span, sources);
    if (!d.environment.empty()) item["environment"] = d.environment;
    if (!d.help.empty()) item["help"] = d.help;
    if (d.tag != Tag::None) item["tag"] = tag_text(d.tag);
    for (const Related& related : d.related) {
      Json entry{{"message", related.message}};
      if (related.kind != RelatedKind::Other) entry["kind"] = related_kind_text(related.kind);
      add_place(entry, related.span, sources);
      item["related"].push_back(std::move(entry));
    }
    if (!d.fix.edits.empty()) item["fix"] = fix_json(d.fix, sources);
    item["fingerprint"] = prints[list.size()];
    list.push_back(std::move(item));
  }
  // Replaces invalid UTF-8 (a message can contain an excerpt of a broken file) instead of throwing.
  return printable_json(Json{{"diagnostics", std::move(list)}}.dump(
             2, ' ', false, Json::error_handler_t::replace)) +
         "\n";
}

}  // namespace svc
