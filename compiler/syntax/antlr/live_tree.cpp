#include "syntax/live_tree.h"

#include <algorithm>
#include <string>

#include "syntax/antlr/reading.h"
#include "syntax/parse.h"

namespace svc::syntax {

namespace {

constexpr std::size_t kLookahead =
    2;  // tokens behind an item that may influence how it is read (errors.cpp)
constexpr std::size_t kFewNodes = 512;  // unused nodes, before a small tree is rebuilt

bool same_token(const Lexeme& before, const Lexeme& now, const TextChange& change) {
  const bool same = before.type == now.type && before.line_start == now.line_start &&
                    before.bad == now.bad && before.inserted == now.inserted;
  return same && now.begin == change.now(before.begin) &&
         now.end - now.begin == before.end - before.begin;
}

// Empties the nodes in front of `end` that no range holds.
template <typename Node>
void bury(std::deque<Node>& nodes, std::size_t end,
          std::vector<std::pair<std::size_t, std::size_t>> kept) {
  std::sort(kept.begin(), kept.end());
  kept.emplace_back(end, end);
  std::size_t at = 0;
  for (const auto& [from, to] : kept) {
    for (; at < from; ++at) {
      if (nodes[at].span.valid()) nodes[at] = Node{};
    }
    at = std::max(at, to);
  }
}

// Keeps the earlier nodes of the reused items.
void bury(ast::Ast& tree, const Fill& before, const std::vector<SoundItem>& items) {
  std::vector<std::pair<std::size_t, std::size_t>> exprs, types, members;
  for (const SoundItem& item : items) {
    if (item.from.members >= before.members) continue;  // it is new
    exprs.emplace_back(item.from.exprs, item.to.exprs);
    types.emplace_back(item.from.types, item.to.types);
    members.emplace_back(item.from.members, item.to.members);
  }
  bury(tree.exprs, before.exprs, std::move(exprs));
  bury(tree.types, before.types, std::move(types));
  bury(tree.members, before.members, std::move(members));
}

}  // namespace

const SoundItem* Earlier::find(const std::vector<Lexeme>& lexemes, std::size_t at) const {
  const std::optional<std::uint32_t> begin = change.before(lexemes[at].begin);
  if (!begin) return nullptr;
  const auto found = std::lower_bound(reading.items.begin(), reading.items.end(), *begin,
                                      [this](const SoundItem& item, std::uint32_t offset) {
                                        return reading.lexemes[item.first].begin < offset;
                                      });
  if (found == reading.items.end() || reading.lexemes[found->first].begin != *begin) return nullptr;
  const std::size_t count = found->end - found->first;
  if (at + count >= lexemes.size() || !change.leaves(*begin, reading.lexemes[found->end - 1].end))
    return nullptr;  // also a comment in it belongs to the tree
  for (std::size_t i = 0; i < count; ++i) {
    if (!same_token(reading.lexemes[found->first + i], lexemes[at + i], change)) return nullptr;
  }
  for (std::size_t i = count; i < count + kLookahead; ++i) {
    const bool last = found->first + i >= reading.lexemes.size();
    if (last != (at + i >= lexemes.size())) return nullptr;
    if (last) break;
    const Lexeme& before = reading.lexemes[found->first + i];
    const Lexeme& now = lexemes[at + i];
    if (before.type != now.type || before.line_start != now.line_start || before.bad != now.bad ||
        before.inserted != now.inserted)
      return nullptr;
  }
  return &*found;
}

struct LiveTree::Before {
  std::string text;
  std::string_view place;  // where the text was that the nodes point into: never read
  Reading reading;
  std::size_t fresh_nodes = 0;  // of the last tree that was made from nothing
};

LiveTree::LiveTree() = default;
LiveTree::~LiveTree() = default;

void LiveTree::read(const Sources& sources, SourceId file, Sink& sink) {
  const std::string_view text = sources[file].text();
  const bool again = before_ != nullptr && tree_.file == file &&
                     Fill::of(tree_).nodes() < 2 * before_->fresh_nodes + kFewNodes;
  std::optional<Earlier> earlier;
  if (again) {
    earlier.emplace(Earlier{before_->reading, TextChange::between(before_->text, text)});
    relocate(tree_, earlier->change, before_->place, text);
    tree_.items.clear();
    tree_.comments.clear();
    tree_.broken.clear();
    tree_.balanced = true;
  } else {
    before_ = std::make_unique<Before>();
    tree_ = {};
    tree_.file = file;
  }
  const Fill before = Fill::of(tree_);
  Reporter reporter(sources[file], file, sink);
  before_->reading = syntax::read(tree_, reporter, earlier ? &*earlier : nullptr);
  if (again) bury(tree_, before, before_->reading.items);
  before_->text = text;
  before_->place = text;
  if (!again) before_->fresh_nodes = Fill::of(tree_).nodes();
}

}  // namespace svc::syntax
