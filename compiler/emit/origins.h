// The source map of a document: which line of the program decided each resource and each property
// (read by compiler/trace).
//
//   { "version": 2, "target": "terraform", "document": "shop-prod",
//     "sources": ["shop.svc"],
//     "lines": { "0:14": "network main {" },
//     "ways": [[["given", 0, 9, 14]]],
//     "origins": { "aws_vpc.main": { "": [0, 14, 1], "cidr_block": [0, 15, 11, 0] } } }
//
// A place is [source, line, column], counted from 1, and where other lines led to it the index of
// its way: their places, the nearest first, each with what it is (source/ways.h): `instance` of the
// component in whose body the place is, value `given` to the name that stands there, `environment`
// in whose block the place is, `over` which it was laid. A path in a resource has its steps
// separated by dots, indices of lists among them; of a place deeper than the first step only what
// differs from the place above it is written. Names of sources are relative to the folder of the
// main file.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emit/resources.h"

namespace svc::emit {

// The lines are those of the program as it was compiled, so that a trace is right after the program
// has changed; a line that declares a secret is left out.
class SourceMap {
 public:
  // How a target calls what is no resource.
  struct Words {
    std::string_view target;
    std::string_view value;          // of an output
    std::string_view default_value;  // of a parameter
  };
  SourceMap(const Words& words, const Resources& resources, const Sources& sources);
  ~SourceMap();
  // Adds a resource that has been shaped; to be called before a printer takes its properties.
  void add(const Resource& resource);
  // The whole map, once every resource is in it. `outputs`: what each output of the graph is called
  // in the document, in their order.
  [[nodiscard]] std::string text(const std::vector<std::string>& outputs);

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

// The same for who shows it at once (an editor): the places themselves, of every resource and every
// property.
struct Origin {
  std::string address;    // `ApiService`, `aws_ecs_service.api`
  std::string_view type;  // `AWS::ECS::Service`; empty of a parameter
  std::string path;       // of the property, steps separated by dots; empty: the resource
  Span span;              // what decided it
};
// Those of the parameters, and of the nodes that `wanted` accepts, which are shaped for it.
[[nodiscard]] std::vector<Origin> origins_of(Resources& resources,
                                             const std::function<bool(const graph::Node&)>& wanted);

}  // namespace svc::emit
