// Completion where a member can start: fields, blocks, declarations; and in block heads.
#include <fmt/format.h>

#include <cctype>

#include "explain/values.h"
#include "ide/completer.h"
#include "ide/describe.h"
#include "ide/syntax.h"
#include "sema/builtins.h"
#include "sema/types.h"

namespace svc::ide {

namespace {

using sema::Scalar;
using sema::TypeAlternative;

bool takes(const sema::Type& type, TypeAlternative::Form form) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [form](const TypeAlternative& a) { return a.form == form; });
}

// A nested block that is allowed only once already exists, with the same fixed words.
bool stands(const sema::Members& siblings, const sema::BlockDecl& decl) {
  return std::any_of(siblings.begin(), siblings.end(), [&decl](const ast::Member* member) {
    if (const auto* field = std::get_if<ast::Field>(&member->node))
      return field->name.text == decl.name;
    const auto* block = std::get_if<ast::Block>(&member->node);
    if (block == nullptr || block->kind.text != decl.name) return false;
    for (std::size_t i = 0; i < decl.labels.size(); ++i) {
      if (decl.labels[i].fixed &&
          (i >= block->labels.size() || block->labels[i].name.text != decl.labels[i].name))
        return false;
    }
    return true;
  });
}

std::string head_snippet(const sema::BlockDecl& decl, int& stop) {
  std::string out(decl.name);
  for (const sema::LabelDecl& label : decl.labels)
    out += label.fixed ? fmt::format(" {}", label.name)
                       : fmt::format(" ${{{}:{}}}", stop++, label.name);
  return out;
}

std::string kind_snippet(const sema::KindDecl& kind, bool existing, std::string_view head) {
  int stop = 1;
  std::string out = fmt::format("{}{} ${{{}:name}}", head, kind.name, stop++);
  if (!existing) {
    for (const sema::ClauseDecl& clause : kind.clauses) {
      out += fmt::format(" {} ${{{}:{}}}",
                         clause.keyword == sema::ClauseDecl::Keyword::In ? "in" : "for", stop++,
                         clause.name);
    }
  }
  return out + " " +
         body_snippet(existing && kind.existing != nullptr ? *kind.existing : kind, stop);
}

}  // namespace

std::string value_snippet(const sema::Type& type, int n) {
  std::string choices;
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form == TypeAlternative::Form::Symbol)
      choices += (choices.empty() ? "" : ",") + std::string(a.name);
  }
  const bool symbols_only =
      !choices.empty() &&
      std::all_of(type.alternatives.begin(), type.alternatives.end(),
                  [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Symbol; });
  if (symbols_only) return fmt::format("${{{}|{}|}}", n, choices);
  if (type.alternatives.empty()) return fmt::format("${{{}}}", n);
  const TypeAlternative& first = type.alternatives.front();
  if (first.form == TypeAlternative::Form::List) return fmt::format("[${{{}}}]", n);
  if (first.form == TypeAlternative::Form::Map) return fmt::format("{{ ${{{}}} }}", n);
  if (first.form != TypeAlternative::Form::Scalar) return fmt::format("${{{}}}", n);
  if (first.scalar == Scalar::Bool) return fmt::format("${{{}|true,false|}}", n);
  if (first.scalar == Scalar::String || first.scalar == Scalar::Arn ||
      first.scalar == Scalar::Schedule)
    return fmt::format("\"${{{}}}\"", n);
  return fmt::format("${{{}}}", n);
}

std::string body_snippet(const sema::KindDecl& kind, int first_stop) {
  int stop = first_stop;
  std::string fields;
  for (const sema::FieldDecl& field : kind.fields) {
    if (!field.required()) continue;
    fields += field.is_inline
                  ? fmt::format("\t{} {{\n\t\t${{{}}}\n\t}}\n", field.name, stop)
                  : fmt::format("\t{} = {}\n", field.name, value_snippet(field.type, stop));
    ++stop;
  }
  return fields.empty() ? "{\n\t$0\n}" : "{\n" + fields + "\t$0\n}";
}

void Completer::members() {
  if (target_members()) return;
  const auto* outer = path_.empty() ? nullptr : path_.front();
  if (outer != nullptr && std::holds_alternative<ast::Environment>(outer->node) &&
      outer != member_ && path_.size() == 2)
    return members_of_environment(std::get<ast::Environment>(outer->node));
  if (container_ != nullptr && std::holds_alternative<ast::Param>(container_->node)) {
    for (const sema::OptionInfo& option : sema::param_options()) {
      if (!is_set(*list_, option.name))
        add_snippet(Form::Field, option.name, Rank::Fits, fmt::format("{} = $0", option.name), "",
                    std::string(option.doc));
    }
    return;
  }
  const sema::RecordedPlace* at = place();
  if (at != nullptr &&
      at->map !=
          nullptr) {  // the keys of a map are the user's own, but for those that name containers
    if (at->map->name != "depends_on") return;
    return dependencies(*at->map, [this](std::string_view name) { return is_set(*list_, name); });
  }
  if (at != nullptr && at->kind != nullptr) return members_of_kind(*at->kind, *list_);
  const bool in_component =
      container_ != nullptr && std::holds_alternative<ast::Component>(container_->node);
  if (container_ == nullptr || in_component) top_level(in_component);
}

void Completer::members_of_kind(const sema::KindDecl& kind, const sema::Members& siblings) {
  // A block in an environment is an overlay: nothing is missing in it, and parts can be removed.
  const bool overlay =
      !path_.empty() && std::holds_alternative<ast::Environment>(path_.front()->node);
  if (overlay && !kind.blocks.empty())
    add_snippet(Form::Keyword, "remove", Rank::Last, "remove ", "",
                "Drops a block in this environment.");
  for (const sema::FieldDecl& field : kind.fields) {
    if (is_set(siblings, field.name)) continue;
    const bool needed = field.required() && !overlay;
    const Rank rank = needed ? Rank::Needed : Rank::Fits;
    const bool map = takes(field.type, TypeAlternative::Form::Map);
    std::string snippet = slot_.next_is_assign ? std::string(field.name)
                          : map || field.is_inline
                              ? fmt::format("{} {{\n\t$0\n}}", field.name)
                              : fmt::format("{} = {}", field.name, value_snippet(field.type, 1));
    if (slot_.next_is_brace) snippet = field.name;
    add_snippet(Form::Field, field.name, rank, std::move(snippet), sema::type_text(field.type),
                describe_field(field));
    result_.items.back().required = needed;
  }
  for (const sema::BlockDecl& block : kind.blocks) {
    if (!block.many && stands(siblings, block)) continue;
    int stop = 1;
    const std::string head = head_snippet(block, stop);
    std::string label(block.name);
    for (const sema::LabelDecl& word : block.labels)
      label += word.fixed ? " " + std::string(word.name) : "";
    add_snippet(
        Form::Block, label, Rank::Likely,
        slot_.at_line_end ? head + " " + body_snippet(*block.body, stop) : std::string(block.name),
        explain::usage(block), describe_block(block));
  }
  if (kind.grants) {
    add_snippet(Form::Keyword, "allow", Rank::Likely, "allow ${1:verb} on ${2:resource}",
                "allow VERB on RESOURCE",
                "Lets it do something with a resource: a verb of the resource's kind, or actions "
                "of AWS in quotes.");
    add_snippet(Form::Keyword, "deny", Rank::Last, "deny ${1:verb} on ${2:resource}",
                "deny VERB on RESOURCE", "Forbids it.");
  }
  add_snippet(Form::Keyword, "let", Rank::Last, "let ${1:name} = $0", "",
              "A name for a value in this block.");
  add_snippet(Form::Keyword, "if", Rank::Last, "if ${1:condition} {\n\t$0\n}", "",
              "Members that exist only under a condition.");
  add_snippet(Form::Keyword, "for", Rank::Last, "for ${1:item} in ${2:list} {\n\t$0\n}", "",
              "Members once for each item.");
  if (find_visible(scope(), kind.name) == nullptr &&
      kind.name.find('.') == std::string_view::npos) {
    add_snippet(
        Form::Keyword, "patch", Rank::Last,
        fmt::format("patch ${{1|{}|}} ${{2:part}} {{\n\t$0\n}}",
                    target_list(&TargetInfo::word, ",")),
        "", "Changes properties of a resource that the block makes, in the words of one target.");
  }
}

void Completer::members_of_environment(const ast::Environment& environment) {
  const sema::KindDecl& app = *sema::find_kind("app");
  for (const std::string_view name : {"region", "account", "tags"}) {
    const sema::FieldDecl* field = app.field(name);
    if (field != nullptr && !is_set(environment.members, name)) {
      add_snippet(Form::Field, name, Rank::Fits,
                  slot_.next_is_assign
                      ? std::string(name)
                      : fmt::format("{} = {}", name, value_snippet(field->type, 1)),
                  sema::type_text(field->type), describe_field(*field));
    }
  }
  for (const sema::Parameter* parameter : recorded_->program.parameters) {
    if (is_set(environment.members, parameter->name)) continue;
    add_snippet(Form::Name, parameter->name, Rank::Fits,
                slot_.next_is_assign
                    ? std::string(parameter->name)
                    : fmt::format("{} = {}", parameter->name, value_snippet(parameter->type, 1)),
                "param: " + sema::type_text(parameter->type), parameter->doc);
  }
  each_visible(scope(), [&](const sema::VisibleName& name) {
    const bool block = name.form == sema::VisibleName::Form::Block ||
                       name.form == sema::VisibleName::Form::Instance;
    if (!block || name.kind == nullptr) return;
    add_snippet(Form::Block, fmt::format("{} {}", name.kind->name, name.name), Rank::Likely,
                fmt::format("{} {} {{\n\t$0\n}}", name.kind->name, name.name),
                "changes it in this environment", "");
  });
}

void Completer::top_level(bool in_component) {
  if (!slot_.next_is_assign) kinds(false, !slot_.at_line_end);
  components();
  importable(nullptr, true);
  if (slot_.at_line_end) std_components();
  const auto keyword = [this](std::string_view word, std::string snippet,
                              std::string documentation) {
    add_snippet(Form::Keyword, word, Rank::Likely, std::move(snippet), "",
                std::move(documentation));
  };
  keyword("let", "let ${1:name} = $0",
          "A name for a value that is known when the program is compiled.");
  keyword("param", "param ${1:name}: ${2:string}",
          in_component ? "A field of the component."
                       : "A value that is given when the program is deployed.");
  keyword("output", "output ${1:name} = $0",
          in_component ? "What can be read of an instance." : "A value that the deployment shows.");
  keyword("if", "if ${1:condition} {\n\t$0\n}", "Declarations that exist only sometimes.");
  keyword("for", "for ${1:item} in ${2:list} {\n\t$0\n}", "Declarations once for each item.");
  keyword("assert", "assert ${1:condition} else \"${2:message}\"",
          "Stops the compilation unless it holds.");
  keyword("existing", "existing ", "Names something that AWS already has.");
  if (in_component) return;
  keyword("component", "component ${1:name} {\n\t$0\n}", "A kind of one's own, made of blocks.");
  keyword("environment", "environment ${1:name} { region = \"${2:eu-west-1}\" }",
          "A place to which the program is deployed.");
  keyword("import", "import \"$0\"", "Lets this file see the names of another.");
}

void Completer::kinds(bool existing_only, bool with_head) {
  for (const sema::KindDecl* kind : sema::builtin_kinds()) {
    if (existing_only && kind->existing == nullptr) continue;
    const bool app = kind->name == "app";
    if (app &&
        (recorded_->program.app != nullptr || program_.modules().front().ast->file != point_.file))
      continue;
    std::string snippet =
        with_head ? std::string(kind->name) : kind_snippet(*kind, existing_only, "");
    if (kind->name == "raw" && !with_head)
      snippet =
          fmt::format("raw ${{1|{}|}} \"${{2:{}}}\" ${{3:name}} {{\n\t$0\n}}",
                      target_list(&TargetInfo::word, ","), info(kTargets.front()).resource_type);
    add_snippet(Form::Kind, kind->name, app ? Rank::Needed : Rank::Fits, snippet,
                explain::usage(*kind, existing_only), describe_kind(*kind, existing_only));
  }
}

void Completer::components() {
  each_visible(scope(), [this](const sema::VisibleName& name) {
    if (name.form != sema::VisibleName::Form::Component || name.kind == nullptr) return;
    const Declaration* declared = program_.declarations().at(name.declaration);
    add_snippet(Form::Component, name.name, Rank::Fits,
                slot_.at_line_end ? kind_snippet(*name.kind, false, "") : name.name, "component",
                declared == nullptr ? "" : describe_declaration(program_, *declared));
  });
}

// After the first word of a block: its possible labels, and the clauses.
void Completer::heads() {
  const auto* block = member_ == nullptr ? nullptr : std::get_if<ast::Block>(&member_->node);
  if (block == nullptr) return;
  std::size_t label = block->labels.size();
  for (std::size_t i = 0; i < block->labels.size(); ++i) {
    if (block->labels[i].name.text == kMarker) label = i;
  }
  if (block->kind.text == "patch" || block->kind.text == "raw") return target_heads(*block, label);
  const sema::RecordedPlace* at = place();
  if (at != nullptr && at->kind != nullptr) {
    known_labels(*block, label);
    for (const sema::BlockDecl& decl : at->kind->blocks) {
      if (decl.name != block->kind.text || label >= decl.labels.size()) continue;
      bool fits = true;
      for (std::size_t i = 0; i < label; ++i)
        fits = fits && (!decl.labels[i].fixed || decl.labels[i].name == block->labels[i].name.text);
      if (!fits) continue;
      const sema::LabelDecl& wanted = decl.labels[label];
      if (wanted.fixed) {
        int stop = 1;
        std::string rest(wanted.name);
        for (std::size_t i = label + 1; i < decl.labels.size(); ++i)
          rest += decl.labels[i].fixed ? " " + std::string(decl.labels[i].name)
                                       : fmt::format(" ${{{}:{}}}", stop++, decl.labels[i].name);
        add_snippet(Form::Block, wanted.name, Rank::Fits,
                    slot_.at_line_end ? rest + " " + body_snippet(*decl.body, stop) : rest,
                    explain::usage(decl), describe_block(decl));
      } else if (decl.name == "capacity") {
        capacities();
      } else if (!wanted.type.alternatives.empty() &&
                 wanted.type.alternatives.front().form == TypeAlternative::Form::Kind) {
        names(scope(), &wanted.type, true);
      }
    }
    return;
  }
  if (container_ != nullptr && std::holds_alternative<ast::Environment>(container_->node)) {
    each_visible(scope(), [&](const sema::VisibleName& name) {
      const bool block_name = name.form == sema::VisibleName::Form::Block ||
                              name.form == sema::VisibleName::Form::Instance;
      if (block_name && name.kind != nullptr && name.kind->name == block->kind.text && label == 0)
        add(Form::Name, name.name, Rank::Fits);
    });
    return;
  }
  if (label == 0) return;  // a name of the user's own
  const sema::KindDecl* kind = sema::find_kind(block->kind.text);
  if (kind == nullptr) {
    const sema::VisibleName* component = find_visible(scope(), block->kind.text);
    kind = component == nullptr ? nullptr : component->kind;
  }
  if (kind == nullptr || block->existing) return;
  for (const sema::ClauseDecl& clause : kind->clauses) {
    const std::string_view word = clause.keyword == sema::ClauseDecl::Keyword::In ? "in" : "for";
    const bool written =
        std::any_of(block->clauses.begin(), block->clauses.end(), [&](const ast::Clause& c) {
          return (c.keyword == ast::ClauseKeyword::In) == (word == "in");
        });
    if (!written)
      add_snippet(Form::Keyword, word, Rank::Needed, std::string(word) + " ",
                  fmt::format("{} {}", word, sema::type_text(clause.type)), "");
  }
}

// In an environment: the names of the blocks of that kind that it can change.
void Completer::known_labels(const ast::Block& block, std::size_t label) {
  const sema::Block* changed = overlaid();
  for (const sema::Block* nested :
       changed == nullptr ? std::vector<const sema::Block*>() : changed->nested(block.kind.text)) {
    if (label >= nested->labels.size() || nested->decl == nullptr ||
        nested->decl->labels[label].fixed || nested->labels[label].text == kMarker)
      continue;
    const bool fits = std::equal(
        nested->labels.begin(), nested->labels.begin() + static_cast<std::ptrdiff_t>(label),
        block.labels.begin(),
        [](const sema::LabelValue& a, const ast::Label& b) { return a.text == b.name.text; });
    const std::string& text = nested->labels[label].text;
    const bool word = nested->labels[label].block != nullptr ||
                      std::all_of(text.begin(), text.end(),
                                  [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    if (fits)
      add_snippet(
          Form::Name, text, Rank::Needed,
          (word ? text : fmt::format("\"{}\"", text)) + (slot_.at_line_end ? " {\n\t$0\n}" : ""),
          "changes it in this environment", "");
  }
}

// The capacity that a service can use: that of the program's clusters.
void Completer::capacities() {
  const auto offer = [this](std::string_view name, const std::string& detail) {
    const bool known =
        std::any_of(result_.items.begin(), result_.items.end(),
                    [name](const CompletionItem& item) { return item.label == name; });
    if (!known)
      add_snippet(
          Form::Name, name, Rank::Fits,
          slot_.at_line_end ? fmt::format("{} {{ weight = ${{1:1}} }}", name) : std::string(name),
          detail, "");
  };
  for (const sema::Block* block : recorded_->program.blocks) {
    for (const sema::Block* capacity : block->kind->name == "cluster"
                                           ? block->nested("capacity")
                                           : std::vector<const sema::Block*>())
      offer(capacity->labels.back().text, block->title());
  }
}

// The entries of an object: `depends_on = { db = start }`.
void Completer::keys() {
  if (target_members()) return;
  const auto* field = member_ == nullptr ? nullptr : std::get_if<ast::Field>(&member_->node);
  const sema::RecordedPlace* at = place();
  if (field == nullptr || field->name.text != "depends_on" || at == nullptr || at->kind == nullptr)
    return;
  const ast::ObjectExpr* object = object_at();
  const sema::FieldDecl* decl = at->kind->field(field->name.text);
  if (object == nullptr || decl == nullptr) return;
  dependencies(*decl, [object](std::string_view name) {
    return std::any_of(object->entries.begin(), object->entries.end(),
                       [name](const ast::ObjectEntry& entry) { return entry.key.text == name; });
  });
}

// The other containers of the task, with the states that they may have reached.
void Completer::dependencies(const sema::FieldDecl& field,
                             const std::function<bool(std::string_view)>& is_set) {
  const sema::Type* element = field.type.alternatives.front().element;
  for (const std::string_view name : names_around("container")) {
    if (is_set(name)) continue;
    const std::string rest =
        slot_.next_is_assign
            ? ""
            : fmt::format(" = {}", element == nullptr ? "$0" : value_snippet(*element, 1));
    add_snippet(Form::Name, name, Rank::Fits, std::string(name) + rest, "container", "");
  }
}

std::vector<std::string_view> Completer::names_around(std::string_view kind) const {
  std::vector<std::string_view> names;
  const std::function<void(const sema::Members&)> look = [&](const sema::Members& members) {
    for (const ast::Member* member : members) {
      const auto* block = std::get_if<ast::Block>(&member->node);
      const bool around =
          block != nullptr && std::find(path_.begin(), path_.end(), member) != path_.end();
      if (block != nullptr && block->kind.text == kind && !block->labels.empty() && !around)
        names.push_back(block->labels.front().name.text);
      if (const auto* inner = members_of(*member)) look(*inner);
    }
  };
  if (!path_.empty() && members_of(*path_.front()) != nullptr) look(*members_of(*path_.front()));
  return names;
}

const sema::Block* Completer::overlaid() const {
  if (path_.size() < 2 || !std::holds_alternative<ast::Environment>(path_.front()->node))
    return nullptr;
  const sema::Block* found = nullptr;
  for (const ast::Member* member : path_) {
    const auto* block = std::get_if<ast::Block>(&member->node);
    if (block == nullptr || member == member_) continue;
    const auto same = [block](const sema::Block* one) {
      return one->kind != nullptr &&
             std::equal(block->labels.begin(), block->labels.end(), one->labels.begin(),
                        one->labels.end(), [](const ast::Label& a, const sema::LabelValue& b) {
                          return a.name.text == b.text;
                        });
    };
    const sema::Block* next = nullptr;
    if (found == nullptr) {
      for (const sema::Block* top : recorded_->program.blocks) {
        if (top->kind->name == block->kind.text && !block->labels.empty() &&
            top->name == block->labels.front().name.text)
          next = top;
      }
    } else {
      for (const sema::Block* nested : found->nested(block->kind.text)) {
        if (same(nested)) next = nested;
      }
      // `task { … }` is the value of a field.
      const auto* value = found->kind->field(block->kind.text) == nullptr
                              ? nullptr
                              : (*found)[block->kind.text].get<const sema::Block*>();
      if (next == nullptr && value != nullptr) next = *value;
    }
    if (next == nullptr) return nullptr;
    found = next;
  }
  return found;
}

// Behind `remove`: the nested blocks that the block has.
void Completer::removable() {
  const sema::Block* block = overlaid();
  if (block == nullptr) return;
  for (const sema::Block* nested : block->blocks) {
    if (nested->decl == nullptr || nested->name == kMarker) continue;
    std::string head(nested->decl->name);
    for (const sema::LabelValue& label : nested->labels) head += " " + label.text;
    add_snippet(Form::Block, head, Rank::Fits, slot_.at_line_end ? head + " {}" : head,
                explain::usage(*nested->decl), describe_block(*nested->decl));
  }
}

}  // namespace svc::ide
