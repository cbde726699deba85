// The conditions of permissions: operators, keys, and the form of values.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/address.h"
#include "base/closest.h"
#include "base/number.h"
#include "check/fact_lists.h"
#include "check/iam_statements.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "diagnostics/codes/access.h"

namespace svc::check {
namespace {

std::string lowered(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

// The operator without `ForAllValues:` and `IfExists`.
std::string_view bare_operator(std::string_view name) {
  for (const std::string_view quantifier : {"ForAllValues:", "ForAnyValue:"}) {
    if (name.starts_with(quantifier)) name.remove_prefix(quantifier.size());
  }
  constexpr std::string_view kIfExists = "IfExists";
  if (name.ends_with(kIfExists)) name.remove_suffix(kIfExists.size());
  return name;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html:
// negated operators, `…IfExists`, `ForAllValues:` and `Null` can hold where the key is missing.
bool holds_without_key(std::string_view written) {
  return written.find("Not") != std::string_view::npos || written.ends_with("IfExists") ||
         written.starts_with("ForAllValues:") || written == "Null";
}

// What an operator compares with, in words; empty for texts.
std::string_view wanted_by(std::string_view name) {
  if (name.ends_with("IpAddress")) return "addresses and ranges";
  if (name == "Bool" || name == "Null") return "true or false";
  if (name.starts_with("Numeric")) return "numbers";
  if (name.starts_with("Date")) return "dates such as \"2030-01-31T00:00:00Z\"";
  return {};
}

// https://www.rfc-editor.org/rfc/rfc1918
constexpr std::array<std::string_view, 3> kPrivateRanges = {"10.0.0.0/8", "172.16.0.0/12",
                                                            "192.168.0.0/16"};

bool is_date(std::string_view text) {
  constexpr std::size_t kDay = 10;  // `2030-01-31`
  if (read_number(text)) return true;
  return text.size() >= kDay && text[4] == '-' && text[7] == '-' &&
         std::isdigit(static_cast<unsigned char>(text[0])) != 0;
}

bool has_form(std::string_view name, const std::string& text) {
  if (name.ends_with("IpAddress"))
    return text.find(':') != std::string::npos || parse_ipv4(text) ||
           parse_ipv4(text + "/32").has_value();
  if (name == "Bool" || name == "Null") {
    const std::string word = lowered(text);
    return word == "true" || word == "false";
  }
  return name.starts_with("Numeric") ? read_number(text).has_value() : is_date(text);
}

void check_values(std::string_view name, const sema::Value& values, Sink& sink) {
  const std::string_view wanted = wanted_by(name);
  if (wanted.empty()) return;
  for (const sema::Value* value : items_of(&values)) {
    const auto text = text_of(*value);
    // A policy variable has its value only when IAM reads it.
    if (!text || text->find("${") != std::string::npos || has_form(name, *text)) continue;
    sink.report<diag::ConditionValue>(value->span, name, wanted, *text)
        .help("write such a value, or compare with `StringEquals`");
  }
}

// `aws:SourceIp` is the public address of a request. Requests through an endpoint have
// `aws:VpcSourceIp` instead:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
void check_source_address(std::string_view key, const sema::Value& values, Sink& sink) {
  if (lowered(key) != "aws:sourceip") return;
  for (const sema::Value* value : items_of(&values)) {
    const auto text = text_of(*value);
    const auto range = text ? parse_ipv4(*text) : std::nullopt;
    if (!range) continue;
    const bool local =
        std::any_of(kPrivateRanges.begin(), kPrivateRanges.end(),
                    [&](std::string_view one) { return parse_ipv4(one)->contains(*range); });
    if (local)
      sink.report<diag::PrivateSource>(value->span, *text)
          .help(
              "write `aws:VpcSourceIp`, which requests through an endpoint have, or the public "
              "address of the NAT gateway");
  }
}

// The services of the actions of a statement; empty if they can be of any.
std::vector<std::string> services_of(const Statement& statement) {
  std::vector<std::string> found;
  for (const sema::Value* action : statement.actions) {
    const auto* text = action->get<std::string>();
    if (text == nullptr) {
      for (const sema::Value* resource : statement.resources) {
        const sema::Block* block = read_block(*resource);
        if (block != nullptr) found.emplace_back(service_of(*block));
      }
      continue;
    }
    const std::string prefix = lowered(std::string_view(*text).substr(0, text->find(':')));
    if (prefix.find_first_of("*?") != std::string::npos) return {};
    found.push_back(prefix);
  }
  return found;
}

// Services whose keys are in requests to them alone.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
bool is_own_key(std::string_view prefix) {
  constexpr std::array<std::string_view, 6> kOwn = {"s3",       "sqs",    "sns",
                                                    "dynamodb", "states", "ecr"};
  return std::find(kOwn.begin(), kOwn.end(), prefix) != kOwn.end();
}

class KeyCheck {
 public:
  KeyCheck(const Statement& statement, IamFacts& facts, Sink& sink)
      : services_(services_of(statement)), facts_(facts), sink_(sink) {}

  // `holds_without`: the operator is true of a request without the key.
  void check(const std::string& key, Span span, bool holds_without) {
    const std::size_t colon = key.find(':');
    if (colon == std::string::npos) {
      sink_.report<diag::ConditionKey>(span, key).help("write a key such as `aws:SourceArn`");
      return;
    }
    const std::string prefix = lowered(key.substr(0, colon));
    std::vector<std::string_view> known;
    if (prefix == "aws") {
      known = FactList("global-condition-keys").names();
    } else if (const auto& facts = facts_.service(prefix)) {
      known = facts->condition_keys;
    } else {
      return;
    }
    const bool found = std::any_of(known.begin(), known.end(), [&](std::string_view one) {
      const std::size_t open = one.find_first_of("$<{*");
      return open == std::string_view::npos
                 ? action_matches(one, key)
                 : key.size() >= open && action_matches(one.substr(0, open), key.substr(0, open));
    });
    if (found || known.empty()) return holds_without ? void() : check_service(key, prefix, span);
    const std::string_view near = closest(key, known);
    sink_.report<diag::ConditionKey>(span, key).help(
        near.empty() ? fmt::format("write a key that {} lists", prefix)
                     : fmt::format("did you mean `{}`?", near));
  }

 private:
  void check_service(const std::string& key, const std::string& prefix, Span span) {
    if (!is_own_key(prefix) || services_.empty() ||
        std::find(services_.begin(), services_.end(), prefix) != services_.end())
      return;
    sink_.report<diag::ForeignConditionKey>(span, key, prefix, services_.front())
        .help("write a key of the service, or one that begins with `aws:`");
  }

  std::vector<std::string> services_;
  IamFacts& facts_;
  Sink& sink_;
};

}  // namespace

const std::optional<IamServiceFacts>& IamFacts::service(std::string_view prefix) {
  const std::string small = lowered(prefix);
  const auto known = known_.find(small);
  if (known != known_.end()) return known->second;
  return known_.emplace(small, find_iam_service(small)).first->second;
}

void check_condition(const Statement& statement, IamFacts& facts, Sink& sink) {
  const auto* object = statement.condition ? statement.condition->get<sema::Object>() : nullptr;
  if (object == nullptr) return;
  const FactList operators("condition-operators");
  KeyCheck key_check(statement, facts, sink);
  for (const auto& [written, keys] : object->entries) {
    const std::string_view name = bare_operator(written);
    if (!operators.has(name)) {
      const std::string_view near = closest(name, operators.names());
      sink.report<diag::ConditionOperator>(keys.span, written)
          .help(near.empty() ? "write an operator such as `StringEquals`"
                             : fmt::format("did you mean `{}`?", near));
      continue;
    }
    const auto* entries = keys.get<sema::Object>();
    if (entries == nullptr) continue;
    for (const auto& [key, value] : entries->entries) {
      key_check.check(key, value.span, holds_without_key(written));
      check_values(name, value, sink);
      if (name == "IpAddress") check_source_address(key, value, sink);
    }
  }
}

}  // namespace svc::check
