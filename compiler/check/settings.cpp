// Settings of containers and tasks with a fixed set of values: variables from files, capabilities,
// kernel settings, names of ports, platform versions.
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"
#include "diagnostics/suggest.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

// The end of a text. If only the deployment knows all of it, its last known part.
std::string_view end_of(const sema::Value& value) {
  if (const auto* text = value.get<std::string>()) return *text;
  if (const auto* call = value.get<sema::MethodCall>()) return end_of(call->arguments.get().back());
  const auto* parts = value.get<sema::Interpolation>();
  return parts && !parts->parts.empty() ? end_of(parts->parts.back()) : std::string_view();
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
void check_env_files(const Block& container, Sink& sink) {
  constexpr std::size_t kMost = 10;
  const auto& files = container.items("env_files");
  for (const sema::Value& file : files) {
    const std::string_view end = end_of(file);
    if (end.empty() || end.ends_with(".env")) continue;
    sink.report<diag::EnvFileExtension>(file.span, sema::value_text(file))
        .help("rename the object, such as \"arn:aws:s3:::config/api.env\"");
  }
  if (files.size() > kMost)
    sink.report<diag::EnvFileCount>(files[kMost].span, files.size()).help("join some of the files");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// (startTimeout)
void check_start_timeout(const Block& container, Sink& sink) {
  constexpr std::int64_t kLongest = 120'000;
  if (!container.has("start_timeout") || container.milliseconds("start_timeout") <= kLongest)
    return;
  const Span span = container["start_timeout"].span;
  sink.report<diag::StartTimeout>(span,
                                  sema::duration_text(container.milliseconds("start_timeout")))
      .help("write `start_timeout = 2min`")
      .fix("Change to 2min", {{span, "2min"}});
}

// ---- Kernel

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
void check_capabilities(const Block& container, Sink& sink) {
  const Block* linux = container.only("linux");
  if (linux == nullptr) return;
  for (const std::string_view field : {"add", "drop"}) {
    for (const sema::Value& right : linux->items(field)) {
      const auto* name = right.get<std::string>();
      const FactList known("capabilities");
      if (name == nullptr || known.has(*name)) continue;
      suggest(sink.report<diag::UnknownCapability>(right.span, *name), right.span,
              closest(*name, known.names()), "write it without CAP_, such as \"NET_ADMIN\"", true);
    }
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
void check_sysctl(const plan::Task& task, const Block& container, Sink& sink) {
  const auto* settings = container["sysctl"].get<sema::Object>();
  if (settings == nullptr) return;
  const std::string_view ipc =
      task.block->has("ipc") ? task.block->symbol("ipc") : std::string_view();
  for (const auto& [name, value] : settings->entries) {
    const bool net = name.starts_with("net.");
    const bool of_ipc = name.starts_with("kernel.msg") || name.starts_with("kernel.sem") ||
                        name.starts_with("kernel.shm") || name.starts_with("fs.mqueue.");
    if (net && task.mode == plan::NetworkMode::Host) {
      sink.report<diag::SysctlOfHost>(value.span, name, "network_mode = host")
          .related((*task.block)["network_mode"].span, "the network mode")
          .help("leave it out, or write `network_mode = bridge`");
    } else if (of_ipc && (ipc == "host" || ipc == "none")) {
      sink.report<diag::SysctlOfHost>(value.span, name, fmt::format("ipc = {}", ipc))
          .related((*task.block)["ipc"].span, "the memory that is shared")
          .help("leave it out, or leave out `ipc`");
    } else if (!net && !of_ipc) {
      sink.report<diag::UnknownSysctl>(value.span, name)
          .help(
              "leave it out: containers have their own settings below `net.`, `fs.mqueue.`, and "
              "`kernel.` those of messages, semaphores and shared memory");
    }
  }
}

// ---- Names

bool is_lower_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string small_letters(std::string_view name) {
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (name)
void check_port_names(const Block& container, Sink& sink) {
  constexpr std::size_t kLongest = 64;
  for (const Block* port : container.nested("port")) {
    if (port->labels.empty() || !port->name_span.valid()) continue;
    const std::string& name = port->labels.front().text;
    if (name.empty() || (is_lower_name(name) && name.size() <= kLongest)) continue;
    const std::string better = small_letters(name);
    auto report = sink.report<diag::PortName>(port->name_span, name);
    if (is_lower_name(better) && better.size() <= kLongest)
      report.help(fmt::format("write `{}`", better))
          .repair(fmt::format("Write `{}`", better), {{port->labels.front().span, better}});
    else
      report.help("use at most 64 small letters, digits, `-` and `_`");
  }
}

bool is_name(std::string_view name) {
  constexpr std::size_t kLongest = 255;
  return !name.empty() && name.size() <= kLongest &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
         });
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (name),
// .../API_Volume.html (name)
void check_names_of(const Block& task, Sink& sink) {
  for (const std::string_view what : {"container", "volume"}) {
    for (const Block* block : task.nested(what)) {
      if (is_name(block->name)) continue;
      sink.report<diag::TaskName>(block->name_span, block->name, what)
          .help("use letters, digits, `-` and `_`");
    }
  }
}

// The X-Ray daemon listens on UDP port 2000:
// https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
void check_tracing_port(const plan::Task& task, const Block* tracing, const Block& container,
                        Sink& sink) {
  constexpr std::int64_t kDaemon = 2000;
  if (tracing == nullptr || tracing->symbol("with") == "none" ||
      task.mode == plan::NetworkMode::Bridge)
    return;
  for (const Block* port : container.nested("port")) {
    if (port->integer("container") != kDaemon || port->symbol("protocol") != "udp") continue;
    sink.report<diag::TracingPort>((*port)["container"].span, kDaemon)
        .related(tracing->span, "the daemon")
        .help("give the container another port");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
void check_reserved_ports(const plan::Task& task, const Block& container, Sink& sink) {
  if (task.launch.only(plan::Capacity::Fargate) ||
      (task.mode != plan::NetworkMode::Bridge && task.mode != plan::NetworkMode::Host))
    return;
  for (const Block* port : container.nested("port")) {
    const plan::HostPorts ports = plan::host_ports(task.mode, *port);
    if (ports.free() || port->symbol("protocol") == "udp") continue;
    const auto who = FactList("reserved-host-ports").values(std::to_string(ports.first));
    if (who.empty()) continue;
    const std::string_view field = task.mode == plan::NetworkMode::Bridge ? "host" : "container";
    sink.report<diag::ReservedHostPort>((*port)[field].span, ports.first,
                                        fmt::format("{}", fmt::join(who, " ")))
        .help("use another port");
  }
}

// ---- Size

// The bytes of a text that are known.
std::size_t known_bytes(const sema::Value& value) {
  if (const auto* text = value.get<std::string>()) return text->size();
  const auto* parts = value.get<sema::Interpolation>();
  std::size_t sum = 0;
  if (parts != nullptr) {
    for (const sema::Value& part : parts->parts) sum += known_bytes(part);
  }
  return sum;
}

std::size_t map_bytes(const sema::Value& map, std::size_t around) {
  const auto* object = map.get<sema::Object>();
  std::size_t sum = 0;
  if (object != nullptr) {
    for (const auto& [name, value] : object->entries)
      sum += around + name.size() + known_bytes(value);
  }
  return sum;
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (task definition
// size): of the JSON that is registered, what is certainly in it.
void check_definition_size(const Block& task, Sink& sink) {
  constexpr std::size_t kMost = 64 * 1024;
  const std::size_t variable = std::string_view(R"({"name":"","value":""},)").size();
  const std::size_t label = std::string_view(R"("":"",)").size();
  std::size_t bytes = 0;
  std::size_t largest = 0;
  Span span;
  for (const Block* container : task.nested("container")) {
    const std::size_t own =
        map_bytes((*container)["env"], variable) + map_bytes((*container)["labels"], label);
    std::size_t words = 0;
    for (const std::string_view field : {"command", "entrypoint"}) {
      for (const sema::Value& word : container->items(field)) words += known_bytes(word) + 3;
    }
    bytes += own + words;
    if (own + words < largest) continue;
    largest = own + words;
    span = own >= words ? (*container)["env"].span : (*container)["command"].span;
  }
  if (bytes <= kMost) return;
  sink.report<diag::TaskDefinitionSize>(span, (bytes + 1023) / 1024)
      .help("keep settings in a parameter, a secret or a file in S3, and name that");
}

// ---- Fargate's platforms

// Settings that need a certain platform version:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-linux-fargate.html
struct Feature {
  Span span;
  std::string_view text;
};

std::vector<Feature> features_of(const plan::Workload& workload) {
  std::vector<Feature> found;
  const Block& task = *workload.task->block;
  if (task.has("ephemeral")) found.push_back({task["ephemeral"].span, "`ephemeral`"});
  for (const Block* volume : task.nested("volume")) {
    if (const Block* efs = volume->only("efs"))
      found.push_back({efs->span, "a file system of EFS"});
    if (const Block* ebs = volume->only("ebs")) found.push_back({ebs->span, "a disk of EBS"});
  }
  if (workload.block->kind->name == "service" && workload.block->flag("exec"))
    found.push_back({(*workload.block)["exec"].span, "`exec`"});
  if (!workload.block->nested("expose").empty())
    found.push_back({workload.block->nested("expose").front()->span, "`expose`"});
  for (const Block* container : task.nested("container")) {
    if (!container->items("env_files").empty())
      found.push_back({(*container)["env_files"].span, "`env_files`"});
    if (container->only("linux") != nullptr && !container->only("linux")->items("add").empty())
      found.push_back({(*container->only("linux"))["add"].span, "a capability"});
    const auto* secrets = (*container)["secrets"].get<sema::Object>();
    if (secrets == nullptr) continue;
    for (const auto& [name, value] : secrets->entries) {
      if (value.get<sema::MethodCall>()) found.push_back({value.span, "a key of a secret"});
    }
  }
  return found;
}

void check_platform_version(const plan::Workload& workload, Sink& sink) {
  const Block& block = *workload.block;
  if (!block.has("platform") || !workload.on_fargate() || workload.task == nullptr) return;
  const auto* version = block["platform"].get<std::string>();
  if (version == nullptr) return;
  const Span span = block["platform"].span;
  const FactList known("platform-versions");
  const std::string_view os = workload.task->block->symbol("os") == "linux" ? "linux" : "windows";
  const auto systems = known.values(*version);
  if (std::find(systems.begin(), systems.end(), os) == systems.end()) {
    const std::string_view right = os == "linux" ? "1.4.0" : "1.0.0";
    sink.report<diag::PlatformVersion>(span, *version, os == "linux" ? "Linux" : "Windows")
        .help(fmt::format("write `platform = \"{}\"`, or leave it out", right))
        .fix(fmt::format("Write \"{}\"", right), {{span, fmt::format("\"{}\"", right)}});
    return;
  }
  if (*version != "1.3.0") return;
  const auto features = features_of(workload);
  if (features.empty()) return;
  sink.report<diag::PlatformFeature>(span, features.front().text, "1.4.0", *version)
      .related(features.front().span, "what needs it")
      .help("write `platform = \"1.4.0\"`, or leave it out")
      .fix("Write \"1.4.0\"", {{span, "\"1.4.0\""}});
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html (considerations)
void check_exec(const plan::Service& service, Sink& sink) {
  if (!service.block->flag("exec") || service.task == nullptr) return;
  for (const Block* container : service.task->block->nested("container")) {
    if (!container->flag("read_only_root")) continue;
    sink.report<diag::ExecReadOnly>((*service.block)["exec"].span, container->name)
        .related((*container)["read_only_root"].span, "its root cannot be written")
        .help("leave out `read_only_root`, or `exec`");
    return;
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html#service-connect-considerations
void check_windows_names(const plan::Service& service, Sink& sink) {
  const auto exposes = service.block->nested("expose");
  if (exposes.empty() || service.task == nullptr || service.task->block->symbol("os") == "linux")
    return;
  sink.report<diag::NotThere>(exposes.front()->span, "Service Connect", "Windows")
      .related((*service.task->block)["os"].span, "the operating system")
      .help("write `discover {}` for a name in DNS");
}

// ---- Volumes

// A file system that the program makes is empty at first:
// https://docs.aws.amazon.com/efs/latest/ug/accessing-fs-nfs-permissions.html; an access point
// makes its folder.
void check_root(const Block& efs, Sink& sink) {
  const Block* filesystem = efs.block("filesystem");
  if (filesystem == nullptr || filesystem->existing || efs.has("access") || !efs.has("root"))
    return;
  const auto* root = efs["root"].get<std::string>();
  if (root == nullptr || *root == "/") return;
  sink.report<diag::MissingRoot>(efs["root"].span, *root, filesystem->name)
      .related(filesystem->name_span, "the file system")
      .help(fmt::format("write `access data {{ path = \"{}\" }}` in the file system, and `access = "
                        "\"data\"` here",
                        *root));
}

}  // namespace

void check_settings(const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) {
    const Block* tracing = task.block->only("tracing");
    for (const Block* container : task.block->nested("container")) {
      check_env_files(*container, sink);
      if (task.launch.fargate) check_start_timeout(*container, sink);
      check_capabilities(*container, sink);
      check_sysctl(task, *container, sink);
      check_port_names(*container, sink);
      check_tracing_port(task, tracing, *container, sink);
      check_reserved_ports(task, *container, sink);
    }
    check_names_of(*task.block, sink);
    check_definition_size(*task.block, sink);
    for (const Block* volume : task.block->nested("volume")) {
      if (const Block* efs = volume->only("efs")) check_root(*efs, sink);
    }
  }
  for (const plan::Service& service : plan.services) {
    check_platform_version(service, sink);
    check_exec(service, sink);
    check_windows_names(service, sink);
  }
  for (const plan::Job& job : plan.jobs) check_platform_version(job, sink);
}

}  // namespace svc::check
