#include "ide/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/targets.h"
#include "emit/origins.h"
#include "ide/declarations.h"

namespace svc::ide {

namespace {

using Paths = std::map<std::string, Span, std::less<>>;
using Origins = std::map<std::string, Paths, std::less<>>;  // address → path → place

// Which resource and property each line of a document is about, by its indentation and brackets: both targets write one property on a line.
class LineMapper {
 public:
  LineMapper(PreviewDocument& document, const Origins& origins) : document_(document), origins_(origins), yaml_(document.path.ends_with(".yaml")) {}

  void run() {
    std::uint32_t begin = 0;
    const std::string& text = document_.text;
    while (begin < text.size()) {
      const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
      yaml_ ? yaml_line(begin, end) : hcl_line(begin, end);
      begin = end + 1;
    }
  }

 private:
  struct Open {
    std::size_t indent = 0;
    std::string step;
    std::size_t items = 0;      // of a list, how many have begun
  };

  void yaml_line(std::uint32_t begin, std::uint32_t end) {
    std::string_view line(document_.text.data() + begin, end - begin);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(indent);
    if (line.empty() || line.starts_with('#')) return;
    std::size_t depth = indent;
    const bool item = line.starts_with("- ");
    while (!open_.empty() && (open_.back().indent > depth || (open_.back().indent == depth && !item))) open_.pop_back();
    if (item) {
      while (!open_.empty() && open_.back().indent == depth && !is_number(open_.back().step)) open_.pop_back();
      std::size_t number = 0;
      if (!open_.empty() && open_.back().indent == depth) {
        number = std::stoul(open_.back().step) + 1;
        open_.pop_back();
      }
      open_.push_back({depth, std::to_string(number)});
      line.remove_prefix(2);
      depth += 2;
    }
    const std::size_t colon = line.find(':');
    const bool key = colon != std::string_view::npos && (colon + 1 == line.size() || line[colon + 1] == ' ') && line.find(' ') >= colon;
    if (key) open_.push_back({depth, std::string(line.substr(0, colon))});
    note(begin, end, 1);
  }

  static bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }); }

  void hcl_line(std::uint32_t begin, std::uint32_t end) {
    std::string_view line(document_.text.data() + begin, end - begin);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(indent);
    if (line.empty() || line.starts_with('#')) return;
    if (indent == 0) open_.clear();
    while (!open_.empty() && open_.back().indent >= indent) open_.pop_back();
    if (line.starts_with('}') || line.starts_with(']') || line.starts_with(')')) return note_at(begin, end, open_);
    if (indent == 0) {
      const std::string address = hcl_address(line);
      if (!address.empty()) open_.push_back({0, address});
      blocks_.clear();
      return note(begin, end, 0);
    }
    if (line == "{") {  // an item of a list
      std::string path;
      for (const Open& open : open_) path += open.step + ".";
      open_.push_back({indent, std::to_string(blocks_[path + "[]"]++)});
      return note(begin, end, 0);
    }
    const std::size_t assign = line.find(" = ");
    std::string step(line.substr(0, std::min(line.find_first_of(" {"), line.size())));
    if (step.starts_with('"')) step = step.substr(1, step.size() < 2 ? 0 : step.size() - 2);
    if (assign == std::string_view::npos && line.ends_with('{') && line != "{") {  // a nested block: there may be several of that name
      std::string path;
      for (const Open& open : open_) path += open.step + ".";
      const std::size_t number = blocks_[path + step]++;
      open_.push_back({indent, step});
      open_.push_back({indent, std::to_string(number)});
    } else if (assign != std::string_view::npos || line.find("= ") != std::string_view::npos) {
      open_.push_back({indent, step});
    }
    note(begin, end, 0);
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

  // `skip`: steps before the address (`Resources`).
  void note(std::uint32_t begin, std::uint32_t end, std::size_t skip) {
    std::vector<Open> open(open_.begin() + static_cast<std::ptrdiff_t>(std::min(skip, open_.size())), open_.end());
    if (yaml_ && !open_.empty() && open_.front().step != "Resources" && open_.front().step != "Parameters" && open_.front().step != "Outputs") return;
    if (yaml_ && !open.empty() && open_.front().step == "Outputs") open.front().step = "Outputs." + open.front().step;
    if (yaml_ && open.size() > 1 && open[1].step == "Properties") open.erase(open.begin() + 1);
    note_at(begin, end, open);
  }

  void note_at(std::uint32_t begin, std::uint32_t end, const std::vector<Open>& open) {
    if (open.empty()) return;
    const auto known = origins_.find(open.front().step);
    if (known == origins_.end()) return;
    // The deepest place that is known. A single nested block has no number in the path.
    const Span* place = nullptr;
    std::string found;
    std::vector<std::string> candidates = {""};
    if (const auto own = known->second.find(""); own != known->second.end()) place = &own->second;
    for (std::size_t i = 1; i < open.size() && !candidates.empty(); ++i) {
      std::vector<std::string> next;
      for (const std::string& path : candidates) {
        const std::string longer = path.empty() ? open[i].step : path + "." + open[i].step;
        if (const auto at = known->second.find(longer); at != known->second.end()) {
          next.push_back(longer);
          place = &at->second;
          found = longer;
        }
        if (is_number(open[i].step)) next.push_back(path);
      }
      candidates = std::move(next);
    }
    if (place != nullptr && place->valid()) document_.steps.push_back({begin, end, open.front().step, found, *place});
  }

  PreviewDocument& document_;
  const Origins& origins_;
  bool yaml_;
  std::vector<Open> open_;
  std::map<std::string, std::size_t> blocks_;   // nested blocks of each name so far
};

const LiveEnvironment* environment_named(const LiveProgram& program, std::string_view name) {
  for (const auto& environment : program.environments()) {
    if (environment->name == name) return environment.get();
  }
  return nullptr;
}

// The graph of a sound environment: the one that is there, or one that is made now.
const graph::Graph* graph_of(const LiveProgram& program, const LiveEnvironment& environment, std::optional<graph::Graph>& made) {
  if (environment.graph) return &*environment.graph;
  if (!environment.checked.sound) return nullptr;
  Sink nobody;
  driver::Timings timings;
  made = driver::lower_environment(environment.checked, program.sources(), nobody, timings);
  return made ? &*made : nullptr;
}

}  // namespace

std::optional<Preview> preview(const LiveProgram& program, std::string_view environment, std::string_view target) {
  const LiveEnvironment* found = environment_named(program, environment);
  const emit::Target* writer = driver::find_target(target);
  if (found == nullptr || writer == nullptr) return std::nullopt;
  std::optional<graph::Graph> made;
  const graph::Graph* graph = graph_of(program, *found, made);
  if (graph == nullptr) return std::nullopt;
  Sink sink;
  std::vector<emit::OutputFile> files = writer->emit(*graph, program.sources(), {}, sink);
  if (sink.has_errors()) return std::nullopt;
  Origins origins;
  for (emit::Origin& origin : writer->origins(*graph, [](const graph::Node&) { return true; })) origins[origin.address].emplace(std::move(origin.path), origin.span);
  Preview result{std::string(environment), std::string(target), {}};
  for (emit::OutputFile& file : files) {
    PreviewDocument& document = result.documents.emplace_back();
    document.path = std::move(file.path);
    document.text = std::move(file.contents);
    LineMapper(document, origins).run();
  }
  return result;
}

std::optional<Span> source_of(const PreviewDocument& document, std::uint32_t offset) {
  const auto after = std::upper_bound(document.steps.begin(), document.steps.end(), offset, [](std::uint32_t at, const PreviewDocument::Step& step) { return at < step.begin; });
  if (after == document.steps.begin()) return std::nullopt;
  const PreviewDocument::Step& step = *(after - 1);
  return offset <= step.end ? std::optional(step.source) : std::nullopt;
}

std::vector<PreviewPlace> places_of(const LiveProgram& program, const Preview& preview, Point point) {
  const ast::Ast* tree = program.tree(point.file);
  if (tree == nullptr) return {};
  std::vector<const ast::Member*> path = path_to(*tree, point.offset);
  for (auto member = path.rbegin(); member != path.rend(); ++member) {
    std::vector<PreviewPlace> found;
    for (std::size_t i = 0; i < preview.documents.size(); ++i) {
      for (const PreviewDocument::Step& step : preview.documents[i].steps) {
        const bool inside = step.source.file == point.file && (*member)->span.begin <= step.source.begin && step.source.end <= (*member)->span.end;
        if (inside) found.push_back({i, step.begin, step.end});
      }
    }
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<std::string> resources_of(const LiveProgram& program, Span member) {
  std::vector<std::string> found;
  const auto inside = [member](const graph::Node& node) { return node.span.file == member.file && member.begin <= node.span.begin && node.span.end <= member.end; };
  for (const auto& environment : program.environments()) {
    std::optional<graph::Graph> made;
    const graph::Graph* graph = graph_of(program, *environment, made);
    if (graph == nullptr) continue;
    for (const emit::Origin& origin : driver::targets().front()->origins(*graph, inside)) {
      if (origin.path.empty() && !origin.type.empty()) found.push_back(fmt::format("{} {}", origin.type, origin.address));
    }
    if (!found.empty()) break;
  }
  return found;
}

std::vector<Becomes> becomes(const LiveProgram& program, Span member) {
  const ast::Ast* tree = program.tree(member.file);
  const std::vector<const ast::Member*> path = tree == nullptr ? std::vector<const ast::Member*>() : path_to(*tree, member.begin);
  if (path.empty()) return {};
  const Span top = path.front()->span;
  std::vector<Becomes> all;
  for (const emit::Target* target : driver::targets()) {
    Becomes one{std::string(target->name()), {}};
    for (const auto& environment : program.environments()) {
      std::optional<graph::Graph> made;
      const graph::Graph* graph = graph_of(program, *environment, made);
      if (graph == nullptr) continue;
      const auto near = [top](const graph::Node& node) { return node.span.file == top.file && top.begin <= node.span.begin && node.span.end <= top.end; };
      for (const emit::Origin& origin : target->origins(*graph, near)) {
        const bool inside = origin.span.file == member.file && member.begin <= origin.span.begin && origin.span.end <= member.end;
        if (!inside || origin.path.empty()) continue;
        // A structure that was made here says it once; so do the items of a list.
        const std::string text = fmt::format("{} {}", origin.type, origin.path.substr(0, origin.path.find('.')));
        if (std::find(one.properties.begin(), one.properties.end(), text) == one.properties.end()) one.properties.push_back(text);
      }
      break;  // the first environment that can be lowered
    }
    if (!one.properties.empty()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace svc::ide
