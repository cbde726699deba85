#include "sema/live_analysis.h"

#include <algorithm>
#include <list>
#include <utility>
#include <vector>

#include "sema/former_names.h"
#include "sema/move.h"
#include "sema/whole.h"

namespace svc::sema {

namespace {

bool is_within(Span place, const Block& block) {
  return place.file == block.span.file && place.begin >= block.span.begin &&
         place.end <= std::max(block.span.end, block.close.end);
}

void move(Diagnostic& diagnostic, SourceId file, const syntax::TextChange& change) {
  const auto one = [&](Span& span) {
    if (span.file == file) change.move(span);
  };
  one(diagnostic.span);
  for (Related& related : diagnostic.related) one(related.span);
  for (Edit& edit : diagnostic.fix.edits) one(edit.span);
}

using Blocks = std::list<Block>;

// The nested blocks of a block, which the program's store has one after the other.
struct Nested {
  Blocks::iterator begin;
  Blocks::iterator end;
  bool together = true;

  static Nested of(const Block& block, Blocks& store) {
    const auto is_in = [&block](const Block& one) {
      return &one != &block && &one.outermost() == &block;
    };
    Nested nested{std::find_if(store.begin(), store.end(), is_in), store.end()};
    nested.end = std::find_if_not(nested.begin, store.end(), is_in);
    nested.together = nested.begin != store.end() && std::none_of(nested.end, store.end(), is_in);
    return nested;
  }
};

// The content that a block had, taken from it.
class Former {
 public:
  Former(Block& block, const Nested& nested, Blocks& store) : content_(block) {
    block.fields.clear();
    block.clauses.clear();
    block.blocks.clear();
    block.grants.clear();
    block.patches.clear();
    nested_.splice(nested_.end(), store, nested.begin, nested.end);
  }
  [[nodiscard]] const Block& content() const { return content_; }

 private:
  Block content_;
  Blocks nested_;
};

bool renamed(const Block& block) {
  return block.names.size() > 1 ||
         std::any_of(block.blocks.begin(), block.blocks.end(),
                     [](const Block* nested) { return renamed(*nested); });
}

}  // namespace

struct LiveAnalysis::State {
  State(Input of, std::string environment, Sink& sink)
      : input(std::move(of)),
        name(std::move(environment)),
        session(begin_session(input, name, sink, declared)) {}

  // A diagnostic, and the block whose filling reports it; null: something else does.
  struct Found {
    Diagnostic diagnostic;
    const Block* by = nullptr;
  };

  Input input;
  std::string name;
  Declarations declared;
  Session session;
  FieldReads reads;  // of the analysis itself
  std::vector<Found> found;
  std::vector<const PendingBlock*> edited;
  std::vector<std::pair<PendingBlock*, const ast::Member*>> moved;  // to these nodes
  bool fit = false;  // a part of it can be analysed alone

  // Whether the analysis of one block can say everything about it.
  [[nodiscard]] bool is_fit(const Program& program) const {
    const bool judged =
        std::any_of(input.modules.begin(), input.modules.end(),
                    [](const Module& module) { return module.policy != Module::Policy::None; });
    return !judged && session.work.light() && session.sink.dropped() == 0 &&
           !declared.reads_program && program.app != nullptr && input.recorder == nullptr &&
           input.possibility == nullptr && gives_nothing(program) && program.renamings() == 0;
  }

  // No param gives a field: those fields make the program one of several (Program::possibilities).
  static bool gives_nothing(const Program& program) {
    return program.possibilities.empty() &&
           std::none_of(program.parameters.begin(), program.parameters.end(),
                        [](const Parameter* one) { return one->given.valid(); });
  }

  void note_found(std::size_t begin) {
    const std::vector<Diagnostic>& all = session.sink.diagnostics();
    for (std::size_t i = begin; i < all.size(); ++i) found.push_back({all[i], reporter_of(i)});
    declared.reported.clear();
  }

  // The block whose evaluation reported this diagnostic, and would report it again. Null if a `let`
  // outside of the block reported it, or something else.
  [[nodiscard]] const Block* reporter_of(std::size_t diagnostic) const {
    bool in_let = false;
    for (const auto& [block, begin, end] : declared.reported) {
      if (diagnostic < begin || diagnostic >= end) continue;
      in_let = in_let || block == nullptr;
      if (block == nullptr) continue;
      const Span place = session.sink.diagnostics()[diagnostic].span;
      return !in_let || is_within(place, *block) ? block : nullptr;
    }
    return nullptr;
  }

  // Whether something was reported since that is not the block's alone.
  [[nodiscard]] bool reports_others(std::size_t begin, const Block& block) const {
    const std::vector<Diagnostic>& all = session.sink.diagnostics();
    return std::any_of(declared.reported.begin(), declared.reported.end(), [&](const auto& one) {
      for (std::size_t i = std::max(begin, one.begin); i < one.end; ++i) {
        if (!is_within(all[i].span, block)) return true;
      }
      return false;
    });
  }

  [[nodiscard]] PendingBlock* pending_of(const ast::Member* member) {
    const auto of = std::find_if(declared.blocks.begin(), declared.blocks.end(),
                                 [&](const PendingBlock& one) { return one.member == member; });
    return of == declared.blocks.end() ? nullptr : &*of;
  }

  // The change is behind the brace that opens the block, and no other block or instance needs its
  // nested blocks.
  [[nodiscard]] bool stays_inside(const PendingBlock& pending, const syntax::ItemEdit::Item& item,
                                  const syntax::TextChange& change) const {
    const auto* syntax = std::get_if<ast::Block>(&item.now->node);
    const Block& block = *pending.block;
    if (syntax == nullptr || declared.parts_named.contains(&block)) return false;
    const std::string_view text = session.sources[syntax->header.file].text();
    if (item.edited &&
        text.substr(0, change.begin).find('{', syntax->header.end) == std::string_view::npos)
      return false;
    return std::none_of(
        declared.instances.begin(), declared.instances.end(),
        [&](const Instance& instance) { return is_within(instance.block->span, block); });
  }

  // Fills a block again. Nothing: more than the block may be another.
  [[nodiscard]] std::optional<FieldChanges> refill(const PendingBlock& pending) {
    Block& block = *pending.block;
    const Span extent{block.span.file, block.span.begin, std::max(block.span.end, block.close.end)};
    session.sink.forget_passages(extent);
    Blocks& store = session.program.block_store;
    const Nested nested = Nested::of(block, store);
    // Those of a block that had none come behind those of others, and which these are is not known.
    const bool had_none = nested.begin == store.end();
    if (!nested.together && !had_none) return std::nullopt;
    const Former before(block, nested, store);
    const std::size_t blocks = store.size();
    session.place = nested.end;
    const auto& syntax = std::get<ast::Block>(pending.member->node);
    block.close = syntax.close;  // the change may touch it
    const std::size_t scopes = session.scopes.size();
    const std::size_t instances = declared.instances.size();
    const std::size_t reports = session.sink.diagnostics().size();
    fill_with_overlay(pending);
    read_lets(session, scopes);
    session.place.reset();
    if (had_none && store.size() != blocks) return std::nullopt;
    if (session.work.over() || session.sink.dropped() != 0 || renamed(block) ||
        declared.instances.size() != instances || reports_others(reports, block) ||
        !former_labels(session, *pending.scope, syntax).empty())
      return std::nullopt;
    return changes_between(before.content(), block);
  }

  // Its overlay takes the place of the one before.
  void fill_with_overlay(const PendingBlock& pending) {
    std::vector<Overlay>& overlays = session.program.overlays;
    const auto of_block = [&](const Overlay& overlay) {
      return overlay.block == pending.block->name;
    };
    const auto at = std::find_if(overlays.begin(), overlays.end(), of_block) - overlays.begin();
    const std::size_t count = overlays.size();
    fill_block(session, pending);
    if (overlays.size() == count) return;
    overlays[static_cast<std::size_t>(at)] = overlays.back();
    if (static_cast<std::size_t>(at) < count) overlays.pop_back();
  }
};

LiveAnalysis::LiveAnalysis(Input input, std::string environment, Sink& sink)
    : state_(std::make_unique<State>(std::move(input), std::move(environment), sink)) {}
LiveAnalysis::~LiveAnalysis() = default;

Program LiveAnalysis::run() {
  const NotingReads noting(&state_->reads);
  const std::size_t begin = state_->session.sink.diagnostics().size();
  Program program = analyze_whole(state_->session);
  state_->fit = state_->is_fit(program);
  if (state_->fit) state_->note_found(begin);
  return program;
}

bool LiveAnalysis::edited(Program& program, SourceId file, const syntax::ItemEdit& edit) {
  State& state = *state_;
  if (!state.fit) return false;
  move_places(state.session, program, file, edit.change);
  for (State::Found& found : state.found) move(found.diagnostic, file, edit.change);
  for (const syntax::ItemEdit::Item& item : edit.items) {
    PendingBlock* pending = state.pending_of(item.before);
    state.fit = state.fit && pending != nullptr && state.stays_inside(*pending, item, edit.change);
    if (!state.fit) return false;
    state.moved.emplace_back(pending, item.now);
  }
  // An old node may have the address of a new one.
  for (const auto& [pending, now] : std::exchange(state.moved, {})) {
    pending->member = now;
    if (std::find(state.edited.begin(), state.edited.end(), pending) == state.edited.end())
      state.edited.push_back(pending);
  }
  return true;
}

std::optional<FieldChanges> LiveAnalysis::refill(Program& program,
                                                 const Cancellation* cancellation) {
  State& state = *state_;
  if (!state.fit) return std::nullopt;
  state.fit = false;  // until everything is done
  Session& session = state.session;
  const NotingReads noting(nullptr);
  state.input.cancellation = cancellation;
  session.work.renew(cancellation);
  session.types.types = std::move(program.type_store);
  session.types.alternatives = std::move(program.alternative_store);
  session.program = std::move(program);
  session.sink.restart();
  std::erase_if(state.found, [&](const State::Found& found) {
    return std::any_of(state.edited.begin(), state.edited.end(),
                       [&](const PendingBlock* pending) { return found.by == pending->block; });
  });
  for (const State::Found& found : state.found) session.sink.keep(found.diagnostic);
  FieldChanges changes;
  bool done = true;
  for (const PendingBlock* pending : state.edited) {
    const std::size_t begin = session.sink.diagnostics().size();
    const std::optional<FieldChanges> one = state.refill(*pending);
    done = done && one.has_value();
    if (!one) break;
    changes.add(*one);
    const std::vector<Diagnostic>& all = session.sink.diagnostics();
    for (std::size_t i = begin; i < all.size(); ++i)
      state.found.push_back({all[i], pending->block});
  }
  state.edited.clear();
  program = take_program(session);
  state.declared.reported.clear();
  // Other blocks have no part in this one's nested blocks (State::stays_inside).
  if (!done || !State::gives_nothing(program) || state.reads.meet_fields(changes))
    return std::nullopt;
  state.fit = true;
  return changes;
}

}  // namespace svc::sema
