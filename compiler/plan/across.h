// What the environments of a program have to do with each other: pipelines that deploy to another
// account, and pipelines that start each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// Where an environment is deployed. Texts are empty where only the deployment knows.
struct Place {
  std::string environment;
  std::string account;
  std::string region;
};

// What other environments need to know about one environment. Blocks have the first of their names
// (`was`), which is the one on AWS.
struct Outline : Place {
  std::vector<std::string> pipelines;
  struct Follow {
    std::string pipeline;
    std::string after;  // the environment of the pipeline that starts it
    Span span;
  };
  std::vector<Follow> follows;
  struct Stack {
    std::string pipeline;
    std::string environment;  // the environment of the stack that the pipeline makes
    std::string role;         // that CloudFormation uses
    Span span;
    Span role_span;
  };
  std::vector<Stack> stacks;
  // The roles for CloudFormation.
  struct Role {
    std::string name;
    bool existing = false;
    std::string arn;  // of an existing role; empty: known only at deployment
  };
  std::vector<Role> roles;
  struct Arn {
    std::string account;
    std::string region;
    Span span;
  };
  std::vector<Arn> arns;  // that are written in permissions
};

[[nodiscard]] Outline outline_of(const sema::Program& program);

// A pipeline makes the stack of an environment in another account. That account has a role, which
// the pipeline assumes for this.
struct Delivery {
  std::string pipeline;
  Place from;
  Place to;
  std::vector<Outline::Role> roles;  // that CloudFormation uses there, each once
};

// A pipeline starts after the pipeline of an environment in another account or region.
struct Relay {
  std::string pipeline;
  Place from;
  Place to;
};

// What crosses the border of one environment.
struct Across {
  std::vector<Outline> others;  // the other environments, if they matter
  std::vector<Delivery> sent;
  std::vector<Delivery> received;
  std::vector<Relay> followed;   // its pipelines, by those of others
  std::vector<Relay> following;  // its pipelines, those of others
};
[[nodiscard]] Across across(const Outline& own, std::vector<Outline> others);

// Whether both are known and differ.
[[nodiscard]] bool differ(std::string_view a, std::string_view b);

// The name that AWS and other environments know a block by.
[[nodiscard]] const std::string& first_name(const sema::Block& block);

// The names of the roles of a delivery. Policies of the other account name them before they exist.
[[nodiscard]] std::string pipeline_role(std::string_view app, const Delivery& delivery);
[[nodiscard]] std::string delivery_role(std::string_view app, const Delivery& delivery);
[[nodiscard]] std::string stack_role(std::string_view app, const Delivery& delivery,
                                     const Outline::Role& role);
// Of a relay: the rule that sends the event, and the event bus that receives it.
[[nodiscard]] std::string relay_rule(std::string_view app, const Relay& relay);
[[nodiscard]] std::string relay_bus(std::string_view app, const Relay& relay);

}  // namespace svc::plan
