// WebAssembly has no threads here: the pieces run one after the other.
#include "base/parallel.h"

namespace svc {

void for_each_parallel(std::size_t count, bool /*parallel*/,
                       const std::function<void(std::size_t)>& work) {
  for (std::size_t i = 0; i < count; ++i) work(i);
}

}  // namespace svc
