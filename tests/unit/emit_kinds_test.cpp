// Every kind of templates/ in both targets. (The sample itself is at the beginning: other tests
// read it too.)
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <set>

#include "emit/cloudformation/cloudformation.h"
#include "emit/mapping.h"
#include "emit/terraform/terraform.h"
#include "emit_sample_graph.h"

namespace svc::test {
namespace {

using namespace svc::graph;

constexpr std::string_view kProgram =
    "app shop {}\n"
    "param image_tag: string\n"
    "network main {}\n"
    "cluster main_cluster {}\n"
    "balancer edge {}\n"
    "service api {}\n"
    "pipeline release {}\n"
    "queue orders {}\n"
    "zone example {}\n";

using Attributes = std::initializer_list<std::pair<const char*, Value>>;
using Entries = std::vector<std::pair<std::string, Value>>;

Value texts(std::initializer_list<const char*> words) {
  std::vector<Value> items;
  for (const char* word : words) items.emplace_back(word);
  return list(std::move(items));
}

class Sample {
 public:
  explicit Sample(bool later) : later_(later) {}

  Graph build() {
    graph_.app = "shop";
    graph_.environment = "prod";
    graph_.description = "The web shop: one public API, one \"worker\".";
    graph_.source = "shop.svc";
    graph_.region = "eu-west-1";
    graph_.account = "012345678901";
    graph_.tags = {{"app", "shop"}, {"team", "checkout"}};
    parameters();
    network();
    security();
    messaging();
    storage();
    names();
    balancer();
    cluster();
    service();
    scaling();
    pipeline();
    outputs();
    return std::move(graph_);
  }

 private:
  NodeId add(const char* kind, const char* name, const char* owner, Attributes attributes) {
    Node node;
    node.kind = kind;
    node.name = name;
    node.owner = owner;
    const std::size_t at = kProgram.find(owner);
    if (at != std::string_view::npos)
      node.span = {SourceId{0}, static_cast<std::uint32_t>(at),
                   static_cast<std::uint32_t>(at + std::string_view(owner).size())};
    for (const auto& [key, value] : attributes) set(node, key, value);
    return graph_.nodes.add(std::move(node));
  }
  NodeId id(const char* kind, const char* name) const {
    for (std::uint32_t i = 0; i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[NodeId{i}].kind == kind && graph_.nodes[NodeId{i}].name == name)
        return NodeId{i};
    }
    return {};
  }
  Value ref(const char* kind, const char* name, const char* attribute) const {
    return Ref{id(kind, name), attribute};
  }
  Value policy(Value statement) const {
    return json(map({{"Version", "2012-10-17"}, {"Statement", list({std::move(statement)})}}));
  }
  Value trust(const char* service) const {
    return policy(map({{"Effect", "Allow"},
                       {"Principal", map({{"Service", concat({service, ".", Pseudo::UrlSuffix})}})},
                       {"Action", "sts:AssumeRole"}}));
  }
  static Value role_trust(const char* service) {
    return json(map({{"Version", "2012-10-17"},
                     {"Statement", list({map({{"Effect", "Allow"},
                                              {"Principal", map({{"Service", service}})},
                                              {"Action", "sts:AssumeRole"}})})}}));
  }

  void parameters();
  void network();
  void security();
  void messaging();
  void storage();
  void names();
  void balancer();
  void cluster();
  void service();
  void scaling();
  void pipeline();
  void outputs();

  bool later_;
  Graph graph_;
};

void Sample::parameters() {
  Parameter tag;
  tag.name = "image_tag";
  tag.description = "The tag of the image to run";
  tag.value = Value("latest");
  tag.pattern = "[A-Za-z0-9_.-]{1,128}";
  graph_.parameters.add(tag);
  Parameter count;
  count.name = "replicas";
  count.type = Parameter::Type::Number;
  count.value = Value(2);
  count.min = 1;
  count.max = 20;
  graph_.parameters.add(count);
  Parameter verbose;
  verbose.name = "verbose";
  verbose.type = Parameter::Type::Bool;
  verbose.value = Value(false);
  graph_.parameters.add(verbose);
  Parameter connection;
  connection.name = "connection";
  connection.description = "The ARN of the connection to GitHub";
  graph_.parameters.add(connection);
  Parameter cidrs;
  cidrs.name = "office_cidrs";
  cidrs.type = Parameter::Type::List;
  cidrs.value = texts({"10.8.0.0/16", "10.9.0.0/16"});
  cidrs.pattern = "[0-9./]+";
  graph_.parameters.add(cidrs);
  Parameter level;
  level.name = "log_level";
  level.value = Value("info");
  level.allowed = {"debug", "info", "warn"};
  graph_.parameters.add(level);
  Parameter secret;
  secret.name = "client_secret";
  secret.secret = true;
  secret.min = 8;
  graph_.parameters.add(secret);
}

void Sample::network() {
  const char* owner = "network main";
  add("ec2_vpc", "main", owner,
      {{"cidr_block", "10.0.0.0/16"},
       {"enable_dns_support", true},
       {"enable_dns_hostnames", true},
       {"tags", map({{"Name", "shop-prod-main"}})}});
  const Value vpc = ref("ec2_vpc", "main", "id");
  add("ec2_internet_gateway", "main", owner, {{"tags", map({{"Name", "shop-prod-main"}})}});
  add("ec2_vpc_gateway_attachment", "main", owner,
      {{"vpc_id", vpc}, {"internet_gateway_id", ref("ec2_internet_gateway", "main", "id")}});
  for (int i = 0; i < 2; ++i) {
    const std::string name = "main_public_" + std::string(1, static_cast<char>('a' + i));
    add("ec2_subnet", name.c_str(), owner,
        {{"vpc_id", vpc},
         {"cidr_block", "10.0." + std::to_string(i) + ".0/24"},
         {"availability_zone", ZoneName{i}},
         {"map_public_ip_on_launch", true}});
  }
  add("ec2_route_table", "main_public", owner, {{"vpc_id", vpc}});
  const NodeId route = add("ec2_route", "main_public", owner,
                           {{"route_table_id", ref("ec2_route_table", "main_public", "id")},
                            {"destination_cidr_block", "0.0.0.0/0"},
                            {"gateway_id", ref("ec2_internet_gateway", "main", "id")}});
  graph_.nodes[route].depends_on = {id("ec2_vpc_gateway_attachment", "main")};
  add("ec2_subnet_route_table_association", "main_public_a", owner,
      {{"subnet_id", ref("ec2_subnet", "main_public_a", "id")},
       {"route_table_id", ref("ec2_route_table", "main_public", "id")}});
  const NodeId eip = add("ec2_eip", "main", owner, {{"domain", "vpc"}});
  graph_.nodes[eip].depends_on = {id("ec2_vpc_gateway_attachment", "main")};
  add("ec2_nat_gateway", "main", owner,
      {{"allocation_id", ref("ec2_eip", "main", "allocation_id")},
       {"subnet_id", ref("ec2_subnet", "main_public_a", "id")}});
  add("ec2_vpc_endpoint", "main_s3", owner,
      {{"vpc_id", vpc},
       {"service_name", concat({"com.amazonaws.", Pseudo::Region, ".s3"})},
       {"vpc_endpoint_type", "Gateway"},
       {"route_table_ids", list({ref("ec2_route_table", "main_public", "id")})}});
  add("ec2_egress_only_internet_gateway", "main", owner, {{"vpc_id", vpc}});
}

void Sample::security() {
  const char* owner = "balancer edge";
  const Value vpc = ref("ec2_vpc", "main", "id");
  add("ec2_security_group", "edge", owner,
      {{"group_name_prefix", "shop-prod-edge-"},
       {"group_description", "The balancer edge"},
       {"vpc_id", vpc}});
  add("ec2_security_group", "api", "service api",
      {{"group_name_prefix", "shop-prod-api-"},
       {"group_description", "The service api"},
       {"vpc_id", vpc}});
  const Value edge = ref("ec2_security_group", "edge", "id");
  const Value api = ref("ec2_security_group", "api", "id");
  add("ec2_security_group_ingress", "edge_https", owner,
      {{"group_id", edge},
       {"ip_protocol", "tcp"},
       {"from_port", 443},
       {"to_port", 443},
       {"cidr_ip", "0.0.0.0/0"},
       {"description", "HTTPS from anywhere"}});
  add("ec2_security_group_egress", "edge_api", owner,
      {{"group_id", edge},
       {"ip_protocol", "tcp"},
       {"from_port", 8080},
       {"to_port", 8080},
       {"destination_security_group_id", api},
       {"description", "To api"}});
  add("ec2_security_group_range_egress", "api", owner,
      {{"group_id", api},
       {"ip_protocol", "-1"},
       {"cidr_ip", "0.0.0.0/0"},
       {"description", "Everybody"}});
  add("iam_role", "task", "service api",
      {{"role_name_prefix", "shop-prod-api-task-"},
       {"assume_role_policy_document", role_trust("ecs-tasks.amazonaws.com")},
       {"managed_policy_arns",
        list({concat({"arn:", Pseudo::Partition, ":iam::aws:policy/AWSXRayDaemonWriteAccess"})})},
       {"max_session_duration", 3600}});
  add("iam_role", "execution", "service api",
      {{"assume_role_policy_document", role_trust("ecs-tasks.amazonaws.com")},
       {"managed_policy_arns",
        list({concat({"arn:", Pseudo::Partition,
                      ":iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"}),
              concat({"arn:", Pseudo::Partition, ":iam::aws:policy/AmazonSSMReadOnlyAccess"})})}});
  for (const auto& [name, service] : {std::pair{"instance", "ec2.amazonaws.com"},
                                      {"build", "codebuild.amazonaws.com"},
                                      {"release", "codepipeline.amazonaws.com"},
                                      {"codedeploy", "codedeploy.amazonaws.com"},
                                      {"flow", "vpc-flow-logs.amazonaws.com"},
                                      {"traffic", "ecs.amazonaws.com"}}) {
    add("iam_role", name, "cluster main_cluster",
        {{"assume_role_policy_document", role_trust(service)}});
  }
  add("iam_instance_profile", "instance", "cluster main_cluster",
      {{"roles", list({ref("iam_role", "instance", "name")})}});
}

void Sample::messaging() {
  const char* owner = "queue orders";
  add("sqs_queue", "orders_dead", owner,
      {{"message_retention_period", 1209600}, {"sqs_managed_sse_enabled", true}});
  add("sqs_queue", "orders", owner,
      {{"visibility_timeout", 60},
       {"message_retention_period", 345600},
       {"redrive_policy", map({{"deadLetterTargetArn", ref("sqs_queue", "orders_dead", "arn")},
                               {"maxReceiveCount", 5}})},
       {"tags", map({{"team", "orders"}})}});
  add("sns_topic", "alarms", owner, {{"display_name", "Alarms"}});
  add("sns_subscription", "alarms_orders", owner,
      {{"topic_arn", ref("sns_topic", "alarms", "arn")},
       {"protocol", "sqs"},
       {"endpoint", ref("sqs_queue", "orders", "arn")},
       {"raw_message_delivery", true},
       {"filter_policy", map({{"severity", texts({"high"})}})}});
  const auto allow = [&](const char* action, const Value& resource) {
    return policy(map({{"Effect", "Allow"},
                       {"Principal", map({{"Service", "sns.amazonaws.com"}})},
                       {"Action", action},
                       {"Resource", resource}}));
  };
  add("sqs_queue_policy", "orders", owner,
      {{"queues", list({ref("sqs_queue", "orders", "url")})},
       {"policy_document", allow("sqs:SendMessage", ref("sqs_queue", "orders", "arn"))}});
  add("sns_topic_policy", "alarms", owner,
      {{"topics", list({ref("sns_topic", "alarms", "arn")})},
       {"policy_document", allow("sns:Publish", ref("sns_topic", "alarms", "arn"))}});
  add("logs_log_group", "api", "service api",
      {{"log_group_name", "/shop/prod/api"}, {"retention_in_days", 30}});
  add("ec2_flow_log", "main", "network main",
      {{"resource_id", ref("ec2_vpc", "main", "id")},
       {"resource_type", "VPC"},
       {"traffic_type", "REJECT"},
       {"log_destination_type", "cloud-watch-logs"},
       {"log_destination", ref("logs_log_group", "api", "arn")},
       {"deliver_logs_permission_arn", ref("iam_role", "flow", "arn")}});
  add("dynamodb_table", "carts", "table carts",
      {{"table_name", "shop-prod-carts"},
       {"billing_mode", "PAY_PER_REQUEST"},
       {"hash_key", "id"},
       {"key_schema", list({map({{"AttributeName", "id"}, {"KeyType", "HASH"}})})},
       {"attribute_definitions", list({map({{"attribute_name", "id"}, {"attribute_type", "S"}})})},
       {"sse_enabled", true},
       {"point_in_time_recovery", true}});
  add("ssm_parameter", "level", "parameter level",
      {{"name", "/shop/prod/level"}, {"type", "String"}, {"value", "info"}});
  add("stepfunctions_state_machine", "nightly", "job nightly",
      {{"state_machine_name", "shop-prod-nightly"},
       {"role_arn", ref("iam_role", "flow", "arn")},
       {"definition_string",
        map({{"StartAt", "Wait"},
             {"States",
              map({{"Wait", map({{"Type", "Wait"}, {"Seconds", 1}, {"End", true}})}})}})}});
  add("scheduler_schedule", "nightly", "job nightly",
      {{"schedule_expression", "rate(1 hour)"},
       {"flexible_time_window", map({{"mode", "OFF"}})},
       {"target", map({{"arn", ref("stepfunctions_state_machine", "nightly", "arn")},
                       {"role_arn", ref("iam_role", "flow", "arn")}})}});
  add("cloudwatch_alarm", "orders_old", owner,
      {{"alarm_name", "shop-prod-orders-old"},
       {"namespace", "AWS/SQS"},
       {"metric_name", "ApproximateAgeOfOldestMessage"},
       {"dimensions", map({{"QueueName", ref("sqs_queue", "orders", "name")}})},
       {"statistic", "Maximum"},
       {"period", 60},
       {"evaluation_periods", 5},
       {"threshold", 300},
       {"comparison_operator", "GreaterThanThreshold"},
       {"treat_missing_data", "notBreaching"},
       {"alarm_actions", list({ref("sns_topic", "alarms", "arn")})}});
}

void Sample::storage() {
  const char* owner = "pipeline release";
  add("ecr_repository", "images", "service api",
      {{"repository_name", "shop-prod-images"},
       {"image_tag_mutability", "MUTABLE"},
       {"image_scanning_configuration", map({{"scan_on_push", true}})},
       {"encryption_configuration", map({{"encryption_type", "AES256"}})},
       {"lifecycle_policy_text",
        json(map({{"rules", list({map({{"rulePriority", 1},
                                       {"description", "Keep 20 images"},
                                       {"selection", map({{"tagStatus", "any"},
                                                          {"countType", "imageCountMoreThan"},
                                                          {"countNumber", 20}})},
                                       {"action", map({{"type", "expire"}})}})})}}))}});
  add("secretsmanager_secret", "session", "service api",
      {{"name", "shop/prod/session"}, {"description", "Signs sessions"}});
  add("kms_key", "files", "service api",
      {{"description", "Encrypts files"},
       {"enable_key_rotation", true},
       {"pending_window_in_days", 30}});
  add("kms_alias", "files", "service api",
      {{"alias_name", "alias/shop-prod-files"}, {"target_key_id", ref("kms_key", "files", "id")}});
  add("efs_file_system", "files", "service api",
      {{"encrypted", true},
       {"kms_key_id", ref("kms_key", "files", "arn")},
       {"throughput_mode", "elastic"},
       {"backup_status", "ENABLED"},
       {"file_system_policy", map({{"Version", "2012-10-17"}})},
       {"lifecycle_policies", list({map({{"transition_to_ia", "AFTER_30_DAYS"}})})}});
  add("efs_access_point", "files", "service api",
      {{"file_system_id", ref("efs_file_system", "files", "id")},
       {"posix_user", map({{"uid", 1000}, {"gid", 1000}})},
       {"root_directory",
        map({{"path", "/uploads"},
             {"creation_info",
              map({{"owner_uid", 1000}, {"owner_gid", 1000}, {"permissions", "0755"}})}})}});
  add("efs_mount_target", "files", "service api",
      {{"file_system_id", ref("efs_file_system", "files", "id")},
       {"subnet_id", ref("ec2_subnet", "main_public_a", "id")},
       {"security_groups", list({ref("ec2_security_group", "api", "id")})}});
  add("events_rule", "nightly", "service api",
      {{"name", "shop-prod-nightly"},
       {"event_bus_name", "default"},
       {"event_pattern", map({{"source", texts({"aws.ecr"})}})},
       {"target_id", "job"},
       {"target_arn", ref("stepfunctions_state_machine", "nightly", "arn")},
       {"target_role_arn", ref("iam_role", "task", "arn")},
       {"target_bus", "default"}});
  add("pipes_pipe", "nightly", "service api",
      {{"name", "shop-prod-nightly"},
       {"role_arn", ref("iam_role", "task", "arn")},
       {"source", ref("sqs_queue", "orders", "arn")},
       {"source_parameters", map({{"sqs_queue_parameters", map({{"batch_size", 1}})}})},
       {"target", ref("stepfunctions_state_machine", "nightly", "arn")},
       {"target_parameters", map({{"step_function_state_machine_parameters",
                                   map({{"invocation_type", "FIRE_AND_FORGET"}})}})}});
  add("secretsmanager_secret_value_lookup", "idp", "service api",
      {{"name", "shop/prod/idp"}, {"json_key", "client"}});
  add("s3_bucket", "release", owner,
      {{"bucket_prefix", "shop-prod-release-"},
       {"object_ownership", "BucketOwnerEnforced"},
       {"block_public_acls", true},
       {"block_public_policy", true},
       {"ignore_public_acls", true},
       {"restrict_public_buckets", true},
       {"sse_algorithm", "aws:kms"},
       {"bucket_key_enabled", true},
       {"versioning_status", "Enabled"},
       {"event_bridge_enabled", true},
       {"lifecycle_rules", list({map({{"id", "expire"},
                                      {"status", "Enabled"},
                                      {"prefix", ""},
                                      {"expiration_in_days", 30},
                                      {"noncurrent_version_expiration_days", 7},
                                      {"abort_incomplete_multipart_upload_days", 1}})})}});
  const Value arn = ref("s3_bucket", "release", "arn");
  add("s3_bucket_policy", "release", owner,
      {{"bucket", ref("s3_bucket", "release", "name")},
       {"policy_document",
        policy(map({{"Effect", "Deny"},
                    {"Principal", "*"},
                    {"Action", "s3:*"},
                    {"Resource", list({arn, concat({arn, "/*"})})},
                    {"Condition", map({{"Bool", map({{"aws:SecureTransport", "false"}})}})}}))}});
}

void Sample::names() {
  const char* owner = "zone example";
  add("route53_zone_lookup", "example", owner, {{"name", "example.com"}});
  add("ec2_vpc_lookup", "shared", "network shared", {{"wanted_tags", map({{"Name", "shared"}})}});
  add("ec2_image_lookup", "web_nodes", "cluster web",
      {{"owners", list({"self"})}, {"name", "golden-*"}});
  add("ec2_subnets_lookup", "shared_private", "network shared",
      {{"vpc_id", ref("ec2_vpc_lookup", "shared", "id")},
       {"wanted_tags", map({{"Tier", "private"}})}});
  add("route53_hosted_zone", "internal", owner, {{"name", "shop.internal"}});
  const Value zone = ref("route53_zone_lookup", "example", "id");
  add("certificatemanager_certificate", "shop_cert", owner,
      {{"domain_name", "shop.example.com"},
       {"subject_alternative_names", texts({"www.shop.example.com"})},
       {"validation_method", "DNS"},
       {"domain_validation_options",
        list({map({{"domain_name", "shop.example.com"}, {"hosted_zone_id", zone}}),
              map({{"domain_name", "www.shop.example.com"}, {"hosted_zone_id", zone}})})},
       {"hosted_zone_id", zone},
       {"validation_domains", texts({"shop.example.com", "www.shop.example.com"})}});
  add("servicediscovery_private_dns_namespace", "main", "cluster main_cluster",
      {{"name", "shop.local"}, {"vpc", ref("ec2_vpc", "main", "id")}});
  add("servicediscovery_http_namespace", "connect", "cluster main_cluster",
      {{"name", "shop-prod"}});
  add("servicediscovery_service", "api", "service api",
      {{"name", "api"},
       {"dns_config",
        map({{"namespace_id", ref("servicediscovery_private_dns_namespace", "main", "id")},
             {"routing_policy", "MULTIVALUE"},
             {"dns_records", list({map({{"type", "A"}, {"ttl", 10}})})}})}});
}

void Sample::balancer() {
  const char* owner = "balancer edge";
  add("elasticloadbalancingv2_load_balancer", "edge", owner,
      {{"name", "shop-prod-edge"},
       {"type", "application"},
       {"internal", false},
       {"subnets",
        list({ref("ec2_subnet", "main_public_a", "id"), ref("ec2_subnet", "main_public_b", "id")})},
       {"security_groups", list({ref("ec2_security_group", "edge", "id")})},
       {"idle_timeout", 60},
       {"drop_invalid_header_fields", true},
       {"deletion_protection", false},
       {"access_logs_enabled", true},
       {"access_logs_bucket", ref("s3_bucket", "release", "name")},
       {"access_logs_prefix", "edge"}});
  for (const char* name : {"api_blue", "api_green"}) {
    add("elasticloadbalancingv2_target_group", name, "service api",
        {{"port", 8080},
         {"protocol", "HTTP"},
         {"target_type", "ip"},
         {"vpc_id", ref("ec2_vpc", "main", "id")},
         {"health_check_path", "/healthz"},
         {"health_check_port", "traffic-port"},
         {"health_check_interval_seconds", 15},
         {"health_check_timeout_seconds", 5},
         {"healthy_threshold_count", 2},
         {"unhealthy_threshold_count", 3},
         {"matcher_http_code", "200-299"},
         {"deregistration_delay", 30},
         {"slow_start", 30},
         {"stickiness_enabled", true},
         {"stickiness_type", "lb_cookie"},
         {"stickiness_duration", 3600}});
  }
  const Value lb = ref("elasticloadbalancingv2_load_balancer", "edge", "arn");
  const Value blue = ref("elasticloadbalancingv2_target_group", "api_blue", "arn");
  const Value green = ref("elasticloadbalancingv2_target_group", "api_green", "arn");
  add("elasticloadbalancingv2_listener", "edge_http", owner,
      {{"load_balancer_arn", lb},
       {"port", 80},
       {"protocol", "HTTP"},
       {"default_actions",
        list(
            {map({{"type", "redirect"},
                  {"redirect_config",
                   map({{"protocol", "HTTPS"}, {"port", 443}, {"status_code", "HTTP_301"}})}})})}});
  add("elasticloadbalancingv2_listener", "edge_listener", owner,
      {{"load_balancer_arn", lb},
       {"port", 443},
       {"protocol", "HTTPS"},
       {"ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"},
       {"certificates", list({map({{"certificate_arn",
                                    ref("certificatemanager_certificate", "shop_cert", "arn")}})})},
       {"default_actions",
        list({map({{"type", "fixed-response"},
                   {"fixed_response_config", map({{"status_code", 404},
                                                  {"content_type", "text/plain"},
                                                  {"message_body", "Not ${found}\n"}})}})})}});
  const NodeId rule = add(
      "elasticloadbalancingv2_listener_rule", "api_edge", "service api",
      {{"listener_arn", ref("elasticloadbalancingv2_listener", "edge_listener", "arn")},
       {"priority", 10},
       {"conditions", list({map({{"field", "path-pattern"},
                                 {"path_pattern_config", map({{"values", texts({"/api/*"})}})}}),
                            map({{"field", "query-string"},
                                 {"query_string_config",
                                  map({{"values", list({map({{"key", "v"}, {"value", "1"}})})}})}}),
                            map({{"field", "http-header"},
                                 {"http_header_config", map({{"http_header_name", "X-Test"},
                                                             {"values", texts({"yes"})}})}})})}});
  set_initial(graph_.nodes[rule], "actions",
              list({map({{"type", "forward"},
                         {"forward_config",
                          map({{"target_groups",
                                list({map({{"target_group_arn", blue}, {"weight", 1}}),
                                      map({{"target_group_arn", green}, {"weight", 0}})})}})}})}));
  add("route53_record_set", "shop_dns", "zone example",
      {{"hosted_zone_id", ref("route53_zone_lookup", "example", "id")},
       {"name", "shop.example.com"},
       {"type", "A"},
       {"alias_target",
        map({{"dns_name", ref("elasticloadbalancingv2_load_balancer", "edge", "dns_name")},
             {"hosted_zone_id", ref("elasticloadbalancingv2_load_balancer", "edge", "zone_id")},
             {"evaluate_target_health", true}})}});
  add("route53_record_set", "text", "zone example",
      {{"hosted_zone_id", ref("route53_hosted_zone", "internal", "id")},
       {"name", "text.shop.internal"},
       {"type", "CNAME"},
       {"ttl", 300},
       {"resource_records", texts({"shop.example.com"})}});
  add("wafv2_web_acl_association", "edge", owner,
      {{"resource_arn", ref("elasticloadbalancingv2_load_balancer", "edge", "arn")},
       {"web_acl_arn", "arn:aws:wafv2:eu-west-1:012345678901:regional/webacl/edge/1"}});
  add("ec2_vpc_endpoint_service", "edge", owner,
      {{"acceptance_required", false},
       {"network_load_balancer_arns",
        list({ref("elasticloadbalancingv2_load_balancer", "edge", "arn")})},
       {"allowed_principals", texts({"*"})}});
}

void Sample::cluster() {
  const char* owner = "cluster main_cluster";
  add("ecs_cluster", "main_cluster", owner,
      {{"cluster_name", "shop-prod"},
       {"cluster_settings", list({map({{"name", "containerInsights"}, {"value", "enhanced"}})})},
       {"configuration",
        map({{"execute_command_configuration",
              map({{"logging", "OVERRIDE"},
                   {"log_configuration", map({{"cloud_watch_log_group_name",
                                               ref("logs_log_group", "api", "name")}})}})}})}});
  add("ec2_launch_template", "workers", owner,
      {{"image_id",
        "{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}"},
       {"instance_type", "m5.large"},
       {"iam_instance_profile_arn", ref("iam_instance_profile", "instance", "arn")},
       {"security_group_ids", list({ref("ec2_security_group", "api", "id")})},
       {"block_device_mappings", list({map({{"device_name", "/dev/xvda"},
                                            {"ebs", map({{"volume_size", 30},
                                                         {"volume_type", "gp3"},
                                                         {"encrypted", true},
                                                         {"delete_on_termination", true}})}})})},
       {"metadata_options", map({{"http_tokens", "required"}, {"http_put_response_hop_limit", 2}})},
       {"tag_specifications", list({map({{"resource_type", "instance"},
                                         {"tags", map({{"Name", "shop-prod-workers"}})}})})},
       {"user_data",
        base64(concat({"#!/bin/bash\necho ECS_CLUSTER=", ref("ecs_cluster", "main_cluster", "name"),
                       " >> /etc/ecs/ecs.config\necho \"${HOME}\"\n"}))}});
  const NodeId group = add(
      "autoscaling_group", "workers", owner,
      {{"vpc_zone_identifier",
        list({ref("ec2_subnet", "main_public_a", "id"), ref("ec2_subnet", "main_public_b", "id")})},
       {"min_size", 1},
       {"max_size", 4},
       {"launch_template",
        map({{"launch_template_id", ref("ec2_launch_template", "workers", "id")},
             {"version", ref("ec2_launch_template", "workers", "latest_version")}})},
       {"new_instances_protected_from_scale_in", true},
       {"health_check_type", "EC2"},
       {"tags", map({{"AmazonECSManaged", "true"}})}});
  set_initial(graph_.nodes[group], "desired_capacity", 1);
  add("autoscaling_group", "spot", owner,
      {{"vpc_zone_identifier", list({ref("ec2_subnet", "main_public_a", "id")})},
       {"min_size", 0},
       {"max_size", 4},
       {"mixed_instances_policy",
        map({{"instances_distribution",
              map({{"on_demand_percentage_above_base_capacity", 0},
                   {"spot_allocation_strategy", "price-capacity-optimized"}})},
             {"launch_template",
              map({{"launch_template_specification",
                    map({{"launch_template_id", ref("ec2_launch_template", "workers", "id")},
                         {"version", ref("ec2_launch_template", "workers", "latest_version")}})},
                   {"overrides", list({map({{"instance_type", "m5.large"}}),
                                       map({{"instance_type", "m5a.large"}})})}})}})}});
  add("ecs_capacity_provider", "workers", owner,
      {{"name", "shop-prod-workers"},
       {"auto_scaling_group_provider",
        map({{"auto_scaling_group_arn", ref("autoscaling_group", "workers", "arn")},
             {"managed_scaling", map({{"status", "ENABLED"}, {"target_capacity", 100}})},
             {"managed_termination_protection", "ENABLED"},
             {"managed_draining", "ENABLED"}})}});
  const NodeId association =
      add("ecs_cluster_capacity_provider_associations", "main_cluster", owner,
          {{"cluster", ref("ecs_cluster", "main_cluster", "name")},
           {"capacity_providers",
            list({"FARGATE", "FARGATE_SPOT", ref("ecs_capacity_provider", "workers", "name")})},
           {"default_capacity_provider_strategy",
            list({map({{"capacity_provider", "FARGATE"}, {"base", 1}, {"weight", 1}}),
                  map({{"capacity_provider", "FARGATE_SPOT"}, {"weight", 3}})})}});
  graph_.nodes[association].depends_on = {id("ec2_nat_gateway", "main")};
  add("ecs_account_setting", "trunking", owner, {{"name", "awsvpcTrunking"}, {"value", "enabled"}});
  add("ssm_activation", "servers", owner,
      {{"description", "Servers"},
       {"iam_role", ref("iam_role", "execution", "name")},
       {"registration_limit", 5}});
  if (later_) {
    add("ecs_capacity_provider", "pool", owner,
        {{"name", "shop-prod-pool"},
         {"cluster_name", ref("ecs_cluster", "main_cluster", "name")},
         {"managed_instances_provider",
          map({{"infrastructure_role_arn", ref("iam_role", "execution", "arn")},
               {"propagate_tags", "CAPACITY_PROVIDER"},
               {"instance_launch_template",
                map({{"ec2_instance_profile_arn", ref("iam_instance_profile", "instance", "arn")},
                     {"monitoring", "DETAILED"},
                     {"network_configuration",
                      map({{"subnets", list({ref("ec2_subnet", "main_public_a", "id")})},
                           {"security_groups", list({ref("ec2_security_group", "api", "id")})}})},
                     {"storage_configuration", map({{"storage_size_gib", 80}})},
                     {"instance_requirements",
                      map({{"v_cpu_count", map({{"min", 2}, {"max", 4}})},
                           {"memory_mib", map({{"min", 4096}})},
                           {"accelerator_count", map({{"min", 1}, {"max", 1}})},
                           {"accelerator_types", list({"gpu"})},
                           {"accelerator_manufacturers", list({"nvidia"})},
                           {"cpu_manufacturers", list({"intel"})},
                           {"burstable_performance", "excluded"},
                           {"allowed_instance_types", list({"g5.*"})}})}})}})}});
  }
}

void Sample::service() {
  const char* owner = "service api";
  add("iam_role_policy", "task", owner,
      {{"policy_name", "svcc"},
       {"role_name", ref("iam_role", "task", "name")},
       {"policy_document", policy(map({{"Effect", "Allow"},
                                       {"Action", texts({"sqs:SendMessage", "sqs:GetQueueUrl"})},
                                       {"Resource", ref("sqs_queue", "orders", "arn")}}))}});
  add("ecs_task_definition", "api", owner,
      {{"family", "shop-prod-api"},
       {"cpu", 512},
       {"memory", 1024},
       {"network_mode", "awsvpc"},
       {"requires_compatibilities", texts({"FARGATE"})},
       {"execution_role_arn", ref("iam_role", "execution", "arn")},
       {"task_role_arn", ref("iam_role", "task", "arn")},
       {"runtime_platform",
        map({{"cpu_architecture", "X86_64"}, {"operating_system_family", "LINUX"}})},
       {"ephemeral_storage", map({{"size_in_gib", 40}})},
       {"volumes", list({map({{"name", "scratch"}}),
                         map({{"name", "files"},
                              {"efs_volume_configuration",
                               map({{"file_system_id", "fs-0123456789abcdef0"},
                                    {"transit_encryption", "ENABLED"},
                                    {"authorization_config", map({{"iam", "ENABLED"}})}})}})})},
       {"container_definitions",
        list({map(
            {{"name", "app"},
             {"image",
              concat({ref("ecr_repository", "images", "uri"), ":", ParamRef{ParameterId{0}}})},
             {"essential", true},
             {"port_mappings", list({map({{"name", "http"},
                                          {"container_port", 8080},
                                          {"protocol", "tcp"},
                                          {"app_protocol", "http"}})})},
             {"environment",
              list({map({{"name", "ORDERS_URL"}, {"value", ref("sqs_queue", "orders", "url")}}),
                    map({{"name", "REPLICAS"}, {"value", ParamRef{ParameterId{1}}}}),
                    map({{"name", "YES"}, {"value", "yes"}})})},
             {"secrets",
              list({map({{"name", "DB_PASSWORD"},
                         {"value_from", concat({ref("secretsmanager_secret", "session", "arn"),
                                                ":password::"})}})})},
             {"health_check",
              map({{"command",
                    texts({"CMD-SHELL", "curl -f http://localhost:8080/healthz || exit 1"})},
                   {"interval", 30},
                   {"timeout", 5},
                   {"retries", 3}})},
             {"docker_labels", map({{"com.example/team", "checkout"}})},
             {"readonly_root_filesystem", true},
             {"stop_timeout", 30},
             {"linux_parameters", map({{"init_process_enabled", true}})},
             {"ulimits",
              list({map({{"name", "nofile"}, {"soft_limit", 65536}, {"hard_limit", 65536}})})},
             {"mount_points", list({map({{"source_volume", "scratch"},
                                         {"container_path", "/tmp"},
                                         {"read_only", false}})})},
             {"log_configuration",
              map({{"log_driver", "awslogs"},
                   {"options", map({{"awslogs-group", ref("logs_log_group", "api", "name")},
                                    {"awslogs-region", Pseudo::Region},
                                    {"awslogs-stream-prefix", "app"}})}})}})})}});
  Value strategy = map({{"maximum_percent", 200},
                        {"minimum_healthy_percent", 100},
                        {"deployment_circuit_breaker", map({{"enable", true}, {"rollback", true}})},
                        {"alarms", map({{"alarm_names", texts({"shop-prod-errors"})},
                                        {"enable", true},
                                        {"rollback", true}})}});
  Value target =
      map({{"container_name", "app"},
           {"container_port", 8080},
           {"target_group_arn", ref("elasticloadbalancingv2_target_group", "api_blue", "arn")}});
  if (later_) {
    strategy = map({{"maximum_percent", 200},
                    {"minimum_healthy_percent", 100},
                    {"strategy", "CANARY"},
                    {"bake_time_in_minutes", 10},
                    {"canary_configuration",
                     map({{"canary_percent", 5.5}, {"canary_bake_time_in_minutes", 5}})}});
    target =
        map({{"container_name", "app"},
             {"container_port", 8080},
             {"target_group_arn", ref("elasticloadbalancingv2_target_group", "api_blue", "arn")},
             {"advanced_configuration",
              map({{"alternate_target_group_arn",
                    ref("elasticloadbalancingv2_target_group", "api_green", "arn")},
                   {"production_listener_rule",
                    ref("elasticloadbalancingv2_listener_rule", "api_edge", "arn")},
                   {"role_arn", ref("iam_role", "traffic", "arn")}})}});
  }
  const NodeId api = add(
      "ecs_service", "api", owner,
      {{"service_name", "api"},
       {"cluster", ref("ecs_cluster", "main_cluster", "name")},
       {"task_definition", ref("ecs_task_definition", "api", "arn")},
       {"platform_version", "LATEST"},
       {"capacity_provider_strategy",
        list({map({{"capacity_provider", "FARGATE"}, {"base", 1}, {"weight", 1}})})},
       {"deployment_configuration", strategy},
       {"network_configuration",
        map({{"awsvpc_configuration",
              map({{"subnets", list({ref("ec2_subnet", "main_public_a", "id"),
                                     ref("ec2_subnet", "main_public_b", "id")})},
                   {"security_groups", list({ref("ec2_security_group", "api", "id")})},
                   {"assign_public_ip", true}})}})},
       {"load_balancers", list({target})},
       {"health_check_grace_period_seconds", 60},
       {"enable_execute_command", true},
       {"enable_ecs_managed_tags", true},
       {"propagate_tags", "SERVICE"},
       {"service_registries",
        list({map({{"registry_arn", ref("servicediscovery_service", "api", "arn")}})})},
       {"service_connect_configuration",
        map({{"enabled", true},
             {"namespace", ref("servicediscovery_http_namespace", "connect", "arn")},
             {"services", list({map({{"port_name", "http"},
                                     {"discovery_name", "api"},
                                     {"client_aliases",
                                      list({map({{"dns_name", "api"}, {"port", 8080}})})}})})}})},
       {"tags", map({{"tier", "web"}})}});
  set_initial(graph_.nodes[api], "desired_count", 2);
  graph_.nodes[api].depends_on = {id("elasticloadbalancingv2_listener_rule", "api_edge"),
                                  id("iam_role_policy", "task"), id("iam_role", "task"),
                                  id("ecs_cluster", "main_cluster")};
  add("ecs_service", "worker", owner,
      {{"service_name", "worker"},
       {"cluster", ref("ecs_cluster", "main_cluster", "name")},
       {"task_definition", ref("ecs_task_definition", "api", "arn")},
       {"launch_type", "FARGATE"},
       {"desired_count", ParamRef{ParameterId{1}}},
       {"deployment_controller", map({{"type", "ECS"}})},
       {"network_configuration",
        map({{"awsvpc_configuration",
              map({{"subnets", list({ref("ec2_subnet", "main_public_a", "id")})}})}})}});
}

void Sample::scaling() {
  const char* owner = "service api";
  const Value resource = concat({"service/", ref("ecs_cluster", "main_cluster", "name"), "/",
                                 ref("ecs_service", "api", "name")});
  add("applicationautoscaling_scalable_target", "api", owner,
      {{"service_namespace", "ecs"},
       {"resource_id", resource},
       {"scalable_dimension", "ecs:service:DesiredCount"},
       {"min_capacity", 2},
       {"max_capacity", ParamRef{ParameterId{1}}}});
  const auto common = [&](const char* name, const char* type, const char* key,
                          Value configuration) {
    add("applicationautoscaling_scaling_policy", name, owner,
        {{"policy_name", name},
         {"policy_type", type},
         {"scaling_target", ref("applicationautoscaling_scalable_target", "api", "id")},
         {"service_namespace", "ecs"},
         {"scalable_dimension", "ecs:service:DesiredCount"},
         {key, std::move(configuration)}});
  };
  common("api_cpu", "TargetTrackingScaling", "target_tracking_scaling_policy_configuration",
         map({{"target_value", 60},
              {"predefined_metric_specification",
               map({{"predefined_metric_type", "ECSServiceAverageCPUUtilization"}})},
              {"scale_in_cooldown", 300},
              {"scale_out_cooldown", 60}}));
  common("api_backlog", "TargetTrackingScaling", "target_tracking_scaling_policy_configuration",
         map({{"target_value", 100.5},
              {"customized_metric_specification",
               map({{"metrics",
                     list({map({{"id", "visible"},
                                {"return_data", false},
                                {"metric_stat",
                                 map({{"metric",
                                       map({{"namespace", "AWS/SQS"},
                                            {"metric_name", "ApproximateNumberOfMessagesVisible"},
                                            {"dimensions",
                                             list({map({{"name", "QueueName"},
                                                        {"value", ref("sqs_queue", "orders",
                                                                      "name")}})})}})},
                                      {"stat", "Sum"}})}}),
                           map({{"id", "per_task"},
                                {"expression", "visible / 2"},
                                {"return_data", true}})})}})}}));
  common("api_steps", "StepScaling", "step_scaling_policy_configuration",
         map({{"adjustment_type", "ChangeInCapacity"},
              {"cooldown", 60},
              {"metric_aggregation_type", "Maximum"},
              {"step_adjustments",
               list({map({{"metric_interval_lower_bound", 0},
                          {"metric_interval_upper_bound", 10},
                          {"scaling_adjustment", 1}}),
                     map({{"metric_interval_lower_bound", 10}, {"scaling_adjustment", 3}})})}}));
  add("applicationautoscaling_scheduled_action", "api_morning", owner,
      {{"name", "shop-prod-api-morning"},
       {"service_namespace", "ecs"},
       {"resource_id", resource},
       {"scalable_dimension", "ecs:service:DesiredCount"},
       {"schedule", "cron(0 7 * * ? *)"},
       {"timezone", "UTC"},
       {"scalable_target_action", map({{"min_capacity", 2}, {"max_capacity", 10}})}});
}

void Sample::pipeline() {
  const char* owner = "pipeline release";
  const Value taskdef =
      json(map({{"family", "shop-prod-api"},
                {"executionRoleArn", ref("iam_role", "execution", "arn")},
                {"cpu", "512"},
                {"containerDefinitions", list({map({{"name", "app"},
                                                    {"image", "<IMAGE1_NAME>"},
                                                    {"note", "a \"quote\" and ${brace}"}})})}}));
  const Value build_spec = yaml(map(
      {{"version", "0.2"},
       {"env", map({{"variables", map({{"REPOSITORY", ref("ecr_repository", "images", "uri")},
                                       {"FLAG", "yes"},
                                       {"ACCOUNT", "012345678901"}})}})},
       {"phases",
        map({{"pre_build",
              map({{"commands", list({concat({"aws ecr get-login-password | docker login "
                                              "--username AWS --password-stdin ",
                                              ref("ecr_repository", "images", "uri")}),
                                      "export TAG=${CODEBUILD_RESOLVED_SOURCE_VERSION:0:8}"})}})},
             {"build",
              map({{"commands", list({"docker build -t \"$REPOSITORY:$TAG\" api",
                                      concat({"cat > taskdef.json <<'EOF'\n", taskdef, "\nEOF"}),
                                      "printf '{\"ImageURI\":\"%s\"}' \"$REPOSITORY:$TAG\" > "
                                      "imageDetail.json"})}})}})},
       {"artifacts",
        map({{"files", texts({"taskdef.json", "appspec.yaml", "imageDetail.json"})}})}}));
  add("codebuild_project", "release_image", owner,
      {{"name", "shop-prod-release-image"},
       {"service_role", ref("iam_role", "build", "arn")},
       {"artifacts", map({{"type", "CODEPIPELINE"}})},
       {"environment",
        map({{"type", "LINUX_CONTAINER"},
             {"compute_type", "BUILD_GENERAL1_SMALL"},
             {"image", "aws/codebuild/amazonlinux-x86_64-standard:5.0"},
             {"privileged_mode", true},
             {"environment_variables", list({map({{"name", "LOG_LEVEL"},
                                                  {"value", ParamRef{ParameterId{5}}},
                                                  {"type", "PLAINTEXT"}})})}})},
       {"source", map({{"type", "CODEPIPELINE"}, {"build_spec", build_spec}})},
       {"logs_config",
        map({{"cloud_watch_logs", map({{"status", "ENABLED"},
                                       {"group_name", ref("logs_log_group", "api", "name")}})}})},
       {"timeout_in_minutes", 30}});
  add("codedeploy_application", "api", owner,
      {{"application_name", "shop-prod-api"}, {"compute_platform", "ECS"}});
  add("codedeploy_deployment_group", "api", owner,
      {{"application_name", ref("codedeploy_application", "api", "name")},
       {"deployment_group_name", "shop-prod-api"},
       {"service_role_arn", ref("iam_role", "codedeploy", "arn")},
       {"deployment_config_name", "CodeDeployDefault.ECSAllAtOnce"},
       {"deployment_style",
        map({{"deployment_type", "BLUE_GREEN"}, {"deployment_option", "WITH_TRAFFIC_CONTROL"}})},
       {"blue_green_deployment_configuration",
        map({{"deployment_ready_option", map({{"action_on_timeout", "CONTINUE_DEPLOYMENT"}})},
             {"terminate_blue_instances_on_deployment_success",
              map({{"action", "TERMINATE"}, {"termination_wait_time_in_minutes", 10}})}})},
       {"auto_rollback_configuration",
        map({{"enabled", true}, {"events", texts({"DEPLOYMENT_FAILURE"})}})},
       {"alarm_configuration",
        map({{"enabled", true},
             {"alarms", list({map({{"name", ref("cloudwatch_alarm", "orders_old", "name")}})})}})},
       {"ecs_services", list({map({{"cluster_name", ref("ecs_cluster", "main_cluster", "name")},
                                   {"service_name", ref("ecs_service", "api", "name")}})})},
       {"load_balancer_info",
        map({{"target_group_pair_info_list",
              list({map(
                  {{"prod_traffic_route",
                    map({{"listener_arns", list({ref("elasticloadbalancingv2_listener",
                                                     "edge_listener", "arn")})}})},
                   {"target_groups", list({map({{"name", ref("elasticloadbalancingv2_target_group",
                                                             "api_blue", "name")}}),
                                           map({{"name", ref("elasticloadbalancingv2_target_group",
                                                             "api_green", "name")}})})}})})}})}});
  const auto action = [&](const char* name, const char* category, const char* provider,
                          const char* owner_name, Value configuration, Value in, Value out) {
    return map({{"name", name},
                {"action_type_id", map({{"category", category},
                                        {"owner", owner_name},
                                        {"provider", provider},
                                        {"version", "1"}})},
                {"configuration", std::move(configuration)},
                {"input_artifacts", std::move(in)},
                {"output_artifacts", std::move(out)}});
  };
  const auto artifact = [](const char* name) { return list({map({{"name", name}})}); };
  add("codepipeline_pipeline", "release", owner,
      {{"name", "shop-prod-release"},
       {"pipeline_type", "V2"},
       {"role_arn", ref("iam_role", "release", "arn")},
       {"artifact_store", map({{"type", "S3"}, {"location", ref("s3_bucket", "release", "name")}})},
       {"stages",
        list(
            {map({{"name", "Source"},
                  {"actions", list({action("Source", "Source", "CodeStarSourceConnection", "AWS",
                                           map({{"ConnectionArn", ParamRef{ParameterId{3}}},
                                                {"FullRepositoryId", "acme/shop"},
                                                {"BranchName", "main"},
                                                {"DetectChanges", "false"}}),
                                           Value(), artifact("source"))})}}),
             map({{"name", "Build"},
                  {"actions", list({action("Image", "Build", "CodeBuild", "AWS",
                                           map({{"ProjectName", ref("codebuild_project",
                                                                    "release_image", "name")}}),
                                           artifact("source"), artifact("image"))})}}),
             map({{"name", "Deploy"},
                  {"actions", list({action("Api", "Deploy", "CodeDeployToECS", "AWS",
                                           map({{"ApplicationName",
                                                 ref("codedeploy_application", "api", "name")},
                                                {"DeploymentGroupName",
                                                 ref("codedeploy_deployment_group", "api", "name")},
                                                {"TaskDefinitionTemplateArtifact", "image"},
                                                {"AppSpecTemplateArtifact", "image"}}),
                                           artifact("image"), Value())})}})})},
       {"triggers",
        list(
            {map({{"provider_type", "CodeStarSourceConnection"},
                  {"git_configuration",
                   map({{"source_action_name", "Source"},
                        {"push", list({map({{"branches", map({{"includes", texts({"main"})}})},
                                            {"file_paths",
                                             map({{"includes", texts({"api/**"})}})}})})}})}})})}});
}

void Sample::outputs() {
  graph_.outputs.push_back(
      {"url",
       "Where the shop is",
       concat(
           {"https://", ref("elasticloadbalancingv2_load_balancer", "edge", "dns_name"), "/api"}),
       {}});
  graph_.outputs.push_back({"orders_url", "", ref("sqs_queue", "orders", "url"), {}});
  graph_.outputs.push_back({"first_zone", "", concat({"zone ", ZoneName{0}}), {}});
}

}  // namespace

Sources sample_sources() {
  Sources sources;
  sources.add(SourceFile("shop.svc", std::string(kProgram)));
  return sources;
}

Graph sample_graph(bool later) {
  return Sample(later).build();
}

}  // namespace svc::test

using namespace svc;

namespace {

std::vector<emit::OutputFile> emit_with(
    const emit::Target& target, const graph::Graph& graph, Sink& sink,
    emit::EmitOptions::Format format = emit::EmitOptions::Format::Yaml) {
  return target.emit(graph, test::sample_sources(), {format}, sink);
}

std::vector<std::string> messages(const Sink& sink) {
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : sink.diagnostics())
    all.push_back(code_text(diagnostic.code) + " " + diagnostic.message);
  return all;
}

}  // namespace

// Every other template is shown by a program: tests/coverage.
TEST_CASE("the sample has a node of every kind that no program makes", "[emit]") {
  std::set<std::string, std::less<>> kinds;
  const graph::Graph graph = test::sample_graph();
  for (const graph::Node& node : graph.nodes) kinds.insert(node.kind);
  std::ifstream exempt(SVC_SOURCE_DIR "/tests/coverage/exempt.txt");
  REQUIRE(exempt.good());
  for (std::string word, kind, line; exempt >> word >> kind && std::getline(exempt, line);) {
    if (word != "template") continue;
    CAPTURE(kind);
    CHECK(kinds.contains(kind));
  }
}

TEST_CASE("every kind is written by both targets as their schemas want it", "[emit]") {
  for (const bool later : {false, true}) {
    const graph::Graph graph = test::sample_graph(later);
    Sink cloudformation;
    Sink terraform;
    CHECK(emit_with(*emit::cloudformation::make_target(), graph, cloudformation).size() == 1);
    CHECK(emit_with(*emit::terraform::make_target(), graph, terraform).size() > 10);
    // Settings without a CloudFormation resource are reported, not written.
    CHECK(messages(cloudformation) ==
          std::vector<std::string>{
              "SVC5018 CloudFormation has no resource for the ECS setting awsvpcTrunking, which "
              "belongs to the account",
              "SVC5018 CloudFormation has no resource for the activation with "
              "which servers outside AWS register"});
    CHECK(messages(terraform).empty());
  }
}

TEST_CASE("the same graph gives the same bytes", "[emit]") {
  Sink sink;
  const auto one = emit_with(*emit::terraform::make_target(), test::sample_graph(), sink);
  const auto two = emit_with(*emit::terraform::make_target(), test::sample_graph(), sink);
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].path == two[i].path);
    CHECK(one[i].contents == two[i].contents);
  }
}

TEST_CASE("versions.tf asks for the provider that knows everything in use", "[emit]") {
  const auto version = [](bool later) {
    Sink sink;
    for (const auto& file :
         emit_with(*emit::terraform::make_target(), test::sample_graph(later), sink)) {
      if (file.path.ends_with("/versions.tf")) return file.contents;
    }
    return std::string();
  };
  CHECK(version(false).find("\"~> 6.21\"") != std::string::npos);
  CHECK(version(true).find("# Uses nothing that provider 6.21.0 does not have.") !=
        std::string::npos);
}
