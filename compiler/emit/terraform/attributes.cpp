// The meta-arguments of a resource that say how it lives:
// https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
#include <array>

#include "emit/terraform/names.h"

namespace svc::emit::terraform {
namespace {

constexpr Schema kText{.types = kString};
constexpr std::array kSettings = {
    Schema{.name = "create_before_destroy", .types = kBoolean},
    Schema{.name = "ignore_changes", .types = kList, .items = &kText},
    Schema{.name = "prevent_destroy", .types = kBoolean},
    Schema{.name = "replace_triggered_by", .types = kList, .items = &kText},
};
constexpr std::array kAttributes = {Schema{.name = "lifecycle",
                                           .types = kObject,
                                           .block = true,
                                           .members = {kSettings.data(), kSettings.size()}}};
constexpr Schema kSchema{.types = kObject, .members = {kAttributes.data(), kAttributes.size()}};

const Tree* setting(const Object& attributes, std::string_view name) {
  const Member* lifecycle = attributes.find("lifecycle");
  const auto* settings = lifecycle == nullptr ? nullptr : lifecycle->value.get<Object>();
  const Member* found = settings == nullptr ? nullptr : settings->find(name);
  return found == nullptr ? nullptr : &found->value;
}

bool is_set(const Object& attributes, std::string_view name) {
  const Tree* value = setting(attributes, name);
  const bool* flag = value == nullptr ? nullptr : value->get<bool>();
  return flag != nullptr && *flag;
}

}  // namespace

const Schema& Names::attribute_schema() const {
  return kSchema;
}

Object Names::attributes(const Resource& resource) const {
  Object lifecycle;
  if (resource.companion == nullptr && side(*resource.mapping).create_before_destroy &&
      on(*resource.mapping, [] { return kCreateFirstPart; }))
    lifecycle.at("create_before_destroy").value = true;
  if (resource.companion == nullptr && resource.mapping->holds_data &&
      on(*resource.mapping, [] { return kHoldsDataPart; }))
    lifecycle.at("prevent_destroy").value = true;
  if (!resource.initial.empty()) {
    List ignored;
    for (const std::string& name : resource.initial) ignored.items.emplace_back(name);
    lifecycle.at("ignore_changes").value = std::move(ignored);
  }
  Object result;
  if (lifecycle.members.empty()) return result;
  result.members.push_back({"lifecycle", std::move(lifecycle), true});
  return result;
}

Life Names::life(const Object& attributes) const {
  const bool guarded = is_set(attributes, "prevent_destroy");
  Life life{.retained = guarded,
            .guarded = guarded,
            .create_first = is_set(attributes, "create_before_destroy"),
            .initial = {}};
  const Tree* ignored = setting(attributes, "ignore_changes");
  const auto* names = ignored == nullptr ? nullptr : ignored->get<List>();
  if (names == nullptr) return life;
  for (const Tree& name : names->items) {
    if (const auto* text = name.get<std::string>()) life.initial.push_back(*text);
  }
  return life;
}

}  // namespace svc::emit::terraform
