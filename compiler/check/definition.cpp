#include "check/definition.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "check/json_text.h"
#include "check/subjects.h"
#include "plan/aws_values.h"
#include "plan/property_fields.h"
#include "sema/defaults.h"

namespace svc::check {
namespace {

using sema::Value;

// The member under its name in CloudFormation, in the JSON of ECS, or in Terraform.
const Value* any_case(const Value& object, std::string_view name) {
  if (const Value* value = member(object, name)) return value;
  std::string small(name);
  bool first = true;
  for (char& c : small) {
    if (first) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    first = c == '.';
  }
  if (const Value* value = member(object, small)) return value;
  std::string snake;
  for (const char c : name) {
    const bool capital = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (capital && !snake.empty() && snake.back() != '.') snake += '_';
    snake += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return member(object, snake);
}

// The items of a list; a structure that Terraform writes as a block is one item.
std::vector<const Value*> items_in_definition(const Value* value) {
  std::vector<const Value*> found;
  if (value == nullptr) return found;
  if (const auto* list = value->get<sema::List>()) {
    for (const Value& item : list->items) found.push_back(&item);
  } else if (value->get<sema::Object>() != nullptr) {
    found.push_back(value);
  }
  return found;
}

std::string text_at(const Value& object, std::string_view name) {
  const Value* value = any_case(object, name);
  const auto text = value ? text_of(*value) : std::nullopt;
  return text.value_or("");
}

// Builds the blocks of a definition.
class DefinitionBuilder {
 public:
  DefinitionBuilder(sema::Program& store, std::vector<plan::OutsideLimits>& outside)
      : store_(store), outside_(outside) {}

  // A nested block. Its label is also its name.
  Block& nested(Block& parent, std::string_view name, Span span, std::string label = {},
                Span label_span = {}) {
    const auto& blocks = parent.kind->blocks;
    const auto decl = std::find_if(blocks.begin(), blocks.end(),
                                   [&](const sema::BlockDecl& d) { return d.name == name; });
    Block& block = sema::add_default_block(store_, *decl->body, span);
    block.decl = &*decl;
    block.parent = &parent;
    block.name = label.empty() ? std::string(name) : label;
    block.name_span = label_span.valid() ? label_span : span;
    if (!label.empty()) block.labels.push_back({std::move(label), nullptr, block.name_span});
    parent.blocks.push_back(&block);
    return block;
  }

  static void set(Block& block, std::string_view field, Value::Variant data, Span span) {
    for (sema::FieldValue& own : block.fields) {
      if (own.decl->name != field) continue;
      own.value = {std::move(data), span, false};
      return;
    }
  }

  // Sets the fields of a block of this name from a structure.
  void fill(Block& block, const Value& object, std::string_view name) {
    for (const plan::DefinitionField& f : plan::definition_fields()) {
      if (f.of != name) continue;
      const Value* value = any_case(object, f.property);
      const auto data = value ? plan::value_of_aws(*value, f.form) : std::nullopt;
      if (!data) continue;
      set(block, f.field, *data, value->span);
      // A limit of -1 means none:
      // https://docs.docker.com/reference/cli/docker/container/run/#ulimit
      if (block.decl != nullptr && block.decl->name == "ulimit") continue;
      if (auto outside = plan::outside_limits(*block.kind->field(f.field), f.property, *value,
                                              {*data, value->span, false}))
        outside_.push_back(std::move(*outside));
    }
  }

  void container(Block& task, const Value& object) {
    const Value* name = any_case(object, "Name");
    Block& block =
        nested(task, "container", object.span, text_at(object, "Name"), name ? name->span : Span{});
    fill(block, object, "container");
    add_variables(block, object);
    add_network(block, object);
    add_kernel(block, object);
    add_logs(block, object);
    for (const Value* item : items_in_definition(any_case(object, "MountPoints"))) {
      const Value* path = any_case(*item, "ContainerPath");
      if (path == nullptr || text_at(*item, "SourceVolume").empty()) continue;
      fill(nested(block, "mount", item->span, text_at(*item, "ContainerPath"), path->span), *item,
           "mount");
    }
    if (const Value* health = any_case(object, "HealthCheck"))
      fill(nested(block, "health", health->span), *health, "health");
  }

  void volume(Block& task, const Value& object) {
    const Value* name = any_case(object, "Name");
    Block& block =
        nested(task, "volume", object.span, text_at(object, "Name"), name ? name->span : Span{});
    fill(block, object, "volume");
    if (const Value* path = any_case(object, "HostPath"))  // Terraform
      if (const auto text = text_of(*path)) set(block, "host", *text, path->span);
    if (const Value* docker = any_case(object, "DockerVolumeConfiguration"))
      nested(block, "docker", docker->span);
    const Value* efs = any_case(object, "EFSVolumeConfiguration");
    if (efs == nullptr) efs = any_case(object, "EfsVolumeConfiguration");
    if (efs != nullptr) nested(block, "efs", efs->span);
  }

 private:
  // An object with a value for each item that has a name: variables, secrets, settings.
  static void add_map(Block& block, std::string_view field, const Value* list, std::string_view key,
                      std::string_view value) {
    if (list == nullptr) return;
    sema::Object object;
    for (const Value* item : items_in_definition(list)) {
      const Value* of = any_case(*item, value);
      std::string name = text_at(*item, key);
      if (!name.empty()) object.entries.emplace_back(std::move(name), of != nullptr ? *of : *item);
    }
    if (!object.entries.empty()) set(block, field, std::move(object), list->span);
  }

  static void add_list(Block& block, std::string_view field, const Value* list,
                       std::string_view item_name) {
    if (list == nullptr) return;
    sema::List values;
    for (const Value* item : items_in_definition(list)) {
      if (const Value* of = any_case(*item, item_name)) values.items.push_back(*of);
    }
    if (!values.items.empty()) set(block, field, std::move(values), list->span);
  }

  static void add_variables(Block& block, const Value& object) {
    for (const plan::DefinitionList& list : plan::definition_lists()) {
      const Value* items = any_case(object, list.property);
      if (list.key.empty())
        add_list(block, list.field, items, list.value);
      else
        add_map(block, list.field, items, list.key, list.value);
    }
    if (const Value* labels = any_case(object, "DockerLabels");
        labels != nullptr && labels->get<sema::Object>() != nullptr)
      set(block, "labels", *labels->get<sema::Object>(), labels->span);
    for (sema::FieldValue& own : block.fields) {
      auto* conditions =
          own.decl->name == "depends_on" ? std::get_if<sema::Object>(&own.value.data) : nullptr;
      if (conditions == nullptr) continue;
      sema::Object words;
      for (const auto& [name, value] : conditions->entries) {
        const auto word = plan::value_of_aws(value, plan::Form::Symbol);
        words.entries.emplace_back(name, word ? Value{*word, value.span} : value);
      }
      own.value.data = std::move(words);
    }
  }

  void add_network(Block& block, const Value& object) {
    for (const Value* item : items_in_definition(any_case(object, "PortMappings"))) {
      const Value* number = any_case(*item, "ContainerPort");
      if (number == nullptr || !plan::value_of_aws(*number, plan::Form::Integer)) continue;
      const Value* name = any_case(*item, "Name");
      fill(nested(block, "port", item->span, text_at(*item, "Name"), name ? name->span : Span{}),
           *item, "port");
    }
  }

  void add_kernel(Block& block, const Value& object) {
    for (const Value* item : items_in_definition(any_case(object, "Ulimits"))) {
      const Value* soft = any_case(*item, "SoftLimit");
      const Value* hard = any_case(*item, "HardLimit");
      if (soft == nullptr || hard == nullptr || !plan::value_of_aws(*soft, plan::Form::Integer) ||
          !plan::value_of_aws(*hard, plan::Form::Integer))
        continue;
      fill(nested(block, "ulimit", item->span, text_at(*item, "Name")), *item, "ulimit");
    }
    for (const Value* item : items_in_definition(any_case(object, "ResourceRequirements"))) {
      const Value* count = any_case(*item, "Value");
      const auto number = count ? plan::value_of_aws(*count, plan::Form::Integer) : std::nullopt;
      if (number && text_at(*item, "Type") == "GPU") set(block, "gpu", *number, count->span);
    }
    const Value* parameters = any_case(object, "LinuxParameters");
    if (parameters == nullptr) return;
    Block& linux = nested(block, "linux", parameters->span);
    fill(linux, *parameters, "linux");
    for (const auto& [property, field] :
         {std::pair("Capabilities.Add", "add"), std::pair("Capabilities.Drop", "drop")}) {
      const Value* rights = any_case(*parameters, property);
      const auto* list = rights ? rights->get<sema::List>() : nullptr;
      if (list != nullptr) set(linux, field, *list, rights->span);
    }
    for (const Value* item : items_in_definition(any_case(*parameters, "Tmpfs")))
      nested(linux, "tmpfs", item->span, text_at(*item, "ContainerPath"));
    for (const Value* item : items_in_definition(any_case(*parameters, "Devices")))
      nested(linux, "device", item->span, text_at(*item, "HostPath"));
  }

  void add_logs(Block& block, const Value& object) {
    if (const Value* router = any_case(object, "FirelensConfiguration"))
      nested(block, "firelens", router->span);
    const Value* logs = any_case(object, "LogConfiguration");
    if (logs == nullptr) return;
    const std::string driver = text_at(*logs, "LogDriver");
    // Drivers that the language does not have are not judged.
    const std::string_view known = driver == "awslogs"       ? "awslogs"
                                   : driver == "awsfirelens" ? "firelens"
                                   : driver == "splunk"      ? "splunk"
                                                             : "";
    if (known.empty()) return;
    Block& own = nested(block, "logs", logs->span);
    set(own, "driver", sema::Symbol{known}, any_case(*logs, "LogDriver")->span);
    const Value* options = any_case(*logs, "Options");
    if (options != nullptr && options->get<sema::Object>() != nullptr)
      set(own, "options", *options->get<sema::Object>(), options->span);
    add_map(own, "secrets", any_case(*logs, "SecretOptions"), "Name", "ValueFrom");
  }

  sema::Program& store_;
  std::vector<plan::OutsideLimits>& outside_;
};

void replace_properties(DefinitionBuilder& builder, Block& task, const Value& properties) {
  builder.fill(task, properties, "task");
  const auto without = [&](std::string_view name) {
    std::erase_if(task.blocks, [&](const Block* b) { return b->decl->name == name; });
  };
  const Document containers(any_case(properties, "ContainerDefinitions"));
  if (containers.value() != nullptr && containers.value()->get<sema::List>() != nullptr) {
    without("container");
    for (const Value* item : items_in_definition(containers.value()))
      builder.container(task, *item);
  }
  const Value* volumes = any_case(properties, "Volumes");
  if (volumes == nullptr) volumes = any_case(properties, "Volume");
  if (volumes != nullptr) {
    without("volume");
    for (const Value* item : items_in_definition(volumes)) builder.volume(task, *item);
  }
  const Value* constraints = any_case(properties, "PlacementConstraints");
  if (constraints != nullptr) {
    without("constrain");
    for (const Value* item : items_in_definition(constraints)) {
      Block& block = builder.nested(task, "constrain", item->span, "member_of");
      const Value* expression = any_case(*item, "Expression");
      if (const auto text = expression ? text_of(*expression) : std::nullopt)
        DefinitionBuilder::set(block, "expression", *text, expression->span);
    }
  }
}

plan::NetworkMode mode_in_definition(const Block& task) {
  const std::string_view mode = task.symbol("network_mode");
  return mode == "awsvpc" ? plan::NetworkMode::Awsvpc
         : mode == "host" ? plan::NetworkMode::Host
         : mode == "none" ? plan::NetworkMode::None
                          : plan::NetworkMode::Bridge;
}

// Where the definition says that it must be able to run; empty if it does not say.
plan::Launch launch_in_definition(const Value* compatibilities) {
  plan::Launch launch;
  for (const Value* item : items_in_definition(compatibilities)) {
    const std::string word = text_of(*item).value_or("");
    if (word == "FARGATE") launch.fargate = true;
    if (word == "EC2") launch.ec2 = true;
    if (word == "EXTERNAL") launch.external = true;
    if (word == "MANAGED_INSTANCES") launch.managed = true;
  }
  return launch;
}

}  // namespace

Definition::Definition(const Raw& raw) {
  Block& block = sema::add_default_block(store_, *sema::find_kind("task"), raw.block->span);
  block.name = raw.block->name;
  block.name_span = raw.block->name_span;
  // ECS has Docker's bridge where a definition names no mode.
  DefinitionBuilder::set(block, "network_mode", sema::Symbol{"bridge"}, raw.block->span);
  DefinitionBuilder builder(store_, outside_);
  replace_properties(builder, block, *raw.properties);
  task_.block = &block;
  task_.name = block.name;
  task_.launch = launch_in_definition(any_case(*raw.properties, "RequiresCompatibilities"));
  task_.mode = mode_in_definition(block);
}

Definition::Definition(const plan::Task& task, const sema::Patch& patch) : task_(task) {
  Block& block = store_.block_store.emplace_back(*task.block);
  DefinitionBuilder builder(store_, outside_);
  replace_properties(builder, block, patch.properties);
  task_.block = &block;
  task_.mode = mode_in_definition(block);
}

}  // namespace svc::check
