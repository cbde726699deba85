// Lines of the program beside what other tools say of the documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/map.h"

namespace svc::trace {

// A document that maps speak of, to find what stands in a line of it: `out/cloudformation/shop-prod.yaml:57:7`.
struct Document {
  std::string name;  // without folders
  std::string text;
  const Map* map = nullptr;
};

// Reads the output of cfn-lint, terraform or CloudFormation's events line by line.
class Annotator {
 public:
  Annotator(std::vector<const Map*> maps, std::vector<Document> documents) : maps_(std::move(maps)), documents_(std::move(documents)) {}

  // The places that a line speaks of, each once: of a logical id or an address in it, of a line of a template. What the line before said is not repeated.
  [[nodiscard]] std::vector<Origin> read(std::string_view line);

 private:
  void by_address(std::string_view line, std::vector<Origin>& found) const;
  void by_line(std::string_view line, std::vector<Origin>& found) const;
  void by_header(std::string_view line, std::vector<Origin>& found);
  void add(const Map& map, std::string_view address, std::vector<Origin>& found) const;

  std::vector<const Map*> maps_;
  std::vector<Document> documents_;
  std::string block_;              // the Terraform resource that the message so far is about
  std::vector<Origin> last_;
};

// The steps that lead to a line (from 1) of a template that svcc wrote, YAML or JSON: Resources, MainVpc, Properties, CidrBlock.
[[nodiscard]] std::vector<std::string> steps_at_line(std::string_view document, std::size_t line);

}  // namespace svc::trace
