// Jobs that start each other: through buckets, queues and topics, or by `allow run`.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "check/permissions.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"

namespace svc::check {
namespace {

// How the runs of one job start another one.
struct Start {
  const plan::Job* next = nullptr;
  const Block* through = nullptr;      // the bucket or queue; null: it runs the job itself
  const sema::Grant* grant = nullptr;  // that lets it
  Span trigger;                        // of the next job
};

std::vector<Start> starts_of(const plan::Job& job, const plan::Plan& plan) {
  std::vector<Start> starts;
  if (job.task == nullptr) return starts;
  const Permissions rights(*job.task);
  if (rights.grants().empty()) return starts;
  for (const plan::Job& next : plan.jobs) {
    if (const sema::Grant* runs = rights.find(*next.block, {"run"}, {"states:StartExecution"}))
      starts.push_back({&next, nullptr, runs, next.block->name_span});
    if (&next == &job) continue;  // its triggers: events.cpp
    for (const Block* trigger : next.block->nested("trigger", "object")) {
      const Block* bucket = trigger->block("bucket");
      if (bucket == nullptr || trigger->has("prefix") || trigger->has("suffix")) continue;
      if (const sema::Grant* writes = rights.find(*bucket, {"write"}, {"s3:PutObject"}))
        starts.push_back({&next, bucket, writes, trigger->span});
    }
    for (const Block* trigger : next.block->nested("trigger", "queue")) {
      const Block* queue = trigger->block("source");
      if (queue == nullptr) continue;
      const sema::Grant* sends = rights.find(*queue, {"send"}, {"sqs:SendMessage"});
      if (sends == nullptr) sends = publishes_to(*queue, rights);
      if (sends != nullptr) starts.push_back({&next, queue, sends, trigger->span});
    }
  }
  return starts;
}

// Depth first; each job belongs to at most one reported circle.
class Loops {
 public:
  Loops(const plan::Plan& plan, Sink& sink) : plan_(plan), sink_(sink) {}

  void visit(const plan::Job& job) {
    if (done_[&job]) return;
    done_[&job] = true;
    on_way_.push_back(&job);
    for (const Start& start : starts_of(job, plan_)) {
      const auto begin = std::find(on_way_.begin(), on_way_.end(), start.next);
      way_.push_back(start);
      if (begin != on_way_.end())
        report(static_cast<std::size_t>(begin - on_way_.begin()));
      else
        visit(*start.next);
      way_.pop_back();
    }
    on_way_.pop_back();
  }

 private:
  void report(std::size_t begin) {
    std::string text;
    for (std::size_t i = begin; i < on_way_.size(); ++i) {
      text += on_way_[i]->block->title() + " → ";
      if (way_[i].through != nullptr) text += way_[i].through->title() + " → ";
    }
    text += on_way_[begin]->block->title();
    auto report = sink_.report<diag::TriggersInCircle>(way_.back().trigger, text);
    for (std::size_t i = begin; i < way_.size(); ++i)
      report.related(way_[i].grant->span,
                     fmt::format("{} may start the next", on_way_[i]->block->title()));
    report.help(
        "write a `prefix` or `suffix` in a trigger that the other job's objects do not have, or "
        "let one of them write elsewhere");
  }

  const plan::Plan& plan_;
  Sink& sink_;
  std::map<const plan::Job*, bool> done_;
  std::vector<const plan::Job*> on_way_;
  std::vector<Start> way_;  // way_[i] leads from on_way_[i] to the next
};

}  // namespace

void check_loops(const plan::Plan& plan, Sink& sink) {
  Loops loops(plan, sink);
  for (const plan::Job& job : plan.jobs) loops.visit(job);
}

}  // namespace svc::check
