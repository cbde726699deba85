#include "ide/hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/imports.h"
#include "driver/targets.h"
#include "ide/costs.h"
#include "ide/environments.h"
#include "ide/index.h"

namespace svc::ide {

namespace {

// A default that says something: not nothing, no, or empty.
bool telling(const sema::Value& value) {
  if (!value.is_default || !value.present()) return false;
  if (const auto* flag = value.get<bool>()) return *flag;
  if (const auto* list = value.get<sema::List>()) return !list->items.empty();
  if (const auto* object = value.get<sema::Object>()) return !object->entries.empty();
  if (const auto* text = value.get<std::string>()) return !text->empty();
  return true;
}

// Whether only blanks are before it in its line.
bool begins_line(std::string_view text, std::uint32_t offset) {
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) --offset;
  return offset == 0 || text[offset - 1] == '\n' || text[offset - 1] == '\r';
}

// The first word of a part of the text: which part of its line a hint is about.
std::string_view word_at(std::string_view text, Span part) {
  const std::string_view rest = text.substr(part.begin, part.size());
  return rest.substr(0, rest.find_first_of(" =\"{"));
}

class Hints {
 public:
  Hints(const LiveProgram& program, Span range, const HintOptions& options)
      : program_(program), range_(range), options_(options) {}

  std::vector<InlayHint> run() {
    if (const ast::Ast* tree = program_.tree(range_.file)) members(tree->items, {});
    if (options_.priorities) priorities();
    if (options_.ranges) ranges();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const InlayHint& a, const InlayHint& b) { return a.offset < b.offset; });
    return std::move(found_);
  }

 private:
  void members(const std::vector<const ast::Member*>& list, Span header) {
    for (const ast::Member* member : list) {
      if (member->span.end < range_.begin || member->span.begin > range_.end ||
          std::holds_alternative<ast::Environment>(member->node))
        continue;
      if (const auto* block = std::get_if<ast::Block>(&member->node)) of_block(*block);
      if (const auto* field = std::get_if<ast::Field>(&member->node)) of_field(*field, header);
      const auto* block = std::get_if<ast::Block>(&member->node);
      if (const auto* inner = members_of(*member))
        members(*inner, block == nullptr ? header : block->header);
      if (const auto* other = other_members_of(*member)) members(*other, header);
    }
  }

  // A hint about a part of the text, at the end of the line where that ends.
  void add(HintForm form, Span about, std::string label, std::string tooltip = {}) {
    if (label.empty()) return;
    const std::string_view text = program_.sources()[range_.file].text();
    const auto offset =
        static_cast<std::uint32_t>(std::min(text.find_first_of("\r\n", about.end), text.size()));
    if (offset < range_.begin || offset > range_.end) return;
    if (!begins_line(text, about.begin)) label = fmt::format("{}: {}", word_at(text, about), label);
    const bool known = std::any_of(found_.begin(), found_.end(), [&](const InlayHint& h) {
      return h.form == form && h.offset == offset && h.label == label;
    });
    if (!known) found_.push_back({form, offset, std::move(label), std::move(tooltip)});
  }

  void of_block(const ast::Block& block) {
    const std::vector<InEnvironment> all = in_environments(program_, block.header);
    if (options_.names) name(block, all);
    const auto first = std::find_if(all.begin(), all.end(),
                                    [](const InEnvironment& one) { return !one.blocks.empty(); });
    if (options_.defaults && first != all.end()) defaults(block, *first->blocks.front());
  }

  void defaults(const ast::Block& block, const sema::Block& made) {
    constexpr std::size_t kMost = 3;
    std::vector<std::string> texts;
    std::string tooltip;
    for (const sema::FieldValue& field : made.fields) {
      if (!field.value.is_default || !field.value.present()) continue;
      const std::string text =
          fmt::format("{} = {}", field.decl->name, sema::value_text(field.value));
      tooltip += fmt::format("- `{}`: {}\n", text, field.decl->doc);
      if (telling(field.value)) texts.push_back(text);
    }
    if (texts.empty()) return;
    const bool more = texts.size() > kMost;
    if (more) texts.resize(kMost);
    add(HintForm::Default, block.header,
        fmt::format("{}{}", fmt::join(texts, ", "), more ? ", …" : ""),
        "Defaults in force:\n" + tooltip);
  }

  // The logical id of the resource that a block is first of all.
  void name(const ast::Block& block, const std::vector<InEnvironment>& all) {
    for (const InEnvironment& one : all) {
      if (!one.environment->graph || one.blocks.empty() || !one.blocks.front()->top_level) continue;
      const emit::Target& target = *driver::targets().front();
      const std::vector<std::string>& names = names_of(*one.environment, target);
      const std::string* found = nullptr;
      for (std::uint32_t i = 0; i < names.size(); ++i) {
        const graph::Node& node = one.environment->graph->nodes[graph::NodeId{i}];
        if (node.span != block.header || names[i].empty()) continue;
        if (found == nullptr || node.main) found = &names[i];  // else the first that was made
        if (node.main) break;
      }
      if (found != nullptr)
        return add(HintForm::Name, block.header, *found,
                   fmt::format("What it is called in the {} {}.", info(target.id()).title,
                               info(target.id()).document));
    }
  }

  const std::vector<std::string>& names_of(const LiveEnvironment& environment,
                                           const emit::Target& target) {
    const auto [at, fresh] = names_.try_emplace(&environment);
    if (fresh) at->second = target.names(*environment.graph);
    return at->second;
  }

  // A field of the block with this head that differs between environments: the value here, or an
  // overlay of it.
  void of_field(const ast::Field& field, Span header) {
    if (!options_.counts || !header.valid()) return;
    std::vector<Named> values;
    for (const InEnvironment& one : in_environments(program_, header)) {
      for (const sema::Block* block : one.blocks) {
        const auto& fields = block->fields;
        const auto found = std::find_if(
            fields.begin(), fields.end(),
            [&](const sema::FieldValue& f) { return f.decl->name == field.name.text; });
        if (found == fields.end() || !found->value.present() || found->value.is_error() ||
            found->value.get<const sema::Block*>() != nullptr)
          continue;
        values.push_back({one.environment->name, sema::value_text(found->value)});
      }
    }
    values = by_environment(values);
    if (differences(values).empty()) return;
    // Long values are shown in full on hover.
    constexpr std::size_t kLongest = 40;
    std::string tooltip;
    for (const Named& value : values)
      tooltip += fmt::format("- {}: `{}`\n", value.environment, value.text);
    bool cut = false;
    for (Named& value : values) {
      if (value.text.size() <= kLongest) continue;
      std::size_t end = kLongest - 1;
      while (end > 0 && (static_cast<unsigned char>(value.text[end]) & 0xC0) == 0x80)
        --end;  // between two characters
      value.text = value.text.substr(0, end) + "…";
      cut = true;
    }
    std::string label;
    for (const Named& value : values)
      label += fmt::format("{}{}: {}", label.empty() ? "" : ", ", value.environment, value.text);
    Span written = field.name.span;
    if (field.value != nullptr) written.end = field.value->span.end;
    add(HintForm::Count, written, std::move(label), cut ? tooltip : std::string());
  }

  void priorities() {
    std::map<Span, std::vector<Named>> by_route;
    for (const auto& environment : program_.environments()) {
      if (!environment->checked.sound) continue;
      for (const plan::Route& route : environment->checked.plan->routes) {
        if (!route.block->wrote("priority"))
          by_route[route.block->span].push_back(
              {environment->name, fmt::format("{}", route.priority)});
      }
    }
    for (const auto& [span, found] : by_route) {
      if (span.file != range_.file) continue;
      const std::vector<Named> values = by_environment(found);
      const std::string apart = differences(values);
      add(HintForm::Priority, span, "priority " + (apart.empty() ? values.front().text : apart),
          "The priority of its listener rule, assigned after how specific its conditions are.");
    }
  }

  void ranges() {
    for (const auto& environment : program_.environments()) {
      if (!environment->checked.plan) continue;
      for (const plan::Network& network : environment->checked.plan->networks) {
        for (const plan::SubnetGroup& group : network.groups) {
          std::string text;
          for (const plan::Subnet& subnet : network.subnets) {
            if (subnet.group == group.name && subnet.span.valid())
              text += (text.empty() ? "" : ", ") + subnet.cidr;
          }
          const Span place = group.block == nullptr ? network.block->span : group.block->span;
          if (text.empty() || place.file != range_.file) continue;
          if (group.block != nullptr)
            add(HintForm::Range, place, text, "The ranges of its subnets, one for each zone.");
          else
            ranges_[place] +=
                fmt::format("{}{} {}", ranges_[place].empty() ? "" : "; ", group.name, text);
        }
      }
      break;  // of the first environment; a network with different ranges shows them at its `cidr`
    }
    for (const auto& [place, text] : ranges_)
      add(HintForm::Range, place, text, "The ranges of its subnets, by group, one for each zone.");
  }

  const LiveProgram& program_;
  Span range_;
  const HintOptions& options_;
  std::vector<InlayHint> found_;
  std::map<const LiveEnvironment*, std::vector<std::string>> names_;
  std::map<Span, std::string> ranges_;
};

// ---- Code lenses ----

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

// The number of resources of a block.
std::optional<std::string> resources(const LiveProgram& program, const Declaration& declared) {
  std::vector<Named> counts;
  for (const auto& environment : program.environments()) {
    if (!environment->graph) continue;
    const auto& nodes = environment->graph->nodes;
    const auto count = std::count_if(nodes.begin(), nodes.end(),
                                     MadeBy(environment->checked.program, declared.member->span));
    counts.push_back({environment->name, fmt::format("{}", count)});
  }
  if (counts.empty()) return std::nullopt;
  const std::string apart = differences(counts);
  if (!apart.empty()) return "resources: " + apart;
  return counts.front().text == "0"
             ? std::nullopt
             : std::optional(counted(std::stoul(counts.front().text), "resource"));
}

// How a block differs between environments; nothing if it does not.
std::optional<CodeLens> environments(const LiveProgram& program, const Declaration& declared) {
  const auto& block = std::get<ast::Block>(declared.member->node);
  std::map<std::vector<std::string>, std::vector<std::string>>
      groups;  // its content → environments
  for (const InEnvironment& one : in_environments(program, block.header)) {
    std::vector<std::string> lines;
    for (const sema::Block* made : one.blocks) {
      const std::vector<std::string> more = flat(*made);
      lines.insert(lines.end(), more.begin(), more.end());
    }
    if (one.blocks.empty()) lines = {"(not there)"};
    groups[std::move(lines)].push_back(one.environment->name);
  }
  if (groups.size() < 2) return std::nullopt;
  CodeLens lens{LensForm::Environments, declared.span, "", {}};
  const auto gone = groups.find({"(not there)"});
  if (gone != groups.end() && groups.size() == 2) {
    lens.title = fmt::format("not in {}", fmt::join(gone->second, ", "));
  } else {
    std::vector<std::string> names;
    for (const auto& [lines, where] : groups)
      names.push_back(fmt::format("{}", fmt::join(where, "+")));
    std::sort(names.begin(), names.end());
    lens.title = fmt::format("differs: {}", fmt::join(names, " / "));
  }
  for (const Span use : program.index().uses_of(declared.span)) {  // the overlays
    for (const sema::Module& module : program.modules()) {
      if (module.ast->file != use.file) continue;
      const std::vector<const ast::Member*> path = path_to(*module.ast, use.begin);
      if (!path.empty() && std::holds_alternative<ast::Environment>(path.front()->node))
        lens.places.push_back(location_of(program.sources(), use));
    }
  }
  return lens;
}

}  // namespace

std::vector<InlayHint> inlay_hints(const LiveProgram& program, Span range,
                                   const HintOptions& options) {
  return Hints(program, range, options).run();
}

std::vector<CodeLens> code_lenses(const LiveProgram& program, SourceId file) {
  std::vector<CodeLens> lenses;
  for (const Declaration& declared : program.index().declarations()) {
    const bool block = declared.form == Declaration::Form::Block;
    if (declared.span.file != file || (!block && declared.form != Declaration::Form::Component))
      continue;
    const std::vector<Span> uses = program.index().uses_of(declared.span);
    if (block) {
      if (auto title = resources(program, declared))
        lenses.push_back({LensForm::Resources, declared.span, std::move(*title), {}});
      if (std::string title = cost_title(program, declared.member->span); !title.empty())
        lenses.push_back({LensForm::Cost, declared.span, std::move(title), {}});
      if (auto lens = environments(program, declared)) lenses.push_back(std::move(*lens));
    }
    CodeLens references{LensForm::References, declared.span, counted(uses.size(), "reference"), {}};
    for (const Span use : uses) references.places.push_back(location_of(program.sources(), use));
    lenses.push_back(std::move(references));
  }
  return lenses;
}

}  // namespace svc::ide
