// The documents of a program, for each environment and target. Nothing is written to the disk:
// that is the shell's part.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "driver/engine.h"
#include "emit/target.h"

namespace svc::driver {

// The targets of one environment are made in parallel from this size on. Making so many nodes takes
// about as long as starting a thread (a tenth of a millisecond).
inline constexpr std::size_t kNodesWorthThreads = 24;
// From this size on, they are made one after the other: in threads, the documents of all of them
// would be in memory together, a kilobyte or two for each node.
inline constexpr std::size_t kNodesTooManyForThreads = 20'000;

struct Artifact;

struct BuildOptions {
  std::optional<std::string> environment;  // none: every environment
  std::vector<const emit::Target*> targets;
  emit::EmitOptions emit;
  // If set, each document is given to it once it is complete, and build() gives no contents. It is
  // called from several threads. A later error makes all of them void.
  std::function<void(const Artifact&)> take{};
  bool checks = true;  // without: what the checks of the whole system refuse is built, too
};

// One document of the result; `path` is relative to the output folder:
// "terraform/shop-prod/network.tf".
struct Artifact {
  std::string path;
  std::string contents;
  bool map = false;    // a source map: "maps/terraform/shop-prod.json"
  bool part = false;   // one of many of its kind (emit::OutputFile::part)
  std::string note{};  // to be shown with its path
};

// Compiles. The artifacts are empty when there was an error.
[[nodiscard]] std::vector<Artifact> build(Engine& engine, const BuildOptions& options);

enum class Representation : std::uint8_t { Tokens, Ast, Program, Graph };
// A representation as text, for people and golden files; empty when an earlier phase found errors.
[[nodiscard]] std::string dump(Engine& engine, Representation representation,
                               const std::optional<std::string>& environment);

}  // namespace svc::driver
