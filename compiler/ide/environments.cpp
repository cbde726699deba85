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

std::string differences(const std::vector<Named>& values) {
  if (values.size() < 2 || std::all_of(values.begin(), values.end(), [&](const Named& v) { return v.text == values.front().text; })) return {};
  std::string out;
  for (const Named& value : values) out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", value.environment, value.text);
  return out;
}

namespace {

void flatten(const sema::Block& block, const std::string& path, std::vector<std::string>& out) {
  for (const sema::FieldValue& field : block.fields) {
    const auto* inner = field.value.get<const sema::Block*>();
    if (inner != nullptr && (*inner)->parent == &block) flatten(**inner, path + std::string(field.decl->name) + ".", out);
    else if (field.value.present()) out.push_back(fmt::format("{}{} = {}", path, field.decl->name, sema::value_text(field.value)));
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
