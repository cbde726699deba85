// One libFuzzer program for all targets: SVC_FUZZ_TARGET says which.
// https://llvm.org/docs/LibFuzzer.html
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const svc::fuzz::Target* const target = [] {
    const char* name = std::getenv("SVC_FUZZ_TARGET");
    const std::string_view wanted = name == nullptr ? "check" : name;
    const svc::fuzz::Target* found = svc::fuzz::find_target(svc::fuzz::text_targets(), wanted);
    if (found == nullptr) found = svc::fuzz::find_target(svc::fuzz::program_targets(), wanted);
    if (found == nullptr) std::fprintf(stderr, "there is no target %s\n", name), std::exit(2);
    return found;
  }();
  target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
