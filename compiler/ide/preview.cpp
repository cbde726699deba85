#include "ide/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/targets.h"
#include "emit/origins.h"
#include "ide/declarations.h"
#include "ide/environments.h"

namespace svc::ide {

namespace {

// What decided a resource, and below it each of its properties, by the steps of their paths.
struct Decided {
  Span span;  // invalid: nothing of this path alone
  std::map<std::string, Decided, std::less<>> below;
};
using Origins = std::map<std::string, Decided, std::less<>>;  // by address

Origins by_address(std::vector<emit::Origin> origins) {
  Origins all;
  for (const emit::Origin& origin : origins) {
    Decided* at = &all[origin.address];
    for (std::string_view rest = origin.path; !rest.empty();) {
      const std::size_t dot = std::min(rest.find('.'), rest.size());
      const auto known = at->below.find(rest.substr(0, dot));
      at = known != at->below.end() ? &known->second : &at->below[std::string(rest.substr(0, dot))];
      rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
    if (!at->span.valid()) at->span = origin.span;
  }
  return all;
}

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What stands around a line, and what is known of it.
struct Around {
  std::size_t indent = 0;
  std::string step;
  std::vector<const Decided*> places;  // where in the tree of a resource this may be: a single
                                       // nested block has no number in its path
  Span span;                           // what decided the innermost of it that is known
  std::map<std::string, std::size_t>
      blocks;  // of HCL: how many nested blocks of each name, or items ("[]"), have begun in it
};

// Which place decided each line of a document, told by its indentation and brackets: both targets
// write one property on a line.
class LineMapper {
 public:
  LineMapper(PreviewDocument& document, const Origins& origins)
      : document_(document), origins_(origins) {}
  virtual ~LineMapper() = default;

  void run() {
    const std::string_view text = document_.text;
    std::uint32_t number = 0;
    for (std::size_t begin = 0; begin < text.size(); ++number) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string_view words = text.substr(begin, end - begin);
      const std::size_t indent = std::min(words.find_first_not_of(' '), words.size());
      words.remove_prefix(indent);
      const bool tells = !words.empty() && !words.starts_with('#') && line(words, indent);
      if (tells && !around_.empty() && around_.back().span.valid()) {
        document_.steps.push_back({number, static_cast<std::uint32_t>(begin),
                                   static_cast<std::uint32_t>(end), around_.back().span});
      }
      begin = end + 1;
    }
  }

 protected:
  // Enters and leaves what the line does. Gives whether the line is about what is then innermost.
  virtual bool line(std::string_view words, std::size_t indent) = 0;

  void enter_resource(std::size_t indent, std::string_view address) {
    Around next{.indent = indent, .step = std::string(address)};
    if (const auto known = origins_.find(address); known != origins_.end()) {
      next.places.push_back(&known->second);
      next.span = known->second.span;
    }
    around_.push_back(std::move(next));
  }

  // A step of a path; `transparent`: one that paths do not have.
  void enter(std::size_t indent, std::string_view step, bool transparent = false) {
    Around next{.indent = indent, .step = std::string(step)};
    if (!around_.empty()) {
      next.span = around_.back().span;
      for (const Decided* place : around_.back().places) {
        const auto below = place->below.find(step);
        if (!transparent && below != place->below.end()) {
          next.places.push_back(&below->second);
          if (below->second.span.valid()) next.span = below->second.span;
        }
        if (transparent || is_number(step)) next.places.push_back(place);
      }
    }
    around_.push_back(std::move(next));
  }

  std::vector<Around> around_;

 private:
  PreviewDocument& document_;
  const Origins& origins_;
};

class YamlMapper final : public LineMapper {
 public:
  using LineMapper::LineMapper;

 private:
  bool line(std::string_view words, std::size_t indent) override {
    const bool item = words.starts_with("- ");
    while (!around_.empty() &&
           (around_.back().indent > indent || (around_.back().indent == indent && !item)))
      around_.pop_back();
    if (item) {
      enter_item(indent);
      words.remove_prefix(2);
      indent += 2;
    }
    const std::size_t colon = words.find(':');
    const bool key = colon != std::string_view::npos &&
                     (colon + 1 == words.size() || words[colon + 1] == ' ') &&
                     words.find(' ') >= colon;
    if (key) enter_key(indent, words.substr(0, colon));
    return true;
  }

  void enter_item(std::size_t indent) {
    while (!around_.empty() && around_.back().indent == indent && !is_number(around_.back().step))
      around_.pop_back();
    std::size_t number = 0;
    if (!around_.empty() && around_.back().indent == indent) {
      number = std::stoul(around_.back().step) + 1;
      around_.pop_back();
    }
    enter(indent, std::to_string(number));
  }

  // `Resources`, below it the name of one, below that `Properties`, and the steps of a path.
  void enter_key(std::size_t indent, std::string_view key) {
    const bool section =
        !around_.empty() && (around_[0].step == "Resources" || around_[0].step == "Parameters" ||
                             around_[0].step == "Outputs");
    if (around_.size() == 1 && section)
      enter_resource(
          indent, around_[0].step == "Outputs" ? "Outputs." + std::string(key) : std::string(key));
    else
      enter(indent, key, around_.size() == 2 && key == "Properties");
  }
};

class HclMapper final : public LineMapper {
 public:
  using LineMapper::LineMapper;

 private:
  bool line(std::string_view words, std::size_t indent) override {
    while (!around_.empty() && around_.back().indent >= indent) around_.pop_back();
    if (words.starts_with('}') || words.starts_with(']') || words.starts_with(')'))
      return true;  // about what it stands in
    if (indent == 0) {
      const std::string address = hcl_address(words);
      if (!address.empty()) enter_resource(0, address);
      return true;
    }
    if (around_.empty()) return false;
    if (words == "{") {  // an item of a list
      enter(indent, std::to_string(around_.back().blocks["[]"]++));
      return true;
    }
    const std::size_t assign = words.find(" = ");
    std::string_view step = words.substr(0, std::min(words.find_first_of(" {"), words.size()));
    if (step.starts_with('"')) step = step.substr(1, step.size() < 2 ? 0 : step.size() - 2);
    if (assign == std::string_view::npos &&
        words.ends_with('{')) {  // a nested block: there may be several of that name
      const std::size_t number = around_.back().blocks[std::string(step)]++;
      enter(indent, step);
      enter(indent, std::to_string(number));
    } else if (assign != std::string_view::npos || words.find("= ") != std::string_view::npos) {
      enter(indent, step);
    }
    return true;
  }

  static std::string hcl_address(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = line.find('"'); at != std::string_view::npos;) {
      const std::size_t end = line.find('"', at + 1);
      if (end == std::string_view::npos) break;
      words.emplace_back(line.substr(at + 1, end - at - 1));
      at = line.find('"', end + 1);
    }
    if (line.starts_with("resource ") && words.size() == 2) return words[0] + "." + words[1];
    if (line.starts_with("data ") && words.size() == 2) return "data." + words[0] + "." + words[1];
    if (line.starts_with("variable ") && words.size() == 1) return "var." + words[0];
    if (line.starts_with("output ") && words.size() == 1) return "output." + words[0];
    return {};
  }
};

void map_lines(PreviewDocument& document, const Origins& origins) {
  if (document.path.ends_with(".yaml"))
    YamlMapper(document, origins).run();
  else
    HclMapper(document, origins).run();
}

const LiveEnvironment* environment_named(const LiveProgram& program, std::string_view name) {
  for (const auto& environment : program.environments()) {
    if (environment->name == name) return environment.get();
  }
  return nullptr;
}

// The graph of a sound environment: the one that is there, or one that is made now.
const graph::Graph* graph_of(const LiveProgram& program, const LiveEnvironment& environment,
                             std::optional<graph::Graph>& made) {
  if (environment.graph) return &*environment.graph;
  if (!environment.checked.sound) return nullptr;
  Sink nobody;
  driver::Timings timings;
  made = driver::lower_environment(environment.checked, program.sources(), nobody, timings);
  return made ? &*made : nullptr;
}

}  // namespace

std::optional<Preview> preview(const LiveProgram& program, std::string_view environment,
                               std::string_view target) {
  const LiveEnvironment* found = environment_named(program, environment);
  const emit::Target* writer = driver::find_target(target);
  if (found == nullptr || writer == nullptr) return std::nullopt;
  std::optional<graph::Graph> made;
  const graph::Graph* graph = graph_of(program, *found, made);
  if (graph == nullptr) return std::nullopt;
  Sink sink;
  std::vector<emit::OutputFile> files = writer->emit(*graph, program.sources(), {}, sink);
  if (sink.has_errors()) return std::nullopt;
  const Origins origins =
      by_address(writer->origins(*graph, [](const graph::Node&) { return true; }));
  Preview result{std::string(environment), std::string(target), {}};
  for (emit::OutputFile& file : files) {
    PreviewDocument& document = result.documents.emplace_back();
    document.path = std::move(file.path);
    document.text = std::move(file.contents);
    map_lines(document, origins);
  }
  return result;
}

std::optional<Span> source_of(const PreviewDocument& document, std::uint32_t offset) {
  const auto after = std::upper_bound(
      document.steps.begin(), document.steps.end(), offset,
      [](std::uint32_t at, const PreviewDocument::Step& step) { return at < step.begin; });
  if (after == document.steps.begin()) return std::nullopt;
  const PreviewDocument::Step& step = *(after - 1);
  return offset <= step.end ? std::optional(step.source) : std::nullopt;
}

std::vector<PreviewPlace> places_of(const LiveProgram& program, const Preview& preview,
                                    Point point) {
  const ast::Ast* tree = program.tree(point.file);
  if (tree == nullptr) return {};
  std::vector<const ast::Member*> path = path_to(*tree, point.offset);
  for (auto member = path.rbegin(); member != path.rend(); ++member) {
    std::vector<PreviewPlace> found;
    for (std::size_t i = 0; i < preview.documents.size(); ++i) {
      for (const PreviewDocument::Step& step : preview.documents[i].steps) {
        const bool inside = step.source.file == point.file &&
                            (*member)->span.begin <= step.source.begin &&
                            step.source.end <= (*member)->span.end;
        if (inside) found.push_back({i, step.begin, step.end});
      }
    }
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<std::string> resources_of(const LiveProgram& program, Span member) {
  std::vector<std::string> found;
  for (const auto& environment : program.environments()) {
    std::optional<graph::Graph> made;
    const graph::Graph* graph = graph_of(program, *environment, made);
    if (graph == nullptr) continue;
    for (const emit::Origin& origin :
         driver::targets().front()->origins(*graph, MadeBy(environment->checked.program, member))) {
      if (origin.path.empty() && !origin.type.empty())
        found.push_back(fmt::format("{} {}", origin.type, origin.address));
    }
    if (!found.empty()) break;
  }
  return found;
}

std::vector<Becomes> becomes(const LiveProgram& program, Span member) {
  const ast::Ast* tree = program.tree(member.file);
  const std::vector<const ast::Member*> path =
      tree == nullptr ? std::vector<const ast::Member*>() : path_to(*tree, member.begin);
  if (path.empty()) return {};
  const Span top = path.front()->span;
  std::vector<Becomes> all;
  for (const emit::Target* target : driver::chosen_targets(program.settings().targets)) {
    Becomes one{std::string(target->name()), {}};
    for (const auto& environment : program.environments()) {
      std::optional<graph::Graph> made;
      const graph::Graph* graph = graph_of(program, *environment, made);
      if (graph == nullptr) continue;
      const auto near = [top](const graph::Node& node) {
        return node.span.file == top.file && top.begin <= node.span.begin &&
               node.span.end <= top.end;
      };
      for (const emit::Origin& origin : target->origins(*graph, near)) {
        const bool inside = origin.span.file == member.file && member.begin <= origin.span.begin &&
                            origin.span.end <= member.end;
        if (!inside || origin.path.empty()) continue;
        // A structure that was made here says it once; so do the items of a list.
        const std::string text =
            fmt::format("{} {}", origin.type, origin.path.substr(0, origin.path.find('.')));
        if (std::find(one.properties.begin(), one.properties.end(), text) == one.properties.end())
          one.properties.push_back(text);
      }
      break;  // the first environment that can be lowered
    }
    if (!one.properties.empty()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace svc::ide
