// Prints the name of everything that templates/ can write, one a line: what tests/switches turns
// off. Exit status 0.
#include <cstdio>
#include <set>
#include <string>

#include "emit/switches.h"

namespace {

using namespace svc;

class Names {
 public:
  void kind(const emit::Mapping& mapping) {
    mapping_ = &mapping;
    for (const TargetId target : kTargets) {
      target_ = target;
      side(mapping.sides[target]);
    }
  }

  [[nodiscard]] const std::set<std::string>& all() const { return all_; }

 private:
  void side(const emit::Side& side) {
    if (!side.written) return;
    if (side.create_before_destroy) add(emit::kCreateFirstPart);
    if (mapping_->holds_data) add(emit::kHoldsDataPart);
    constants(nullptr, side.values);
    for (const emit::Property& property : side.properties) {
      if (!property.written) continue;
      add(property.name);
      fields(property);
    }
    for (const emit::Companion& companion : side.companions) {
      add(emit::companion_part(companion));
      constants(&companion, companion.values);
    }
    for (const emit::Setting& setting : side.update_policy) add(emit::setting_part(setting));
  }

  void constants(const emit::Companion* companion, emit::Slice<emit::Constant> values) {
    for (const emit::Constant& one : values) add(emit::constant_part(companion, one));
  }

  void fields(const emit::Property& structure) {
    for (const emit::Property& field : structure.fields) {
      if (!field.written) continue;
      add(emit::field_part(structure, field));
      fields(field);
    }
  }

  void add(std::string_view part) { all_.insert(emit::switch_name(*mapping_, target_, part)); }

  const emit::Mapping* mapping_ = nullptr;
  TargetId target_{};
  std::set<std::string> all_;
};

}  // namespace

int main() {
  Names names;
  for (const svc::emit::Mapping& mapping : svc::emit::mappings()) names.kind(mapping);
  for (const std::string& name : names.all()) std::printf("%s\n", name.c_str());
  return 0;
}
