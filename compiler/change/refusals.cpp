// What AWS or the target refuses: two things with one name, protected things, values that move.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "change/facts.h"
#include "change/steps.h"
#include "change/values.h"

namespace svc::change {

using emit::Record;

namespace {

constexpr std::string_view kNamed =
    "https://repost.aws/knowledge-center/cloudformation-custom-name";
constexpr std::string_view kLifecycle =
    "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle";

bool is_cloudformation(const Plan& plan) {
  return plan.after.target != "terraform";
}

// The property that both sides give the same fixed name by, so that old and new cannot exist
// side by side; empty: none.
std::string_view fixed_name(const ResourceChange& change) {
  const TypeFacts& facts = facts_of(change.after->type);
  const Effect* scope = effect("scope", change.after->type);
  const auto leaves = [&](const PropertyChange& property) {
    return property.path == scope->paths.front();
  };
  if (scope != nullptr && std::any_of(change.properties.begin(), change.properties.end(), leaves))
    return {};  // the same name in another cluster is another service
  const auto fixed = [&](std::string_view path) {
    const std::string old = text_at(change.before->properties, path);
    return !old.empty() && old == text_at(change.after->properties, path);
  };
  if (!facts.name.empty()) return fixed(facts.name) ? facts.name : std::string_view();
  const bool all =
      !facts.identity.empty() && std::all_of(facts.identity.begin(), facts.identity.end(), fixed);
  return all ? facts.identity.front() : std::string_view();
}

void refuse_fixed_name(const Plan& plan, ResourceChange& change) {
  if (change.action != Action::Replace || change.before->type != change.after->type) return;
  if (!is_cloudformation(plan) && !change.after->create_first) return;
  const std::string_view name = fixed_name(change);
  if (name.empty()) return;
  const std::string value = text_at(change.after->properties, name);
  change.refused.push_back(
      {is_cloudformation(plan)
           ? fmt::format(
                 "CloudFormation creates the replacement before it deletes the old one, and "
                 "{} `{}` is taken until then",
                 name, value)
           : fmt::format("Terraform creates the replacement before it destroys the old one, and "
                         "the name `{}` is taken until then",
                         value),
       std::string(is_cloudformation(plan) ? kNamed : kLifecycle)});
}

void refuse_protected(const Plan& plan, ResourceChange& change) {
  if (change.before == nullptr || !change.deletes()) return;
  // The protection is part of the block, so it is removed with the block.
  if (!is_cloudformation(plan) && change.after != nullptr && change.after->guarded)
    change.refused.push_back(
        {"Terraform does not destroy it: `prevent_destroy` is set", std::string(kLifecycle)});
  for (const Effect* one : effects("protects", change.before->type)) {
    const std::string_view path = one->paths.front();
    if (path.find("eletion") == std::string_view::npos) continue;  // protects from something else
    if (text_at(change.before->properties, path) == "true")
      change.refused.push_back(
          {"deletion protection is on: switch it off first", std::string(one->page)});
  }
}

// AWS does not delete a bucket or repository with contents, unless the program lets it be emptied.
void refuse_full(ResourceChange& change) {
  if (change.before == nullptr || !change.deletes()) return;
  const std::string& type = change.before->type;
  const emit::Object& properties = change.before->properties;
  if (type == "aws_s3_bucket" || type == "AWS::S3::Bucket") {
    if (text_at(properties, "force_destroy") != "true")
      change.refused.push_back(
          {"a bucket that holds objects is not deleted",
           "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html"});
  } else if (type == "aws_ecr_repository" || type == "AWS::ECR::Repository") {
    if (text_at(properties, "force_delete") != "true" &&
        text_at(properties, "EmptyOnDelete") != "true")
      change.refused.push_back(
          {"a repository that holds images is not deleted",
           "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html"});
  }
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
void explain_encryption(ResourceChange& change) {
  if (change.refused.empty() || change.action != Action::Replace) return;
  const std::string& type = change.after->type;
  if (type != "AWS::ECR::Repository" && type != "aws_ecr_repository") return;
  const bool encryption = std::any_of(
      change.properties.begin(), change.properties.end(), [](const PropertyChange& property) {
        return property.replaces && property.path.find("ncryption") != std::string::npos;
      });
  if (!encryption) return;
  change.refused = {
      {"ECR sets the encryption of a repository when it creates it: add a repository with "
       "another name, push the images there, let the tasks use it, then remove this one",
       "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html"}};
}

// ---- Values that may exist only once ----

// The values that may occur only once; empty if one of them is missing.
std::string unique_key(const Record& record, const std::vector<std::string_view>& paths) {
  std::string key = record.type;
  for (const std::string_view path : paths) {
    const std::string value = text_at(record.properties, path);
    if (value.empty()) return {};
    key += "\n" + value;
  }
  return key;
}

// The block that makes it, so that both targets say the same.
const std::string& named(const Record& record) {
  return record.owner.empty() ? record.address : record.owner;
}

void refuse_taken(Plan& plan) {
  const bool concerned =
      std::any_of(plan.changes.begin(), plan.changes.end(), [](const ResourceChange& change) {
        return change.after != nullptr && effect("unique", change.after->type) != nullptr;
      });
  if (!concerned) return;
  std::map<std::string, const Record*> taken;
  for (const Record& record : plan.before.resources) {
    for (const Effect* one : effects("unique", record.type)) {
      const std::string key = unique_key(record, one->paths);
      if (!key.empty()) taken.emplace(key, &record);
    }
  }
  for (ResourceChange& change : plan.changes) {
    if (change.after == nullptr) continue;
    for (const Effect* one : effects("unique", change.after->type)) {
      const auto found = taken.find(unique_key(*change.after, one->paths));
      if (found == taken.end()) continue;
      const bool own = change.before == found->second;
      const bool side_by_side = change.action == Action::Replace &&
                                (is_cloudformation(plan) || change.after->create_first);
      if (own && !side_by_side) continue;
      if (own && !change.refused.empty()) continue;
      change.refused.push_back(
          {own ? fmt::format("the old one still has {} when the new one is created", one->words)
               : fmt::format("{} still has {} when it is {}", named(*found->second), one->words,
                             change.action == Action::Update ? "changed" : "created"),
           std::string(one->page)});
    }
  }
}

// ---- Capacity providers in use ----

// The providers that a cluster's list has.
std::vector<std::string> providers_of(const Record& record) {
  std::vector<std::string> providers;
  for (const std::string_view path : {"CapacityProviders", "capacity_providers"}) {
    const emit::Tree* tree = at(record.properties, path);
    const auto* list = tree == nullptr ? nullptr : tree->get<emit::List>();
    if (list == nullptr) continue;
    for (const emit::Tree& item : list->items) providers.push_back(text(item));
  }
  return providers;
}

bool runs_on(const Record& record, const std::string& provider) {
  if (record.type != "AWS::ECS::Service" && record.type != "aws_ecs_service") return false;
  for (const std::string_view path : {"CapacityProviderStrategy", "capacity_provider_strategy"}) {
    const emit::Tree* tree = at(record.properties, path);
    if (tree != nullptr && text(*tree).find(provider) != std::string::npos) return true;
  }
  return false;
}

// The cluster must know a provider before a service can use it, so its list changes first, while
// tasks still run on the provider that goes.
void refuse_used_providers(const Plan& plan, ResourceChange& change) {
  if (change.action != Action::Update) return;
  const std::vector<std::string> kept = providers_of(*change.after);
  for (const std::string& provider : providers_of(*change.before)) {
    if (std::find(kept.begin(), kept.end(), provider) != kept.end()) continue;
    const auto user = std::find_if(plan.before.resources.begin(), plan.before.resources.end(),
                                   [&](const Record& record) { return runs_on(record, provider); });
    if (user == plan.before.resources.end()) continue;
    change.refused.push_back(
        {fmt::format("ECS removes no capacity provider on which tasks run, and those of {} still "
                     "run on one that goes: move them to other capacity first, and remove this one "
                     "with the next deployment",
                     user->owner),
         "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
         "API_PutClusterCapacityProviders.html"});
    return;
  }
}

// ---- Values that stay as they were created ----

void refuse_fixed(ResourceChange& change) {
  if (change.action != Action::Update) return;
  for (const Effect* one : effects("fixed", change.after->type)) {
    const bool differs = std::any_of(change.properties.begin(), change.properties.end(),
                                     [&](const PropertyChange& property) {
                                       return plain_path(property.path) == one->paths.front() &&
                                              !property.before.empty() && !property.after.empty();
                                     });
    if (differs) change.refused.push_back({std::string(one->words), std::string(one->page)});
  }
}

// ---- Services that CodeDeploy releases ----

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
bool codedeploy_may_change(std::string_view path) {
  for (const std::string_view prefix : {"DesiredCount",
                                        "desired_count",
                                        "DeploymentConfiguration",
                                        "deployment_m",
                                        "deployment_circuit",
                                        "deployment_configuration",
                                        "HealthCheckGracePeriodSeconds",
                                        "health_check_grace",
                                        "Placement",
                                        "placement",
                                        "ordered_placement",
                                        "EnableECSManagedTags",
                                        "enable_ecs_managed_tags",
                                        "PropagateTags",
                                        "propagate_tags",
                                        "Tags",
                                        "tags",
                                        "wait_for_steady_state",
                                        "EnableExecuteCommand",
                                        "enable_execute_command"}) {
    if (path.starts_with(prefix)) return true;
  }
  return false;
}

void refuse_frozen(ResourceChange& change) {
  if (change.action != Action::Update || change.before == nullptr) return;
  const emit::Object& old = change.before->properties;
  if (text_at(old, "DeploymentController.Type") != "CODE_DEPLOY" &&
      text_at(old, "deployment_controller.type") != "CODE_DEPLOY")
    return;
  // An update may also change the controller, and then what the new one may change.
  if (text_at(change.after->properties, "DeploymentController.Type") !=
      text_at(old, "DeploymentController.Type"))
    return;
  for (const PropertyChange& property : change.properties) {
    if (codedeploy_may_change(property.path)) continue;
    change.refused.push_back(
        {fmt::format("a service that CodeDeploy releases takes a new {} with a release only; give "
                     "the service another name, and the new one is created before this one goes",
                     property.path),
         "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"});
    return;
  }
}

}  // namespace

void refuse(Plan& plan) {
  for (ResourceChange& change : plan.changes) {
    if (change.before != nullptr &&
        (change.action == Action::Remove || change.action == Action::Replace))
      change.retained = is_cloudformation(plan) && change.before->retained;
    refuse_fixed_name(plan, change);
    refuse_protected(plan, change);
    refuse_full(change);
    refuse_frozen(change);
    refuse_used_providers(plan, change);
    refuse_fixed(change);
    explain_encryption(change);
  }
  refuse_taken(plan);
}

}  // namespace svc::change
