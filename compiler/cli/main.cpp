#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "cli/commands.h"

namespace {

// CLI11 gives each sort of wrong use a status of its own; ours are four (docs/language.md).
int usage_status(const CLI::App& app, const CLI::ParseError& error) {
  const int status = app.exit(error);
  return status == 0 ? svc::cli::kFine : svc::cli::kCannotRun;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"svcc compiles .svc programs, which describe services on Amazon ECS, to CloudFormation and Terraform.", "svcc"};
  app.set_version_flag("--version", "svcc " SVCC_VERSION);
  app.require_subcommand(1);
  app.footer("Start with:\n  svcc check app.svc\n  svcc build app.svc --env prod -o out\n  svcc fmt app.svc");

  svc::cli::Command command;
  svc::cli::add_build(app, command);
  svc::cli::add_check(app, command);
  svc::cli::add_fmt(app, command);
  try {
    app.parse(argc, argv);
    const int status = command();
    if (std::fflush(stdout) != 0) {  // a full disk or a closed pipe behind a redirection
      fmt::print(stderr, "svcc: cannot write to standard output\n");
      return svc::cli::kCannotRun;
    }
    return status;
  } catch (const CLI::ParseError& error) {
    return usage_status(app, error);
  } catch (const std::exception& error) {
    fmt::print(stderr, "svcc: internal error: {}\nThis is a bug of the compiler; please report it with the program that shows it.\n", error.what());
    return svc::cli::kCompilerBug;
  }
}
