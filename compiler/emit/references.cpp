// What resources say of each other: references, and the values and texts that hold them, in the
// target's words.
#include <algorithm>

#include "base/closest.h"
#include "base/overloaded.h"
#include "diagnostics/codes/targets.h"
#include "diagnostics/suggest.h"
#include "emit/resources.h"

namespace svc::emit {

bool Resources::written(const Pattern& pattern, const Resource& own) const {
  return std::all_of(pattern.pieces.begin(), pattern.pieces.end(), [&](const Piece& piece) {
    return piece.what != Piece::What::Companion || !companion(piece, own).absent();
  });
}

namespace {

// `DBInstanceArn` and `db_instance_arn` are alike.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  return plain;
}

// The target's name for an attribute of a resource for both targets; the given name if none is
// alike.
std::string in_target(const graph::Raw& raw, std::string_view attribute,
                      const std::vector<std::string_view>& names) {
  for (const auto& [name, path] : raw.attributes) {
    if (name == attribute) return path;
  }
  if (!raw.twin.valid() || std::find(names.begin(), names.end(), attribute) != names.end())
    return std::string(attribute);
  for (const std::string_view name : names) {
    if (plain_name(name) == plain_name(attribute)) return std::string(name);
  }
  return std::string(attribute);
}

}  // namespace

Tree Resources::raw_reference(const graph::Ref& given, Span where) const {
  const graph::Raw& first = *graph_.nodes[given.node].raw;
  const bool other = dialect_.target() != first.target;
  graph::Ref ref{other && first.twin.valid() ? first.twin : given.node, given.attribute};
  const graph::Node& node = graph_.nodes[ref.node];
  if (dialect_.target() != node.raw->target) {
    sink_
        .report<diag::RawElsewhere>(where, node.name, info(node.raw->target).title,
                                    dialect_.title(), ref.attribute)
        .related(node.span, "it is declared here")
        .help(fmt::format("write `raw both {0} {{ … }}` with a block for each target; or build for "
                          "the one alone: `targets: [{1}]` in svc.yaml",
                          node.name, info(node.raw->target).word));
    return Tree("");
  }
  const Resource* resource = own(ref.node);
  if (resource == nullptr) return Tree("");  // reported where the node is
  const std::vector<std::string_view> names = registry_->attributes(resource->type);
  ref.attribute = in_target(*node.raw, ref.attribute, names);
  const std::string_view declared = dialect_.declared_attribute(ref.attribute);
  if (std::find(names.begin(), names.end(), declared) == names.end()) {
    report_raw_attribute(*resource, given.attribute, ref.attribute, names, where);
    return Tree("");
  }
  Reference reference = dialect_.reference(*resource, ref.attribute == "Ref" ? "" : ref.attribute);
  const Schema* schema = resource->schema->member(ref.attribute);
  if (schema != nullptr && schema->types == kList) reference.type = Reference::Type::List;
  return reference;
}

void Resources::report_raw_attribute(const Resource& resource, std::string_view given,
                                     std::string_view attribute,
                                     const std::vector<std::string_view>& names, Span where) const {
  auto report = sink_.report<diag::UnknownRawAttribute>(where, resource.type, attribute);
  const graph::Raw& raw = *graph_.nodes[resource.node].raw;
  if (raw.twin.valid() && given == attribute)
    report.help(
        fmt::format("say what each target calls it: `attributes {{ {} = {{ … }} }}`; {} has {}",
                    given, dialect_.title(), enumerate(names, "and", 30)));
  else if (const std::string_view meant = closest(attribute, names); !meant.empty())
    suggest_word(report, where, attribute, meant, {});
  else
    report.help("it has " + enumerate(names, "and", 30));
}

Tree Resources::reference(const graph::Ref& ref, Span where) const {
  if (graph_.nodes[ref.node].raw) return raw_reference(ref, where);
  const Resource* resource = own(ref.node);
  if (resource == nullptr) return Tree("");  // reported where the node is
  const Attribute* attribute = find_attribute(dialect_.side(*resource->mapping), ref.attribute);
  if (attribute == nullptr) {
    sink_.report<diag::UnknownResourceAttribute>(where, ref.attribute, graph_.nodes[ref.node].kind,
                                                 dialect_.title());
    return Tree("");
  }
  for (const Pattern& choice : attribute->patterns) {
    if (written(choice, *resource)) return pattern(choice, *resource, where);
  }
  return pattern(attribute->patterns[attribute->patterns.size() - 1], *resource, where);
}

Tree Resources::companion(const Piece& piece, const Resource& resource) const {
  List every;
  for (const std::size_t index : by_node_[resource.node.index]) {
    const Resource& one = all_[index];
    if (one.companion == nullptr || one.companion->name != piece.companion) continue;
    Tree reference = dialect_.reference(one, piece.text);
    if (!piece.every) return reference;
    every.items.push_back(std::move(reference));
  }
  return every.items.empty() ? Tree() : Tree(std::move(every));
}

Tree Resources::piece(const Piece& piece, const Resource& resource, Span fallback) const {
  switch (piece.what) {
    case Piece::What::Words:
      return Tree(piece.text);
    case Piece::What::Self: {
      Reference self = dialect_.reference(*own(resource.node), piece.text);
      if (piece.every) self.type = Reference::Type::List;
      return self;
    }
    case Piece::What::Companion:
      return companion(piece, resource);
    case Piece::What::Pseudo:
      return Reference{std::string(piece.text), "", Reference::Type::Text};
    case Piece::What::Item:
      return resource.item == nullptr ? Tree("") : value(*resource.item, fallback);
    case Piece::What::Attribute: {
      const graph::Value* found = graph_.nodes[resource.node].find(piece.text);
      return found == nullptr ? Tree("") : value(*found, fallback);
    }
  }
  return {};
}

Tree Resources::pattern(const Pattern& pattern, const Resource& resource, Span fallback) const {
  if (pattern.pieces.size() == 1 && !pattern.expression)
    return piece(pattern.pieces[0], resource, fallback);
  if (pattern.expression) {
    Expression expression;
    for (const Piece& one : pattern.pieces) {
      Tree part = piece(one, resource, fallback);
      // An element of the list and an attribute of the graph are values, not code: a string of them
      // is quoted.
      if ((one.what == Piece::What::Item || one.what == Piece::What::Attribute) &&
          part.get<std::string>() != nullptr)
        part = Concat{{std::move(part)}};
      expression.parts.push_back(std::move(part));
    }
    return expression;
  }
  Text text;
  for (const Piece& one : pattern.pieces) text.append(piece(one, resource, fallback));
  return std::move(text).tree();
}

namespace {

void take(Reference& list, const graph::Value& what) {
  if (const auto* separator = what.get<std::string>()) {
    list.type = Reference::Type::Joined;
    list.separator = *separator;
  } else {
    list.attribute += fmt::format("[{}]", *what.get<std::int64_t>());
    list.type = Reference::Type::Text;
  }
}

}  // namespace

Tree Resources::value(const graph::Value& from, Span fallback) const {
  const Span where = from.span.valid() ? from.span : fallback;
  const auto list = [&](const std::vector<graph::Value>& values) {
    List result;
    result.items.reserve(values.size());
    for (const graph::Value& item : values) result.items.push_back(value(item, where));
    return result;
  };
  const auto encoded = [&](Encoded::Format format, const std::vector<graph::Value>& body) {
    return Tree(Encoded{format, list(body).items}, where);
  };
  return std::visit(
      overloaded{
          [](std::monostate) { return Tree(); },
          [&](bool flag) { return Tree(flag, where); },
          [&](std::int64_t number) { return Tree(number, where); },
          [&](double number) { return Tree(number, where); },
          [&](const std::string& text) { return Tree(text, where); },
          [&](const graph::Ref& ref) {
            Tree tree = reference(ref, where);
            tree.span = where;
            return tree;
          },
          [&](graph::ParamRef ref) { return dialect_.parameter(graph_.parameters[ref.parameter]); },
          [&](graph::Pseudo pseudo) { return dialect_.pseudo(pseudo); },
          [&](graph::ZoneName zone) { return dialect_.zone(zone.index); },
          [&](const graph::SubnetOf& subnet) {
            Tree tree = dialect_.subnet(reference(subnet.range, where), subnet);
            tree.span = where;
            return tree;
          },
          [&](const graph::Concat& concat) {
            Text text;
            for (const graph::Value& part : concat.parts) text.append(value(part, where));
            Tree tree = std::move(text).tree();
            tree.span = where;
            return tree;
          },
          [&](const graph::List& items) { return Tree(list(items.items), where); },
          [&](const graph::Map& map) {
            Object object;
            object.members.reserve(map.entries.size());
            for (const auto& [key, entry] : map.entries)
              object.members.push_back({key, value(entry, where), false});
            return Tree(std::move(object), where);
          },
          [&](const graph::Document& document) {
            return encoded(document.format == graph::Document::Format::Json ? Encoded::Format::Json
                                                                            : Encoded::Format::Yaml,
                           document.body);
          },
          [&](const graph::Taken& taken) {
            Tree tree = value(taken.of[0], where);
            if (auto* reference = tree.get<Reference>()) take(*reference, taken.of[1]);
            return tree;
          },
          [&](const graph::Base64& text) { return encoded(Encoded::Format::Base64, text.text); },
          [&](const graph::Choice& choice) {
            const Tree flag = dialect_.parameter(graph_.parameters[choice.flag]);
            return Tree(Choice{*flag.get<Reference>(), list(choice.of).items}, where);
          },
      },
      from.data);
}

}  // namespace svc::emit
