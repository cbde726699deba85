// Writes the tables of plan/facts.h from templates/data/*. Runs when svcc is built:
// svcc_generate_data FOLDER OUTPUT
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

std::string instance_table(const std::string& folder) {
  std::ifstream in(folder + "/ec2-instance-types.json");
  if (!in) throw std::runtime_error("cannot read ec2-instance-types.json");
  // nlohmann::json keeps the members of an object sorted, which the binary search of
  // find_instance_type() needs.
  const nlohmann::json types = nlohmann::json::parse(in).at("types");
  std::string out = "constexpr InstanceType kInstanceTypes[] = {\n";
  for (const auto& [name, facts] : types.items()) {
    out += fmt::format(
        "    {{\"{}\", {}, {}, {}, {}, {}, {}}},\n", name, facts.at("vcpu").get<std::int64_t>(),
        facts.at("memory_mib").get<std::int64_t>(),
        facts.at("arch").get<std::string>() == "arm64" ? "true" : "false",
        facts.at("enis").get<std::int64_t>(), facts.value("trunked_tasks", std::int64_t{0}),
        facts.value("gpus", std::int64_t{0}));
  }
  return out + "};\n";
}

// A list of amounts, or `{ from, to, step }`.
std::vector<std::int64_t> amounts(const YAML::Node& node) {
  if (node.IsSequence()) return node.as<std::vector<std::int64_t>>();
  std::vector<std::int64_t> all;
  const auto to = node["to"].as<std::int64_t>();
  const auto step = node["step"].as<std::int64_t>();
  if (step <= 0) throw std::runtime_error("fargate-sizes.yaml: a step must be positive");
  for (auto amount = node["from"].as<std::int64_t>(); amount <= to; amount += step)
    all.push_back(amount);
  return all;
}

std::string fargate_table(const std::string& folder) {
  std::string arrays;
  std::string sizes = "constexpr FargateSize kFargateSizes[] = {\n";
  const YAML::Node file = YAML::LoadFile(folder + "/fargate-sizes.yaml");
  for (const YAML::Node& size : file["sizes"]) {
    const auto cpu = size["cpu"].as<std::int64_t>();
    arrays += fmt::format("constexpr std::int64_t kFargateMemory{}[] = {{{}}};\n", cpu,
                          fmt::join(amounts(size["memory"]), ", "));
    sizes += fmt::format("    {{{}, kFargateMemory{}, {}}},\n", cpu, cpu,
                         size["windows"] && size["windows"].as<bool>());
  }
  return arrays + sizes + "};\n";
}

std::string retention_table(const std::string& folder) {
  auto days =
      YAML::LoadFile(folder + "/log-retention.yaml")["days"].as<std::vector<std::int64_t>>();
  std::sort(days.begin(), days.end());
  return fmt::format("constexpr std::int64_t kRetentionDays[] = {{{}}};\n", fmt::join(days, ", "));
}

std::string name_table(const std::string& folder) {
  std::string out = "constexpr NameLimit kNameLimits[] = {\n";
  for (const auto& row : YAML::LoadFile(folder + "/name-limits.yaml")["limits"])
    out += fmt::format("    {{\"{}\", {}, {}}},\n", row.first.as<std::string>(),
                       row.second["most"].as<std::size_t>(),
                       row.second["shared"] && row.second["shared"].as<bool>());
  return out + "};\n";
}

std::string region_table(const std::string& folder) {
  std::string out = "constexpr Region kRegions[] = {\n";
  for (const auto& row : YAML::LoadFile(folder + "/regions.yaml")["regions"])
    out += fmt::format("    {{\"{}\", \"{}\"}},\n", row.first.as<std::string>(),
                       row.second.as<std::string>());
  return out + "};\n";
}

std::string zone_table(const std::string& folder) {
  auto zones = YAML::LoadFile(folder + "/time-zones.yaml")["zones"].as<std::vector<std::string>>();
  std::sort(zones.begin(), zones.end());
  return fmt::format("constexpr std::string_view kTimeZones[] = {{\n    \"{}\"}};\n",
                     fmt::join(zones, "\",\n    \""));
}

std::string zone_id_table(const std::string& folder) {
  std::string arrays;
  std::string rows = "constexpr RegionZones kRegionZones[] = {\n";
  std::size_t number = 0;
  for (const auto& row : YAML::LoadFile(folder + "/availability-zones.yaml")["zones"]) {
    arrays += fmt::format("constexpr std::string_view kZoneIds{}[] = {{\"{}\"}};\n", number,
                          fmt::join(row.second.as<std::vector<std::string>>(), "\", \""));
    rows += fmt::format("    {{\"{}\", kZoneIds{}}},\n", row.first.as<std::string>(), number++);
  }
  return arrays + rows + "};\n";
}

std::string iam_table(const std::string& folder) {
  std::string arrays;
  std::string services = "constexpr IamService kIamServices[] = {\n";
  std::size_t number = 0;
  for (const auto& row : YAML::LoadFile(folder + "/iam-actions.yaml")["actions"]) {
    arrays += fmt::format("constexpr std::string_view kIamActions{}[] = {{\"{}\"}};\n", number,
                          fmt::join(row.second.as<std::vector<std::string>>(), "\", \""));
    services +=
        fmt::format("    {{\"{}\", kIamActions{}}},\n", row.first.as<std::string>(), number);
    ++number;
  }
  return arrays + services + "};\n";
}

// A metric that another kind has, too, is written there only: `{ of: balancer }`.
std::string metric_table(const std::string& folder) {
  const YAML::Node file = YAML::LoadFile(folder + "/metrics.yaml");
  const auto space = [&](const std::string& kind, const std::string& type) {
    const YAML::Node node = file["namespaces"][kind];
    return (node.IsMap() ? node[type] : node).as<std::string>();
  };
  std::string out = "constexpr Metric kMetrics[] = {\n";
  for (const auto& kind : file["metrics"]) {
    const auto of = kind.first.as<std::string>();
    for (const auto& row : kind.second) {
      const auto word = row.first.as<std::string>();
      const YAML::Node other = row.second["of"];
      const YAML::Node& fact = other ? file["metrics"][other.as<std::string>()][word] : row.second;
      const auto unit = fact["unit"].as<std::string>();
      out += fmt::format("    {{\"{}\", \"{}\", Metric::Unit::{}, \"{}\", \"{}\", \"{}\"}},\n", of,
                         word,
                         unit == "percent" ? "Percent"
                         : unit == "time"  ? "Time"
                                           : "Number",
                         space(other ? other.as<std::string>() : of, "application"),
                         fact["name"].as<std::string>(), fact["statistic"].as<std::string>());
    }
  }
  out += "};\nconstexpr MetricSpace kMetricSpaces[] = {\n";
  for (const auto& kind : file["namespaces"]) {
    const auto of = kind.first.as<std::string>();
    out += fmt::format("    {{\"{}\", \"{}\", \"{}\"}},\n", of, space(of, "application"),
                       space(of, "network"));
  }
  return out + "};\n";
}

std::string text_of(const YAML::Node& node) {
  return node ? node.as<std::string>() : std::string();
}

// `Form::Mib` of `mib`.
std::string form_of(const YAML::Node& node) {
  auto word = node["form"].as<std::string>();
  word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
  return "Form::" + word;
}

std::string field_table(const std::string& folder) {
  const YAML::Node file = YAML::LoadFile(folder + "/property-fields.yaml");
  std::string out = "constexpr PatchField kPatchFields[] = {\n";
  for (const YAML::Node& row : file["patches"]) {
    out += fmt::format("    {{\"{}\", \"{}\", \"{}\", \"{}\", {}, \"{}\", \"{}\"}},\n",
                       text_of(row["part"]), text_of(row["of"]), text_of(row["in"]),
                       text_of(row["field"]), form_of(row), text_of(row["cloudformation"]),
                       text_of(row["terraform"]));
  }
  out += "};\nconstexpr DefinitionField kDefinitionFields[] = {\n";
  for (const auto& of : file["definition"]) {
    for (const auto& row : of.second)
      out += fmt::format("    {{\"{}\", \"{}\", \"{}\", {}}},\n", of.first.as<std::string>(),
                         row.first.as<std::string>(), text_of(row.second["field"]),
                         form_of(row.second));
  }
  out += "};\nconstexpr DefinitionList kDefinitionLists[] = {\n";
  for (const auto& row : file["lists"])
    out += fmt::format("    {{\"{}\", \"{}\", \"{}\", \"{}\"}},\n", row.first.as<std::string>(),
                       text_of(row.second["field"]), text_of(row.second["key"]),
                       text_of(row.second["value"]));
  return out + "};\n";
}

std::string tables(const std::string& folder) {
  return "// Made by compiler/generate/data.cpp of templates/data; do not edit.\n#include "
         "\"plan/facts.h\"\n#include \"plan/property_fields.h\"\n\nnamespace svc::plan "
         "{\nnamespace {\n\n" +
         instance_table(folder) + "\n" + fargate_table(folder) + "\n" + retention_table(folder) +
         "\n" + name_table(folder) + "\n" + region_table(folder) + "\n" + zone_id_table(folder) +
         "\n" + zone_table(folder) + "\n" + iam_table(folder) + "\n" + metric_table(folder) + "\n" +
         field_table(folder) +
         "\n}  // namespace\n\n"
         "std::span<const InstanceType> instance_types() { return kInstanceTypes; }\n"
         "std::span<const FargateSize> fargate_sizes() { return kFargateSizes; }\n"
         "std::span<const std::int64_t> log_retention_days() { return kRetentionDays; }\n"
         "std::span<const NameLimit> name_limits() { return kNameLimits; }\n"
         "std::span<const Region> regions() { return kRegions; }\n"
         "std::span<const RegionZones> region_zones() { return kRegionZones; }\n"
         "std::span<const std::string_view> time_zones() { return kTimeZones; }\n"
         "std::span<const IamService> iam_services() { return kIamServices; }\n"
         "std::span<const Metric> metrics() { return kMetrics; }\n"
         "std::span<const MetricSpace> metric_spaces() { return kMetricSpaces; }\n"
         "std::span<const PatchField> patch_fields() { return kPatchFields; }\n"
         "std::span<const DefinitionField> definition_fields() { return kDefinitionFields; }\n"
         "std::span<const DefinitionList> definition_lists() { return kDefinitionLists; }\n\n"
         "}  // namespace svc::plan\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: svcc_generate_data FOLDER OUTPUT\n", stderr);
    return 2;
  }
  try {
    const std::string text = tables(argv[1]);
    std::ofstream out(argv[2]);
    out << text;
    if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + argv[2]);
    return 0;
  } catch (const std::exception& fault) {
    fmt::print(stderr, "templates/data: {}\n", fault.what());
    return 1;
  }
}
