// A table without point-in-time recovery, in production.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_unrecoverable_table(const sema::Program& program, const plan::Plan& /*plan*/,
                               Sink& sink) {
  if (!in_production(program)) return;
  for (const Block* table : program.blocks) {
    if (table->kind->name != "table" || table->existing || table->flag("recovery")) continue;
    sink.report<diag::UnrecoverableTable>((*table)["recovery"].span, table->name)
        .help("leave `recovery` out: DynamoDB then keeps 35 days to go back to");
  }
}

}  // namespace

constinit const Rule unrecoverable_table = {
    .code = diag::UnrecoverableTable::code,
    .about =
        "What a faulty release writes over cannot be had back without it. "
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
        "Point-in-time-recovery.html",
    .program = check_unrecoverable_table,
};

}  // namespace svc::lint::rules
