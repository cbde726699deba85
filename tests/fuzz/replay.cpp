// Runs every file of the folders `corpus` and `seeds` through its target: what a fuzzer once found,
// and what it begins with. Every .svc file below any other folder goes through `parse` and
// `format`.
//
//   svc_fuzz_replay FOLDER…
//
// With SVC_FUZZ_TEXTS it has the targets of texts only, and leaves the other targets' folders out.
// Exit status 0 when all hold; a target that does not hold ends the process.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "targets.h"

namespace fs = std::filesystem;

namespace {

using svc::fuzz::Target;

const Target* target_of(const std::string& name) {
  const Target* found = svc::fuzz::find_target(svc::fuzz::text_targets(), name);
#ifndef SVC_FUZZ_TEXTS
  if (found == nullptr) found = svc::fuzz::find_target(svc::fuzz::program_targets(), name);
#endif
  return found;
}

bool left_out(const std::string& name) {
#ifdef SVC_FUZZ_TEXTS
  return name == "check" || name == "build" || name == "carried" || name == "outputs" ||
         name == "frames" || name == "edits";
#else
  (void)name;
  return false;
#endif
}

int run(const Target& target, const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  std::fprintf(stderr, "%s\n", file.c_str());
  target.run(text.str());
  return 1;
}

// A folder for each target. Gives how many files ran, -1 if a target does not exist.
int run_findings(const fs::path& findings) {
  int count = 0;
  for (const fs::directory_entry& folder : fs::directory_iterator(findings)) {
    const std::string name = folder.path().filename().string();
    if (left_out(name)) continue;
    const Target* target = target_of(name);
    if (target == nullptr) {
      std::fprintf(stderr, "%s: there is no such target\n", folder.path().c_str());
      return -1;
    }
    for (const fs::directory_entry& file : fs::directory_iterator(folder.path()))
      count += run(*target, file.path());
  }
  return count;
}

int run_programs(const fs::path& folder) {
  int count = 0;
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".svc" || !file.is_regular_file()) continue;
    for (const char* name : {"parse", "format"}) count += run(*target_of(name), file.path());
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  int count = 0;
  for (int i = 1; i < argc; ++i) {
    const fs::path folder = argv[i];
    const bool findings = folder.filename() == "corpus" || folder.filename() == "seeds";
    const int ran = findings ? run_findings(folder) : run_programs(folder);
    if (ran < 0) return 1;
    count += ran;
  }
  std::printf("fuzz: %d passed, 0 failed, 0 skipped\n", count);
  return count > 0 ? 0 : 1;
}
