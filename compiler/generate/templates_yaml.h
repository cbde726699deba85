// templates/<kind>.yaml as written, each part with its line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/targets.h"

namespace svc::generate {

// Collects the mistakes in the templates, each with file and line.
class Complaints {
 public:
  void add(const std::string& file, int line, const std::string& message);
  [[nodiscard]] bool any() const { return count_ > 0; }

 private:
  int count_ = 0;
};

// What a property says about one target.
struct PlaceText {
  bool given = false;   // else the name is looked up in the schema
  bool written = true;  // `null`: this target does not write it
  std::string path;
  std::string as;
  std::string yes;  // `as: { true: …, false: … }`, which is the `as` "words"
  std::string no;
  std::string attribute;
  std::string case_;
  bool omit_initial = false;
  bool own_limits = false;  // `limits: own`: it takes other values than the other target
  std::string minimum_provider;
  int line = 0;
};

struct PropertyText {
  std::string name;
  int line = 0;
  PerTarget<PlaceText> places;
  bool structured = false;
  bool all_fields = false;  // `fields: all`
  std::vector<PropertyText> fields;
};

struct ConstantText {
  std::string path;
  std::string text;
  enum class Type { Text, Integer, Boolean } type = Type::Text;
  bool list = false;
  int line = 0;
};

struct AttributeText {
  std::string name;
  std::vector<std::string> patterns;
  int line = 0;
};

struct CompanionText {
  std::string name;
  std::string type;
  std::vector<std::string> when;
  std::string each;
  std::vector<ConstantText> values;
  int line = 0;
};

struct SideText {
  bool written = false;
  bool elsewhere = false;  // there, a property of another resource says the same
  std::string by_hand;     // the target has nothing like it: what to do instead
  bool data = false;       // `data:` instead of `type:`
  bool parameter = false;  // `parameter:` instead of `type:`
  std::string type;
  std::string description;
  std::string minimum_provider;
  bool create_before_destroy = false;
  bool own_limits = false;  // properties that the template does not list keep their own limits
  std::vector<std::pair<std::string, std::string>> update_policy;
  std::vector<AttributeText> attributes;
  std::vector<ConstantText> values;
  std::vector<CompanionText> companions;
  int line = 0;
};

struct TemplateText {
  std::string file;  // as complaints show it: `templates/sqs_queue.yaml`
  std::string kind;
  std::string suffix;
  std::string concern;
  bool lookup = false;
  bool holds_data = false;
  std::string beside;
  std::string stack;
  PerTarget<SideText> sides;
  std::vector<PropertyText> properties;
};

// Reads one file. Complains about invalid YAML and unknown keys.
[[nodiscard]] std::optional<TemplateText> read_template(const std::filesystem::path& path,
                                                        Complaints& complaints);

}  // namespace svc::generate
