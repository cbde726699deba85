#include "targets.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "diagnostics/render.h"
#include "driver/build.h"
#include "driver/engine.h"
#include "driver/targets.h"
#include "ide/live_program.h"
#include "lsp/frames.h"
#include "lsp/rpc.h"
#include "project/project.h"
#include "syntax/format.h"
#include "syntax/parse.h"
#include "syntax/tokens.h"
#include "trace/annotate_json.h"
#include "trace/map.h"

namespace svc::fuzz {

namespace {

constexpr const char* kMain = "main.svc";

// Ends the process, so that the fuzzer keeps the input.
void hold(bool holds, std::string_view what, std::string_view detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

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

std::vector<std::string> codes(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> found;
  for (const Diagnostic& d : diagnostics) found.push_back(code_text(d.code));
  std::sort(found.begin(), found.end());
  return found;
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

std::string formatted(std::string_view text, std::vector<std::string>* found = nullptr) {
  Parsed parsed;
  parse_into(parsed, text);
  if (found != nullptr) *found = codes(parsed.sink.diagnostics());
  if (parsed.tree.items.empty() && parsed.sink.has_errors()) return std::string(text);
  return syntax::format(parsed.tree, parsed.sources[parsed.file]);
}

void fuzz_format(std::string_view input) {
  std::vector<std::string> before;
  std::vector<std::string> after;
  const std::string once = formatted(input, &before);
  const std::string twice = formatted(once, &after);
  hold(once == twice, "formatting twice is formatting once", once + "\n----\n" + twice);
  hold(before == after, "a formatted file has the same mistakes", once);
  if (before.empty())
    hold(tokens_of(input) == tokens_of(once), "formatting keeps the tokens", once);
}

MemoryFileSystem program_of(std::string_view text) {
  MemoryFileSystem files;
  files.write(kMain, std::string(text));
  return files;
}

std::string said(std::string_view text) {
  const MemoryFileSystem files = program_of(text);
  driver::Engine engine(files, kMain);
  engine.examine(std::nullopt);
  const std::vector<Diagnostic> found = engine.diagnostics();
  for (const Diagnostic& d : found)
    hold(d.span.valid(), "a diagnostic has a place", code_text(d.code) + " " + d.message);
  return render_json(found, engine.sources());
}

void fuzz_check(std::string_view input) {
  hold(said(input) == said(input), "two runs say the same");
}

// `main.svc:12:3` without its numbers, which formatting changes.
std::string without_lines(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t name = std::min(text.find("main.svc:", at), text.size());
    out += text.substr(at, name - at);
    at = name;
    if (at == text.size()) break;
    out += "main.svc";
    at = std::min(text.find_first_not_of("0123456789:", at + 9), text.size());
  }
  return out;
}

std::vector<driver::Artifact> built(std::string_view text) {
  const MemoryFileSystem files = program_of(text);
  driver::Engine engine(files, kMain);
  driver::BuildOptions options{.environment = {}, .targets = {}, .emit = {}};
  for (const emit::Target* target : driver::targets()) options.targets.push_back(target);
  return driver::build(engine, options);
}

void fuzz_build(std::string_view input) {
  const std::vector<driver::Artifact> documents = built(input);
  if (documents.empty()) return;
  for (const driver::Artifact& document : documents) {
    if (!document.path.ends_with(".yaml")) continue;
    try {
      hold(YAML::Load(document.contents).IsMap(), "a template is a map", document.contents);
    } catch (const YAML::Exception& error) {
      hold(false, "a template is YAML", std::string(error.what()) + "\n" + document.contents);
    }
  }
  const std::vector<driver::Artifact> again = built(formatted(input));
  hold(documents.size() == again.size(), "a formatted program gives the same documents");
  for (std::size_t i = 0; i < documents.size(); ++i)
    hold(documents[i].map ||
             without_lines(documents[i].contents) == without_lines(again[i].contents),
         "a formatted program gives the same documents", documents[i].path);
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

void fuzz_frames(std::string_view input) {
  lsp::FrameReader reader;
  std::string rest;
  for (std::size_t at = 0; at < input.size(); at += 7) {
    reader.feed(input.substr(at, 7));
    while (const std::optional<lsp::Frame> frame = reader.next()) {
      const bool message = frame->fault.empty() && !lsp::parse_json(frame->content).is_null();
      if (!message && frame->fault.empty()) reader.reject(frame->content);
    }
  }
}

// The bytes are edits: a place and a length in two bytes each, then a word of the table or of the
// rest. The living program must say what a fresh check of its text says.
void fuzz_edits(std::string_view input) {
  static constexpr std::array<std::string_view, 24> kWords = {"{",
                                                              "}",
                                                              "\"",
                                                              "(",
                                                              ")",
                                                              "=",
                                                              "service ",
                                                              "queue q {}\n",
                                                              "x",
                                                              "1",
                                                              "%",
                                                              "\n",
                                                              "//",
                                                              "environment e {}\n",
                                                              "let a = b\n",
                                                              "${",
                                                              ",",
                                                              "[",
                                                              "]",
                                                              "\r",
                                                              "\"\"\"",
                                                              "for i in ",
                                                              "component c ",
                                                              "é"};
  std::string text = "app x { region = \"eu-west-1\" }\nqueue q {}\nlet a = 1\n";
  MemoryFileSystem files;
  files.write(kMain, text);
  ide::LiveProgram program(files, kMain);
  for (std::size_t i = 0; i + 4 <= input.size() && i < 4UL * 40; i += 4) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(input[i + k]); };
    const std::size_t at = (byte(0) * 256UL + byte(1)) % (text.size() + 1);
    text.replace(at, byte(2) % 16, kWords[byte(3) % kWords.size()]);
    files.write(kMain, text);
    program.changed(kMain);
    while (program.deepen()) {
    }
  }
  driver::Engine fresh(files, kMain);
  fresh.examine(std::nullopt);
  if (fresh.unreadable() || program.unreadable()) return;
  hold(codes(program.diagnostics()) == codes(fresh.diagnostics()),
       "the living program says what a fresh check says", text);
}

constexpr std::array kTargets = {
    Target{"parse", fuzz_parse},   Target{"format", fuzz_format},   Target{"check", fuzz_check},
    Target{"build", fuzz_build},   Target{"project", fuzz_project}, Target{"trace", fuzz_trace},
    Target{"frames", fuzz_frames}, Target{"edits", fuzz_edits},
};

}  // namespace

const Target* find_target(std::string_view name) {
  const auto* found = std::find_if(kTargets.begin(), kTargets.end(),
                                   [&](const Target& target) { return target.name == name; });
  return found == kTargets.end() ? nullptr : found;
}

}  // namespace svc::fuzz
