#include "plan/delivery.h"

#include <algorithm>
#include <cctype>

namespace svc::plan {

bool crosses_region(const Delivery& delivery) {
  return differ(delivery.from.region, delivery.to.region);
}

std::string delivery_bucket(std::string_view app, const Delivery& delivery) {
  std::string name = delivery_role(app, delivery);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

}  // namespace svc::plan
