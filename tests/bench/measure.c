// Runs a command again and again and prints the best wall time (ms), the best processor time (ms), the smallest peak memory (KiB) and the number of runs.
//
//   measure SECONDS LEAST MOST COMMAND…
//
// In C because a child's peak memory counts from what its parent held when it forked: of a Python parent, more than svcc itself takes.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double milliseconds(struct timeval time) { return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3; }

int main(int argc, char* argv[]) {
  if (argc < 5) return 2;
  const double end = now() + atof(argv[1]) * 1e3;
  const int least = atoi(argv[2]), most = atoi(argv[3]);
  double wall = 1e18, cpu = 1e18;
  long memory = 1L << 60;
  int runs = 0;
  while (runs < least || (runs < most && now() < end)) {
    const double begin = now();
    const pid_t child = fork();
    if (child == 0) {
      const int null = open("/dev/null", O_RDWR);
      dup2(null, 0);
      dup2(null, 1);
      dup2(null, 2);
      execv(argv[4], argv + 4);
      _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return 1;
    const double elapsed = now() - begin, used = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    if (elapsed < wall) wall = elapsed;
    if (used < cpu) cpu = used;
    if (usage.ru_maxrss < memory) memory = usage.ru_maxrss;
    ++runs;
  }
  printf("%.3f %.3f %ld %d\n", wall, cpu, memory, runs);
  return 0;
}
