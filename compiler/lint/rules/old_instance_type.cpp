// Instances of a previous generation.
#include <algorithm>
#include <array>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// https://aws.amazon.com/ec2/previous-generation/, with the successors that AWS names there, and
// the two most used older families with a cheaper successor
// (https://aws.amazon.com/ec2/pricing/on-demand/: t3.medium costs less than t2.medium, m7i.large is
// faster than m4.large at the same price).
struct Generation {
  std::string_view family;
  std::string_view successor;
};
constexpr std::array<Generation, 11> kPrevious = {{{"t1", "t3"},
                                                   {"t2", "t3"},
                                                   {"m1", "m7i"},
                                                   {"m2", "r7i"},
                                                   {"m3", "m7i"},
                                                   {"m4", "m7i"},
                                                   {"c1", "c7i"},
                                                   {"c3", "c7i"},
                                                   {"cc2", "c7i"},
                                                   {"r3", "r7i"},
                                                   {"i2", "i4i"}}};

void check_old_instance_type(const sema::Program& program, const plan::Plan& /*plan*/, Sink& sink) {
  for (const Block* cluster : program.blocks) {
    if (cluster->kind->name != "cluster" || cluster->existing) continue;
    for (const Block* capacity : cluster->nested("capacity", "ec2")) {
      const sema::Value& instance = (*capacity)["instance"];
      const auto* type = instance.get<std::string>();
      if (type == nullptr) continue;
      const std::string_view family = std::string_view(*type).substr(0, type->find('.'));
      const auto* const old =
          std::find_if(kPrevious.begin(), kPrevious.end(),
                       [family](const Generation& g) { return g.family == family; });
      if (old == kPrevious.end()) continue;
      sink.report<diag::OldInstanceType>(instance.span, family)
          .help(fmt::format("`{}` instances do more for the same price, or the same for less",
                            old->successor))
          .tag(Tag::Deprecated);
    }
  }
}

}  // namespace

constinit const Rule old_instance_type = {
    .code = diag::OldInstanceType::code,
    .about =
        "Instances of an earlier generation do less for their price, and regions that open do not "
        "have them.",
    .program = check_old_instance_type,
};

}  // namespace svc::lint::rules
