#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

#include "base/json_depth.h"
#include "base/printable.h"
#include "cli/commands.h"
#include "cli/disk.h"
#include "cli/report.h"
#include "driver/programs.h"
#include "trace/annotate_json.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

struct TraceOptions {
  std::string out;
  std::string address;
  bool from_stdin = false;
};

// A map, and the folder that holds `maps/`.
struct Loaded {
  fs::path root;
  trace::Map map;
};

// The map files for an output: for a template, a .tf file or a module its own map; for a folder
// above them, all maps.
struct Places {
  fs::path root;
  std::vector<fs::path> files;
};

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(folder, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->is_regular_file(error) && at->path().extension() == ".json")
      files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// `shop-prod-service-api.yaml` is a stack of `shop-prod`.
bool is_stack_of(const fs::path& file, const std::string& document) {
  return file.filename().string().starts_with(document + "-") &&
         (file.extension() == ".yaml" || file.extension() == ".json");
}

// `steps` are the path from the folder that holds `maps/` to what the user named: nothing, a
// target, a document of it, or a file of that.
std::vector<fs::path> map_files(const fs::path& maps, const std::vector<std::string>& steps) {
  if (steps.empty() || steps.front() == "maps") return json_files(maps);
  if (steps.size() == 1) return json_files(maps / steps[0]);
  const fs::path document = steps[1];
  const bool named_file = document.extension() == ".yaml" || document.extension() == ".json";
  const fs::path file =
      maps / steps[0] / ((named_file ? document.stem().string() : steps[1]) + ".json");
  std::error_code error;
  if (fs::is_regular_file(file, error)) return {file};
  if (!named_file) return {};
  // A stack of a divided program has the map of the program.
  std::vector<fs::path> found;
  for (const fs::path& map : json_files(maps / steps[0])) {
    const bool longer =
        found.empty() || map.stem().string().size() > found[0].stem().string().size();
    if (longer && is_stack_of(document, map.stem().string())) found = {map};
  }
  return found;
}

Places find_maps(const std::string& out) {
  std::error_code error;
  fs::path at = fs::absolute(out, error).lexically_normal();
  if (!at.has_filename()) at = at.parent_path();
  if (fs::is_regular_file(at, error) && at.parent_path().parent_path().filename() == "maps")
    return {at.parent_path().parent_path().parent_path(), {at}};
  std::vector<std::string> steps;
  for (; !at.empty(); at = at.parent_path()) {
    if (fs::is_directory(at / "maps", error)) {
      if (std::vector<fs::path> files = map_files(at / "maps", steps); !files.empty())
        return {at, std::move(files)};
    }
    if (at == at.parent_path() || steps.size() == 3) break;  // a .tf file is three below
    steps.insert(steps.begin(), at.filename().string());
  }
  return {};
}

// The default output folder: from svc.yaml, else `out`.
std::string usual_output(const Disk& disk) {
  const Result<std::vector<driver::Found>> programs = driver::find_programs(disk, "");
  if (!programs) return "out";
  const driver::Found& program = programs.value().front();
  if (program.project == nullptr || program.project->output.empty()) return "out";
  return (fs::path(program.folder) / program.project->output).lexically_normal().string();
}

std::string place_line(const trace::Place& place) {
  return printable(fmt::format("{}:{}:{}", place.file, place.line, place.column));
}

void print_source(const trace::Place& place) {
  if (place.text.empty()) return;
  const std::string number = std::to_string(place.line);
  fmt::print("{} | {}\n{} | {}^\n", number, printable_columns(place.text),
             std::string(number.size(), ' '),
             std::string(std::min<std::size_t>(place.column - 1, place.text.size()), ' '));
}

// How a line led to the next one.
std::string_view step_text(std::string_view how) {
  if (how == "instance") return "made of the component at";
  if (how == "given") return "with the value of";
  return how == "environment" ? "in the environment at" : "instead of";
}

void print_origin(const trace::Origin& origin, std::string_view document) {
  if (!document.empty()) fmt::print("{}: ", printable(document));
  fmt::print("{}", place_line(origin.place));
  const std::string known =
      origin.path.empty() ? origin.address : origin.address + "." + origin.path;
  fmt::print("{}\n", origin.exact ? ""
                                  : fmt::format("  (of {}; the rest has no line of its own)",
                                                printable(known)));
  print_source(origin.place);
  for (const trace::Step& step : origin.way) {
    fmt::print("{} {}\n", step_text(step.how), place_line(step.place));
    print_source(step.place);
  }
}

std::string_view without_indent(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
}

int trace_address(const std::vector<Loaded>& maps, const std::string& address) {
  bool found = false;
  std::string reason;
  for (const Loaded& one : maps) {
    const Result<trace::Origin> origin = one.map.find(address);
    if (!origin) {
      if (reason.empty() || !origin.failure().suggestion.empty()) reason = origin.error();
      continue;
    }
    print_origin(origin.value(),
                 maps.size() > 1 ? one.map.target() + "/" + one.map.document() : "");
    found = true;
  }
  if (!found) complain(reason);
  return found ? kFine : kProgramHasErrors;
}

void annotate_line(trace::Annotator& annotator, const std::string& line) {
  fmt::print("{}\n", line);
  for (const trace::Origin& origin : annotator.read(line)) {
    fmt::print("    --> {}  {}\n", place_line(origin.place),
               printable_columns(without_indent(origin.place.text)));
    for (const trace::Step& step : origin.way)
      fmt::print("        {} {}  {}\n", step_text(step.how), place_line(step.place),
                 printable_columns(without_indent(step.place.text)));
  }
}

// Repeats a tool's output from standard input, with the lines of the program that it is about.
class Repeater {
 public:
  explicit Repeater(trace::Annotator& annotator) : annotator_(annotator) {}

  // Gives whether everything could be read.
  bool run() {
    for (std::string line; std::getline(std::cin, line);) {
      ++line_;
      if ((line.starts_with('{') || line.starts_with('[')) && json(line)) continue;
      annotate_line(annotator_, line);
    }
    return readable_;
  }

 private:
  // A tool that answers in JSON: one object a line, or one document over many lines. Text that only
  // begins like JSON is read as lines.
  bool json(const std::string& first) {
    if (document(first)) return true;
    if (first != "{" && first != "[") return false;
    const std::string text =
        first + "\n" + std::string(std::istreambuf_iterator<char>(std::cin), {});
    if (document(text)) return true;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) annotate_line(annotator_, line);
    return true;
  }

  // Prints the text as JSON, if it is.
  bool document(const std::string& text) {
    if (const std::optional<std::size_t> at = too_deep_json(text)) {
      const auto in_text = SourceFile("", text).position(static_cast<std::uint32_t>(*at));
      complain(fmt::format("standard input:{}:{}", line_ + in_text.line - 1, in_text.column),
               fmt::format("brackets nest more than {} deep here, so this is not read as JSON",
                           kMostJsonNesting));
      readable_ = false;
      return false;
    }
    const auto annotated = trace::annotated_json(text, annotator_);
    if (annotated) fmt::print("{}\n", *annotated);
    return annotated.has_value();
  }

  trace::Annotator& annotator_;
  std::uint32_t line_ = 0;  // the line of standard input where the text begins
  bool readable_ = true;
};

int annotate(const Disk& disk, const std::vector<Loaded>& maps) {
  std::vector<const trace::Map*> pointers;
  std::vector<trace::Document> documents;
  for (const Loaded& one : maps) {
    pointers.push_back(&one.map);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(one.root / one.map.target(), error)) {
      const fs::path& file = entry.path();
      const bool whole = file.stem() == one.map.document();
      if (!whole && !is_stack_of(file, one.map.document())) continue;
      // A document that cannot be read has no lines to find; the map knows its addresses.
      if (Result<std::string> text = read_whole(disk, file.string()))
        documents.push_back({file.filename().string(), std::move(text).value(), &one.map});
    }
  }
  trace::Annotator annotator(std::move(pointers), std::move(documents));
  return Repeater(annotator).run() ? kFine : kCannotRun;
}

int run_trace(const TraceOptions& options) {
  const Disk disk;
  if (!options.from_stdin && options.address.empty())
    return complain(
               "trace needs an output and an address: `svcc trace out ApiService.DesiredCount`, or "
               "--stdin"),
           kCannotRun;
  if (options.from_stdin && !options.address.empty())
    return complain("--stdin takes no address"), kCannotRun;
  const std::string out = options.out.empty() ? usual_output(disk) : options.out;
  std::error_code error;
  if (!fs::exists(out, error)) return complain(out, "no such file or folder"), kCannotRun;
  const Places places = find_maps(out);
  if (places.files.empty())
    return complain(out, "there is no source map next to it; `svcc build -o DIR` writes one"),
           kCannotRun;
  std::vector<Loaded> maps;
  for (const fs::path& file : places.files) {
    const std::string name = file.lexically_proximate(fs::current_path(error)).string();
    const Result<std::string> text = read_whole(disk, file.string());
    if (!text) return complain(name, text.error()), kCannotRun;
    Result<trace::Map> map = trace::Map::parse(text.value());
    if (!map) return complain(name, map.error()), kCannotRun;
    maps.push_back({places.root, std::move(map).value()});
  }
  return options.from_stdin ? annotate(disk, maps) : trace_address(maps, options.address);
}

}  // namespace

void add_trace(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<TraceOptions>();
  CLI::App* command = app.add_subcommand(
      "trace", "Say which line of the program a resource or a property of the output comes from");
  command->footer(
      "For example:\n  svcc trace out ApiService.DesiredCount\n  svcc trace out "
      "aws_ecs_service.api\n  terraform apply 2>&1 | svcc trace --stdin\n\nExit status: 0 it was "
      "found, 1 the output has no such address, 2 the output could not be read.");
  command
      ->add_option(
          "out", options->out,
          "A template, a .tf file, a module, or the folder that `svcc build` wrote (default: "
          "what svc.yaml says, else out)")
      ->type_name("OUT");
  command->add_option("address", options->address, "LOGICAL_ID[.PROPERTY…] or a Terraform address")
      ->type_name("ADDRESS");
  command->add_flag("--stdin", options->from_stdin,
                    "Repeat the output of cfn-lint, terraform or CloudFormation's events, as text "
                    "or JSON, with the lines of the program that it is about");
  command->callback([options, &chosen] { chosen = [options] { return run_trace(*options); }; });
}

}  // namespace svc::cli
