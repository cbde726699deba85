// The targets of texts: parse, format, project, trace. They need few of the compiler's modules, so
// `make sanitize-sample` builds them alone.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "project/project.h"
#include "shared.h"
#include "syntax/format.h"
#include "syntax/parse.h"
#include "syntax/tokens.h"
#include "targets.h"
#include "trace/annotate_json.h"
#include "trace/map.h"

namespace svc::fuzz {

// Ends the process, so that the fuzzer keeps the input.
void hold(bool holds, std::string_view what, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

std::vector<std::string> codes(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> found;
  for (const Diagnostic& d : diagnostics) found.push_back(code_text(d.code));
  std::sort(found.begin(), found.end());
  return found;
}

namespace {

struct Parsed {
  Sources sources;
  Sink sink;
  SourceId file;
  ast::Ast tree;
};

// The sources must not move once the tree points into them.
void parse_into(Parsed& parsed, std::string_view text) {
  parsed.file = parsed.sources.add(SourceFile(kMain, std::string(text)));
  parsed.tree = syntax::parse(parsed.sources, parsed.file, parsed.sink);
}

void fuzz_parse(std::string_view input) {
  Parsed parsed;
  parse_into(parsed, input);
  for (const Diagnostic& d : parsed.sink.diagnostics()) {
    hold(d.span.valid() && d.span.begin <= d.span.end && d.span.end <= input.size(),
         "a diagnostic of the parser has a place", d.message);
    hold(!d.message.empty(), "a diagnostic has a message");
  }
}

// The tokens but for commas, which the one format sets itself.
std::string tokens_of(std::string_view text) {
  std::string all;
  for (const syntax::Token& token : syntax::tokenize(text).tokens) {
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    if (word == "," || token.is_comment() || token.kind == syntax::Token::Kind::TextBlock) continue;
    all += std::string(word) + "\n";
  }
  return all;
}

}  // namespace

std::string formatted(std::string_view text, std::vector<std::string>* found) {
  Parsed parsed;
  parse_into(parsed, text);
  if (found != nullptr) *found = codes(parsed.sink.diagnostics());
  if (parsed.tree.items.empty() && parsed.sink.has_errors()) return std::string(text);
  return syntax::format(parsed.tree, parsed.sources[parsed.file]);
}

namespace {

void fuzz_format(std::string_view input) {
  std::vector<std::string> before;
  std::vector<std::string> after;
  const std::string once = formatted(input, &before);
  const std::string twice = formatted(once, &after);
  hold(once == twice, "formatting twice is formatting once", once + "\n----\n" + twice);
  // Which brackets of an unbalanced file are the mistakes is decided by indentation, too.
  const bool unbalanced = std::any_of(before.begin(), before.end(), [](const std::string& code) {
    return code == "SVC0015" || code == "SVC0016";
  });
  hold(unbalanced ? !after.empty() : before == after, "a formatted file has the same mistakes",
       once);
  if (before.empty())
    hold(tokens_of(input) == tokens_of(once), "formatting keeps the tokens", once);
}

void fuzz_project(std::string_view input) {
  const std::vector<std::string_view> known = {"cloudformation", "terraform"};
  const Result<project::Project> project = project::parse(std::string(input), "svc.yaml", known);
  if (!project) hold(project.error().starts_with("svc.yaml"), "a fault has a place");
}

// The first line chooses what the rest is.
void fuzz_trace(std::string_view input) {
  if (input.empty()) return;
  const bool is_map = input.front() == 'm';
  input.remove_prefix(1);
  static const Result<trace::Map> kMap = trace::Map::parse(
      R"({"version":1,"target":"cloudformation","document":"x.yaml","files":["main.svc"],)"
      R"("lines":[],"origins":{}})");
  if (is_map) {
    const Result<trace::Map> map = trace::Map::parse(std::string(input));
    if (map) (void)map.value().nearest("Q/Properties/0");
    return;
  }
  std::vector<const trace::Map*> maps;
  if (kMap) maps.push_back(&kMap.value());
  trace::Annotator annotator(maps, {});
  (void)trace::annotated_json(input, annotator);
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t end = std::min(input.find('\n', at), input.size());
    (void)annotator.read(input.substr(at, end - at));
    at = end + 1;
  }
}

constexpr std::array kTargets = {Target{"parse", fuzz_parse}, Target{"format", fuzz_format},
                                 Target{"project", fuzz_project}, Target{"trace", fuzz_trace}};

}  // namespace

std::span<const Target> text_targets() {
  return kTargets;
}

const Target* find_target(std::span<const Target> targets, std::string_view name) {
  const auto found = std::find_if(targets.begin(), targets.end(),
                                  [&](const Target& target) { return target.name == name; });
  return found == targets.end() ? nullptr : &*found;
}

}  // namespace svc::fuzz
