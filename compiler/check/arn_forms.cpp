// Whether ARNs are of the kind of resource that their fields take.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "check/fact_lists.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/codes/values.h"
#include "sema/field_reads.h"

namespace svc::check {
namespace {

struct ArnParts {
  std::string_view service;
  std::string_view region;
  std::string_view resource;  // after the account
};

bool read_arn(std::string_view text, ArnParts& parts) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; fields.size() < 5;) {
    const std::size_t colon = text.find(':', at);
    if (colon == std::string_view::npos) return false;
    fields.push_back(text.substr(at, colon - at));
    at = colon + 1;
    parts.resource = text.substr(at);
  }
  parts.service = fields[2];
  parts.region = fields[3];
  return fields[0] == "arn";
}

// `a certificate of acm`
std::string wanted_text(const std::vector<std::string_view>& forms) {
  std::string_view what = forms[1];
  if (what.ends_with('/') || what.ends_with(':')) what.remove_suffix(1);
  return what == "*" ? fmt::format("something of {}", forms[0])
                     : fmt::format("a {} of {}", what, forms[0]);
}

// Only such values are looked up.
bool may_hold_arn(const sema::Value& value) {
  const auto* text = value.get<std::string>();
  return text != nullptr ? text->starts_with("arn:") : value.get<sema::List>() != nullptr;
}

void check_form(const sema::Value& value, std::string_view field,
                const std::vector<std::string_view>& forms, Sink& sink) {
  if (const auto* list = value.get<sema::List>()) {
    for (const sema::Value& item : list->items) check_form(item, field, forms, sink);
    return;
  }
  const auto* text = value.get<std::string>();
  ArnParts parts;
  if (text == nullptr || !read_arn(*text, parts)) return;
  for (std::size_t i = 0; i + 1 < forms.size(); i += 2) {
    if (parts.service == forms[i] &&
        (forms[i + 1] == "*" || parts.resource.starts_with(forms[i + 1])))
      return;
  }
  sink.report<diag::ArnOfOther>(value.span, field, wanted_text(forms), *text)
      .help(fmt::format("write an ARN such as \"arn:aws:{}:…:{}…\"", forms[0],
                        forms[1] == "*" ? "" : forms[1]));
}

// Lambda functions are called in the region of the service:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html
void check_hook_region(const sema::Value& value, const sema::Program& program, Sink& sink) {
  const auto* text = value.get<std::string>();
  const auto* region = program.region.get<std::string>();
  ArnParts parts;
  if (text == nullptr || region == nullptr || !read_arn(*text, parts) ||
      parts.service != "lambda" || parts.region == *region)
    return;
  sink.report<diag::ArnElsewhere>(value.span, "the function", "region", parts.region, *region)
      .related(program.region.span, "the region")
      .help("name a function of the same region");
}

// `listener/app/NAME/ID/…` is a listener of `loadbalancer/app/NAME/ID`:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-authentication-access-control.html
void check_listeners(const Block& balancer, Sink& sink) {
  const auto* own = balancer["arn"].get<std::string>();
  constexpr std::string_view kBalancer = ":loadbalancer/", kListener = ":listener/";
  const std::size_t at = own ? own->find(kBalancer) : std::string::npos;
  if (at == std::string::npos) return;
  const std::string name = own->substr(at + kBalancer.size()) + "/";
  for (const Block* listener : balancer.nested("listener")) {
    const sema::Value& arn = (*listener)["arn"];
    const auto* text = arn.get<std::string>();
    const std::size_t begin = text ? text->find(kListener) : std::string::npos;
    if (begin == std::string::npos || text->substr(begin + kListener.size()).starts_with(name))
      continue;
    sink.report<diag::ArnOfOther>(arn.span, "arn",
                                  fmt::format("a listener of balancer `{}`", balancer.name), *text)
        .related(balancer["arn"].span, "the balancer")
        .help(fmt::format("write an ARN with \"{}{}…\"", kListener.substr(1), name));
  }
}

bool takes_arn_alone(const sema::FieldDecl& field) {
  const sema::Type* type = &field.type;
  if (type->alternatives.size() == 1 &&
      type->alternatives.front().form == sema::TypeAlternative::Form::List)
    type = type->alternatives.front().element;
  return field.pattern.empty() && !type->alternatives.empty() &&
         std::all_of(type->alternatives.begin(), type->alternatives.end(), [](const auto& a) {
           return (a.form == sema::TypeAlternative::Form::Scalar &&
                   a.scalar == sema::Scalar::Arn) ||
                  a.form == sema::TypeAlternative::Form::Symbol;
         });
}

// A name where an ARN is wanted: the targets would take it, and AWS refuse it.
void check_is_arn(const sema::Value& value, std::string_view field, Sink& sink) {
  if (const auto* list = value.get<sema::List>()) {
    for (const sema::Value& item : list->items) check_is_arn(item, field, sink);
    return;
  }
  const auto* text = value.get<std::string>();
  if (text == nullptr || text->starts_with("arn:")) return;
  sink.report<diag::PatternMismatch>(value.span, fmt::format("`{}`", field),
                                     "an ARN such as \"arn:aws:…\"",
                                     fmt::format("the string \"{}\"", *text))
      .help("write the whole ARN, not the name alone");
}

std::string_view name_in_facts(const Block& block) {
  if (block.decl == nullptr) return block.existing ? block.kind->name : std::string_view();
  const std::string_view name = block.decl->name;
  if ((name == "auth" || name == "source") && !block.labels.empty())
    return block.labels.front().text;
  return name;
}

}  // namespace

void check_arn_forms(const sema::Program& program, Sink& sink) {
  const FactList forms("arn-forms");
  for (const Block& block : program.block_store) {
    if (block.kind == nullptr) continue;
    if (block.existing && block.kind->name == "balancer") check_listeners(block, sink);
    for (const sema::FieldValue& field : block.fields) {
      // Those of policies have a check of their own (iam_policies.cpp).
      if (!field.value.is_default && field.decl->name != "managed" &&
          field.decl->name != "boundary" && takes_arn_alone(*field.decl))
        check_is_arn(field.value, field.decl->name, sink);
    }
    const std::string_view owner = name_in_facts(block);
    if (owner != "certificate" && owner != "role" && owner != "key" && owner != "topic" &&
        owner != "listener" && owner != "cognito" && owner != "github" && owner != "container" &&
        owner != "hooks")
      continue;
    for (const sema::FieldValue& field : every_field(block, sema::Every::Text)) {
      if (field.value.is_default || !may_hold_arn(field.value)) continue;
      const auto wanted = forms.values(fmt::format("{}.{}", owner, field.decl->name));
      if (wanted.empty()) continue;
      check_form(field.value, field.decl->name, wanted, sink);
      if (owner == "hooks") check_hook_region(field.value, program, sink);
    }
  }
}

}  // namespace svc::check
