// Rights: the statements of the roles and resource policies of a program.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ask/blocks.h"

namespace svc::ask {

// One action that a statement of a policy allows or denies.
struct Right {
  std::string role;  // the role's name in the graph: `api_task`
  bool allow = true;
  std::string action;     // `sqs:SendMessage`, also with wildcards
  std::string resource;   // in the program's words: `queue orders`, `queue orders/*`, `*`
  std::string condition;  // as JSON; empty: none
  std::string target;     // the block of its resource; empty: none, or every block
  Span span;
};

// The principal: the tasks of a block (`task`, the default), the role that starts them
// (`execution`), or every role of the block (`all`).
enum class Part : std::uint8_t { Task, Execution, All };

// The rights of a block, in the order of its policies. A block without a task has those of all its
// roles.
[[nodiscard]] std::vector<Right> rights_of(const graph::Graph& graph, const std::string& block,
                                           Part part);

struct Verdict {
  bool allowed = false;
  std::string why;            // in a sentence
  std::vector<Right> rights;  // what allows it, or denies it
};

// Whether a block may do all of these actions on something of another block: first no explicit
// denial may match, then a statement must allow each action. A condition is shown, not judged.
[[nodiscard]] Verdict can(const graph::Graph& graph, const std::string& block, Part part,
                          const std::vector<std::string>& actions, const std::string& target);

}  // namespace svc::ask
