// The nodes of a block, by their role in the lowering of other blocks.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

namespace svc::lower {

// The role of a node in the block that made it.
enum class PartKind : std::uint8_t {
  Main,  // the main resource of the block: the service, not its log group
  Activation,
  Associations,
  DeadLetter,
  DeployApplication,
  DeployGroup,
  DeployPolicy,
  DeployRole,
  Discovery,
  DiskRole,
  DnsNamespace,
  EndpointSecurityGroup,
  ExecLogs,
  ExecutionPolicy,
  ExecutionRole,
  Gateway,
  HookPolicy,
  HookRole,
  InboundRule,  // that several services share, by its name
  InfrastructurePolicy,
  InfrastructureRole,
  InstanceGroup,
  InstanceOutbound,
  InstanceProfile,
  InstanceRole,
  InstanceSecurityGroup,
  Listener,  // by its port
  LogGroup,
  ManagedProfile,
  ManagedRole,
  MountTarget,   // several
  OutboundRule,  // that several services share, by its name
  Policy,
  Role,
  Rule,         // of a route on a listener, by the port of the listener
  SecretValue,  // by the key that is read; empty: the whole secret
  SecurityGroup,
  StarterPolicy,  // by the service that starts the job
  StarterRole,    // by the service that starts the job
  TargetGroup,
  TargetGroupGreen,
  TaskPolicy,
  TaskRole,
  TrafficRole,
  Trunking,
  WayOut,  // several, by the subnet group that they lead out of
};

// One part of a block. The index or the name tells parts of one kind apart.
struct Part {
  PartKind kind = PartKind::Main;
  std::int64_t index = 0;
  std::string name{};

  Part(PartKind which) : kind(which) {}  // NOLINT(google-explicit-constructor): most parts are one
  Part(PartKind which, std::int64_t number) : kind(which), index(number) {}
  Part(PartKind which, std::string which_one) : kind(which), name(std::move(which_one)) {}

  // An order for maps. (libc++ 14 has no <=> for std::string.)
  friend bool operator<(const Part& a, const Part& b) {
    return std::tie(a.kind, a.index, a.name) < std::tie(b.kind, b.index, b.name);
  }
};

}  // namespace svc::lower
