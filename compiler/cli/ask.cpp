#include "cli/ask.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "ask/reach.h"
#include "ask/rights.h"
#include "base/closest.h"
#include "base/printable.h"
#include "cli/loaded.h"
#include "cli/report.h"
#include "cli/usage.h"
#include "diagnostics/sink.h"
#include "plan/as_patched.h"
#include "plan/plan.h"
#include "sema/kinds.h"
#include "simulate/release.h"

namespace svc::cli {

namespace {

using Json = nlohmann::ordered_json;

struct AskOptions {
  std::string question;
  std::vector<std::string> words;
  std::string path;
  std::string environment;
  std::string format = "text";
  simulate::ReleaseOptions release;
};

// One environment of the program that the question is about.
struct Asked {
  const graph::Graph& graph;
  driver::EnvironmentState& environment;
  const Sources& sources;
};

struct Answer {
  std::string text;
  Json json;
  bool yes = true;
};

std::string line_of(const ask::Step& step, const Sources& sources) {
  const std::string place = ask::place_of(step, sources);
  return printable(place.empty() ? step.text : fmt::format("{}  ({})", step.text, place));
}

// ---- reach

Json json_of(const ask::Way& way, const Sources& sources) {
  Json steps = Json::array();
  for (const ask::Step& step : way.steps)
    steps.push_back({{"text", step.text}, {"line", ask::place_of(step, sources)}});
  return {{"from", way.from}, {"to", way.to},   {"traffic", way.traffic},
          {"open", way.open}, {"why", way.why}, {"steps", std::move(steps)}};
}

std::string text_of(const ask::Way& way, const Sources& sources) {
  std::string text = printable(fmt::format("  {} -> {}{}{}", way.from, way.to,
                                           way.traffic.empty() ? "" : ": " + way.traffic,
                                           way.open ? "" : " (closed: " + way.why + ")")) +
                     "\n";
  for (const ask::Step& step : way.steps) text += "      " + line_of(step, sources) + "\n";
  return text;
}

Answer every_way(const Asked& asked, const std::string& block) {
  Answer answer;
  answer.json = {{"into", Json::array()}, {"out", Json::array()}};
  const auto list = [&](const char* member, const std::string& head,
                        const std::vector<ask::Way>& ways) {
    answer.text += head + (ways.empty() ? " nothing\n" : "\n");
    for (const ask::Way& way : ways) {
      answer.text += text_of(way, asked.sources);
      answer.json[member].push_back(json_of(way, asked.sources));
    }
  };
  list("into", fmt::format("Into {}:", block), ask::ways_into(asked.graph, block));
  list("out", fmt::format("Out of {}:", block), ask::ways_out_of(asked.graph, block));
  return answer;
}

// `5432`, `udp/53`
std::optional<ask::Port> port_of(const std::string& word) {
  ask::Port port;
  const std::size_t slash = word.find('/');
  if (slash != std::string::npos) port.protocol = word.substr(0, slash);
  const std::string number = slash == std::string::npos ? word : word.substr(slash + 1);
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), port.number);
  const bool fine = error == std::errc() && end == number.data() + number.size() &&
                    port.number > 0 && port.number < 65536 &&
                    (port.protocol == "tcp" || port.protocol == "udp");
  return fine ? std::optional(port) : std::nullopt;
}

Result<std::string> end_of(const graph::Graph& graph, const std::string& word) {
  if (word == ask::kInternet) return word;
  return ask::find_block(graph, word);
}

Result<Answer> answer_reach(const Asked& asked, const std::vector<std::string>& words) {
  if (words.empty() || words.size() > 2)
    return Failure{"it is asked of one or two: `svcc ask reach api`, `svcc ask reach web db:5432`"};
  const Result<std::string> from = end_of(asked.graph, words[0]);
  if (!from) return Failure{from.error()};
  if (words.size() == 1) return every_way(asked, from.value());
  const std::size_t colon = words[1].rfind(':');
  std::optional<ask::Port> port;
  if (colon != std::string::npos) {
    port = port_of(words[1].substr(colon + 1));
    if (!port)
      return Failure{
          fmt::format("`{}` is no port; write `5432` or `udp/53`", words[1].substr(colon + 1))};
  }
  const Result<std::string> to = end_of(asked.graph, words[1].substr(0, colon));
  if (!to) return Failure{to.error()};
  const ask::Way way = ask::reach(asked.graph, from.value(), to.value(), port);
  Answer answer{way.open ? "yes\n" : fmt::format("no: {}\n", way.why), json_of(way, asked.sources),
                way.open};
  for (const ask::Step& step : way.steps) answer.text += "  " + line_of(step, asked.sources) + "\n";
  return answer;
}

// ---- role, can

// `api.task`: the block and one of its roles.
Result<std::pair<std::string, ask::Part>> who_of(const graph::Graph& graph,
                                                 const std::string& word) {
  constexpr std::pair<std::string_view, ask::Part> kParts[] = {
      {".task", ask::Part::Task}, {".execution", ask::Part::Execution}, {".all", ask::Part::All}};
  for (const auto& [suffix, part] : kParts) {
    if (!word.ends_with(suffix)) continue;
    const Result<std::string> block =
        ask::find_block(graph, word.substr(0, word.size() - suffix.size()));
    if (!block) return Failure{block.error()};
    return std::pair(block.value(), part);
  }
  const Result<std::string> block = ask::find_block(graph, word);
  if (!block) return Failure{block.error()};
  return std::pair(block.value(), ask::Part::Task);
}

Json json_of(const ask::Right& right, const Sources& sources) {
  return {{"role", right.role},
          {"effect", right.allow ? "Allow" : "Deny"},
          {"action", right.action},
          {"resource", right.resource},
          {"condition", right.condition.empty() ? Json() : Json(right.condition)},
          {"line", ask::place_of({"", right.span}, sources)}};
}

std::string text_of(const ask::Right& right, const Sources& sources) {
  return fmt::format(
      "  {}\n", line_of({fmt::format("{} {} on {}{}", right.allow ? "may" : "is denied",
                                     right.action, right.resource,
                                     right.condition.empty() ? "" : ", when " + right.condition),
                         right.span},
                        sources));
}

Result<Answer> answer_role(const Asked& asked, const std::vector<std::string>& words) {
  if (words.size() != 1)
    return Failure{"it is asked of one: `svcc ask role api.task` (or `.execution`, `.all`)"};
  const auto who = who_of(asked.graph, words[0]);
  if (!who) return Failure{who.error()};
  const std::vector<ask::Right> rights =
      ask::rights_of(asked.graph, who.value().first, who.value().second);
  Answer answer{fmt::format("{}{}\n", words[0], rights.empty() ? " may do nothing" : ""),
                {{"block", who.value().first}, {"rights", Json::array()}}};
  for (const ask::Right& right : rights) {
    answer.text += text_of(right, asked.sources);
    answer.json["rights"].push_back(json_of(right, asked.sources));
  }
  return answer;
}

// The AWS actions that a word means for a block: the word itself, or those of a verb of its kind.
Result<std::vector<std::string>> actions_of(const std::string& word, const std::string& block) {
  if (word.find(':') != std::string::npos) return std::vector{word};
  const sema::KindDecl* kind = sema::find_kind(block.substr(0, block.find(' ')));
  if (kind == nullptr || kind->verbs.empty())
    return Failure{
        fmt::format("{} has no verbs; write an action, such as `sqs:SendMessage`", block)};
  std::vector<std::string_view> names;
  for (const sema::VerbDecl& verb : kind->verbs) names.push_back(verb.name);
  const sema::VerbDecl* verb = kind->verb(word);
  if (verb == nullptr)
    return Failure{
        fmt::format("{} has no verb `{}`; there is {}, or an action such as "
                    "`sqs:SendMessage`",
                    block, word, enumerate(names))};
  return std::vector<std::string>(verb->actions.begin(), verb->actions.end());
}

Result<Answer> answer_can(const Asked& asked, const std::vector<std::string>& words) {
  if (words.size() != 3) return Failure{"it takes three words: `svcc ask can api write orders`"};
  const auto who = who_of(asked.graph, words[0]);
  if (!who) return Failure{who.error()};
  const Result<std::string> target = ask::find_block(asked.graph, words[2]);
  if (!target) return Failure{target.error()};
  const Result<std::vector<std::string>> actions = actions_of(words[1], target.value());
  if (!actions) return Failure{actions.error()};
  const ask::Verdict verdict =
      ask::can(asked.graph, who.value().first, who.value().second, actions.value(), target.value());
  Answer answer{verdict.allowed ? "yes\n" : fmt::format("no: {}\n", printable(verdict.why)),
                {{"allowed", verdict.allowed}, {"why", verdict.why}, {"rights", Json::array()}},
                verdict.allowed};
  for (const ask::Right& right : verdict.rights) {
    answer.text += text_of(right, asked.sources);
    answer.json["rights"].push_back(json_of(right, asked.sources));
  }
  return answer;
}

// ---- deploy

std::string clock_text(std::int64_t seconds) {
  return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

Answer told(const simulate::ReleasePlan& plan, const simulate::ReleaseOptions& options) {
  Answer answer{fmt::format("{:>8} {:>5} {:>9} {:>8} {:>9}\n", "time", "old", "starting", "healthy",
                            "draining"),
                {{"steps", Json::array()}},
                plan.stuck.empty()};
  for (const simulate::ReleaseStep& step : plan.steps) {
    answer.text +=
        fmt::format("{:>8} {:>5} {:>9} {:>8} {:>9}  {}\n", clock_text(step.at), step.old_tasks,
                    step.starting, step.healthy, step.draining, step.what);
    answer.json["steps"].push_back({{"at", step.at},
                                    {"what", step.what},
                                    {"old", step.old_tasks},
                                    {"starting", step.starting},
                                    {"healthy", step.healthy},
                                    {"draining", step.draining},
                                    {"traffic", step.traffic}});
  }
  answer.json["least"] = plan.least;
  answer.json["most"] = plan.most;
  answer.json["interfaces"] = plan.interfaces;
  answer.json["stuck"] = plan.stuck.empty() ? Json() : Json(plan.stuck);
  answer.text += fmt::format("At least {} serve, at most {} run", plan.least, plan.most);
  if (plan.interfaces > 0)
    answer.text += fmt::format(", each with an address{}",
                               plan.free_addresses < 0
                                   ? std::string()
                                   : fmt::format(" of the {} that are free", plan.free_addresses));
  answer.text +=
      fmt::format(". A task is assumed to answer {} s after it starts (--start).\n", options.start);
  if (!plan.stuck.empty()) answer.text += fmt::format("It would stop: {}\n", plan.stuck);
  return answer;
}

Result<Answer> answer_deploy(const Asked& asked, const std::vector<std::string>& words,
                             const simulate::ReleaseOptions& options) {
  if (words.size() != 1) return Failure{"it is asked of one service: `svcc ask deploy api`"};
  driver::Checked& checked = asked.environment.checked;
  // Patches change what is released, as they change what is checked.
  const plan::AsPatched patched(checked.program);
  Sink known;  // the checks have reported it
  const plan::Plan again =
      patched.changes() ? plan::make_plan(checked.program, known) : plan::Plan();
  const plan::Plan& plan = patched.changes() ? again : *checked.plan;
  std::vector<std::string_view> names;
  for (const plan::Service& service : plan.services) {
    names.push_back(service.block->name);
    if (service.block->name != words[0]) continue;
    if (service.task == nullptr || service.block->flag("daemon"))
      return Failure{fmt::format("service {} is a daemon: one task on each instance", words[0])};
    return told(simulate::simulate_release(checked.program, plan, service, options), options);
  }
  return Failure{fmt::format("there is no service `{}`; there is {}", words[0], enumerate(names))};
}

Result<Answer> answer(const Asked& asked, const AskOptions& options) {
  if (options.question == "reach") return answer_reach(asked, options.words);
  if (options.question == "role") return answer_role(asked, options.words);
  if (options.question == "can") return answer_can(asked, options.words);
  return answer_deploy(asked, options.words, options.release);
}

// Environments with the same answer are printed once.
void print(const std::vector<std::pair<std::string, Answer>>& answers, bool json) {
  if (json) {
    Json all = {{"version", 1}, {"answers", Json::array()}};
    for (const auto& [environment, one] : answers)
      all["answers"].push_back(
          {{"environment", environment}, {"yes", one.yes}, {"answer", one.json}});
    return fmt::print("{}\n",
                      printable_json(all.dump(2, ' ', false, Json::error_handler_t::replace)));
  }
  std::vector<std::pair<std::string, std::string>> alike;
  for (const auto& [environment, one] : answers) {
    const auto same =
        std::find_if(alike.begin(), alike.end(),
                     [text = one.text](const auto& other) { return other.second == text; });
    if (same == alike.end())
      alike.emplace_back(environment, one.text);
    else
      same->first += ", " + environment;
  }
  for (const auto& [environment, text] : alike) {
    const bool one_line = text.find('\n') + 1 == text.size();
    fmt::print("{}{}", alike.size() == 1 ? "" : environment + (one_line ? ": " : ":\n"), text);
  }
}

int run_ask(const AskOptions& options) {
  const Disk disk;
  Result<LoadedPrograms> loaded = load_programs(disk, options.path, options.environment);
  if (!loaded) return complain(loaded.error()), kCannotRun;
  const LoadedPrograms all = std::move(loaded).value();
  if (all.errors) return complain("the program has errors, so it cannot be asked"), kCannotRun;
  if (all.programs.size() != 1)
    return complain(fmt::format("there are {} programs here; name one with --program",
                                all.programs.size())),
           kCannotRun;
  const LoadedProgram& program = all.programs.front();
  std::vector<std::pair<std::string, Answer>> answers;
  bool yes = true;
  for (const graph::Graph& graph : program.graphs) {
    const auto& states = program.engine->environments();
    const auto state = std::find_if(states.begin(), states.end(), [&](const auto& one) {
      return one->name == graph.environment;
    });
    Result<Answer> one = answer({graph, **state, program.engine->sources()}, options);
    if (!one) return complain(one.error()), kCannotRun;
    yes = yes && one.value().yes;
    answers.emplace_back(graph.environment, std::move(one).value());
  }
  print(answers, options.format == "json");
  return yes ? kFine : kProgramHasErrors;
}

}  // namespace

void add_ask(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<AskOptions>();
  CLI::App* command = app.add_subcommand(
      "ask", "Ask a program: who reaches whom, who may do what, how a release goes");
  command->footer(
      "For example:\n  svcc ask reach api                      # every way in and out\n"
      "  svcc ask reach web db:5432              # yes or no, and why\n"
      "  svcc ask role api.task                  # what its tasks may do, and why\n"
      "  svcc ask can api write orders           # a verb, or as sqs:SendMessage\n"
      "  svcc ask deploy api --env prod          # a release, step by step\n\n"
      "`internet` is the other end of what is public. Each answer names the lines that it rests "
      "on.\n\n"
      "Exit status: 0 yes (or it was told), 1 no, 2 it could not be asked.");
  command->add_option("question", options->question, "reach, role, can or deploy")
      ->required()
      ->check(one_of({"reach", "role", "can", "deploy"}));
  command->add_option("words", options->words,
                      "The blocks and verbs of the question, as in the examples");
  command->add_option("-e,--env", options->environment, "Ask only this environment")
      ->type_name("NAME");
  command
      ->add_option("-p,--program", options->path,
                   "The program, project or folder (default: the project)")
      ->type_name("PATH");
  command
      ->add_option("--count", options->release.count,
                   "deploy: how many tasks run before (default: the least)")
      ->check(whole_number())
      ->type_name("N");
  command
      ->add_option("--start", options->release.start,
                   "deploy: seconds from the start of a task until it answers")
      ->check(whole_number())
      ->capture_default_str()
      ->type_name("N");
  command->add_option("--format", options->format, "How to print the answer: text or json")
      ->check(one_of({"text", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  command->callback([options, &chosen] { chosen = [options] { return run_ask(*options); }; });
}

}  // namespace svc::cli
