#include "plan/as_patched.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/number.h"
#include "plan/aws_values.h"
#include "plan/property_fields.h"
#include "sema/defaults.h"
#include "sema/literals.h"

namespace svc::plan {
namespace {

using sema::Block;
using sema::Value;

// ---- Values of AWS (plan/aws_values.h)

std::string small_text(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

std::optional<Value::Variant> symbol_of(const Value& value) {
  constexpr std::array<std::string_view, 24> kWords = {"host",
                                                       "task",
                                                       "bridge",
                                                       "awsvpc",
                                                       "none",
                                                       "arm64",
                                                       "x86_64",
                                                       "linux",
                                                       "tcp",
                                                       "udp",
                                                       "http",
                                                       "http2",
                                                       "grpc",
                                                       "start",
                                                       "healthy",
                                                       "complete",
                                                       "success",
                                                       "windows_2016_full",
                                                       "windows_2019_core",
                                                       "windows_2019_full",
                                                       "windows_2022_core",
                                                       "windows_2022_full",
                                                       "windows_2025_core",
                                                       "windows_2025_full"};
  const auto* text = value.get<std::string>();
  if (text == nullptr) return std::nullopt;
  std::string word = small_text(*text);
  constexpr std::string_view kServer = "windows_server_";
  if (word.starts_with(kServer)) word = "windows_" + word.substr(kServer.size());
  const auto* found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) return std::nullopt;
  return sema::Symbol{*found};
}

// "0.5 vCPU", "2 GB": the number, times the units of one.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html (cpu, memory)
std::optional<std::int64_t> with_unit(const Value& value, std::string_view unit) {
  constexpr double kUnits = 1024;
  const auto* text = value.get<std::string>();
  if (text == nullptr) return std::nullopt;
  std::string small = small_text(*text);
  if (!small.ends_with(unit)) return std::nullopt;
  small.resize(small.size() - unit.size());
  while (small.ends_with(' ')) small.pop_back();
  const auto number = read_number(small);
  return number ? std::optional(static_cast<std::int64_t>(*number * kUnits)) : std::nullopt;
}

std::optional<Value::Variant> quantity(const Value& value, Form form) {
  std::optional<std::int64_t> number = whole_number(value);
  if (!number && form == Form::Cpu) number = with_unit(value, "vcpu");
  if (!number && form == Form::Mib) number = with_unit(value, "gb");
  if (!number) return std::nullopt;
  constexpr std::int64_t kMib = 1024 * 1024;
  switch (form) {
    case Form::Mib:
      return sema::Size{*number * kMib};
    case Form::Gib:
      return sema::Size{*number * 1024 * kMib};
    case Form::Cpu:
      return sema::Cpu{*number};
    case Form::Seconds:
      return sema::Duration{*number * 1000};
    case Form::Percent:
      return sema::Percent{static_cast<double>(*number)};
    default:
      return *number;
  }
}

}  // namespace

std::optional<std::int64_t> whole_number(const Value& value) {
  if (const auto* number = value.get<std::int64_t>()) return *number;
  const auto* text = value.get<std::string>();
  if (text == nullptr) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (fault != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return number;
}

std::optional<Value::Variant> value_of_aws(const Value& value, Form form) {
  const auto* text = value.get<std::string>();
  switch (form) {
    case Form::Any:
      return value.data;
    case Form::List:
      return value.get<sema::List>() ? std::optional(value.data) : std::nullopt;
    case Form::Symbol:
      return symbol_of(value);
    case Form::Text:
      return text ? std::optional<Value::Variant>(*text) : std::nullopt;
    case Form::Word:
      if (const auto* flag = value.get<bool>()) return *flag;
      if (text == nullptr) return std::nullopt;
      return *text == "Enabled" || *text == "IMMUTABLE" || *text == "ENABLED";
    case Form::Flag: {
      const auto* flag = value.get<bool>();
      if (flag != nullptr) return *flag;
      return text && (*text == "true" || *text == "false")
                 ? std::optional<Value::Variant>(*text == "true")
                 : std::nullopt;
    }
    default:
      return quantity(value, form);
  }
}

std::optional<OutsideLimits> outside_limits(const sema::FieldDecl& field, std::string_view property,
                                            const Value& written, const Value& converted) {
  const auto limits = sema::limits_exceeded(converted, field);
  if (!limits) return std::nullopt;
  return OutsideLimits{written.span, std::string(property), sema::value_text(written), *limits};
}

// ---- Patches

namespace {

const Value* at_path(const Value& object, std::string_view path) {
  const Value* at = &object;
  while (at != nullptr && !path.empty()) {
    const auto* entries = at->get<sema::Object>();
    if (entries == nullptr) return nullptr;
    const std::size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    const auto found = std::find_if(entries->entries.begin(), entries->entries.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    at = found == entries->entries.end() ? nullptr : &found->second;
  }
  return at;
}

// The items of a list; a structure that Terraform writes as a block is one.
std::vector<const Value*> items(const Value* value) {
  std::vector<const Value*> found;
  if (value == nullptr) return found;
  if (value->get<sema::Object>() != nullptr) return {value};
  if (const auto* list = value->get<sema::List>()) {
    for (const Value& item : list->items) found.push_back(&item);
  }
  return found;
}

// The blocks that a patch of `block` changes: itself, or those within it that make the resource.
std::vector<const Block*> owners(const Block& block, std::string_view kind) {
  if (block.kind->name == kind) return {&block};
  if (kind == "task" && (block.kind->name == "service" || block.kind->name == "job")) {
    const Block* task = block.block("task");
    if (task != nullptr && !task->top_level) return {task};
  }
  std::vector<const Block*> found;
  for (const Block* nested : block.blocks) {
    if (nested->kind->name == kind) found.push_back(nested);
  }
  return found;
}

}  // namespace

class PatchApplier {
 public:
  explicit PatchApplier(AsPatched& out) : out_(out) {}

  void apply(const Block& block, const sema::Patch& patch) {
    for (const PatchField& mapping : patch_fields()) {
      if (mapping.part != patch.part || !patch.name.empty()) continue;
      const std::string_view path =
          patch.target == TargetId::Terraform ? mapping.terraform : mapping.cloudformation;
      if (path.empty()) continue;
      const Value* value = at_path(patch.properties, path);
      const auto data = value ? value_of_aws(*value, mapping.form) : std::nullopt;
      if (!data) continue;
      for (const Block* owner : owners(block, mapping.owner)) {
        const Block* target = owner;
        if (!mapping.nested.empty()) {
          target = owner->only(mapping.nested);
          if (target == nullptr) target = &add_nested(*owner, mapping.nested, value->span);
        }
        const Value converted = within_range((*target)[mapping.field], {*data, value->span, false});
        if (limits_of_aws(mapping)) note_limits(*target, mapping.field, path, *value, converted);
        set(*target, mapping.field, converted);
      }
    }
  }

  // Where a task definition must be able to run.
  void apply_launch(const Block& block, const sema::Patch& patch) {
    if (patch.part != "task_definition") return;
    const Value* list =
        at_path(patch.properties, patch.target == TargetId::Terraform ? "requires_compatibilities"
                                                                      : "RequiresCompatibilities");
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLaunches = {
        {{"FARGATE", "fargate"},
         {"EC2", "ec2"},
         {"MANAGED_INSTANCES", "managed"},
         {"EXTERNAL", "external"}}};
    sema::List launches;
    for (const Value* item : items(list)) {
      const auto* text = item->get<std::string>();
      const auto* word = std::find_if(kLaunches.begin(), kLaunches.end(), [&](const auto& one) {
        return text != nullptr && one.first == *text;
      });
      if (word == kLaunches.end()) return;
      launches.items.push_back({sema::Symbol{word->second}, item->span, false});
    }
    if (launches.items.empty()) return;
    for (const Block* task : owners(block, "task"))
      set(*task, "launch", {launches, list->span, false});
  }

  // Constraints of placement: a patch writes the list in place of svcc's own. (Strategies:
  // check/raw_services.cpp.)
  void apply_constraints(const Block& block, const sema::Patch& patch) {
    if (block.kind->name != "service" || patch.part != "service") return;
    const bool terraform = patch.target == TargetId::Terraform;
    const Value* list =
        at_path(patch.properties, terraform ? "placement_constraints" : "PlacementConstraints");
    for (const Value* item : items(list)) {
      const Value* kind = at_path(*item, terraform ? "type" : "Type");
      const Value* expression = at_path(*item, terraform ? "expression" : "Expression");
      const auto* word = kind ? kind->get<std::string>() : nullptr;
      const auto* text = expression ? expression->get<std::string>() : nullptr;
      if (word == nullptr || *word != "memberOf" || text == nullptr) continue;
      set(add_nested(block, "constrain", item->span, "member_of"), "expression",
          {*text, expression->span, false});
    }
  }

  // Properties of a capacity of instances that have a field of their own.
  void apply_capacity(const Block& block, const sema::Patch& patch) {
    const bool terraform = patch.target == TargetId::Terraform;
    const auto change = [&](std::string_view part, std::string_view path, std::string_view field,
                            Form form) {
      const Value* value = patch.part == part ? at_path(patch.properties, path) : nullptr;
      const auto data = value ? value_of_aws(*value, form) : std::nullopt;
      if (!data) return;
      for (const Block* capacity : capacities(block, patch.name))
        set(*capacity, field, {*data, value->span, false});
    };
    change("launch_template", terraform ? "instance_type" : "LaunchTemplateData.InstanceType",
           "instance", Form::Text);
    change("group", terraform ? "desired_capacity" : "DesiredCapacity", "desired", Form::Integer);
    apply_size(block, patch);
  }

 private:
  // The schemas of the targets have the limits of the others (SVC5008).
  static bool limits_of_aws(const PatchField& mapping) { return mapping.owner == "task"; }

  // A number in place of a range is where scaling begins: it can only widen the range.
  static Value within_range(const Value& own, Value patched) {
    const auto* range = own.get<sema::Range>();
    const auto* number = patched.get<std::int64_t>();
    if (range == nullptr || number == nullptr) return patched;
    return {sema::Range{std::min(range->min, *number), std::max(range->max, *number)},
            *number < range->min || *number > range->max ? patched.span : own.span, own.is_default};
  }

  void note_limits(const Block& block, std::string_view field, std::string_view property,
                   const Value& written, const Value& converted) {
    const sema::FieldDecl* decl = block.kind->field(field);
    if (auto outside = outside_limits(*decl, property, written, converted))
      out_.outside_.push_back(std::move(*outside));
  }

  // The size of an Auto Scaling group: two properties, one field.
  void apply_size(const Block& block, const sema::Patch& patch) {
    if (patch.part != "group") return;
    const bool terraform = patch.target == TargetId::Terraform;
    const Value* least = at_path(patch.properties, terraform ? "min_size" : "MinSize");
    const Value* most = at_path(patch.properties, terraform ? "max_size" : "MaxSize");
    if (least == nullptr && most == nullptr) return;
    for (const Block* capacity : capacities(block, patch.name)) {
      const Value& size = (*capacity)["size"];
      const auto* range = size.get<sema::Range>();
      const auto* number = size.get<std::int64_t>();
      sema::Range patched =
          range ? *range : sema::Range{number ? *number : 0, number ? *number : 0};
      if (const auto value = least ? whole_number(*least) : std::nullopt) patched.min = *value;
      if (const auto value = most ? whole_number(*most) : std::nullopt) patched.max = *value;
      set(*capacity, "size", {patched, (most != nullptr ? most : least)->span, false});
    }
  }

  // A patch of a cluster names the group, `web_workers`; a patch in a capacity means its own group.
  static std::vector<const Block*> capacities(const Block& block, std::string_view name) {
    if (block.kind->name != "cluster") return {&block};
    std::vector<const Block*> found;
    for (const Block* capacity : block.nested("capacity", "ec2")) {
      if (name == block.name + "_" + capacity->name) found.push_back(capacity);
    }
    return found;
  }

  // A nested block that the program leaves out, with its defaults: a patch changes them.
  const Block& add_nested(const Block& owner, std::string_view nested, Span span,
                          std::string_view label = {}) {
    Block block = owner.defaults(
        nested, label.empty() && nested == "deploy" ? std::string_view("rolling") : label);
    block.parent = &owner;
    block.span = span;
    block.name_span = span;
    block.omitted = false;
    out_.added_.push_back(std::move(block));
    auto& blocks =
        const_cast<Block&>(owner).blocks;  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    blocks.push_back(&out_.added_.back());
    out_.extended_.push_back(&blocks);
    return out_.added_.back();
  }

  void set(const Block& block, std::string_view field, Value value) {
    // The program owns its blocks and was given to be changed; they point at each other as const.
    auto& fields =
        const_cast<Block&>(block).fields;  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    for (sema::FieldValue& own : fields) {
      if (own.decl->name != field) continue;
      out_.saved_.emplace_back(&own, own.value);
      own.value = std::move(value);
      return;
    }
  }

  AsPatched& out_;
};

AsPatched::AsPatched(sema::Program& program) {
  PatchApplier applier(*this);
  for (Block& block : program.block_store) {
    if (block.kind == nullptr || block.kind->name == "raw") continue;
    for (const sema::Patch& patch : block.patches) {
      applier.apply(block, patch);
      applier.apply_capacity(block, patch);
      applier.apply_constraints(block, patch);
      applier.apply_launch(block, patch);
    }
  }
}

AsPatched::~AsPatched() {
  for (auto saved = saved_.rbegin(); saved != saved_.rend(); ++saved)
    saved->first->value = std::move(saved->second);
  for (auto blocks = extended_.rbegin(); blocks != extended_.rend(); ++blocks)
    (*blocks)->pop_back();
}

}  // namespace svc::plan
