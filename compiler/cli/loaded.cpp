#include "cli/loaded.h"

#include <algorithm>

#include "cli/report.h"
#include "driver/graphs.h"

namespace svc::cli {

bool show_errors(const driver::Engine& engine) {
  if (!engine.has_errors()) return false;
  std::vector<Diagnostic> errors = engine.diagnostics();
  std::erase_if(errors, [](const Diagnostic& d) { return d.severity != Severity::Error; });
  show(errors, engine.sources(), engine.hidden(), Format::Text);
  return true;
}

Result<LoadedPrograms> load_programs(const Disk& disk, const std::string& path,
                                     const std::string& environment) {
  const Result<std::vector<driver::Found>> programs = driver::find_programs(disk, path);
  if (!programs) return Failure{programs.error()};
  const std::optional<std::string> wanted =
      environment.empty() ? std::nullopt : std::optional(environment);
  LoadedPrograms loaded;
  for (const driver::Found& program : programs.value()) {
    driver::Settings settings = program.settings();
    settings.policies.clear();  // who looks for what breaks a rule has to see the program
    LoadedProgram one{
        program, std::make_unique<driver::Engine>(disk, program.path, std::move(settings)), {}};
    one.engine->read();
    if (one.engine->unreadable()) return Failure{program.unreadable(*one.engine->unreadable())};
    one.graphs = driver::graphs(*one.engine, wanted);
    loaded.errors = show_errors(*one.engine) || loaded.errors;
    loaded.programs.push_back(std::move(one));
  }
  return loaded;
}

}  // namespace svc::cli
