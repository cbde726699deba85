// The targets of whole programs: check, build, frames, edits; carried.cpp and outputs.cpp have one
// each.
#include "programs.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/render.h"
#include "driver/engine.h"
#include "driver/targets.h"
#include "ide/live_program.h"
#include "lsp/frames.h"
#include "lsp/rpc.h"
#include "shared.h"
#include "targets.h"

namespace svc::fuzz {

namespace {

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

}  // namespace

std::vector<driver::Artifact> built(std::string_view text) {
  const MemoryFileSystem files = program_of(text);
  driver::Engine engine(files, kMain);
  driver::BuildOptions options{.environment = {}, .targets = {}, .emit = {}};
  for (const emit::Target* target : driver::targets()) options.targets.push_back(target);
  return driver::build(engine, options);
}

namespace {

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
  const auto finish = [&program] {
    while (program.deepen()) {
    }
  };
  finish();
  for (std::size_t i = 0; i + 4 <= input.size() && i < 4UL * 40; i += 4) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(input[i + k]); };
    const std::size_t at = (byte(0) * 256UL + byte(1)) % (text.size() + 1);
    text.replace(at, byte(2) % 16, kWords[byte(3) % kWords.size()]);
    files.write(kMain, text);
    program.changed(kMain);
    finish();
  }
  driver::Engine fresh(files, kMain);
  fresh.examine(std::nullopt);
  if (fresh.unreadable() || program.unreadable()) return;
  hold(codes(program.diagnostics()) == codes(fresh.diagnostics()),
       "the living program says what a fresh check says", text);
}

constexpr std::array kTargets = {Target{"check", fuzz_check},     Target{"build", fuzz_build},
                                 Target{"carried", fuzz_carried}, Target{"outputs", fuzz_outputs},
                                 Target{"frames", fuzz_frames},   Target{"edits", fuzz_edits}};

}  // namespace

std::span<const Target> program_targets() {
  return kTargets;
}

}  // namespace svc::fuzz
