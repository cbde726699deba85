#include "sema/meant_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "diagnostics/suggest.h"
#include "sema/convert.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/meant_values.h"
#include "sema/types.h"

namespace svc::sema {

namespace {

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
  const bool fits = std::any_of(type.alternatives.begin(), type.alternatives.end(),
                                [size](const TypeAlternative& a) {
                                  return a.form == TypeAlternative::Form::Scalar &&
                                         a.scalar == (size ? Scalar::Size : Scalar::Duration);
                                });
  return fits ? found->second : std::string_view{};
}

}  // namespace

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
      result.good =
          std::all_of(result.edits.begin(), result.edits.end(), [place](const Edit& edit) {
            return edit.span.file == place.file && place.begin <= edit.span.begin &&
                   edit.span.end <= place.end;
          });
    }
    if (all.size() == mark + 1 && !all.back().fix.certain && all.back().fix.edits.size() == 1 &&
        all.back().fix.edits.front().span == place)
      result.likely = all.back().fix.edits.front().text;
    session.sink.keep_since(mark, [](const Diagnostic&) { return false; });
  }
  // `VersioningConfiguration = { Status = "Enabled" }`
  if (const std::vector<ast::Field> entries = entries_of(*m.value);
      !result.good && only_value(entries) != nullptr) {
    Corrected inner = corrected(session, field, *only_value(entries), scope);
    if (inner.good && !inner.value.empty()) inner.edits = {{place, inner.value}};
    return inner;
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
  // A value that does not fit is not repeated.
  if (!value.good) {
    report.help(fmt::format(
        "write `{} = …`, {}", field.name,
        field.pattern_text.empty() ? describe(field.type) : std::string(field.pattern_text)));
    return;
  }
  report.help(value.value.empty() ? fmt::format("write `{} = …`", field.name)
                                  : fmt::format("write `{} = {}`", field.name, value.value));
  std::vector<Edit> edits = {{m.name.span, std::string(field.name)}};
  edits.insert(edits.end(), value.edits.begin(), value.edits.end());
  report.repair(fmt::format("Write `{}`", field.name), std::move(edits));
}

namespace {

// The param of a component that a word of another tool means: one with the name that the word has
// in any kind, or the only one that takes a block of the kind that it means. `edge` of `balancer`.
const FieldDecl* meant_param(const KindDecl& kind, std::string_view word) {
  if (find_kind(kind.name) == &kind || kind.name.find('.') != std::string_view::npos)
    return nullptr;
  for (const ForeignMeaning* meaning : foreign(word, ForeignMeaning::Form::Member)) {
    const std::string_view name =
        meaning->name.empty() ? meaning->write.substr(0, meaning->write.find_first_of(" ={"))
                              : meaning->name;
    if (const FieldDecl* field = kind.field(name)) return field;
  }
  std::string_view wanted = word;
  for (const ForeignMeaning* meaning : foreign(word, ForeignMeaning::Form::Kind)) {
    if (!meaning->name.empty()) wanted = meaning->name;
  }
  const FieldDecl* found = nullptr;
  for (const FieldDecl& field : kind.fields) {
    if (kind_wanted(&field.type) != wanted) continue;
    if (found != nullptr) return nullptr;
    found = &field;
  }
  return found;
}

}  // namespace

// The field of the kind that an unknown field means; null if there is none: the meaning of another
// tool's word in this kind, or a similar name.
const FieldDecl* meant_field(const KindDecl& kind, const ast::Field& m) {
  for (const FieldDecl& field : kind.fields) {
    if (plain_word(field.name) == plain_word(m.name.text)) return &field;
  }
  for (const std::string_view in : {std::string_view(kind.name), std::string_view("any")}) {
    for (const ForeignMeaning* meaning : foreign(m.name.text, ForeignMeaning::Form::Member)) {
      if (meaning->in == in) return meaning->name.empty() ? nullptr : kind.field(meaning->name);
    }
  }
  if (const FieldDecl* param = meant_param(kind, m.name.text)) return param;
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
    const bool range =
        std::any_of(field.type.alternatives.begin(), field.type.alternatives.end(),
                    [](const TypeAlternative& a) {
                      return a.form == TypeAlternative::Form::Scalar && a.scalar == Scalar::Range;
                    });
    if (!range) continue;
    if (found != nullptr) return nullptr;
    found = &field;
  }
  return found;
}

// `min = 2, max = 10` in place of one field that is a range: one message for both.
bool advise_range_of_two(Session& session, Report report, const KindDecl& kind, const ast::Field& m,
                         const Around& around) {
  const std::string other = other_end(m.name.text);
  const FieldDecl* range = other.empty() ? nullptr : range_field(kind);
  if (range == nullptr) return false;
  const ast::Field* second = field_named(around.members, other);
  if (second == nullptr) {
    report.help(fmt::format("write both ends as one range: `{} = 2..10`", range->name));
    return true;
  }
  session.unknown_members.insert({second->name.span, &kind});
  const auto source = [&session](const ast::Field& field) {
    return session.sources[field.value->span.file].text(field.value->span);
  };
  const bool low_first =
      plain_word(m.name.text).starts_with("min") || plain_word(m.name.text).starts_with("least");
  const std::string text = fmt::format("{} = {}..{}", range->name, source(low_first ? m : *second),
                                       source(low_first ? *second : m));
  report.help(fmt::format("write `{}`", text));
  const bool numbers = source(m).find_first_not_of("0123456789") == std::string_view::npos &&
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

// In a policy, a block has the fields and blocks of its kind.
void advise_policy_field(Report report, const Block& block, ast::Ident name) {
  std::vector<std::string_view> names = {"name", "kind"};
  for (const FieldDecl& field : block.kind->fields) names.push_back(field.name);
  for (const BlockDecl& nested : block.kind->blocks) {
    if (std::find(names.begin(), names.end(), nested.name) == names.end())
      names.push_back(nested.name);
  }
  std::string_view meant = closest(name.text, names);
  for (const ForeignMeaning* meaning : foreign(name.text, ForeignMeaning::Form::Member)) {
    const bool here = meaning->in == block.kind->name || meaning->in == "any";
    if (here && !meaning->name.empty()) meant = meaning->name;
    if (here && meaning->name.empty() && !meaning->write.empty())
      meant = meaning->write.substr(0, meaning->write.find_first_of(" ={"));
    // `s.containers`: the containers are those of the task.
    if (meant.empty() && meaning->in == "task" && block.kind->field("task") != nullptr &&
        !meaning->name.empty())
      return (void)report.help(fmt::format("write `task.{}`", meaning->name))
          .repair("Write the path", {{name.span, fmt::format("task.{}", meaning->name)}});
  }
  const KindDecl* task = block.kind->field("task") != nullptr ? find_kind("task") : nullptr;
  const bool inside =
      task != nullptr && meant.empty() &&
      (task->field(name.text) != nullptr ||
       std::any_of(task->blocks.begin(), task->blocks.end(),
                   [&name](const BlockDecl& nested) { return nested.name == name.text; }));
  if (inside)
    report.help(fmt::format("write `task.{}`", name.text))
        .repair("Write the path", {{name.span, fmt::format("task.{}", name.text)}});
  else
    suggest(report, name.span, meant, "it has " + enumerate(names, "and", 12));
}

// A property of the provider for which the kind has no field: a patch can set it, if svcc does not
// (`set`).
bool advise_property(Report& report, const KindDecl& kind, std::string_view name, bool set) {
  std::vector<std::string_view> patches;
  for (const ForeignMeaning* meaning : foreign(name, ForeignMeaning::Form::Property)) {
    if (meaning->in == kind.name && meaning->say.empty() != set) patches.push_back(meaning->write);
  }
  if (patches.empty()) return false;
  if (set) {
    report.help("svcc sets this property of the resource itself: leave it out");
    return true;
  }
  report.help(fmt::format("no field sets it: write {}", enumerate(patches, "or")));
  return true;
}

// `scale_cpu { … }`: the head of a block as one word.
bool advise_joined_head(Report& report, const KindDecl& kind, ast::Ident name) {
  for (const BlockDecl& block : kind.blocks) {
    if (block.labels.empty() || !block.labels.front().fixed) continue;
    const std::string head = fmt::format("{} {}", block.name, block.labels.front().name);
    const std::string other = fmt::format("{} {}", block.labels.front().name, block.name);
    for (const std::string& words : {head, other}) {
      std::string joined = words;
      std::replace(joined.begin(), joined.end(), ' ', '_');
      if (plain_word(joined) != plain_word(name.text)) continue;
      report.help(fmt::format("write `{} {{ … }}`", head))
          .repair(fmt::format("Write `{}`", head), {{name.span, head}});
      return true;
    }
  }
  return false;
}

// Whether the word of another tool means something in the kind.
bool has_meaning(const KindDecl& kind, std::string_view word) {
  const auto meanings = foreign(word, ForeignMeaning::Form::Member);
  return std::any_of(meanings.begin(), meanings.end(),
                     [&kind](const ForeignMeaning* meaning) { return meaning->in == kind.name; });
}

}  // namespace svc::sema
