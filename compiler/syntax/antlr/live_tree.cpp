#include "syntax/live_tree.h"

#include <SvcParser.h>

#include <algorithm>
#include <string>
#include <utility>

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

// Drops the nodes behind these: an item that is edited again and again does not make the tree grow.
void cut(ast::Ast& tree, const Fill& at) {
  tree.exprs.resize(at.exprs);
  tree.types.resize(at.types);
  tree.members.resize(at.members);
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

// The items from `from` to before `to` replaced by others.
template <typename T>
std::vector<T> replaced(const std::vector<T>& all, std::size_t from, std::size_t to,
                        const std::vector<T>& by) {
  std::vector<T> now;
  now.reserve(all.size() - (to - from) + by.size());
  now.insert(now.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(from));
  now.insert(now.end(), by.begin(), by.end());
  now.insert(now.end(), all.begin() + static_cast<std::ptrdiff_t>(to), all.end());
  return now;
}

// The comments of the text now: `inside` are those from `from` to `end`.
std::vector<ast::Comment> replaced_between(std::vector<ast::Comment> comments,
                                           const TextChange& change, std::uint32_t from,
                                           std::uint32_t end,
                                           const std::vector<ast::Comment>& inside) {
  for (ast::Comment& comment : comments) {
    comment.span.begin = change.now(comment.span.begin);
    comment.span.end = change.now(comment.span.end);
  }
  const auto at = [&](std::uint32_t offset) {
    const auto found = std::lower_bound(
        comments.begin(), comments.end(), offset,
        [](const ast::Comment& comment, std::uint32_t o) { return comment.span.begin < o; });
    return static_cast<std::size_t>(found - comments.begin());
  };
  return replaced(comments, at(from), at(end), inside);
}

// The item that the change lies inside of, behind its first character and before its closing
// bracket, if it and the next one begin on lines of their own. Null: there is none, or the text had
// mistakes.
const SoundItem* item_around(const Reading& reading, const TextChange& change) {
  if (!reading.clean) return nullptr;
  const std::vector<Lexeme>& lexemes = reading.lexemes;
  const auto next = std::upper_bound(reading.items.begin(), reading.items.end(), change.begin,
                                     [&lexemes](std::uint32_t offset, const SoundItem& item) {
                                       return offset <= lexemes[item.first].begin;
                                     });
  if (next == reading.items.begin()) return nullptr;
  const SoundItem& item = *(next - 1);
  const Lexeme& last = lexemes[item.end - 1];
  const Lexeme& behind = lexemes[item.end];
  const bool apart = lexemes[item.first].line_start && (behind.type == 0 || behind.line_start);
  return last.type == svc::antlr::SvcParser::RBRACE && apart && change.end <= last.begin &&
                 lexemes[item.first].begin != 0
             ? &item
             : nullptr;
}

// The items with other nodes than before, if the change is inside of one of them. A mistake in an
// item does not reach further if the brackets match.
std::optional<ItemEdit> item_edit_of(const std::vector<const ast::Member*>& before,
                                     const ast::Ast& now, const TextChange& change,
                                     std::string_view text) {
  constexpr std::size_t kMost = 16;
  if (!now.balanced || before.size() != now.items.size()) return std::nullopt;
  const auto end = static_cast<std::uint32_t>(change.end + change.shift);
  ItemEdit edit{change, {}};
  std::size_t edited = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == now.items[i]) continue;
    const std::uint32_t begin = now.items[i]->span.begin;
    const std::uint32_t next = i + 1 < before.size() ? now.items[i + 1]->span.begin
                                                     : static_cast<std::uint32_t>(text.size());
    // It goes on behind the change, which so is in no comment that belongs to the next one.
    const bool around = begin < change.begin && end <= next &&
                        text.substr(end, next - end).find('}') != std::string_view::npos;
    if (!around && begin < end && next > change.begin) return std::nullopt;
    edited += around ? 1 : 0;
    edit.items.push_back({before[i], now.items[i], around});
  }
  if (edited != 1 || edit.items.size() > kMost) return std::nullopt;
  return edit;
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

  // Puts an item that was read alone in the place of the item before.
  void take(std::size_t index, Reading alone, const TextChange& change) {
    const SoundItem old = reading.items[index];
    for (std::size_t i = old.end; i < reading.lexemes.size(); ++i) {
      reading.lexemes[i].begin = change.now(reading.lexemes[i].begin);
      reading.lexemes[i].end = change.now(reading.lexemes[i].end);
    }
    reading.lexemes = replaced(reading.lexemes, old.first, old.end, alone.lexemes);
    const std::size_t end = old.first + alone.lexemes.size();
    const SoundItem& now = alone.items.front();
    reading.items[index] = {old.first, end, now.member, now.from, now.to};
    for (std::size_t i = index + 1; i < reading.items.size(); ++i) {
      reading.items[i].first = reading.items[i].first - old.end + end;
      reading.items[i].end = reading.items[i].end - old.end + end;
    }
  }
};

LiveTree::LiveTree() = default;
LiveTree::~LiveTree() = default;

// Most edits are inside of one item, and leave it without a mistake. Then the rest of the file is
// not even split into tokens again. Nothing behind the item influences how it is read, because it
// ends with a bracket, and the next one begins on a line of its own.
bool LiveTree::read_one_item(const SourceFile& source, const TextChange& change, Fill& before_it) {
  const Reading& before = before_->reading;
  const SoundItem* const item = item_around(before, change);
  if (item == nullptr || source.text().size() > kMaxFileBytes) return false;
  const std::uint32_t from = before.lexemes[item->first].begin;
  const std::uint32_t end = change.now(before.lexemes[item->end - 1].end);
  // The documentation is outside of the item.
  ast::Doc doc = std::move(item->member->doc);
  const ast::Member* const member = item->member;
  if (item->to == Fill::of(tree_)) cut(tree_, item->from);
  before_it = Fill::of(tree_);
  Sink nobody;
  Reporter reporter(source, tree_.file, nobody, end);
  const std::vector<const ast::Member*> items = std::exchange(tree_.items, {});
  std::vector<ast::Comment> comments = std::exchange(tree_.comments, {});
  Reading alone = syntax::read(tree_, reporter, nullptr, from);
  if (!alone.clean || alone.items.size() != 1) return false;
  alone.lexemes.pop_back();  // the end of the text
  const SoundItem& read = alone.items.front();
  if (read.first != 0 || read.end != alone.lexemes.size() || alone.lexemes.back().end != end)
    return false;
  const auto index = static_cast<std::size_t>(item - before.items.data());
  read.member->doc = std::move(doc);
  tree_.items = replaced(items, index, index + 1, tree_.items);
  tree_.comments = replaced_between(comments, change, from, end, tree_.comments);
  item_edit_ = {change, {{member, read.member, true}}};
  before_->take(index, std::move(alone), change);
  return true;
}

void LiveTree::read(const Sources& sources, SourceId file, Sink& sink) {
  const std::string_view text = sources[file].text();
  const bool again = before_ != nullptr && tree_.file == file &&
                     Fill::of(tree_).nodes() < 2 * before_->fresh_nodes + kFewNodes;
  Fill before = Fill::of(tree_);
  std::optional<Earlier> earlier;
  item_edit_.reset();
  if (again) {
    earlier.emplace(Earlier{before_->reading, TextChange::between(before_->text, text)});
    relocate(tree_, earlier->change, before_->place, text);
  } else {
    before_ = std::make_unique<Before>();
    tree_ = {};
    tree_.file = file;
  }
  const std::vector<const ast::Member*> items = tree_.items;
  if (!again || !read_one_item(sources[file], earlier->change, before)) {
    before = Fill::of(tree_);
    const bool balanced = tree_.balanced;
    tree_.items.clear();
    tree_.comments.clear();
    tree_.broken.clear();
    tree_.balanced = true;
    Reporter reporter(sources[file], file, sink);
    before_->reading = syntax::read(tree_, reporter, earlier ? &*earlier : nullptr);
    if (earlier && balanced) item_edit_ = item_edit_of(items, tree_, earlier->change, text);
  }
  if (again) bury(tree_, before, before_->reading.items);
  before_->text = text;
  before_->place = text;
  if (!again) before_->fresh_nodes = Fill::of(tree_).nodes();
}

}  // namespace svc::syntax
