// The fix that a diagnostic offers mends it: tried on the example of every diagnostic.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/overlaid_files.h"
#include "ide/actions.h"
#include "ide/edited.h"

namespace {

namespace fs = std::filesystem;
using namespace svc;

MemoryFileSystem folder(const fs::path& path) {
  MemoryFileSystem files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    files.write(fs::relative(entry.path(), path).generic_string(), out.str());
  }
  return files;
}

std::vector<Diagnostic> said(ide::LiveProgram& program) {
  while (program.deepen()) {
  }
  return program.diagnostics();
}

std::size_t count(const std::vector<Diagnostic>& all, const Diagnostic& like) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Diagnostic& d) {
    return d.code == like.code && d.message == like.message;
  }));
}

std::size_t syntax_errors(const std::vector<Diagnostic>& all) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const Diagnostic& d) {
    return static_cast<unsigned>(d.code) < 1000;
  }));
}

}  // namespace

TEST_CASE("the fixes of all diagnostics mend what they are about") {
  std::size_t tried = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SVC_SOURCE_DIR) / "tests/diagnostics")) {
    const MemoryFileSystem files = folder(entry.path());
    if (!files.exists("main.svc")) continue;
    ide::LiveProgram program(files, "main.svc");
    const std::vector<Diagnostic> before = said(program);
    for (const Diagnostic& d : before) {
      if (d.fix.edits.empty()) continue;
      const Span range{d.span.file, d.span.begin, d.span.begin};
      for (const ide::CodeAction& action : ide::code_actions(program, range)) {
        if (action.form != ide::ActionForm::QuickFix || !action.fixes ||
            action.fixes->message != d.message || action.title != d.fix.title)
          continue;
        INFO(entry.path().filename().string() << ": " << d.message << " → " << action.title);
        OverlaidFiles mended(files);
        for (const ide::TextEdit& edit : action.edits)
          mended.write(edit.at.path,
                       ide::edited(files.read(edit.at.path).value(), edit.at.path, action.edits));
        ide::LiveProgram after(mended, "main.svc");
        const std::vector<Diagnostic> now = said(after);
        CHECK(count(now, d) < count(before, d));
        CHECK(syntax_errors(now) <= syntax_errors(before));
        ++tried;
        break;
      }
    }
  }
  CHECK(tried > 40);
}
