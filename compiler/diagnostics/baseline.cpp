#include "diagnostics/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "diagnostics/fingerprint.h"

namespace svc {

namespace {

using Saved = nlohmann::json;

void add(const Saved& holder, std::string_view key, std::vector<std::string>& to) {
  const auto found = holder.find(key);
  if (found != holder.end() && found->is_string()) to.push_back(found->get<std::string>());
}

// The list `key` of an object; empty if it has none.
const Saved& list(const Saved& holder, std::string_view key) {
  static const Saved kNone = Saved::array();
  const auto found = holder.is_object() ? holder.find(key) : holder.end();
  return found != holder.end() && found->is_array() ? *found : kNone;
}

Failure no_baseline(const std::string& path) {
  return {fmt::format("{} is not a baseline: write one with `svcc check --write-baseline {}`", path,
                      path)};
}

}  // namespace

Result<std::vector<std::string>> baseline_fingerprints(std::string_view text,
                                                       const std::string& path) {
  const Saved report = Saved::parse(text, nullptr, false);
  if (!report.is_object() || !report.contains("baseline")) return no_baseline(path);
  std::vector<std::string> prints;
  for (const Saved& item : list(report, "findings")) add(item, "fingerprint", prints);
  return prints;
}

Result<std::vector<std::string>> saved_fingerprints(std::string_view text,
                                                    const std::string& path) {
  const Saved report = Saved::parse(text, nullptr, false);
  if (report.is_object() && report.contains("baseline")) return baseline_fingerprints(text, path);
  std::vector<std::string> prints;
  if (report.is_object() && report.contains("diagnostics")) {
    for (const Saved& item : list(report, "diagnostics")) add(item, "fingerprint", prints);
    return prints;
  }
  if (report.is_object() && report.contains("runs")) {
    for (const Saved& run : list(report, "runs")) {
      for (const Saved& result : list(run, "results")) {
        const auto found = result.is_object() ? result.find("partialFingerprints") : result.end();
        if (found != result.end()) add(*found, "svcc/v1", prints);
      }
    }
    return prints;
  }
  return no_baseline(path);
}

std::string baseline_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                          const ReportPaths& paths) {
  const std::vector<std::string> prints = fingerprints(diagnostics, sources, paths);
  std::vector<std::tuple<std::string, std::string, std::string, std::string>> findings;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    const Diagnostic& d = diagnostics[i];
    if (d.severity == Severity::Error || !d.span.valid()) continue;
    findings.emplace_back(paths.of(sources[d.span.file].path()), code_text(d.code), prints[i],
                          d.message);
  }
  std::sort(findings.begin(), findings.end());
  std::string out = "{\n  \"baseline\": 1,\n  \"findings\": [";
  std::string_view lead = "\n    ";
  for (const auto& [path, code, print, message] : findings) {
    const nlohmann::ordered_json item = {
        {"path", path}, {"code", code}, {"fingerprint", print}, {"message", message}};
    out += lead;
    out += item.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    lead = ",\n    ";
  }
  out += findings.empty() ? "]\n}\n" : "\n  ]\n}\n";
  return out;
}

}  // namespace svc
