#include "sema/move.h"

#include <atomic>

#include "base/overloaded.h"
#include "sema/components.h"
#include "sema/declarations.h"

namespace svc::sema {

namespace {

// Values share their parts, and each part is moved once.
std::uint64_t next_turn() {
  static std::atomic<std::uint64_t> turn{0};
  return ++turn;
}

class Mover {
 public:
  Mover(SourceId file, const syntax::TextChange& change) : file_(file), change_(change) {}

  void operator()(Span& span) const {
    if (span.file == file_ && span.end > change_.begin) change_.move(span);
  }

  void operator()(Value& value) const {
    (*this)(value.span);
    const auto one = [this](Value& part) { (*this)(part); };
    std::visit(overloaded{
                   [&](List& list) { list.items.change_once(turn_, one); },
                   [&](Object& object) {
                     object.entries.change_once(turn_, [&](auto& entry) { one(entry.second); });
                   },
                   [&](MethodCall& call) { call.arguments.change_once(turn_, one); },
                   [&](Interpolation& text) { text.parts.change_once(turn_, one); },
                   [&](Derived& derived) { derived.of.change_once(turn_, one); },
                   [](auto&) {},
               },
               value.data);
  }

  void operator()(Block& block) const {
    (*this)(block.span);
    (*this)(block.name_span);
    (*this)(block.close);
    for (LabelValue& label : block.labels) (*this)(label.span);
    for (ClauseValue& clause : block.clauses) (*this)(clause.value);
    for (FieldValue& field : block.fields) {
      (*this)(field.value);
      (*this)(field.name_span);
    }
    for (Grant& grant : block.grants) {
      for (Value& action : grant.actions) (*this)(action);
      for (Value& resource : grant.resources) (*this)(resource);
      (*this)(grant.when);
      (*this)(grant.span);
    }
    for (Patch& patch : block.patches) {
      (*this)(patch.properties);
      for (RemovedProperty& removed : patch.removed) (*this)(removed.span);
      (*this)(patch.span);
    }
  }

  void operator()(Parameter& parameter) const {
    (*this)(parameter.value);
    for (Value& value : parameter.allowed) (*this)(value);
    (*this)(parameter.span);
    (*this)(parameter.assumed);
    (*this)(parameter.given);
  }

  void operator()(Program& program) const {
    for (Environment& environment : program.environments) (*this)(environment.span);
    for (Output& output : program.outputs) {
      (*this)(output.value);
      (*this)(output.span);
    }
    for (Instantiation& instantiation : program.instantiations) {
      (*this)(instantiation.body);
      for (Span& place : instantiation.places) (*this)(place);
    }
    for (Overlay& overlay : program.overlays) {
      (*this)(overlay.extent);
      (*this)(overlay.change);
    }
    (*this)(program.region);
    (*this)(program.account);
    for (auto& [name, value] : program.tags) (*this)(value);
    program.ways.move(*this);
    for (Possibility& possibility : program.possibilities) (*this)(possibility.value);
    for (Block& block : program.block_store) (*this)(block);
    for (Parameter& parameter : program.parameter_store) (*this)(parameter);
    for (std::vector<Value>& values : program.values_store) {
      for (Value& value : values) (*this)(value);
    }
  }

  void operator()(Session& session) const {
    for (Scope& scope : session.scopes) {
      (*this)(scope.iteration);
      for (auto& [name, binding] : scope.names) {
        (*this)(binding.span);
        (*this)(binding.value);
      }
    }
    (*this)(session.environment_value);
    (*this)(session.app_value);
    for (auto& [name, span] : session.declared.parameter_names) (*this)(span);
    session.unknown_members.clear();
  }

 private:
  SourceId file_;
  const syntax::TextChange& change_;
  const std::uint64_t turn_ = next_turn();
};

}  // namespace

void move_places(Session& session, Program& program, SourceId file,
                 const syntax::TextChange& change) {
  const Mover move(file, change);
  move(session);
  move(program);
  session.sink.move_passages(move);
}

}  // namespace svc::sema
