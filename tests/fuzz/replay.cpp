// Runs every file of tests/fuzz/corpus and seeds through its target: what a fuzzer once found, and
// what it begins with. Exit status 0 when all hold; a target that does not hold ends the process.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "targets.h"

namespace fs = std::filesystem;

int main(int argc, char** argv) {
  int count = 0;
  for (int i = 1; i < argc; ++i) {
    for (const fs::directory_entry& folder : fs::directory_iterator(argv[i])) {
      const svc::fuzz::Target* target = svc::fuzz::find_target(folder.path().filename().string());
      if (target == nullptr) {
        std::fprintf(stderr, "%s: there is no such target\n", folder.path().c_str());
        return 1;
      }
      for (const fs::directory_entry& file : fs::directory_iterator(folder.path())) {
        std::ifstream in(file.path(), std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        std::fprintf(stderr, "%s\n", file.path().c_str());
        target->run(text.str());
        ++count;
      }
    }
  }
  std::printf("fuzz: %d passed, 0 failed, 0 skipped\n", count);
  return count > 0 ? 0 : 1;
}
