// The effects of a change on the people who depend on the system: lost data, interruptions, wider
// rights and network paths, refusals. Each is a class with a sentence and its source page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/consequences.h"
#include "change/plan.h"

namespace svc::diff {

// Worst first, as they are shown.
using Class = ConsequenceClass;

// `data_lost`: as JSON, --fail-on and the comments that accept one write it.
[[nodiscard]] std::string_view class_name(Class one);
// `data lost`
[[nodiscard]] std::string class_title(Class one);

struct Consequence {
  Class kind = Class::Interruption;
  std::string block;     // `service api`
  std::string sentence;  // in the program's words, so that both targets say the same
  std::string page;
  std::string address;  // of the resource; empty if it is about the whole system
  Span before;          // the line that decides it, in each side's sources
  Span after;
  std::vector<std::string> targets;  // the targets that have it
  std::string accepted;              // the reason of a `// svcc: accept` comment; empty: none
};

// All consequences of one plan, worst first.
[[nodiscard]] std::vector<Consequence> consequences(const change::Plan& plan);

// The parts, for their tests.
void resource_consequences(const change::Plan& plan, std::vector<Consequence>& found);
void value_consequences(const change::Plan& plan, const change::ResourceChange& change,
                        std::vector<Consequence>& found);
void traffic_consequences(const change::Plan& plan, std::vector<Consequence>& found);
void network_consequences(const change::Plan& plan, std::vector<Consequence>& found);
void permission_consequences(const change::Plan& plan, std::vector<Consequence>& found);

}  // namespace svc::diff
