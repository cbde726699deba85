// `svcc ask`.
#pragma once

#include "cli/commands.h"

namespace svc::cli {

// Adds the subcommand, as those of commands.h.
void add_ask(CLI::App& app, Command& chosen);

}  // namespace svc::cli
