// Who may do what on which resource. All statements of all policies are compared as sets, so a line
// that another one already covers grants nothing.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "change/values.h"
#include "diff/consequences.h"

namespace svc::diff {

using change::text_at;
using emit::Document;
using emit::Object;
using emit::Record;
using emit::Tree;

namespace {

constexpr std::string_view kPolicyPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";

// One permission of one principal.
struct Grant {
  std::string who;  // the address of a role, or who a policy of a resource names
  bool allow = true;
  std::string action;
  std::string resource;
  std::string condition;  // as text; empty: none

  friend bool operator<(const Grant& a, const Grant& b) {  // libc++ 14 orders no texts by <=>
    return std::tie(a.who, a.allow, a.action, a.resource, a.condition) <
           std::tie(b.who, b.allow, b.action, b.resource, b.condition);
  }
  friend bool operator==(const Grant&, const Grant&) = default;
};
struct Origin {
  const Record* record = nullptr;
  Span span;
};
using Grants = std::map<Grant, Origin>;

std::vector<std::string> words_of(const Tree* tree) {
  std::vector<std::string> words;
  if (tree == nullptr) return words;
  if (const auto* list = tree->get<emit::List>()) {
    for (const Tree& item : list->items) words.push_back(change::text(item));
  } else if (!tree->absent()) {
    words.push_back(change::text(*tree));
  }
  return words;
}

const Tree* member(const Object& object, std::string_view name) {
  const emit::Member* found = object.find(name);
  return found == nullptr ? nullptr : &found->value;
}

// The principals of a statement: `Service: ecs-tasks.amazonaws.com`, `AWS: *`.
std::vector<std::string> principals(const Object& statement) {
  const Tree* tree = member(statement, "Principal");
  if (tree == nullptr) return {};
  const auto* kinds = tree->get<Object>();
  if (kinds == nullptr) return {"everyone"};
  std::vector<std::string> found;
  for (const emit::Member& kind : kinds->members) {
    for (std::string& word : words_of(&kind.value))
      found.push_back(word == "*" ? "everyone" : std::move(word));
  }
  return found;
}

// The policy that a value is: a structure, or a text that holds one.
const Object* policy_of(const Tree& tree) {
  if (const auto* object = tree.get<Object>()) return object;
  const auto* list = tree.get<emit::List>();
  return list != nullptr && list->items.size() == 1 ? list->items.front().get<Object>() : nullptr;
}

// The streams of a log group are written in two ways: `arn:…:log-group:${Name}:*` and
// `${Name.Arn}`.
std::string one_way(const std::string& resource) {
  constexpr std::string_view kBegin = ":log-group:${", kEnd = "}:*", kName = ".name";
  const std::size_t at = resource.find(kBegin);
  if (at == std::string::npos || !resource.ends_with(kEnd)) return resource;
  std::string group = resource.substr(at + kBegin.size());
  group.resize(group.size() - kEnd.size());
  if (!group.ends_with(kName)) return "${" + group + ".Arn}";
  group.resize(group.size() - kName.size());
  return "${" + group + ".arn}:*";
}

bool is_role(std::string_view type) {
  return type == "AWS::IAM::Role" || type == "aws_iam_role";
}

// Whether a resource of this type grants something.
bool grants(std::string_view type) {
  return is_role(type) || type == "aws_iam_role_policy_attachment" ||
         type.find("Policy") != std::string_view::npos ||
         type.find("policy") != std::string_view::npos || type == "AWS::KMS::Key" ||
         type == "aws_kms_key" || type == "AWS::ECR::Repository";
}

class Collector {
 public:
  explicit Collector(const Document& document) {
    for (const Record& record : document.resources) add(record);
  }
  // Only of the resources that differ, as they were or as they are.
  Collector(const change::Plan& plan, bool were) {
    for (const change::ResourceChange& change : plan.changes) {
      const Record* record = were ? change.before : change.after;
      if (record != nullptr) add(*record);
    }
  }
  [[nodiscard]] Grants take() && { return std::move(grants_); }

 private:
  static std::string role_of(const Record& record) {
    for (const std::string_view path : {"RoleName", "role", "Roles"}) {
      const Tree* tree = change::at(record.properties, path);
      std::string found;
      if (tree != nullptr)
        change::for_each_reference(*tree, [&](const emit::Reference& r) { found = r.subject; });
      if (!found.empty()) return found;
      if (tree != nullptr) return change::text(*tree);
    }
    return record.address;
  }

  void add(const Record& record) {
    const std::string& type = record.type;
    const Object& p = record.properties;
    if (is_role(type)) {
      trust(record, "AssumeRolePolicyDocument");
      trust(record, "assume_role_policy");
      inline_policies(record);
      for (const std::string& arn : words_of(change::at(p, "ManagedPolicyArns")))
        put({record.address, true, "every action of " + arn, "", ""}, record, record.span);
    } else if (type == "aws_iam_role_policy_attachment") {
      put({role_of(record), true, "every action of " + text_at(p, "policy_arn"), "", ""}, record,
          record.span);
    } else if (grants(type)) {
      documents(record);
    }
  }

  void documents(const Record& record) {
    for (const std::string_view name :
         {"PolicyDocument", "policy", "KeyPolicy", "RepositoryPolicyText"}) {
      const Tree* tree = change::at(record.properties, name);
      if (tree != nullptr) policy(record, *tree, role_of(record), name);
    }
  }

  void trust(const Record& record, std::string_view name) {
    const Tree* tree = change::at(record.properties, name);
    if (tree != nullptr) policy(record, *tree, "", name);
  }

  void inline_policies(const Record& record) {
    for (const std::string_view name : {"Policies", "inline_policy"}) {
      const Tree* tree = change::at(record.properties, name);
      const auto* list = tree == nullptr ? nullptr : tree->get<emit::List>();
      if (list == nullptr) continue;
      for (const Tree& item : list->items) {
        const auto* one = item.get<Object>();
        if (one == nullptr) continue;
        for (const std::string_view part : {"PolicyDocument", "policy"}) {
          const Tree* document = change::at(*one, part);
          if (document != nullptr) policy(record, *document, record.address, part);
        }
      }
    }
  }

  void policy(const Record& record, const Tree& tree, const std::string& who,
              std::string_view name) {
    const Tree form = change::canonical(tree, name);
    const Object* document = policy_of(form);
    const Tree* all = document == nullptr ? nullptr : member(*document, "Statement");
    const auto* list = all == nullptr ? nullptr : all->get<emit::List>();
    if (list == nullptr) return;
    for (const Tree& one : list->items) {
      const auto* body = one.get<Object>();
      if (body != nullptr) statement(record, *body, who, one.span.valid() ? one.span : record.span);
    }
  }

  void statement(const Record& record, const Object& body, const std::string& who, Span span) {
    std::vector<std::string> whos = principals(body);
    if (whos.empty()) whos = {who};
    const Tree* condition = member(body, "Condition");
    std::vector<Placed> resources = placed(member(body, "Resource"));
    if (resources.empty()) resources = {{record.address, {}}};  // of a policy of a resource: itself
    const Tree* effect = member(body, "Effect");
    const Tree* actions = member(body, "Action");
    const bool allow = effect == nullptr || change::text(*effect) != "Deny";
    for (const std::string& principal : whos) {
      for (const std::string& action : words_of(actions)) {
        for (const Placed& resource : resources)
          put({principal, allow, action, one_way(resource.words),
               condition == nullptr ? std::string() : change::text(*condition)},
              record, resource.span.valid() ? resource.span : place(actions, span));
      }
    }
  }

  // A text with the line that decided it.
  struct Placed {
    std::string words;
    Span span;
  };
  static std::vector<Placed> placed(const Tree* tree) {
    std::vector<Placed> found;
    const auto* list = tree == nullptr ? nullptr : tree->get<emit::List>();
    if (list != nullptr) {
      for (const Tree& item : list->items) found.push_back({change::text(item), item.span});
    } else if (tree != nullptr && !tree->absent()) {
      found.push_back({change::text(*tree), tree->span});
    }
    return found;
  }

  static Span place(const Tree* actions, Span fallback) {
    return actions != nullptr && actions->span.valid() ? actions->span : fallback;
  }

  void put(Grant grant, const Record& record, Span span) {
    grants_.try_emplace(std::move(grant), Origin{&record, span});
  }

  Grants grants_;
};

// Whether an IAM pattern (`s3:*`, `arn:aws:s3:::logs/*`) covers a text, or another pattern.
bool covers(std::string_view pattern, std::string_view words) {
  std::size_t p = 0;
  std::size_t w = 0;
  std::size_t star = std::string_view::npos;
  std::size_t from = 0;
  const auto lower = [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  };
  while (w < words.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = w;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(words[w]))) {
      ++p;
      ++w;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      w = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// Whether one of `by` says the same or more, to the same principal or to everyone.
bool covered(const Grants& by, const Grant& grant) {
  if (by.contains(grant)) return true;
  for (const std::string& who : {grant.who, std::string("everyone")}) {
    for (auto at = by.lower_bound({who, false, {}, {}, {}}); at != by.end(); ++at) {
      const Grant& other = at->first;
      if (other.who != who) break;
      if (other.allow == grant.allow &&
          (other.condition.empty() || other.condition == grant.condition) &&
          covers(other.action, grant.action) && covers(other.resource, grant.resource))
        return true;
    }
  }
  return false;
}

// A key alone reads nothing: who may use it needs the data, too.
bool reads_secret(const std::string& action) {
  return covers(action, "secretsmanager:GetSecretValue") || covers(action, "ssm:GetParameters") ||
         covers(action, "ssm:GetParameter");
}

// What the deployment fills in of an ARN is `*`, so that both targets say the same:
// `arn:*:secretsmanager:*:*:secret:x`.
std::string without_pseudo(std::string text) {
  for (const std::string_view name :
       {"${AWS::Partition}", "${AWS::Region}", "${AWS::AccountId}",
        "${data.aws_partition.current.partition}", "${data.aws_region.current.id}",
        "${data.aws_region.current.region}", "${data.aws_region.current.name}",
        "${data.aws_caller_identity.current.account_id}"}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
      text.replace(at, name.size(), "*");
  }
  return text;
}

// The resource with the address that a reference begins with: `aws_sqs_queue.orders.arn`.
const Record* referenced(std::string_view reference, const Document& document) {
  for (std::size_t end = reference.size(); end != std::string_view::npos;
       end = reference.rfind('.', end - 1)) {
    const Record* record = document.find(reference.substr(0, end));
    if (record != nullptr) return record;
    if (end == 0) break;
  }
  return nullptr;
}

// A text with the blocks in the place of references, so that both targets say the same.
std::string in_blocks(std::string text, const Document& document) {
  for (std::size_t open = text.find("${"); open != std::string::npos;
       open = text.find("${", open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    const Record* record =
        referenced(std::string_view(text).substr(open + 2, close - open - 2), document);
    if (record != nullptr && !record->owner.empty())
      text.replace(open, close - open + 1, record->owner);
  }
  return without_pseudo(std::move(text));
}

// `arn:aws:s3:::x` as it is; `${OrdersQueue.Arn}` as the block that makes the queue.
std::string resource_text(const std::string& resource, const Document& document) {
  if (resource == "*") return "everything";
  const std::size_t open = resource.find("${");
  if (open == std::string::npos) {
    const Record* self = document.find(resource);
    return self == nullptr || self->owner.empty() ? resource : self->owner;
  }
  for (const Record& record : document.resources) {
    if (record.owner.empty()) continue;
    const std::string whole = "${" + record.address;
    const std::size_t at = resource.find(whole);
    if (at == std::string::npos) continue;
    const char next = resource[at + whole.size()];
    if (next != '.' && next != '}') continue;
    const std::string rest = in_blocks(resource.substr(resource.find('}', at) + 1), document);
    return rest == "/" + record.owner ? record.owner : record.owner + rest;
  }
  return without_pseudo(resource);
}

std::string who_text(const std::string& who, const Document& document) {
  const Record* record = document.find(who);
  return record == nullptr || record->owner.empty() ? in_blocks(who, document) : record->owner;
}

// The permissions that share one sentence: one principal on one resource.
struct Right {
  std::set<std::string> actions;
  std::string condition;
  Origin origin;
  bool secret = false;
};

// Whether a text refers to a resource that only one side has.
bool refers_to_gone(const std::string& text, const Document& have, const Document& other) {
  for (std::size_t open = text.find("${"); open != std::string::npos;
       open = text.find("${", open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    const Record* record =
        referenced(std::string_view(text).substr(open + 2, close - open - 2), have);
    if (record != nullptr && other.find(record->address) == nullptr) return true;
  }
  return false;
}

// A right that begins or ends with a new or a removed block is part of that block, and nobody
// misses a right on what is gone.
bool worth_telling(const Grant& grant, const Origin& origin, const Document& have,
                   const Document& other, bool now) {
  const auto gone = [&](const std::string& address) {
    return have.find(address) != nullptr && other.find(address) == nullptr;
  };
  if (gone(grant.who)) return false;
  if (!now &&
      (refers_to_gone(grant.resource, have, other) || refers_to_gone(grant.condition, have, other)))
    return false;
  if (grant.who == "everyone" && grant.condition.empty()) return true;
  const bool own_policy = grant.resource == origin.record->address;
  if (own_policy && gone(grant.resource)) return false;
  return grant.who.empty() || !gone(origin.record->address) || have.find(grant.who) != nullptr;
}

using Rights = std::map<std::pair<std::string, std::string>, Right>;

// Whether a right on what a bucket holds is told with the same right on the bucket.
bool is_inside(const Rights& told, const Rights::key_type& key, const Right& right) {
  constexpr std::string_view kInside = "/*";
  std::string resource = key.second.substr(0, key.second.find('\n'));
  if (!resource.ends_with(kInside)) return false;
  resource.resize(resource.size() - kInside.size());
  const auto whole = told.find({key.first, resource + "\n" + right.condition});
  return whole != told.end() && whole->second.actions == right.actions;
}

// What `mine` allows (or denies) and `theirs` does not.
void tell(const Document& have, const Document& other, const Grants& mine, const Grants& theirs,
          bool allow, bool now, std::vector<Consequence>& found) {
  Rights told;
  for (const auto& [grant, origin] : mine) {
    if (grant.allow != allow || covered(theirs, grant) ||
        !worth_telling(grant, origin, have, other, now))
      continue;
    Right& one = told[{grant.who, grant.resource + "\n" + grant.condition}];
    one.actions.insert(grant.action);
    one.condition = grant.condition;
    one.origin = origin;
    one.secret = one.secret || (grant.allow && reads_secret(grant.action));
  }
  for (const auto& [key, one] : told) {
    Consequence made;
    const std::string resource = key.second.substr(0, key.second.find('\n'));
    const auto within = told.find({key.first, resource + "/*\n" + one.condition});
    const bool both = within != told.end() && within->second.actions == one.actions;
    if (is_inside(told, key, one)) continue;
    const bool wider = now;
    made.kind = wider ? Class::PermissionWidened : Class::PermissionNarrowed;
    made.block = one.origin.record->owner;
    made.address = one.origin.record->address;
    made.sentence =
        fmt::format("{} may {} call {}{}{}{}", who_text(key.first, have), now ? "now" : "no longer",
                    fmt::join(one.actions, ", "),
                    resource.empty() ? "" : " on " + resource_text(resource, have),
                    both ? " and what is in it" : "",
                    one.condition.empty() ? "" : ", when " + in_blocks(one.condition, have));
    made.page = kPolicyPage;
    (now ? made.after : made.before) = one.origin.span;
    found.push_back(made);
    if (!now || !one.secret) continue;
    made.kind = Class::SecretReadable;
    made.sentence =
        fmt::format("{} can now read {}", who_text(key.first, have), resource_text(resource, have));
    found.push_back(std::move(made));
  }
}

bool alike(const Grants& one, const Grants& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const auto& a, const auto& b) { return a.first == b.first; });
}

}  // namespace

void permission_consequences(const change::Plan& plan, std::vector<Consequence>& found) {
  const bool concerned = std::any_of(
      plan.changes.begin(), plan.changes.end(),
      [](const change::ResourceChange& change) { return grants(change.record().type); });
  if (!concerned) return;
  // Most changes touch no right. Only then, reading every policy is worth its time.
  if (alike(Collector(plan, true).take(), Collector(plan, false).take())) return;
  const Grants before = Collector(plan.before).take();
  const Grants after = Collector(plan.after).take();
  tell(plan.after, plan.before, after, before, true, true, found);
  tell(plan.before, plan.after, before, after, true, false, found);
  // Removing a denial widens the rights, adding one narrows them.
  std::vector<Consequence> denials;
  tell(plan.before, plan.after, before, after, false, true, denials);
  for (Consequence& one : denials) {
    std::swap(one.before, one.after);
    one.sentence += " (a `deny` is gone)";
  }
  tell(plan.after, plan.before, after, before, false, false, denials);
  std::move(denials.begin(), denials.end(), std::back_inserter(found));
}

}  // namespace svc::diff
