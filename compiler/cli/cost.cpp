#include "cli/cost.h"

#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "cli/loaded.h"
#include "cli/report.h"
#include "cli/usage.h"
#include "cost/render.h"

namespace svc::cli {

namespace {

struct CostOptions {
  std::string path;
  std::string environment;
  std::string region;
  CostFiles files;
  std::string write_usage;
  std::string format = "text";
  bool resources = false;
};

std::vector<cost::Shown> estimates(std::vector<LoadedProgram>& programs, const CostBasis& basis,
                                   const std::string& region) {
  std::vector<cost::Shown> shown;
  for (LoadedProgram& program : programs) {
    for (graph::Graph& graph : program.graphs) {
      if (graph.region.empty()) graph.region = region;
      shown.push_back({cost::estimate(graph, cost::prices_for(graph, basis.prices), basis.usage),
                       &program.engine->sources()});
    }
  }
  return shown;
}

std::vector<cost::Estimate> all_of(const std::vector<cost::Shown>& shown) {
  std::vector<cost::Estimate> all;
  for (const cost::Shown& one : shown) all.push_back(one.estimate);
  return all;
}

// Without a region there are no prices. A region without built-in prices needs a file.
bool complain_of_regions(const std::vector<cost::Shown>& shown, const CostBasis& basis) {
  for (const cost::Shown& one : shown) {
    const std::string& region = one.estimate.region;
    if (region.empty())
      return complain(fmt::format("the region of {} is decided by the deployment; say of which one "
                                  "the prices are: --region eu-west-1",
                                  one.estimate.app)),
             true;
    const bool own = std::any_of(basis.prices.begin(), basis.prices.end(),
                                 [&](const cost::Prices& p) { return p.region() == region; });
    if (cost::prices_of(region).empty() && !own)
      complain(
          fmt::format("svcc carries no prices of {}; `scripts/fetch-prices {}` writes a file "
                      "for --prices",
                      region, region));
  }
  return false;
}

int write_usage(const CostOptions& options, const std::vector<cost::Shown>& shown) {
  const std::string text = cost::usage_to_fill(all_of(shown));
  if (options.write_usage == "-") return fmt::print("{}", text), kFine;
  if (std::ifstream(options.write_usage).good())
    return complain(options.write_usage, "it exists already, and may hold amounts of yours"),
           kCannotRun;
  std::ofstream out(options.write_usage, std::ios::binary);
  out << text;
  if (!out.flush()) return complain(options.write_usage, "it cannot be written"), kCannotRun;
  fmt::print(stderr, "wrote {}\n", options.write_usage);
  return kFine;
}

int run_cost(const CostOptions& options) {
  const Disk disk;
  const Result<CostBasis> basis = read_cost_files(disk, options.files);
  if (!basis) return complain(basis.error()), kCannotRun;
  Result<LoadedPrograms> loaded = load_programs(disk, options.path, options.environment);
  if (!loaded) return complain(loaded.error()), kCannotRun;
  LoadedPrograms all = std::move(loaded).value();
  if (all.errors) return kProgramHasErrors;
  const std::vector<cost::Shown> shown = estimates(all.programs, basis.value(), options.region);
  if (complain_of_regions(shown, basis.value())) return kCannotRun;
  if (!options.write_usage.empty()) return write_usage(options, shown);
  for (const std::string& stray : basis.value().usage.strays(all_of(shown), options.files.usage))
    complain(stray);
  fmt::print("{}", options.format == "json" ? cost::render_json(shown)
                   : options.format == "markdown"
                       ? cost::render_markdown(shown)
                       : cost::render_text(shown, {.resources = options.resources}));
  return kFine;
}

}  // namespace

void add_cost_files(CLI::App& command, CostFiles& files) {
  command
      .add_option("--usage", files.usage,
                  "How much the system is used: hours, GB, requests (`svcc cost --write-usage`)")
      ->type_name("FILE");
  command
      .add_option("--prices", files.prices,
                  "Your own prices, which take precedence over those of svcc")
      ->type_name("FILE");
}

Result<CostBasis> read_cost_files(const Disk& disk, const CostFiles& files) {
  CostBasis basis;
  if (!files.usage.empty()) {
    const Result<std::string> text = read_whole(disk, files.usage);
    if (!text) return Failure{fmt::format("{}: {}", files.usage, text.error())};
    Result<cost::Usage> usage = cost::read_usage(text.value(), files.usage);
    if (!usage) return Failure{usage.error()};
    basis.usage = std::move(usage).value();
  }
  if (!files.prices.empty()) {
    const Result<std::string> text = read_whole(disk, files.prices);
    if (!text) return Failure{fmt::format("{}: {}", files.prices, text.error())};
    Result<std::vector<cost::Prices>> prices = cost::read_prices(text.value());
    if (!prices) return Failure{fmt::format("{}: {}", files.prices, prices.error())};
    basis.prices = std::move(prices).value();
  }
  return basis;
}

void add_cost(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<CostOptions>();
  CLI::App* command = app.add_subcommand("cost", "Estimate what each environment costs in a month");
  command->footer(
      "For example:\n  svcc cost                               # every environment, by block\n"
      "  svcc cost --env prod --resources        # each resource and its unit prices\n"
      "  svcc cost --write-usage usage.yaml      # a file for hours, GB and requests\n"
      "  svcc cost --usage usage.yaml --format json\n\n"
      "Three sums: with the least, the desired and the largest number of tasks and instances. What "
      "depends on use is listed with its unit price until --usage gives an amount. Prices are list "
      "prices with their dates; without a source there is no price.\n\n"
      "Exit status: 0 it was estimated, 1 a program has errors, 2 it could not be estimated.");
  command->add_option("path", options->path,
                      "The program, project or folder (default: the project)");
  command->add_option("-e,--env", options->environment, "Estimate only this environment")
      ->type_name("NAME");
  command
      ->add_option("--region", options->region, "The region, for a program that does not set one")
      ->type_name("REGION");
  add_cost_files(*command, options->files);
  command
      ->add_option("--write-usage", options->write_usage,
                   "Write a file to fill in for --usage, and nothing else (- prints it)")
      ->type_name("FILE");
  command->add_flag("--resources", options->resources, "Show each resource and its charges");
  command->add_option("--format", options->format, "How to print it: text, markdown or json")
      ->check(one_of({"text", "markdown", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  command->callback([options, &chosen] { chosen = [options] { return run_cost(*options); }; });
}

}  // namespace svc::cli
