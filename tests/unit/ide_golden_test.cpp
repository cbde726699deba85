// The answers to an editor as golden files: tests/ide/<question>/<case>.svc is a program with
// marks, <case>.expected the answers at each of them.
//
//   /*|*/        asks here. Marks are taken out before the program is read.
//   /*|word*/    asks with an argument: the new name of a rename.
//   //! lib.svc  what follows, up to the next such line, is another file of the program; what comes
//   before the first is main.svc.
//
// SVC_BLESS=1 rewrites the expected files. Read the difference before committing it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "ide_questions.h"

namespace {

namespace fs = std::filesystem;
using svc::test::Mark;
using svc::test::Marked;

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string answers(const std::string& question, const std::string& text) {
  Marked program(text);
  std::string out;
  std::size_t number = 0;
  for (const Mark& mark : program.marks()) {
    out += fmt::format("== {} {}\n", ++number, program.line_with_mark(mark));
    out += svc::test::answer(question, program, mark);
    if (!out.ends_with('\n')) out += '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("answers to an editor's questions", "[golden]") {
  const bool bless = std::getenv("SVC_BLESS") != nullptr;
  std::size_t cases = 0;
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(SVC_SOURCE_DIR) / "tests/ide")) {
    if (entry.path().extension() == ".svc") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const std::string question = file.parent_path().filename().string();
    fs::path expected = file;
    expected.replace_extension(".expected");
    const std::string given = answers(question, slurp(file));
    ++cases;
    if (bless) {
      std::ofstream(expected, std::ios::binary) << given;
      continue;
    }
    INFO(file.string());
    CHECK(given == slurp(expected));
  }
  CHECK(cases > 0);
}
