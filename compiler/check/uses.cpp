// Resources that tasks receive but may not use: addresses of queues, names of tables and buckets,
// triggers and scaling sources, targets of a log router, and keys that AWS itself must use.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "check/iam_data.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "check/reads.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"

namespace svc::check {
namespace {

// Kinds with attributes that are useless without a permission.
bool needs_right(const Block& block) {
  constexpr std::array<std::string_view, 7> kKinds = {"queue", "topic",  "bucket",   "table",
                                                      "job",   "secret", "parameter"};
  return std::find(kKinds.begin(), kKinds.end(), block.kind->name) != kKinds.end();
}

std::string_view usual_verb(const Block& block) {
  const auto& verbs = block.kind->verbs;
  return verbs.empty() ? std::string_view("use") : verbs.front().name;
}

void check_given(const Block& container, const Permissions& rights, Sink& sink) {
  std::set<const Block*> reported;
  for (const std::string_view field : {"env", "command", "entrypoint"}) {
    for (const auto& [read, span] : reads_in(container[field]).attributes) {
      const Block& block = *read.block;
      if (!needs_right(block) || rights.touches(block, service_of(block)) ||
          !reported.insert(&block).second)
        continue;
      sink.report<diag::UseWithoutRight>(span, container.name, read.attribute, block.title())
          .related(block.name_span, "what it names")
          .help(fmt::format("write `allow {} on {}` in the task", usual_verb(block), block.name));
    }
  }
}

void check_trigger_rights(const plan::Job& job, const Permissions& rights, Sink& sink) {
  for (const Block* trigger : job.block->nested("trigger", "object")) {
    const Block* bucket = trigger->block("bucket");
    if (bucket == nullptr || rights.touches(*bucket, "s3")) continue;
    sink.report<diag::TriggerWithoutRight>(trigger->span, "job", job.block->name,
                                           "starts for each object of", bucket->title(), "read")
        .related(bucket->name_span, "the bucket")
        .help(fmt::format("write `allow read on {}` in the task", bucket->name));
  }
}

// The queue that gives the service its work, as far as the program says.
const Block* received_from(const Permissions& rights) {
  for (const sema::Grant* grant : rights.grants()) {
    for (const sema::Value& resource : grant->resources) {
      const Block* block = read_block(resource);
      if (block != nullptr && block->kind->name == "queue" &&
          rights.find(*block, {"receive"}, {"sqs:ReceiveMessage"}) != nullptr)
        return block;
    }
  }
  return nullptr;
}

void check_queue_rights(const plan::Service& service, const Permissions& rights, Sink& sink) {
  for (const Block* scale : service.block->nested("scale", "queue")) {
    const Block* queue = scale->block("source");
    if (queue == nullptr || rights.find(*queue, {"receive"}, {"sqs:ReceiveMessage"}) != nullptr)
      continue;
    const Span span = (*scale)["source"].span;
    const Block* other = received_from(rights);
    if (other != nullptr) {
      sink.report<diag::ScaledByOtherQueue>(span, service.block->name, queue->name, other->name)
          .related(other->name_span, "where its work comes from")
          .help(fmt::format("write `source = {}`", other->name))
          .fix(fmt::format("Write `source = {}`", other->name), {{span, other->name}});
    } else if (!rights.touches(*queue, "sqs")) {
      sink.report<diag::TriggerWithoutRight>(span, "service", service.block->name, "scales by",
                                             queue->title(), "receive from")
          .related(queue->name_span, "the queue")
          .help(fmt::format("write `allow receive on {}` in the task", queue->name));
    }
  }
}

// ---- Log routers

struct Output {
  std::string_view plugin;
  std::string_view service;  // its everyday name
  std::string_view action;
};

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html
constexpr std::array kOutputs = {
    Output{"cloudwatch", "CloudWatch Logs", "logs:PutLogEvents"},
    Output{"cloudwatch_logs", "CloudWatch Logs", "logs:PutLogEvents"},
    Output{"firehose", "Firehose", "firehose:PutRecordBatch"},
    Output{"kinesis_firehose", "Firehose", "firehose:PutRecordBatch"},
    Output{"kinesis", "Kinesis", "kinesis:PutRecords"},
    Output{"kinesis_streams", "Kinesis", "kinesis:PutRecords"},
    Output{"s3", "S3", "s3:PutObject"},
};

// The text of an option of the log router; empty if only the deployment knows it.
std::string option_of(const Block& logs, std::string_view name) {
  const sema::Value* value = member(logs["options"], name);
  const auto text = value ? text_of(*value) : std::nullopt;
  return text.value_or("");
}

// Whether the resource of a permission can be this log group.
bool means_group(const sema::Value& resource, const std::string& group) {
  constexpr std::string_view kGroup = ":log-group:";
  const auto* text = resource.get<std::string>();
  const std::size_t at = text ? text->find(kGroup) : std::string::npos;
  if (at == std::string::npos) return true;  // "*", or known only at deployment
  const std::string name = text->substr(at + kGroup.size());
  return action_matches(name.substr(0, name.find(':')), group);
}

// The log router writes to a group of CloudWatch, and the permission is for another one.
void check_log_group(const Block& logs, const Output& output, const Permissions& rights,
                     Sink& sink) {
  const std::string group = option_of(logs, "log_group_name");
  if (output.action != "logs:PutLogEvents" || group.empty() || group.find('$') != std::string::npos)
    return;
  const sema::Grant* other = nullptr;
  for (const sema::Grant* grant : rights.grants()) {
    const bool writes =
        std::any_of(grant->actions.begin(), grant->actions.end(), [&](const sema::Value& action) {
          const auto* text = action.get<std::string>();
          return text != nullptr && action_matches(*text, output.action);
        });
    if (!writes) continue;
    other = grant;
    for (const sema::Value& resource : grant->resources) {
      if (means_group(resource, group)) return;
    }
  }
  if (other == nullptr) return;
  sink.report<diag::RouterWithoutRight>(member(logs["options"], "log_group_name")->span,
                                        fmt::format("log group {}", group), output.action)
      .related(other->span, "this permission is for another group")
      .help("name the log group in the permission: \"arn:aws:logs:…:log-group:NAME:*\"");
}

void check_router(const Block& container, const Permissions& rights, Sink& sink) {
  const Block* logs = container.only("logs");
  if (logs == nullptr || logs->symbol("driver") != "firelens") return;
  const sema::Value* name = member((*logs)["options"], "Name");
  if (name == nullptr) name = member((*logs)["options"], "@type");
  const auto* text = name ? name->get<std::string>() : nullptr;
  if (text == nullptr) return;
  const auto* output = std::find_if(kOutputs.begin(), kOutputs.end(),
                                    [&](const Output& one) { return one.plugin == *text; });
  if (output == kOutputs.end()) return;
  if (rights.allows({output->action})) return check_log_group(*logs, *output, rights, sink);
  const bool bucket_verb =
      output->service == "S3" &&
      std::any_of(rights.grants().begin(), rights.grants().end(), [](const sema::Grant* grant) {
        return std::any_of(grant->resources.begin(), grant->resources.end(), [](const auto& r) {
          const Block* block = read_block(r);
          return block != nullptr && block->kind->name == "bucket";
        });
      });
  if (bucket_verb) return;
  sink.report<diag::RouterWithoutRight>(name->span, output->service, output->action)
      .help(fmt::format("write `allow [\"{}\"] on \"arn:…\"` in the task", output->action));
}

// ---- Keys that AWS must use

// The ARN or the name of a key that AWS manages: `alias/aws/sns`.
bool is_aws_key(const sema::Value& key) {
  if (const auto* parts = key.get<sema::Interpolation>())
    return std::any_of(parts->parts.begin(), parts->parts.end(), is_aws_key);
  const auto* text = key.get<std::string>();
  return text != nullptr && text->find("alias/aws/") != std::string::npos;
}

// Such a key in the field of a queue or topic.
const sema::Value* own_aws_key(const Block& block) {
  const sema::Value& value = block[block.existing ? "key" : "encryption"];
  const auto* const* key = value.get<const Block*>();
  if (key != nullptr && *key != nullptr)
    return (*key)->existing && is_aws_key((**key)["arn"]) ? &value : nullptr;
  return is_aws_key(value) ? &value : nullptr;
}

// AWS's own key for a service (its policy cannot be changed), or a key of the program (its policy
// allows only the account's roles).
const sema::Value* closed_key(const Block& block, const Property& property) {
  const sema::Value* key = raw_type(block).empty()
                               ? patched(block, property)
                               : raw_of(block).get(property.cloudformation, property.terraform);
  if (key == nullptr) return raw_type(block).empty() ? own_aws_key(block) : nullptr;
  if (is_aws_key(*key)) return key;
  const Block* own = read_block(*key);
  const bool closed = own != nullptr && own->kind->name == "key" && !own->existing &&
                      patched(*own, {"key", "KeyPolicy", "policy"}) == nullptr;
  return closed ? key : nullptr;
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
void check_topic_keys(const sema::Program& program, Sink& sink) {
  std::vector<const Block*> alarms = program.created("alarm");
  for (const Block* alarm : program.created("composite_alarm")) alarms.push_back(alarm);
  for (const Block* alarm : alarms) {
    for (const sema::Value& item : alarm->items("notify")) {
      const auto* const* topic = item.get<const Block*>();
      if (topic == nullptr || *topic == nullptr) continue;
      const sema::Value* key =
          closed_key(**topic, {"topic", "KmsMasterKeyId", "kms_master_key_id"});
      if (key == nullptr) continue;
      sink.report<diag::KeyWithoutRight>(key->span, (*topic)->title(), "CloudWatch",
                                         fmt::format("alarm `{}` tells nobody", alarm->name))
          .related(item.span, "the alarm")
          .help(
              "leave the key out, or use one with a policy that lets cloudwatch.amazonaws.com use "
              "it");
    }
  }
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html
void check_queue_keys(const sema::Program& program, Sink& sink) {
  for (const Block* queue : program.created("queue")) {
    if (queue->nested("subscribe").empty()) continue;
    const sema::Value* key = closed_key(*queue, {"queue", "KmsMasterKeyId", "kms_master_key_id"});
    if (key == nullptr) continue;
    sink.report<diag::KeyWithoutRight>(key->span, queue->title(), "SNS",
                                       "nothing that is published arrives")
        .related(queue->nested("subscribe").front()->span, "the subscription")
        .help("leave the key out, or use one with a policy that lets sns.amazonaws.com use it");
  }
}

// Subscriptions and alarms in the words of a target.
void check_raw_keys(const sema::Program& program, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::SNS::Subscription", "aws_sns_topic_subscription")) {
    const sema::Value* endpoint = raw.get("Endpoint", "endpoint");
    const Block* queue = endpoint ? read_block(*endpoint) : nullptr;
    const sema::Value* key =
        queue ? closed_key(*queue, {"queue", "KmsMasterKeyId", "kms_master_key_id"}) : nullptr;
    if (key == nullptr) continue;
    sink.report<diag::KeyWithoutRight>(key->span, queue->title(), "SNS",
                                       "nothing that is published arrives")
        .related(endpoint->span, "the subscription")
        .help("leave the key out, or use one with a policy that lets sns.amazonaws.com use it");
  }
  for (const Raw& raw :
       raw_resources(program, "AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm")) {
    for (const sema::Value* action : items_of(raw.get("AlarmActions", "alarm_actions"))) {
      const Block* topic = read_block(*action);
      const sema::Value* key =
          topic ? closed_key(*topic, {"topic", "KmsMasterKeyId", "kms_master_key_id"}) : nullptr;
      if (key == nullptr) continue;
      sink.report<diag::KeyWithoutRight>(key->span, topic->title(), "CloudWatch",
                                         fmt::format("alarm `{}` tells nobody", raw.block->name))
          .related(action->span, "the alarm")
          .help(
              "leave the key out, or use one with a policy that lets cloudwatch.amazonaws.com use "
              "it");
    }
  }
}

// CloudWatch Logs must be able to use the key of a log group:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
void check_log_keys(const sema::Program& program, Sink& sink) {
  for (const Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (block.kind->name == "raw" || patch.part != "log_group") continue;
      const sema::Value* key =
          member(patch.properties, patch.target == TargetId::Terraform ? "kms_key_id" : "KmsKeyId");
      const Block* own = key ? read_block(*key) : nullptr;
      if (own == nullptr || own->kind->name != "key" || own->existing ||
          patched(*own, {"key", "KeyPolicy", "policy"}) != nullptr)
        continue;
      sink.report<diag::KeyWithoutRight>(key->span, "the log group", "CloudWatch Logs",
                                         "the log group cannot be made")
          .related(own->name_span, "the key")
          .help("patch the policy of the key, so that logs.amazonaws.com may use it");
    }
  }
}

// An ARN, or a param that holds one.
bool is_arn(const sema::Value& name) {
  if (const auto* text = name.get<std::string>()) return text->starts_with("arn:");
  const auto* read = name.get<sema::ParameterRef>();
  return read != nullptr && read->parameter->type.alternatives.size() == 1 &&
         read->parameter->type.alternatives.front().scalar == sema::Scalar::Arn;
}

// Their ARNs are put together from their names. Only a secret can be named by its ARN.
void check_names_of_existing(const sema::Program& program, Sink& sink) {
  constexpr std::array<std::string_view, 5> kNamed = {"bucket", "parameter", "queue", "repository",
                                                      "table"};
  for (const Block* block : program.blocks) {
    const std::string_view kind = block->kind->name;
    if (!block->existing || std::find(kNamed.begin(), kNamed.end(), kind) == kNamed.end() ||
        !is_arn((*block)["name"]))
      continue;
    sink.report<diag::SecretArn>((*block)["name"].span, sema::value_text((*block)["name"]), kind)
        .help(fmt::format("write the name of the {} in this account and region", kind));
  }
}

// ---- Workers that fill their own queue

void check_worker_loop(const plan::Service& service, const Permissions& rights, Sink& sink) {
  for (const Block* scale : service.block->nested("scale", "queue")) {
    const Block* queue = scale->block("source");
    if (queue == nullptr) continue;
    const sema::Grant* sends = rights.find(*queue, {"send"}, {"sqs:SendMessage"});
    if (sends != nullptr) {
      sink.report<diag::WorkerLoop>((*scale)["source"].span, service.block->name, "sends to",
                                    queue->title())
          .related(sends->span, "it may send there")
          .help("send to another queue, unless messages are put back on purpose");
      continue;
    }
    if (queue->existing) continue;
    for (const Block* subscribe : queue->nested("subscribe")) {
      const Block* topic = subscribe->labels.front().block;
      const sema::Grant* publishes =
          topic ? rights.find(*topic, {"publish"}, {"sns:Publish"}) : nullptr;
      const auto* filter = (*subscribe)["filter"].get<sema::Object>();
      if (publishes == nullptr || (filter != nullptr && !filter->entries.empty())) continue;
      sink.report<diag::WorkerLoop>((*scale)["source"].span, service.block->name, "publishes to",
                                    topic->title())
          .related(publishes->span, "it may publish there")
          .related(subscribe->span, "the topic fills its queue")
          .help("write a `filter` that its own messages do not pass, or publish to another topic");
    }
  }
}

}  // namespace

void check_uses(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) {
    const Permissions rights(task);
    if (!rights.known()) continue;
    for (const Block* container : task.block->nested("container")) {
      check_given(*container, rights, sink);
      check_router(*container, rights, sink);
    }
  }
  for (const plan::Service& service : plan.services) {
    if (service.task == nullptr) continue;
    const Permissions rights(*service.task);
    if (rights.known()) check_queue_rights(service, rights, sink);
    check_worker_loop(service, rights, sink);
  }
  for (const plan::Job& job : plan.jobs) {
    if (job.task == nullptr) continue;
    const Permissions rights(*job.task);
    if (rights.known()) check_trigger_rights(job, rights, sink);
  }
  check_topic_keys(program, sink);
  check_queue_keys(program, sink);
  check_raw_keys(program, sink);
  check_log_keys(program, sink);
  check_names_of_existing(program, sink);
}

}  // namespace svc::check
