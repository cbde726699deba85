#include <unistd.h>

#include "base/version.h"
#include "cli/artifacts.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "lsp/server.h"

namespace svc::cli {

void add_lsp(CLI::App& app, Command& chosen) {
  CLI::App* command = app.add_subcommand(
      "lsp", "Serve an editor: the language server, on standard input and output");
  command->footer(
      "Editors start it themselves; editors/README.md says how to set each of them up.");
  command->add_flag_callback(
      "--stdio", [] {},
      "Use standard input and output, as always; accepted because editors pass it");
  command->callback([&chosen] {
    chosen = [] {
      static const Disk disk;
      static const lsp::Shell shell{
          .disk = disk, .write = write_artifacts, .version = std::string(version())};
      return lsp::serve(STDIN_FILENO, STDOUT_FILENO, shell);
    };
  });
}

}  // namespace svc::cli
