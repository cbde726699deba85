// A task definition in the words of a target, read as a `task` block. So one set of rules judges
// the tasks of the language, raw task definitions, and patches of task definitions.
#pragma once

#include <vector>

#include "check/properties.h"
#include "plan/aws_values.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::check {

class Definition {
 public:
  // A `raw` task definition.
  explicit Definition(const Raw& raw);
  // A task with the properties of a patch in place of its own.
  Definition(const plan::Task& task, const sema::Patch& patch);
  Definition(const Definition&) = delete;
  Definition& operator=(const Definition&) = delete;

  // The task; properties that are known only at deployment are not in it.
  [[nodiscard]] const plan::Task& task() const { return task_; }
  // The properties that ECS does not take.
  [[nodiscard]] const std::vector<plan::OutsideLimits>& outside() const { return outside_; }

 private:
  std::vector<plan::OutsideLimits> outside_;
  sema::Program store_;  // owns the blocks
  plan::Task task_;
};

}  // namespace svc::check
