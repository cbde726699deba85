#include "diff/consequences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "change/facts.h"
#include "change/values.h"
#include "diff/about.h"

namespace svc::diff {

using change::Action;
using change::PropertyChange;
using change::ResourceChange;
using emit::Record;

std::string_view class_name(Class one) {
  return consequence_classes()[static_cast<std::size_t>(one)].name;
}

std::string class_title(Class one) {
  std::string title(class_name(one));
  std::replace(title.begin(), title.end(), '_', ' ');
  return title;
}

namespace {

// `CidrBlock` and `cidr_block` as `cidr block`, so that both targets say the same. Deeper paths
// stay as the target has them.
std::string in_words(const std::string& path) {
  if (path.find_first_of(".[") != std::string::npos) return path;
  std::string words;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto letter = static_cast<unsigned char>(path[i]);
    const bool begins = i > 0 && std::isupper(letter) != 0 &&
                        std::islower(static_cast<unsigned char>(path[i - 1])) != 0;
    if (begins) words += ' ';
    words += letter == '_' ? ' ' : static_cast<char>(std::tolower(letter));
  }
  return words;
}

std::string because(const ResourceChange& change) {
  for (const PropertyChange& property : change.properties) {
    if (property.replaces && !property.follows)
      return fmt::format("its {} changes", in_words(property.path));
  }
  for (const PropertyChange& property : change.properties) {
    if (property.replaces) return fmt::format("{} is replaced", property.after);
  }
  return "it is replaced";
}

// ---- Data ----

void data(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.before == nullptr || !change.refused.empty()) return;
  const change::Effect* store = change::effect("store", change.before->type);
  if (store == nullptr) return;
  if (change.deletes()) {
    const std::string_view end =
        store->words.empty() ? "is deleted with what it holds" : store->words;
    found.push_back(about(Class::DataLost, change,
                          change.action == Action::Remove
                              ? fmt::format("{} {}", subject(*change.before), end)
                              : fmt::format("{} is replaced by an empty one, because {}",
                                            subject(*change.before), because(change)),
                          store->page));
  } else if (change.action == Action::Replace) {
    found.push_back(about(Class::Interruption, change,
                          fmt::format("{} starts empty, because {}; the old one is kept, unused",
                                      subject(*change.before), because(change)),
                          store->page));
  }
}

// A value that AWS makes up takes the place of the one that is stored.
void made_up(const change::Plan& plan, const ResourceChange& change,
             std::vector<Consequence>& found) {
  if (change.after == nullptr) return;
  for (const change::Effect* one : change::effects("forgets", change.after->type)) {
    const emit::Tree* value = change::at(change.after->properties, one->paths.front());
    if (value == nullptr) continue;
    bool stored = false;  // for a new resource: whether the one that it writes to exists
    if (change.before == nullptr)
      change::for_each_reference(*value, [&](const emit::Reference& reference) {
        stored = stored || plan.before.find(reference.subject) != nullptr;
      });
    else
      stored =
          change.action == Action::Update &&
          change::text_at(change.before->properties, one->paths.front()) != change::text(*value);
    if (stored)
      found.push_back(about(Class::DataLost, change,
                            fmt::format("{} {}", change.after->owner, one->words), one->page));
  }
}

// ---- Interruptions ----

// Tasks that are stopped before new ones run.
std::string gap(const Record& record) {
  const emit::Object& p = record.properties;
  const auto either = [&](std::string_view one, std::string_view other) {
    const std::string value = change::text_at(p, one);
    return value.empty() ? change::text_at(p, other) : value;
  };
  const std::string least =
      either("DeploymentConfiguration.MinimumHealthyPercent", "deployment_minimum_healthy_percent");
  if (least == "0") return "all tasks may stop before new ones run (minimum healthy percent 0)";
  return {};
}

void service_deployment(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.action != Action::Update || !is_service(*change.after)) return;
  const bool restarts =
      std::any_of(change.properties.begin(), change.properties.end(), [](const PropertyChange& p) {
        for (const std::string_view path :
             {"TaskDefinition", "task_definition", "NetworkConfiguration", "network_configuration",
              "LoadBalancers", "load_balancer", "CapacityProviderStrategy",
              "capacity_provider_strategy", "PlatformVersion", "platform_version"}) {
          if (p.path.starts_with(path)) return true;
        }
        return false;
      });
  const std::string why = gap(*change.after);
  if (restarts && !why.empty())
    found.push_back(about(Class::Interruption, change,
                          fmt::format("{}: {}", subject(*change.after), why),
                          "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
                          "API_DeploymentConfiguration.html"));
  for (const PropertyChange& property : change.properties) {
    if ((property.path == "DesiredCount" || property.path == "desired_count") &&
        property.after == "0")
      found.push_back(about(Class::Interruption, change,
                            fmt::format("{} runs no task any more", subject(*change.after)),
                            "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
                            "API_UpdateService.html"));
  }
}

void serving(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.action != Action::Replace || !change.refused.empty()) return;
  const change::Effect* serves = change::effect("serves", change.after->type);
  if (serves == nullptr) return;
  const bool direct = std::any_of(change.properties.begin(), change.properties.end(),
                                  [](const PropertyChange& p) { return p.replaces && !p.follows; });
  if (!direct) return;  // the resource that it refers to is reported
  found.push_back(about(
      Class::Interruption, change,
      change.create_first
          ? fmt::format("{} is replaced, because {}: what uses the old one moves or is cut off",
                        subject(*change.after), because(change))
          : fmt::format("{} is deleted before its replacement exists, because {}",
                        subject(*change.after), because(change)),
      serves->page));
}

// A value that others rely on: the name by which they call it, the key of what they read.
void broken_values(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.before == nullptr || change.after == nullptr || !change.refused.empty()) return;
  const auto values = [&](const change::Effect& one) {
    return std::pair(change::text_at(change.before->properties, one.paths.front()),
                     change::text_at(change.after->properties, one.paths.front()));
  };
  for (const change::Effect* one : change::effects("breaks", change.after->type)) {
    const auto [was, is] = values(*one);
    if (was.empty() || is.empty() || was == is) continue;
    found.push_back(about(
        Class::Interruption, change,
        fmt::format("{} is {} instead of {}: {}", subject(*change.after), is, was, one->words),
        one->page));
  }
  for (const change::Effect* one : change::effects("outlives", change.after->type)) {
    const auto [was, is] = values(*one);
    if (was.empty() || was == is) continue;
    found.push_back(about(Class::Interruption, change,
                          fmt::format("{} has another key: {}", change.after->owner, one->words),
                          one->page));
  }
}

// ---- Removals ----

// The removed resources that something else uses.
class Removals {
 public:
  explicit Removals(const change::Plan& plan) {
    for (const Record& record : plan.after.resources) present_.insert(record.owner);
    for (const ResourceChange& change : plan.changes) {
      const change::Effect* stops = effect(change);
      if (stops == nullptr) continue;
      users_.try_emplace(change.before->address);
      const auto [worst, fresh] = worst_.try_emplace(change.before->owner, stops);
      if (!fresh) worst->second = std::min(worst->second, stops);
    }
    if (!users_.empty()) add_users(plan);
  }

  // Nothing if the removal interrupts nobody, or if a worse one of the same removed block does.
  [[nodiscard]] const change::Effect* told(const ResourceChange& change) const {
    const change::Effect* stops = effect(change);
    if (stops == nullptr || present_.contains(change.before->owner)) return stops;
    return worst_.at(change.before->owner) == stops ? stops : nullptr;
  }

  // ` (used by service api, service web)`
  [[nodiscard]] std::string users(const Record& removed) const {
    const std::set<std::string_view>& all = users_.at(removed.address);
    if (all.empty()) return {};
    constexpr std::size_t kMost = 3;
    std::vector<std::string_view> some(all.begin(), all.end());
    const std::size_t more = some.size() - std::min(kMost, some.size());
    some.resize(some.size() - more);
    return fmt::format(" (used by {}{})", fmt::join(some, ", "),
                       more == 0 ? std::string() : fmt::format(" and {} more", more));
  }

 private:
  static const change::Effect* effect(const ResourceChange& change) {
    if (change.action != Action::Remove || !change.deletes() || !change.refused.empty())
      return nullptr;
    return change::effect("stops", change.before->type);
  }

  // The blocks that refer to a removed resource, and stay.
  void add_users(const change::Plan& plan) {
    for (const Record& record : plan.before.resources) {
      if (!present_.contains(record.owner)) continue;
      for (const emit::Member& member : record.properties.members) {
        change::for_each_reference(member.value, [&](const emit::Reference& reference) {
          const auto found = users_.find(reference.subject);
          if (found != users_.end()) found->second.insert(record.owner);
        });
      }
    }
    for (const ResourceChange& change : plan.changes) {
      const auto own =
          change.before == nullptr ? users_.end() : users_.find(change.before->address);
      if (own != users_.end()) own->second.erase(change.before->owner);
    }
  }

  std::set<std::string_view> present_;                            // blocks of the later document
  std::map<std::string_view, const change::Effect*> worst_;       // by block; listed worst first
  std::map<std::string_view, std::set<std::string_view>> users_;  // by address
};

void removal(const Removals& removals, const ResourceChange& change,
             std::vector<Consequence>& found) {
  const change::Effect* stops = removals.told(change);
  if (stops == nullptr) return;
  found.push_back(about(Class::Interruption, change,
                        fmt::format("{} is removed: {}{}", subject(*change.before), stops->words,
                                    removals.users(*change.before)),
                        stops->page));
}

}  // namespace

void resource_consequences(const change::Plan& plan, std::vector<Consequence>& found) {
  const Removals removals(plan);
  for (const ResourceChange& change : plan.changes) {
    for (const change::Refusal& refusal : change.refused)
      found.push_back(about(Class::Refused, change,
                            fmt::format("{}: {}", subject(change.record()), refusal.sentence),
                            refusal.page));
    data(change, found);
    made_up(plan, change, found);
    broken_values(change, found);
    serving(change, found);
    removal(removals, change, found);
    service_deployment(change, found);
    value_consequences(plan, change, found);
  }
}

std::vector<Consequence> consequences(const change::Plan& plan) {
  std::vector<Consequence> found;
  if (plan.empty()) return found;
  resource_consequences(plan, found);
  traffic_consequences(plan, found);
  network_consequences(plan, found);
  permission_consequences(plan, found);
  if (plan.to_other_stacks > 0) {
    Consequence moved;
    moved.kind = Class::Refused;
    moved.sentence = fmt::format(
        "{} resources are in another CloudFormation stack, and CloudFormation moves none: it would "
        "create them a second time, while their names are taken",
        plan.to_other_stacks);
    moved.page =
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-refactoring.html";
    found.push_back(std::move(moved));
  }
  for (Consequence& one : found) one.targets = {plan.after.target};
  std::stable_sort(found.begin(), found.end(),
                   [](const Consequence& a, const Consequence& b) { return a.kind < b.kind; });
  // Without this, three listeners of a replaced balancer would say the same three times.
  std::set<std::tuple<Class, std::string, std::string>> said;
  std::vector<Consequence> once;
  for (Consequence& one : found) {
    if (said.emplace(one.kind, one.block, one.sentence).second) once.push_back(std::move(one));
  }
  return once;
}

}  // namespace svc::diff
