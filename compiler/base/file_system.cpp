#include "base/file_system.h"

namespace svc {

Result<std::string> MemoryFileSystem::read(std::string_view path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return Failure{"no such file"};
  return found->second;
}

bool MemoryFileSystem::exists(std::string_view path) const {
  return files_.find(path) != files_.end();
}

}  // namespace svc
