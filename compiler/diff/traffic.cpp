// Rules that carry the traffic of blue/green services.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "change/facts.h"
#include "change/values.h"
#include "diff/about.h"
#include "diff/consequences.h"

namespace svc::diff {

using change::Action;
using change::ResourceChange;
using emit::Record;

namespace {

// The resources that take part in blue/green deployments: those with a target group that a service
// shifts.
bool shifts_traffic(const change::Plan& plan, const Record& rule) {
  for (const Record& record : plan.before.resources) {
    if (!is_service(record) || record.owner != rule.owner) continue;
    const std::string strategy =
        change::text_at(record.properties, "DeploymentConfiguration.Strategy") +
        change::text_at(record.properties, "deployment_configuration.strategy");
    const std::string controller = change::text_at(record.properties, "DeploymentController.Type") +
                                   change::text_at(record.properties, "deployment_controller.type");
    if (controller == "CODE_DEPLOY") return true;
    if (!strategy.empty() && strategy != "ROLLING") return true;
  }
  return false;
}

// `listener rule of service api` of `a listener rule of service api`.
std::string without_article(std::string words) {
  return words.starts_with("a ") ? words.substr(2) : words;
}

bool is_rule(const std::string& type) {
  return change::effect("sends", type) != nullptr;
}

// An update in place. Terraform leaves the target to the deployment.
bool updates_target(const ResourceChange& change) {
  if (change.action != Action::Update || change.tags_only) return false;
  const auto& ignored = change.after->initial;
  return std::find(ignored.begin(), ignored.end(), "action") == ignored.end();
}

// A new rule in place of another one, which sends requests to a target group that exists.
bool begins_with_target(const change::Plan& plan, const ResourceChange& change) {
  if (change.action != Action::Add && change.action != Action::Replace) return false;
  std::set<std::string_view> targets;
  for (const emit::Member& member : change.after->properties.members) {
    change::for_each_reference(
        member.value, [&](const emit::Reference& reference) { targets.insert(reference.subject); });
  }
  return std::any_of(
      plan.before.resources.begin(), plan.before.resources.end(), [&](const Record& record) {
        return targets.contains(record.address) && record.owner == change.after->owner &&
               change::effect("targets", record.type) != nullptr;
      });
}

void add_traffic(const change::Plan& plan, const ResourceChange& change,
                 std::vector<Consequence>& found) {
  if (change.after == nullptr || !is_rule(change.after->type)) return;
  const bool begins = begins_with_target(plan, change);
  if ((!begins && !updates_target(change)) || !shifts_traffic(plan, *change.after)) return;
  found.push_back(
      about(Class::TrafficReset, change,
            fmt::format("{} {} sends all requests to the blue target group, which has no tasks if "
                        "the last release ended on the green one; look first, and do not deploy it "
                        "while a release runs (docs/blue-green.md)",
                        begins ? "the new" : "the update of",
                        begins ? without_article(subject(*change.after)) : subject(*change.after)),
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
            "deployment-type-blue-green.html"));
}

}  // namespace

void traffic_consequences(const change::Plan& plan, std::vector<Consequence>& found) {
  for (const ResourceChange& change : plan.changes) add_traffic(plan, change, found);
}

}  // namespace svc::diff
