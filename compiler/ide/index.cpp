#include "ide/index.h"

#include <algorithm>

#include "base/parallel.h"
#include "ide/live_program.h"
#include "ide/syntax.h"

namespace svc::ide {

namespace {

bool same_thing(const sema::Meaning& a, const sema::Meaning& b) {
  if (a.declaration.valid() || b.declaration.valid()) return a.declaration == b.declaration;
  return a.form == b.form && a.kind == b.kind && a.field == b.field && a.block == b.block &&
         a.clause == b.clause && a.attribute == b.attribute && a.method == b.method &&
         a.verb == b.verb && a.name == b.name && a.builtin == b.builtin;
}

// A plain text in quotes, and the span between the quotes.
const std::string* plain(const ast::Expr& expr) {
  const auto* string = std::get_if<ast::StringExpr>(&expr.node);
  return string == nullptr || string->block || string->pieces.size() != 1 ||
                 string->pieces.front().expr != nullptr
             ? nullptr
             : &string->pieces.front().text;
}

}  // namespace

std::unique_ptr<Recorded> record(const sema::Input& input, const std::string& environment) {
  auto made = std::make_unique<Recorded>();
  made->environment = environment;
  sema::Input recorded = input;
  recorded.recorder = &made->recorder;
  Sink nobody;
  made->program = sema::analyze(recorded, environment, nobody);
  return made;
}

Index::Index(const LiveProgram& program, const Cancellation* cancellation)
    : declarations_(program.declarations()) {
  recorded_.resize(program.environments().size());
  sema::Input input = program.input();
  input.cancellation = cancellation;
  for_each_parallel(recorded_.size(), program.worth_threads(), [&](std::size_t i) {
    recorded_[i] = record(input, program.environments()[i]->name);
  });
  for (const auto& recorded : recorded_)
    uses_.insert(uses_.end(), recorded->recorder.uses.begin(), recorded->recorder.uses.end());
  add_environment_names(program);
  add_planned_names(program);
  std::stable_sort(uses_.begin(), uses_.end(),
                   [](const sema::Use& a, const sema::Use& b) { return a.span < b.span; });
  uses_.erase(std::unique(uses_.begin(), uses_.end(),
                          [](const sema::Use& a, const sema::Use& b) {
                            return a.span == b.span && same_thing(a.meaning, b.meaning);
                          }),
              uses_.end());
}

// `environment.name == "prod"`: the text names an environment.
void Index::add_environment_names(const LiveProgram& program) {
  for (const sema::Module& module : program.modules()) {
    ast::each_expr(*module.ast, [&](const ast::Expr& expr) {
      const auto* compared = std::get_if<ast::BinaryExpr>(&expr.node);
      if (compared == nullptr ||
          (compared->op != ast::BinaryOp::Equal && compared->op != ast::BinaryOp::NotEqual))
        return;
      const ast::Expr* text = is_environment_name(*compared->left)    ? compared->right
                              : is_environment_name(*compared->right) ? compared->left
                                                                      : nullptr;
      const std::string* name = text == nullptr ? nullptr : plain(*text);
      if (name == nullptr) return;
      for (const Declaration& declared : declarations()) {
        if (declared.form == Declaration::Form::Environment && declared.name == *name)
          uses_.push_back({text->span, {.declaration = declared.span}});
      }
    });
  }
}

namespace {

// The keys of a map that a block writes, in either form: `depends_on { db = start }`, `depends_on =
// { db = start }`.
std::vector<ast::Ident> keys_of(const LiveProgram& program, const sema::Block& block,
                                std::string_view field) {
  const ast::Ast* tree = block.span.valid() ? program.tree(block.span.file) : nullptr;
  std::vector<ast::Ident> keys;
  if (tree == nullptr) return keys;
  for (const ast::Member* around : path_to(*tree, block.span.begin)) {
    const auto* written = std::get_if<ast::Block>(&around->node);
    if (written == nullptr || written->header != block.span) continue;
    for (const ast::Member* member : written->members) {
      const auto* as_block = std::get_if<ast::Block>(&member->node);
      const auto* as_field = std::get_if<ast::Field>(&member->node);
      const auto* object = as_field == nullptr || as_field->name.text != field
                               ? nullptr
                               : std::get_if<ast::ObjectExpr>(&as_field->value->node);
      for (const ast::Member* entry : as_block == nullptr || as_block->kind.text != field
                                          ? std::vector<const ast::Member*>()
                                          : as_block->members) {
        if (const auto* set = std::get_if<ast::Field>(&entry->node)) keys.push_back(set->name);
      }
      for (const ast::ObjectEntry& entry :
           object == nullptr ? std::vector<ast::ObjectEntry>() : object->entries)
        keys.push_back(entry.key);
    }
  }
  return keys;
}

}  // namespace

// References that only the plan resolves, because it needs the whole program: the capacity of a
// service, the subnets of a block, the container of a route. Those names are texts and labels that
// mean a block inside of another one.
void Index::add_planned_names(const LiveProgram& program) {
  const auto add = [this](const sema::Value& text, const sema::Block* named) {
    if (named != nullptr && text.span.valid() && !text.is_default)
      uses_.push_back({text.span, {.declaration = named->name_span}});
  };
  const auto named = [](const sema::Block& in, std::string_view kind,
                        std::string_view name) -> const sema::Block* {
    for (const sema::Block* block : in.nested(kind)) {
      if (block->name == name) return block;
    }
    return nullptr;
  };
  const auto text_of = [](const sema::Block& block, std::string_view field) -> const std::string* {
    return block.kind->field(field) == nullptr ? nullptr : block[field].get<std::string>();
  };
  for (const auto& environment : program.environments()) {
    if (!environment->checked.plan) continue;
    const plan::Plan& plan = *environment->checked.plan;
    const auto workload = [&](const plan::Workload& one) {
      const std::string* group = text_of(*one.block, "subnets");
      if (group != nullptr && one.network != nullptr)
        add((*one.block)["subnets"], named(*one.network->block, "subnets", *group));
      for (const sema::Block* share : one.block->nested("capacity")) {
        const sema::Block* capacity =
            one.cluster == nullptr ? nullptr
                                   : named(*one.cluster, "capacity", share->labels.front().text);
        if (capacity != nullptr && capacity->labels.size() > 1)
          uses_.push_back({share->labels.front().span, {.declaration = capacity->name_span}});
      }
    };
    for (const plan::Service& service : plan.services) workload(service);
    for (const plan::Job& job : plan.jobs) workload(job);
    for (const plan::Task& task : plan.tasks) {
      for (const sema::Block* container : task.block->nested("container")) {
        for (const ast::Ident& key : keys_of(program, *container, "depends_on")) {
          const sema::Block* other = named(*task.block, "container", key.text);
          if (other != nullptr) uses_.push_back({key.span, {.declaration = other->name_span}});
        }
        for (const sema::Block* mount : container->nested("mount")) {
          const std::string* volume = text_of(*mount, "volume");
          if (volume != nullptr) add((*mount)["volume"], named(*task.block, "volume", *volume));
        }
      }
    }
    for (const plan::Route& route : plan.routes) add((*route.block)["container"], route.container);
    for (const plan::Balancer& balancer : plan.balancers) {
      const std::string* group = text_of(*balancer.block, "subnets");
      if (group != nullptr && balancer.network != nullptr)
        add((*balancer.block)["subnets"], named(*balancer.network->block, "subnets", *group));
    }
  }
}

const sema::Use* Index::at(Point point) const {
  const sema::Use* best = nullptr;
  const auto end =
      std::upper_bound(uses_.begin(), uses_.end(), Span{point.file, point.offset + 1, 0},
                       [](const Span& span, const sema::Use& use) { return span < use.span; });
  for (auto it = end; it != uses_.begin();) {
    --it;
    if (it->span.file != point.file || it->span.begin + 512 < point.offset)
      break;  // names are short
    const bool here = it->span.begin <= point.offset && point.offset <= it->span.end;
    if (here && (best == nullptr || it->span.size() < best->span.size() ||
                 (point.offset < it->span.end && point.offset == best->span.end)))
      best = &*it;
  }
  return best;
}

std::vector<Span> Index::uses_of(Span declaration) const {
  std::vector<Span> found;
  for (const sema::Use& use : uses_) {
    if (use.meaning.declaration == declaration && use.span != declaration &&
        (found.empty() || found.back() != use.span))
      found.push_back(use.span);
  }
  return found;
}

std::vector<Span> Index::uses_of(const sema::Meaning& meaning) const {
  if (meaning.declaration.valid()) return uses_of(meaning.declaration);
  std::vector<Span> found;
  for (const sema::Use& use : uses_) {
    if (same_thing(use.meaning, meaning) && (found.empty() || found.back() != use.span))
      found.push_back(use.span);
  }
  return found;
}

std::vector<Index::EnvironmentValues> Index::values_of(Span span) const {
  std::vector<EnvironmentValues> all;
  for (const auto& recorded : recorded_) {
    EnvironmentValues one{recorded->environment, {}};
    for (const auto& [at, value] : recorded->recorder.values) {
      if (at != span || !value.present() || value.is_error()) continue;
      std::string text = sema::value_text(value);
      if (std::find(one.values.begin(), one.values.end(), text) == one.values.end())
        one.values.push_back(std::move(text));
    }
    if (!one.values.empty()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace svc::ide
