#include "project/project.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "base/closest.h"
#include "base/paths.h"
#include "base/utf8.h"
#include "base/version.h"
#include "diagnostics/codes.h"
#include "project/pin.h"

namespace svc::project {

namespace {

constexpr std::pair<std::string_view, Level> kLevels[] = {{"off", Level::Off},
                                                          {"note", Level::Note},
                                                          {"warning", Level::Warning},
                                                          {"error", Level::Error}};

// A mistake in svc.yaml. It never leaves this source file: parse() turns it into a Failure.
struct Mistake {
  YAML::Mark mark;
  std::string message;
};

[[noreturn]] void fail(const YAML::Node& at, std::string message) {
  throw Mistake{at.Mark(), std::move(message)};
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names) {
  const std::string_view meant = closest(word, names);
  return meant.empty() ? "there are " + enumerate(names, "and", 20)
                       : fmt::format("did you mean `{}`?", meant);
}

class Reader {
 public:
  explicit Reader(const std::vector<std::string_view>& targets) : targets_(targets) {}

  Project read(const YAML::Node& root) {
    if (!root.IsMap())
      fail(root, "a project is a list of settings: `name: shop`, `main: main.svc`");
    pin(root);
    std::vector<std::string> seen;
    for (const auto& entry : root) {
      const std::string key = text(entry.first, "a setting");
      if (std::find(seen.begin(), seen.end(), key) != seen.end())
        fail(entry.first, fmt::format("`{}` is set twice", key));
      seen.push_back(key);
      setting(key, entry.first, entry.second);
    }
    if (project_.name.empty()) fail(root, "the project needs a `name`");
    if (project_.programs.empty()) fail(root, "the project needs a program: `main: main.svc`");
    return std::move(project_);
  }

 private:
  // Comes first: a later svcc may know settings that this one does not.
  static void pin(const YAML::Node& root) {
    for (const auto& entry : root) {
      if (!entry.first.IsScalar() || entry.first.Scalar() != "svcc") continue;
      const std::string wanted = text(entry.second, "`svcc`");
      const Result<bool> satisfied = satisfies(wanted, version());
      if (!satisfied) fail(entry.second, satisfied.error());
      if (!satisfied.value())
        fail(entry.second,
             fmt::format("this project needs svcc {}, and this is svcc {}: install a version that "
                         "fits, or change `svcc` in {}",
                         wanted, version(), kFileName));
    }
  }

  void setting(const std::string& key, const YAML::Node& at, const YAML::Node& value) {
    if (key == "name")
      project_.name = text(value, "`name`");
    else if (key == "main")
      add(at, named("", value, "`main`"));
    else if (key == "programs")
      programs(at, value);
    else if (key == "targets")
      targets(value);
    else if (key == "output")
      project_.output = inside(value, "`output`");
    else if (key == "lints")
      lints(value);
    else if (key == "baseline")
      project_.baseline = inside(value, "`baseline`");
    else if (key == "budgets")
      budgets(value);
    else if (key == "policies")
      policies(value);
    else if (key == "exceptions")
      exceptions(value);
    else if (key == "layout")
      project_.layout = read_layout(value);
    else if (key != "svcc")
      fail(at, fmt::format("there is no setting `{}`; {}", key,
                           did_you_mean(key, {"name", "main", "programs", "targets", "output",
                                              "lints", "baseline", "budgets", "policies",
                                              "exceptions", "layout", "svcc"})));
  }

  static std::string text(const YAML::Node& node, std::string_view what) {
    if (!node.IsScalar() || node.Scalar().empty()) fail(node, fmt::format("{} is one text", what));
    return node.Scalar();
  }

  // A path that stays inside the project's folder.
  static std::string inside(const YAML::Node& node, std::string_view what) {
    std::string path = text(node, what);
    const bool climbs = path == ".." || path.starts_with("../") ||
                        path.find("/../") != std::string::npos || path.ends_with("/..");
    if (path.starts_with('/') || climbs || (path == "-" && what != "`output`"))
      fail(node, fmt::format("{} is a path inside the project's folder", what));
    if (has_control_character(path)) fail(node, fmt::format("{}: {}", what, kControlCharacter));
    return path;
  }

  static Program named(std::string name, const YAML::Node& path, std::string_view what) {
    const YAML::Mark at = path.Mark();
    return {std::move(name), inside(path, what), static_cast<std::uint32_t>(at.line) + 1,
            static_cast<std::uint32_t>(at.column) + 1};
  }

  void add(const YAML::Node& at, Program program) {
    for (const Program& other : project_.programs) {
      if (other.name.empty() || program.name.empty())
        fail(at, "a project has either `main` or `programs`");
      if (other.main == program.main)
        fail(at, fmt::format("programs `{}` and `{}` are the same file", other.name, program.name));
    }
    project_.programs.push_back(std::move(program));
  }

  void programs(const YAML::Node& at, const YAML::Node& node) {
    if (!node.IsMap() || node.size() == 0)
      fail(node.IsDefined() && !node.IsNull() ? node : at,
           "`programs` names a file for each program: `shop: shop/main.svc`");
    for (const auto& entry : node)
      add(entry.first,
          named(text(entry.first, "the name of a program"), entry.second, "a program"));
  }

  void targets(const YAML::Node& node) {
    const auto one = [this](const YAML::Node& item) {
      const std::string name = text(item, "a target");
      if (std::find(targets_.begin(), targets_.end(), name) == targets_.end())
        fail(item, fmt::format("there is no target `{}`; {}", name, did_you_mean(name, targets_)));
      project_.targets.push_back(name);
    };
    if (!node.IsSequence()) return one(node);
    for (const YAML::Node& item : node) one(item);
  }

  void lints(const YAML::Node& node) {
    if (!node.IsMap()) fail(node, "`lints` gives a level to each code: `SVC4407: error`");
    for (const auto& entry : node) {
      const std::string name = text(entry.first, "a code");
      const CodeInfo* code = find_code(name);
      if (code == nullptr) fail(entry.first, fmt::format("there is no diagnostic `{}`", name));
      if (code->severity == Severity::Error)
        fail(entry.first,
             fmt::format(
                 "{} is an error, which no project can allow; levels are for warnings and notes",
                 name));
      const std::string word = text(entry.second, "a level");
      const auto* const level =
          std::find_if(std::begin(kLevels), std::end(kLevels),
                       [&](const auto& known) { return known.first == word; });
      if (level == std::end(kLevels))
        fail(entry.second,
             fmt::format("there is no level `{}`; there are `off`, `note`, `warning` and `error`",
                         word));
      project_.lints[code->code] = level->second;
    }
  }

  void budgets(const YAML::Node& node) {
    if (!node.IsMap())
      fail(node,
           "`budgets` gives US dollars a month to environments: `{ prod: 500, default: 100 }`");
    for (const auto& entry : node) {
      double usd = 0;
      if (!entry.second.IsScalar() || !YAML::convert<double>::decode(entry.second, usd) ||
          !(usd >= 0))
        fail(entry.second, "a budget is a number of US dollars a month");
      project_.budgets[text(entry.first, "an environment")] = usd;
    }
  }

  // A pattern, or a pattern with a severity: `- policies/*.svc`, `- advice/*.svc: warning`.
  void policies(const YAML::Node& node) {
    if (!node.IsSequence()) fail(node, "`policies` is a list of files: `[policies/*.svc]`");
    for (const YAML::Node& item : node) {
      if (!item.IsMap()) {
        project_.policies.push_back({inside(item, "a policy"), false});
        continue;
      }
      for (const auto& entry : item) {
        const std::string level = text(entry.second, "the severity of a policy");
        if (level != "error" && level != "warning")
          fail(entry.second,
               fmt::format("a policy has the severity `error` or `warning`, not `{}`", level));
        project_.policies.push_back({inside(entry.first, "a policy"), level == "warning"});
      }
    }
  }

  void exceptions(const YAML::Node& node) {
    if (!node.IsSequence())
      fail(node, "`exceptions` is a list: `[{ block: service old, rule: …, reason: … }]`");
    for (const YAML::Node& item : node) {
      if (!item.IsMap()) fail(item, "an exception has `block`, `rule`, `reason` and `until`");
      Exception made;
      for (const auto& entry : item) member(made, entry.first, entry.second);
      if (made.block.empty()) fail(item, "an exception names its `block`: `service old`");
      if (made.block.find(' ') == std::string::npos)
        fail(item, fmt::format("the `block` of an exception is its kind and its name: `service {}`",
                               made.block));
      if (made.rule.empty()) fail(item, "an exception names its `rule`: a part of the message");
      if (made.reason.empty()) fail(item, "an exception needs a `reason`");
      project_.exceptions.push_back(std::move(made));
    }
  }

  static void member(Exception& made, const YAML::Node& name, const YAML::Node& value) {
    const std::string key = text(name, "a setting");
    const std::string what = text(value, fmt::format("`{}`", key));
    if (key == "block") {
      made.block = what;
    } else if (key == "rule") {
      made.rule = what;
    } else if (key == "reason") {
      made.reason = what;
    } else if (key == "until") {
      const auto digit = [&](std::size_t i) { return what[i] >= '0' && what[i] <= '9'; };
      bool date = what.size() == 10 && what[4] == '-' && what[7] == '-';
      for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) date = date && digit(i);
      if (!date) fail(value, "`until` is a day: 2027-01-31");
      made.until = what;
    } else {
      fail(name, fmt::format("an exception has no `{}`; {}", key,
                             did_you_mean(key, {"block", "rule", "reason", "until"})));
    }
  }

  // `split`, or a structure: `{ groups: 16, stacks: { checkout: [service cart] } }`.
  static Layout read_layout(const YAML::Node& node) {
    Layout layout;
    layout.pinned = true;
    if (node.IsScalar()) {
      layout.kind = kind_of_layout(node);
      return layout;
    }
    if (!node.IsMap()) fail(node, "`layout` is `auto`, `single`, `split`, or a list of settings");
    layout.kind = Layout::Kind::Split;
    for (const auto& entry : node) {
      const std::string key = text(entry.first, "a setting of `layout`");
      if (key == "kind")
        layout.kind = kind_of_layout(entry.second);
      else if (key == "groups")
        layout.groups = groups_of_layout(entry.second);
      else if (key == "stacks")
        place_blocks(entry.second, layout);
      else
        fail(entry.first, fmt::format("`layout` has no `{}`; {}", key,
                                      did_you_mean(key, {"kind", "groups", "stacks"})));
    }
    return layout;
  }

  static Layout::Kind kind_of_layout(const YAML::Node& node) {
    const std::string word = text(node, "`layout`");
    if (word == "auto") return Layout::Kind::Auto;
    if (word == "single") return Layout::Kind::Single;
    if (word == "split") return Layout::Kind::Split;
    fail(node, fmt::format("there is no layout `{}`; {}", word,
                           did_you_mean(word, {"auto", "single", "split"})));
  }

  static int groups_of_layout(const YAML::Node& node) {
    int groups = 0;
    if (!node.IsScalar() || !YAML::convert<int>::decode(node, groups) || groups < 1 ||
        groups > Layout::kMostGroups)
      fail(node, fmt::format("`groups` is a number from 1 to {}", Layout::kMostGroups));
    return groups;
  }

  // The names that emit/cloudformation/stacks.h gives.
  static bool taken_stack(const std::string& name) {
    for (const std::string_view one : {"base", "network", "shared", "last"}) {
      if (name == one) return true;
    }
    for (const std::string_view one : {"network-", "access-", "data-", "balancers-", "clusters-",
                                       "alarms-", "service-", "job-", "task-", "pipeline-"}) {
      if (name.starts_with(one)) return true;
    }
    return false;
  }

  static void place_blocks(const YAML::Node& node, Layout& layout) {
    if (!node.IsMap())
      fail(node, "`stacks` gives blocks to each stack: `checkout: [service cart, service pay]`");
    for (const auto& entry : node) {
      const std::string name = text(entry.first, "the name of a stack");
      const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      };
      if (!std::all_of(name.begin(), name.end(), fits) || name.front() == '-' || name.size() > 40)
        fail(entry.first, "the name of a stack has small letters, digits and hyphens, at most 40");
      if (taken_stack(name))
        fail(entry.first, fmt::format("`{}` is a stack that svcc makes itself", name));
      if (!entry.second.IsSequence())
        fail(entry.second, "a stack has a list of blocks: `[service cart, service pay]`");
      for (const YAML::Node& block : entry.second) {
        std::string title = text(block, "a block");
        for (const auto& [other, stack] : layout.placed) {
          if (other == title)
            fail(block, fmt::format("`{}` is already in the stack `{}`", title, stack));
        }
        layout.placed.emplace_back(std::move(title), name);
      }
    }
  }

  const std::vector<std::string_view>& targets_;
  Project project_;
};

// The messages of yaml-cpp can contain bytes of the file that are unsafe for a terminal.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f;
      },
      '?');
  return text;
}

Failure located(const std::string& path, const YAML::Mark& mark, const std::string& message) {
  const std::uint32_t line = mark.is_null() ? 1 : static_cast<std::uint32_t>(mark.line) + 1;
  const std::uint32_t column = mark.is_null() ? 1 : static_cast<std::uint32_t>(mark.column) + 1;
  return {.message = mark.is_null() ? fmt::format("{}: {}", path, message)
                                    : fmt::format("{}:{}:{}: {}", path, line, column, message),
          .place = {path, line, column, message}};
}

// Refuses what follows the first document. YAML::LoadAll() never ends for some texts that are no
// YAML, such as ",a: b\nc\n": it finds one empty document after the other.
void refuse_second_document(const std::string& text) {
  class Handler final : public YAML::EventHandler {
    void OnDocumentStart(const YAML::Mark& /*mark*/) override { ++documents_; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { begin(mark); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { begin(mark); }
    void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& /*value*/) override {
      begin(mark);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                         YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
      begin(mark);
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
      begin(mark);
    }
    void OnMapEnd() override {}

    void begin(const YAML::Mark& mark) const {
      if (documents_ > 1)
        throw Mistake{mark, "a project is one document: remove the `---` and what follows it"};
    }
    int documents_ = 0;
  };
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Handler handler;
  for (int i = 0; i < 2 && parser.HandleNextDocument(handler); ++i) {
  }
}

}  // namespace

Result<Project> parse(const std::string& text, const std::string& path,
                      const std::vector<std::string_view>& known_targets) {
  try {
    if (!is_valid_utf8(text)) return Failure{path + ": this file is not valid UTF-8"};
    refuse_second_document(text);
    Project project = Reader(known_targets).read(YAML::Load(text));
    for (Program& program : project.programs) {
      if (program.name.empty()) program.name = project.name;
    }
    return project;
  } catch (const Mistake& mistake) {
    return located(path, mistake.mark, mistake.message);
  } catch (const YAML::Exception& error) {
    return located(path, error.mark, "this is not YAML: " + printable(error.msg));
  }
}

void apply(const Levels& levels, std::vector<Diagnostic>& diagnostics) {
  if (levels.empty()) return;
  for (Diagnostic& d : diagnostics) {
    const auto found = levels.find(d.code);
    if (found == levels.end() || found->second == Level::Off) continue;
    d.severity = found->second == Level::Error     ? Severity::Error
                 : found->second == Level::Warning ? Severity::Warning
                                                   : Severity::Note;
  }
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(),
                                   [&](const Diagnostic& d) {
                                     const auto found = levels.find(d.code);
                                     return found != levels.end() && found->second == Level::Off;
                                   }),
                    diagnostics.end());
}

}  // namespace svc::project
