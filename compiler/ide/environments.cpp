#include "ide/environments.h"

#include <fmt/format.h>

#include <algorithm>

namespace svc::ide {

std::vector<InEnvironment> in_environments(const LiveProgram& program, Span header) {
  std::vector<InEnvironment> all;
  for (const auto& environment : program.environments()) {
    InEnvironment one{environment.get(), {}};
    for (const sema::Block& block : environment->checked.program.block_store) {
      if (block.span == header) one.blocks.push_back(&block);
    }
    all.push_back(std::move(one));
  }
  return all;
}

namespace {

bool contains(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

// `cart` is the value itself, `cart.busy` a part of it.
bool is_part(std::string_view name, std::string_view instance) {
  return name.starts_with(instance) &&
         (name.size() == instance.size() || name[instance.size()] == '.');
}

}  // namespace

const sema::Instantiation* instance_of(const sema::Program& program, Span block,
                                       std::string_view name) {
  const sema::Instantiation* found = nullptr;
  for (const sema::Instantiation& one : program.instantiations) {
    const bool here = contains(one.body, block) && is_part(name, one.name) && !one.places.empty();
    if (here && (found == nullptr || one.name.size() > found->name.size())) found = &one;
  }
  return found;
}

MadeBy::MadeBy(const sema::Program& program, Span member) : member_(member) {
  for (const sema::Instantiation& one : program.instantiations) {
    if (!one.places.empty() && contains(member, one.places.front())) instances_.push_back(one.name);
  }
}

bool MadeBy::operator()(const graph::Node& node) const {
  if (contains(member_, node.span)) return true;
  const std::string_view owner = std::string_view(node.owner).substr(node.owner.find(' ') + 1);
  return std::any_of(instances_.begin(), instances_.end(),
                     [owner](std::string_view one) { return is_part(owner, one); });
}

std::vector<Named> by_environment(const std::vector<Named>& values) {
  std::vector<Named> all;
  std::vector<Named> seen;
  for (const Named& value : values) {
    const bool known = std::any_of(seen.begin(), seen.end(), [&](const Named& other) {
      return other.environment == value.environment && other.text == value.text;
    });
    if (known) continue;
    seen.push_back(value);
    const auto same = std::find_if(all.begin(), all.end(), [&](const Named& other) {
      return other.environment == value.environment;
    });
    if (same == all.end())
      all.push_back(value);
    else
      same->text += " / " + value.text;
  }
  return all;
}

std::string differences(const std::vector<Named>& values) {
  if (values.size() < 2 || std::all_of(values.begin(), values.end(), [&](const Named& v) {
        return v.text == values.front().text;
      }))
    return {};
  std::string out;
  for (const Named& value : values)
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", value.environment, value.text);
  return out;
}

namespace {

void flatten(const sema::Block& block, const std::string& path, std::vector<std::string>& out) {
  for (const sema::FieldValue& field : block.fields) {
    const auto* inner = field.value.get<const sema::Block*>();
    if (inner != nullptr && (*inner)->parent == &block)
      flatten(**inner, path + std::string(field.decl->name) + ".", out);
    else if (field.value.present())
      out.push_back(
          fmt::format("{}{} = {}", path, field.decl->name, sema::value_text(field.value)));
  }
  for (const sema::Grant& grant : block.grants) {
    std::string text = path + (grant.allow ? "allow" : "deny");
    for (const sema::Value& action : grant.actions) text += " " + sema::value_text(action);
    for (const sema::Value& resource : grant.resources) text += " " + sema::value_text(resource);
    out.push_back(text);
  }
  for (const sema::Block* nested : block.blocks) {
    std::string name(nested->decl->name);
    for (const sema::LabelValue& label : nested->labels) name += " " + label.text;
    out.push_back(path + name);
    flatten(*nested, path + name + ".", out);
  }
}

}  // namespace

std::vector<std::string> flat(const sema::Block& block) {
  std::vector<std::string> out;
  flatten(block, "", out);
  return out;
}

}  // namespace svc::ide
