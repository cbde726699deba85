#include "cli/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace svc::cli {

namespace {

Failure cannot_start(const std::string& program, int error) {
  return {fmt::format("cannot run {}: {}", program, std::generic_category().message(error))};
}

std::string read_all(int from) {
  std::string text;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got > 0)
      text.append(buffer.data(), static_cast<std::size_t>(got));
    else if (got == 0 || errno != EINTR)
      return text;
  }
}

int status_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Running start_program(const std::vector<std::string>& words, std::string_view input) {
  Running running{words.front(), 0, -1, 0};
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0) return running.error = errno, running;
  if (::pipe2(out.data(), O_CLOEXEC) != 0) {
    running.error = errno;
    ::close(in[0]);
    ::close(in[1]);
    return running;
  }
  // A pipe holds more than kMostInput, so nobody waits for the program to read it.
  const ssize_t written = ::write(in[1], input.data(), std::min(input.size(), kMostInput));
  ::close(in[1]);
  std::vector<char*> arguments;
  for (const std::string& word : words)
    arguments.push_back(
        const_cast<char*>(word.c_str()));  // posix_spawn takes char* and changes nothing
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  running.error = written < 0 ? errno
                              : ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr,
                                               arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  running.child = child;
  if (running.error == 0)
    running.output = out[0];
  else
    ::close(out[0]);
  return running;
}

Result<Finished> wait_for(const Running& running) {
  if (running.error != 0) return cannot_start(running.program, running.error);
  Finished done;
  done.output = read_all(running.output);
  ::close(running.output);
  done.status = status_of(running.child);
  return done;
}

Result<Finished> run_program(const std::vector<std::string>& words) {
  return wait_for(start_program(words, {}));
}

}  // namespace svc::cli
