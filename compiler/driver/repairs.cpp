#include "driver/repairs.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/paths.h"
#include "diagnostics/sink.h"
#include "driver/imports.h"
#include "syntax/format.h"
#include "syntax/parse.h"

namespace svc::driver {

namespace {

// One edit by the path of its file: programs that share a file read it once each.
struct Change {
  std::string path;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text;

  friend bool operator<(const Change& a, const Change& b) {  // libc++ 14 orders no texts by <=>
    return std::tie(a.path, a.begin, a.end, a.text) < std::tie(b.path, b.begin, b.end, b.text);
  }
  friend bool operator==(const Change&, const Change&) = default;
  // Two texts inserted at the same place have no order, so they count as touching.
  [[nodiscard]] bool touches(const Change& other) const {
    return path == other.path && begin <= other.end && other.begin <= end;
  }
};

std::vector<Change> changes_of(const Fix& fix, const Sources& sources) {
  std::vector<Change> changes;
  for (const Edit& edit : fix.edits) {
    if (!edit.span.valid() || is_std(sources[edit.span.file].path())) return {};
    changes.push_back(
        {normal_path(sources[edit.span.file].path()), edit.span.begin, edit.span.end, edit.text});
  }
  return changes;
}

// The accepted changes.
class Taken {
 public:
  // Takes the changes of a fix if they are new and touch no other.
  bool take(std::vector<Change> changes) {
    if (changes.empty()) return false;
    std::sort(changes.begin(), changes.end());
    if (std::any_of(changes.begin(), changes.end(), [&](const Change& c) { return touched(c); }))
      return false;
    all_.insert(changes.begin(), changes.end());
    return true;
  }
  [[nodiscard]] const std::set<Change>& all() const { return all_; }

 private:
  // They do not overlap, so only the neighbours in the order of the text can touch.
  [[nodiscard]] bool touched(const Change& change) const {
    const auto next = all_.lower_bound(change);
    return (next != all_.end() && next->touches(change)) ||
           (next != all_.begin() && std::prev(next)->touches(change));
  }

  std::set<Change> all_;
};

// `changes`: those of this file, in the order of the text.
std::string changed(std::string_view text, const std::vector<Change>& changes) {
  std::string out;
  std::size_t at = 0;
  for (const Change& change : changes) {
    out += text.substr(at, change.begin - at);
    out += change.text;
    at = change.end;
  }
  out += text.substr(at);
  return out;
}

}  // namespace

std::string formatted(const std::string& path, std::string text) {
  Sources sources;
  Sink nobody;
  const SourceId id = sources.add(SourceFile(path, std::move(text)));
  const ast::Ast tree = syntax::parse(sources, id, nobody);
  return syntax::format(tree, sources[id]);
}

std::vector<const Fix*> certain_fixes(const std::vector<Diagnostic>& diagnostics,
                                      const Sources& sources) {
  Taken taken;
  std::vector<const Fix*> fixes;
  for (const Diagnostic& d : diagnostics) {
    if (d.fix.certain && taken.take(changes_of(d.fix, sources))) fixes.push_back(&d.fix);
  }
  return fixes;
}

std::vector<Repaired> repair(const std::vector<const Fix*>& fixes, const Sources& sources) {
  std::map<std::string, std::vector<Change>> by_path;
  for (const Fix* fix : fixes) {
    for (Change& change : changes_of(*fix, sources)) {
      std::vector<Change>& changes = by_path[change.path];
      changes.insert(std::upper_bound(changes.begin(), changes.end(), change), std::move(change));
    }
  }
  std::vector<Repaired> out;
  std::set<std::string> done;
  for (const SourceFile& file : sources) {
    const auto found = by_path.find(normal_path(file.path()));
    if (found == by_path.end() || !done.insert(found->first).second) continue;
    const std::string before(file.text());
    std::string after = changed(before, found->second);
    if (formatted(file.path(), before) == before) after = formatted(file.path(), std::move(after));
    out.push_back({file.path(), std::move(after)});
  }
  return out;
}

}  // namespace svc::driver
