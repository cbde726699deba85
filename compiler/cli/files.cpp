#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <random>
#include <system_error>

namespace svc::cli {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

std::string system_reason() {
  return std::generic_category().message(errno);
}

bool write_to(int descriptor, std::string_view contents) {
  while (!contents.empty()) {
    const ssize_t written = ::write(descriptor, contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    contents.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string random_name() {
  std::random_device device;  // the system's own source, not a sequence
  const std::uint64_t number = (static_cast<std::uint64_t>(device()) << 32) | device();
  return fmt::format("{:016x}", number);
}

Result<std::string> write_new(const std::string& folder, std::string_view contents) {
  constexpr mode_t kMode = 0666;  // less the bits of the user's mask
  const std::string path = fmt::format("{}/.svcc-{}", folder, random_name());
  const Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode));
  if (!file.valid()) return Failure{system_reason()};
  if (write_to(file.get(), contents)) return path;
  const Failure failure{system_reason()};
  std::remove(path.c_str());
  return failure;
}

}  // namespace svc::cli
