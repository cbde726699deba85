#include "emit/mapping.h"

#include <algorithm>

namespace svc::emit {
namespace {

template <typename T>
const T* find_sorted(Slice<T> items, std::string_view wanted, std::string_view T::*key) {
  const T* found =
      std::lower_bound(items.begin(), items.end(), wanted,
                       [&](const T& item, std::string_view name) { return item.*key < name; });
  return found != items.end() && found->*key == wanted ? found : nullptr;
}

template <typename T>
const T* find_named(Slice<T> items, std::string_view name) {
  const T* found =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : found;
}

}  // namespace

const Mapping* find_mapping(std::string_view kind) {
  return find_sorted(tables::kMappings, kind, &Mapping::kind);
}

Slice<Mapping> mappings() {
  return tables::kMappings;
}

const Schema* find_schema(TargetId target, std::string_view type) {
  return find_sorted(tables::kSchemas[target], type, &Schema::name);
}

const Attribute* find_attribute(const Side& side, std::string_view name) {
  return find_named(side.attributes, name);
}

const Property* find_property(Slice<Property> properties, std::string_view name) {
  return find_named(properties, name);
}

}  // namespace svc::emit
