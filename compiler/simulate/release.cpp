#include "simulate/release.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "sema/literals.h"
#include "simulate/addresses.h"

namespace svc::simulate {

namespace {

// ECS sends SIGTERM and waits before SIGKILL: stopTimeout, 30 seconds by default.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
constexpr std::int64_t kStop = 30;

std::string tasks_text(std::int64_t number, std::string_view kind) {
  return fmt::format("{} {} {}", number, kind, number == 1 ? "task" : "tasks");
}

std::string_view limit_text(Limit limit) {
  switch (limit) {
    case Limit::Cpu:
      return "CPU";
    case Limit::Memory:
      return "memory";
    case Limit::Gpus:
      return "GPUs";
    case Limit::Interfaces:
      return "network interfaces";
    case Limit::Ports:
      return "host ports";
    case Limit::Distinct:
      return "instances of their own";
    default:
      return "room on an instance";
  }
}

class Simulation {
 public:
  Simulation(const sema::Program& program, const plan::Plan& plan, const plan::Service& service,
             const ReleaseOptions& options)
      : service_(service), options_(options), pools_(pools(plan)) {
    count_ = options.count > 0 ? options.count : std::max<std::int64_t>(service.min, 1);
    for (Pool& pool : pools_) {
      for (std::size_t i = 0; i < pool.loads.size(); ++i) {
        if (pool.loads[i].service != &service) continue;
        pool_ = &pool;
        mine_ = i;
      }
    }
    if (service.own_interface()) find_addresses(program, plan);
    read_times();
  }

  ReleasePlan run() {
    now_.old_tasks = count_;
    note(fmt::format("{} before", tasks_text(count_, "old")));
    if (service_.strategy == plan::Strategy::Rolling)
      rolling();
    else
      side_by_side();
    return std::move(made_);
  }

 private:
  void find_addresses(const sema::Program& program, const plan::Plan& plan) {
    for (const GroupUse& use : addresses(program, plan)) {
      if (use.network != service_.network || use.group == nullptr ||
          use.group->name != service_.group)
        continue;
      // The constant share of other services; this service's own tasks are counted here.
      made_.free_addresses =
          use.free - use.fixed - std::max<std::int64_t>(use.least - service_.min, 0);
    }
  }

  void read_times() {
    for (const plan::Route* route : service_.routes) {
      drain_ = std::max(drain_, route->block->seconds("drain"));
      if (const auto health = route->block->nested("health"); !health.empty())
        check_ = std::max(check_,
                          health.front()->seconds("interval") * health.front()->integer("healthy"));
      else
        check_ =
            std::max<std::int64_t>(check_, 30);  // 2 checks, 15 s apart: the prelude's defaults
    }
  }

  double share(std::string_view field, double otherwise) const {
    return service_.deploy != nullptr ? service_.deploy->number(field) : otherwise;
  }

  void note(std::string what) {
    ReleaseStep step = now_;
    step.at = clock_;
    step.what = std::move(what);
    made_.steps.push_back(step);
    const std::int64_t serving = now_.old_tasks + now_.healthy;
    made_.least = made_.steps.size() == 1 ? serving : std::min(made_.least, serving);
    made_.most = std::max(made_.most, now_.tasks());
    if (service_.own_interface()) made_.interfaces = made_.most;
  }

  // How many of `wanted` more tasks fit, and what the next one lacks.
  std::int64_t room_for(std::int64_t wanted) {
    lacking_.clear();
    for (std::int64_t more = wanted; more > 0; --more) {
      const std::string lack = lack_of(now_.tasks() + more);
      if (lack.empty()) return more;
      lacking_ = lack;
    }
    return 0;
  }

  std::string lack_of(std::int64_t tasks) const {
    if (made_.free_addresses >= 0 && tasks > made_.free_addresses)
      return fmt::format("free addresses in its subnets ({})", made_.free_addresses);
    if (pool_ == nullptr) return {};
    std::vector<std::int64_t> counts;
    for (std::size_t i = 0; i < pool_->loads.size(); ++i)
      counts.push_back(i == mine_ ? tasks : pool_->loads[i].least);
    const Limit limit = lacks(*pool_, counts);
    return limit == Limit::None ? std::string()
                                : fmt::format("{} on the {} instances of its capacity",
                                              limit_text(limit), pool_->instances);
  }

  bool start(std::int64_t wanted) {
    const std::int64_t number = room_for(wanted);
    if (number == 0) return false;
    now_.starting += number;
    note(tasks_text(number, "new") + (number == 1 ? " starts" : " start"));
    return true;
  }

  void become_healthy() {
    if (now_.starting == 0) return;
    clock_ += options_.start + check_;
    const std::int64_t number = now_.starting;
    now_.healthy += number;
    now_.starting = 0;
    note(tasks_text(number, "new") + (number == 1 ? " is healthy" : " are healthy"));
  }

  void stop(std::int64_t number) {
    if (number <= 0) return;
    now_.old_tasks -= number;
    now_.draining = number;
    note(tasks_text(number, "old") + (number == 1 ? " drains" : " drain"));
    clock_ += drain_ > 0 ? drain_ : kStop;
    now_.draining = 0;
    note(tasks_text(number, "old") + (number == 1 ? " has stopped" : " have stopped"));
  }

  // As many old tasks stop as may, as many new ones start as may, until only new ones run.
  void rolling() {
    const auto count = static_cast<double>(count_);
    const auto lower = static_cast<std::int64_t>(std::ceil(count * share("min", 100) / 100));
    const auto upper = static_cast<std::int64_t>(std::floor(count * share("max", 200) / 100));
    while (now_.healthy < count_ || now_.old_tasks > 0) {
      const std::int64_t more =
          std::min(count_ - now_.healthy - now_.starting, upper - now_.tasks());
      const bool started = more > 0 && start(more);
      become_healthy();
      share_traffic();
      const std::int64_t spare = now_.old_tasks + now_.healthy - lower;
      const std::int64_t fewer = std::min(now_.old_tasks, spare);
      stop(fewer);
      if (!started && fewer <= 0) return stick(more);
    }
    note("the release has ended");
  }

  void share_traffic() {
    const std::int64_t all = now_.old_tasks + now_.healthy;
    now_.traffic =
        all == 0 ? 0 : 100.0 * static_cast<double>(now_.healthy) / static_cast<double>(all);
  }

  void stick(std::int64_t more) {
    made_.stuck = more <= 0 ? "no new task may start and no old one may stop"
                            : fmt::format("there is no room for a new task: {}", lacking_);
    note("it goes no further");
  }

  // The new version next to the old one, then the traffic shifts.
  void side_by_side() {
    if (!start(count_)) return stick(count_);
    if (now_.starting < count_) return stick(count_ - now_.starting);
    become_healthy();
    if (service_.deploy != nullptr && service_.deploy->kind->field("confirm") != nullptr &&
        service_.deploy->has("confirm"))
      note(fmt::format("CodeDeploy waits for a person, for at most {}",
                       sema::duration_text(service_.deploy->milliseconds("confirm"))));
    shift();
    const std::int64_t bake = service_.deploy == nullptr ? 0 : service_.deploy->seconds("bake");
    clock_ += bake;
    if (bake > 0) note("the old version was kept for a rollback until now");
    stop(now_.old_tasks);
    note("the release has ended");
  }

  void traffic(double percent) {
    now_.traffic = percent;
    note(fmt::format("{:g} % of the traffic goes to the new version", percent));
  }

  // `once`: a single part, then the rest.
  void shift_in_parts(double percent, std::int64_t pause, bool once) {
    for (double at = percent; at < 100; at += once ? 100 : percent) {
      traffic(at);
      clock_ += pause;
    }
  }

  void shift() {
    if (service_.strategy == plan::Strategy::Canary)
      shift_in_parts(share("percent", 5), service_.deploy->seconds("hold"), true);
    else if (service_.strategy == plan::Strategy::Linear)
      shift_in_parts(share("percent", 10), service_.deploy->seconds("every"), false);
    else if (service_.controller == plan::Controller::CodeDeploy)
      shift_as_codedeploy();
    traffic(100);
  }

  // `linear_10_percent_every_3_minutes`, `canary_10_percent_5_minutes`: the names of CodeDeploy's
  // own configurations.
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
  void shift_as_codedeploy() {
    const std::string_view how = service_.deploy->symbol("traffic");
    const std::size_t percent = how.find_first_of("0123456789");
    const std::size_t minutes = how.find_last_of("0123456789");
    if (percent == std::string_view::npos) return;
    const std::size_t begin = how.rfind('_', minutes) + 1;
    shift_in_parts(std::atoi(how.data() + percent), 60 * std::atoi(how.data() + begin),
                   how.starts_with("canary"));
  }

  const plan::Service& service_;
  const ReleaseOptions& options_;
  std::vector<Pool> pools_;
  const Pool* pool_ = nullptr;  // of the instances that it runs on; null: on none
  std::size_t mine_ = 0;
  std::int64_t count_ = 0;
  std::int64_t drain_ = 0;
  std::int64_t check_ = 0;
  std::int64_t clock_ = 0;
  std::string lacking_;
  ReleaseStep now_;
  ReleasePlan made_;
};

}  // namespace

ReleasePlan simulate_release(const sema::Program& program, const plan::Plan& plan,
                             const plan::Service& service, const ReleaseOptions& options) {
  return Simulation(program, plan, service, options).run();
}

}  // namespace svc::simulate
