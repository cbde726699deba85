// Build-time tool: stdlib/prelude/*.svc → the tables of sema/kinds.h and of lower/kinds.h, as C++.
//
//   svcc-generate-prelude KINDS.cpp LOWERINGS.cpp FILE.svc…
//
// The compiler's own front end reads the files, so the prelude is written in the language that it
// defines. A mistake in it fails the build with file and line.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "diagnostics/render.h"
#include "generate/prelude_writer.h"
#include "syntax/parse.h"

namespace {

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: svcc-generate-prelude KINDS.cpp LOWERINGS.cpp FILE.svc...\n";
    return 2;
  }
  svc::Sources sources;
  svc::Sink sink;
  std::vector<svc::generate::PreludeFile> files;
  for (int i = 3; i < argc; ++i) {
    const svc::SourceId id = sources.add(svc::SourceFile(argv[i], read_file(argv[i])));
    files.push_back({std::filesystem::path(argv[i]).filename().string(), id,
                     svc::syntax::parse(sources, id, sink)});
  }
  const std::string text = svc::generate::write_prelude(files, sources, sink);
  for (const svc::Diagnostic& diagnostic : sink.sorted())
    std::cerr << svc::render_short(diagnostic, sources);
  if (sink.has_errors()) return 1;
  std::ofstream(argv[1], std::ios::binary) << text;
  std::ofstream(argv[2], std::ios::binary) << svc::generate::write_kind_lowerings(files);
  return 0;
}
