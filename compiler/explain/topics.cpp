#include "explain/topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include "base/closest.h"
#include "explain/examples.h"
#include "explain/language.h"
#include "explain/library.h"
#include "explain/text.h"
#include "explain/types.h"
#include "explain/values.h"

namespace svc::explain {

namespace {

using sema::BlockDecl;
using sema::KindDecl;

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    words.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string field_entry(const sema::FieldDecl& field) {
  std::string text(field.doc);
  for (const std::string& remark : remarks(field)) text += " " + remark;
  return fmt::format("  {}\n{}", field_head(field), paragraph(text, 6));
}

std::string block_entry(const BlockDecl& block) {
  return fmt::format("  {}   ({})\n{}", usage(block), how_often(block),
                     paragraph(block.body->doc, 6));
}

std::string verb_entry(const sema::VerbDecl& verb) {
  std::string actions;
  for (const std::string_view action : verb.actions)
    actions += (actions.empty() ? "" : ", ") + std::string(action);
  return fmt::format("  {}\n{}{}", verb.name, paragraph(verb.doc, 6), paragraph(actions, 6));
}

template <typename T, typename Entry>
std::string section(std::string_view title, std::span<const T> items, Entry entry) {
  if (items.empty()) return {};
  std::string out = fmt::format("\n{}\n", title);
  for (const T& item : items) out += entry(item);
  return out;
}

// Everything that can be declared in a kind or a block, and what it provides.
std::string contents(const KindDecl& kind) {
  std::string out = section("Fields", kind.fields, field_entry);
  out += section("Blocks", kind.blocks, block_entry);
  if (kind.grants)
    out += "\nPermissions\n  allow ACTIONS on RESOURCE   (any number; `deny` likewise)\n";
  out += section("Attributes", kind.attributes, [](const sema::AttributeDecl& a) {
    return fmt::format("  {}: {}\n{}", a.name, sema::type_text(a.type), paragraph(a.doc, 6));
  });
  out += section("Methods", kind.methods, [](const sema::MethodDecl& m) {
    return fmt::format("  {}\n{}", method_head(m), paragraph(m.doc, 6));
  });
  out += section("Verbs of `allow … on` it", kind.verbs, verb_entry);
  return out;
}

std::string example_text(const KindDecl& kind) {
  const std::string example = example_of(kind);
  return example.empty() ? std::string() : fmt::format("\nExample\n\n{}", indented(example));
}

std::string kind_text(const KindDecl& kind) {
  const std::string out = fmt::format("{}\n\n{}{}{}", usage(kind, false), paragraph(kind.doc, 0),
                                      example_text(kind), contents(kind));
  if (kind.existing == nullptr) return out;
  return fmt::format("{}\n{}\n\n{}{}", out, usage(kind, true), paragraph(kind.existing->doc, 0),
                     section("Fields", kind.existing->fields, field_entry));
}

// ---- Finding ----

// The current position of a path: a kind, or its blocks of one name. The next word selects one of
// them.
struct Place {
  const KindDecl* kind = nullptr;
  std::vector<const BlockDecl*> blocks;
  std::string path;
  std::size_t labels = 0;  // of the blocks, that the path names
};

// The fixed label at a position: of `scale predictive cpu`, `cpu` at 1. Empty: there is none.
std::string_view fixed_label(const BlockDecl& block, std::size_t at) {
  return block.labels.size() > at && block.labels[at].fixed ? block.labels[at].name
                                                            : std::string_view();
}

std::vector<const KindDecl*> bodies(const KindDecl& kind) {
  std::vector<const KindDecl*> out{&kind};
  if (kind.existing != nullptr) out.push_back(kind.existing);
  return out;
}

std::vector<std::string_view> names_in(const Place& place) {
  std::vector<std::string_view> names;
  const auto add = [&](std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  if (place.blocks.size() > 1) {
    for (const BlockDecl* block : place.blocks) {
      if (const std::string_view label = fixed_label(*block, place.labels); !label.empty()) {
        add(label);
      } else {  // `deploy NAME`: its content
        for (const auto& item : block->body->fields) add(item.name);
        for (const auto& item : block->body->blocks) add(item.name);
      }
    }
    return names;
  }
  for (const KindDecl* body : bodies(*place.kind)) {
    for (const auto& item : body->fields) add(item.name);
    for (const auto& item : body->blocks) add(item.name);
    for (const auto& item : body->attributes) add(item.name);
    for (const auto& item : body->methods) add(item.name);
    for (const auto& item : body->verbs) add(item.name);
  }
  return names;
}

// The paths of the blocks with that name, for users who ask for `container` instead of
// `task.container`; those of the fields if there are none.
std::vector<std::string> nested(std::string_view name) {
  std::vector<std::string> blocks;
  std::vector<std::string> fields;
  const std::function<void(const KindDecl&, const std::string&)> look =
      [&](const KindDecl& kind, const std::string& path) {
        if (kind.field(name) != nullptr) fields.push_back(fmt::format("{}.{}", path, name));
        for (const BlockDecl& block : kind.blocks) {
          std::string inner = path;
          const auto step = [&](std::string_view word) {
            inner += fmt::format(".{}", word);
            const bool known = std::find(blocks.begin(), blocks.end(), inner) != blocks.end();
            if (word == name && !known) blocks.push_back(inner);
          };
          step(block.name);
          for (std::size_t at = 0; !fixed_label(block, at).empty(); ++at)
            step(fixed_label(block, at));
          look(*block.body, inner);
        }
      };
  for (const KindDecl* kind : sema::builtin_kinds()) look(*kind, std::string(kind->name));
  return blocks.empty() ? fields : blocks;
}

Failure no_kind(std::string_view name) {
  std::vector<std::string_view> names;
  for (const KindDecl* kind : sema::builtin_kinds()) names.push_back(kind->name);
  const std::vector<std::string> library = library_topics();
  names.insert(names.end(), library.begin(), library.end());
  const std::vector<std::string> language = language_topics();
  names.insert(names.end(), language.begin(), language.end());
  const std::string_view meant = closest(name, names);
  const std::string help = meant.empty()
                               ? fmt::format("`svcc explain --search {}` looks for it", name)
                               : fmt::format("did you mean `{}`?", meant);
  return {fmt::format("there is no kind, command or diagnostic `{}`; {}", name, help)};
}

// The first word is not a kind. It may be a component, but then the component has no member with
// the second word's name.
Failure no_component(const std::vector<std::string_view>& words) {
  const std::vector<std::string> library = library_topics();
  if (words.size() == 1 ||
      std::find(library.begin(), library.end(), words.front()) == library.end())
    return no_kind(words.front());
  const std::string prefix = std::string(words.front()) + ".";
  std::vector<std::string_view> names;
  for (const std::string& name : library) {
    if (name.starts_with(prefix)) names.push_back(std::string_view(name).substr(prefix.size()));
  }
  const std::string_view meant = closest(words[1], names);
  return {fmt::format("`{}` has no `{}`; {}", words.front(), words[1],
                      meant.empty() ? "it has " + enumerate(names, "and", 20)
                                    : fmt::format("did you mean `{}{}`?", prefix, meant))};
}

Failure nothing_there(const Place& place, std::string_view word) {
  const std::vector<std::string_view> names = names_in(place);
  const std::string_view meant = closest(word, names);
  if (names.empty()) return {fmt::format("`{}` has nothing in it, so no `{}`", place.path, word)};
  return {fmt::format("`{}` has no `{}`; {}", place.path, word,
                      meant.empty() ? "it has " + enumerate(names, "and", 20)
                                    : fmt::format("did you mean `{}.{}`?", place.path, meant))};
}

// The end of a path: a field and the like.
std::optional<std::string> leaf(const KindDecl& kind, std::string_view word) {
  for (const KindDecl* body : bodies(kind)) {
    if (const auto* field = body->field(word)) return field_entry(*field) + union_text(field->type);
    if (const auto* attribute = body->attribute(word))
      return fmt::format("  {}: {}\n{}", attribute->name, sema::type_text(attribute->type),
                         paragraph(attribute->doc, 6));
    if (const auto* method = body->method(word))
      return fmt::format("  {}\n{}", method_head(*method), paragraph(method->doc, 6));
    if (const auto* verb = body->verb(word)) return verb_entry(*verb);
  }
  return std::nullopt;
}

bool enter(Place& place, std::string_view word) {
  std::vector<const BlockDecl*> found;
  for (const BlockDecl* block : place.blocks) {
    if (!word.empty() && fixed_label(*block, place.labels) == word) found.push_back(block);
  }
  if (!found.empty()) {
    ++place.labels;
  } else if (place.blocks.size() > 1) {
    return false;
  } else {
    for (const BlockDecl& block : place.kind->blocks) {
      if (block.name == word) found.push_back(&block);
    }
    if (found.empty()) return false;
    place.labels = 0;
  }
  place.blocks = std::move(found);
  place.kind = place.blocks.front()->body;
  place.path += "." + std::string(word);
  return true;
}

std::string place_text(const Place& place) {
  if (place.blocks.empty()) return kind_text(*place.kind);
  if (place.blocks.size() > 1) {
    std::string out = fmt::format("{} means one of these:\n\n", place.path);
    for (const BlockDecl* block : place.blocks) out += block_entry(*block);
    return out;
  }
  const BlockDecl& block = *place.blocks.front();
  return fmt::format("{}   ({}, in {})\n\n{}{}{}", usage(block), how_often(block),
                     place.path.substr(0, place.path.find('.')), paragraph(block.body->doc, 0),
                     example_text(*block.body), contents(*block.body));
}

void add_topics(const KindDecl& kind, const std::string& path, std::vector<std::string>& to) {
  to.push_back(path);
  for (const sema::FieldDecl& field : kind.fields)
    to.push_back(path + "." + std::string(field.name));
  for (const BlockDecl& block : kind.blocks) {
    std::string inner = path + "." + std::string(block.name);
    for (const sema::LabelDecl& label : block.labels) {
      if (label.fixed) inner += "." + std::string(label.name);
    }
    add_topics(*block.body, inner, to);
  }
}

// A path that begins with no kind, but with the name of blocks or fields within kinds.
std::optional<std::string> inner_topic(std::string_view path) {
  const std::string_view first = path.substr(0, path.find('.'));
  std::vector<std::string> paths;
  std::string text;
  for (const std::string& outer : nested(first)) {
    paths.push_back(outer + std::string(path.substr(first.size())));
    const Result<std::string> found = topic(paths.back());
    if (found)
      text = found.value();
    else
      paths.pop_back();
  }
  if (paths.empty()) return std::nullopt;
  if (paths.size() == 1) return text;
  std::string out = fmt::format("{} means one of these:\n\n", path);
  for (const std::string& one : paths) out += fmt::format("  svcc explain {}\n", one);
  return out;
}

}  // namespace

Result<std::string> topic(std::string_view path) {
  const std::vector<std::string_view> words = split(path);
  Place place{
      .kind = sema::find_kind(words.front()), .blocks = {}, .path = std::string(words.front())};
  if (place.kind == nullptr) {
    if (std::optional<std::string> text = language_topic(path)) return std::move(*text);
    if (std::optional<std::string> text = library_topic(path)) return std::move(*text);
    if (std::optional<std::string> text = inner_topic(path)) return std::move(*text);
    return no_component(words);
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (enter(place, words[i])) continue;
    // A field that takes a kind inline, `service.task`, leads on into that kind.
    const sema::FieldDecl* field = place.blocks.size() > 1 ? nullptr : place.kind->field(words[i]);
    if (field != nullptr && field->is_inline && i + 1 < words.size()) {
      place = {.kind = sema::find_kind(words[i]),
               .blocks = {},
               .path = place.path + "." + std::string(words[i])};
      if (place.kind != nullptr) continue;
      return no_kind(words[i]);
    }
    const std::optional<std::string> text =
        place.blocks.size() > 1 ? std::nullopt : leaf(*place.kind, words[i]);
    if (!text) return nothing_there(place, words[i]);
    if (i + 1 < words.size())
      return Failure{
          fmt::format("`{}.{}` has nothing in it, so no `{}`", place.path, words[i], words[i + 1])};
    return fmt::format("{}.{}\n\n{}", place.path, words[i], *text);
  }
  return place_text(place);
}

std::vector<std::string> topics() {
  std::vector<std::string> out;
  for (const KindDecl* kind : sema::builtin_kinds()) {
    add_topics(*kind, std::string(kind->name), out);
  }
  for (std::string& name : language_topics()) out.push_back(std::move(name));
  for (std::string& name : library_topics()) out.push_back(std::move(name));
  return out;
}

std::string kind_list() {
  std::string out;
  for (const KindDecl* kind : sema::builtin_kinds()) {
    const std::string_view doc =
        kind->doc.empty() && kind->existing != nullptr ? kind->existing->doc : kind->doc;
    out += row(kind->name, doc, 19);
  }
  return out;
}

}  // namespace svc::explain
