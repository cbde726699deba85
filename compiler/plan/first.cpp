// What a program's first deployment lacks: images and secrets that its tasks need at their start.
// No deployment can create those with a value.
#include <algorithm>
#include <array>

#include "plan/images.h"
#include "plan/parts.h"
#include "sema/field_reads.h"

namespace svc::plan {
namespace {

bool created(const Block* block, std::string_view kind) {
  return block != nullptr && !block->existing && block->kind->name == kind;
}

// The builds of all pipelines, each with its pipeline.
struct Built {
  const Block* pipeline = nullptr;
  const Block* build = nullptr;
};

Built built(const sema::Program& program, const sema::Value& image) {
  for (const Block* pipeline : program.created("pipeline")) {
    const Block* build = build_of(program, *pipeline, pipeline->nested("build", "image"), image);
    if (build != nullptr) return {pipeline, build};
  }
  return {};
}

class Collector {
 public:
  Collector(const sema::Program& program, First& first) : program_(program), first_(first) {}

  void add(const Workload& workload) {
    if (workload.task == nullptr) return;
    const Block& task = *workload.task->block;
    for (const Block* container : task.nested("container")) add(*container, workload);
    if (const Block* tracing = task.only("tracing")) add(*tracing, workload);
  }

 private:
  void add(const Block& container, const Workload& workload) {
    const sema::Value& image = container["image"];
    if (created(repository_of(image), "repository")) {
      const Built by = built(program_, image);
      first_.images.push_back({&container, &workload, by.pipeline, by.build});
    }
    read(container);
  }

  // The secrets that ECS reads for the container, wherever it names them.
  void read(const Block& block) {
    for (const sema::FieldValue& field : every_field(block, sema::Every::Reference)) {
      if (field.decl->name != "image") read(field.value);
    }
    for (const Block* nested : block.blocks) read(*nested);
  }

  void read(const sema::Value& value) {
    if (const auto* block = value.get<const Block*>()) return note(*block, nullptr);
    if (const auto* call = value.get<sema::MethodCall>())
      return note(call->block, call->arguments.empty() ? nullptr : &call->arguments.get().front());
    if (const auto* object = value.get<sema::Object>()) {
      for (const auto& [name, entry] : object->entries) read(entry);
    }
  }

  void note(const Block* secret, const sema::Value* key) {
    if (!created(secret, "secret") || secret->only("generate") != nullptr) return;
    const auto found =
        std::find_if(first_.secrets.begin(), first_.secrets.end(),
                     [&](const First::Secret& other) { return other.block == secret; });
    First::Secret& one =
        found != first_.secrets.end() ? *found : first_.secrets.emplace_back(First::Secret{secret});
    const auto* text = key == nullptr ? nullptr : key->get<std::string>();
    if (text != nullptr && std::find(one.keys.begin(), one.keys.end(), *text) == one.keys.end())
      one.keys.push_back(*text);
  }

  const sema::Program& program_;
  First& first_;
};

}  // namespace

void plan_first(const sema::Program& program, Plan& plan) {
  Collector collector(program, plan.first);
  for (const Service& service : plan.services) collector.add(service);
  for (const Job& job : plan.jobs) collector.add(job);
}

}  // namespace svc::plan
