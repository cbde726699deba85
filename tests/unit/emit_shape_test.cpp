// Values at their places, and the schemas' answers.
#include <catch2/catch.hpp>

#include "emit/check.h"
#include "emit/cloudformation/cloudformation.h"
#include "emit/shape.h"
#include "emit/terraform/terraform.h"
#include "emit/text.h"

using namespace svc;
using namespace svc::emit;

namespace {

const Schema& property(std::string_view type, std::string_view name) {
  const Schema* schema = find_schema(TargetId::CloudFormation, type);
  REQUIRE(schema != nullptr);
  REQUIRE(schema->member(name) != nullptr);
  return *schema->member(name);
}

std::string json(const Tree& tree) {
  const Tree text = json_text(tree, false);
  const auto* words = text.get<std::string>();
  return words == nullptr ? "<deferred>" : *words;
}

// The output of both targets for one node.
std::vector<std::string> problems(const graph::Node& node, const Target& target) {
  graph::Graph graph;
  graph.app = "a";
  graph.nodes.add(node);
  Sink sink;
  const auto files = target.emit(graph, {}, {}, sink);
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : sink.diagnostics())
    all.push_back(code_text(diagnostic.code) + " " + diagnostic.message);
  return all;
}

graph::Node queue(std::string_view attribute, graph::Value value) {
  graph::Node node;
  node.kind = "sqs_queue";
  node.name = "orders";
  graph::set(node, attribute, std::move(value));
  return node;
}

}  // namespace

TEST_CASE("values are shaped as the schema wants them", "[emit]") {
  CHECK(json(fit(Tree(std::int64_t{512}), &property("AWS::ECS::TaskDefinition", "Cpu"))) ==
        "\"512\"");
  CHECK(json(fit(Tree("60"), &property("AWS::SQS::Queue", "VisibilityTimeout"))) == "60");
  CHECK(json(fit(Tree("true"), &property("AWS::SQS::Queue", "FifoQueue"))) == "true");
  CHECK(json(fit(Tree("FARGATE"), &property("AWS::ECS::TaskDefinition",
                                            "RequiresCompatibilities"))) == "[\"FARGATE\"]");
  Object tags;
  tags.members.push_back({"team", "checkout", false});
  CHECK(json(fit(Tree(tags), &property("AWS::SQS::Queue", "Tags"))) ==
        R"([{"Key":"team","Value":"checkout"}])");
}

TEST_CASE("a path makes what it goes through", "[emit]") {
  const Step nested[] = {{.name = "A"}, {.name = "B"}};
  const Step element[] = {{.name = "L", .shape = Step::Shape::Element}, {.name = "X"}};
  const Step keyed[] = {
      {.name = "K", .shape = Step::Shape::Keyed, .key_name = "Key", .key = "idle.timeout"},
      {.name = "Value"}};
  Object root;
  put(root, {nested, 2}, Tree("b"));
  put(root, {element, 2}, Tree(std::int64_t{1}));
  put(root, {keyed, 2}, Tree("60"));
  put(root, {keyed, 2}, Tree("61"));
  CHECK(json(Tree(root)) ==
        R"({"A":{"B":"b"},"L":[{"X":1}],"K":[{"Key":"idle.timeout","Value":"61"}]})");
}

TEST_CASE("what a target does not accept is said at the value", "[emit]") {
  const auto target = cloudformation::make_target();
  CHECK(problems(queue("visibility_timeout", 43201), *target) ==
        std::vector<std::string>{"SVC5008 AWS::SQS::Queue does not accept 43201 for "
                                 "`VisibilityTimeout`: it takes 0 to 43200"});
  CHECK(problems(queue("visibility_timeout", "soon"), *target) ==
        std::vector<std::string>{"SVC5007 AWS::SQS::Queue does not accept `soon` for "
                                 "`VisibilityTimeout`: it takes a whole number"});
  CHECK(problems(queue("colour", "blue"), *target) ==
        std::vector<std::string>{"SVC5002 the template of sqs_queue has no property `colour`"});
  graph::Node listener;
  listener.kind = "elasticloadbalancingv2_listener";
  graph::set(listener, "load_balancer_arn", "arn");
  graph::set(listener, "protocol", "SMTP");
  const auto found = problems(listener, *target);
  REQUIRE(found.size() == 2);
  CHECK(
      found[0].starts_with("SVC5006 AWS::ElasticLoadBalancingV2::Listener does not accept `SMTP` "
                           "for `Protocol`: it takes `GENEVE`, "));
  CHECK(found[1] == "SVC5005 AWS::ElasticLoadBalancingV2::Listener needs `DefaultActions`");
}

TEST_CASE("a kind without a template and an attribute nobody can refer to are said", "[emit]") {
  const auto target = terraform::make_target();
  graph::Node strange;
  strange.kind = "sheep";
  CHECK(problems(strange, *target) ==
        std::vector<std::string>{"SVC5001 svcc has no template for the resource kind `sheep`"});
  CHECK(problems(queue("queue_name", graph::Ref{graph::NodeId{0}, "wool"}), *target) ==
        std::vector<std::string>{"SVC5003 `wool` of sqs_queue cannot be referred to in Terraform"});
}

TEST_CASE("versions are compared by their numbers", "[emit]") {
  CHECK(later_version("6.4.0", "6.21.0") == "6.21.0");
  CHECK(later_version("", "5.100.0") == "5.100.0");
  CHECK(later_version("5.100.0", "") == "5.100.0");
  CHECK(later_version("5.100.0", "5.99.9") == "5.100.0");
}

TEST_CASE("the tables keep what diff and patch need", "[emit]") {
  const Schema& name = property("AWS::SQS::Queue", "QueueName");
  CHECK(name.replace == Replace::Always);
  CHECK(property("AWS::ECS::Service", "LaunchType").replace == Replace::Sometimes);
  CHECK(property("AWS::SQS::Queue", "Arn").read_only);
  CHECK(find_schema(TargetId::Terraform, "aws_sqs_queue") != nullptr);
  CHECK(find_schema(TargetId::Terraform, "data.aws_route53_zone") != nullptr);
  CHECK(find_schema(TargetId::Terraform, "aws_nothing") == nullptr);
}
