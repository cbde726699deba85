// A few independent pieces of work in parallel.
#pragma once

#include <cstddef>
#include <functional>

namespace svc {

// Runs work(0) … work(count - 1), each once, and comes back when all are done: in several threads
// if `parallel`, else one after the other. The pieces must not write to anything shared, and must
// not call this function themselves. An exception of one piece is thrown here once the others have
// ended. The threads are kept: starting one for each keystroke would cost more than many pieces.
void for_each_parallel(std::size_t count, bool parallel,
                       const std::function<void(std::size_t)>& work);

}  // namespace svc
