// ECR: policies of repositories, and copies of other registries. Also the account's settings of
// ECS.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "check/reads.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/stores.h"
#include "plan/names.h"
#include "sema/field_reads.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

bool is_ecr_action(std::string_view action) {
  constexpr std::string_view kOfEcr = "ecr:";
  const std::string_view name = action.substr(std::min(kOfEcr.size(), action.size()));
  return action.starts_with(kOfEcr) && !name.empty() &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return std::isalpha(c) != 0 || c == '*'; });
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
void check_principal(const sema::Value& principal, Sink& sink) {
  const auto* text = principal.get<std::string>();
  if (text == nullptr || *text == "*") return;
  constexpr std::size_t kDigits = 12;
  if (text->find_first_not_of("0123456789") == std::string::npos && text->size() != kDigits)
    sink.report<diag::ShareAccount>(principal.span, *text).help("write its 12 digits");
  const bool arn = text->starts_with("arn:");
  const bool of_iam =
      text->find(":iam::") != std::string::npos || text->find(":sts::") != std::string::npos;
  if (arn && !of_iam)
    sink.report<diag::ArnOfOther>(principal.span, "principals", "an account, a user or a role",
                                  *text)
        .help("write an ARN such as \"arn:aws:iam::123456789012:root\", which has no region");
}

void check_statement(const Block& repository, const Block& statement, Sink& sink) {
  for (const sema::Value& principal : statement.items("principals"))
    check_principal(principal, sink);
  if (statement.items("principals").empty() && statement.items("services").empty())
    sink.report<diag::StatementForNobody>(statement.span, statement.name, repository.name)
        .help("add `principals = [\"arn:aws:iam::123456789012:root\"]`, or `services`");
  for (const sema::Value& action : statement.items("actions")) {
    const auto* text = action.get<std::string>();
    if (text == nullptr || is_ecr_action(*text)) continue;
    sink.report<diag::StatementAction>(action.span, *text)
        .help("write an action such as \"ecr:BatchGetImage\", or \"ecr:*\"");
  }
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
void check_registry(const sema::Program& program, const Block& registry, Sink& sink) {
  constexpr std::array<std::string_view, 4> kPrivate = {"docker_hub", "github", "gitlab",
                                                        "chainguard"};
  const std::string_view upstream = registry.symbol("upstream");
  if (!registry.has("credentials") &&
      std::find(kPrivate.begin(), kPrivate.end(), upstream) != kPrivate.end())
    sink.report<diag::RegistryCredentials>(registry["upstream"].span, upstream, registry.name)
        .help("add `credentials = \"arn:…:secret:ecr-pullthroughcache/…\"`");
  if (registry.has("prefix") || program.app == nullptr) return;
  constexpr std::size_t kLongest = 30;
  const std::string prefix =
      plan::physical_name(program.app->name, program.environment, registry.name);
  const bool lower = std::none_of(prefix.begin(), prefix.end(),
                                  [](unsigned char c) { return std::isupper(c) != 0; });
  if (lower && prefix.size() <= kLongest) return;
  sink.report<diag::RegistryPrefix>(registry.name_span, prefix)
      .help("give it a shorter one: `prefix = \"hub\"`");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSettingDefault.html:
// there is one value of a setting.
void check_accounts(const sema::Program& program, Sink& sink) {
  const std::vector<const Block*> blocks = program.created("account");
  for (const Block* block : blocks) {
    for (const sema::FieldValue& field : every_field(*block, sema::Every::Value)) {
      const std::string_view name = field.decl->name;
      if (block == blocks.front() || !field.value.present() || !blocks.front()->has(name)) continue;
      sink.report<diag::AccountTwice>(field.value.span, name)
          .related((*blocks.front())[name].span, "it is set here first")
          .help("keep one of them");
    }
  }
  for (const Block* cluster : program.created("cluster")) {
    for (const Block* capacity : cluster->nested("capacity", "ec2")) {
      if (!capacity->flag("trunking") || blocks.empty() || !blocks.front()->has("trunking"))
        continue;
      sink.report<diag::AccountTwice>((*capacity)["trunking"].span, "trunking")
          .related((*blocks.front())["trunking"].span, "it is set here first")
          .help("leave `trunking` of the capacity out");
    }
  }
}

// A generated value is not a JSON object.
void check_generated(const Reads& reads, Sink& sink) {
  for (const auto& [call, span] : reads.methods) {
    if (call.block->kind->name != "secret" || call.block->existing ||
        call.block->only("generate") == nullptr)
      continue;
    const auto* key = call.arguments.get().front().get<std::string>();
    sink.report<diag::KeyOfGenerated>(span, call.block->name, key == nullptr ? "…" : *key)
        .related(call.block->only("generate")->span, "its value is made up here")
        .help(fmt::format("write `{}`", call.block->name))
        .fix(fmt::format("Write `{}`", call.block->name), {{span, call.block->name}});
  }
}

}  // namespace

void check_registries(const sema::Program& program, const Reads& reads, Sink& sink) {
  for (const Block* repository : program.created("repository")) {
    for (const Block* statement : repository->nested("statement"))
      check_statement(*repository, *statement, sink);
  }
  for (const Block* registry : program.created("registry"))
    check_registry(program, *registry, sink);
  check_accounts(program, sink);
  check_generated(reads, sink);
}

}  // namespace svc::check
