// Raw target groups, listeners and rules: the rules of routes, in the words of a target.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/codes/stores.h"
#include "diagnostics/codes/tasks.h"
#include "plan/aws_values.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

std::optional<std::string> raw_text(const sema::Value* value) {
  return value ? text_of(*value) : std::nullopt;
}

std::optional<std::int64_t> raw_number(const sema::Value* value) {
  return value ? plan::whole_number(*value) : std::nullopt;
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
void check_matcher(const Raw& raw, Sink& sink) {
  const sema::Value* matcher = raw.get("Matcher.HttpCode", "health_check.matcher");
  const auto codes = raw_text(matcher);
  const auto protocol = raw_text(raw.get("Protocol", "protocol"));
  if (!codes || !protocol || (*protocol != "HTTP" && *protocol != "HTTPS")) return;
  constexpr int kLeast = 200, kMost = 499;
  for (std::size_t at = 0; at < codes->size();) {
    const std::size_t end = std::min(codes->find_first_of(",-", at), codes->size());
    int code = 0;
    const auto [stop, fault] = std::from_chars(codes->data() + at, codes->data() + end, code);
    at = end + 1;
    if (fault != std::errc{} || (code >= kLeast && code <= kMost)) continue;
    sink.report<diag::HealthCodes>(matcher->span, "HTTP", kLeast, kMost, *codes)
        .help("write codes such as \"200-299\"");
    return;
  }
}

void check_raw_target_group(const Raw& raw, Sink& sink) {
  const sema::Value* timeout = raw.get("HealthCheckTimeoutSeconds", "health_check.timeout");
  const auto seconds = raw_number(timeout);
  const auto interval = raw_number(raw.get("HealthCheckIntervalSeconds", "health_check.interval"));
  if (seconds && interval && *seconds >= *interval)
    sink.report<diag::TargetTimeout>(timeout->span, sema::duration_text(*seconds * 1000),
                                     sema::duration_text(*interval * 1000))
        .help("write a timeout that is less than the interval");
  const sema::Value* path = raw.get("HealthCheckPath", "health_check.path");
  const auto text = raw_text(path);
  if (text && !text->empty() && text->front() != '/')
    sink.report<diag::HealthPath>(path->span, *text).help(fmt::format("write \"/{}\"", *text));
  check_matcher(raw, sink);
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html,
// .../API_CreateLoadBalancer.html (name)
void check_raw_name(const sema::Value* name, Sink& sink) {
  constexpr std::size_t kLongest = 32;
  const auto text = raw_text(name);
  if (!text || text->size() <= kLongest) return;
  sink.report<diag::LongName>(name->span, *text, text->size(), kLongest).help("use a shorter name");
}

void check_patched_balancer_names(const sema::Program& program, Sink& sink) {
  for (const Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (patch.part == "target_group" || patch.part == "load_balancer")
        check_raw_name(
            member(patch.properties, patch.target == TargetId::Terraform ? "name" : "Name"), sink);
    }
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
void check_raw_listener(const Raw& raw, const plan::Plan& plan, Sink& sink) {
  const sema::Value* port = raw.get("Port", "port");
  const auto number = raw_number(port);
  const sema::Value* protocol = raw.get("Protocol", "protocol");
  const auto text = raw_text(protocol);
  const sema::Value* certificate = raw.get("Certificates", "certificate_arn");
  if (text && number && (*text == "HTTPS" || *text == "TLS") && certificate == nullptr)
    sink.report<diag::HttpsWithoutCertificate>(protocol->span, *text, *number)
        .help("name a certificate");
  const sema::Value* of = raw.get("LoadBalancerArn", "load_balancer_arn");
  const Block* balancer = of ? read_block(*of) : nullptr;
  if (balancer == nullptr || !number) return;
  for (const plan::Balancer& known : plan.balancers) {
    if (known.block != balancer) continue;
    const bool http = text && (*text == "HTTP" || *text == "HTTPS");
    if (text && http == known.layer4)
      sink.report<diag::PropertyLimits>(protocol->span, "Protocol", fmt::format("\"{}\"", *text),
                                        known.layer4
                                            ? "of a Network Load Balancer: TCP, TLS or UDP"
                                            : "of an Application Load Balancer: HTTP or HTTPS")
          .help("write a protocol that this type of balancer has");
    for (const plan::Listener& listener : known.listeners) {
      if (listener.port != *number) continue;
      sink.report<diag::DuplicateListener>(port->span, balancer->name, *number)
          .related(listener.span, "the other listener")
          .help("use another port");
      return;
    }
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
// (condition wildcards per rule)
void count_wildcards(const sema::Value& value, std::size_t& count) {
  if (const auto* text = value.get<std::string>())
    count += static_cast<std::size_t>(
        std::count_if(text->begin(), text->end(), [](char c) { return c == '*' || c == '?'; }));
  if (const auto* list = value.get<sema::List>()) {
    for (const sema::Value& item : list->items) count_wildcards(item, count);
  }
  if (const auto* object = value.get<sema::Object>()) {
    for (const auto& [key, entry] : object->entries) count_wildcards(entry, count);
  }
}

void check_raw_rule(const Raw& raw, Sink& sink) {
  constexpr std::size_t kMost = 6;
  const sema::Value* conditions = raw.get("Conditions", "condition");
  if (conditions == nullptr) return;
  std::size_t count = 0;
  count_wildcards(*conditions, count);
  if (count > kMost)
    sink.report<diag::TooManyWildcards>(conditions->span, count, kMost)
        .help("split the rule into several, or use fewer wildcards");
}

// The target groups that an action forwards to.
std::vector<const sema::Value*> forwarded(const sema::Value& action, bool terraform) {
  std::vector<const sema::Value*> arns;
  const auto add = [&](const sema::Value* value) {
    if (value != nullptr) arns.push_back(value);
  };
  add(member(action, terraform ? "target_group_arn" : "TargetGroupArn"));
  const sema::Value* groups =
      member(action, terraform ? "forward.target_group" : "ForwardConfig.TargetGroups");
  for (const sema::Value* group : items_of(groups))
    add(member(*group, terraform ? "arn" : "TargetGroupArn"));
  return arns;
}

// A rule forwards requests, so its targets take HTTP.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
void check_forwarded(const Raw& raw, Sink& sink) {
  for (const sema::Value* action : items_of(raw.get("Actions", "action"))) {
    for (const sema::Value* arn : forwarded(*action, raw.terraform)) {
      const Block* group = read_block(*arn);
      if (group == nullptr || raw_type(*group).empty()) continue;
      const sema::Value* protocol = raw_of(*group).get("Protocol", "protocol");
      const auto text = raw_text(protocol);
      if (!text || *text == "HTTP" || *text == "HTTPS") continue;
      sink.report<diag::TargetProtocol>(protocol->span, "an Application Load Balancer",
                                        "HTTP or HTTPS", *text)
          .related(arn->span, "the rule of an Application Load Balancer")
          .help("write \"HTTP\"");
    }
  }
}

}  // namespace

void check_raw_balancers(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::ElasticLoadBalancingV2::TargetGroup", "aws_lb_target_group")) {
    check_raw_target_group(raw, sink);
    check_raw_name(raw.get("Name", "name"), sink);
  }
  for (const Raw& raw :
       raw_resources(program, "AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb"))
    check_raw_name(raw.get("Name", "name"), sink);
  for (const Raw& raw :
       raw_resources(program, "AWS::ElasticLoadBalancingV2::Listener", "aws_lb_listener"))
    check_raw_listener(raw, plan, sink);
  for (const Raw& raw : raw_resources(program, "AWS::ElasticLoadBalancingV2::ListenerRule",
                                      "aws_lb_listener_rule")) {
    check_raw_rule(raw, sink);
    check_forwarded(raw, sink);
  }
  check_patched_balancer_names(program, sink);
  check_balancer_subnets(program, plan, sink);
}

}  // namespace svc::check
