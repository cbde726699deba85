#include "diff/consequences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
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
    found.push_back(
        about(Class::DataLost, change,
              change.action == Action::Remove
                  ? fmt::format("{} is deleted with what it holds", subject(*change.before))
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

// ---- Values that protect, keep or take time ----

double number(const std::string& words) {
  return std::strtod(words.c_str(), nullptr);
}

bool is_number(const std::string& words) {
  return !words.empty() && words.find_first_not_of("0123456789.") == std::string::npos;
}

bool protective(const std::string& value) {
  return value == "true" || value == "Enabled" || value == "ENABLED" || value == "IMMUTABLE";
}

bool under(std::string_view path, std::string_view rule) {
  return path.starts_with(rule) || rule.starts_with(std::string(path) + ".");
}

// `1 h 30 min`, of a number with the unit `s`, `min` or `d`; without a unit the number itself.
std::string amount(const std::string& words, std::string_view unit) {
  static constexpr std::pair<std::string_view, long> kUnits[] = {
      {"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}};
  const auto* known = std::find_if(std::begin(kUnits), std::end(kUnits),
                                   [&](const auto& one) { return one.first == unit; });
  if (known == std::end(kUnits) || !is_number(words)) return words;
  auto seconds = static_cast<long>(number(words) * static_cast<double>(known->second));
  std::string made;
  for (const auto& [name, length] : kUnits) {
    if (seconds >= length)
      made += fmt::format("{}{} {}", made.empty() ? "" : " ", seconds / length, name);
    seconds %= length;
  }
  return made.empty() ? fmt::format("0 {}", unit) : made;
}

// The first number that became smaller in a rule that is a document (a lifecycle).
const PropertyChange* smaller(const ResourceChange& change, std::string_view rule) {
  for (const PropertyChange& property : change.properties) {
    if (!under(property.path, rule)) continue;
    const bool days = property.path.find("ay") != std::string::npos ||
                      property.path.find("ount") != std::string::npos ||
                      property.path.find("eriod") != std::string::npos ||
                      property.path.find("etention") != std::string::npos;
    if (!days) continue;
    if (is_number(property.after) &&
        (property.before.empty() ||
         (is_number(property.before) && number(property.after) < number(property.before))))
      return &property;
  }
  return nullptr;
}

// After how many days a new rule of a lifecycle deletes objects; empty: it deletes none.
std::string deleted_after(std::string_view rule) {
  for (const std::string_view key :
       {"ExpirationInDays: ", "NoncurrentDays: ", "expiration: [{days: ",
        "noncurrent_version_expiration: [{noncurrent_days: "}) {
    const std::size_t at = rule.find(key);
    if (at == std::string_view::npos) continue;
    const std::string_view days = rule.substr(at + key.size());
    return std::string(days.substr(0, days.find_first_not_of("0123456789")));
  }
  return {};
}

// The first new rule of a lifecycle that deletes objects.
void new_rules(const ResourceChange& change, const change::Effect& effect,
               std::vector<Consequence>& found) {
  for (const PropertyChange& property : change.properties) {
    if (!under(property.path, effect.paths.front()) && !property.path.starts_with("rule")) continue;
    const std::string days = property.before.empty() ? deleted_after(property.after) : "";
    if (days.empty()) continue;
    Consequence made =
        about(Class::RetentionShortened, change,
              fmt::format("{} deletes what is older than {} days", subject(*change.after), days),
              effect.page);
    made.before = property.before_span;
    made.after = property.after_span;
    found.push_back(std::move(made));
    return;
  }
}

void kept_for(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.before == nullptr || change.after == nullptr) return;
  for (const change::Effect* one : change::effects("shorter", change.after->type)) {
    const PropertyChange* property = smaller(change, one->paths.front());
    if (property == nullptr) {
      new_rules(change, *one, found);
      continue;
    }
    Consequence made =
        about(Class::RetentionShortened, change,
              property->before.empty()
                  ? fmt::format("{} keeps its data for only {}; until now without an end",
                                subject(*change.after), amount(property->after, one->words))
                  : fmt::format("{} keeps its data for {} instead of {}", subject(*change.after),
                                amount(property->after, one->words),
                                amount(property->before, one->words)),
              one->page);
    made.before = property->before_span;
    made.after = property->after_span;
    found.push_back(std::move(made));
  }
}

void protection(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.before == nullptr || change.after == nullptr) return;
  if ((change.before->retained && !change.after->retained) ||
      (change.before->guarded && !change.after->guarded))
    found.push_back(
        about(Class::ProtectionRemoved, change,
              fmt::format("{} is no longer kept when it is removed", subject(*change.after)),
              "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
              "aws-attribute-deletionpolicy.html"));
  if (change.action != Action::Update) return;
  for (const change::Effect* one : change::effects("protects", change.after->type)) {
    for (const std::string_view path : one->paths) {
      const std::string was = change::text_at(change.before->properties, path);
      const std::string is = change::text_at(change.after->properties, path);
      if (!protective(was) || protective(is)) continue;
      found.push_back(about(Class::ProtectionRemoved, change,
                            fmt::format("{} loses {}", subject(*change.after), one->words),
                            one->page));
    }
  }
}

void duration(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.action != Action::Update) return;
  for (const change::Effect* one : change::effects("longer", change.after->type)) {
    const std::string was = change::text_at(change.before->properties, one->paths.front());
    const std::string is = change::text_at(change.after->properties, one->paths.front());
    if (!is_number(is) || number(is) <= number(was)) continue;
    const std::string_view unit = one->words.substr(0, one->words.find(' '));
    found.push_back(about(Class::DeploymentLonger, change,
                          fmt::format("a deployment of {} takes longer: {} is {} instead of {}",
                                      subject(*change.after), one->words.substr(unit.size() + 1),
                                      amount(is, unit), amount(was.empty() ? "0" : was, unit)),
                          one->page));
  }
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
    serving(change, found);
    removal(removals, change, found);
    service_deployment(change, found);
    kept_for(change, found);
    protection(change, found);
    duration(change, found);
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
