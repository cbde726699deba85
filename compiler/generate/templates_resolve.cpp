#include "generate/templates_resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "generate/templates_limits.h"

namespace svc::generate {
namespace {

using What = emit::Piece::What;

std::string snake_case(const std::string& name) {
  const auto upper = [&](std::size_t i) {
    return i < name.size() && std::isupper(static_cast<unsigned char>(name[i])) != 0;
  };
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i > 0 && upper(i) && (!upper(i - 1) || (i + 1 < name.size() && !upper(i + 1)))) out += '_';
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
  }
  return out;
}

// The properties of a resource that are set: a tree of names with completely set leaves.
struct Filled {
  std::map<std::string, Filled> below;
  bool whole = false;
};

// Resolves one target of one template.
class SideResolver {
 public:
  SideResolver(const TemplateText& text, TargetId target, const TypeSchemas& schemas,
               OwnedSchemas& owned, Complaints& complaints)
      : text_(text),
        side_(text.sides[target]),
        target_(target),
        schemas_(schemas),
        owned_(owned),
        complaints_(complaints) {}

  // `peer` is the side of the first target; null for that itself. The inside of JSON texts has its
  // schema.
  ResolvedSide run(const ResolvedSide* peer) {
    result_.source = side_;
    if (side_.written && side_.type.empty() && !text_.lookup)
      complain(side_.line, "`type:` is missing");
    if (!side_.written || side_.parameter || side_.type.empty()) {
      attributes();
      return std::move(result_);
    }
    const std::string key = (side_.data ? "data." : "") + side_.type;
    const auto found = schemas_.find(key);
    if (found == schemas_.end()) {
      complain(side_.line, fmt::format("no schema for `{}`: run scripts/cut-schemas", key));
      return std::move(result_);
    }
    type_ = &found->second;
    result_.schema = &type_->root;
    companions();
    attributes();
    constants(side_.values, *result_.schema, result_.values, filled_[""]);
    for (const PropertyText& property : text_.properties) {
      result_.properties.push_back(
          this->property(property, result_.schema, find(peer, property.name), &filled_[""], true));
    }
    require(*result_.schema, filled_[""], side_.type);
    check_tags();
    for (const ResolvedCompanion& companion : result_.companions) {
      if (companion.schema != nullptr)
        require(*companion.schema, filled_[companion.source.name], companion.source.type);
    }
    return std::move(result_);
  }

 private:
  void complain(int line, const std::string& message) {
    complaints_.add(text_.file, line, message);
  }

  static const ResolvedProperty* find(const std::vector<ResolvedProperty>& properties,
                                      const std::string& name) {
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [&](const ResolvedProperty& p) { return p.name == name; });
    return found == properties.end() ? nullptr : &*found;
  }
  static const ResolvedProperty* find(const ResolvedSide* peer, const std::string& name) {
    return peer == nullptr ? nullptr : find(peer->properties, name);
  }

  const ResolvedCompanion* companion(const std::string& name) const {
    const auto found =
        std::find_if(result_.companions.begin(), result_.companions.end(),
                     [&](const ResolvedCompanion& c) { return c.source.name == name; });
    return found == result_.companions.end() ? nullptr : &*found;
  }

  // ---- Companions, attributes and constants ----

  void companions() {
    for (const CompanionText& text : side_.companions) {
      ResolvedCompanion resolved;
      resolved.source = text;
      const auto found = schemas_.find(text.type);
      if (found == schemas_.end()) {
        complain(text.line, fmt::format("no schema for `{}`: run scripts/cut-schemas", text.type));
      } else {
        resolved.schema = &found->second.root;
      }
      result_.companions.push_back(std::move(resolved));
    }
    // Their values may name each other, so only now.
    for (ResolvedCompanion& resolved : result_.companions) {
      if (resolved.schema != nullptr)
        constants(resolved.source.values, *resolved.schema, resolved.values,
                  filled_[resolved.source.name]);
    }
  }

  void attributes() {
    for (const AttributeText& text : side_.attributes) {
      ResolvedAttribute attribute{text.name, {}};
      for (const std::string& pattern : text.patterns)
        attribute.patterns.push_back(attribute_pattern(pattern, text.line));
      result_.attributes.push_back(std::move(attribute));
    }
  }

  ResolvedPattern attribute_pattern(const std::string& text, int line) {
    if (text.find("${") != std::string::npos) return pattern(text, line);
    ResolvedPattern pattern;
    if (text.starts_with('@')) {
      const std::size_t dot = text.find('.');
      pattern.pieces.push_back({What::Companion,
                                dot == std::string::npos ? "" : text.substr(dot + 1),
                                text.substr(1, dot - 1), false});
    } else {
      const bool list = text.ends_with("[*]");
      const std::string name = list ? text.substr(0, text.size() - 3) : text;
      pattern.pieces.push_back({What::Self, name == "Ref" ? "" : name, "", list});
    }
    check(pattern, line);
    return pattern;
  }

  ResolvedPattern pattern(const std::string& text, int line) {
    auto parsed = parse_pattern(text, info(target_).templates_hold_expressions);
    if (!parsed) {
      complain(line, fmt::format("`{}` has a `${{` that is not closed", text));
      return {};
    }
    check(*parsed, line);
    return std::move(*parsed);
  }

  void check(const ResolvedPattern& pattern, int line) {
    for (const ResolvedPiece& piece : pattern.pieces) {
      if (piece.what == What::Self) check_self(piece.text, line);
      if (piece.what != What::Companion) continue;
      const ResolvedCompanion* found = companion(piece.companion);
      if (found == nullptr) {
        complain(line, fmt::format("there is no companion `{}`", piece.companion));
      } else if (!piece.text.empty() && found->schema != nullptr &&
                 found->schema->member(piece.text) == nullptr) {
        complain(line, fmt::format("{} has no attribute `{}`", found->source.type, piece.text));
      }
    }
  }

  void check_self(const std::string& name, int line) {
    if (name.empty() || type_ == nullptr) return;
    if (info(target_).schema_members_are_attributes) {
      if (type_->root.member(name) == nullptr)
        complain(line, fmt::format("{} has no attribute `{}`", side_.type, name));
    } else if (std::find(type_->attributes.begin(), type_->attributes.end(),
                         name.substr(0, name.find('['))) == type_->attributes.end()) {
      complain(line, fmt::format("Fn::GetAtt does not know `{}` of {}", name, side_.type));
    }
  }

  void constants(const std::vector<ConstantText>& texts, const SchemaNode& schema,
                 std::vector<ResolvedConstant>& into, Filled& filled) {
    for (const ConstantText& text : texts) {
      ResolvedConstant constant;
      constant.source = text;
      PlaceText words;
      words.given = true;
      words.path = text.path;
      words.line = text.line;
      constant.place = place(words, text.path, &schema, nullptr, &filled);
      if (text.type == ConstantText::Type::Text) constant.text = pattern(text.text, text.line);
      into.push_back(std::move(constant));
    }
  }

  // ---- Properties ----

  ResolvedProperty property(const PropertyText& text, const SchemaNode* parent,
                            const ResolvedProperty* peer, Filled* filled, bool top) {
    ResolvedProperty resolved;
    resolved.name = text.name;
    resolved.structured = text.structured;
    resolved.given_order = text.all_fields;
    const PlaceText& words = text.places[target_];
    if (words.given && !words.written) return resolved;
    Filled* leaf = filled;
    if (top && is_each(text.name) && !words.given) return resolved;  // its companions take it
    resolved.place = place(words, text.name, parent, peer, leaf, &leaf);
    if (!text.structured) {
      if (leaf != nullptr) leaf->whole = true;
      return resolved;
    }
    const SchemaNode* inside =
        resolved.place.schema == nullptr ? nullptr : resolved.place.schema->element();
    if (resolved.place.as == emit::As::Json && leaf != nullptr) {
      leaf->whole = true;
      leaf = nullptr;
    }
    for (const PropertyText& field :
         text.all_fields ? every_field(text, inside, peer) : text.fields) {
      resolved.fields.push_back(property(
          field, inside, peer == nullptr ? nullptr : find(peer->fields, field.name), leaf, false));
    }
    return resolved;
  }

  bool is_each(const std::string& name) const {
    return std::any_of(side_.companions.begin(), side_.companions.end(),
                       [&](const CompanionText& c) { return c.each == name; });
  }

  // `fields: all`: the names of the schema. The second target uses the names of the first.
  std::vector<PropertyText> every_field(const PropertyText& text, const SchemaNode* inside,
                                        const ResolvedProperty* peer) {
    std::vector<PropertyText> fields;
    const auto add = [&](const std::string& name, bool structured) {
      PropertyText field;
      field.name = name;
      field.line = text.line;
      for (PlaceText& place : field.places.all) place.line = text.line;
      field.structured = field.all_fields = structured;
      fields.push_back(std::move(field));
    };
    if (peer != nullptr) {
      for (const ResolvedProperty& field : peer->fields) add(field.name, field.structured);
    } else if (inside != nullptr) {
      for (const auto& member : inside->members) {
        if (!member->read_only) add(snake_case(member->name), !member->element()->members.empty());
      }
    }
    if (fields.empty())
      complain(text.line, fmt::format("`fields: all` of `{}`: the schema names none", text.name));
    return fields;
  }

  // ---- Places ----

  static emit::As read_as(const std::string& word, bool& known) {
    static const std::map<std::string, emit::As> kWords = {
        {"", emit::As::Itself},
        {"json", emit::As::Json},
        {"key_value_list", emit::As::KeyValueList},
        {"tag_blocks", emit::As::TagBlocks},
        {"joined", emit::As::Joined},
        {"words", emit::As::Words},
        {"quoted", emit::As::Quoted}};
    const auto found = kWords.find(word);
    known = found != kWords.end();
    return known ? found->second : emit::As::Itself;
  }

  ResolvedPlace place(const PlaceText& words, const std::string& name, const SchemaNode* parent,
                      const ResolvedProperty* peer, Filled* filled, Filled** leaf = nullptr) {
    ResolvedPlace place;
    place.written = true;
    place.omit_initial = words.omit_initial;
    place.own_limits = words.own_limits;
    place.yes = words.yes;
    place.no = words.no;
    place.attribute = words.attribute;
    place.since = words.minimum_provider;
    bool known = true;
    place.as = read_as(words.as, known);
    if (!known) complain(words.line, fmt::format("`as: {}` means nothing", words.as));
    std::string path = words.path;
    if (path.starts_with('@')) {
      const std::size_t slash = path.find('/');
      place.companion = path.substr(1, slash - 1);
      path = slash == std::string::npos ? "" : path.substr(slash + 1);
      const ResolvedCompanion* found = companion(place.companion);
      if (found == nullptr)
        complain(words.line, fmt::format("there is no companion `{}`", place.companion));
      parent = found == nullptr ? nullptr : found->schema;
      filled = &filled_[place.companion];
    }
    if (path == ".") {
      place.schema = parent;
    } else if (path.empty() && place.companion.empty()) {
      by_name(place, name, parent, words.line, filled);
    } else {
      walk(place, path, parent, words.line, filled);
    }
    if (place.as == emit::As::Json) place.schema = inside_json(words, peer);
    if (leaf != nullptr) *leaf = filled;
    return place;
  }

  // The inside of a JSON text: the other target's schema of the same property.
  const SchemaNode* inside_json(const PlaceText& words, const ResolvedProperty* peer) {
    if (peer == nullptr || peer->place.schema == nullptr) return nullptr;
    if (words.case_.empty()) return peer->place.schema;
    if (words.case_ != "camel")
      complain(words.line, fmt::format("`case: {}` means nothing", words.case_));
    owned_.push_back(camel_case(*peer->place.schema));
    return owned_.back().get();
  }

  const std::string& type_name() const { return side_.type; }

  void by_name(ResolvedPlace& place, const std::string& name, const SchemaNode* parent, int line,
               Filled*& filled) {
    const SchemaNode* found = parent == nullptr ? nullptr : parent->alike(name);
    if (found == nullptr && parent != nullptr && !parent->open()) {
      complain(
          line,
          fmt::format("{} has no property like `{}`; `{}: null` says that it is not written there",
                      type_name(), name, info(target_).word));
    }
    ResolvedStep step;
    step.name = found != nullptr ? found->name : name;
    step.schema = found;
    enter(place, std::move(step), line, filled);
    place.schema = found;
  }

  void walk(ResolvedPlace& place, const std::string& path, const SchemaNode* parent, int line,
            Filled*& filled) {
    for (const std::string& word : split(path)) {
      ResolvedStep step;
      const std::size_t bracket = word.find('[');
      step.name = word.substr(0, bracket);
      step.schema = parent == nullptr ? nullptr : parent->member(step.name);
      if (step.schema == nullptr && parent != nullptr && !parent->open())
        complain(line,
                 fmt::format("{} has no property `{}` in `{}`", type_name(), step.name, path));
      if (bracket != std::string::npos)
        element(step, word.substr(bracket + 1, word.size() - bracket - 2));
      parent = step.schema == nullptr ? nullptr : step.schema->element();
      const bool elements = step.shape != emit::Step::Shape::Member;
      const SchemaNode* whole = step.schema;
      enter(place, std::move(step), line, filled);
      place.schema = elements ? parent : whole;
    }
  }

  static void element(ResolvedStep& step, const std::string& inside) {
    const std::size_t equals = inside.find('=');
    step.shape =
        equals == std::string::npos ? emit::Step::Shape::Element : emit::Step::Shape::Keyed;
    if (equals == std::string::npos) return;
    step.key_name = inside.substr(0, equals);
    step.key = inside.substr(equals + 1);
  }

  // Splits at the dots outside of brackets.
  static std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> words(1);
    int depth = 0;
    for (const char c : path) {
      if (c == '[') ++depth;
      if (c == ']') --depth;
      if (c == '.' && depth == 0) {
        words.emplace_back();
      } else {
        words.back() += c;
      }
    }
    return words;
  }

  void enter(ResolvedPlace& place, ResolvedStep step, int line, Filled*& filled) {
    if (step.schema != nullptr && step.schema->read_only)
      complain(line, fmt::format("`{}` of {} can only be read", step.name, type_name()));
    if (step.schema != nullptr && step.schema->deprecated)
      complain(line, fmt::format("`{}` of {} is deprecated", step.name, type_name()));
    if (filled != nullptr) {
      filled = &filled->below[step.name];
      if (!step.key_name.empty()) filled->below[step.key_name].whole = true;
    }
    place.path.push_back(std::move(step));
  }

  // ---- Required properties ----

  // A resource that takes tags must list them (graph::takes_tags).
  void check_tags() {
    if (text_.lookup || result_.schema->alike("tags") == nullptr) return;
    const bool tagged = std::any_of(text_.properties.begin(), text_.properties.end(),
                                    [](const PropertyText& one) { return one.name == "tags"; });
    if (!tagged) complain(side_.line, fmt::format("{} takes `tags`: list them", type_name()));
  }

  void require(const SchemaNode& schema, const Filled& filled, const std::string& where) {
    if (filled.whole) return;
    for (const auto& member : schema.element()->members) {
      const auto found = filled.below.find(member->name);
      if (found != filled.below.end()) {
        if (!found->second.below.empty())
          require(*member, found->second, where + "." + member->name);
      } else if (member->required && !member->read_only) {
        complain(side_.line,
                 fmt::format("`{}` of {} is required, and nothing fills it", member->name, where));
      }
    }
  }

  const TemplateText& text_;
  const SideText& side_;
  TargetId target_;
  const TypeSchemas& schemas_;
  OwnedSchemas& owned_;
  Complaints& complaints_;
  const TypeSchema* type_ = nullptr;
  ResolvedSide result_;
  std::map<std::string, Filled> filled_;  // by companion; "" is the resource itself
};

}  // namespace

ResolvedTemplate resolve(const TemplateText& text, const Schemas& schemas, OwnedSchemas& owned,
                         Complaints& complaints) {
  ResolvedTemplate resolved;
  resolved.source = text;
  for (const TargetId target : kTargets) {
    const bool first = target == kTargets.front();
    resolved.sides[target] = SideResolver(text, target, schemas[target], owned, complaints)
                                 .run(first ? nullptr : &resolved.sides[kTargets.front()]);
  }
  share_limits(resolved);
  return resolved;
}

}  // namespace svc::generate
