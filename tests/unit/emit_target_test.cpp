// Names, dependencies and life cycles in the two targets.
#include <catch2/catch.hpp>

#include "emit/cloudformation/cloudformation.h"
#include "emit/cloudformation/names.h"
#include "emit/terraform/terraform.h"

using namespace svc;
using namespace svc::emit;

namespace {

graph::Node node(const char* kind, const char* name) {
  graph::Node made;
  made.kind = kind;
  made.name = name;
  return made;
}

std::string all(const Target& target, const graph::Graph& graph) {
  Sink sink;
  std::string text;
  for (const OutputFile& file : target.emit(graph, {}, {}, sink))
    text += "== " + file.path + "\n" + file.contents;
  CHECK(sink.diagnostics().empty());
  return text;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("logical ids are in PascalCase, without a suffix twice", "[emit]") {
  CHECK(cloudformation::pascal_case("main_cluster-2.b") == "MainCluster2B");
  graph::Graph graph;
  graph.app = "a";
  graph::Parameter parameter;
  parameter.name = "depth";
  graph.parameters.add(parameter);
  graph.nodes.add(node("sqs_queue", "orders_queue"));
  const std::string text = all(*cloudformation::make_target(), graph);
  CHECK(has(text, "\n  Depth:\n    Type: String\n"));
  CHECK(has(text, "\n  OrdersQueue:\n    Type: AWS::SQS::Queue\n"));
}

TEST_CASE("a name that two resources or a parameter would have is an error", "[emit]") {
  graph::Graph graph;
  graph.app = "a";
  graph::Parameter parameter;
  parameter.name = "orders_queue";
  graph.parameters.add(parameter);
  graph.nodes.add(node("sqs_queue", "orders_queue"));
  graph.nodes.add(node("sqs_queue", "orders"));
  Sources sources;
  Sink sink;
  (void)cloudformation::make_target()->emit(graph, sources, {}, sink);
  REQUIRE(sink.error_count() == 3);
  (void)terraform::make_target()->emit(graph, sources, {}, sink);
  CHECK(sink.error_count() == 3);  // its names have the type before them
}

TEST_CASE("explicit dependencies are written unless a reference implies them", "[emit]") {
  graph::Graph graph;
  graph.app = "a";
  const auto dead = graph.nodes.add(node("sqs_queue", "dead"));
  const auto other = graph.nodes.add(node("sqs_queue", "other"));
  graph::Node orders = node("sqs_queue", "orders");
  graph::set(
      orders, "redrive_policy",
      graph::map({{"deadLetterTargetArn", graph::Ref{dead, "arn"}}, {"maxReceiveCount", 3}}));
  orders.depends_on = {dead, other};
  graph.nodes.add(orders);
  CHECK(has(all(*cloudformation::make_target(), graph), "    DependsOn: OtherQueue\n"));
  const std::string terraform = all(*terraform::make_target(), graph);
  CHECK(has(terraform, "  depends_on = [aws_sqs_queue.other]\n"));
  CHECK(has(terraform,
            "  redrive_policy = jsonencode({\n    deadLetterTargetArn = aws_sqs_queue.dead.arn\n   "
            " maxReceiveCount     = 3\n  })\n"));
}

TEST_CASE(
    "what somebody else moves afterwards is ignored by Terraform and not sent again by "
    "CloudFormation",
    "[emit]") {
  graph::Graph graph;
  graph.app = "a";
  graph::Node service = node("ecs_service", "api");
  graph::set(service, "service_name", "api");
  graph::set_initial(service, "desired_count", 2);
  graph::set_initial(service, "task_definition", "arn:aws:ecs:x");
  graph.nodes.add(service);
  const std::string terraform = all(*terraform::make_target(), graph);
  CHECK(has(terraform, "  desired_count   = 2\n"));
  CHECK(has(terraform, "    ignore_changes = [task_definition, desired_count]\n"));
  const std::string template_text = all(*cloudformation::make_target(), graph);
  CHECK(!has(template_text, "DesiredCount"));
  CHECK(has(template_text, "TaskDefinition: arn:aws:ecs:x\n"));
}

TEST_CASE("a part of a list, of a text or of a range is taken with the functions of the target",
          "[emit]") {
  graph::Graph graph;
  graph.app = "a";
  graph::Node vpc = node("ec2_vpc", "main");
  graph::set(vpc, "cidr_block", "10.0.0.0/16");
  graph::set(vpc, "amazon_provided_ipv6_cidr_block", true);
  const auto main = graph.nodes.add(vpc);
  graph::Node subnet = node("ec2_subnet", "one");
  graph::set(subnet, "vpc_id", graph::Ref{main, "id"});
  graph::set(subnet, "ipv6_cidr_block", graph::SubnetOf{{main, "ipv6_range"}, 12});
  graph.nodes.add(subnet);
  graph::Node endpoint = node("ec2_vpc_endpoint", "partner");
  graph::set(endpoint, "vpc_id", graph::Ref{main, "id"});
  const auto partner = graph.nodes.add(endpoint);
  graph.outputs.push_back(
      {"url", "", graph::concat({"https://", graph::Ref{partner, "dns_name"}}), {}});

  Sink sink;
  const auto json =
      cloudformation::make_target()->emit(graph, {}, {EmitOptions::Format::Json}, sink);
  CHECK(sink.diagnostics().empty());
  std::string text;
  for (const char c : json.front().contents) {
    if (c != ' ' && c != '\n') text += c;
  }
  CHECK(has(
      text,
      R"("Ipv6CidrBlock":{"Fn::Select":[12,{"Fn::Cidr":[{"Fn::Select":[0,{"Fn::GetAtt":["MainVpc","Ipv6CidrBlocks"]}]},256,64]}]})"));
  CHECK(has(
      text,
      R"({"Fn::Sub":["https://${PartnerEndpointPart0}",{"PartnerEndpointPart0":{"Fn::Select":[1,{"Fn::Split":[":",{"Fn::Select":[0,{"Fn::GetAtt":["PartnerEndpoint","DnsEntries"]}]}]}]}}]})"));
  const std::string yaml = all(*cloudformation::make_target(), graph);
  CHECK(has(yaml,
            "Ipv6CidrBlock: !Select [12, !Cidr [!Select [0, !GetAtt MainVpc.Ipv6CidrBlocks], 256, "
            "64]]\n"));
  CHECK(has(yaml,
            "PartnerEndpointPart0: !Select [1, !Split [\":\", !Select [0, !GetAtt "
            "PartnerEndpoint.DnsEntries]]]\n"));
  const std::string terraform = all(*terraform::make_target(), graph);
  CHECK(has(terraform, "ipv6_cidr_block = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 12)\n"));
  CHECK(has(terraform, "\"https://${aws_vpc_endpoint.partner.dns_entry[0].dns_name}\""));
}

TEST_CASE("common tags are the provider's in Terraform and the stack's in CloudFormation",
          "[emit]") {
  graph::Graph graph;
  graph.app = "a";
  graph.tags = {{"team", "checkout"}, {"app", "a"}};
  graph::Node queue = node("sqs_queue", "orders");
  graph::set(queue, "tags", graph::map({{"team", "orders"}}));
  graph.nodes.add(queue);
  const std::string stack = all(*cloudformation::make_target(), graph);
  CHECK(has(stack, "      Tags:\n        - Key: team\n          Value: orders\n"));
  CHECK(!has(stack, "Key: app"));
  const std::string terraform = all(*terraform::make_target(), graph);
  CHECK(has(terraform,
            "  default_tags {\n    tags = {\n      team = \"checkout\"\n      app  = \"a\"\n    "
            "}\n  }\n"));
  CHECK(has(terraform, "  tags = {\n    team = \"orders\"\n  }\n"));
}

TEST_CASE("a secret parameter shows its value nowhere", "[emit]") {
  graph::Graph graph;
  graph.app = "a";
  graph::Parameter secret;
  secret.name = "password";
  secret.secret = true;
  secret.value = graph::Value("hunter2");
  graph.parameters.add(secret);
  graph.outputs.push_back(
      {"shown", "", graph::concat({"x", graph::ParamRef{graph::ParameterId{0}}}), {}});
  const std::string terraform = all(*terraform::make_target(), graph);
  const std::string template_text = all(*cloudformation::make_target(), graph);
  CHECK(!has(terraform + template_text, "hunter2"));
  CHECK(has(terraform, "  sensitive = true\n"));
  CHECK(has(template_text, "    NoEcho: true\n"));
}

TEST_CASE("texts join, references are found once, and the dump shows them", "[graph]") {
  graph::Graph graph;
  graph.app = "a";
  const auto first = graph.nodes.add(node("sqs_queue", "first"));
  graph::Node second = node("sqs_queue", "second");
  const graph::Value text = graph::concat(
      {"a", "b", graph::concat({"c", graph::Ref{first, "arn"}}), graph::Ref{first, "url"}, 5});
  graph::set(second, "queue_name", text);
  graph::set(second, "gone", graph::Value());
  CHECK(graph::references(text) == std::vector<graph::NodeId>{first});
  CHECK(graph::concat({"a", 1, true}).get<std::string>() != nullptr);
  graph.nodes.add(second);
  CHECK(graph::dump(graph, {}) ==
        "graph a\nsqs_queue first\nsqs_queue second\n  queue_name = \"abc\" + sqs_queue.first.arn "
        "+ sqs_queue.first.url + \"5\"\n");
}
