// The diagnostics for unknown kinds, and for fields and blocks that a kind does not have.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/suggest.h"
#include "sema/components.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

constexpr std::size_t kLongestExample = 40;  // of a value that a help repeats

// A member that is not known, as it is written.
struct Written {
  ast::Ident name;
  std::string_view rest;  // after the name: the value of a field, if it is short and on one line;
                          // the labels of a block
  bool block = false;
  bool labelled = false;
};

Written written(const Session& session, const ast::Field& m) {
  const std::string_view text = session.sources[m.value->span.file].text(m.value->span);
  const bool short_enough =
      text.size() <= kLongestExample && text.find('\n') == std::string_view::npos;
  return {m.name, short_enough ? text : std::string_view{}, false, false};
}

Written written(const Session& session, const ast::Block& m) {
  const Span rest{m.header.file, m.kind.span.end, std::max(m.kind.span.end, m.header.end)};
  return {m.kind, session.sources[rest.file].text(rest), true, !m.labels.empty()};
}

// The block under another name: `network main { … }`.
std::string renamed(std::string_view name, std::string_view labels) {
  return fmt::format("{}{} {{ … }}", name, labels);
}

const BlockDecl* find_block(const KindDecl& kind, std::string_view name) {
  const auto found = std::find_if(kind.blocks.begin(), kind.blocks.end(),
                                  [name](const BlockDecl& b) { return b.name == name; });
  return found == kind.blocks.end() ? nullptr : &*found;
}

bool needs_label(const BlockDecl& block) {
  return std::any_of(block.labels.begin(), block.labels.end(),
                     [](const LabelDecl& l) { return l.fixed || !l.type.optional; });
}

bool has_member(const KindDecl& kind, std::string_view name) {
  return kind.field(name) != nullptr || find_block(kind, name) != nullptr;
}

// Whether correcting the name alone makes the member right.
bool renames(const KindDecl& kind, std::string_view name, const Written& m) {
  const FieldDecl* field = kind.field(name);
  const BlockDecl* block = find_block(kind, name);
  if (!m.block)
    return field != nullptr ||
           (block != nullptr && !needs_label(*block) && block->body->primary() != nullptr);
  const bool braces = field != nullptr && (field->is_inline || is_map(*field));
  return (braces && !m.labelled) || (block != nullptr && needs_label(*block) == m.labelled);
}

// How the unit of a foreign name is written here: `30d` for `retention_in_days = 30`.
std::string_view unit_in_name(std::string_view name, const Type& type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kUnits = {
      {{"days", "d"},
       {"hours", "h"},
       {"minutes", "min"},
       {"seconds", "s"},
       {"secs", "s"},
       {"millis", "ms"},
       {"milliseconds", "ms"},
       {"gib", "GiB"},
       {"gb", "GiB"},
       {"mib", "MiB"}}};
  const std::string plain = plain_word(name);
  const auto* found = std::find_if(kUnits.begin(), kUnits.end(), [&plain](const auto& unit) {
    return plain.ends_with(unit.first);
  });
  if (found == kUnits.end()) return {};
  const bool size = found->second.ends_with("iB");
  const bool fits = std::any_of(
      type.alternatives.begin(), type.alternatives.end(), [size](const TypeAlternative& a) {
        return a.form == TypeAlternative::Form::Scalar &&
               a.scalar == (size ? Scalar::Size : Scalar::Duration);
      });
  return fits ? found->second : std::string_view{};
}

// A field under its right name: the value as its type takes it, and the edits that write it.
struct Corrected {
  bool good = false;   // the value is right then
  std::string value;   // as it is written; empty if it is long
  std::vector<Edit> edits;
};

// Reads the value as that of another field. What is wrong with it is not reported.
Corrected corrected(Session& session, const FieldDecl& field, const ast::Field& m,
                    const Scope& scope) {
  Corrected result;
  std::string text(session.sources[m.value->span.file].text(m.value->span));
  const Span place = m.value->span;
  const std::string_view unit = unit_in_name(m.name.text, field.type);
  if (!unit.empty() && text.find_first_not_of("0123456789") == std::string::npos) {
    result.edits.push_back({place, fmt::format("{}{}", text, unit)});
    result.good = true;
  } else {
    const std::size_t mark = session.sink.diagnostics().size();
    const Value value = evaluate(session, scope, *m.value, &field.type);
    if (!value.is_error()) (void)check_field(session, value, field, What::named(field.name));
    const std::vector<Diagnostic>& all = session.sink.diagnostics();
    result.good = all.size() == mark;
    if (all.size() == mark + 1 && all.back().fix.certain) {
      result.edits = all.back().fix.edits;
      result.good = std::all_of(
          result.edits.begin(), result.edits.end(), [place](const Edit& edit) {
            return edit.span.file == place.file && place.begin <= edit.span.begin &&
                   edit.span.end <= place.end;
          });
    }
    session.sink.keep_since(mark, [](const Diagnostic&) { return false; });
  }
  std::vector<Edit> edits = result.edits;
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits)
    text.replace(edit.span.begin - place.begin, edit.span.end - edit.span.begin, edit.text);
  if (text.size() <= kLongestExample && text.find('\n') == std::string::npos)
    result.value = std::move(text);
  return result;
}

// Advises the right name of a field, with its value.
void advise_name(Report report, const FieldDecl& field, const ast::Field& m,
                 const Corrected& value) {
  report.help(value.value.empty() ? fmt::format("write `{} = …`", field.name)
                                  : fmt::format("write `{} = {}`", field.name, value.value));
  if (!value.good) return;
  std::vector<Edit> edits = {{m.name.span, std::string(field.name)}};
  edits.insert(edits.end(), value.edits.begin(), value.edits.end());
  report.repair(fmt::format("Write `{}`", field.name), std::move(edits));
}

// The field of the kind that an unknown field means; null if there is none: the meaning of another
// tool's word in this kind, or a similar name.
const FieldDecl* meant_field(const KindDecl& kind, const ast::Field& m) {
  for (const std::string_view in : {std::string_view(kind.name), std::string_view("any")}) {
    for (const ForeignMeaning* meaning : foreign(m.name.text, ForeignMeaning::Form::Member)) {
      if (meaning->in == in) return meaning->name.empty() ? nullptr : kind.field(meaning->name);
    }
  }
  std::vector<std::string_view> names;
  for (const FieldDecl& field : kind.fields) names.push_back(field.name);
  const std::string_view meant = closest(m.name.text, names);
  // A name that begins with another letter may be that of another kind's member.
  return meant.empty() || meant.front() != m.name.text.front() ? nullptr : kind.field(meant);
}

const ast::Field* field_named(const std::vector<const ast::Member*>& members,
                              std::string_view name) {
  for (const ast::Member* member : members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field != nullptr && plain_word(field->name.text) == plain_word(name)) return field;
  }
  return nullptr;
}

// The other end of a range: `max_tasks` of `min_tasks`; empty for other names.
std::string other_end(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kEnds = {
      {{"minimum", "maximum"}, {"min", "max"}, {"least", "most"}}};
  const std::string plain = plain_word(name);
  for (const auto& [low, high] : kEnds) {
    for (const auto& [from, to] : {std::pair(low, high), std::pair(high, low)}) {
      if (plain.starts_with(from)) return std::string(to) + plain.substr(from.size());
    }
  }
  return {};
}

// The only field of the kind that is a range; null if there is none.
const FieldDecl* range_field(const KindDecl& kind) {
  const FieldDecl* found = nullptr;
  for (const FieldDecl& field : kind.fields) {
    const bool range = std::any_of(field.type.alternatives.begin(), field.type.alternatives.end(),
                                   [](const TypeAlternative& a) {
                                     return a.form == TypeAlternative::Form::Scalar &&
                                            a.scalar == Scalar::Range;
                                   });
    if (!range) continue;
    if (found != nullptr) return nullptr;
    found = &field;
  }
  return found;
}

// `min = 2, max = 10` in place of one field that is a range: one message for both.
bool advise_range_of_two(Session& session, Report report, const KindDecl& kind,
                         const ast::Field& m, const Around& around) {
  const std::string other = other_end(m.name.text);
  const FieldDecl* range = other.empty() ? nullptr : range_field(kind);
  if (range == nullptr) return false;
  const ast::Field* second = field_named(around.members, other);
  if (second == nullptr) {
    report.help(fmt::format("write both ends as one range: `{} = 2..10`", range->name));
    return true;
  }
  session.unknown_members.push_back({&kind, second->name.span});
  const auto source = [&session](const ast::Field& field) {
    return session.sources[field.value->span.file].text(field.value->span);
  };
  const bool low_first = plain_word(m.name.text).starts_with("min") ||
                         plain_word(m.name.text).starts_with("least");
  const std::string text = fmt::format("{} = {}..{}", range->name, source(low_first ? m : *second),
                                       source(low_first ? *second : m));
  report.help(fmt::format("write `{}`", text));
  const bool numbers =
      source(m).find_first_not_of("0123456789") == std::string_view::npos &&
      source(*second).find_first_not_of("0123456789") == std::string_view::npos;
  if (numbers && field_named(around.members, range->name) == nullptr)
    report.repair(fmt::format("Write `{}`", text),
                  {{join(m.name.span, m.value->span), text},
                   {join(second->name.span, second->value->span), "", true}});
  return true;
}

// The only field one of whose words is the name: `idle_timeout` of `timeout`; null if there is
// none.
const FieldDecl* field_with_part(const KindDecl& kind, std::string_view name) {
  constexpr std::size_t kShortest = 4;
  const FieldDecl* found = nullptr;
  for (const FieldDecl& field : kind.fields) {
    const std::string parts = fmt::format("_{}_", field.name);
    if (name.size() < kShortest || parts.find(fmt::format("_{}_", name)) == std::string::npos)
      continue;
    if (found != nullptr) return nullptr;
    found = &field;
  }
  return found;
}

// A meaning in the kind itself: its name, written as the member is. `in`: the kind, or "any".
bool advise_here(Report& report, const KindDecl& kind, std::string_view in, const Written& m) {
  for (const ForeignMeaning* meaning : foreign(m.name.text, ForeignMeaning::Form::Member)) {
    if (meaning->in != in) continue;
    if (!meaning->say.empty()) {
      report.help(std::string(meaning->say));
    } else if (!meaning->write.empty()) {
      report.help(fmt::format("write `{}`", meaning->write));
    } else if (renames(kind, meaning->name, m)) {
      report
          .help(m.block          ? fmt::format("write `{}`", renamed(meaning->name, m.rest))
                : m.rest.empty() ? fmt::format("write `{} = …`", meaning->name)
                                 : fmt::format("write `{} = {}`", meaning->name, m.rest))
          .repair(fmt::format("Write `{}`", meaning->name),
                  {{m.name.span, std::string(meaning->name)}});
    } else {
      report.help(fmt::format("write `{}`", member_text(kind, meaning->name)));
    }
    return true;
  }
  return false;
}

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

// The members of a kind, those most similar to the word first.
std::vector<std::string_view> likely_first(std::string_view word,
                                           std::vector<std::string_view> names) {
  const std::string plain = plain_word(word);
  const auto likeness = [&plain](std::string_view name) {
    const std::string other = plain_word(name);
    std::size_t longest = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      for (std::size_t j = 0; j < other.size(); ++j) {
        std::size_t k = 0;
        while (i + k < plain.size() && j + k < other.size() && plain[i + k] == other[j + k]) ++k;
        longest = std::max(longest, k);
      }
    }
    return longest < 3 ? std::size_t{0} : longest;
  };
  std::stable_sort(names.begin(), names.end(), [&](std::string_view a, std::string_view b) {
    return likeness(a) > likeness(b);
  });
  return names;
}

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

void advise(Report report, const KindDecl& kind, const Written& m,
            std::vector<std::string_view> names) {
  if (advise_here(report, kind, kind.name, m) || advise_here(report, kind, "any", m)) return;
  if (const std::string path = path_of_same_name(kind, m.name.text, m.block); !path.empty()) {
    report.help(belongs(m.name.text, path));
    return;
  }
  std::string elsewhere = place_of_member(m.name.text, m.block);
  const std::string_view meant = closest(m.name.text, names);
  // The name of another kind's member is no slip for a name that begins with another letter. A
  // component's names are its own.
  const bool other = !elsewhere.empty() && find_kind(kind.name) == &kind && !meant.empty() &&
                     meant.front() != m.name.text.front();
  if (!meant.empty() && !other) {
    suggest(report, m.name.span, meant, "");
    return;
  }
  if (const std::string path = path_of_meaning(&kind, m.name.text); !path.empty()) {
    report.help(fmt::format("write `{}`", path));
    return;
  }
  if (!elsewhere.empty()) {
    report.help(std::move(elsewhere));
    return;
  }
  report.help(names.empty() ? "it has no members"
                            : "it has " + enumerate(likely_first(m.name.text, names), "and", 12));
}

// Whether the member was reported before: in another iteration of a loop.
bool is_reported(const Session& session, const KindDecl& kind, Span span) {
  return std::any_of(session.unknown_members.begin(), session.unknown_members.end(),
                     [&](const auto& one) { return one.first == &kind && one.second == span; });
}

// A block that is written as a field: its value may be the label that is missing. `route = edge`,
// `deploy = "rolling"`, `capacity = [fargate, fargate_spot]`
struct Labelled {
  std::string text;  // `route edge { … }`
  std::string head;  // `route edge`, if a block without members may be right
};

Labelled with_label(const KindDecl& kind, std::string_view name, std::string_view value) {
  const std::size_t begin = value.find_first_not_of("[\" ");
  if (begin == std::string_view::npos) return {};
  value = value.substr(begin);
  const std::string_view word = value.substr(0, value.find_first_of("\"], "));
  const bool one_word = !word.empty() && word.find_first_of(".(){}/:") == std::string_view::npos;
  if (!one_word || (word.front() >= '0' && word.front() <= '9')) return {};
  for (const BlockDecl& block : kind.blocks) {
    if (block.name != name || block.labels.empty()) continue;
    const LabelDecl& label = block.labels.front();
    if (label.fixed && plain_word(label.name) != plain_word(word)) continue;
    std::string head = fmt::format("{} {}", name, label.fixed ? label.name : word);
    const bool bare = block.labels.size() == 1 &&
                      std::none_of(block.body->fields.begin(), block.body->fields.end(),
                                   [](const FieldDecl& field) { return field.required(); });
    return {head + " { … }", bare ? head : std::string()};
  }
  return {};
}

void advise_as_block(const Session& session, Report report, const KindDecl& kind,
                     const BlockDecl& block, const ast::Field& m) {
  const std::string_view value = session.sources[m.value->span.file].text(m.value->span);
  const Labelled labelled = with_label(kind, m.name.text, value);
  report.help(fmt::format("`{}` is a block: write `{}`", m.name.text,
                          labelled.text.empty() ? block_text(block) + " { … }" : labelled.text));
  const bool object = value.starts_with('{') && block.labels.empty();
  if (object)
    report.help(fmt::format("`{0}` is a block: write `{0} {{ … }}`, without `=`", m.name.text))
        .repair("Remove `=`", {{Span{m.name.span.file, m.name.span.end, m.value->span.begin}, " "}});
  else if (!labelled.head.empty() && value.find(',') == std::string_view::npos)
    report.repair("Write a block", {{Span{m.name.span.file, m.name.span.begin, m.value->span.end},
                                     labelled.head + " {}"}});
}

// `2..10` of `count { min = 2, max = 10 }`, `"id"` of `key { name = "id", type = "S" }`; else empty.
std::string bounds_of(const Session& session, const ast::Block& m) {
  if (!m.close.valid() || !m.labels.empty()) return {};
  const auto source = [&session, &m](std::string_view name) {
    const ast::Field* field = field_named(m.members, name);
    return field == nullptr ? std::string_view{}
                            : session.sources[field->value->span.file].text(field->value->span);
  };
  const std::string_view low = source("min");
  const std::string_view high = source("max");
  if (!low.empty() && !high.empty()) return fmt::format("{}..{}", low, high);
  const std::string_view name = source("name");
  return m.members.size() > 1 && name.starts_with('"') ? std::string(name) : std::string();
}

// A field that is written as a block: the value of its only member is the one that is meant.
void advise_as_field(const Session& session, Report report, const ast::Block& m) {
  const auto* inner = m.members.size() == 1 && m.labels.empty()
                          ? std::get_if<ast::Field>(&m.members.front()->node)
                          : nullptr;
  const std::string_view value =
      inner == nullptr ? std::string_view{}
                       : session.sources[inner->value->span.file].text(inner->value->span);
  if (const std::string range = bounds_of(session, m); !range.empty()) {
    const std::string whole = fmt::format("{} = {}", m.kind.text, range);
    report.help(fmt::format("`{}` is a field: write `{}`", m.kind.text, whole))
        .repair("Write a field",
                {{Span{m.kind.span.file, m.kind.span.begin, m.close.end}, whole}});
    return;
  }
  const std::string text = fmt::format(
      "{} = {}", m.kind.text, value.empty() || value.size() > kLongestExample ? "…" : value);
  report.help(fmt::format("`{}` is a field: write `{}`", m.kind.text, text));
  if (!text.ends_with("…") && m.close.valid())
    report.repair("Write a field",
                  {{Span{m.kind.span.file, m.kind.span.begin, m.close.end}, text}});
}

}  // namespace

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

void report_unknown_field(Session& session, const KindDecl& kind, std::string_view title,
                          const ast::Field& m, const Around& around) {
  std::vector<std::string_view> names;
  for (const FieldDecl& f : kind.fields) names.push_back(f.name);
  for (const BlockDecl& b : kind.blocks) {
    if (std::find(names.begin(), names.end(), b.name) == names.end()) names.push_back(b.name);
  }
  if (is_reported(session, kind, m.name.span)) return;
  session.unknown_members.push_back({&kind, m.name.span});
  // What the value becomes is found before the report: only the last report can be completed.
  const FieldDecl* meant = session.sink.full() ? nullptr : meant_field(kind, m);
  if (meant == nullptr && !session.sink.full() && find_block(kind, m.name.text) == nullptr &&
      path_of_same_name(kind, m.name.text, false).empty() && other_end(m.name.text).empty())
    meant = field_with_part(kind, m.name.text);
  const bool taken = meant != nullptr && field_named(around.members, meant->name) != nullptr;
  Corrected value;
  if (meant != nullptr && !taken) value = corrected(session, *meant, m, around.scope);
  auto report = session.sink.report<diag::UnknownField>(m.name.span, title, "field", m.name.text);
  const Component* component = component_of(session, kind);
  if (component != nullptr)
    report.related(component->syntax->name.span, "the component is declared here");
  if (const BlockDecl* block = find_block(kind, m.name.text)) {
    advise_as_block(session, report, kind, *block, m);
  } else if (meant != nullptr && !taken) {
    advise_name(report, *meant, m, value);
  } else if (!advise_range_of_two(session, report, kind, m, around)) {
    if (taken) std::erase(names, meant->name);
    advise(report, kind, written(session, m), std::move(names));
  }
}

void report_unknown_block(Session& session, const KindDecl& kind, std::string_view title,
                          const ast::Block& m) {
  if (is_reported(session, kind, m.kind.span)) return;
  session.unknown_members.push_back({&kind, m.kind.span});
  auto report = session.sink.report<diag::UnknownBlock>(m.kind.span, title, m.kind.text);
  if (kind.field(m.kind.text) != nullptr) {
    advise_as_field(session, report, m);
    return;
  }
  std::vector<std::string_view> names;
  for (const BlockDecl& b : kind.blocks) {
    if (std::find(names.begin(), names.end(), b.name) == names.end()) names.push_back(b.name);
  }
  for (const FieldDecl& f : kind.fields) names.push_back(f.name);
  if (find_kind(m.kind.text) != nullptr && path_of_same_name(kind, m.kind.text, true).empty() &&
      !m.labels.empty()) {
    report.help(fmt::format("declare {} at the top level of the file, not inside another block",
                            with_article(m.kind.text)));
    return;
  }
  advise(report, kind, written(session, m), std::move(names));
}

void advise_kind(const Session& session, Report report, const ast::Block& m,
                 const std::vector<std::string_view>& known) {
  const auto meanings = foreign(m.kind.text, ForeignMeaning::Form::Kind);
  // `new queue jobs {}`, `export queue jobs {}`: a word in front of the kind.
  const ast::Label* first = m.labels.empty() ? nullptr : &m.labels.front();
  if (first != nullptr && first->kind == ast::Label::Kind::Name && m.labels.size() > 1 &&
      find_kind(first->name.text) != nullptr) {
    constexpr std::array<std::string_view, 6> kExisting = {"data",     "lookup", "external",
                                                           "imported", "ref",    "reference"};
    if (std::find(kExisting.begin(), kExisting.end(), m.kind.text) != kExisting.end()) {
      report
          .help(fmt::format("what exists already is written `existing {} {} {{ … }}`",
                            first->name.text,
                            session.sources[m.kind.span.file].text(m.labels[1].span)))
          .repair("Write `existing`", {{m.kind.span, "existing"}});
      return;
    }
    report
        .help(fmt::format("a block begins with its kind: write `{} {} {{ … }}`", first->name.text,
                          session.sources[m.kind.span.file].text(m.labels[1].span)))
        .repair(fmt::format("Remove `{}`", m.kind.text),
                {{Span{m.kind.span.file, m.kind.span.begin, first->span.begin}, ""}});
    return;
  }
  if (!meanings.empty() && !meanings.front()->say.empty()) {
    report.help(std::string(meanings.front()->say));
  } else if (!meanings.empty()) {
    const std::string_view kind = meanings.front()->name;
    report.help(fmt::format(
        "write `{}`", renamed(kind, m.labels.size() == 1 ? written(session, m).rest : " NAME")));
    // With other labels (`resource "type" "name"`) more than the word is different.
    if (m.labels.size() == 1)
      report.repair(fmt::format("Write `{}`", kind), {{m.kind.span, std::string(kind)}});
  } else if (const std::string_view meant = closest(m.kind.text, known); !meant.empty()) {
    suggest(report, m.kind.span, meant, "");
  } else if (std::string place = place_of_member(m.kind.text, true); !place.empty()) {
    report.help(std::move(place));
  } else if (const std::string path = path_of_meaning(nullptr, m.kind.text); !path.empty()) {
    report.help(fmt::format("write `{}`", path));
  } else {
    report.help("there are " + enumerate(likely_first(m.kind.text, known), "and", 12));
  }
}

}  // namespace svc::sema
