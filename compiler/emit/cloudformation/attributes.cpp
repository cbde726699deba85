// The attributes of a resource beside its properties:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html
#include <array>
#include <charconv>

#include "emit/cloudformation/names.h"

namespace svc::emit::cloudformation {
namespace {

constexpr std::array<std::string_view, 4> kDeletion = {"Delete", "Retain", "RetainExceptOnCreate",
                                                       "Snapshot"};
constexpr std::array<std::string_view, 3> kReplacement = {"Delete", "Retain", "Snapshot"};
constexpr Schema kFree{.types = kAny};
constexpr std::array kAttributes = {
    Schema{.name = "CreationPolicy", .types = kMap, .items = &kFree},
    Schema{.name = "DeletionPolicy",
           .types = kString,
           .allowed = {kDeletion.data(), kDeletion.size()}},
    Schema{.name = "Metadata", .types = kMap, .items = &kFree},
    Schema{.name = "UpdatePolicy", .types = kMap, .items = &kFree},
    Schema{.name = "UpdateReplacePolicy",
           .types = kString,
           .allowed = {kReplacement.data(), kReplacement.size()}},
};
constexpr Schema kSchema{.types = kObject, .members = {kAttributes.data(), kAttributes.size()}};

// `AutoScalingInstanceRefresh.Strategy` = `Rolling`, and so on, as one structure.
template <typename On>
Object update_policy(Slice<Setting> settings, On on) {
  Object policy;
  for (const Setting& setting : settings) {
    if (!on(setting)) continue;
    Object* into = &policy;
    std::string_view path = setting.path;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
      Tree& inner = into->at(path.substr(0, dot)).value;
      if (inner.absent()) inner = Object{};
      into = inner.get<Object>();
      path.remove_prefix(dot + 1);
    }
    const std::string_view text = setting.text;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    into->at(path).value = whole ? Tree(number) : Tree(text);
  }
  return policy;
}

}  // namespace

const Schema& Names::attribute_schema() const {
  return kSchema;
}

Object Names::attributes(const Resource& resource) const {
  Object result;
  if (resource.companion != nullptr) return result;
  if (resource.mapping->holds_data && on(*resource.mapping, [] { return kHoldsDataPart; })) {
    // A first deployment that fails takes away what it made, so that the next one can begin again:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    result.at("DeletionPolicy").value = "RetainExceptOnCreate";
    result.at("UpdateReplacePolicy").value = "Retain";
  }
  const Slice<Setting> policy = side(*resource.mapping).update_policy;
  if (!policy.empty())
    result.at("UpdatePolicy").value = update_policy(policy, [&](const Setting& setting) {
      return on(*resource.mapping, [&] { return setting_part(setting); });
    });
  return result;
}

Life Names::life(const Object& attributes) const {
  const Member* policy = attributes.find("DeletionPolicy");
  const auto* word = policy == nullptr ? nullptr : policy->value.get<std::string>();
  const bool kept = word != nullptr && word->starts_with("Retain");
  return {.retained = kept, .guarded = kept, .create_first = false, .initial = {}};
}

}  // namespace svc::emit::cloudformation
