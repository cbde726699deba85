// The effect of a replacement on the resources that refer to it.
#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "change/facts.h"
#include "change/steps.h"
#include "change/values.h"

namespace svc::change {

using emit::Record;
using emit::Reference;

namespace {

// Whether the template writes the value itself, so that a replacement has the same one: its own
// name.
bool known(const Record& target, const Reference& reference) {
  const std::string& attribute = reference.attribute;
  if (!attribute.empty()) {
    const emit::Tree* value = target.properties.find(attribute) == nullptr
                                  ? nullptr
                                  : &target.properties.find(attribute)->value;
    return value != nullptr && value->get<std::string>() != nullptr;
  }
  const TypeFacts& facts = facts_of(target.type);
  return facts.identity.size() == 1 && !text_at(target.properties, facts.identity.front()).empty();
}

// A number of the resource's own, which grows with each update in place:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html
bool grows(const Reference& reference) {
  return reference.attribute == "LatestVersionNumber" || reference.attribute == "latest_version";
}

class Follower {
 public:
  explicit Follower(Plan& plan) : plan_(plan) {
    for (std::size_t i = 0; i < plan.changes.size(); ++i) {
      const ResourceChange& change = plan.changes[i];
      if (change.after != nullptr) changes_.emplace(change.after->address, i);
      if (change.action == Action::Replace && change.refused.empty())
        replaced_.insert(change.after->address);
      if (change.action == Action::Update && !change.tags_only)
        updated_.push_back(change.after->address);
    }
    if (replaced_.empty() && updated_.empty()) return;
    for (const Record& record : plan.before.resources) before_.emplace(record.address, &record);
    index();
  }

  void run() {
    for (const std::string& address : updated_) {
      for (const Use& use : uses_of(address)) {
        if (grows(*use.reference)) (void)add(use, address);
      }
    }
    std::vector<std::string> open(replaced_.begin(), replaced_.end());
    while (!open.empty()) {
      const std::string address = std::move(open.back());
      open.pop_back();
      for (const Use& use : uses_of(address)) {
        if (add(use, address) && replaced_.insert(use.user->address).second)
          open.push_back(use.user->address);
      }
    }
  }

 private:
  struct Use {
    const Record* user;
    const emit::Member* member;
    const Reference* reference;
  };

  void index() {
    for (const Record& record : plan_.after.resources) {
      after_.emplace(record.address, &record);
      for (const emit::Member& member : record.properties.members) {
        for_each_reference(member.value, [&](const Reference& reference) {
          uses_[reference.subject].push_back({&record, &member, &reference});
        });
      }
    }
  }

  [[nodiscard]] std::span<const Use> uses_of(std::string_view address) const {
    const auto found = uses_.find(address);
    return found == uses_.end() ? std::span<const Use>() : std::span<const Use>(found->second);
  }

  ResourceChange* change_of(const Record& user) {
    const auto found = changes_.find(user.address);
    if (found != changes_.end()) return &plan_.changes[found->second];
    const auto old = before_.find(user.address);
    if (old == before_.end()) return nullptr;
    ResourceChange change;
    change.before = old->second;
    change.after = &user;
    changes_.emplace(user.address, plan_.changes.size());
    plan_.changes.push_back(std::move(change));
    return &plan_.changes.back();
  }

  // Gives whether the user is replaced for it.
  bool add(const Use& use, const std::string& address) {
    const auto target = after_.find(address);
    if (target == after_.end() || known(*target->second, *use.reference)) return false;
    if (std::find(use.user->initial.begin(), use.user->initial.end(), use.member->name) !=
        use.user->initial.end())
      return false;
    ResourceChange* change = change_of(*use.user);
    if (change == nullptr || change->action == Action::Add) return false;
    for (const PropertyChange& old : change->properties) {
      if (old.path.starts_with(use.member->name)) return false;
    }
    PropertyChange follows;
    follows.path = use.member->name;
    follows.before = follows.after = text(emit::Tree(*use.reference));
    follows.before_span = follows.after_span =
        use.member->value.span.valid() ? use.member->value.span : use.user->span;
    follows.follows = true;
    const TypeFacts& facts = facts_of(use.user->type);
    follows.replaces =
        std::find(facts.always.begin(), facts.always.end(), follows.path) != facts.always.end();
    change->properties.push_back(std::move(follows));
    const bool was = change->action == Action::Replace;
    settle_action(*change);
    return !was && change->action == Action::Replace;
  }

  Plan& plan_;
  std::unordered_map<std::string_view, std::size_t> changes_;
  std::unordered_map<std::string_view, const Record*> before_;
  std::unordered_map<std::string_view, const Record*> after_;
  std::set<std::string, std::less<>> replaced_;
  std::vector<std::string> updated_;
  std::unordered_map<std::string_view, std::vector<Use>> uses_;
};

}  // namespace

void follow(Plan& plan) {
  Follower(plan).run();
}

// Terraform deletes first, unless the resource, or one that depends on it, says otherwise.
// https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
void order(Plan& plan) {
  const bool replaces =
      std::any_of(plan.changes.begin(), plan.changes.end(),
                  [](const ResourceChange& change) { return change.action == Action::Replace; });
  if (!replaces) return;
  const bool terraform = plan.after.target == "terraform";
  std::unordered_map<std::string_view, const Record*> known;
  std::unordered_set<std::string_view> first;
  std::vector<const Record*> open;
  if (terraform) {
    for (const Record& record : plan.after.resources) {
      known.emplace(record.address, &record);
      if (record.create_first && first.insert(record.address).second) open.push_back(&record);
    }
  }
  while (!open.empty()) {
    const Record* record = open.back();
    open.pop_back();
    const auto mark = [&](const std::string& address) {
      const auto needed = known.find(address);
      if (needed != known.end() && first.insert(needed->first).second)
        open.push_back(needed->second);
    };
    for (const emit::Member& member : record->properties.members)
      for_each_reference(member.value, [&](const Reference& r) { mark(r.subject); });
    for (const std::string& address : record->depends_on) mark(address);
  }
  for (ResourceChange& change : plan.changes) {
    if (change.action == Action::Replace)
      change.create_first = !terraform || first.contains(change.after->address);
  }
}

}  // namespace svc::change
