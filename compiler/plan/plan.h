// Program → Plan: the decisions that follow from the program as a whole and that both the checks
// and the lowering need.
//
// Statements of a single block are in the Program. Decisions that need the whole system (the range
// of each subnet, the listener and target of each request, the platform of each task) are made
// here, once, the same for every target. If no decision is possible, a diagnostic says why.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "plan/across.h"
#include "plan/conditions.h"
#include "plan/indexed.h"
#include "sema/program.h"

namespace svc::plan {

using sema::Block;

// ---- Networks
// ----------------------------------------------------------------------------------------------------------------------------

enum class Access : std::uint8_t { Public, Private, Isolated };
enum class Nat : std::uint8_t { None, Single, PerZone };

struct Subnet {
  std::string group;  // "public", "private", or the label of the `subnets` block
  Access access{};
  int zone = 0;  // from 0
  std::string cidr;
  Span span;                             // the source of the range
  const sema::Value* written = nullptr;  // that of the program; null: svcc worked the range out
};

struct SubnetGroup {
  std::string name;
  Access access{};
  const Block* block = nullptr;  // null for the two that exist without being written
  Span span;
};

struct Network {
  const Block* block = nullptr;
  int zones = 0;
  std::vector<std::string>
      zone_ids;       // `euw1-az1`, one for each zone; empty if the region or its zones are unknown
  std::string cidr;   // of the VPC
  bool ipv6 = false;  // it has an IPv6 range as well
  Nat nat = Nat::None;  // None also if no private subnets need it
  std::vector<SubnetGroup>
      groups;  // in the order written; if none are written, public before private
  std::vector<Subnet>
      subnets;  // by group, then zone; of a network that exists already none is known
  // Its groups can be used: no fault has kept it from being divided.
  [[nodiscard]] bool usable() const {
    return !subnets.empty() || (block->existing && !groups.empty());
  }
  [[nodiscard]] const SubnetGroup* group(std::string_view name) const;
  [[nodiscard]] const SubnetGroup* group(Access access) const;  // the first with that access
  // The default subnets of tasks and instances: the first private group, else the first public one,
  // else any. Null only without subnets.
  [[nodiscard]] const SubnetGroup* default_group() const;
};

// An `endpoint` block.
struct Endpoint {
  const Block* block = nullptr;
  const Network* network = nullptr;
  const SubnetGroup* group = nullptr;  // its group of subnets
  std::string service;  // the last word of the name of a service of AWS, "ecr.api"; empty: of
                        // a third party, or known only at deployment
  bool private_dns = false;
};

struct Filesystem {
  const Block* block = nullptr;
  const Network* network = nullptr;
  const SubnetGroup* group = nullptr;  // its group of subnets
};

// ---- Balancers and routes
// ------------------------------------------------------------------------------------------------------------------

enum class Protocol : std::uint8_t { Http, Https, Tcp, Tls, Udp };

struct Listener {
  std::int64_t port = 0;
  Protocol protocol{};
  const Block* certificate = nullptr;    // of Https
  std::optional<std::int64_t> redirect;  // the HTTPS port that receives every redirect
  const Block* answer =
      nullptr;  // the `default` block: the answer to requests without a route; null: 404
  const Block* test_of =
      nullptr;  // the service with the deploy block that needs this test listener, else null
  Span span;
};

struct Balancer {
  const Block* block = nullptr;
  const Network* network = nullptr;
  bool internal = false;
  bool layer4 = false;              // a Network Load Balancer
  bool ipv6 = false;                // it has addresses of IPv6, too
  std::string group;                // its subnet group
  std::vector<Listener> listeners;  // by port
  std::string physical_name;        // `<app>-<environment>-<name>`: AWS allows 32 letters
};

// One `route` block: the source of requests, and the container that gets them.
struct Route {
  const Block* block = nullptr;
  const Block* service = nullptr;
  const Balancer* balancer = nullptr;
  const Block* container = nullptr;
  std::int64_t port = 0;               // the container's port
  const Block* port_block = nullptr;   // that port: a number and the listener's protocol
  Conditions conditions;               // as written; a route without any takes every path
  std::int64_t priority = 0;           // the same on each of its listeners, unique there
  std::vector<std::size_t> listeners;  // indices into balancer->listeners: those with this rule
                                       // (redirecting and test listeners are not among them)
  std::optional<std::size_t> test_listener;
  // The names of its resources depend on the route alone, never on other routes: on its name if it
  // has one, else on its balancer, container and port.
  std::string target_group;  // routes of a service with one name share the target group
  std::string rule_suffix;   // of its rules: the route's name, or a hash of its conditions
};

// ---- Tasks and services
// ------------------------------------------------------------------------------------------------------------------

// The capacity of tasks: Fargate, the EC2 instances of an Auto Scaling group, instances that ECS
// manages, or servers outside AWS (ECS Anywhere).
enum class Capacity : std::uint8_t { Fargate, Ec2, Managed, External };

struct Launch {
  bool fargate = false;
  bool ec2 = false;
  bool managed = false;
  bool external = false;
  [[nodiscard]] bool allows(Capacity capacity) const;
  [[nodiscard]] bool only(Capacity capacity) const;
  void add(Capacity capacity);
};

// The network modes of containers:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
enum class NetworkMode : std::uint8_t { Awsvpc, Bridge, Host, None };

struct Task {
  const Block* block = nullptr;
  std::string name;  // of a top-level task its own; of an inline one the service's
  Launch launch;     // where it must be able to run
  NetworkMode mode{};
  std::vector<const Block*> services;     // that use it
  std::vector<const Block*> named_ports;  // ports that others call by a name, so they need a name
                                          // even if the program gives none
};

// The name of a port in a task definition: its label, or a generated name.
[[nodiscard]] std::string port_name(const Block& container, const Block& port);

// The ports of its instance that a container's port may be given: of a port that names none on the
// host, any that Docker finds free.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort: the
// ephemeral range of Linux)
struct HostPorts {
  std::int64_t first = 0;
  std::int64_t last = 0;
  [[nodiscard]] bool free() const { return first != last; }
};
[[nodiscard]] HostPorts host_ports(NetworkMode mode, const Block& port);

struct CapacityShare {
  std::string provider;  // "fargate", "fargate_spot", "external" or the label of a capacity of
                         // instances of the cluster
  Capacity kind{};
  const Block* instances = nullptr;  // that capacity block for Ec2 and Managed, else null
  std::int64_t base = 0;
  std::int64_t weight = 0;
  Span span;
};

enum class Controller : std::uint8_t { Ecs, CodeDeploy };
// All except Rolling start the new version next to the old one and shift the traffic from one
// target group to the other.
enum class Strategy : std::uint8_t { Rolling, BlueGreen, Canary, Linear };

// Something that runs tasks: a service or a job.
struct Workload {
  const Block* block = nullptr;
  const Task* task = nullptr;
  const Block* cluster = nullptr;
  const Network* network = nullptr;
  std::string group;  // the subnet group of its tasks
  std::vector<CapacityShare>
      capacity;  // its own capacity or the cluster's default; empty: neither is set, so Fargate
  // The platform it runs on: only one, because a strategy that mixes them is an error.
  [[nodiscard]] Capacity runs_on() const;
  [[nodiscard]] bool on_fargate() const { return runs_on() == Capacity::Fargate; }
  // Its tasks have network interfaces and security groups of their own. Otherwise those of the
  // instance apply.
  [[nodiscard]] bool own_interface() const {
    return task != nullptr && task->mode == NetworkMode::Awsvpc;
  }
};

// Whether it is a daemon that names no capacity: ECS starts it on every instance of the cluster
// that its constraints allow, whatever the cluster's default is.
[[nodiscard]] bool takes_any_instance(const Workload& workload);

// One `expose` block: a port that the services of the cluster call by a name (Service Connect).
struct Exposure {
  const Block* block = nullptr;
  std::string port;        // the name of the port in the task definition
  std::string name;        // for its callers
  std::int64_t alias = 0;  // the port for its callers
};

// A port and the container that has it.
struct ContainerPort {
  const Block* container = nullptr;
  const Block* port = nullptr;
};

struct Service : Workload {
  std::int64_t min = 0;
  std::int64_t max = 0;  // equal to min if the count is a number
  bool scaled = false;   // autoscaling moves the count
  Controller controller{};
  Strategy strategy{};
  const Block* deploy = nullptr;  // its `deploy` block, or null
  std::vector<const Route*> routes;
  std::vector<Exposure> exposes;
  std::optional<ContainerPort> discovered;  // the port that its `srv` records in DNS name
  // The services that it calls through Service Connect. Its tasks know only those that were there
  // before them.
  std::vector<const Service*> calls;
  // The `deploy` block of a pipeline that releases it: the pipeline, and not the deployment of the
  // program, decides which image runs. Null without one.
  const Block* released_by = nullptr;
  [[nodiscard]] bool in_namespace() const { return !exposes.empty() || !calls.empty(); }
};

struct Job : Workload {
  // The polling interval for a task with an EBS volume, in seconds; 0 if Step Functions itself
  // waits for the task, or the job has no `timeout`.
  std::int64_t look_every = 0;
};

// What the tasks lack in a first deployment, because repositories and secrets of the program are
// created empty.
struct First {
  struct Image {
    const Block* container = nullptr;  // a `container` or `tracing` block
    const Workload* workload = nullptr;
    const Block* pipeline = nullptr;  // that builds it, or null …
    const Block* build = nullptr;     // … and its block
  };
  struct Secret {
    const Block* block = nullptr;
    std::vector<std::string> keys;  // that tasks read, each once; empty: the whole
  };
  std::vector<Image> images;    // in the order of services, then jobs
  std::vector<Secret> secrets;  // each once
  // Services and jobs can be held until they are filled.
  [[nodiscard]] bool in_two_steps() const { return !images.empty() || !secrets.empty(); }
};

struct Plan {
  Indexed<Network> networks;
  Indexed<Filesystem> filesystems;  // that the program makes
  Indexed<Endpoint> endpoints;
  Indexed<Balancer> balancers;
  std::vector<Route> routes;  // in the order of the program
  Indexed<Task> tasks;        // in the order of the program
  Indexed<Service> services;
  Indexed<Job> jobs;
  // Every top-level block except services, jobs, tasks, alarms and pipelines, each after the blocks
  // that it refers to; otherwise in the order of the program.
  std::vector<const Block*> order;
  First first;
  // What crosses to and from other environments. Set once those are analysed, after make_plan().
  Across across;
  std::map<const Block*, std::vector<CapacityShare>>
      cluster_defaults;  // each cluster's default strategy

  [[nodiscard]] const Network* network(const Block* block) const;
  [[nodiscard]] const Balancer* balancer(const Block* block) const;
  [[nodiscard]] const Task* task(const Block* block) const;
  [[nodiscard]] const Service* service(const Block* block) const;

  Plan() = default;
  Plan(Plan&&) = default;  // pointers between the parts stay good: vectors move their storage
  Plan& operator=(Plan&&) = default;
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
};

// `Fargate`, `EC2 instances` …: its name in messages.
[[nodiscard]] std::string_view capacity_text(Capacity capacity);

// The volume of a task that is a disk of EBS, or null. AWS allows one.
[[nodiscard]] const Block* disk_of(const Block& task);

// Whether ECS can move tasks so that all zones have equally many:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
[[nodiscard]] bool can_rebalance(const Service& service);

// The DNS name of a service with a `discover` block, without the namespace of its cluster.
[[nodiscard]] std::string discovery_name(const Service& service);

// The port that others use to call a service by name: of its only `expose` block, else of its
// `discover` block. Nothing without one, or if several ports are possible.
[[nodiscard]] std::optional<std::int64_t> called_port(const Service& service);

// Makes the decisions. The program must be free of errors. Problems (overlapping ranges, a route
// without a container …) go to the sink; the affected parts of the plan are then incomplete, and
// the plan must not be lowered.
[[nodiscard]] Plan make_plan(const sema::Program& program, Sink& sink);

}  // namespace svc::plan
