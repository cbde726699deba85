// A target: a template language in which svcc writes the graph.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/layout.h"
#include "base/targets.h"
#include "diagnostics/sink.h"
#include "emit/written.h"
#include "graph/graph.h"
#include "source/source_file.h"

namespace svc::emit {

struct Origin;

struct OutputFile {
  std::string path;  // relative, inside the target's folder
  std::string contents;
  bool map = false;     // a source map (origins.h): it goes next to the target's folder
  bool deploy = false;  // how to deploy what is in that folder: it goes to `deploy/` next to it, so
                        // that the target's folder holds only what the target reads
  bool part = false;    // one of many of its kind: the command line counts them
  std::string note{};   // a message for people: the steps of a first deployment
  std::vector<DocumentLine> lines{};  // with EmitOptions::lines: the source of each line
};

struct EmitOptions {
  // Takes the contents of a file.
  using Take = std::function<void(OutputFile&)>;
  enum class Format : std::uint8_t { Yaml, Json };
  Format format = Format::Yaml;  // CloudFormation
  bool map = false;              // also give the source map
  bool readme = false;           // also give the README that says how to deploy it
  bool lines = false;            // also record what decided each line
  Layout layout{};               // CloudFormation: one stack or several
  bool whole = false;            // one document whatever its size: to be read, not to be deployed
  std::vector<Span> hidden{};    // what no line of a source map shows (source/hidden.h)
  // If set, each file is given to it once it is complete, and emit() gives no contents: so the
  // documents of a large program need not all be in memory. What the schema refuses may only become
  // known after that.
  Take take{};
};

// Finds what a target's schema rejects in a graph, without writing anything. It works in slices, so
// that a caller can stop between two.
class Inspection {
 public:
  virtual ~Inspection() = default;
  // Checks the next `nodes` nodes of the graph. Returns whether there are more.
  [[nodiscard]] virtual bool step(std::size_t nodes) = 0;
};

class Target {
 public:
  virtual ~Target() = default;
  [[nodiscard]] virtual TargetId id() const = 0;
  // As the command line calls it: `cloudformation`.
  [[nodiscard]] std::string_view name() const { return info(id()).word; }
  // Writes the whole graph. A value that the target's own schema rejects is reported at its source;
  // then the files must not be used. The same graph gives the same bytes.
  [[nodiscard]] virtual std::vector<OutputFile> emit(const graph::Graph& graph,
                                                     const Sources& sources,
                                                     const EmitOptions& options,
                                                     Sink& sink) const = 0;
  // The name of each node's own resource in the target, by node index: a logical id or an address.
  // Empty if the target has none.
  [[nodiscard]] virtual std::vector<std::string> names(const graph::Graph& graph) const = 0;
  // The places that decided each property of the nodes that `wanted` accepts (origins.h).
  [[nodiscard]] virtual std::vector<Origin> origins(
      const graph::Graph& graph, const std::function<bool(const graph::Node&)>& wanted) const = 0;
  // Reports what emit() would report, without printing. Graph and sink must outlive it.
  [[nodiscard]] virtual std::unique_ptr<Inspection> inspection(const graph::Graph& graph,
                                                               const Sources& sources,
                                                               const Layout& layout,
                                                               Sink& sink) const = 0;
};

}  // namespace svc::emit
