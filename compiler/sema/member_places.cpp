#include "sema/member_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sema/foreign.h"
#include "sema/unknown.h"

namespace svc::sema {

const BlockDecl* find_block(const KindDecl& kind, std::string_view name) {
  const auto found = std::find_if(kind.blocks.begin(), kind.blocks.end(),
                                  [name](const BlockDecl& b) { return b.name == name; });
  return found == kind.blocks.end() ? nullptr : &*found;
}

bool has_member(const KindDecl& kind, std::string_view name) {
  return kind.field(name) != nullptr || find_block(kind, name) != nullptr;
}

namespace {

// The best of several paths to a member: first one to a required field, or to a block if a block is
// written; then the shortest.
class BestPath {
 public:
  explicit BestPath(bool block) : block_(block) {}
  void offer(const KindDecl& kind, std::string_view name, std::string path) {
    if (path.empty()) return;
    const FieldDecl* field = kind.field(name);
    const bool required =
        block_ ? find_block(kind, name) != nullptr : field != nullptr && field->required();
    const bool better = path_.empty() || (required && !required_) ||
                        (required == required_ && path.size() < path_.size());
    if (!better) return;
    path_ = std::move(path);
    required_ = required;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  bool block_;
  std::string path_;
  bool required_ = false;
};

// Whether all meanings of a word are in one kind, or in a service and its task. A word of several
// kinds (`type`, `source`) says nothing about where it belongs.
bool is_definite(const std::vector<const ForeignMeaning*>& meanings) {
  const auto root = [](const ForeignMeaning* meaning) {
    const std::string_view kind = meaning->in.substr(0, meaning->in.find('.'));
    return kind == "task" || kind == "job" ? std::string_view("service") : kind;
  };
  return std::all_of(meanings.begin(), meanings.end(), [&](const ForeignMeaning* meaning) {
    return root(meaning) == root(meanings.front());
  });
}

}  // namespace

// The path to a member of this name in a nested block of the kind.
std::string path_of_same_name(const KindDecl& kind, std::string_view name, bool block) {
  BestPath best(block);
  const auto look = [&](const auto& self, const KindDecl& at) -> void {
    if (&at != &kind && has_member(at, name)) best.offer(at, name, path_to(&kind, at.name, name));
    for (const BlockDecl& inner : at.blocks) {
      if (inner.body != nullptr) self(self, *inner.body);
    }
    for (const FieldDecl& field : at.fields) {
      if (!field.is_inline) continue;
      if (const KindDecl* named = find_kind(field.type.alternatives.front().name))
        self(self, *named);
    }
  };
  look(look, kind);
  return best.path();
}

// A meaning elsewhere: in a block of the kind, or in another one.
std::string path_of_meaning(const KindDecl* kind, std::string_view word) {
  const auto meanings = foreign(word, ForeignMeaning::Form::Member);
  for (const bool below : {true, false}) {
    if (!below && !is_definite(meanings)) return {};
    for (const ForeignMeaning* meaning : meanings) {
      const std::string path = meaning->name.empty()
                                   ? path_around(kind, meaning->in, meaning->write)
                                   : path_to(kind, meaning->in, meaning->name);
      const bool inside = kind != nullptr && !path.empty() &&
                          has_member(*kind, std::string_view(path).substr(0, path.find(' ')));
      if (!path.empty() && inside == below) return path;
    }
  }
  return {};
}

std::string belongs(std::string_view name, const std::string& path) {
  return fmt::format("`{}` belongs in `{}`", name, path);
}

// The path to a member of that name in a block around those of the kind: `exec` in a task is one of
// its service. Empty if there is none.
std::string path_in_blocks_around(const KindDecl& kind, std::string_view name) {
  std::vector<const KindDecl*> around;
  for (std::size_t dot = kind.name.rfind('.'); dot != std::string_view::npos && dot > 0;
       dot = kind.name.rfind('.', dot - 1))
    around.push_back(find_any_kind(kind.name.substr(0, dot)));
  if (kind.name == "task" || kind.name.starts_with("task.")) {
    around.push_back(find_kind("service"));
    around.push_back(find_kind("job"));
  }
  for (const KindDecl* outer : around) {
    if (outer != nullptr && has_member(*outer, name)) return path_to(nullptr, outer->name, name);
  }
  return {};
}

std::string place_of_member(std::string_view name, bool block) {
  BestPath best(block);
  const auto look = [&](const auto& self, const KindDecl& at) -> void {
    if (has_member(at, name)) best.offer(at, name, path_to(nullptr, at.name, name));
    for (const BlockDecl& inner : at.blocks) {
      if (inner.body != nullptr) self(self, *inner.body);
    }
  };
  const KindDecl* service = find_kind("service");
  // A field of the service itself is likelier than one of a block in it.
  if (!block && service != nullptr && service->field(name) != nullptr)
    return belongs(name, path_to(nullptr, service->name, name));
  if (service != nullptr) look(look, *service);
  if (const KindDecl* task = find_kind("task")) look(look, *task);
  for (const KindDecl* kind : builtin_kinds()) {
    if (best.path().empty()) look(look, *kind);
  }
  return best.path().empty() ? std::string{} : belongs(name, best.path());
}

std::string advice_on_field_outside(std::string_view name) {
  for (const ForeignMeaning* meaning : foreign(name, ForeignMeaning::Form::Member)) {
    if (meaning->in != "app") continue;
    return meaning->say.empty() ? fmt::format("write `{}`", path_to(nullptr, "app", meaning->name))
                                : std::string(meaning->say);
  }
  for (const ForeignMeaning* meaning : foreign(name, ForeignMeaning::Form::Kind)) {
    if (!meaning->say.empty()) return std::string(meaning->say);
  }
  std::string place = place_of_member(name, false);
  return place.empty() ? fmt::format("to name a value, write `let {} = …`", name) : place;
}

}  // namespace svc::sema
