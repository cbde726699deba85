#include "generate/templates_yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

namespace svc::generate {

void Complaints::add(const std::string& file, int line, const std::string& message) {
  ++count_;
  fmt::print(stderr, "{}:{}: {}\n", file, line, message);
}

namespace {

class Reader {
 public:
  Reader(std::string file, Complaints& complaints)
      : file_(std::move(file)), complaints_(complaints) {}

  TemplateText read(const YAML::Node& root, const std::string& kind) {
    TemplateText text;
    text.file = file_;
    text.kind = kind;
    Handlers handlers = {
        {"docs", [](const YAML::Node&) {}},
        {"suffix", [&](const YAML::Node& n) { text.suffix = scalar(n); }},
        {"concern", [&](const YAML::Node& n) { text.concern = scalar(n); }},
        {"lookup", [&](const YAML::Node& n) { text.lookup = boolean(n); }},
        {"holds_data", [&](const YAML::Node& n) { text.holds_data = boolean(n); }},
        {"beside", [&](const YAML::Node& n) { text.beside = scalar(n); }},
        {"stack", [&](const YAML::Node& n) { text.stack = stack(n); }},
        {"properties", [&](const YAML::Node& n) { text.properties = properties(n); }},
    };
    for (const TargetId target : kTargets)
      handlers.emplace(info(target).word, [this, &text, target](const YAML::Node& n) {
        text.sides[target] = side(n);
      });
    keys(root, handlers);
    if (!root["docs"])
      complain(root, "`docs:` is missing: the page that says what the resource is");
    if (text.suffix.empty()) complain(root, "`suffix:` is missing");
    if (text.concern.empty()) complain(root, "`concern:` is missing");
    static const std::set<std::string> kTaken = {"main", "outputs", "providers", "variables",
                                                 "versions"};
    if (kTaken.contains(text.concern))
      complain(root, fmt::format("`concern: {}` is the name of a file that every module has",
                                 text.concern));
    return text;
  }

 private:
  using Handlers = std::map<std::string, std::function<void(const YAML::Node&)>, std::less<>>;

  static int line(const YAML::Node& node) { return node.Mark().line + 1; }
  void complain(const YAML::Node& node, const std::string& message) {
    complaints_.add(file_, line(node), message);
  }

  // Gives each value of a mapping to the handler of its key.
  void keys(const YAML::Node& node, const Handlers& handlers) {
    if (!node.IsMap()) return complain(node, "a mapping is expected here");
    for (const auto& entry : node) {
      const auto key = entry.first.as<std::string>();
      const auto found = handlers.find(key);
      if (found == handlers.end()) {
        complain(entry.first, fmt::format("unknown key `{}`", key));
      } else {
        found->second(entry.second);
      }
    }
  }

  std::string scalar(const YAML::Node& node) {
    if (node.IsScalar()) return node.as<std::string>();
    complain(node, "a text is expected here");
    return {};
  }
  bool boolean(const YAML::Node& node) {
    const std::string word = scalar(node);
    if (word != "true" && word != "false") complain(node, "`true` or `false` is expected here");
    return word == "true";
  }
  // The stacks of a divided program: compiler/emit/cloudformation/stacks.h.
  std::string stack(const YAML::Node& node) {
    static const std::set<std::string> kStacks = {"base",      "network",  "access", "data",
                                                  "balancers", "clusters", "alarms", "own"};
    std::string word = scalar(node);
    if (!kStacks.contains(word)) complain(node, fmt::format("there is no stack `{}`", word));
    return word;
  }
  std::vector<std::string> texts(const YAML::Node& node) {
    if (!node.IsSequence()) return {scalar(node)};
    std::vector<std::string> items;
    for (const YAML::Node& item : node) items.push_back(scalar(item));
    return items;
  }

  SideText side(const YAML::Node& node) {
    SideText side;
    side.line = line(node);
    if (node.IsNull()) return side;
    side.written = true;
    keys(node,
         {
             {"elsewhere",
              [&](const YAML::Node& n) {
                side.elsewhere = !scalar(n).empty();
                side.written = false;
              }},
             {"by_hand",
              [&](const YAML::Node& n) {
                side.by_hand = scalar(n);
                side.written = false;
              }},
             {"description", [&](const YAML::Node& n) { side.description = scalar(n); }},
             {"type", [&](const YAML::Node& n) { side.type = scalar(n); }},
             {"data",
              [&](const YAML::Node& n) {
                side.type = scalar(n);
                side.data = true;
              }},
             {"parameter", [&](const YAML::Node& n) { parameter(n, side); }},
             {"attributes", [&](const YAML::Node& n) { side.attributes = attributes(n); }},
             {"values", [&](const YAML::Node& n) { side.values = constants(n); }},
             {"companions", [&](const YAML::Node& n) { side.companions = companions(n); }},
             {"minimum_provider", [&](const YAML::Node& n) { side.minimum_provider = scalar(n); }},
             {"update_policy",
              [&](const YAML::Node& n) {
                for (const auto& one : n)
                  side.update_policy.emplace_back(scalar(one.first), scalar(one.second));
              }},
             {"create_before_destroy",
              [&](const YAML::Node& n) { side.create_before_destroy = boolean(n); }},
             {"limits", [&](const YAML::Node& n) { side.own_limits = scalar(n) == "own"; }},
         });
    return side;
  }

  void parameter(const YAML::Node& node, SideText& side) {
    side.parameter = true;
    keys(node, {
                   {"type", [&](const YAML::Node& n) { side.type = scalar(n); }},
                   {"description", [&](const YAML::Node& n) { side.description = scalar(n); }},
               });
  }

  std::vector<AttributeText> attributes(const YAML::Node& node) {
    std::vector<AttributeText> found;
    if (!node.IsMap()) return complain(node, "a mapping is expected here"), found;
    for (const auto& entry : node)
      found.push_back({entry.first.as<std::string>(), texts(entry.second), line(entry.first)});
    return found;
  }

  std::vector<ConstantText> constants(const YAML::Node& node) {
    std::vector<ConstantText> found;
    if (!node.IsMap()) return complain(node, "a mapping is expected here"), found;
    for (const auto& entry : node) {
      ConstantText constant;
      constant.path = entry.first.as<std::string>();
      constant.line = line(entry.first);
      constant.list = entry.second.IsSequence();
      if (constant.list && entry.second.size() != 1)
        complain(entry.second, "a list of one is expected here");
      const YAML::Node value = constant.list ? entry.second[0] : entry.second;
      constant.text = scalar(value);
      const bool quoted = value.Tag() == "!";
      if (!quoted && (constant.text == "true" || constant.text == "false"))
        constant.type = ConstantText::Type::Boolean;
      const bool digits =
          !constant.text.empty() && std::all_of(constant.text.begin(), constant.text.end(),
                                                [](char c) { return c >= '0' && c <= '9'; });
      if (!quoted && digits) constant.type = ConstantText::Type::Integer;
      found.push_back(std::move(constant));
    }
    return found;
  }

  std::vector<CompanionText> companions(const YAML::Node& node) {
    std::vector<CompanionText> found;
    if (!node.IsMap()) return complain(node, "a mapping is expected here"), found;
    for (const auto& entry : node) {
      CompanionText companion;
      companion.name = entry.first.as<std::string>();
      companion.line = line(entry.first);
      keys(entry.second,
           {
               {"type", [&](const YAML::Node& n) { companion.type = scalar(n); }},
               {"when", [&](const YAML::Node& n) { companion.when = texts(n); }},
               {"each", [&](const YAML::Node& n) { companion.each = scalar(n); }},
               {"values", [&](const YAML::Node& n) { companion.values = constants(n); }},
           });
      found.push_back(std::move(companion));
    }
    return found;
  }

  PlaceText place(const YAML::Node& node) {
    PlaceText place;
    place.line = line(node);
    if (node.IsNull()) {
      place.given = true;
      place.written = false;
      return place;
    }
    if (node.IsScalar()) {
      place.given = true;
      place.path = node.as<std::string>();
      return place;
    }
    keys(node,
         {
             {"path",
              [&](const YAML::Node& n) {
                place.path = scalar(n);
                place.given = true;
              }},
             {"as", [&](const YAML::Node& n) { conversion(n, place); }},
             {"attribute", [&](const YAML::Node& n) { place.attribute = scalar(n); }},
             {"case", [&](const YAML::Node& n) { place.case_ = scalar(n); }},
             {"initial", [&](const YAML::Node& n) { place.omit_initial = scalar(n) == "omit"; }},
             {"limits", [&](const YAML::Node& n) { place.own_limits = scalar(n) == "own"; }},
             {"minimum_provider", [&](const YAML::Node& n) { place.minimum_provider = scalar(n); }},
         });
    return place;
  }

  void conversion(const YAML::Node& node, PlaceText& place) {
    if (!node.IsMap()) {
      place.as = scalar(node);
      return;
    }
    place.as = "words";
    keys(node, {{"true", [&](const YAML::Node& n) { place.yes = scalar(n); }},
                {"false", [&](const YAML::Node& n) { place.no = scalar(n); }}});
    if (place.yes.empty() || place.no.empty())
      complain(node, "`as:` has to say what is written for `true` and what for `false`");
  }

  std::vector<PropertyText> properties(const YAML::Node& node) {
    std::vector<PropertyText> found;
    if (!node.IsMap()) return complain(node, "a mapping is expected here"), found;
    for (const auto& entry : node) {
      PropertyText property;
      std::string because;  // for the reader: why one target may drop it
      property.name = entry.first.as<std::string>();
      property.line = line(entry.first);
      Handlers handlers = {
          {"fields", [&](const YAML::Node& n) { fields(n, property); }},
          {"because", [&](const YAML::Node& n) { because = scalar(n); }},
      };
      for (const TargetId target : kTargets) {
        property.places[target].line = property.line;
        handlers.emplace(info(target).word, [this, &property, target](const YAML::Node& n) {
          property.places[target] = place(n);
        });
      }
      keys(entry.second, handlers);
      const bool one_sided =
          std::any_of(property.places.all.begin(), property.places.all.end(),
                      [](const PlaceText& place) { return place.given && !place.written; });
      if (one_sided && because.empty())
        complain(entry.first,
                 fmt::format(
                     "`because:` must say what replaces `{}` in the target that does not write it",
                     property.name));
      if (!one_sided && !because.empty())
        complain(entry.first,
                 fmt::format("`{}` has a `because:`, but both targets write it", property.name));
      const bool twice = std::any_of(found.begin(), found.end(), [&](const PropertyText& p) {
        return p.name == property.name;
      });
      if (twice) complain(entry.first, fmt::format("`{}` is here twice", property.name));
      found.push_back(std::move(property));
    }
    return found;
  }

  void fields(const YAML::Node& node, PropertyText& property) {
    property.structured = true;
    if (node.IsScalar() && node.as<std::string>() == "all") {
      property.all_fields = true;
    } else {
      property.fields = properties(node);
    }
  }

  std::string file_;
  Complaints& complaints_;
};

}  // namespace

std::optional<TemplateText> read_template(const std::filesystem::path& path,
                                          Complaints& complaints) {
  const std::string file = (path.parent_path().filename() / path.filename()).string();
  try {
    return Reader(file, complaints).read(YAML::LoadFile(path.string()), path.stem().string());
  } catch (const YAML::Exception& error) {
    complaints.add(file, error.mark.line + 1, error.msg);
    return std::nullopt;
  }
}

}  // namespace svc::generate
