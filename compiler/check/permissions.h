// What a task's role may do, as far as the program says.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "plan/plan.h"

namespace svc::check {

class Permissions {
 public:
  explicit Permissions(const plan::Task& task);

  // The program says everything: the role is made of its `allow` lines alone.
  [[nodiscard]] bool known() const { return known_; }
  // A grant that allows, on that block, one of the verbs of its kind or one of the AWS actions;
  // null if there is none. A resource given as text counts as the block if it can mean it.
  [[nodiscard]] const sema::Grant* find(const sema::Block& target,
                                        std::initializer_list<std::string_view> verbs,
                                        std::initializer_list<std::string_view> actions) const;
  // A grant allows anything at all on the block, or an action of that service on resources that are
  // written in words.
  [[nodiscard]] bool touches(const sema::Block& target, std::string_view service) const;
  // A grant allows one of the AWS actions, on any resource.
  [[nodiscard]] bool allows(std::initializer_list<std::string_view> actions) const;
  [[nodiscard]] const std::vector<const sema::Grant*>& grants() const { return grants_; }

 private:
  std::vector<const sema::Grant*> grants_;
  bool known_ = true;
};

// The grant that allows to publish to a topic which hands everything on to the queue; else null.
[[nodiscard]] const sema::Grant* publishes_to(const sema::Block& queue, const Permissions& rights);

// Whether a grant's resource value means the block: it names it, reads its ARN, or contains its
// ARN.
[[nodiscard]] bool is_about(const sema::Value& resource, const sema::Block& block);

// The AWS service of a kind's verbs, `sqs` for queue; empty for a kind without verbs.
[[nodiscard]] std::string_view service_of(const sema::Block& block);

}  // namespace svc::check
