// Statements of IAM policies: those of `allow`, and those of policies that are written out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/iam_data.h"
#include "diagnostics/sink.h"
#include "sema/program.h"

namespace svc::check {

struct Statement {
  std::vector<const sema::Value*> actions;
  std::vector<const sema::Value*> resources;
  const sema::Value* condition = nullptr;
};

// The facts of each service that a program asked for.
class IamFacts {
 public:
  // Letters of either case; nothing if AWS has no such service.
  const std::optional<IamServiceFacts>& service(std::string_view prefix);

 private:
  std::map<std::string, std::optional<IamServiceFacts>, std::less<>> known_;
};

// The conditions of a statement: operators, keys and values (iam_conditions.cpp).
void check_condition(const Statement& statement, IamFacts& facts, Sink& sink);
// The actions, resources and conditions of a statement (iam.cpp).
void check_statement(const Statement& statement, Sink& sink);
// The name of a service that a policy lets in (iam_policies.cpp).
void check_service_principal(const sema::Value& principal, Sink& sink);
// Managed policies, boundaries, and the policies of raw resources and patches (iam_policies.cpp).
void check_policies(const sema::Program& program, Sink& sink);

}  // namespace svc::check
