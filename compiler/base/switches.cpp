#include "base/switches.h"

#ifdef SVC_SWITCHES

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <set>
#include <string_view>

namespace svc::switches {

namespace {

const char* variable(const char* name) {
  return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing changes the environment
}

std::string text_of(const char* name) {
  const char* text = variable(name);
  return text == nullptr ? std::string() : text;
}

// What the process comes across.
class Register {
 public:
  bool note(const std::string& name) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!file_.empty() && names_.insert(name).second) append(name);
    return name != off_;
  }

 private:
  // At once: svcc ends with _Exit, which runs no destructor.
  void append(const std::string& name) const {
    std::FILE* out = std::fopen(file_.c_str(), "a");
    if (out == nullptr) return;
    std::fprintf(out, "%s\n", name.c_str());
    std::fclose(out);
  }

  std::mutex mutex_;
  std::set<std::string> names_;
  std::string off_ = text_of("SVCC_SWITCHED_OFF");
  std::string file_ = text_of("SVCC_SWITCHES");
};

}  // namespace

bool active() {
  static const bool set =
      variable("SVCC_SWITCHED_OFF") != nullptr || variable("SVCC_SWITCHES") != nullptr;
  return set;
}

bool on(const std::string& name) {
  static Register all;
  return all.note(name);
}

std::string name_of(Site site) {
  std::string_view file = site.file;
  const std::size_t folder = file.rfind("compiler/");
  if (folder != std::string_view::npos) file.remove_prefix(folder + 9);
  return std::string(file) + ":" + std::to_string(site.line);
}

}  // namespace svc::switches

#endif
