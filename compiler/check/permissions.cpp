#include "check/permissions.h"

#include <algorithm>

#include "check/iam_data.h"

namespace svc::check {
namespace {

bool is_text(const sema::Value& resource) {
  return resource.get<std::string>() != nullptr;
}

bool names_action(const sema::Grant& grant, std::initializer_list<std::string_view> actions) {
  return std::any_of(grant.actions.begin(), grant.actions.end(), [&](const sema::Value& value) {
    const auto* text = value.get<std::string>();
    return text != nullptr &&
           std::any_of(actions.begin(), actions.end(),
                       [&](std::string_view action) { return action_matches(*text, action); });
  });
}

bool names_verb(const sema::Grant& grant, std::initializer_list<std::string_view> verbs) {
  return std::any_of(grant.actions.begin(), grant.actions.end(), [&](const sema::Value& value) {
    const auto* symbol = value.get<sema::Symbol>();
    return symbol != nullptr && std::find(verbs.begin(), verbs.end(), symbol->name) != verbs.end();
  });
}

bool is_of_service(const sema::Grant& grant, std::string_view service) {
  return std::any_of(grant.actions.begin(), grant.actions.end(), [&](const sema::Value& value) {
    const auto* text = value.get<std::string>();
    return text != nullptr &&
           (*text == "*" || (text->starts_with(service) && text->size() > service.size() &&
                             (*text)[service.size()] == ':'));
  });
}

}  // namespace

bool is_about(const sema::Value& resource, const sema::Block& block) {
  if (const auto* const* named = resource.get<const sema::Block*>()) return *named == &block;
  if (const auto* read = resource.get<sema::AttributeRef>()) return read->block == &block;
  if (const auto* parts = resource.get<sema::Interpolation>())
    return std::any_of(parts->parts.begin(), parts->parts.end(),
                       [&](const sema::Value& part) { return is_about(part, block); });
  if (const auto* list = resource.get<sema::List>())
    return std::any_of(list->items.begin(), list->items.end(),
                       [&](const sema::Value& item) { return is_about(item, block); });
  return false;
}

std::string_view service_of(const sema::Block& block) {
  if (block.kind->verbs.empty() || block.kind->verbs.front().actions.empty()) return {};
  const std::string_view action = block.kind->verbs.front().actions.front();
  return action.substr(0, action.find(':'));
}

const sema::Grant* publishes_to(const sema::Block& queue, const Permissions& rights) {
  if (queue.existing) return nullptr;
  for (const sema::Block* subscribe : queue.nested("subscribe")) {
    const sema::Block* topic = subscribe->labels.front().block;
    const auto* filter = (*subscribe)["filter"].get<sema::Object>();
    if (topic == nullptr || (filter != nullptr && !filter->entries.empty())) continue;
    if (const sema::Grant* grant = rights.find(*topic, {"publish"}, {"sns:Publish"})) return grant;
  }
  return nullptr;
}

Permissions::Permissions(const plan::Task& task) {
  const sema::Block& block = *task.block;
  for (const sema::Grant& grant : block.grants) {
    if (grant.allow) grants_.push_back(&grant);
  }
  const sema::Block* role = block.block("role");
  if (role == nullptr) return;
  known_ = !role->existing && role->items("managed").empty() && role->patches.empty();
  for (const sema::Grant& grant : role->grants) {
    if (grant.allow) grants_.push_back(&grant);
  }
}

const sema::Grant* Permissions::find(const sema::Block& target,
                                     std::initializer_list<std::string_view> verbs,
                                     std::initializer_list<std::string_view> actions) const {
  const auto found = std::find_if(grants_.begin(), grants_.end(), [&](const sema::Grant* grant) {
    const bool about = std::any_of(grant->resources.begin(), grant->resources.end(),
                                   [&](const sema::Value& r) { return is_about(r, target); });
    return about && (names_verb(*grant, verbs) || names_action(*grant, actions));
  });
  return found == grants_.end() ? nullptr : *found;
}

bool Permissions::touches(const sema::Block& target, std::string_view service) const {
  return std::any_of(grants_.begin(), grants_.end(), [&](const sema::Grant* grant) {
    return std::any_of(
        grant->resources.begin(), grant->resources.end(), [&](const sema::Value& resource) {
          return is_about(resource, target) ||
                 ((is_text(resource) || resource.deferred()) && is_of_service(*grant, service));
        });
  });
}

bool Permissions::allows(std::initializer_list<std::string_view> actions) const {
  return std::any_of(grants_.begin(), grants_.end(),
                     [&](const sema::Grant* grant) { return names_action(*grant, actions); });
}

}  // namespace svc::check
