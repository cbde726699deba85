// ARNs of resources elsewhere: in another region or account.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "check/fact_lists.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/suggest.h"
#include "sema/field_reads.h"

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
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html,
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
constexpr std::array kRules = {
    Rule{"certificate", "arn", true, true, true},
    Rule{"balancer", "arn", true, true, false},
    Rule{"role", "arn", true, false, true},
    Rule{"key", "arn", true, true, false},
    Rule{"topic", "arn", true, true, false},
    Rule{"balancer", "waf", false, true, true},
    Rule{"secret", "name", true, true, false},
    Rule{"registry", "credentials", false, true, true},
    Rule{"role", "boundary", false, false, true},
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
    return own != nullptr && !there.empty() && there != "aws" && there != *own;
  };
  if (rule.region && differs(parts[3], program.region)) {
    sink.report<diag::ArnElsewhere>(value.span, title, "region", parts[3],
                                    *program.region.get<std::string>())
        .related(program.region.span, "the region")
        .help("name one in the same region");
  } else if (rule.account && differs(parts[4], program.account)) {
    sink.report<diag::ArnElsewhere>(value.span, title, "account", parts[4],
                                    *program.account.get<std::string>())
        .related(program.account.span, "the account")
        .help("name one of each account: \"arn:aws:…:${environment.account}:…\"");
  }
}

// ---- Partitions

// The partition of a region: `aws-cn` of cn-north-1.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
std::string_view partition_of(std::string_view region) {
  const FactList partitions("partitions");
  for (const std::string_view prefix : partitions.names()) {
    if (region.starts_with(prefix)) return partitions.values(prefix).front();
  }
  return "aws";
}

// Compares the partition of each ARN that is written in the program.
class Partitions {
 public:
  Partitions(const std::string& region, Sink& sink)
      : region_(region), partition_(partition_of(region)), sink_(sink) {}

  void check(const sema::Value& value) {
    if (const auto* text = value.get<std::string>()) check_text(*text, value.span);
    if (const auto* list = value.get<sema::List>()) {
      for (const sema::Value& item : list->items) check(item);
    }
    if (const auto* object = value.get<sema::Object>()) {
      for (const auto& [key, entry] : object->entries) check(entry);
    }
    const auto* parts = value.get<sema::Interpolation>();
    const auto* first =
        parts && !parts->parts.empty() ? parts->parts.front().get<std::string>() : nullptr;
    if (first != nullptr) check_text(*first, value.span);
  }

 private:
  void check_text(std::string_view text, Span span) {
    constexpr std::string_view kBegin = "arn:";
    const std::size_t end = text.find(':', kBegin.size());
    if (!text.starts_with(kBegin) || end == std::string_view::npos) return;
    const std::string_view there = text.substr(kBegin.size(), end - kBegin.size());
    check_parts(text, span);
    if (there == partition_ || !there.starts_with("aws")) return;
    sink_.report<diag::ArnPartition>(span, there, region_, partition_)
        .help(fmt::format("write \"arn:{}:…\", or \"arn:${{aws.partition}}:…\"", partition_));
  }

  // A region or an account that does not exist.
  void check_parts(std::string_view text, Span span) {
    const auto parts = parts_of_arn(text);
    if (parts.empty() || (parts[1] != "aws" && parts[1] != partition_)) return;
    const std::string_view region = parts[3], account = parts[4];
    constexpr std::size_t kDigits = 12;
    if (region.find_first_of("*?$") == std::string_view::npos && !region.empty()) {
      const std::string_view meant = nearest_region(region);
      // A region of another number may be newer than svcc.
      const auto area = [](std::string_view name) { return name.substr(0, name.rfind('-')); };
      if (!meant.empty() && area(meant) != area(region))
        suggest_word(sink_.report<diag::ArnPart>(span, "region", region), span, region, meant, {});
    }
    const bool digits =
        !account.empty() && account.find_first_not_of("0123456789") == std::string_view::npos;
    if (digits && account.size() != kDigits)
      sink_.report<diag::ArnPart>(span, "account", account).help("an account has 12 digits");
  }

  const std::string& region_;
  std::string_view partition_;
  Sink& sink_;
};

bool takes_arn(const sema::Type& type) {
  return std::any_of(
      type.alternatives.begin(), type.alternatives.end(), [](const sema::TypeAlternative& one) {
        using Form = sema::TypeAlternative::Form;
        return (one.form == Form::Scalar && one.scalar == sema::Scalar::Arn) ||
               (one.form == Form::List && one.element != nullptr && takes_arn(*one.element));
      });
}

void check_partitions(const sema::Program& program, Sink& sink) {
  const auto* region = program.region.get<std::string>();
  if (region == nullptr) return;
  Partitions partitions(*region, sink);
  for (const Block& block : program.block_store) {
    for (const sema::FieldValue& field : every_field(block, sema::Every::Text)) {
      // A secret that exists may be named by its ARN.
      const bool names_it = block.existing && field.decl->name == "name";
      if (!field.value.is_default && (names_it || takes_arn(field.decl->type)))
        partitions.check(field.value);
    }
    for (const sema::Grant& grant : block.grants) {
      for (const sema::Value& resource : grant.resources) partitions.check(resource);
    }
    for (const sema::Patch& patch : block.patches) partitions.check(patch.properties);
  }
}

}  // namespace

void check_foreign_arns(const sema::Program& program, Sink& sink) {
  check_partitions(program, sink);
  constexpr Rule kPolicy{"", "", false, false, true};
  if (program.app != nullptr)
    check_arn((*program.app)["boundary"], kPolicy, "the boundary of the app", program, sink);
  for (const Block* block : program.blocks) {
    for (const Rule& rule : kRules) {
      if (block->kind->name != rule.kind || block->existing != rule.existing) continue;
      check_arn((*block)[rule.field], rule, block->title(), program, sink);
    }
    if (block->kind->name == "role" && !block->existing) {
      for (const sema::Value& policy : block->items("managed"))
        check_arn(policy, kPolicy, "the policy", program, sink);
    }
    if (block->kind->name != "balancer" || !block->existing) continue;
    for (const Block* listener : block->nested("listener"))
      check_arn((*listener)["arn"], {"", "arn", true, true, false},
                fmt::format("the listener on port {}", listener->labels.back().text), program,
                sink);
  }
}

}  // namespace svc::check
