#include "diff/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/parallel.h"
#include "change/facts.h"
#include "change/values.h"
#include "diff/accepts.h"
#include "diff/costs.h"
#include "diff/lines.h"
#include "diff/moves.h"
#include "diff/secrets.h"
#include "diff/words.h"

namespace svc::diff {

using change::Action;
using emit::Document;

std::string Environment::title() const {
  std::string out;
  for (const std::string& name : names) {
    if (!out.empty()) out += ", ";
    out += name.empty() ? app : name;
  }
  return out;
}

std::size_t Environment::count(Action action) const {
  std::map<std::string, std::size_t> counts;
  for (const Block& block : blocks) {
    for (const Resource& resource : block.resources) {
      if (resource.action == action && !resource.tags_only) ++counts[resource.target];
    }
  }
  std::size_t most = 0;
  for (const auto& [target, count] : counts) most = std::max(most, count);
  return most;
}

std::size_t Environment::tags() const {
  std::map<std::string, std::size_t> counts;
  for (const Block& block : blocks) {
    for (const Resource& resource : block.resources) {
      if (resource.tags_only) ++counts[resource.target];
    }
  }
  std::size_t most = 0;
  for (const auto& [target, count] : counts) most = std::max(most, count);
  return most;
}

bool Report::has(Class kind) const {
  for (const Environment& one : environments) {
    for (const Told& told : one.consequences) {
      if (told.kind == kind && told.accepted.empty()) return true;
    }
  }
  return false;
}

bool Report::replaces() const {
  return std::any_of(environments.begin(), environments.end(),
                     [](const Environment& e) { return e.count(Action::Replace) > 0; });
}

namespace {

// The first place that each block's resources come from, by the block.
using Headers = std::map<std::string_view, Span>;

Headers headers_of(const Document& document) {
  Headers headers;
  for (const emit::Record& record : document.resources) {
    const auto [header, first] = headers.emplace(record.owner, record.span);
    if (!first) header->second = std::min(header->second, record.span);
  }
  return headers;
}

// ---- One environment ----

Lines lines_of(const Program* program, const Ways& ways) {
  static const std::vector<Span> nothing;
  return program == nullptr ? Lines(nullptr, ways, nothing)
                            : Lines(program->sources, ways, program->hidden);
}

class Builder {
 public:
  // `before` and `after` may be null.
  Builder(Environment& environment, const Program* before, const Program* after,
          const Accepts& accepts)
      : environment_(environment), before_(before), after_(after), accepts_(accepts) {}

  void add(const change::Plan& plan) {
    const Lines before = lines_of(before_, plan.before.ways);
    const Lines after = lines_of(after_, plan.after.ways);
    const Headers headers = headers_of(plan.after);
    const Headers old_headers = headers_of(plan.before);
    for (const change::ResourceChange& one : plan.changes) {
      const std::string& owner = one.record().owner;
      const auto header = headers.find(owner);
      Block& block = header != headers.end()
                         ? block_of(owner, after.line(header->second), false)
                         : block_of(owner, before.line(old_headers.at(owner)), true);
      block.resources.push_back(resource(one, plan.after.target, before, after));
    }
    add_edges(plan);
    for (const change::SettingChange& one : plan.settings)
      environment_.settings.push_back({plan.after.target, one.what, one.name, one.before, one.after,
                                       before.line(one.before_span), after.line(one.after_span)});
    for (Consequence& one : consequences(plan)) {
      std::vector<std::string> places = after.places(one.after);
      const auto header = headers.find(one.block);
      if (header != headers.end()) {
        for (std::string& place : after.places(header->second)) places.push_back(std::move(place));
      }
      tell(one, plan.after.target, before, after, places);
    }
  }

  void finish() {
    std::stable_sort(environment_.consequences.begin(), environment_.consequences.end(),
                     [](const Told& a, const Told& b) {
                       return std::pair(!a.accepted.empty(), a.kind) <
                              std::pair(!b.accepted.empty(), b.kind);
                     });
    std::stable_sort(environment_.blocks.begin(), environment_.blocks.end(),
                     [](const Block& a, const Block& b) {
                       return std::tie(a.removed, a.line.file, a.line.line, a.name) <
                              std::tie(b.removed, b.line.file, b.line.line, b.name);
                     });
    for (Block& block : environment_.blocks)
      std::stable_sort(block.resources.begin(), block.resources.end(),
                       [](const Resource& a, const Resource& b) { return weight(a) > weight(b); });
  }

 private:
  static int weight(const Resource& one) {
    if (one.tags_only) return 0;
    switch (one.action) {
      case Action::Replace:
        return 5;
      case Action::Remove:
        return 4;
      case Action::Update:
        return one.follows ? 1 : 3;
      case Action::Add:
        return 2;
      case Action::Move:
        return 1;
    }
    return 0;
  }

  Block& block_of(const std::string& owner, Line line, bool removed) {
    const auto found = blocks_.find(owner);
    if (found != blocks_.end()) return environment_.blocks[found->second];
    blocks_.emplace(owner, environment_.blocks.size());
    line.way.clear();
    return environment_.blocks.emplace_back(Block{owner, std::move(line), removed, {}});
  }

  // The references between changed blocks.
  void add_edges(const change::Plan& plan) {
    std::map<std::string_view, std::string_view> owners;
    for (const emit::Record& record : plan.after.resources)
      owners.emplace(record.address, record.owner);
    for (const change::ResourceChange& one : plan.changes) {
      if (one.after == nullptr) continue;
      for (const emit::Member& member : one.after->properties.members) {
        change::for_each_reference(member.value, [&](const emit::Reference& reference) {
          const auto owner = owners.find(reference.subject);
          if (owner == owners.end() || owner->second == one.after->owner) return;
          if (!blocks_.contains(std::string(owner->second))) return;
          std::pair<std::string, std::string> edge{one.after->owner, owner->second};
          if (edges_.insert(edge).second) environment_.edges.push_back(std::move(edge));
        });
      }
    }
  }

  static Resource resource(const change::ResourceChange& one, const std::string& target,
                           const Lines& before, const Lines& after) {
    Resource made;
    made.target = target;
    made.action = one.action;
    made.address = one.record().address;
    made.type = one.record().type;
    made.key = one.record().key;
    made.moved_from = one.moved_from;
    made.conditional = one.conditional;
    made.create_first = one.create_first;
    made.retained = one.retained;
    made.tags_only = one.tags_only;
    made.unknown = one.action == Action::Update && !change::facts_of(made.type).known;
    made.follows = !one.properties.empty() &&
                   std::all_of(one.properties.begin(), one.properties.end(),
                               [](const change::PropertyChange& p) { return p.follows; });
    for (const change::Refusal& refusal : one.refused) made.refused.push_back(refusal.sentence);
    for (const change::PropertyChange& p : one.properties)
      made.properties.push_back({p.path, p.before, p.after, before.line(p.before_span),
                                 after.line(p.after_span), p.replaces, p.conditional, p.follows});
    return made;
  }

  void tell(const Consequence& one, const std::string& target, const Lines& before,
            const Lines& after, const std::vector<std::string>& places) {
    const auto [known, first] =
        told_.try_emplace({one.kind, one.block, one.sentence}, environment_.consequences.size());
    if (!first) {
      std::vector<std::string>& targets = environment_.consequences[known->second].targets;
      if (std::find(targets.begin(), targets.end(), target) == targets.end())
        targets.push_back(target);
      return;
    }
    Told told{one.kind,
              one.block,
              one.address,
              one.sentence,
              one.page,
              one.targets,
              before.line(one.before),
              after.line(one.after),
              {}};
    if (const auto comment = accepts_.find(one.kind, one.block, places)) {
      told.accepted = accepts_.reason(*comment);
      environment_.accepts.insert(*comment);
    }
    environment_.consequences.push_back(std::move(told));
  }

  Environment& environment_;
  const Program* before_;
  const Program* after_;
  const Accepts& accepts_;
  std::map<std::string, std::size_t> blocks_;
  std::set<std::pair<std::string, std::string>> edges_;
  std::map<std::tuple<Class, std::string, std::string>, std::size_t> told_;
};

// ---- Pairs ----

// A program as it was and as it is; either may be missing.
struct Pair {
  Program* before = nullptr;
  Program* after = nullptr;
};

std::vector<Pair> pairs(Side& base, Side& head) {
  std::vector<Pair> found;
  std::set<Program*> used;
  for (Program& program : head.programs) {
    Pair pair{nullptr, &program};
    for (Program& other : base.programs) {
      if (other.app == program.app && used.insert(&other).second) {
        pair.before = &other;
        break;
      }
    }
    found.push_back(pair);
  }
  // One program each, under another name: it is the same program.
  if (base.programs.size() == 1 && head.programs.size() == 1)
    return {{&base.programs.front(), &head.programs.front()}};
  for (Program& other : base.programs) {
    if (!used.contains(&other)) found.push_back({&other, nullptr});
  }
  return found;
}

std::vector<std::string> environments(const Program* program) {
  std::vector<std::string> names;
  if (program == nullptr) return names;
  for (const Document& document : program->documents) {
    if (std::find(names.begin(), names.end(), document.environment) == names.end())
      names.push_back(document.environment);
  }
  return names;
}

std::vector<std::string> targets_of(const Program* program) {
  std::vector<std::string> names;
  if (program == nullptr) return names;
  for (const Document& document : program->documents) {
    if (std::find(names.begin(), names.end(), document.target) == names.end())
      names.push_back(document.target);
  }
  return names;
}

Document* document(Program* program, const std::string& environment, const std::string& target) {
  if (program == nullptr) return nullptr;
  for (Document& one : program->documents) {
    if (one.environment == environment && one.target == target) return &one;
  }
  return nullptr;
}

// The targets that both sides have. So a folder of one target is compared with that target only.
std::vector<std::string> common_targets(const Pair& pair) {
  const std::vector<std::string> before = targets_of(pair.before);
  const std::vector<std::string> after = targets_of(pair.after);
  if (pair.before == nullptr) return after;
  if (pair.after == nullptr) return before;
  std::vector<std::string> both;
  for (const std::string& name : after) {
    if (std::find(before.begin(), before.end(), name) != before.end()) both.push_back(name);
  }
  return both;
}

// What is compared of one environment. It is looked up before the first comparison, because a
// comparison takes the documents, their names included.
struct Comparison {
  struct Documents {
    std::string target;
    Document* before = nullptr;
    Document* after = nullptr;
  };

  std::string environment;
  std::vector<Documents> targets;
  std::optional<CostChange> cost;
};

Comparison comparison(const Pair& pair, const std::string& name,
                      const std::vector<std::string>& targets) {
  Comparison made{name, {}, cost_change(pair.before, pair.after, name)};
  for (const std::string& target : targets) {
    Document* before = document(pair.before, name, target);
    Document* after = document(pair.after, name, target);
    if (before != nullptr || after != nullptr) made.targets.push_back({target, before, after});
  }
  return made;
}

Environment environment_of(const Pair& pair, Comparison& compared, const Accepts& accepts) {
  Environment made;
  made.app = pair.after != nullptr ? pair.after->app : pair.before->app;
  made.names = {compared.environment};
  Builder builder(made, pair.before, pair.after, accepts);
  for (const auto& [target, before, after] : compared.targets) {
    Document nothing;
    nothing.target = target;
    const std::string way = move_of(before, after);
    if (!way.empty()) tell_move(made, way, *after);
    if (target == "cloudformation" && before != nullptr && after != nullptr)
      tell_stack(made, *before, *after);
    const bool fresh = before == nullptr || !way.empty();
    made.added = fresh;
    made.removed = after == nullptr;
    builder.add(change::make_plan(fresh ? nothing : std::move(*before),
                                  after == nullptr ? nothing : std::move(*after)));
  }
  builder.finish();
  made.renamed = renamed_blocks(made.blocks);
  hide_secrets(made);
  if (compared.cost) {
    accept_cost(*compared.cost, made, accepts);
    made.costs.push_back(std::move(*compared.cost));
  }
  return made;
}

// Everything that is shown of an environment, without its name: those that are alike are shown
// once.
std::string signature(const Environment& one) {
  const std::string& name = one.names.front();
  std::string text = fmt::format("{} {} {}\n", one.app, one.added, one.removed);
  for (const Told& told : one.consequences)
    text += fmt::format("{} {} {}\n", class_name(told.kind), told.sentence, told.accepted);
  for (const Block& block : one.blocks) {
    for (const Resource& r : block.resources) {
      text += fmt::format("{} {} {} {}\n", r.target, change::action_text(r.action), r.address,
                          r.create_first);
      for (const Property& p : r.properties) {
        text += fmt::format("{} {} {} {}\n", p.path, p.before, p.after, p.after_line.place());
      }
    }
  }
  for (const Setting& s : one.settings)
    text += fmt::format("{} {} {} {}\n", s.target, s.name, s.before, s.after);
  generalize(text, name);
  return text;
}

// ---- Environments that change alike ----

// Calls visit(text) for each text that may hold the name of the environment.
template <typename Visit>
void for_each_text(Environment& one, const Visit& visit) {
  for (Told& told : one.consequences) visit(told.sentence);
  for (Block& block : one.blocks) {
    for (Resource& resource : block.resources) {
      visit(resource.moved_from);
      for (std::string& why : resource.refused) visit(why);
      for (Property& property : resource.properties) {
        visit(property.before);
        visit(property.after);
      }
    }
  }
  for (Setting& setting : one.settings) {
    visit(setting.before);
    visit(setting.after);
  }
}

// Adds an environment that changes alike. What differs are names that hold that of the environment.
void join(Environment& known, Environment one) {
  std::vector<std::string> texts;
  for_each_text(one, [&](const std::string& text) { texts.push_back(text); });
  std::size_t i = 0;
  for_each_text(known, [&](std::string& text) {
    if (text != texts[i++]) generalize(text, known.names.front());
  });
  known.names.push_back(one.names.front());
  std::move(one.costs.begin(), one.costs.end(), std::back_inserter(known.costs));
}

}  // namespace

Report compare(Side base, Side head, bool whole) {
  Report report{base.title, head.title, {}, {}, {}};
  std::map<std::string, std::size_t> known;
  std::set<std::string> spoken;
  for (const Pair& pair : pairs(base, head)) {
    std::vector<std::string> names = environments(pair.after);
    for (const std::string& name : environments(pair.before)) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    const std::vector<std::string> targets = common_targets(pair);
    spoken.insert(targets.begin(), targets.end());
    const Accepts accepts(pair.after == nullptr ? nullptr : pair.after->sources);
    std::vector<Comparison> compared;
    for (const std::string& name : names) compared.push_back(comparison(pair, name, targets));
    std::vector<Environment> all(names.size());
    for_each_parallel(names.size(), names.size() > 1,
                      [&](std::size_t i) { all[i] = environment_of(pair, compared[i], accepts); });
    std::set<std::size_t> used;
    for (Environment& one : all) {
      used.insert(one.accepts.begin(), one.accepts.end());
      if (one.blocks.empty() && one.settings.empty() && !one.added && !one.removed) continue;
      const auto [found, fresh] = known.try_emplace(signature(one), report.environments.size());
      if (fresh)
        report.environments.push_back(std::move(one));
      else
        join(report.environments[found->second], std::move(one));
    }
    if (!whole || pair.before == nullptr || pair.after == nullptr) continue;
    for (Line& line : accepts.others(used)) report.needless.push_back(std::move(line));
  }
  for (Environment& one : report.environments) tell_costs(one);
  for (const std::string& target : spoken) report.rules.emplace_back(change::source_of(target));
  return report;
}

}  // namespace svc::diff
