// Resources that AWS keeps in the network in which it made them, and what two of them cannot share.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "change/facts.h"
#include "change/steps.h"
#include "change/values.h"

namespace svc::change {

namespace {

// The address that the first reference of a value names; empty: there is none.
std::string_view first_subject(const emit::Tree* value) {
  std::string_view subject;
  if (value == nullptr) return subject;
  for_each_reference(*value, [&](const emit::Reference& reference) {
    if (subject.empty()) subject = reference.subject;
  });
  return subject;
}

// The VPC of the subnets that a property names; empty: the document does not say.
std::string_view network_of(const emit::Document& document, const emit::Object& properties,
                            std::string_view path) {
  const emit::Record* subnet = document.find(first_subject(at(properties, path)));
  if (subnet == nullptr) return {};
  const std::string_view network = first_subject(at(subnet->properties, "VpcId"));
  return network.empty() ? first_subject(at(subnet->properties, "vpc_id")) : network;
}

bool moves(const Plan& plan, const ResourceChange& change, std::string_view path) {
  const std::string_view from = network_of(plan.before, change.before->properties, path);
  const std::string_view to = network_of(plan.after, change.after->properties, path);
  if (from.empty() || to.empty()) return false;
  const ResourceChange* network = plan.find(to);
  return from != to || (network != nullptr && network->action == Action::Replace);
}

std::string either(const emit::Object& properties, std::string_view one, std::string_view other) {
  std::string value = text_at(properties, one);
  return value.empty() ? text_at(properties, other) : value;
}

bool is_subnet(const emit::Record& record) {
  return record.type == "AWS::EC2::Subnet" || record.type == "aws_subnet";
}

// Whether the old resource still exists when the new one is created.
bool side_by_side(const Plan& plan, const ResourceChange& change) {
  return change.action == Action::Replace &&
         (plan.after.target != "terraform" || change.after->create_first);
}

// The subnet of the earlier document that overlaps the new range; null: none. Equal ranges are
// refused as what may exist only once.
const emit::Record* overlapped(const Plan& plan, const ResourceChange& change) {
  const emit::Object& p = change.after->properties;
  const std::string range = either(p, "CidrBlock", "cidr_block");
  const std::optional<Ipv4Range> wanted = parse_ipv4(range);
  if (!wanted) return nullptr;
  for (const emit::Record& old : plan.before.resources) {
    if (!is_subnet(old) || (&old == change.before && !side_by_side(plan, change))) continue;
    const std::string other = either(old.properties, "CidrBlock", "cidr_block");
    const std::optional<Ipv4Range> taken = parse_ipv4(other);
    if (taken && other != range && taken->overlaps(*wanted) &&
        either(old.properties, "VpcId", "vpc_id") == either(p, "VpcId", "vpc_id"))
      return &old;
  }
  return nullptr;
}

// The availability zone of the subnet that a mount target is in; empty: the document does not say.
std::string zone_of(const emit::Document& document, const emit::Record& target) {
  const emit::Record* subnet = document.find(first_subject(at(target.properties, "SubnetId")));
  return subnet == nullptr ? std::string()
                           : either(subnet->properties, "AvailabilityZoneId", "AvailabilityZone");
}

// https://docs.aws.amazon.com/efs/latest/APIReference/API_CreateMountTarget.html
void refuse_second_target(const Plan& plan, ResourceChange& change) {
  if (change.action != Action::Replace || change.after->type != "AWS::EFS::MountTarget") return;
  const std::string zone = zone_of(plan.after, *change.after);
  const std::string_view files = first_subject(at(change.after->properties, "FileSystemId"));
  const ResourceChange* system = plan.find(files);
  if (system != nullptr && system->action != Action::Update) return;
  if (zone.empty() || zone != zone_of(plan.before, *change.before)) return;
  change.refused.push_back(
      {"a file system has one mount target in each availability zone, and CloudFormation deletes "
       "the old one after it has created the new one: delete it by hand before the deployment",
       "https://docs.aws.amazon.com/efs/latest/APIReference/API_CreateMountTarget.html"});
}

}  // namespace

void refuse_overlaps(Plan& plan) {
  for (ResourceChange& change : plan.changes) {
    if (change.after == nullptr || !is_subnet(*change.after) || !change.refused.empty()) continue;
    if (change.action != Action::Replace && change.action != Action::Add) continue;
    const emit::Record* other = overlapped(plan, change);
    if (other == nullptr) continue;
    change.refused.push_back(
        {fmt::format("its range {} overlaps {}, which is in use until it exists: add a group of "
                     "another name, move to it, and remove the old one with the next deployment",
                     either(change.after->properties, "CidrBlock", "cidr_block"),
                     either(other->properties, "CidrBlock", "cidr_block")),
         "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html"});
  }
}

void refuse_moves(Plan& plan) {
  for (ResourceChange& change : plan.changes) {
    refuse_second_target(plan, change);
    if (change.action != Action::Update) continue;
    for (const Effect* bound : effects("bound", change.after->type)) {
      if (!moves(plan, change, bound->paths.front())) continue;
      change.refused.push_back({std::string(bound->words), std::string(bound->page)});
    }
  }
}

}  // namespace svc::change
