// Values that protect, keep or take time.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "change/facts.h"
#include "change/values.h"
#include "diff/about.h"
#include "diff/consequences.h"

namespace svc::diff {

using change::Action;
using change::PropertyChange;
using change::ResourceChange;
using emit::Record;

namespace {

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

// CodeDeploy and ECS have settings of their own for the same things.
bool changes_controller(const ResourceChange& change) {
  return std::any_of(change.properties.begin(), change.properties.end(),
                     [](const PropertyChange& property) {
                       return property.path.starts_with("DeploymentController") ||
                              property.path.starts_with("deployment_controller");
                     });
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
  if (change.action != Action::Update || changes_controller(change)) return;
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

// A setting that protects whatever its value is.
void lost_setting(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.action != Action::Update) return;
  for (const change::Effect* one : change::effects("keeps", change.after->type)) {
    const std::string_view path = one->paths.front();
    if (change::at(change.before->properties, path) == nullptr ||
        change::at(change.after->properties, path) != nullptr)
      continue;
    found.push_back(about(Class::ProtectionRemoved, change,
                          fmt::format("{} loses {}", subject(*change.after), one->words),
                          one->page));
  }
}

// A resource of its own that protects a block, such as the versioning of a bucket in Terraform.
void lost_guard(const change::Plan& plan, const ResourceChange& change,
                std::vector<Consequence>& found) {
  if (change.action != Action::Remove) return;
  const change::Effect* guards = change::effect("guards", change.before->type);
  const bool stays =
      guards != nullptr &&
      std::any_of(plan.after.resources.begin(), plan.after.resources.end(),
                  [&](const Record& record) { return record.owner == change.before->owner; });
  if (stays)
    found.push_back(about(Class::ProtectionRemoved, change,
                          fmt::format("{} loses {}", change.before->owner, guards->words),
                          guards->page));
}

// How many steps of a pipeline are of a category, such as `Approval`.
std::size_t steps_of(const emit::Tree& tree, std::string_view category) {
  std::size_t count = 0;
  if (const auto* list = tree.get<emit::List>()) {
    for (const emit::Tree& item : list->items) count += steps_of(item, category);
  } else if (const auto* object = tree.get<emit::Object>()) {
    for (const emit::Member& member : object->members) {
      const auto* words = member.value.get<std::string>();
      if (words == nullptr)
        count += steps_of(member.value, category);
      else if (*words == category && (member.name == "Category" || member.name == "category"))
        ++count;
    }
  }
  return count;
}

// What a release no longer waits for.
void release_gates(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.action != Action::Update || (change.after->type != "AWS::CodePipeline::Pipeline" &&
                                          change.after->type != "aws_codepipeline"))
    return;
  constexpr std::pair<std::string_view, std::string_view> kGates[] = {{"Approval", "an approval"},
                                                                      {"Test", "a test"}};
  for (const auto& gate : kGates) {
    const std::string_view category = gate.first;
    const auto count = [&](const Record& record) {
      std::size_t steps = 0;
      for (const emit::Member& member : record.properties.members)
        steps += steps_of(member.value, category);
      return steps;
    };
    if (count(*change.after) < count(*change.before))
      found.push_back(about(Class::ProtectionRemoved, change,
                            fmt::format("{} loses {}: a release no longer waits for it",
                                        change.after->owner, gate.second),
                            "https://docs.aws.amazon.com/codepipeline/latest/userguide/"
                            "approvals.html"));
  }
}

void duration(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.action != Action::Update || changes_controller(change)) return;
  for (const change::Effect* one : change::effects("longer", change.after->type)) {
    const std::string was = change::text_at(change.before->properties, one->paths.front());
    const std::string is = change::text_at(change.after->properties, one->paths.front());
    if (!is_number(is) || number(is) <= number(was)) continue;
    const std::string_view unit = one->words.substr(0, one->words.find(' '));
    const std::string until_now =
        was.empty() ? ", and there was none" : " instead of " + amount(was, unit);
    found.push_back(
        about(Class::DeploymentLonger, change,
              fmt::format("a deployment of {} takes longer: {} is {}{}", change.after->owner,
                          one->words.substr(unit.size() + 1), amount(is, unit), until_now),
              one->page));
  }
}

// ---- Permissions boundaries ----

// `role deployer is`, `the roles of service api are`
std::string roles_of(const Record& role) {
  return role.owner.starts_with("role ") ? role.owner + " is"
                                         : fmt::format("the roles of {} are", role.owner);
}

// A boundary that no longer limits a role, or does so now.
void boundary(const ResourceChange& change, std::vector<Consequence>& found) {
  if (change.action != Action::Update) return;
  for (const change::Effect* one : change::effects("bounds", change.after->type)) {
    const std::string was = change::text_at(change.before->properties, one->paths.front());
    const std::string is = change::text_at(change.after->properties, one->paths.front());
    if (was.empty() == is.empty()) continue;
    found.push_back(
        about(is.empty() ? Class::PermissionWidened : Class::PermissionNarrowed, change,
              fmt::format("{} {} limited by the permissions boundary {}", roles_of(*change.after),
                          is.empty() ? "no longer" : "now", is.empty() ? was : is),
              one->page));
  }
}

}  // namespace

void value_consequences(const change::Plan& plan, const change::ResourceChange& change,
                        std::vector<Consequence>& found) {
  kept_for(change, found);
  protection(change, found);
  lost_setting(change, found);
  lost_guard(plan, change, found);
  release_gates(change, found);
  duration(change, found);
  boundary(change, found);
}

}  // namespace svc::diff
