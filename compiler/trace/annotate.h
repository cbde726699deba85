// Adds lines of the program to other tools' messages about the documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/map.h"

namespace svc::trace {

// Finds a position in a document that has a map: `out/cloudformation/shop-prod.yaml:57:7`.
struct Document {
  std::string name;  // without folders
  std::string text;
  const Map* map = nullptr;
};

// Reads the output of cfn-lint, terraform or CloudFormation's events line by line.
class Annotator {
 public:
  Annotator(std::vector<const Map*> maps, std::vector<Document> documents)
      : maps_(std::move(maps)), documents_(std::move(documents)) {}

  // The places that a line mentions, without duplicates: a logical id or an address, or a line of a
  // template. Places of the previous line are not repeated.
  [[nodiscard]] std::vector<Origin> read(std::string_view line);

  // The places of an address (for an unknown property: of its resource), and of a line (from 1) of
  // a template.
  [[nodiscard]] std::vector<Origin> of_address(std::string_view address) const;
  [[nodiscard]] std::vector<Origin> of_line(std::string_view document, std::size_t line) const;

 private:
  void by_address(std::string_view line, std::vector<Origin>& found) const;
  void by_line(std::string_view line, std::vector<Origin>& found);
  void by_header(std::string_view line, std::vector<Origin>& found);
  void add(const Map& map, std::string_view address, std::vector<Origin>& found) const;

  std::vector<const Map*> maps_;
  std::vector<Document> documents_;
  std::string block_;     // the Terraform resource that the message so far is about
  std::string document_;  // the template named above lines such as `57:7: E3012 …`
  std::vector<Origin> last_;
  bool last_by_line_ =
      false;  // a message named a line of a template: the next such line is another message
};

// `"aws_x" "y"` after `resource ` or `data `: the address of the block; nothing in other texts.
[[nodiscard]] std::string block_address(std::string_view line);

// The path to a line (from 1) of a template that svcc wrote, YAML or JSON: Resources, MainVpc,
// Properties, CidrBlock.
[[nodiscard]] std::vector<std::string> steps_at_line(std::string_view document, std::size_t line);

}  // namespace svc::trace
