// Permissions: whether the actions exist and act on the named resources, and whether conditions are
// valid.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "check/iam_data.h"
#include "check/iam_statements.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

// ---- What is written, as a pattern of ARNs

// The ARN of a block's resource, with `name` for its name; empty for kinds without an entry here.
std::string arn_of(const Block& block) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr std::array kForms = {
      Row{"queue", "arn:aws:sqs:*:*:name"},
      Row{"topic", "arn:aws:sns:*:*:name"},
      Row{"bucket", "arn:aws:s3:::name"},
      Row{"table", "arn:aws:dynamodb:*:*:table/name"},
      Row{"repository", "arn:aws:ecr:*:*:repository/name"},
      Row{"secret", "arn:aws:secretsmanager:*:*:secret:name"},
      Row{"parameter", "arn:aws:ssm:*:*:parameter/name"},
      Row{"key", "arn:aws:kms:*:*:key/name"},
      Row{"job", "arn:aws:states:*:*:stateMachine:name"},
      Row{"cluster", "arn:aws:ecs:*:*:cluster/name"},
      Row{"service", "arn:aws:ecs:*:*:service/name/name"},
      Row{"role", "arn:aws:iam::*:role/name"},
      Row{"pipeline", "arn:aws:codepipeline:*:*:name"},
      Row{"alarm", "arn:aws:cloudwatch:*:*:alarm:name"},
      Row{"composite_alarm", "arn:aws:cloudwatch:*:*:alarm:name"},
      Row{"balancer", "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/name/0"},
      Row{"filesystem", "arn:aws:elasticfilesystem:*:*:file-system/name"}};
  const auto* found = std::find_if(kForms.begin(), kForms.end(),
                                   [&](const Row& row) { return row.first == block.kind->name; });
  return found == kForms.end() ? std::string() : std::string(found->second);
}

// The possible ARNs of a resource, with `*` for unknown parts.
std::string pattern_of(const sema::Value& value) {
  if (const auto* text = value.get<std::string>()) return *text;
  if (const auto* read = value.get<sema::AttributeRef>()) {
    const std::string arn = read->attribute == "arn" ? arn_of(*read->block) : std::string();
    return arn.empty() ? "*" : arn;
  }
  if (const auto* parts = value.get<sema::Interpolation>()) {
    std::string text;
    for (const sema::Value& part : parts->parts) text += pattern_of(part);
    return text;
  }
  return "*";
}

// The patterns of a resource of a grant. A block means everything that its verbs act on.
std::vector<std::string> patterns_of(const sema::Value& resource) {
  const auto* const* block = resource.get<const Block*>();
  if (block == nullptr) return {pattern_of(resource)};
  const std::string arn = arn_of(**block);
  if (arn.empty()) return {"*"};
  std::vector<std::string> found = {arn};
  for (const sema::VerbDecl& verb : (*block)->kind->verbs) {
    for (const std::string_view form : verb.resources) {
      const std::size_t brace = form.find('}');
      if (brace != std::string_view::npos && brace + 1 < form.size())
        found.push_back(arn + std::string(form.substr(brace + 1)));
    }
  }
  return found;
}

// Whether some ARN matches both patterns. A `*` stays within its part of the ARN, except in the
// last part.
bool arns_meet(std::string_view written, std::string_view known) {
  for (int part = 0; part < 5; ++part) {
    const std::size_t w = written.find(':');
    const std::size_t k = known.find(':');
    if (w == std::string_view::npos || k == std::string_view::npos)
      return patterns_meet(written, known);
    // Partitions are compared with the region (arns.cpp), not with the data, which is of `aws`.
    const bool partition = part == 1;
    if (!partition && !patterns_meet(written.substr(0, w), known.substr(0, k))) return false;
    written.remove_prefix(w + 1);
    known.remove_prefix(k + 1);
  }
  return patterns_meet(written, known);
}

// ---- Statements: those of `allow` and those of policies that are written out

class StatementCheck {
 public:
  explicit StatementCheck(Sink& sink) : sink_(sink) {}

  void check(const Statement& statement) {
    if (check_arns(statement)) {
      for (const sema::Value* action : statement.actions) check_action(*action, statement);
    }
    check_condition(statement, facts_, sink_);
  }

 private:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  bool check_arns(const Statement& statement) {
    bool good = true;
    for (const sema::Value* resource : statement.resources) {
      const auto* text = resource->get<std::string>();
      if (text == nullptr || *text == "*") continue;
      const auto colons = std::count(text->begin(), text->end(), ':');
      if (text->starts_with("arn:") && (colons >= 5 || text->ends_with(":*"))) continue;
      sink_.report<diag::MalformedArn>(resource->span, *text)
          .help("write \"*\", the ARN of one resource, or its block");
      good = false;
    }
    return good;
  }

  void check_action(const sema::Value& action, const Statement& statement) {
    const auto* text = action.get<std::string>();
    if (text == nullptr || *text == "*") return;
    const std::size_t colon = text->find(':');
    if (colon == std::string::npos) return;
    const std::string prefix = text->substr(0, colon);
    const std::string name = text->substr(colon + 1);
    if (prefix.find_first_of("*?") != std::string::npos) return;
    const std::optional<IamServiceFacts>& facts = facts_.service(prefix);
    if (!facts) {
      suggest_within(sink_.report<diag::UnknownIamService>(action.span, prefix), action.span, *text,
                     prefix, closest(prefix, iam_prefixes()),
                     "write the prefix that IAM lists, such as `s3`");
      return;
    }
    std::vector<const IamAction*> meant;
    for (const IamAction& one : facts->actions) {
      if (action_matches(name, one.name)) meant.push_back(&one);
    }
    if (meant.empty()) return report_unknown(action, prefix, name, *facts);
    check_resources(action, *facts, meant, statement);
  }

  void report_unknown(const sema::Value& action, const std::string& prefix, const std::string& name,
                      const IamServiceFacts& facts) {
    const std::string near(nearest_action(name, facts));
    auto report = sink_.report<diag::UnknownIamAction>(action.span, prefix + ":" + name);
    if (near.empty()) {
      report.help(fmt::format("write an action of `{}`, such as \"{}:{}\"", prefix, prefix,
                              facts.actions.front().name));
      return;
    }
    const std::string meant = prefix + ":" + near;
    report.help(fmt::format("did you mean \"{}\"?", meant))
        .repair(fmt::format("Write \"{}\"", meant), {{action.span, fmt::format("\"{}\"", meant)}});
  }

  // An API operation that has another name as a permission.
  static std::string_view nearest_action(const std::string& name, const IamServiceFacts& facts) {
    if (facts.prefix == "s3" && name == "HeadObject") return "GetObject";
    if (facts.prefix == "s3" && name == "ListObjects") return "ListBucket";
    if (facts.prefix == "s3" && name == "ListObjectsV2") return "ListBucket";
    if (facts.prefix == "s3" && name == "WriteObject") return "PutObject";
    std::vector<std::string_view> names;
    for (const IamAction& action : facts.actions) names.push_back(action.name);
    return closest(name, names);
  }

  void check_resources(const sema::Value& action, const IamServiceFacts& facts,
                       const std::vector<const IamAction*>& meant, const Statement& statement) {
    if (statement.resources.empty()) return;
    std::vector<std::string> written;
    for (const sema::Value* resource : statement.resources) {
      for (std::string& pattern : patterns_of(*resource)) written.push_back(std::move(pattern));
    }
    const auto acts = [&](const IamAction* one) {
      if (!one->judged()) return true;
      const auto known = facts.patterns(*one);
      return std::any_of(written.begin(), written.end(), [&](const std::string& pattern) {
        return pattern == "*" || std::any_of(known.begin(), known.end(), [&](std::string_view arn) {
                 return arns_meet(pattern, arn);
               });
      });
    };
    if (std::any_of(meant.begin(), meant.end(), acts)) return;
    const auto known = facts.patterns(*meant.front());
    const std::string text = *action.get<std::string>();
    if (known.empty()) {
      sink_.report<diag::ActionWithoutResource>(action.span, text)
          .related(statement.resources.front()->span, "the resource")
          .help("write it in a line of its own, `on \"*\"`");
      return;
    }
    // The shortest is the usual one.
    std::string form(*std::min_element(
        known.begin(), known.end(),
        [](std::string_view a, std::string_view b) { return a.size() < b.size(); }));
    std::replace(form.begin(), form.end(), '+', '*');
    const Block* block = read_block(*statement.resources.front());
    sink_
        .report<diag::ActionOfOtherResource>(action.span, text,
                                             block != nullptr
                                                 ? "the ARN of " + block->title()
                                                 : fmt::format("\"{}\"", written.front()),
                                             form)
        .related(statement.resources.front()->span, "the resource")
        .help(facts.prefix == "s3" && arns_meet(written.front() + "/x", known.back())
                  ? "write the objects of the bucket: \"${bucket.arn}/*\""
                  : "name a resource that the action takes");
  }

  IamFacts facts_;
  Sink& sink_;
};

}  // namespace

void check_statement(const Statement& statement, Sink& sink) {
  StatementCheck(sink).check(statement);
}

void check_iam(const sema::Program& program, Sink& sink) {
  StatementCheck check(sink);
  for (const Block& block : program.block_store) {
    for (const sema::Grant& grant : block.grants) {
      Statement statement;
      for (const sema::Value& action : grant.actions) statement.actions.push_back(&action);
      for (const sema::Value& resource : grant.resources) statement.resources.push_back(&resource);
      if (grant.when.present()) statement.condition = &grant.when;
      check.check(statement);
    }
  }
  for (const Block* repository : program.created("repository")) {
    for (const Block* one : repository->nested("statement")) {
      Statement statement;
      for (const sema::Value& action : one->items("actions")) statement.actions.push_back(&action);
      check.check(statement);
      for (const sema::Value& name : one->items("services")) check_service_principal(name, sink);
    }
  }
  check_policies(program, sink);
}

}  // namespace svc::check
