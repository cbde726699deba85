// AWS facts for plans and checks: the tables generated from templates/data/*.
//
// Everything here is constant data, which compiler/generate/data.cpp writes into facts_tables.cpp
// at build time. Each file of templates/data names its source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace svc::plan {

struct InstanceType {
  std::string_view name;
  std::int64_t vcpu = 0;
  std::int64_t memory_mib = 0;
  bool arm64 = false;           // else x86_64
  std::int64_t interfaces = 0;  // network interfaces that the instance can have, its own among them
  std::int64_t trunked_tasks =
      0;  // awsvpc tasks that it can hold with ENI trunking; 0: it cannot trunk
  std::int64_t gpus = 0;
};

// Sorted by name.
[[nodiscard]] std::span<const InstanceType> instance_types();
// That type, or null.
[[nodiscard]] const InstanceType* find_instance_type(std::string_view name);

// One CPU size of Fargate and its memory sizes in MiB, ascending.
struct FargateSize {
  std::int64_t cpu = 0;
  std::span<const std::int64_t> memory;
  bool windows = false;  // also for tasks of Windows
};

// Sorted by cpu.
[[nodiscard]] std::span<const FargateSize> fargate_sizes();
// That size, or null.
[[nodiscard]] const FargateSize* find_fargate_size(std::int64_t cpu);

// The largest number of characters in the AWS name of a kind's resource.
struct NameLimit {
  std::string_view kind;
  std::size_t most = 0;
  bool shared = false;  // two blocks may have the same name
};
// The limit of a kind, or null if AWS does not see its name.
[[nodiscard]] const NameLimit* find_name_limit(std::string_view kind);
// All of them.
[[nodiscard]] std::span<const NameLimit> name_limits();

// The retention periods of CloudWatch Logs in days, ascending.
[[nodiscard]] std::span<const std::int64_t> log_retention_days();

// The ids of the availability zones of a region; zones that support everything come first. Empty if
// unknown.
[[nodiscard]] std::span<const std::string_view> zone_ids(std::string_view region);
struct RegionZones {
  std::string_view region;
  std::span<const std::string_view> ids;
};
[[nodiscard]] std::span<const RegionZones> region_zones();

// The names of time zones, in alphabetical order.
[[nodiscard]] std::span<const std::string_view> time_zones();

// ---- For editors: names to offer. They are not used for checks. ----

struct Region {
  std::string_view name;   // `eu-west-1`
  std::string_view place;  // `Europe (Ireland)`
};
[[nodiscard]] std::span<const Region> regions();

// The names of the actions of one service that a policy can allow: `SendMessage` of `sqs`.
struct IamService {
  std::string_view prefix;
  std::span<const std::string_view> actions;
};
[[nodiscard]] std::span<const IamService> iam_services();

// A metric that an alarm may watch, as the language calls it, and as CloudWatch does.
struct Metric {
  enum class Unit : std::uint8_t { Percent, Time, Number };
  std::string_view of;  // the kind that has it, `queue`
  std::string_view name;
  Unit unit{};
  std::string_view space;      // CloudWatch's namespace, `AWS/SQS`
  std::string_view aws_name;   // its name there
  std::string_view statistic;  // that an alarm uses if it names none
};
// Sorted by kind, then by name.
[[nodiscard]] std::span<const Metric> metrics();
// The metrics of a kind; empty for a kind without any.
[[nodiscard]] std::vector<std::string_view> metrics_of(std::string_view kind);
// That metric of a kind, or null.
[[nodiscard]] const Metric* find_metric(std::string_view kind, std::string_view name);

// The namespace of the metrics that AWS keeps of a kind.
struct MetricSpace {
  std::string_view of;
  std::string_view name;
  std::string_view layer4;  // of a Network Load Balancer; of other kinds, the same as `name`
};
[[nodiscard]] std::span<const MetricSpace> metric_spaces();

}  // namespace svc::plan
