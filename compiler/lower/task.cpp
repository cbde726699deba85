#include "lower/task.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "lower/iam.h"
#include "lower/images.h"
#include "lower/service.h"
#include "lower/tracing.h"
#include "lower/volumes.h"

namespace svc::lower {

namespace {

// How long the log group of a task is kept: as long as a param says, else as the most careful
// container asks. Absent if no container writes to CloudWatch.
graph::Value retention(const Context& context, const plan::Task& task) {
  std::int64_t days = 0;
  Span decided;
  for (const sema::Block* container : task.block->nested("container")) {
    if (!writes_awslogs(*container)) continue;
    const sema::Block* logs = container->only("logs");
    if (logs != nullptr && (*logs)["retention"].given != nullptr)
      return context.field(*logs, "retention");
    if (retention_days(*container) <= days) continue;
    days = retention_days(*container);
    decided = logs == nullptr ? container->span : (*logs)["retention"].span;
  }
  return days == 0 ? graph::Value() : graph::Value(days).at(decided);
}

// One log group for all containers of a task.
std::optional<graph::NodeId> add_log_group(Context& context, const plan::Task& task) {
  graph::Value days = retention(context, task);
  if (days.absent()) return std::nullopt;

  const graph::NodeId id = context.add("logs_log_group", task.name, *task.block);
  context.remember(*task.block, PartKind::LogGroup, id);
  set(context.node(id), "log_group_name", "/ecs/" + context.graph.prefix() + "/" + task.name);
  set(context.node(id), "retention_in_days", std::move(days));
  for (const sema::Block* container : task.block->nested("container")) {
    const sema::Block* logs = container->only("logs");
    if (logs != nullptr && logs->has("encryption"))
      set(context.node(id), "kms_key_id", context.field(*logs, "encryption"));
  }
  return id;
}

// ---- The two roles
// ------------------------------------------------------------------------------------------------------------------------

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
iam::Statement exec_statement(const plan::Task& task) {
  const auto asks = std::find_if(task.services.begin(), task.services.end(),
                                 [](const sema::Block* service) { return service->flag("exec"); });
  return {true,
          {"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
           "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"},
          {graph::Value("*")},
          {},
          (**asks)["exec"].span};
}

// Where a cluster keeps its sessions:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
void add_session_logs(const Context& context, const plan::Task& task,
                      std::vector<iam::Statement>& statements) {
  std::set<const sema::Block*> done;
  for (const sema::Block* service : task.services) {
    const sema::Block& cluster = *service->clause("cluster");
    if (!service->flag("exec") || !context.has_part(cluster, PartKind::ExecLogs) ||
        !done.insert(&cluster).second)
      continue;
    const graph::NodeId group = context.part(cluster, PartKind::ExecLogs);
    if (done.size() == 1)
      statements.push_back(
          {true, {"logs:DescribeLogGroups"}, {graph::Value("*")}, {}, cluster["exec_logs"].span});
    statements.push_back({true,
                          {"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"},
                          {iam::log_streams(group)},
                          {},
                          cluster["exec_logs"].span});
  }
}

// The block of a secret or parameter: of `db` and of `db.key("x")`.
const sema::Block* secret_block(const sema::Value& value) {
  if (const auto* const* named = value.get<const sema::Block*>()) return *named;
  const auto* call = value.get<sema::MethodCall>();
  return call == nullptr ? nullptr : call->block;
}

// The secrets of the containers, by their store, without duplicates.
struct Secrets {
  std::vector<graph::Value> secrets;
  std::vector<graph::Value> parameters;
  std::vector<graph::Value> keys;  // with which they are encrypted
};

void add_secret(const Context& context, const sema::Block& block, Span span, Secrets& result) {
  if (block.kind->name == "secret") {
    result.secrets.push_back(context.attribute(block, "arn_pattern").at(span));
  } else {
    result.parameters.push_back(context.attribute(block, "arn").at(span));
  }
  if (graph::Value key = iam::encryption_key(context, block); !key.absent())
    result.keys.push_back(std::move(key));
}

// The ARN in `credentialspec:ARN` and `credentialspecdomainless:ARN`; absent in other texts.
sema::Value specified_file(const sema::Value& spec) {
  const auto without_prefix = [](const sema::Value& text) {
    for (const std::string_view prefix : {"credentialspec:", "credentialspecdomainless:"}) {
      const auto* begin = text.get<std::string>();
      if (begin != nullptr && begin->starts_with(prefix))
        return sema::Value{begin->substr(prefix.size()), text.span, false};
    }
    return sema::Value{};
  };
  const auto* text = spec.get<sema::Interpolation>();
  if (text == nullptr) return without_prefix(spec);
  std::vector<sema::Value> parts = text->parts.get();
  parts.front() = without_prefix(parts.front());
  if (!parts.front().present()) return {};
  if (parts.front().get<std::string>()->empty()) parts.erase(parts.begin());
  if (parts.size() == 1) return parts.front();
  return sema::Value{sema::Interpolation{std::move(parts)}, spec.span, false};
}

// Whether an ARN is of that service, `:s3:`, as far as it is known.
bool names_service(const sema::Value& arn, std::string_view service) {
  const auto has = [&](const sema::Value& part) {
    const auto* text = part.get<std::string>();
    return text != nullptr && text->find(service) != std::string::npos;
  };
  const auto* text = arn.get<sema::Interpolation>();
  return text == nullptr ? has(arn) : std::any_of(text->parts.begin(), text->parts.end(), has);
}

// Files of Active Directory that are parameters of Systems Manager:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html
void add_specifications(const Context& context, const sema::Block& container,
                        std::set<std::string>& seen, Secrets& result) {
  for (const sema::Value& spec : container.items("credential_specs")) {
    const sema::Value file = specified_file(spec);
    const auto* own = file.get<sema::AttributeRef>();
    const bool parameter = own != nullptr && own->block->kind->name == "parameter";
    if ((!parameter && !names_service(file, ":ssm:")) ||
        !seen.insert(sema::value_text(file)).second)
      continue;
    if (parameter)
      add_secret(context, *own->block, file.span, result);
    else
      result.parameters.push_back(context.value(file).at(file.span));
  }
}

Secrets secrets_read(const Context& context, const sema::Block& task) {
  Secrets result;
  std::set<const sema::Block*> seen;
  std::set<std::string> specifications;
  const auto add = [&](const sema::Value& value) {
    // The ARN of a secret that a raw resource makes. Its key is that of AWS or the resource's
    // matter.
    if (value.get<sema::AttributeRef>() != nullptr)
      return result.secrets.push_back(context.value(value));
    const sema::Block* secret = secret_block(value);
    if (secret != nullptr && seen.insert(secret).second)
      add_secret(context, *secret, value.span, result);
  };
  const auto add_all = [&](const sema::Value& object) {
    const auto* entries = object.get<sema::Object>();
    if (entries == nullptr) return;
    for (const auto& [name, value] : entries->entries) add(value);
  };
  for (const sema::Block* container : task.nested("container")) {
    add((*container)["credentials"]);
    add_all((*container)["secrets"]);
    if (const sema::Block* logs = container->only("logs")) add_all((*logs)["secrets"]);
    add_specifications(context, *container, specifications, result);
  }
  return result;
}

// Objects in S3 that ECS reads before a task starts.
struct Files {
  std::vector<graph::Value> objects;
  std::vector<graph::Value> buckets;
  std::vector<graph::Value> keys;  // the keys that encrypt them
};

// The bucket of an object that a value names: `files.object("x")`, `"${files.arn}/x"`; null for
// others.
const sema::Block* bucket_of(const sema::Value& file) {
  const auto is_bucket = [](const sema::Block* block) { return block->kind->name == "bucket"; };
  if (const auto* call = file.get<sema::MethodCall>())
    return is_bucket(call->block) ? call->block : nullptr;
  const auto* text = file.get<sema::Interpolation>();
  const auto* first =
      text == nullptr ? nullptr : text->parts.get().front().get<sema::AttributeRef>();
  return first != nullptr && is_bucket(first->block) ? first->block : nullptr;
}

// A file with an ARN that only the deployment knows. If the bucket is unknown, ECS may ask for the
// place of any bucket.
void add_deferred_file(const Context& context, const sema::Value& file, std::set<std::string>& seen,
                       Files& read) {
  if (!seen.insert(sema::value_text(file)).second) return;
  read.objects.push_back(context.value(file));
  const sema::Block* bucket = bucket_of(file);
  if (!seen.insert(bucket == nullptr ? std::string("*") : bucket->title()).second) return;
  read.buckets.push_back(
      bucket != nullptr
          ? context.attribute(*bucket, "arn").at(file.span)
          : graph::concat({"arn:", graph::Pseudo::Partition, ":s3:::*"}).at(file.span));
  if (bucket != nullptr && !bucket->existing && bucket->has("encryption"))
    read.keys.push_back(context.field(*bucket, "encryption"));
}

// Files with variables, those with settings of a log router, and those of Active Directory:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-s3-env-file-permissions,
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html
void add_files(const Context& context, const sema::Block& task,
               std::vector<iam::Statement>& statements) {
  Files read;
  std::set<std::string> seen;
  const auto add = [&](const sema::Value& file) {
    if (file.deferred()) return add_deferred_file(context, file, seen, read);
    const auto* arn = file.get<std::string>();
    if (arn == nullptr || !arn->starts_with("arn:") || !seen.insert(*arn).second) return;
    read.objects.push_back(graph::Value(*arn).at(file.span));
    const std::string bucket = arn->substr(0, arn->find('/'));
    if (seen.insert(bucket).second) read.buckets.push_back(graph::Value(bucket).at(file.span));
  };
  for (const sema::Block* container : task.nested("container")) {
    for (const sema::Value& file : container->items("env_files")) add(file);
    if (const sema::Block* router = container->only("firelens")) add((*router)["config"]);
    for (const sema::Value& spec : container->items("credential_specs")) {
      const sema::Value file = specified_file(spec);
      if (bucket_of(file) != nullptr || names_service(file, ":s3:")) add(file);
    }
  }
  if (read.objects.empty()) return;
  statements.push_back({true, {"s3:GetObject"}, std::move(read.objects), {}, {}});
  statements.push_back({true, {"s3:GetBucketLocation"}, std::move(read.buckets), {}, {}});
  if (!read.keys.empty()) statements.push_back({true, {"kms:Decrypt"}, read.keys, {}, {}});
}

// The permissions to pull the images of a task. ECR creates the repository of a pull-through cache
// at the first pull:
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
void add_pulls(const Context& context, const sema::Block& task,
               std::vector<iam::Statement>& statements) {
  std::vector<graph::Value> repositories = pulled_repositories(context, task);
  std::vector<graph::Value> cached = cached_repositories(context, task);
  if (repositories.empty() && cached.empty()) return;
  repositories.insert(repositories.end(), cached.begin(), cached.end());
  const sema::VerbDecl* pull = sema::find_kind("repository")->verb("pull");
  statements.push_back({true, {"ecr:GetAuthorizationToken"}, {graph::Value("*")}, {}, {}});
  statements.push_back(
      {true, {pull->actions.begin(), pull->actions.end()}, std::move(repositories), {}, {}});
  if (!cached.empty())
    statements.push_back({true,
                          {"ecr:BatchImportUpstreamImage", "ecr:CreateRepository"},
                          std::move(cached),
                          {},
                          {}});
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html, cut to
// what this task uses.
std::vector<iam::Statement> execution_statements(const Context& context, const plan::Task& task,
                                                 std::optional<graph::NodeId> log_group) {
  std::vector<iam::Statement> statements;
  add_pulls(context, *task.block, statements);
  if (log_group)
    statements.push_back({true,
                          {"logs:CreateLogStream", "logs:PutLogEvents"},
                          {iam::log_streams(*log_group)},
                          {},
                          {}});
  Secrets read = secrets_read(context, *task.block);
  const auto grant = [&](const char* action, std::vector<graph::Value>& on) {
    if (!on.empty()) statements.push_back({true, {action}, std::move(on), {}, {}});
  };
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets
  grant("secretsmanager:GetSecretValue", read.secrets);
  grant("ssm:GetParameters", read.parameters);
  grant("kms:Decrypt", read.keys);
  add_files(context, *task.block, statements);
  return statements;
}

// A role of a task, with the names that services and pipelines use to find it.
struct RoleParts {
  std::string_view field;   // the field that may name a role instead
  std::string_view suffix;  // of the names of its resources
  PartKind role;            // the role that was made
  PartKind policy;          // its policy
  std::string_view arn;     // attribute: the role's ARN
};
constexpr RoleParts kTaskRole{"role", "_task", PartKind::TaskRole, PartKind::TaskPolicy,
                              "task_role_arn"};
constexpr RoleParts kExecutionRole{"execution_role", "_execution", PartKind::ExecutionRole,
                                   PartKind::ExecutionPolicy, "execution_role_arn"};

// Creates the role, or takes the named one, and grants it the permissions of the task. An existing
// role is not changed.
void add_task_role(Context& context, const plan::Task& task, const RoleParts& parts,
                   graph::Value trust, const std::vector<iam::Statement>& statements) {
  const sema::Block& block = *task.block;
  const std::string name = task.name + std::string(parts.suffix);
  std::optional<graph::NodeId> role;
  if (const sema::Block* given = block.block(parts.field)) {
    context.define_attribute(block, parts.arn, context.field(block, parts.field));
    if (context.has_part(*given, PartKind::Main)) role = context.part(*given, PartKind::Main);
  } else {
    iam::RoleSpec spec;
    spec.name = name;
    spec.trust = std::move(trust);
    role = iam::add_role(context, block, std::move(spec));
    context.remember(block, parts.role, *role);
    context.define_attribute(block, parts.arn, graph::Ref{*role, "arn"});
  }
  if (role && !statements.empty())
    context.remember(block, parts.policy, iam::add_policy(context, block, name, *role, statements));
}

// ---- The task definition
// --------------------------------------------------------------------------------------------------------------------

graph::Value compatibilities(const plan::Launch& launch) {
  std::vector<graph::Value> names;
  if (launch.fargate) names.emplace_back("FARGATE");
  if (launch.ec2) names.emplace_back("EC2");
  if (launch.managed) names.emplace_back("MANAGED_INSTANCES");
  if (launch.external) names.emplace_back("EXTERNAL");
  return names.empty() ? graph::Value() : graph::list(std::move(names));
}

// ECS writes the size of a task as text.
graph::Value size_text(const Context& context, const sema::Block& task, std::string_view field) {
  if (!task.has(field)) return {};
  if (const sema::Parameter* param = task[field].given)
    return graph::concat({context.given(*param)}).at(task[field].span);
  const std::int64_t amount = field == "cpu" ? task.cpu_units(field) : task.mebibytes(field);
  return graph::Value(std::to_string(amount)).at(task[field].span);
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html:
// `windows_2022_core` is WINDOWS_SERVER_2022_CORE there.
graph::Value runtime_platform(const sema::Block& task) {
  std::string os = "LINUX";
  if (task.symbol("os") != "linux") {
    os = "WINDOWS_SERVER" +
         std::string(task.symbol("os").substr(std::string_view("windows").size()));
    std::transform(os.begin(), os.end(), os.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  }
  return graph::map({
      {"cpu_architecture",
       graph::Value(task.symbol("arch") == "arm64" ? "ARM64" : "X86_64").at(task["arch"].span)},
      {"operating_system_family", graph::Value(std::move(os)).at(task["os"].span)},
  });
}

graph::Value ephemeral_storage(const sema::Block& task) {
  if (!task.has("ephemeral")) return {};
  constexpr std::int64_t gibibyte = 1024 * 1024 * 1024;
  const std::int64_t size = (task.bytes("ephemeral") + gibibyte - 1) / gibibyte;
  return graph::map({{"size_in_gib", graph::Value(size).at(task["ephemeral"].span)}});
}

graph::Value containers(const Context& context, const plan::Task& task,
                        std::optional<graph::NodeId> log_group) {
  std::vector<graph::Value> definitions;
  for (const sema::Block* container : task.block->nested("container")) {
    definitions.push_back(container_definition(context, task, *container, log_group));
  }
  if (const sema::Block* tracing = tracing_of(*task.block))
    definitions.push_back(tracer_definition(context, task, *tracing, log_group));
  return graph::list(std::move(definitions));
}

}  // namespace

void lower_task(Context& context, const sema::Block& block) {
  const plan::Task& task = *context.plan.task(&block);
  const std::optional<graph::NodeId> log_group = add_log_group(context, task);

  const std::vector<iam::Statement> needs = execution_statements(context, task, log_group);
  if (!needs.empty() || block.has("execution_role")) {
    add_task_role(context, task, kExecutionRole,
                  iam::trust("ecs-tasks.amazonaws.com", iam::same_account()), needs);
  }
  std::vector<iam::Statement> grants = iam::grants(context, block);
  for (iam::Statement& mount : mount_statements(context, block)) grants.push_back(std::move(mount));
  if (allows_exec(task)) grants.push_back(exec_statement(task));
  add_session_logs(context, task, grants);
  if (const sema::Block* tracing = tracing_of(block)) grants.push_back(tracing_statement(*tracing));
  add_task_role(context, task, kTaskRole, iam::trust_tasks(), grants);

  const graph::NodeId id = context.add("ecs_task_definition", task.name, block);
  context.remember(block, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "family", context.physical_name(task.name));
  set(node, "cpu", size_text(context, block, "cpu"));
  set(node, "memory", size_text(context, block, "memory"));
  // Docker's NAT on Windows is the default, and has no name.
  if (block.symbol("os") == "linux" || task.mode != plan::NetworkMode::Bridge)
    set(node, "network_mode", context.field(block, "network_mode"));
  set(node, "requires_compatibilities", compatibilities(task.launch));
  set(node, "pid_mode",
      block.symbol("processes") == "own" ? graph::Value() : context.field(block, "processes"));
  set(node, "ipc_mode", context.field(block, "ipc"));
  set(node, "enable_fault_injection", if_true(context, block, "faults"));
  set(node, "placement_constraints", placement_constraints(context, block));
  set(node, "runtime_platform", runtime_platform(block));
  set(node, "ephemeral_storage", ephemeral_storage(block));
  if (!needs.empty() || block.has("execution_role"))
    set(node, "execution_role_arn", context.attribute(block, "execution_role_arn"));
  set(node, "task_role_arn", context.attribute(block, "task_role_arn"));
  set(node, "volumes", volumes(context, block));
  set(node, "container_definitions", containers(context, task, log_group));
}

}  // namespace svc::lower
