// Queues, topics, namespaces and names that services call each other by.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check/fact_lists.h"
#include "check/json_text.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/codes/stores.h"
#include "plan/names.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

// ---- Queues

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html:
// the age of a message counts from the first queue.
void check_dead_letters(const sema::Program& program, Sink& sink) {
  for (const Block* queue : program.created("queue")) {
    if (!queue->flag("dead_letter")) continue;
    const sema::Value* kept =
        patched(*queue, {"queue", "MessageRetentionPeriod", "message_retention_seconds"},
                queue->name + "_dead_letter");
    const auto seconds = kept ? number_of(*kept) : std::nullopt;
    if (!seconds || *seconds * 1000 > static_cast<double>(queue->milliseconds("retention")))
      continue;
    sink.report<diag::DeadLetterRetention>(
            kept->span, sema::duration_text(static_cast<std::int64_t>(*seconds) * 1000),
            sema::duration_text(queue->milliseconds("retention")))
        .related((*queue)["retention"].is_default ? queue->span : (*queue)["retention"].span,
                 "how long the queue keeps it")
        .help("leave the patch out: 14 days is the default");
  }
}

// Whether the queue or topic that a value names is FIFO; nothing if that is unknown.
std::optional<bool> is_fifo(const sema::Value& value) {
  if (const auto* text = value.get<std::string>())
    return text->starts_with("arn:") ? std::optional(text->ends_with(".fifo")) : std::nullopt;
  const Block* block = read_block(value);
  if (block == nullptr) return std::nullopt;
  if (block->kind->name == "queue" || block->kind->name == "topic") {
    const sema::Value* name =
        block->existing ? &(*block)[block->kind->name == "queue" ? "name" : "arn"] : nullptr;
    if (name == nullptr && block->flag("fifo")) return true;
    if (name == nullptr) {
      const sema::Value* patch = block->kind->name == "queue"
                                     ? patched(*block, {"queue", "FifoQueue", "fifo_queue"})
                                     : patched(*block, {"topic", "FifoTopic", "fifo_topic"});
      return patch != nullptr && flag_of(*patch).value_or(false);
    }
    const auto* text = name->get<std::string>();
    return text ? std::optional(text->ends_with(".fifo")) : std::nullopt;
  }
  if (raw_type(*block).empty()) return std::nullopt;
  const Raw raw = raw_of(*block);
  for (const auto& [cloudformation, terraform] :
       {std::pair<std::string_view, std::string_view>{"FifoQueue", "fifo_queue"},
        {"FifoTopic", "fifo_topic"}}) {
    const sema::Value* flag = raw.get(cloudformation, terraform);
    if (flag != nullptr) return flag_of(*flag);
  }
  return false;
}

void report_mixed(const sema::Value& at, std::string_view fifo, std::string_view standard,
                  Span other, Sink& sink) {
  sink.report<diag::FifoStandard>(at.span, fifo, standard)
      .related(other, "the other one")
      .help("make both FIFO, or neither");
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html: a standard topic does not deliver
// to a FIFO queue.
void check_subscriptions(const sema::Program& program, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::SNS::Subscription", "aws_sns_topic_subscription")) {
    const sema::Value* topic = raw.get("TopicArn", "topic_arn");
    const sema::Value* endpoint = raw.get("Endpoint", "endpoint");
    if (topic == nullptr || endpoint == nullptr) continue;
    if (is_fifo(*topic) == std::optional(false) && is_fifo(*endpoint) == std::optional(true))
      report_mixed(*endpoint, "the queue", "the topic", topic->span, sink);
  }
  for (const Block* queue : program.created("queue")) {
    for (const Block* subscribe : queue->nested("subscribe")) {
      const Block* topic = subscribe->labels.front().block;
      if (topic == nullptr || !queue->flag("fifo")) continue;
      const sema::Value named{topic, subscribe->span, false};
      if (is_fifo(named) == std::optional(false))
        report_mixed(named, "the queue", "the topic", topic->span, sink);
    }
  }
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
void check_redrive(const sema::Program& program, Sink& sink) {
  const auto check = [&](const sema::Value* policy, std::optional<bool> own) {
    if (policy == nullptr || !own) return;
    const Document document(policy);
    const sema::Value* target =
        document.value() ? member(*document.value(), "deadLetterTargetArn") : nullptr;
    const std::optional<bool> other = target ? is_fifo(*target) : std::nullopt;
    if (!other || *other == *own) return;
    report_mixed(*target, *own ? "the queue" : "its dead-letter queue",
                 *own ? "its dead-letter queue" : "the queue", policy->span, sink);
  };
  for (const Raw& raw : raw_resources(program, "AWS::SQS::Queue", "aws_sqs_queue")) {
    const sema::Value* flag = raw.get("FifoQueue", "fifo_queue");
    check(raw.get("RedrivePolicy", "redrive_policy"), flag ? flag_of(*flag) : false);
  }
  for (const Block* queue : program.created("queue")) {
    check(patched(*queue, {"queue", "RedrivePolicy", "redrive_policy"}), queue->flag("fifo"));
    const sema::Value* flag =
        patched(*queue, {"queue", "FifoQueue", "fifo_queue"}, queue->name + "_dead_letter");
    if (flag == nullptr || flag_of(*flag).value_or(queue->flag("fifo")) == queue->flag("fifo"))
      continue;
    const bool fifo = queue->flag("fifo");
    report_mixed(*flag, fifo ? "the queue" : "its dead-letter queue",
                 fifo ? "its dead-letter queue" : "the queue", queue->span, sink);
  }
}

// The name of a FIFO queue or topic ends in `.fifo`, and no other name does:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html,
// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
void check_fifo_names(const sema::Program& program, Sink& sink) {
  constexpr std::string_view kEnd = ".fifo";
  const auto check = [&](const Raw& raw, std::string_view name_of, std::string_view cloudformation,
                         std::string_view terraform) {
    const sema::Value* name = raw.get(name_of, "name");
    const auto* text = name ? name->get<std::string>() : nullptr;
    const sema::Value* flag = raw.get(cloudformation, terraform);
    const std::optional<bool> fifo = flag ? flag_of(*flag) : false;
    if (text == nullptr || !fifo || text->ends_with(kEnd) == *fifo) return;
    sink.report<diag::FifoName>(name->span, *text, *fifo ? "a FIFO" : "a standard",
                                *fifo ? "ends" : "does not end")
        .help(*fifo ? fmt::format("write \"{}.fifo\"", *text) : "write another name");
  };
  for (const Raw& raw : raw_resources(program, "AWS::SQS::Queue", "aws_sqs_queue"))
    check(raw, "QueueName", "FifoQueue", "fifo_queue");
  for (const Raw& raw : raw_resources(program, "AWS::SNS::Topic", "aws_sns_topic"))
    check(raw, "TopicName", "FifoTopic", "fifo_topic");
}

// https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
void check_filter_size(const sema::Value& value, const sema::Object& filter, Sink& sink) {
  constexpr std::size_t kMostKeys = 5, kMostValues = 150;
  std::size_t values = 1;
  for (const auto& [name, entry] : filter.entries) {
    const auto* list = entry.get<sema::List>();
    if (list != nullptr) values *= std::max<std::size_t>(list->items.size(), 1);
    values = std::min(values, kMostValues * 10);  // a product of long lists has no use
  }
  if (filter.entries.size() > kMostKeys)
    sink.report<diag::FilterSize>(value.span,
                                  fmt::format("it has {} attributes, and at most {} are allowed",
                                              filter.entries.size(), kMostKeys))
        .help("filter by fewer attributes");
  else if (values > kMostValues)
    sink.report<diag::FilterSize>(
            value.span,
            fmt::format("its lists have more than {} combinations of values", kMostValues))
        .help("accept fewer values, or subscribe twice");
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
void check_filters(const sema::Program& program, Sink& sink) {
  for (const Block* queue : program.created("queue")) {
    for (const Block* subscribe : queue->nested("subscribe")) {
      const auto* filter = (*subscribe)["filter"].get<sema::Object>();
      if (filter == nullptr) continue;
      check_filter_size((*subscribe)["filter"], *filter, sink);
      for (const auto& [name, values] : filter->entries) {
        const auto* list = values.get<sema::List>();
        if (list == nullptr || !list->items.empty()) continue;
        sink.report<diag::EmptyFilter>(values.span, name)
            .help("write the accepted values, or leave the attribute out");
      }
    }
  }
}

// Settings that a standard queue or topic does not have, and limits of FIFO topics.
// https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html
void check_fifo_settings(const sema::Program& program, Sink& sink) {
  const auto only_fifo = [&](const Block& block, std::string_view field) {
    if (block.flag("fifo") || !block.wrote(field)) return;
    sink.report<diag::FifoOnly>(block[field].span, field, block.title())
        .related(block.span, "what it belongs to")
        .help("add `fifo = true`, or leave it out")
        .fix("Remove it", sema::leave_out(block, field));
  };
  for (const Block* queue : program.created("queue")) {
    only_fifo(*queue, "deduplicate");
    only_fifo(*queue, "throughput");
  }
  for (const Block* topic : program.created("topic")) {
    only_fifo(*topic, "deduplicate");
    if (topic->flag("fifo") && !topic->items("emails").empty())
      sink.report<diag::FifoEmail>((*topic)["emails"].span)
          .related((*topic)["fifo"].span, "it is FIFO")
          .help("send them from a topic without `fifo`");
  }
}

// One key encrypts the log group of a task, and load balancers use none but that of S3.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
void check_encryption(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* balancer : program.created("balancer")) {
    const Block* bucket = balancer->block("access_logs");
    if (bucket == nullptr || bucket->existing || !bucket->has("encryption")) continue;
    sink.report<diag::LogsToKey>((*balancer)["access_logs"].span)
        .related((*bucket)["encryption"].span, "the key")
        .help("write the logs to a bucket without `encryption`");
  }
  for (const plan::Task& task : plan.tasks) {
    const sema::Value* first = nullptr;
    for (const Block* container : task.block->nested("container")) {
      const Block* logs = container->only("logs");
      if (logs == nullptr || !logs->has("encryption")) continue;
      const sema::Value& key = (*logs)["encryption"];
      if (first == nullptr) first = &key;
      if (sema::value_text(key) == sema::value_text(*first)) continue;
      sink.report<diag::TwoLogKeys>(key.span, task.name)
          .related(first->span, "the other key")
          .help("keep one of them");
    }
  }
}

// ---- Namespaces

// The namespaces that a cluster makes: as written, else by its name.
std::string namespace_of(const sema::Program& program, const plan::Plan& plan, const Block& cluster,
                         std::string_view field) {
  if (cluster.has(field)) {
    const auto* name = cluster[field].get<std::string>();
    return name ? *name : std::string();
  }
  const bool dns = field == "dns_namespace";
  const bool made =
      std::any_of(plan.services.begin(), plan.services.end(), [&](const plan::Service& service) {
        return service.cluster == &cluster &&
               (dns ? service.block->only("discover") != nullptr : !service.exposes.empty());
      });
  if (!made) return {};
  return plan::physical_name(program.app->name, program.environment, cluster.name) +
         (dns ? ".internal" : "");
}

// A raw namespace with the name of one that a cluster makes.
void check_raw_namespaces(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::ServiceDiscovery::HttpNamespace",
                                      "aws_service_discovery_http_namespace")) {
    const sema::Value* name = raw.get("Name", "name");
    const auto text = name ? text_of(*name) : std::nullopt;
    for (const Block* cluster : program.created("cluster")) {
      if (!text || namespace_of(program, plan, *cluster, "namespace") != *text) continue;
      sink.report<diag::RawName>(name->span, "namespace", *text)
          .related(cluster->has("namespace") ? (*cluster)["namespace"].span : cluster->name_span,
                   "the other one")
          .help("write another name");
    }
  }
}

// https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html
void check_namespaces(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const std::string_view field : {"namespace", "dns_namespace"}) {
    std::map<std::pair<const Block*, std::string>, const Block*> first;
    for (const Block* cluster : program.created("cluster")) {
      const std::string name = namespace_of(program, plan, *cluster, field);
      if (name.empty()) continue;
      const auto span_of = [&](const Block& block) {
        return block.has(field) ? block[field].span : block.name_span;
      };
      // Two networks may have private zones with the same name.
      const Block* network = field == "dns_namespace" ? cluster->clause("network") : nullptr;
      const auto [other, added] = first.try_emplace({network, name}, cluster);
      if (added) continue;
      const bool here = cluster->has(field);
      sink.report<diag::NamespaceTwice>(span_of(here ? *cluster : *other->second),
                                        other->second->name, cluster->name, name)
          .related(span_of(here ? *other->second : *cluster), "the other one")
          .help("give one of them another name");
    }
  }
}

bool is_within(std::string_view name, std::string_view zone) {
  return name == zone || (name.size() > zone.size() && name.ends_with(zone) &&
                          name[name.size() - zone.size() - 1] == '.');
}

std::string_view without_dot(std::string_view name) {
  return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
// (overlapping namespaces)
void check_shadowed_zones(const sema::Program& program, Sink& sink) {
  for (const Block* cluster : program.created("cluster")) {
    const auto* own =
        cluster->has("dns_namespace") ? (*cluster)["dns_namespace"].get<std::string>() : nullptr;
    if (own == nullptr) continue;
    for (const Block* block : program.blocks) {
      if (block->kind->name != "zone" && block->kind->name != "record") continue;
      const auto* name = (*block)["name"].get<std::string>();
      if (name == nullptr || !is_within(without_dot(*name), *own)) continue;
      sink.report<diag::ZoneShadows>((*cluster)["dns_namespace"].span, *own, *name)
          .related((*block)["name"].span, "the public name")
          .help("use a name of its own, such as \"shop.internal\"");
      break;
    }
  }
}

// ---- Services that call each other

bool has_name(const plan::Service& service) {
  return !service.exposes.empty() || !service.routes.empty() ||
         service.block->only("discover") != nullptr;
}

void check_connected(const plan::Workload& workload, const plan::Plan& plan, Sink& sink) {
  for (const sema::Value& item : workload.block->items("connect")) {
    const auto* const* target = item.get<const Block*>();
    const plan::Service* other = target ? plan.service(*target) : nullptr;
    if (other == nullptr || has_name(*other) || other->block->existing) continue;
    sink.report<diag::ConnectWithoutName>(item.span, other->block->name)
        .related(other->block->name_span, "the service")
        .help("give it `expose {}` for Service Connect, or `discover {}` for a name in DNS");
  }
}

// Depth first; only the first cycle is reported.
class Circles {
 public:
  explicit Circles(Sink& sink) : sink_(sink) {}

  void visit(const plan::Service& service) {
    int& mark = marks_[&service];
    if (mark == 2) return;
    if (mark == 1) return report(service);
    mark = 1;
    open_.push_back(&service);
    for (const plan::Service* other : service.calls) visit(*other);
    open_.pop_back();
    marks_[&service] = 2;
  }

 private:
  void report(const plan::Service& service) {
    std::vector<std::string> names;
    for (auto at = std::find(open_.begin(), open_.end(), &service); at != open_.end(); ++at)
      names.push_back((*at)->block->name);
    names.push_back(service.block->name);
    if (names.size() < 3) return;
    const plan::Service& last = *open_.back();
    sink_
        .report<diag::ConnectCircle>((*last.block)["connect"].span,
                                     fmt::format("{}", fmt::join(names, " → ")))
        .related((*service.block)["connect"].span, "it begins here")
        .help(
            "after the first deployment, deploy one of them again: a task finds only services that "
            "existed before it; or use `discover`, which has no such order");
  }

  Sink& sink_;
  std::map<const plan::Service*, int> marks_;
  std::vector<const plan::Service*> open_;
};

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
void check_request_timeout(const plan::Service& service, Sink& sink) {
  const sema::Value* services = patched(
      *service.block,
      {"service", "ServiceConnectConfiguration.Services", "service_connect_configuration.service"});
  const auto* list = services ? services->get<sema::List>() : nullptr;
  if (list == nullptr || service.task == nullptr) return;
  for (const sema::Value& item : list->items) {
    const sema::Value* timeout = member(item, "Timeout.PerRequestTimeoutSeconds");
    if (timeout == nullptr) timeout = member(item, "timeout.per_request_timeout_seconds");
    const sema::Value* name = member(item, "PortName");
    if (name == nullptr) name = member(item, "port_name");
    const auto* wanted = name ? name->get<std::string>() : nullptr;
    if (timeout == nullptr || wanted == nullptr) continue;
    for (const Block* container : service.task->block->nested("container")) {
      for (const Block* port : container->nested("port")) {
        if (plan::port_name(*container, *port) != *wanted || port->has("app_protocol")) continue;
        sink.report<diag::RequestTimeoutOfTcp>(timeout->span, *wanted)
            .related(port->span, "the port")
            .help("write `app_protocol = http` in the port, or leave the timeout out");
      }
    }
  }
}

// ---- Services of AWS that have ended

void check_ended(const sema::Program& program, Sink& sink) {
  const FactList ended("ended-services");
  for (const Block* block : program.blocks) {
    const std::string_view type = raw_type(*block);
    if (type.empty()) continue;
    for (const std::string_view prefix : ended.names()) {
      if (!type.starts_with(prefix)) continue;
      sink.report<diag::ServiceEnded>(block->span, type, ended.values(prefix).front())
          .help("use what AWS offers instead: `expose` and `connect` for calls between services");
    }
  }
}

}  // namespace

void check_messaging(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  check_dead_letters(program, sink);
  check_fifo_settings(program, sink);
  check_encryption(program, plan, sink);
  check_subscriptions(program, sink);
  check_redrive(program, sink);
  check_fifo_names(program, sink);
  check_filters(program, sink);
  check_namespaces(program, plan, sink);
  check_raw_namespaces(program, plan, sink);
  check_shadowed_zones(program, sink);
  check_ended(program, sink);
  Circles circles(sink);
  for (const plan::Service& service : plan.services) {
    check_connected(service, plan, sink);
    check_request_timeout(service, sink);
    circles.visit(service);
  }
  for (const plan::Job& job : plan.jobs) check_connected(job, plan, sink);
}

}  // namespace svc::check
