#include "lint/allow.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

#include "base/closest.h"
#include "base/consequences.h"
#include "base/lines.h"
#include "diagnostics/codes.h"
#include "diagnostics/codes/lints.h"
#include "diagnostics/suggest.h"
#include "source/remark.h"

namespace svc::lint {

namespace {

// One comment that allows something.
struct Allow {
  Span span;  // the comment
  Span code_span;
  std::string_view code_text;  // as written
  std::optional<Code> code;    // of a lint; nothing if there is none of that number
  bool error = false;          // the code is that of an error
  bool reason = false;
  std::uint32_t line = 0;  // that it speaks of
  bool used = false;
};

bool is_comment_line(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
  return line.empty() || line.starts_with("//");
}

Allow read_allow(const SourceFile& file, Span span, const Remark& remark) {
  Allow allow{.span = span};
  allow.code_text = remark.word;
  allow.code_span = span_in(span, file.text(span), remark.word);
  const CodeInfo* known = find_code(allow.code_text);
  allow.error = known != nullptr && known->severity == Severity::Error;
  if (known != nullptr && !allow.error) allow.code = known->code;
  allow.reason = !remark.reason.empty();
  allow.line = file.position(span.begin).line + 1;
  return allow;
}

// For each line of a file (from 1): the next line with more than a comment, or the line itself.
std::vector<std::uint32_t> lines_spoken_of(const SourceFile& file) {
  std::vector<std::uint32_t> next(file.line_count() + 2, file.line_count() + 1);
  for (std::uint32_t line = file.line_count(); line > 0; --line)
    next[line] = is_comment_line(file.line(line)) ? next[line + 1] : line;
  return next;
}

// Deletes the comment, including its line if nothing else is on it.
Edit removal(const SourceFile& file, Span span) {
  const std::uint32_t line = file.position(span.begin).line;
  const std::string_view whole = file.line(line);
  const auto begin = static_cast<std::uint32_t>(whole.data() - file.text().data());
  if (!is_comment_line(whole)) return {span, ""};
  const std::size_t end = behind_line_end(file.text(), line_end(file.text(), span.end));
  return {{span.file, begin, static_cast<std::uint32_t>(end)}, ""};
}

void report_faults(const Allow& allow, const SourceFile& file, bool complete, Sink& sink) {
  if (!allow.code) {
    auto report = sink.report<diag::AllowUnknown>(allow.code_span, allow.code_text);
    if (allow.error)
      report.help("it is an error, which nothing silences; put it right instead");
    else
      report.help("write `// svcc: allow SVC9001 reason`; `svcc explain` lists the codes");
    return;
  }
  if (!allow.reason)
    sink.report<diag::AllowWithoutReason>(allow.span, allow.code_text)
        .help(fmt::format("add the reason: `// svcc: allow {} because …`", allow.code_text));
  if (!allow.used && complete) {
    sink.report<diag::AllowNothing>(allow.span, allow.code_text)
        .help("remove the comment")
        .repair("Remove the comment", {removal(file, allow.span)})
        .tag(Tag::Unnecessary);
  }
}

// Whether it accepts anything is known only to `svcc diff`, which has both sides.
void report_accept(Span span, std::string_view text, const Remark& remark, Sink& sink) {
  if (find_consequence(remark.word) == nullptr) {
    suggest(sink.report<diag::AcceptUnknown>(span_in(span, text, remark.word), remark.word),
            remark.word.empty() ? Span{} : span_in(span, text, remark.word),
            closest(remark.word, consequence_names()),
            fmt::format("the classes are {}", enumerate(consequence_names(), "and", 20)));
  } else if (remark.reason.empty()) {
    sink.report<diag::AcceptWithoutReason>(span, remark.word)
        .help(fmt::format("add the reason: `// svcc: accept {} because …`", remark.word));
  }
}

// The comments that allow something. Reports the mistakes in those that accept something.
std::vector<Allow> find(const Files& files, Sink& sink) {
  std::vector<Allow> found;
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    const SourceFile& file = files.sources[module.ast->file];
    std::vector<std::uint32_t> next;  // most files have no such comment
    for (const ast::Comment& comment : module.ast->comments) {
      if (comment.kind != ast::Comment::Kind::Line) continue;
      const std::string_view text = file.text(comment.span);
      const std::optional<Remark> remark = read_remark(text);
      if (!remark) continue;
      if (remark->verb == "accept") report_accept(comment.span, text, *remark, sink);
      if (remark->verb != "allow") continue;
      Allow allow = read_allow(file, comment.span, *remark);
      if (next.empty()) next = lines_spoken_of(file);
      // Other comments, and the documentation of the next member, may be in between.
      if (allow.line <= file.line_count()) allow.line = next[allow.line];
      found.push_back(allow);
    }
  }
  return found;
}

}  // namespace

void apply_allows(const Files& files, bool complete, std::vector<Diagnostic>& diagnostics) {
  Sink sink;
  std::vector<Allow> allows = find(files, sink);
  if (allows.empty() && sink.diagnostics().empty()) return;
  std::multimap<std::tuple<SourceId, std::uint32_t, Code>, Allow*> by_place;
  for (Allow& allow : allows) {
    if (allow.code) by_place.emplace(std::tuple(allow.span.file, allow.line, *allow.code), &allow);
  }
  const auto is_allowed = [&](const Diagnostic& d) {
    if (d.severity == Severity::Error || !d.span.valid()) return false;
    const std::uint32_t line = files.sources[d.span.file].position(d.span.begin).line;
    const auto [begin, end] = by_place.equal_range({d.span.file, line, d.code});
    for (auto at = begin; at != end; ++at) at->second->used = true;
    return begin != end;
  };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), is_allowed),
                    diagnostics.end());
  for (const Allow& allow : allows)
    report_faults(allow, files.sources[allow.span.file], complete, sink);
  diagnostics.insert(diagnostics.end(), sink.diagnostics().begin(), sink.diagnostics().end());
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.span, a.code) < std::tie(b.span, b.code);
                   });
}

}  // namespace svc::lint
