// The documents of a program as data, for `svcc diff`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/engine.h"
#include "emit/document.h"
#include "emit/target.h"

namespace svc::driver {

struct DocumentOptions {
  std::optional<std::string> environment;  // none: every environment
  std::vector<const emit::Target*> targets;
  bool checked = true;   // false: compare even a program that the checks refuse, because a deployed
                         // program may be older than a check
  bool printed = false;  // also give the files that each would be written as
  bool graphs = false;   // also give the resources, with the document of the first target
};

struct Documented {
  emit::Document document;
  std::vector<emit::OutputFile> files;  // empty unless they were asked for
  std::optional<graph::Graph> graph;    // likewise
};

// Every environment in every target. Empty after an error; the engine has the diagnostic.
[[nodiscard]] std::vector<Documented> documents(Engine& engine, const DocumentOptions& options);

}  // namespace svc::driver
