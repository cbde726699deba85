#include "cli/baseline.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace svc::cli {

namespace {

using Json = nlohmann::json;

void add(const Json& holder, std::string_view key, std::vector<std::string>& to) {
  const auto found = holder.find(key);
  if (found != holder.end() && found->is_string()) to.push_back(found->get<std::string>());
}

// The list `key` of an object; empty if it has none.
const Json& list(const Json& holder, std::string_view key) {
  static const Json kNone = Json::array();
  const auto found = holder.is_object() ? holder.find(key) : holder.end();
  return found != holder.end() && found->is_array() ? *found : kNone;
}

}  // namespace

Result<std::vector<std::string>> saved_fingerprints(std::string_view text,
                                                    const std::string& path) {
  const Json report = Json::parse(text, nullptr, false);
  std::vector<std::string> prints;
  if (report.is_object() && report.contains("diagnostics")) {
    for (const Json& item : list(report, "diagnostics")) add(item, "fingerprint", prints);
    return prints;
  }
  if (report.is_object() && report.contains("runs")) {
    for (const Json& run : list(report, "runs")) {
      for (const Json& result : list(run, "results")) {
        const auto found = result.is_object() ? result.find("partialFingerprints") : result.end();
        if (found != result.end()) add(*found, "svcc/v1", prints);
      }
    }
    return prints;
  }
  return Failure{fmt::format("{} is not a baseline: save one with `svcc check --format json > {}`",
                             path, path)};
}

}  // namespace svc::cli
