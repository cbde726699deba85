// The output next to the source: the documents of a target, with the place in the program that
// decided each line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emit/written.h"
#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

// A line of a document and the place in the program that decided it.
using PreviewLine = emit::DocumentLine;

struct PreviewDocument {
  std::string path;  // `shop-prod.yaml`, `shop-prod/compute.tf`
  std::string text;
  std::vector<PreviewLine> lines;  // their sources, in the order of the text
};

struct Preview {
  std::string environment;
  std::string target;
  std::vector<PreviewDocument> documents;
};

// The documents of an environment in a target (`cloudformation`, `terraform`). Nothing while the
// environment has errors; viewers then keep the last one.
[[nodiscard]] std::optional<Preview> preview(const LiveProgram& program,
                                             std::string_view environment, std::string_view target);

// The place in the program that decided the text at an offset of a document; nothing if svcc itself
// did.
[[nodiscard]] std::optional<Span> source_of(const PreviewDocument& document, std::uint32_t offset);

// The other direction: the lines that a place in the program decided, those of the innermost member
// around it, else those of its block.
struct PreviewPlace {
  std::size_t document = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
[[nodiscard]] std::vector<PreviewPlace> places_of(const LiveProgram& program,
                                                  const Preview& preview, Point point);

// The output of a member of a block: `AWS::ECS::Service.DesiredCount` …, by target, without
// duplicates. For hover.
struct Becomes {
  std::string target;
  std::vector<std::string> properties;
};
[[nodiscard]] std::vector<Becomes> becomes(const LiveProgram& program, Span member);

// The CloudFormation resources of a top-level block, as `AWS::ECS::Service ApiService`, in the
// first environment that has them.
[[nodiscard]] std::vector<std::string> resources_of(const LiveProgram& program, Span member);

}  // namespace svc::ide
