// WebAssembly cannot start processes: the host runs git for it, if it can (Module.run).
#include "cli/process.h"

#include <emscripten.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>

// Calls Module.run(words), which gives {status, output: Uint8Array} or nothing. Returns the exit
// status and the output through pointers, the output in memory to free(); -1 if nothing was run.
// clang-format off
EM_JS(int, svcc_run, (const char* words, std::size_t length, char** output, std::size_t* size), {
  const run = Module["run"];
  const text = new TextDecoder().decode(HEAPU8.slice(words, words + length));
  const done = run && run(text.split(String.fromCharCode(0)).slice(0, -1));
  if (!done) return -1;
  const place = _malloc(done.output.length || 1);
  HEAPU8.set(done.output, place);
  HEAPU32[output >> 2] = place;
  HEAPU32[size >> 2] = done.output.length;
  return done.status;
});
// clang-format on

namespace svc::cli {

Result<Finished> run_program(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += word + '\0';
  char* output = nullptr;
  std::size_t size = 0;
  const int status = svcc_run(joined.data(), joined.size(), &output, &size);
  if (status < 0)
    return Failure{fmt::format("cannot run {}: there is no such program here", words.front())};
  Finished done{.status = status, .output = std::string(output, size)};
  std::free(output);
  return done;
}

// The host runs programs to their end, without input.
Running start_program(const std::vector<std::string>& words, std::string_view /*input*/) {
  return {words.front(), 0, -1, ENOSYS};
}

Result<Finished> wait_for(const Running& running) {
  return Failure{fmt::format("cannot run {}: there is no such program here", running.program)};
}

}  // namespace svc::cli
