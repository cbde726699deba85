// The formats of GitHub Actions, GitLab and tools that read JUnit XML.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "diagnostics/fingerprint.h"
#include "diagnostics/render.h"

namespace svc {

namespace {

using Json = nlohmann::ordered_json;

std::string replaced(std::string_view text,
                     const std::vector<std::pair<char, std::string_view>>& table) {
  std::string out;
  for (const char c : text) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [c](const auto& entry) { return entry.first == c; });
    if (found == table.end())
      out += c;
    else
      out += found->second;
  }
  return out;
}

// As escapeData and escapeProperty of actions/toolkit, packages/core/src/command.ts.
std::string github_data(std::string_view text) {
  return replaced(text, {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}});
}
std::string github_property(std::string_view text) {
  return replaced(text, {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}});
}

// The text with invalid UTF-8 (from the excerpt of a broken file) replaced, as the JSON formats
// replace it.
std::string valid_utf8(std::string_view text) {
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace))
      .get<std::string>();
}

// XML 1.0 has no way to write most control characters and some noncharacters: each line is shown as
// a terminal may be shown it.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out += printable_columns(text.substr(begin, end - begin));
    if (end < text.size()) out += '\n';
    begin = end + 1;
  }
  return replaced(out,
                  {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"}});
}

std::string with_environment(const Diagnostic& d) {
  return d.message +
         (d.environment.empty() ? "" : fmt::format(" (in environment {})", d.environment));
}

// "blocker" and "critical" are for dangers to running systems. A compiler error only stops the
// change.
std::string_view gitlab_severity(Severity severity) {
  return severity == Severity::Error ? "major" : severity == Severity::Warning ? "minor" : "info";
}

std::string junit_case(const Diagnostic& d, const Sources& sources, const std::string& path,
                       const std::vector<Span>& hidden, Severity failing) {
  const Position at = d.span.valid() ? sources[d.span.file].position(d.span.begin) : Position{};
  const std::string head =
      fmt::format("    <testcase classname=\"{}\" name=\"{} at {}:{}\" file=\"{}\" line=\"{}\">\n",
                  xml(path), code_text(d.code), at.line, at.column, xml(path), at.line);
  const std::string text = xml(render_text(d, sources, {}, hidden));
  const std::string body =
      d.severity >= failing
          ? fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                        severity_text(d.severity), xml(with_environment(d)), text)
          : fmt::format("      <system-out>{}</system-out>\n", text);
  return head + body + "    </testcase>\n";
}

struct JunitSuite {
  std::string name;
  std::vector<const Diagnostic*> found;
};

// One per path: a file that several programs import appears once.
std::vector<JunitSuite> junit_suites(const std::vector<Diagnostic>& diagnostics,
                                     const Sources& sources, const ReportPaths& paths) {
  std::vector<JunitSuite> suites;
  const auto suite = [&](const std::string& name) -> JunitSuite& {
    const auto known = std::find_if(suites.begin(), suites.end(),
                                    [&](const JunitSuite& s) { return s.name == name; });
    return known != suites.end() ? *known : suites.emplace_back(JunitSuite{name, {}});
  };
  for (const SourceFile& file : sources) suite(paths.of(file.path()));
  for (const Diagnostic& d : diagnostics)
    suite(d.span.valid() ? paths.of(sources[d.span.file].path()) : "svcc").found.push_back(&d);
  return suites;
}

}  // namespace

std::string render_github(const Diagnostic& d, const Sources& sources, const ReportPaths& paths) {
  const std::string_view command =
      d.severity == Severity::Note ? "notice" : severity_text(d.severity);
  std::string properties;
  if (d.span.valid()) {
    const SourceFile& file = sources[d.span.file];
    const Position begin = file.position(d.span.begin);
    const Position end = file.position(d.span.end);
    properties = fmt::format("file={},line={},endLine={},", github_property(paths.of(file.path())),
                             begin.line, end.line);
    // Columns of an annotation over several lines are refused.
    if (begin.line == end.line)
      properties += fmt::format("col={},endColumn={},", begin.column, end.column);
  }
  const std::string text = with_environment(d) + (d.help.empty() ? "" : "\n" + d.help);
  return fmt::format("::{} {}title={}::{}\n", command, properties, code_text(d.code),
                     github_data(valid_utf8(text)));
}

std::string render_gitlab(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                          const ReportPaths& paths) {
  const std::vector<std::string> prints = fingerprints(diagnostics, sources, paths);
  Json report = Json::array();
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    const Diagnostic& d = diagnostics[i];
    Json lines{{"begin", 1}};
    std::string path = sources.size() != 0 ? paths.of(sources[SourceId{0}].path()) : "svcc";
    if (d.span.valid()) {
      const SourceFile& file = sources[d.span.file];
      path = paths.of(file.path());
      lines = {{"begin", file.position(d.span.begin).line},
               {"end", file.position(d.span.end).line}};
    }
    report.push_back({{"description", with_environment(d) + (d.help.empty() ? "" : "; " + d.help)},
                      {"check_name", code_text(d.code)},
                      {"fingerprint", prints[i]},
                      {"severity", gitlab_severity(d.severity)},
                      {"location", {{"path", path}, {"lines", std::move(lines)}}}});
  }
  return printable_json(report.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

std::string render_junit(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                         const ReportPaths& paths, const std::vector<Span>& hidden,
                         Severity failing) {
  const auto failures = [failing](const std::vector<const Diagnostic*>& found) {
    return std::count_if(found.begin(), found.end(),
                         [failing](const Diagnostic* d) { return d->severity >= failing; });
  };
  std::string suites;
  std::size_t tests = 0;
  std::ptrdiff_t failed = 0;
  for (const JunitSuite& suite : junit_suites(diagnostics, sources, paths)) {
    const std::size_t count = std::max<std::size_t>(1, suite.found.size());
    tests += count;
    failed += failures(suite.found);
    suites += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n",
                          xml(suite.name), count, failures(suite.found));
    for (const Diagnostic* d : suite.found)
      suites += junit_case(*d, sources, suite.name, hidden, failing);
    if (suite.found.empty())
      suites += fmt::format("    <testcase classname=\"{0}\" name=\"check\" file=\"{0}\"/>\n",
                            xml(suite.name));
    suites += "  </testsuite>\n";
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"svcc check\" tests=\"{}\" "
      "failures=\"{}\">\n{}</testsuites>\n",
      tests, failed, suites);
}

}  // namespace svc
