// ARNs of resources elsewhere: in another region or account.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"

namespace svc::check {
namespace {

// A field that takes only ARNs of the same region, or of the same account.
struct Rule {
  std::string_view kind;   // of the block
  std::string_view field;  // the field with the ARN
  bool existing = true;    // the block is an `existing` one
  bool region = false;
  bool account = false;
};

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Certificate.html,
// https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
// (taskRoleArn),
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
constexpr std::array kRules = {
    Rule{"certificate", "arn", true, true, true}, Rule{"balancer", "arn", true, true, false},
    Rule{"role", "arn", true, false, true},       Rule{"key", "arn", true, true, false},
    Rule{"topic", "arn", true, true, false},      Rule{"balancer", "waf", false, true, true},
    Rule{"secret", "name", true, true, false},
};

std::vector<std::string_view> parts_of_arn(std::string_view arn) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; parts.size() < 5;) {
    const std::size_t colon = arn.find(':', at);
    if (colon == std::string_view::npos) return {};
    parts.push_back(arn.substr(at, colon - at));
    at = colon + 1;
  }
  return parts;
}

void check_arn(const sema::Value& value, const Rule& rule, std::string_view title,
               const sema::Program& program, Sink& sink) {
  const auto* text = value.get<std::string>();
  const auto parts = text ? parts_of_arn(*text) : std::vector<std::string_view>();
  if (parts.empty() || parts.front() != "arn") return;
  const auto differs = [](std::string_view there, const sema::Value& here) {
    const auto* own = here.get<std::string>();
    return own != nullptr && !there.empty() && there != *own;
  };
  if (rule.region && differs(parts[3], program.region)) {
    sink.report<diag::ArnElsewhere>(value.span, title, "region", parts[3],
                                    *program.region.get<std::string>())
        .related(program.region.span, "the region")
        .help("name one of the same region");
  } else if (rule.account && differs(parts[4], program.account)) {
    sink.report<diag::ArnElsewhere>(value.span, title, "account", parts[4],
                                    *program.account.get<std::string>())
        .related(program.account.span, "the account")
        .help("name one of each account: \"arn:aws:…:${environment.account}:…\"");
  }
}

}  // namespace

void check_foreign_arns(const sema::Program& program, Sink& sink) {
  for (const Block* block : program.blocks) {
    for (const Rule& rule : kRules) {
      if (block->kind->name != rule.kind || block->existing != rule.existing) continue;
      check_arn((*block)[rule.field], rule, block->title(), program, sink);
    }
    if (block->kind->name != "balancer" || !block->existing) continue;
    for (const Block* listener : block->nested("listener"))
      check_arn((*listener)["arn"], {"", "arn", true, true, false},
                fmt::format("the listener on port {}", listener->labels.back().text), program,
                sink);
  }
}

}  // namespace svc::check
