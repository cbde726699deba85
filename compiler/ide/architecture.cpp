#include "ide/architecture.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ide/declarations.h"
#include "ide/environments.h"
#include "ide/index.h"

namespace svc::ide {

namespace {

using sema::Block;

// The meaning of a nested block or field that refers to a block: whether the referenced block comes
// first.
struct Rule {
  std::string_view word;
  EdgeForm form;
  bool backwards;  // the other one acts on this one
};
constexpr Rule kRules[] = {
    {"connect", EdgeForm::Calls, false},   {"route", EdgeForm::Routes, true},
    {"trigger", EdgeForm::Triggers, true}, {"subscribe", EdgeForm::Triggers, true},
    {"scale", EdgeForm::Triggers, true},   {"deploy", EdgeForm::Triggers, false},
    {"notify", EdgeForm::Triggers, false}, {"of", EdgeForm::Triggers, true},
    {"target", EdgeForm::Routes, false},
};

Rule rule_for(std::string_view word) {
  const auto* found = std::find_if(std::begin(kRules), std::end(kRules),
                                   [word](const Rule& rule) { return rule.word == word; });
  return found == std::end(kRules) ? Rule{word, EdgeForm::Uses, false} : *found;
}

// The blocks that a value names.
void blocks_in(const sema::Value& value, std::vector<std::pair<const Block*, Span>>& to) {
  if (const auto* block = value.get<const Block*>()) to.emplace_back(*block, value.span);
  if (const auto* attribute = value.get<sema::AttributeRef>())
    to.emplace_back(attribute->block, value.span);
  if (const auto* call = value.get<sema::MethodCall>()) to.emplace_back(call->block, value.span);
  const auto each = [&](const std::vector<sema::Value>& values) {
    for (const sema::Value& item : values) blocks_in(item, to);
  };
  if (const auto* list = value.get<sema::List>()) each(list->items);
  if (const auto* text = value.get<sema::Interpolation>()) each(text->parts);
  if (const auto* encoded = value.get<sema::Derived>()) each(encoded->of);
  if (const auto* object = value.get<sema::Object>()) {
    for (const auto& [key, item] : object->entries) blocks_in(item, to);
  }
}

const Block* outermost(const Block* block) {
  while (block->parent != nullptr) block = block->parent;
  return block;
}

// The head of a block and its name. A block from a component has those of its instance, which
// identifies it.
std::pair<Span, Span> place_of(const LiveProgram& live, const sema::Program& program,
                               const Block& block) {
  const sema::Instantiation* instance = instance_of(program, block.span, block.name);
  const ast::Ast* tree = instance == nullptr ? nullptr : live.tree(instance->places.front().file);
  if (tree == nullptr) return {block.span, block.name_span};
  const Span head = instance->places.front();
  for (const ast::Member* member : path_to(*tree, head.begin)) {
    const auto* written = std::get_if<ast::Block>(&member->node);
    if (written != nullptr && written->header == head && !written->labels.empty())
      return {head, written->labels.front().span};
  }
  return {block.span, block.name_span};
}

class Builder {
 public:
  Builder(const LiveProgram& live, const sema::Program& program) : live_(live), program_(program) {}

  Architecture run() {
    result_.app = program_.app == nullptr ? std::string() : program_.app->name;
    result_.environment = program_.environment;
    for (const Block* block : program_.blocks) {
      numbers_.emplace(block, result_.nodes.size());
      const auto [head, name] = place_of(live_, program_, *block);
      result_.nodes.push_back({std::string(block->kind->name), block->name, head, name});
    }
    for (const Block* block : program_.blocks) top(*block);
    // A specific relation replaces a plain reference.
    const std::vector<ArchitectureEdge> all = result_.edges;
    std::erase_if(result_.edges, [&all](const ArchitectureEdge& e) {
      return e.form == EdgeForm::Uses &&
             std::any_of(all.begin(), all.end(), [&](const ArchitectureEdge& other) {
               return other.form != EdgeForm::Uses && other.from == e.from && other.to == e.to;
             });
    });
    return std::move(result_);
  }

 private:
  void top(const Block& block) {
    for (const sema::ClauseValue& clause : block.clauses) {
      if (const auto* outer = clause.value.get<const Block*>())
        edge(*outer, &block, EdgeForm::Contains, "", clause.value.span);
    }
    inside(block, block, "");
  }

  // `word`: the surrounding nested block that defines the meaning of a reference.
  void inside(const Block& block, const Block& owner, std::string_view word) {
    for (const sema::LabelValue& label : block.labels) {
      if (label.block != nullptr)
        refer(owner, label.block, block.decl == nullptr ? word : block.decl->name, path_of(block),
              label.span);
    }
    for (const sema::FieldValue& field : block.fields) {
      if (field.value.is_default || !field.value.present()) continue;
      std::vector<std::pair<const Block*, Span>> named;
      blocks_in(field.value, named);
      for (const auto& [other, span] : named) {
        if (other->parent == &block)
          inside(*other, owner, "");  // `task { … }` in the place of a name
        else
          refer(owner, other,
                rule_for(field.decl->name).form != EdgeForm::Uses ? field.decl->name : word, "",
                span);
        if (field.decl->name == "task" && other->parent == nullptr)
          grants(*other, owner);  // the permissions of a task are its service's
      }
    }
    grants(block, owner);
    for (const Block* nested : block.blocks)
      inside(*nested, owner,
             rule_for(nested->decl->name).form != EdgeForm::Uses ? nested->decl->name : word);
  }

  static std::string path_of(const Block& block) {
    const auto found =
        std::find_if(block.fields.begin(), block.fields.end(), [](const sema::FieldValue& field) {
          return field.decl->name == "path" && field.value.present();
        });
    if (found == block.fields.end()) return {};
    const auto* text = found->value.get<std::string>();
    return text != nullptr ? *text : sema::value_text(found->value);
  }

  void grants(const Block& block, const Block& owner) {
    for (const sema::Grant& grant : block.grants) {
      std::string verbs;
      for (const sema::Value& action : grant.actions) {
        const auto* verb = action.get<sema::Symbol>();
        verbs += (verbs.empty() ? "" : " ") +
                 (verb != nullptr ? std::string(verb->name) : sema::value_text(action));
      }
      for (const sema::Value& resource : grant.resources) {
        const auto* target = resource.get<const Block*>();
        if (grant.allow && target != nullptr)
          edge(&owner, outermost(*target), EdgeForm::Grants, verbs, grant.span);
      }
    }
  }

  void refer(const Block& owner, const Block* other, std::string_view word,
             const std::string& label, Span span) {
    other = outermost(other);
    if (other == &owner) return;
    const Rule rule = rule_for(word);
    if (rule.backwards)
      edge(other, &owner, rule.form, label, span);
    else
      edge(&owner, other, rule.form, label, span);
  }

  void edge(const Block* from, const Block* to, EdgeForm form, std::string label, Span span) {
    const auto a = numbers_.find(from);
    const auto b = numbers_.find(to);
    if (a == numbers_.end() || b == numbers_.end() || a->second == b->second) return;
    const bool known =
        std::any_of(result_.edges.begin(), result_.edges.end(), [&](const ArchitectureEdge& e) {
          return e.from == a->second && e.to == b->second && e.form == form && e.span == span;
        });
    if (!known) result_.edges.push_back({a->second, b->second, form, std::move(label), span});
  }

  const LiveProgram& live_;
  const sema::Program& program_;
  Architecture result_;
  std::map<const Block*, std::size_t> numbers_;
};

bool is_call(EdgeForm form) {
  return form == EdgeForm::Calls || form == EdgeForm::Routes || form == EdgeForm::Grants ||
         form == EdgeForm::Triggers;
}

std::string quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"')
      out += "#quot;";
    else
      out += c;
  }
  return "\"" + out + "\"";
}

// The shape of a node, as the kind suggests.
std::string shape(const ArchitectureNode& node) {
  const std::string text = quoted(node.kind + " " + node.name);
  if (node.kind == "queue" || node.kind == "topic") return "[/" + text + "/]";
  if (node.kind == "table" || node.kind == "bucket" || node.kind == "repository")
    return "[(" + text + ")]";
  if (node.kind == "balancer") return "{{" + text + "}}";
  if (node.kind == "job" || node.kind == "pipeline") return "([" + text + "])";
  return "[" + text + "]";
}

class Chart {
 public:
  explicit Chart(const Architecture& a) : a_(a) {}

  std::string run() {
    out_ = "flowchart LR\n";
    for (std::size_t i = 0; i < a_.nodes.size(); ++i) {
      if (!inside_another(i)) node(i, 1);
    }
    for (const ArchitectureEdge& edge : a_.edges) {
      if (edge.form == EdgeForm::Contains) continue;
      const std::string label = edge.label.empty() ? std::string(word(edge.form))
                                : edge.form == EdgeForm::Grants
                                    ? edge.label
                                    : std::string(word(edge.form)) + " " + edge.label;
      const std::string_view arrow = edge.form == EdgeForm::Uses ? "-.->" : "-->";
      const std::string line =
          fmt::format("  n{} {}|{}| n{}\n", edge.from, arrow, quoted(label), edge.to);
      if (out_.find(line) == std::string::npos) out_ += line;
    }
    return std::move(out_);
  }

 private:
  bool inside_another(std::size_t i) const {
    return std::any_of(a_.edges.begin(), a_.edges.end(), [i](const ArchitectureEdge& e) {
      return e.form == EdgeForm::Contains && e.to == i;
    });
  }

  void node(std::size_t i, int depth) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    std::vector<std::size_t> parts;
    for (const ArchitectureEdge& e : a_.edges) {
      if (e.form == EdgeForm::Contains && e.from == i &&
          std::find(parts.begin(), parts.end(), e.to) == parts.end())
        parts.push_back(e.to);
    }
    if (parts.empty()) {
      out_ += fmt::format("{}n{}{}\n", indent, i, shape(a_.nodes[i]));
      return;
    }
    out_ += fmt::format("{}subgraph n{} [{}]\n", indent, i,
                        quoted(a_.nodes[i].kind + " " + a_.nodes[i].name));
    for (const std::size_t part : parts) node(part, depth + 1);
    out_ += indent + "end\n";
  }

  const Architecture& a_;
  std::string out_;
};

// The matching edges of all environments, from the side of one block.
std::vector<Call> calls(const LiveProgram& program, const CallItem& item, bool outgoing) {
  std::vector<Call> found;
  for (const auto& environment : program.environments()) {
    const Architecture a = architecture(program, environment->name);
    for (const ArchitectureEdge& edge : a.edges) {
      const ArchitectureNode& here = a.nodes[outgoing ? edge.from : edge.to];
      const ArchitectureNode& other = a.nodes[outgoing ? edge.to : edge.from];
      if (!is_call(edge.form) || here.name_span != item.name_span || here.name != item.name)
        continue;
      auto call = std::find_if(found.begin(), found.end(), [&](const Call& c) {
        return c.item.name_span == other.name_span && c.item.name == other.name;
      });
      if (call == found.end())
        call = found.insert(found.end(),
                            {{other.kind, other.name, other.head, other.name_span}, {}, ""});
      if (std::find(call->spans.begin(), call->spans.end(), edge.span) != call->spans.end())
        continue;
      call->spans.push_back(edge.span);
      const std::string detail =
          edge.form == EdgeForm::Grants ? edge.label : std::string(word(edge.form));
      if (call->detail.find(detail) == std::string::npos)
        call->detail += (call->detail.empty() ? "" : ", ") + detail;
    }
  }
  return found;
}

}  // namespace

std::string_view word(EdgeForm form) {
  switch (form) {
    case EdgeForm::Contains:
      return "in";
    case EdgeForm::Calls:
      return "connect";
    case EdgeForm::Routes:
      return "route";
    case EdgeForm::Grants:
      return "allow";
    case EdgeForm::Triggers:
      return "trigger";
    case EdgeForm::Uses:
      return "uses";
  }
  return {};
}

Architecture architecture(const LiveProgram& program, std::string_view environment) {
  for (const auto& one : program.environments()) {
    if (one->name == environment) return Builder(program, one->checked.program).run();
  }
  return {};
}

std::string mermaid(const Architecture& architecture) {
  return Chart(architecture).run();
}

std::vector<CallItem> prepare_calls(const LiveProgram& program, Point point) {
  const Index& index = program.index();
  Span name;
  if (const sema::Use* use = index.at(point)) name = use->meaning.declaration;
  for (const Declaration& declared : index.declarations()) {
    if (declared.span.file == point.file && declared.span.begin <= point.offset &&
        point.offset <= declared.span.end)
      name = declared.span;
  }
  std::vector<CallItem> items;
  for (const auto& environment : program.environments()) {
    for (const Block* block : environment->checked.program.blocks) {
      const auto [head, name_span] = place_of(program, environment->checked.program, *block);
      const bool meant =
          name.valid() &&
          (block->name_span == name ||
           name_span == name);  // in a component: the blocks of each of its instances
      const bool known = std::any_of(items.begin(), items.end(), [&](const CallItem& item) {
        return item.name == block->name;
      });
      if (!meant || known || block->kind->name == "network" || block->kind->name == "cluster")
        continue;
      items.push_back({std::string(block->kind->name), block->name, head, name_span});
    }
  }
  return items;
}

std::optional<CallItem> find_call_item(const LiveProgram& program, std::string_view name) {
  for (const auto& environment : program.environments()) {
    for (const Block* block : environment->checked.program.blocks) {
      if (block->name != name) continue;
      const auto [head, name_span] = place_of(program, environment->checked.program, *block);
      return CallItem{std::string(block->kind->name), block->name, head, name_span};
    }
  }
  return std::nullopt;
}

std::vector<Call> outgoing_calls(const LiveProgram& program, const CallItem& item) {
  return calls(program, item, true);
}
std::vector<Call> incoming_calls(const LiveProgram& program, const CallItem& item) {
  return calls(program, item, false);
}

}  // namespace svc::ide
