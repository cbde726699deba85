// The subnets of file systems.
#include "plan/parts.h"

namespace svc::plan {

void plan_filesystems(const sema::Program& program, Plan& plan, Sink& sink) {
  for (const Block* block : program.created("filesystem")) {
    Filesystem filesystem;
    filesystem.block = block;
    filesystem.network = plan.network(block->clause("network"));
    if (filesystem.network && filesystem.network->usable()) {
      filesystem.group = block->has("subnets")
                             ? require_group(*filesystem.network, block->text("subnets"),
                                             (*block)["subnets"].span, sink)
                             : filesystem.network->default_group();
    }
    plan.filesystems.push_back(filesystem);
  }
}

}  // namespace svc::plan
