#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "diagnostics/fingerprint.h"
#include "diagnostics/render.h"
#include "source/uri.h"

namespace svc {

namespace {

using Json = nlohmann::ordered_json;

std::string_view level(Severity severity) {
  return severity_text(severity);
}  // SARIF has the same three words, §3.27.10

// §3.30: the end is just past the last character, as our spans' ends are.
Json region(Span span, const SourceFile& file) {
  const Position begin = file.position(span.begin);
  const Position end = file.position(span.end);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

// An absolute path, of a file outside of the root, is used as it is.
Json artifact(const SourceFile& file, const ReportPaths& paths) {
  const std::string path = paths.of(file.path());
  const std::string uri = uri_reference(path);
  if (path.starts_with('/')) return {{"uri", "file://" + uri}};
  return {{"uri", uri}, {"uriBaseId", "SRCROOT"}};
}

Json location(Span span, const Sources& sources, const ReportPaths& paths) {
  const SourceFile& file = sources[span.file];
  return {{"physicalLocation",
           {{"artifactLocation", artifact(file, paths)}, {"region", region(span, file)}}}};
}

Json fix(const Fix& fix, const Sources& sources, const ReportPaths& paths) {
  Json changes = Json::array();
  std::vector<const Edit*> edits;
  for (const Edit& edit : fix.edits) edits.push_back(&edit);
  std::stable_sort(edits.begin(), edits.end(), [](const Edit* a, const Edit* b) {
    return a->span.file.index < b->span.file.index;
  });
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const SourceFile& file = sources[edits[i]->span.file];
    if (i == 0 || edits[i]->span.file.index != edits[i - 1]->span.file.index)
      changes.push_back(
          {{"artifactLocation", artifact(file, paths)}, {"replacements", Json::array()}});
    changes.back()["replacements"].push_back({{"deletedRegion", region(edits[i]->span, file)},
                                              {"insertedContent", {{"text", edits[i]->text}}}});
  }
  return {{"description", {{"text", fix.title}}}, {"artifactChanges", std::move(changes)}};
}

Json rule(const Rule& rule) {
  return {{"id", code_text(rule.code)},
          {"name", rule.name},
          {"shortDescription", {{"text", rule.summary}}},
          {"fullDescription", {{"text", rule.summary}}},
          {"help", {{"text", "svcc explain " + code_text(rule.code)}, {"markdown", rule.markdown}}},
          {"defaultConfiguration", {{"level", level(rule.severity)}}}};
}

Json result(const Diagnostic& d, const Sources& sources, const ReportPaths& paths,
            const std::string& fingerprint, std::size_t rule_index) {
  const std::string text = d.message + (d.help.empty() ? "" : "\n" + d.help);
  Json out{{"ruleId", code_text(d.code)},
           {"ruleIndex", rule_index},
           {"level", level(d.severity)},
           {"message", {{"text", text}}}};
  out["locations"] = Json::array();
  if (d.span.valid()) out["locations"].push_back(location(d.span, sources, paths));
  for (std::size_t i = 0; i < d.related.size(); ++i) {
    Json related = location(d.related[i].span, sources, paths);
    related["id"] = i;
    related["message"] = {{"text", d.related[i].message}};
    out["relatedLocations"].push_back(std::move(related));
  }
  // The first is the name that GitHub's code scanning looks for ("Providing data to track code
  // scanning alerts across runs"), in addition to the path. The second is what `svcc check --diff`
  // reads.
  out["partialFingerprints"] = {{"primaryLocationLineHash", fingerprint_in_file(fingerprint)},
                                {"svcc/v1", fingerprint}};
  if (!d.fix.edits.empty()) out["fixes"] = Json::array({fix(d.fix, sources, paths)});
  if (!d.environment.empty()) out["properties"] = {{"environment", d.environment}};
  return out;
}

}  // namespace

std::string render_sarif(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                         const ReportPaths& paths, const std::vector<Rule>& rules,
                         std::string_view version) {
  const std::vector<std::string> prints = fingerprints(diagnostics, sources, paths);
  Json used = Json::array();
  std::vector<Code> indices;
  Json results = Json::array();
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    const auto known = std::find(indices.begin(), indices.end(), diagnostics[i].code);
    const auto index = static_cast<std::size_t>(known - indices.begin());
    if (known == indices.end()) {
      indices.push_back(diagnostics[i].code);
      const auto found = std::find_if(rules.begin(), rules.end(),
                                      [&](const Rule& r) { return r.code == diagnostics[i].code; });
      used.push_back(found != rules.end() ? rule(*found)
                                          : Json{{"id", code_text(diagnostics[i].code)}});
    }
    results.push_back(result(diagnostics[i], sources, paths, prints[i], index));
  }
  Json driver{{"name", "svcc"},
              {"semanticVersion", version},
              {"version", version},
              {"rules", std::move(used)}};
  Json run{
      {"tool", {{"driver", std::move(driver)}}},
      {"invocations", Json::array({{{"executionSuccessful", true}}})},
      {"originalUriBaseIds",
       {{"SRCROOT",
         {{"description",
           {{"text", "The root of the repository, or the folder in which the check ran."}}}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(results)}};
  const Json log{{"$schema",
                  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                  "sarif-schema-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({std::move(run)})}};
  return printable_json(log.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace svc
