// Metrics of CloudWatch: whether what an alarm or a scaling policy watches exists.
#include "check/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/suggest.h"
#include "plan/facts.h"
#include "plan/metrics.h"
#include "sema/edits.h"

namespace svc::check {

namespace {

using sema::Block;

// `alarm slow`, "input `errors`"
std::string watcher(const Block& watch) {
  return watch.top_level ? fmt::format("alarm `{}`", watch.name)
                         : fmt::format("input `{}`", watch.name);
}

// A namespace that svcc does not know may be newer, or the program's own: only a slip is reported.
void check_namespace(std::string_view space, Span span, Sink& sink) {
  const FactList known("metric-namespaces");
  if (known.has(space)) return;
  const std::string_view meant = closest(space, known.names());
  if (meant.empty()) return;
  suggest_text(sink.report<diag::UnknownNamespace>(span, space), span, space, meant, {});
}

// ---- What is watched

bool says_what(const Block& watch, Sink& sink) {
  const std::string_view word = plan::metric_word(watch);
  const Span span = watch.has("metric") ? watch["metric"].span : watch.name_span;
  const auto missing = [&](std::string_view reason, std::string_view help) {
    sink.report<diag::WatchIncomplete>(span, watcher(watch), reason).help(std::string(help));
    return false;
  };
  if (!watch.has("metric"))
    return missing("it has no metric", "write `metric = …`, or an `expression`");
  if (watch.block("of") != nullptr) return true;
  if (!word.empty())
    return missing(fmt::format("`{}` is a metric of a block of the program", word),
                   "write `of = …` with the service, queue or balancer");
  if (watch.has("namespace")) return true;
  return missing("its metric has no namespace", "write `namespace = \"AWS/…\"`");
}

// The namespace and the dimensions of a word follow from the block.
void check_word_alone(const Block& watch, Sink& sink) {
  for (const std::string_view field : {"namespace", "dimensions"}) {
    if (!watch.wrote(field)) continue;
    sink.report<diag::WatchTwice>(watch[field].span, watcher(watch), field,
                                  fmt::format("metric = {}", plan::metric_word(watch)))
        .related(watch["metric"].span, "the metric, whose namespace and dimensions are known")
        .help("leave it out, or write CloudWatch's own name of the metric in quotes");
  }
}

void check_kind_of_metric(const Block& watch, Sink& sink) {
  const Block& of = *watch.block("of");
  const std::string_view name = plan::metric_word(watch);
  if (of.kind->name == "balancer" && !of.existing && of.symbol("type") == "network") {
    sink.report<diag::AlarmMetric>(watch["of"].span, "Network Load Balancer", name)
        .help(fmt::format(
            "watch the service behind it, or write the name of a metric of {} in quotes",
            plan::metric_namespace(of)));
    return;
  }
  const std::vector<std::string_view> known = plan::metrics_of(of.kind->name);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    sink.report<diag::AlarmMetric>(watch["metric"].span, of.kind->name, name)
        .related(watch["of"].span, "what is watched")
        .help(fmt::format("it has {}", fmt::join(known, ", ")));
    return;
  }
  if (name != "dead_letters" || (!of.existing && of.flag("dead_letter"))) return;
  sink.report<diag::AlarmDeadLetters>(watch["metric"].span, of.name)
      .related(of.span, "the queue")
      .help("write `metric = age`")
      .fix("Write `metric = age`", sema::set_field(watch, "metric", "age"));
}

// ---- Routes

// Whether a load balancer counts the metric, for each target group.
bool is_of_route(const Block& watch) {
  const std::string_view word = plan::metric_word(watch);
  if (!word.empty()) {
    const std::vector<std::string_view> known = plan::metrics_of("service");
    return word != "cpu" && word != "memory" &&
           std::find(known.begin(), known.end(), word) != known.end();
  }
  const auto* space = watch["namespace"].get<std::string>();
  return space != nullptr && space->ends_with("ELB");
}

std::string metric_text(const Block& watch) {
  const std::string_view word = plan::metric_word(watch);
  const auto* name = watch["metric"].get<std::string>();
  return !word.empty() ? std::string(word) : name != nullptr ? *name : "its metric";
}

std::vector<std::string_view> route_names(const Block& of) {
  std::vector<std::string_view> names;
  for (const Block* route : of.nested("route")) names.emplace_back(route->name);
  return names;
}

bool knows_named_route(const Block& watch, Sink& sink) {
  if (!watch.has("route")) return true;
  const Block& of = *watch.block("of");
  const std::vector<std::string_view> names = route_names(of);
  const std::string_view wanted = watch.text("route");
  if (std::find(names.begin(), names.end(), wanted) != names.end()) return true;
  const Span span = watch["route"].span;
  suggest(sink.report<diag::WatchedRoute>(span, of.kind->name, of.name, wanted)
              .related(of.span, "what is watched"),
          span, closest(wanted, names),
          names.empty() ? std::string("leave `route` out")
                        : fmt::format("it has {}", enumerate(names, "and")),
          true);
  return false;
}

// A balancer has a service's metrics per target group.
void check_watched_route(const Block& watch, Sink& sink) {
  const Block& of = *watch.block("of");
  if (!knows_named_route(watch, sink) || of.kind->name != "service" || !is_of_route(watch)) return;
  const Block* route = plan::watched_route(watch);
  if (route == nullptr) {
    const std::vector<std::string_view> names = route_names(of);
    sink.report<diag::AlarmRoute>(
            watch["metric"].span, metric_text(watch), of.name,
            names.empty() ? std::string("none") : fmt::format("{}", names.size()))
        .related(of.span, "the service")
        .help(names.empty() ? "watch the balancer: `of = BALANCER`"
                            : fmt::format("write `route = \"{}\"`, or watch the balancer: `of = "
                                          "BALANCER`",
                                          names.back()));
    return;
  }
  const Block* balancer = route->labels.front().block;
  const bool layer4 =
      balancer != nullptr && !balancer->existing && balancer->symbol("type") == "network";
  if (!layer4 || plan::metric_word(watch).empty()) return;
  sink.report<diag::AlarmMetric>(watch["of"].span, "Network Load Balancer",
                                 plan::metric_word(watch))
      .help("watch `cpu` or `memory` of the service");
}

// ---- Expressions

// The names in an expression. Functions and `AND`, `OR` are in capital letters.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
struct Words {
  std::vector<std::string_view> names;
  std::vector<std::string_view> functions;
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

Words words_in_math(std::string_view expression) {
  Words found;
  for (std::size_t at = 0; at < expression.size();) {
    const char c = expression[at];
    if (c == '"' || c == '\'') {
      at = std::min(expression.find(c, at + 1), expression.size() - 1) + 1;
    } else if (!is_word(c)) {
      ++at;
    } else {
      const std::size_t begin = at;
      while (at < expression.size() && is_word(expression[at])) ++at;
      const std::string_view word = expression.substr(begin, at - begin);
      if (std::islower(static_cast<unsigned char>(c)) != 0) found.names.push_back(word);
      if (std::isupper(static_cast<unsigned char>(c)) != 0) found.functions.push_back(word);
    }
  }
  return found;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html (Id)
std::string fault_of_name(std::string_view name) {
  if (name == "value" || name == "band") return "svcc uses it itself";
  if (std::islower(static_cast<unsigned char>(name.front())) == 0 ||
      !std::all_of(name.begin(), name.end(), is_word))
    return "it begins with a small letter and has letters, digits and `_`";
  return {};
}

std::vector<std::string_view> input_names(const Block& owner, Sink& sink) {
  std::vector<std::string_view> names;
  for (const Block* input : owner.nested("input")) {
    const std::string fault = input->name.empty() ? "it is empty" : fault_of_name(input->name);
    if (!fault.empty())
      sink.report<diag::MathInputName>(input->name_span, input->name, fault)
          .help("write a name such as `errors`, and the same in the expression");
    names.emplace_back(input->name);
  }
  return names;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html
void check_functions(const Block& owner, const Words& words, Sink& sink) {
  for (const std::string_view function : words.functions) {
    if (function != "SEARCH") continue;
    sink.report<diag::MathSearch>(owner["expression"].span, function)
        .help("write an `input` block for each metric");
    return;
  }
}

void check_names_used(const Block& owner, const Words& words,
                      const std::vector<std::string_view>& inputs, Sink& sink) {
  const Span span = owner["expression"].span;
  for (const std::string_view name : std::set(words.names.begin(), words.names.end())) {
    if (std::find(inputs.begin(), inputs.end(), name) != inputs.end()) continue;
    const std::string_view meant = closest(name, inputs);
    suggest_word(sink.report<diag::MathName>(span, name), span, name, meant,
                 inputs.empty() ? fmt::format("add `input {} {{ … }}`", name)
                                : fmt::format("its inputs are {}", enumerate(inputs, "and")));
  }
  const auto& functions = words.functions;
  if (std::find(functions.begin(), functions.end(), "METRICS") != functions.end()) return;
  for (const Block* input : owner.nested("input")) {
    if (std::find(words.names.begin(), words.names.end(), input->name) != words.names.end())
      continue;
    sink.report<diag::MathInputUnused>(input->name_span, input->name)
        .related(span, "the expression")
        .help("use it, or leave it out");
  }
}

}  // namespace

void check_metric_name(const NamedMetric& metric, Sink& sink) {
  const FactList known("metrics");
  const std::string prefix = std::string(metric.space) + ":";
  std::vector<std::string_view> names;
  for (const std::string_view entry : known.names()) {
    if (entry.starts_with(prefix)) names.push_back(entry.substr(prefix.size()));
  }
  if (names.empty()) return check_namespace(metric.space, metric.space_span, sink);
  if (std::find(names.begin(), names.end(), metric.name) != names.end()) return;
  const std::string_view meant = closest(metric.name, names);
  // An entry `*` says that there are more metrics than the list has.
  if (known.has(prefix + "*") && meant.empty()) return;
  suggest_text(sink.report<diag::UnknownMetric>(metric.name_span, metric.space, metric.name),
               metric.name_span, metric.name, meant,
               fmt::format("it has {}, for example", names.front()));
}

void check_dimensions(std::string_view space, const sema::Value& dimensions, Sink& sink) {
  const auto known = FactList("metric-dimensions").values(space);
  const auto* object = dimensions.get<sema::Object>();
  if (known.empty() || object == nullptr) return;
  for (const auto& [name, value] : object->entries) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    suggest(sink.report<diag::UnknownDimension>(value.span, space, name), Span{},
            closest(name, known), fmt::format("they have {}", enumerate(known, "and")));
  }
}

void check_watched(const Block& watch, Sink& sink) {
  if (!says_what(watch, sink)) return;
  const bool word = !plan::metric_word(watch).empty();
  if (word) {
    check_word_alone(watch, sink);
    check_kind_of_metric(watch, sink);
  }
  if (watch.block("of") != nullptr) check_watched_route(watch, sink);
  if (word) return;
  const Block* of = watch.block("of");
  const bool own = of != nullptr && !watch.has("namespace");
  const auto* written = watch["namespace"].get<std::string>();
  const std::string_view space = own       ? plan::metric_namespace(*of)
                                 : written ? std::string_view(*written)
                                           : std::string_view();
  if (space.empty()) return;
  const Span span = watch[own ? "of" : "namespace"].span;
  if (const auto* name = watch["metric"].get<std::string>())
    check_metric_name({space, span, *name, watch["metric"].span}, sink);
  check_dimensions(space, watch["dimensions"], sink);
}

void check_expression(const Block& owner, Sink& sink) {
  for (const Block* input : owner.nested("input")) check_watched(*input, sink);
  const std::vector<std::string_view> inputs = input_names(owner, sink);
  const auto* text = owner["expression"].get<std::string>();
  if (text == nullptr) return;
  const Words words = words_in_math(*text);
  check_functions(owner, words, sink);
  check_names_used(owner, words, inputs, sink);
}

}  // namespace svc::check
