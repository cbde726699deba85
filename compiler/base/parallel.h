// A few independent pieces of work side by side.
#pragma once

#include <cstddef>
#include <future>
#include <vector>

namespace svc {

// Runs work(0) … work(count - 1), each once, and comes back when all are done: in threads of their own if `parallel`, else one after the other. The pieces must not
// write to anything shared. What one of them throws is thrown here, when the others have ended.
template <typename Work>
void for_each_parallel(std::size_t count, bool parallel, const Work& work) {
  if (!parallel || count < 2) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::vector<std::future<void>> others;  // whose destructors wait
  for (std::size_t i = 1; i < count; ++i) others.push_back(std::async(std::launch::async, [&work, i] { work(i); }));
  work(0);
  for (std::future<void>& other : others) other.get();
}

}  // namespace svc
