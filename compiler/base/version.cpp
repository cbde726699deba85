#include "base/version.h"

namespace svc {

std::string_view version() {
  return SVCC_VERSION;
}

std::string_view commit() {
  return SVCC_COMMIT;
}

}  // namespace svc
