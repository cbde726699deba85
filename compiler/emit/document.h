// A target's document as data, to compare two of them, not to print one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emit/tree.h"
#include "source/ways.h"

namespace svc::emit {

// One resource as it is deployed.
struct Record {
  std::string address;  // `ApiService`, `aws_ecs_service.api`
  std::string type;     // `AWS::ECS::Service`, `aws_ecs_service`
  std::string key;      // its identity in every target: `ecs_service api`
  std::string owner;    // the block that makes it: `service api`; empty if unknown
  Span span;            // the header of that block
  Object properties;
  std::vector<std::string> initial;     // properties that others change after creation
  std::vector<std::string> depends_on;  // addresses, beyond those that the properties refer to
  bool retained = false;                // it stays when it is removed or replaced
  bool guarded = false;                 // the target refuses to destroy it
  bool create_first = false;            // its replacement is created before it is deleted
};

// A parameter, an output or a tag.
struct NamedTree {
  std::string name;
  Tree value;
  Span span;
};

// One environment in one target. The spans are in the sources of the program that made it.
struct Document {
  std::string target;  // `cloudformation`, `terraform`
  std::string app;
  std::string environment;  // empty if the program has none
  std::string region;       // empty: decided by the deployment
  std::string account;
  bool resolved = false;        // a state: it has values where a program has references
  std::vector<NamedTree> tags;  // of the whole document
  std::vector<NamedTree> parameters;
  std::vector<NamedTree> outputs;
  std::vector<Record> resources;                           // in the order of the document
  std::vector<std::pair<std::string, std::string>> moved;  // addresses: from, to
  Ways ways;                                               // of the spans
  // CloudFormation: the part of each resource's stack (`service-api`, or nothing if there is only
  // one), by address; empty if that is unknown.
  std::vector<std::pair<std::string, std::string>> stacks{};

  [[nodiscard]] const Record* find(std::string_view address) const;
};

class Resources;

// Shapes every resource of the graph. Each target names and places them by its dialect.
[[nodiscard]] Document document_of(Resources& resources);

// The name of each node's own resource, by node index (Target::names).
[[nodiscard]] std::vector<std::string> own_names(const Resources& resources);

}  // namespace svc::emit
