#include "emit/origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/character_set.h"
#include "emit/patch.h"
#include "emit/shape.h"
#include "emit/text.h"

namespace svc::emit {

namespace {

// What nearly all paths and addresses consist of, and what JSON writes as it is.
constexpr CharacterSet kPathCharacters([](unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_';
});

// Visits every property of a resource with its path, its place, the place of its parent, and
// whether it belongs to the resource itself.
template <typename Visit>
class Walk {
 public:
  explicit Walk(Visit visit) : visit_(std::move(visit)) {}

  void members(const Object& object, Span above, bool first) {
    for (const Member& member : object.members) step(member.name, member.value, above, first);
  }

 private:
  void items(const List& list, Span above) {
    for (std::size_t i = 0; i < list.items.size(); ++i)
      step(fmt::format_int(i).c_str(), list.items[i], above, false);
  }

  // One step further, and back.
  void step(std::string_view name, const Tree& tree, Span above, bool first) {
    const std::size_t length = path_.size();
    if (length > 0) path_ += '.';
    path_ += name;
    const Span span = tree.span.valid() ? tree.span : above;
    visit_(path_, span, above, first);
    if (const auto* object = tree.get<Object>()) members(*object, span, false);
    if (const auto* list = tree.get<List>()) items(*list, span);
    if (const auto* encoded =
            tree.get<Encoded>()) {  // a document in a text: its members are steps of the same path
      const Tree& body = encoded->body.front();
      if (const auto* object = body.get<Object>()) members(*object, span, false);
      if (const auto* list = body.get<List>()) items(*list, span);
    }
    path_.resize(length);
  }

  Visit visit_;
  std::string path_;
};

template <typename Visit>
void walk_places(const Object& properties, Span span, Visit visit) {
  Walk<Visit>(std::move(visit)).members(properties, span, true);
}

}  // namespace

class SourceMap::Writer {
 public:
  Writer(const Words& words, const Resources& resources, const Sources& sources)
      : words_(words), resources_(resources), sources_(sources), ways_(resources.graph().ways) {
    for (const graph::Parameter& parameter : resources.graph().parameters) {
      if (parameter.secret && parameter.span.valid()) hide(parameter.span);
    }
  }

  void parameters() {
    for (const graph::Parameter& parameter : resources_.graph().parameters) {
      const Tree tree = resources_.dialect().parameter(parameter);
      if (const auto* reference = tree.get<Reference>())
        entry(reference->subject, parameter.span, words_.default_value,
              parameter.value ? parameter.value->span : Span());
    }
  }

  void resource(const Resource& resource) {
    if (resource.type.empty()) return;
    const Span span = resources_.graph().nodes[resource.node].span;
    if (!begin(resources_.dialect().reference(resource, "").subject, span)) return;
    walk_places(resource.properties, span,
                [this](const std::string& path, Span at, Span above, bool first) {
                  if (first || !same_way(at, above)) property(path, at);
                });
    entries_ += " }";
  }

  void outputs(const std::vector<std::string>& names) {
    std::size_t index = 0;
    for (const graph::Output& output : resources_.graph().outputs)
      entry(names[index++], output.span, words_.value, output.value.span);
  }

  // The whole map. Its largest part, the entries, is not copied.
  [[nodiscard]] std::string text() && {
    std::string sources;
    for (const std::string& name : names_)
      sources += fmt::format("{}\"{}\"", sources.empty() ? "" : ", ", json_escape(name));
    std::string lines;
    for (const auto& [place, line] : lines_)
      fmt::format_to(std::back_inserter(lines), "{}\n    \"{}:{}\": \"{}\"",
                     lines.empty() ? "" : ",", place.first, place.second, json_escape(line));
    entries_.insert(
        0,
        fmt::format(
            "{{\n  \"version\": 2,\n  \"target\": \"{}\",\n  \"document\": \"{}\",\n  \"sources\": "
            "[{}],\n  \"lines\": {{{}\n  }},\n  \"ways\": [{}],\n  \"origins\": {{",
            words_.target, json_escape(resources_.graph().prefix()), sources, lines, way_texts_));
    entries_ += "\n  }\n}\n";
    return std::move(entries_);
  }

 private:
  void hide(Span span) {
    const SourceFile& file = sources_[span.file];
    for (std::uint32_t line = file.position(span.begin).line; line <= file.position(span.end).line;
         ++line)
      hidden_.emplace(span.file.index, line);
  }

  // The place of a resource and its companions; whether it has one.
  bool begin(std::string_view address, Span span) {
    if (!span.valid()) return false;
    if (!entries_.empty()) entries_ += ',';
    entries_ += "\n    ";
    quoted(address);
    entries_ += ": { \"\": ";
    entries_ += place(span);
    return true;
  }

  void property(std::string_view path, Span span) {
    entries_ += ", ";
    quoted(path);
    entries_ += ": ";
    entries_ += place(span);
  }

  // A resource with at most one property that has a place.
  void entry(std::string_view address, Span span, std::string_view path, Span value) {
    if (!begin(address, span)) return;
    if (value.valid()) property(path, value);
    entries_ += " }";
  }

  void quoted(std::string_view text) {
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return kPathCharacters.has(c); });
    entries_ += '"';
    if (plain)
      entries_ += text;
    else
      entries_ += json_escape(text);
    entries_ += '"';
  }

  // Most properties share their parent's place, so the last one is cached.
  const std::string& place(Span span) {
    if (same_way(span, last_span_)) return last_place_;
    last_span_ = span;
    last_place_ = '[';
    numbers(span, last_place_);
    if (span.way != 0) {
      last_place_ += ", ";
      last_place_ += fmt::format_int(way_index(span)).c_str();
    }
    last_place_ += ']';
    return last_place_;
  }

  // `source, line, column`
  void numbers(Span span, std::string& out) {
    const SourceFile& file = sources_[span.file];
    const Position at = file.position(span.begin);
    const std::size_t source = source_index(span.file);
    keep_line(file, span.file, source, at.line);
    out += fmt::format_int(source).c_str();
    out += ", ";
    out += fmt::format_int(at.line).c_str();
    out += ", ";
    out += fmt::format_int(at.column).c_str();
  }

  void keep_line(const SourceFile& file, SourceId id, std::size_t source, std::uint32_t line) {
    if (std::exchange(last_line_, {source, line}) == std::pair(source, line)) return;
    if (!hidden_.contains({id.index, line})) lines_.try_emplace({source, line}, file.line(line));
  }

  std::size_t way_index(Span span) {
    const auto [found, fresh] = way_indices_.try_emplace(span.way, way_indices_.size());
    if (!fresh) return found->second;
    std::string steps;
    for (const Way& way : ways_.steps(span)) {
      if (way.step == Way::Step::Iteration) continue;
      steps += fmt::format("{}[\"{}\", ", steps.empty() ? "" : ", ", step_text(way.step));
      numbers(way.from, steps);
      steps += ']';
    }
    way_texts_ += fmt::format("{}\n    [{}]", way_texts_.empty() ? "" : ",", steps);
    return found->second;
  }

  static std::string_view step_text(Way::Step step) {
    switch (step) {
      case Way::Step::Iteration:
        return "";
      case Way::Step::Instance:
        return "instance";
      case Way::Step::Given:
        return "given";
      case Way::Step::Environment:
        return "environment";
      case Way::Step::Over:
        return "over";
    }
    return {};
  }

  std::size_t source_index(SourceId id) {
    const auto [found, fresh] = indices_.try_emplace(id.index, names_.size());
    if (fresh) names_.push_back(relative(sources_[id]));
    return found->second;
  }

  // Relative to the folder of the main file, so that the map does not depend on the project's
  // place. Files of the standard library (`std/web.svc`) have no place.
  [[nodiscard]] std::string relative(const SourceFile& file) const {
    const std::string& main = (*sources_.begin()).path();
    const std::string folder = main.substr(0, main.find_last_of('/') + 1);
    if (folder.empty() || file.path().starts_with("std/")) return file.path();
    return file.path().starts_with(folder) ? file.path().substr(folder.size())
                                           : std::string(file.name());
  }

  const Words words_;
  const Resources& resources_;
  const Sources& sources_;
  const Ways& ways_;
  std::map<std::uint32_t, std::size_t> way_indices_;
  std::string way_texts_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> hidden_;  // lines that declare secrets
  std::map<std::uint32_t, std::size_t> indices_;
  std::vector<std::string> names_;
  std::map<std::pair<std::size_t, std::uint32_t>, std::string_view> lines_;
  std::pair<std::size_t, std::uint32_t> last_line_;  // the one that was kept last
  Span last_span_;
  std::string last_place_;
  std::string entries_;
};

SourceMap::SourceMap(const Words& words, const Resources& resources, const Sources& sources)
    : writer_(std::make_unique<Writer>(words, resources, sources)) {
  writer_->parameters();
}
SourceMap::~SourceMap() = default;

void SourceMap::add(const Resource& resource) {
  writer_->resource(resource);
}

std::string SourceMap::text(const std::vector<std::string>& outputs) {
  writer_->outputs(outputs);
  return std::move(*writer_).text();
}

std::vector<Origin> origins_of(Resources& resources,
                               const std::function<bool(const graph::Node&)>& wanted) {
  std::vector<Origin> found;
  for (const graph::Parameter& parameter : resources.graph().parameters) {
    const Tree tree = resources.dialect().parameter(parameter);
    if (const auto* reference = tree.get<Reference>())
      found.push_back({reference->subject, "", "", parameter.span});
  }
  Sink nobody;
  const Patches patches(resources, nobody);
  for (std::uint32_t i = 0; i < resources.graph().nodes.size(); ++i) {
    const graph::NodeId id{i};
    const graph::Node& node = resources.graph().nodes[id];
    if (!wanted(node)) continue;
    shape(resources, id, nobody);
    patches.apply(resources, id);
    for (const std::size_t index : resources.of(id)) {
      const Resource& resource = resources.all()[index];
      if (resource.type.empty()) continue;
      const std::string address = resources.dialect().reference(resource, "").subject;
      found.push_back({address, resource.type, "", node.span});
      walk_places(resource.properties, node.span,
                  [&](const std::string& path, Span at, Span, bool) {
                    found.push_back({address, resource.type, path, at});
                  });
    }
  }
  return found;
}

}  // namespace svc::emit
