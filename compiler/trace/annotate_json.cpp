#include "trace/annotate_json.h"

#include <nlohmann/json.hpp>

#include "base/printable.h"

namespace svc::trace {

namespace {

using Ordered = nlohmann::ordered_json;

// A member of an object, or null.
const Ordered* member(const Ordered& object, std::string_view name) {
  const auto found = object.is_object() ? object.find(std::string(name)) : object.end();
  return found == object.end() ? nullptr : &*found;
}

std::string text_of(const Ordered* json) {
  return json != nullptr && json->is_string() ? json->get<std::string>() : std::string();
}

// `["Resources", "MainVpc", "Properties", "CidrBlock"]`, of cfn-lint
std::string path_of(const Ordered& steps) {
  std::string path;
  for (const Ordered& step : steps)
    path += (path.empty() ? "" : "/") + (step.is_string() ? step.get<std::string>() : step.dump());
  return path;
}

// Terraform's excerpt of the module: `"context": "resource \"aws_vpc\" \"main\""` and the first
// faulty line.
std::string address_in(const Ordered& snippet) {
  std::string address = block_address(text_of(member(snippet, "context")));
  const std::string code = text_of(member(snippet, "code"));
  const std::size_t begin = code.find_first_not_of(" \t");
  if (address.empty() || begin == std::string::npos) return address;
  const std::size_t end = code.find_first_of(" ={\n", begin);
  const std::string word = code.substr(begin, end == std::string::npos ? end : end - begin);
  return word == "resource" || word == "data" ? address : address + "." + word;
}

class Annotation {
 public:
  explicit Annotation(const Annotator& annotator) : annotator_(annotator) {}

  void annotate(Ordered& json) {
    if (json.is_structured()) {
      for (Ordered& inner : json) annotate(inner);
    }
    if (!json.is_object()) return;
    Ordered places = Ordered::array();
    for (const Origin& origin : origins(json)) places.push_back(place_of(origin));
    if (!places.empty()) json["svc"] = std::move(places);
  }

 private:
  [[nodiscard]] std::vector<Origin> origins(const Ordered& object) const {
    std::vector<Origin> found;
    if (const Ordered* location = member(object, "Location"))
      found = by_location(*location, text_of(member(object, "Filename")));
    if (const Ordered* snippet = member(object, "snippet"); found.empty() && snippet != nullptr)
      found = annotator_.of_address(address_in(*snippet));
    for (const std::string_view name :
         {"LogicalResourceId", "logicalResourceId", "address", "addr"}) {
      if (found.empty()) found = annotator_.of_address(text_of(member(object, name)));
    }
    if (const Ordered* place = member(object, "physicalLocation");
        found.empty() && place != nullptr)
      found = by_region(*place);
    return found;
  }

  // cfn-lint's
  [[nodiscard]] std::vector<Origin> by_location(const Ordered& location,
                                                const std::string& file) const {
    const Ordered* path = member(location, "Path");
    if (path != nullptr && path->is_array() && path->size() > 1)
      return annotator_.of_address(path_of(*path));
    const Ordered* start = member(location, "Start");
    const Ordered* line = start == nullptr ? nullptr : member(*start, "LineNumber");
    return line != nullptr && line->is_number_unsigned()
               ? annotator_.of_line(file, line->get<std::size_t>())
               : std::vector<Origin>();
  }

  // SARIF's
  [[nodiscard]] std::vector<Origin> by_region(const Ordered& place) const {
    const Ordered* artifact = member(place, "artifactLocation");
    const Ordered* region = member(place, "region");
    const Ordered* line = region == nullptr ? nullptr : member(*region, "startLine");
    if (artifact == nullptr || line == nullptr || !line->is_number_unsigned()) return {};
    return annotator_.of_line(text_of(member(*artifact, "uri")), line->get<std::size_t>());
  }

  static Ordered place_of(const Place& place) {
    return {
        {"file", place.file}, {"line", place.line}, {"column", place.column}, {"text", place.text}};
  }

  static Ordered place_of(const Origin& origin) {
    Ordered json = place_of(origin.place);
    for (const Step& step : origin.way) {
      Ordered led = place_of(step.place);
      led["how"] = step.how;
      json["way"].push_back(std::move(led));
    }
    return json;
  }

  const Annotator& annotator_;
};

// The spaces in front of the first member, -1 for a text on one line.
int indentation(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return -1;
  const std::size_t word = text.find_first_not_of(' ', end + 1);
  return word == std::string_view::npos || word == end + 1 ? -1 : static_cast<int>(word - end - 1);
}

}  // namespace

std::optional<std::string> annotated_json(std::string_view text, const Annotator& annotator) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  Ordered json = Ordered::parse(text, nullptr, false);
  if (!json.is_structured()) return std::nullopt;
  Annotation(annotator).annotate(json);
  return printable_json(
      json.dump(indentation(text), ' ', false, Ordered::error_handler_t::replace));
}

}  // namespace svc::trace
