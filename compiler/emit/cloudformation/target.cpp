#include <fmt/format.h>

#include <memory>
#include <optional>

#include "emit/cloudformation/cloudformation.h"
#include "emit/cloudformation/limits.h"
#include "emit/cloudformation/printer.h"
#include "emit/cloudformation/readme.h"
#include "emit/cloudformation/script.h"
#include "emit/document.h"
#include "emit/origins.h"
#include "emit/resources.h"

namespace svc::emit::cloudformation {
namespace {

class TemplateInspection final : public Inspection {
 public:
  TemplateInspection(const graph::Graph& graph, const Sources& sources, const Layout& layout,
                     Sink& sink)
      : names_(graph),
        resources_(graph, names_, sink),
        template_(resources_, names_, sources, nullptr, sink),
        layout_(layout),
        sink_(sink) {}

  [[nodiscard]] bool step(std::size_t nodes) override {
    if (next_ == 0) {
      (void)choose_stacks(resources_, layout_, 0, sink_);
      (void)template_.head();
    }
    const std::size_t end = std::min(template_.node_count(), next_ + nodes);
    for (; next_ < end; ++next_)
      template_.check_node(graph::NodeId{static_cast<std::uint32_t>(next_)});
    if (next_ < template_.node_count()) return true;
    (void)template_.outputs();
    return false;
  }

 private:
  Names names_;
  Resources resources_;
  Template template_;
  Layout layout_;
  Sink& sink_;
  std::size_t next_ = 0;
};

// The tags of the stack, which it gives to its resources, in the form that a pipeline's action
// takes:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
std::string stack_tags(const graph::Graph& graph) {
  Object tags;
  for (const auto& [key, value] : graph.tags) {
    if (const auto* words = value.get<std::string>()) tags.at(key).value = *words;
  }
  Object document;
  document.at("Tags").value = std::move(tags);
  return print_json(document);
}

// What a run makes of a graph.
struct Work {
  Work(const graph::Graph& graph, const Sources& sources, const EmitOptions& options,
       std::string_view target, Sink& sink)
      : names(graph), resources(graph, names, sink) {
    if (options.map)
      map.emplace(SourceMap::Words{.target = target, .value = "Value", .default_value = "Default"},
                  resources, sources, options.hidden);
    whole.emplace(resources, names, sources, map ? &*map : nullptr, sink);
  }

  Names names;
  Resources resources;
  std::optional<SourceMap> map;
  std::optional<Template> whole;
};

void give(OutputFile& file, const EmitOptions& options) {
  if (options.take) options.take(file);
}

OutputFile file_of(Printed text, const std::string& name, const EmitOptions& options) {
  OutputFile file;
  if (options.lines) file.lines = lines_of(text.text, std::move(text.written));
  file.path = name + (options.format == EmitOptions::Format::Json ? ".json" : ".yaml");
  file.contents = std::move(text.text);
  return file;
}

OutputFile printed(Template& whole, const std::string& name, const EmitOptions& options) {
  const std::unique_ptr<Printer> printer = make_printer(options.format, notes_of(options));
  Object head = whole.head();
  for (const graph::NodeId node : whole.order())
    printer->add(whole, node, whole.resources_of(node));
  return file_of(printer->finish({}, std::move(head), whole.outputs()), name, options);
}

// The templates of a divided program, and the script that deploys them. `sizes` is told which of
// them are too large, `sink` the rest.
std::vector<OutputFile> divided_files(Work& work, const Stacks& stacks, const EmitOptions& options,
                                      Sink& sizes, Sink& sink) {
  const graph::Graph& graph = work.resources.graph();
  Divided divided(*work.whole, work.resources, stacks, options, sink);
  std::vector<OutputFile> files;
  bool upload = false;
  for (StackTemplate& stack : divided.all()) {
    // A later run knows by this line that the file is its own, and removes it with the stack.
    OutputFile& file = files.emplace_back(
        file_of(stack.print(fmt::format("# Compiled by svcc: a stack of {}\n", graph.prefix())),
                stack.stack().name, options));
    file.part = true;
    upload = upload || file.contents.size() > kMostBytesInline;
    check_size(work.resources, options.layout, stack, file.contents.size(), sizes);
    give(file, options);
  }
  if (!options.readme) return files;
  OutputFile script = script_file(work.resources, work.names, divided.all(), options, upload);
  OutputFile readme = readme_file(work.resources, work.names, script, upload);
  files.push_back(std::move(script));
  give(files.back(), options);
  files.push_back(std::move(readme));
  give(files.back(), options);
  return files;
}

void add_maps(Work& work, const EmitOptions& options, std::vector<OutputFile>& files) {
  const graph::Graph& graph = work.resources.graph();
  if (options.map && !graph.tags.empty()) {
    OutputFile& tags = files.emplace_back();
    tags.path = graph.prefix() + ".tags.json";
    tags.deploy = true;
    tags.contents = stack_tags(graph);
    give(tags, options);
  }
  if (!work.map) return;
  std::vector<std::string> outputs;
  for (const graph::Output& output : graph.outputs)
    outputs.push_back("Outputs." + pascal_case(output.name));
  files.push_back({graph.prefix() + ".json", work.map->text(outputs), true});
  give(files.back(), options);
}

class CloudFormation final : public Target {
 public:
  [[nodiscard]] TargetId id() const override { return TargetId::CloudFormation; }

  [[nodiscard]] std::vector<OutputFile> emit(const graph::Graph& graph, const Sources& sources,
                                             const EmitOptions& options,
                                             Sink& sink) const override {
    Work work(graph, sources, options, name(), sink);
    std::vector<OutputFile> files;
    if (options.whole) return {printed(*work.whole, graph.prefix(), options)};
    const Stacks stacks = choose_stacks(work.resources, options.layout, 0, sink);
    if (stacks.divided()) {
      files = divided_files(work, stacks, options, sink, sink);
      add_maps(work, options, files);
      return files;
    }
    files.push_back(printed(*work.whole, graph.prefix(), options));
    if (files.front().contents.size() > kMostBytes) {
      if (options.layout.kind == Layout::Kind::Auto)
        return again_divided(graph, sources, options, files.front().contents.size(), sink);
      (void)choose_stacks(work.resources, options.layout, files.front().contents.size(), sink);
    }
    if (options.readme) files.push_back(readme_file(work.resources, work.names, files.front()));
    for (OutputFile& file : files) give(file, options);
    add_maps(work, options, files);
    return files;
  }

  [[nodiscard]] std::vector<std::string> names(const graph::Graph& graph) const override {
    Names names(graph);
    Sink nobody;
    return own_names(Resources(graph, names, nobody));
  }

  [[nodiscard]] std::vector<Origin> origins(
      const graph::Graph& graph,
      const std::function<bool(const graph::Node&)>& wanted) const override {
    Names names(graph);
    Sink nobody;
    Resources resources(graph, names, nobody);
    return origins_of(resources, wanted);
  }

  [[nodiscard]] std::unique_ptr<Inspection> inspection(const graph::Graph& graph,
                                                       const Sources& sources, const Layout& layout,
                                                       Sink& sink) const override {
    return std::make_unique<TemplateInspection>(graph, sources, layout, sink);
  }

 private:
  // One template was too long. What the schema refuses has been reported already.
  [[nodiscard]] std::vector<OutputFile> again_divided(const graph::Graph& graph,
                                                      const Sources& sources,
                                                      const EmitOptions& options, std::size_t bytes,
                                                      Sink& sink) const {
    Sink reported;
    Work work(graph, sources, options, name(), reported);
    const Stacks stacks = choose_stacks(work.resources, options.layout, bytes, sink);
    std::vector<OutputFile> files = divided_files(work, stacks, options, sink, reported);
    add_maps(work, options, files);
    return files;
  }
};

}  // namespace

std::unique_ptr<Target> make_target() {
  return std::make_unique<CloudFormation>();
}

}  // namespace svc::emit::cloudformation
