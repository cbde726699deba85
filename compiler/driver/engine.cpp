#include "driver/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <new>

#include "base/parallel.h"
#include "base/paths.h"
#include "check/across.h"
#include "cost/render.h"
#include "diagnostics/codes/limits.h"
#include "diagnostics/codes/lints.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/fingerprint.h"
#include "driver/environments.h"
#include "driver/findings.h"
#include "driver/secrets.h"
#include "driver/targets.h"

namespace svc::driver {

namespace {

constexpr std::size_t kSlice = 64;  // nodes of the graph in one slice

// Why nothing is known of the costs of a region; empty: they are known.
std::string unknown_costs(const cost::Estimate& estimate, const cost::Prices& prices) {
  if (!prices.empty()) return {};
  return estimate.region.empty() ? std::string("the program does not say in which region it runs")
                                 : fmt::format("svcc carries no prices of {}", estimate.region);
}

bool asks_too_much(const Sink& sink) {
  const std::vector<Diagnostic>& found = sink.diagnostics();
  return std::any_of(found.begin(), found.end(),
                     [](const Diagnostic& d) { return d.code == diag::TooMuchWork::code; });
}

}  // namespace

// The progress of the second step.
struct Engine::Deepening {
  std::size_t environment = 0;
  std::size_t target = 0;
  std::unique_ptr<TargetCheck> check;  // null: the target has not been begun
};

Engine::Engine(const FileSystem& files, std::string main, Settings settings, Reading reading)
    : main_(std::move(main)),
      normal_main_(normal_path(main_)),
      settings_(std::move(settings)),
      reading_(reading),
      files_(files, reading) {}
Engine::~Engine() = default;

void Engine::changed(std::string_view path) {
  if (!files_.changed(path)) other_change_ = true;
  stage_ = Stage::Stale;
}

void Engine::set_settings(Settings settings) {
  if (settings == settings_) return;
  settings_ = std::move(settings);
  other_change_ = true;
  stage_ = Stage::Stale;  // the findings include those of the targets
}

void Engine::read() {
  if (is_read()) return;
  ++version_;
  forget();
  deepening_.reset();
  if (edited_.empty()) edited_ = std::exchange(environments_, {});
  found_ = Sink(most_);
  unreadable_ = files_.read(main_, settings_.policies, found_, timings_);
  broken_ = found_.has_errors();
  stage_ = Stage::Read;
  if (take_edits()) return;
  std::move(edited_.begin(), edited_.end(), std::back_inserter(before_));
  edited_.clear();
  edits_ = files_.keep_former(false);
}

// After edits inside of items the environments are kept, and what they hold moves to its new place.
bool Engine::take_edits() {
  constexpr std::size_t kMostEdits = 250;                // each leaves something behind in memory
  constexpr std::size_t kMostBytes = 8UL * 1024 * 1024;  // of former texts
  const auto& edits = files_.item_edits();
  const bool other = std::exchange(other_change_, false);
  if (other || !edits || unreadable_ || edited_.empty() || edits_ >= kMostEdits ||
      files_.keep_former(true) > kMostBytes)
    return false;
  edits_ += edits->size();
  for (const auto& environment : edited_) {
    if (environment->live == nullptr) return false;
    for (const auto& [file, edit] : *edits) {
      if (!environment->live->analysis.edited(environment->checked.program, file, edit))
        return false;
    }
  }
  files_.keep_requests();
  return true;
}

// Few have more environments, and each takes memory.
bool Engine::keeps_live() const {
  constexpr std::size_t kMostEnvironments = 8;
  return reading_ == Reading::Often && all_ && environments_.size() <= kMostEnvironments;
}

void Engine::tidy() {
  before_.clear();
}

// Environments are independent of each other. Freeing old results is a large part of the work. It
// waits for tidy(); if nobody calls that, the threads share it here, one analysis later.
void Engine::run(const Work& work) {
  const bool at_once = worth_threads();
  const bool crowded = before_.size() > environments_.size();
  // The first environment that asks for too much is enough to report: those behind it are left out.
  std::atomic<std::size_t> last = environments_.size();
  for_each_parallel(environments_.size(), at_once, [&](std::size_t i) {
    if (cancelled()) return;
    if (crowded) before_[i].reset();
    if (i > last) return;
    try {
      work(i, *environments_[i], !at_once);
    } catch (const std::bad_alloc&) {
      report_out_of_memory(*environments_[i]);
    }
    if (!asks_too_much(environments_[i]->sink)) return;
    for (std::size_t known = last; i < known && !last.compare_exchange_weak(known, i);) {
    }
  });
  if (cancelled()) return;
  for (std::size_t i = last + 1; i < environments_.size(); ++i) leave_out(*environments_[i]);
  if (crowded) before_.clear();
  for (const auto& environment : environments_) {
    timings_.add(environment->timings);
    environment->timings = {};
  }
}

void Engine::leave_out(EnvironmentState& environment) const {
  environment.checked = {};
  environment.live.reset();
  environment.graph.reset();
  environment.sink = Sink(most_);
  environment.lints = Sink(most_);
}

void Engine::report_out_of_memory(EnvironmentState& environment) const {
  environment.checked.sound = false;
  environment.graph.reset();
  environment.sink.report<diag::OutOfMemory>(Span{modules().front().ast->file, 0, 0})
      .help("provide more memory, or split the program; docs/limits.md lists the needs");
}

void Engine::begin(const std::optional<std::string>& wanted) {
  read();
  if (unreadable_) return;
  all_ = !wanted;
  if (!edited_.empty() && !wanted) {
    environments_ = std::exchange(edited_, {});
    return;
  }
  for (std::string& name : choose_environments(*modules().front().ast, wanted, found_))
    add_environment(std::move(name));
}

void Engine::add_environment(std::string name) {
  auto& environment = environments_.emplace_back(std::make_unique<EnvironmentState>());
  environment->name = std::move(name);
  environment->sink = Sink(most_);
}

std::size_t Engine::dropped() const {
  std::size_t count = found_.dropped();
  for (const auto& environment : environments_) count += environment->sink.dropped();
  return count;
}

bool Engine::worth_threads() const {
  return side_by_side(environments_.size(), files_.size(), reading_ == Reading::Often);
}

void Engine::check_environment(EnvironmentState& environment, bool checks) const {
  if (check_again(environment)) return;
  if (checks && keeps_live())
    environment.live = std::make_unique<LiveCheck>(input(), environment.name, environment.sink);
  environment.checked =
      driver::check_environment(input(), environment.name, broken_, environment.sink,
                                environment.timings, checks, environment.live.get());
  if (checks && environment.checked.sound && environment.checked.program.reads_costs)
    judge_costs(environment);
}

// Checks an environment that was kept; it is as new if that cannot be done.
bool Engine::check_again(EnvironmentState& environment) const {
  environment.again = false;
  if (environment.live == nullptr) return false;
  environment.graph.reset();
  environment.lints = Sink(most_);
  environment.linted = false;
  environment.again =
      recheck_environment(environment.checked, *environment.live, input(), environment.name,
                          broken_, environment.sink, environment.timings);
  if (environment.again) return true;
  environment.checked = {};
  environment.live.reset();
  environment.sink = Sink(most_);
  return false;
}

void Engine::count_work() {
  for (const auto& environment : environments_)
    ++(environment->again ? effort_.refills : effort_.analyses);
}

// Costs are read from the resources, which come after the analysis. So a program with policies that
// read costs is analysed once more, with the costs as a part of the input.
void Engine::judge_costs(EnvironmentState& environment) const {
  Sink sink;
  const std::optional<graph::Graph> graph =
      lower_environment(environment.checked, sources(), sink, environment.timings);
  if (!graph) return;
  const cost::Prices prices = cost::prices_for(*graph, {});
  const cost::Estimate estimate = cost::estimate(*graph, prices);
  sema::Costs costs{.environment = estimate.cost().desired,
                    .blocks = {},
                    .unknown = unknown_costs(estimate, prices)};
  for (const cost::Block& block : estimate.blocks) costs.blocks[block.name] = block.cost().desired;
  sema::Input input = this->input();
  input.costs = &costs;
  environment.sink = Sink(most_);
  environment.checked = driver::check_environment(input, environment.name, broken_,
                                                  environment.sink, environment.timings);
}

bool Engine::check(const Cancellation* cancellation) {
  read();
  if (is_checked()) return true;
  cancellation_ = cancellation;
  begin(std::nullopt);
  run([this](std::size_t, EnvironmentState& environment, bool) { check_environment(environment); });
  const bool stopped = cancelled();
  cancellation_ = nullptr;
  count_work();
  if (stopped) {
    keep_for_later();
    return false;
  }
  stage_ = unreadable_ ? Stage::Deep : Stage::Checked;
  return true;
}

bool Engine::cancelled() const {
  return cancellation_ != nullptr && cancellation_->cancelled();
}

// To free the states of hundreds of environments takes long: tidy() or the next runs do it.
void Engine::keep_for_later() {
  std::erase(before_, nullptr);
  for (std::unique_ptr<EnvironmentState>& environment : environments_) {
    if (!environment->checked.program.blocks.empty()) before_.push_back(std::move(environment));
  }
  environments_.clear();
}

// Needs the resources, so it is worked out only where the project gives a budget.
void Engine::judge_budget(EnvironmentState& environment) const {
  auto budget = settings_.budgets.find(environment.name);
  if (budget == settings_.budgets.end()) budget = settings_.budgets.find("default");
  if (budget == settings_.budgets.end() || !environment.checked.sound) return;
  Sink sink;
  const std::optional<graph::Graph> graph =
      lower_environment(environment.checked, sources(), sink, environment.timings);
  if (!graph) return;
  const cost::Prices prices = cost::prices_for(*graph, {});
  const cost::Estimate estimate = cost::estimate(*graph, prices);
  if (const std::string why = unknown_costs(estimate, prices); !why.empty()) {
    Report report = environment.lints.report<diag::BudgetUnjudged>(
        environment.checked.program.app->span, graph->prefix(), why);
    if (estimate.region.empty()) report.help("name the region in `app` or in the environment");
    return;
  }
  const double usd = estimate.cost().desired;
  if (usd <= budget->second) return;
  environment.lints
      .report<diag::OverBudget>(environment.checked.program.app->span, graph->prefix(),
                                cost::dollars(usd), cost::dollars(budget->second))
      .help("`svcc cost` shows which blocks; budgets are in svc.yaml");
}

void Engine::lint(EnvironmentState& environment) const {
  lint_environment(environment.checked, sources(), environment.name, environment.lints,
                   environment.timings);
  judge_budget(environment);
  environment.linted = true;
}

bool Engine::deepen() {
  check();
  if (is_deep()) return false;
  if (deepening_ == nullptr) deepening_ = std::make_unique<Deepening>();
  Deepening& at = *deepening_;
  while (at.environment < environments_.size() && !environments_[at.environment]->checked.sound)
    ++at.environment;
  if (at.environment == environments_.size()) {
    deepening_.reset();
    stage_ = Stage::Deep;
    return false;
  }
  EnvironmentState& environment = *environments_[at.environment];
  ++effort_.slices;
  if (!deepen(environment, at)) {
    ++at.environment;
    at.target = 0;
  }
  timings_.add(environment.timings);
  environment.timings = {};
  return true;
}

// One slice of an environment's second step; gives whether there is more.
bool Engine::deepen(EnvironmentState& environment, Deepening& at) {
  if (!environment.linted) {
    lint(environment);
    return true;
  }
  if (!environment.graph) {
    environment.graph =
        lower_environment(environment.checked, sources(), environment.sink, environment.timings);
    return environment.graph.has_value();
  }
  const std::vector<const emit::Target*> targets = chosen_targets(settings_.targets);
  if (at.target == targets.size()) return false;
  const emit::Target& target = *targets[at.target];
  const bool more = environment.timings.measure(target.name(), [&] {
    if (at.check == nullptr)
      at.check = std::make_unique<TargetCheck>(target, *environment.graph,
                                               environment.checked.program.instantiations,
                                               sources(), settings_.layout, environment.sink);
    return at.check->step(kSlice);
  });
  effort_.nodes += kSlice;
  if (more) return true;
  at.check.reset();
  ++at.target;
  return true;
}

void Engine::examine(const std::optional<std::string>& environment) {
  begin(environment);
  run([this](std::size_t, EnvironmentState& one, bool) {
    check_environment(one);
    examine(one);
  });
  effort_.analyses += environments_.size();
  stage_ = Stage::Deep;
}

// The whole second step of an environment; only its findings are kept.
void Engine::examine(EnvironmentState& environment) const {
  if (!environment.checked.sound) return;
  lint(environment);
  const std::optional<graph::Graph> graph =
      lower_environment(environment.checked, sources(), environment.sink, environment.timings);
  for (const emit::Target* target : chosen_targets(settings_.targets)) {
    if (!graph) break;
    environment.timings.measure(target->name(), [&] {
      return TargetCheck(*target, *graph, environment.checked.program.instantiations, sources(),
                         settings_.layout, environment.sink)
          .step(graph->nodes.size());
    });
  }
  environment.checked.plan.reset();
  environment.checked.program = {};
}

bool Engine::has_errors() const {
  return found_.has_errors() ||
         std::any_of(environments_.begin(), environments_.end(),
                     [](const auto& environment) { return environment->sink.has_errors(); });
}

std::vector<Diagnostic> Engine::diagnostics() const {
  Sink all = found_;
  std::vector<plan::Outline> outlines;
  for (const auto& environment : environments_) {
    all.append(environment->sink);
    outlines.push_back(environment->checked.outline);
  }
  check::check_across(outlines, all);
  const bool judged = is_deep() && !all.has_errors();
  bool whole = judged && all_;
  for (const auto& environment : environments_) {
    whole = whole && environment->checked.sound;
    if (judged) all.append(environment->lints);
  }
  const lint::Files files{sources(), modules()};
  if (judged && !unreadable_) lint::lint_files(files, all);
  std::vector<Diagnostic> shown = shown_findings(
      all, {.environments = environments_.size(), .whole = whole}, files, settings_.levels);
  if (settings_.known.empty()) return shown;
  std::error_code error;
  const ReportPaths paths(std::filesystem::current_path(error).generic_string(),
                          settings_.known_in);
  return only_new(std::move(shown), sources(), paths, settings_.known);
}

std::vector<Span> Engine::hidden() const {
  return hidden_texts(modules());
}

Readings Engine::readings() const {
  const std::vector<Diagnostic>& found = found_.diagnostics();
  return {normal_main_, paths(), std::any_of(found.begin(), found.end(), [](const Diagnostic& d) {
            return d.code == diag::ImportCycle::code;
          })};
}

bool Engine::depends_on(std::string_view path) const {
  return depends_on_normal(normal_path(path));
}

bool Engine::depends_on_normal(std::string_view path) const {
  return path == normal_main_ || files_.depends_on(path);
}

sema::Input Engine::input() const {
  return {.sources = sources(),
          .modules = modules(),
          .files = &files_.disk(),
          .cancellation = cancellation_,
          .exceptions = &settings_.exceptions};
}

}  // namespace svc::driver
