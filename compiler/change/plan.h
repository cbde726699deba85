// The effect of a deployment when one document of an environment replaces another: which resources
// are added, changed in place, replaced, removed or moved, their order, and what AWS or the target
// refuses. It needs no account: the rules are those of templates/change.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emit/document.h"

namespace svc::change {

enum class Action : std::uint8_t { Add, Update, Replace, Remove, Move };
[[nodiscard]] std::string_view action_text(Action action);

// One property that differs.
struct PropertyChange {
  std::string path;    // `Scheme`, `ContainerDefinitions[api].Image`
  std::string before;  // on one line; empty if it did not exist
  std::string after;
  Span before_span;  // in the sources of each side
  Span after_span;
  bool replaces = false;     // the resource is replaced for it
  bool conditional = false;  // … where the service cannot change it in place
  bool follows = false;      // the same reference, to a resource that is replaced
};

// Why a deployment cannot be carried out.
struct Refusal {
  std::string sentence;
  std::string page;
};

struct ResourceChange {
  Action action = Action::Update;
  const emit::Record* before = nullptr;  // in the compared documents; null: it does not exist
  const emit::Record* after = nullptr;
  std::string moved_from;  // the address that it had
  std::vector<PropertyChange> properties;
  bool conditional = false;   // replaced only for properties that AWS may change in place
  bool create_first = false;  // the replacement exists before the old one is deleted
  bool retained = false;      // the old one stays, outside of the stack or state
  bool tags_only = false;
  std::vector<Refusal> refused;

  [[nodiscard]] const emit::Record& record() const { return after != nullptr ? *after : *before; }
  // Whether the old resource is deleted (and not kept).
  [[nodiscard]] bool deletes() const {
    return (action == Action::Remove || action == Action::Replace) && !retained;
  }
};

// A parameter, an output or a tag of the whole document that differs.
struct SettingChange {
  std::string what;  // `parameter`, `output`, `tag`
  std::string name;
  std::string before;
  std::string after;
  bool added = false;
  bool removed = false;
  Span before_span;
  Span after_span;
};

struct Plan {
  emit::Document before;  // under the addresses of the later document
  emit::Document after;
  std::vector<ResourceChange> changes;  // in the order of the later document, removed ones last
  std::vector<SettingChange> settings;
  std::size_t to_other_stacks = 0;  // resources of both documents that are in different stacks

  [[nodiscard]] bool empty() const { return changes.empty() && settings.empty(); }
  [[nodiscard]] const ResourceChange* find(std::string_view address) const;
};

// Compares two documents of the same target.
[[nodiscard]] Plan make_plan(emit::Document before, emit::Document after);

}  // namespace svc::change
