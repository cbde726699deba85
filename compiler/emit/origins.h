// The source map of a document: which line of the program decided each resource and each property
// (read by compiler/trace).
//
//   { "version": 2, "target": "terraform", "document": "shop-prod",
//     "sources": ["shop.svc"],
//     "lines": { "0:14": "network main {" },
//     "ways": [[["given", 0, 9, 14]]],
//     "origins": { "aws_vpc.main": { "": [0, 14, 1], "cidr_block": [0, 15, 11, 0] } } }
//
// A place is [source, line, column], counted from 1, with the index of its way if other lines led
// to it. A way lists their places, the nearest first, each with its role (source/ways.h): the
// `instance` whose component body contains the place, the value `given` to the name used there, the
// `environment` whose block contains the place, and the value it overrides (`over`). Steps of a
// property path are separated by dots, list indices included. Below the first step, only
// differences from the parent's place are written. Source names are relative to the folder of the
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

// The lines of the program as compiled, so that a trace stays right after the program has changed.
// Lines that declare secrets are left out, and others show asterisks for what is hidden.
class SourceMap {
 public:
  // The target's names for things that are not resources.
  struct Words {
    std::string_view target;
    std::string_view value;          // of an output
    std::string_view default_value;  // of a parameter
  };
  // `hidden` must outlive it.
  SourceMap(const Words& words, const Resources& resources, const Sources& sources,
            const std::vector<Span>& hidden);
  ~SourceMap();
  // Adds a shaped resource. Call it before a printer takes the properties.
  void add(const Resource& resource);
  // The whole map, once every resource is in it. `outputs`: the name of each output of the graph in
  // the document, in their order.
  [[nodiscard]] std::string text(const std::vector<std::string>& outputs);

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

// The same for immediate display (an editor): the places of all resources and properties.
struct Origin {
  std::string address;    // `ApiService`, `aws_ecs_service.api`
  std::string_view type;  // `AWS::ECS::Service`; empty of a parameter
  std::string path;       // of the property, steps separated by dots; empty: the resource
  Span span;              // its source
};
// The origins of the parameters, and of the nodes that `wanted` accepts. These nodes are shaped for
// it.
[[nodiscard]] std::vector<Origin> origins_of(Resources& resources,
                                             const std::function<bool(const graph::Node&)>& wanted);

}  // namespace svc::emit
