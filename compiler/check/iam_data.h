// What IAM knows about a service: its actions, the resources that each takes, its condition keys.
// Read from templates/facts/iam-actions.txt when a program asks for the service.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace svc::check {

struct IamAction {
  std::string_view name;
  std::string_view types;  // numbers of resource types; empty: it takes none, only `*`
  [[nodiscard]] bool judged() const { return types != "!"; }
};

struct IamServiceFacts {
  std::string_view prefix;                                        // `s3`
  std::vector<std::pair<char, std::string_view>> resource_types;  // number, ARN pattern
  std::vector<std::string_view> condition_keys;                   // `s3:prefix`
  std::vector<IamAction> actions;

  // The action of that name, letters of either case; null if there is none.
  [[nodiscard]] const IamAction* find(std::string_view name) const;
  // The ARN patterns of the resources that the action takes.
  [[nodiscard]] std::vector<std::string_view> patterns(const IamAction& action) const;
};

// The facts of the service; nothing if AWS has no such service.
[[nodiscard]] std::optional<IamServiceFacts> find_iam_service(std::string_view prefix);
// The prefixes of all services, in order.
[[nodiscard]] std::vector<std::string_view> iam_prefixes();

// Whether some text matches both patterns: `*` is any text, `?` one character; `+`, of the second
// alone, is any text without `/`.
[[nodiscard]] bool patterns_meet(std::string_view written, std::string_view known);

// Whether the name matches the pattern. `*` and `?` are wildcards; upper and lower case are the
// same.
[[nodiscard]] bool action_matches(std::string_view pattern, std::string_view name);

}  // namespace svc::check
