#include "lower/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

#include "base/overloaded.h"
#include "base/rounding.h"
#include "plan/names.h"

namespace svc::lower {

namespace {

// The top-level block that contains a nested one. Its title shows users the owner of a resource.
const sema::Block& outermost(const sema::Block& block) {
  const sema::Block* current = &block;
  while (!current->top_level && current->parent != nullptr) current = current->parent;
  return *current;
}

// A name of the program (`orders`, `api.web`, `eu-jobs`) in a form that both targets accept in an
// address.
std::string address(std::string_view name) {
  std::string result;
  for (const char c : name) result += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return result;
}

// 60% is 60, 0.5% is 0.5.
graph::Value number(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  if (static_cast<double>(whole) == value) return whole;
  return value;
}

// Numbers inside a text. Decimal numbers are formatted here, because emitters might format them
// differently.
graph::Value as_text(graph::Value value) {
  const double* decimal = value.get<double>();
  return decimal == nullptr ? std::move(value)
                            : graph::Value(fmt::format("{}", *decimal)).at(value.span);
}

// Values derived from deploy-time values. Lists with known parts are resolved here.
graph::Value made_of(sema::Derived::Form form, std::vector<graph::Value> of) {
  using Form = sema::Derived::Form;
  if (form == Form::Json) return graph::json(std::move(of.front()));
  if (form == Form::Base64) return graph::base64(std::move(of.front()));
  if (form == Form::Range)
    return graph::map({{"min", std::move(of[0])}, {"max", std::move(of[1])}});
  const auto* list = of.front().get<graph::List>();
  if (list == nullptr) return graph::Taken{std::move(of)};
  if (form == Form::Item)
    return list->items.at(
        static_cast<std::size_t>(*of[1].get<std::int64_t>()));  // check/network.cpp: there is one
  std::vector<graph::Value> parts;
  for (const graph::Value& item : list->items) {
    if (!parts.empty()) parts.push_back(of[1]);
    parts.push_back(item);
  }
  return graph::concat(std::move(parts));
}

// ---- Parameters
// ---------------------------------------------------------------------------------------------------------------------------

graph::Parameter::Type parameter_type(const sema::Type& type) {
  using Form = sema::TypeAlternative::Form;
  if (type.alternatives.empty()) return graph::Parameter::Type::String;
  const sema::TypeAlternative& first = type.alternatives.front();
  if (first.form == Form::List) return graph::Parameter::Type::List;
  if (first.form != Form::Scalar) return graph::Parameter::Type::String;
  switch (first.scalar) {
    case sema::Scalar::Bool:
      return graph::Parameter::Type::Bool;
    case sema::Scalar::Int:
    case sema::Scalar::Number:
    case sema::Scalar::Duration:
    case sema::Scalar::Size:
    case sema::Scalar::Percent:
    case sema::Scalar::Cpu:
    case sema::Scalar::Port:
      return graph::Parameter::Type::Number;
    case sema::Scalar::Any:
    case sema::Scalar::String:
    case sema::Scalar::Cidr:
    case sema::Scalar::Ip:
    case sema::Scalar::Range:
    case sema::Scalar::Name:
    case sema::Scalar::Arn:
    case sema::Scalar::Image:
    case sema::Scalar::Schedule:
      return graph::Parameter::Type::String;
  }
  return graph::Parameter::Type::String;
}

constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60 * 1000;  // ms

// Bounds are given in milliseconds and bytes, values are handed over in the unit of the target.
double scale_of(const sema::Parameter& parameter) {
  const sema::Type& type = parameter.type;
  if (type.alternatives.empty()) return 1;
  if (type.alternatives.front().scalar == sema::Scalar::Duration)
    return parameter.unit == sema::Parameter::Unit::Days ? static_cast<double>(kDay) : 1000;
  if (type.alternatives.front().scalar == sema::Scalar::Size) return 1024.0 * 1024.0;
  return 1;
}

graph::Value amount(const Context& context, const sema::Parameter& parameter,
                    const sema::Value& value) {
  const auto* duration = value.get<sema::Duration>();
  return duration != nullptr && parameter.unit == sema::Parameter::Unit::Days
             ? graph::Value(divided_up(duration->milliseconds, kDay)).at(value.span)
             : context.value(value);
}

// The unit of a number that the deployment is asked for.
sema::Parameter::Unit unit_of(const sema::Parameter& parameter) {
  using Unit = sema::Parameter::Unit;
  if (parameter.unit != Unit::None || parameter.type.alternatives.empty()) return parameter.unit;
  if (parameter.type.alternatives.front().form != sema::TypeAlternative::Form::Scalar)
    return Unit::None;
  switch (parameter.type.alternatives.front().scalar) {
    case sema::Scalar::Duration:
      return Unit::Seconds;
    case sema::Scalar::Size:
      return Unit::Mebibytes;
    case sema::Scalar::Cpu:
      return Unit::CpuUnits;
    case sema::Scalar::Percent:
      return Unit::Percent;
    default:
      return Unit::None;
  }
}

// The documentation comment, and what the number is counted in.
std::string description_of(const sema::Parameter& parameter) {
  const sema::Parameter::Unit unit = unit_of(parameter);
  if (unit == sema::Parameter::Unit::None) return parameter.doc;
  std::string text = parameter.doc;
  if (!text.empty()) text += text.back() == '.' ? " " : ". ";
  return text + fmt::format("In {}.", sema::unit_text(unit));
}

std::vector<graph::Value> allowed_values(const Context& context, const sema::Parameter& parameter) {
  std::vector<graph::Value> values;
  for (const sema::Value& value : parameter.allowed)
    values.push_back(amount(context, parameter, value));
  for (const sema::TypeAlternative& alternative : parameter.type.alternatives) {
    if (alternative.form == sema::TypeAlternative::Form::Symbol)
      values.emplace_back(alternative.name);
  }
  return values;
}

// A pattern that all values of a type match, for params that are set at deployment. Empty if there
// is none. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
std::string_view type_pattern(const sema::Type& type) {
  if (type.alternatives.size() != 1 || type.optional) return {};
  const sema::TypeAlternative& only = type.alternatives.front();
  const bool list = only.form == sema::TypeAlternative::Form::List;
  if (list) return only.element == nullptr ? std::string_view() : type_pattern(*only.element);
  if (only.form != sema::TypeAlternative::Form::Scalar) return {};
  if (only.scalar == sema::Scalar::Arn) return "arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+";
  if (only.scalar == sema::Scalar::Cidr) return "[0-9a-fA-F.:]+/[0-9]{1,3}";
  if (only.scalar == sema::Scalar::Ip) return "[0-9a-fA-F.:]+";
  return {};
}

// What it must look like: as the program says, else as its type and the fields that it gives do.
std::string_view pattern_of(const sema::Parameter& parameter) {
  if (!parameter.pattern.empty()) return parameter.pattern;
  const auto& alternatives = parameter.type.alternatives;
  const bool range = !alternatives.empty() && alternatives.front().scalar == sema::Scalar::Cidr &&
                     alternatives.front().form == sema::TypeAlternative::Form::Scalar;
  if (!parameter.given.valid() || !range) return type_pattern(parameter.type);
  return parameter.ipv6 ? "[0-9a-fA-F.]*:[0-9a-fA-F:.]*/[0-9]{1,3}" : "[0-9.]+/[0-9]{1,2}";
}

graph::Parameter lower_parameter(const Context& context, const sema::Parameter& parameter) {
  const double unit = scale_of(parameter);
  graph::Parameter result;
  result.name = parameter.name;
  result.type = parameter_type(parameter.type);
  result.description = description_of(parameter);
  if (parameter.value.present() && !parameter.secret)
    result.value = amount(context, parameter, parameter.value);
  if (parameter.given.valid() && parameter.assumed.present())
    result.assumed = amount(context, parameter, parameter.assumed);
  if (parameter.min) result.min = *parameter.min / unit;
  if (parameter.max) result.max = *parameter.max / unit;
  result.pattern = pattern_of(parameter);
  result.allowed = allowed_values(context, parameter);
  result.secret = parameter.secret;
  result.span = parameter.span;
  return result;
}

// What has no name of its own shows this tag in the console: of EC2, EFS and Auto Scaling.
bool shows_name_tag(std::string_view kind) {
  return kind.starts_with("ec2_") || kind.starts_with("efs_") || kind.starts_with("autoscaling_");
}

// What costs nothing: no bill needs to know whose it is.
bool is_free(std::string_view kind) {
  constexpr std::array<std::string_view, 6> kFree = {
      "ec2_internet_gateway", "ec2_route_table", "ec2_security_group",
      "ec2_subnet",           "ec2_vpc",         "iam_role"};
  return std::find(kFree.begin(), kFree.end(), kind) != kFree.end();
}

std::string text_or_empty(const sema::Value& value) {
  const auto* text = value.get<std::string>();
  return text == nullptr ? std::string() : *text;
}

}  // namespace

Context::Context(const sema::Program& p, const plan::Plan& decisions, const Sources& files)
    : program(p), plan(decisions), sources(files) {
  if (program.app == nullptr) throw std::logic_error("lowering a program without an app");
  graph.app = program.app->name;
  graph.ways = program.ways;
  graph.environment = program.environment;
  graph.description = program.app->doc;
  graph.region = text_or_empty(program.region);
  graph.account = text_or_empty(program.account);
  if (program.app->span.valid()) graph.source = sources[program.app->span.file].name();
  for (const sema::Parameter* parameter : program.parameters)
    graph.parameters.add(lower_parameter(*this, *parameter));
  for (const auto& [key, tag] : program.tags) graph.tags.emplace_back(key, value(tag));
  graph.tags.emplace_back("svc:app", graph.app);
  if (!graph.environment.empty()) graph.tags.emplace_back("svc:environment", graph.environment);
}

graph::NodeId Context::add(std::string_view kind, std::string_view name, const sema::Block& owner) {
  graph::Node added;
  added.kind = kind;
  added.name = address(name);
  added.owner = outermost(owner).title();
  added.span = owner.span;
  if (graph::takes_tags(kind)) {
    graph::Value tags = graph::map({
        {"Name", shows_name_tag(kind) ? graph::Value(physical_name(name)) : graph::Value()},
        {"svc:block", is_free(kind) ? graph::Value() : graph::Value(added.owner)},
    });
    if (!tags.get<graph::Map>()->entries.empty()) set(added, "tags", std::move(tags));
  }
  return graph.nodes.add(std::move(added));
}

void Context::remember(const sema::Block& block, Part part, graph::NodeId node) {
  if (part.kind == PartKind::Main) graph.nodes[node].main = true;
  parts_[{&block, std::move(part)}].push_back(node);
}

graph::NodeId Context::part(const sema::Block& block, const Part& part) const {
  const std::vector<graph::NodeId>& all = parts(block, part);
  if (all.empty())
    throw std::logic_error(
        fmt::format("{} has no part {} yet", block.title(), static_cast<int>(part.kind)));
  return all.front();
}

const std::vector<graph::NodeId>& Context::parts(const sema::Block& block, const Part& part) const {
  static const std::vector<graph::NodeId> none;
  const auto found = parts_.find({&block, part});
  return found == parts_.end() ? none : found->second;
}

bool Context::has_part(const sema::Block& block, const Part& part) const {
  return !parts(block, part).empty();
}

void Context::define_attribute(const sema::Block& block, std::string_view attribute,
                               graph::Value value) {
  attributes_[{&block, std::string(attribute)}] = std::move(value);
}

graph::Value Context::attribute(const sema::Block& block, std::string_view attribute) const {
  const auto found = attributes_.find({&block, std::string(attribute)});
  if (found != attributes_.end()) return found->second;
  if (graph::Value late = late_attribute(*this, block, attribute); !late.absent()) return late;
  return graph::Ref{part(block, PartKind::Main), std::string(attribute)};
}

graph::Value Context::given(const sema::Parameter& parameter) const {
  const auto& all = program.parameters;
  const auto found = std::find(all.begin(), all.end(), &parameter);
  if (found == all.end())
    throw std::logic_error("a value names a parameter that the program does not list");
  return graph::ParamRef{graph::ParameterId{static_cast<std::uint32_t>(found - all.begin())}};
}

graph::Value Context::given_or(const sema::Value& value, graph::Value known) const {
  if (value.given != nullptr) known = given(*value.given);
  return std::move(known).at(value.span);
}

graph::Value Context::value(const sema::Value& from) const {
  if (from.given != nullptr) return given(*from.given).at(from.span);
  const auto many = [&](const std::vector<sema::Value>& values) {
    std::vector<graph::Value> result;
    for (const sema::Value& each : values) result.push_back(value(each));
    return result;
  };
  graph::Value result = std::visit(
      overloaded{
          [](std::monostate) { return graph::Value(); },
          [](sema::ErrorValue) { return graph::Value(); },
          [](bool flag) { return graph::Value(flag); },
          [](std::int64_t whole) { return graph::Value(whole); },
          [](double decimal) { return graph::Value(decimal); },
          [](const std::string& text) { return graph::Value(text); },
          [](sema::Symbol symbol) { return graph::Value(symbol.name); },
          [](sema::Duration duration) {
            return graph::Value(divided_up(duration.milliseconds, 1000));
          },
          [](sema::Size size) { return graph::Value(divided_up(size.bytes, 1024 * 1024)); },
          [](sema::Percent percent) { return number(percent.value); },
          [](sema::Cpu cpu) { return graph::Value(cpu.units); },
          [](const sema::Cidr& cidr) { return graph::Value(cidr.text); },
          [&](const sema::Range& range) {
            return graph::map({{"min", lower_end(range)}, {"max", upper_end(range)}});
          },
          [&](const sema::List& values) { return graph::list(many(values.items)); },
          [&](const sema::Object& object) {
            graph::Map entries;
            for (const auto& [key, entry] : object.entries)
              entries.entries.emplace_back(key, value(entry));
            return graph::Value(std::move(entries));
          },
          // If a resource itself is meant, AWS wants its ARN.
          [&](const sema::Block* block) { return attribute(*block, "arn"); },
          [&](sema::ParameterRef ref) { return given(*ref.parameter); },
          [](sema::Pseudo pseudo) {
            switch (pseudo) {
              case sema::Pseudo::Region:
                return graph::Value(graph::Pseudo::Region);
              case sema::Pseudo::AccountId:
                return graph::Value(graph::Pseudo::AccountId);
              case sema::Pseudo::Partition:
                return graph::Value(graph::Pseudo::Partition);
            }
            throw std::logic_error("unknown pseudo value");
          },
          [&](const sema::AttributeRef& ref) { return attribute(*ref.block, ref.attribute); },
          [&](const sema::MethodCall& call) { return lower_method(*this, call); },
          [&](const sema::Interpolation& text) {
            std::vector<graph::Value> parts;
            for (graph::Value& part : many(text.parts)) parts.push_back(as_text(std::move(part)));
            return graph::concat(std::move(parts));
          },
          [&](const sema::Derived& derived) { return made_of(derived.form, many(derived.of)); },
      },
      from.data);
  return std::move(result).at(from.span);
}

graph::Value Context::lower_end(const sema::Range& range) const {
  return range.low == nullptr ? graph::Value(range.min) : given(*range.low);
}

graph::Value Context::upper_end(const sema::Range& range) const {
  return range.high == nullptr ? graph::Value(range.max) : given(*range.high);
}

graph::Value Context::range_of(const plan::Network& network) const {
  const sema::Value& written = (*network.block)["cidr"];
  return written.given == nullptr ? graph::Value(network.cidr) : given(*written.given);
}

std::pair<graph::Value, graph::Value> Context::ends(const sema::Value& value) const {
  if (const auto* range = value.get<sema::Range>())
    return {lower_end(*range).at(value.span), upper_end(*range).at(value.span)};
  const graph::Value same = this->value(value);
  return {same, same};
}

graph::Value Context::while_running(graph::Value running, graph::Value held) const {
  const auto* one = running.get<std::int64_t>();
  const auto* other = held.get<std::int64_t>();
  const bool same = one != nullptr && other != nullptr && *one == *other;
  if (!graph.first || same) return running;
  return graph::choice(graph.first->running, std::move(running), std::move(held));
}

std::string Context::physical_name(std::string_view suffix) const {
  return physical_name_in(graph.environment, suffix);
}

std::string Context::physical_name_in(std::string_view environment, std::string_view suffix) const {
  return plan::physical_name(graph.app, environment, suffix);
}

}  // namespace svc::lower
