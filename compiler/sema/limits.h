// How much one environment of a program may ask of the analysis. docs/limits.md states these.
#pragma once

#include <cstddef>
#include <cstdint>

namespace svc::sema {

// An expression that is evaluated, a round of a loop, a field of a block, an item of a list: each
// is a step. 3,000 services take about 1,200,000.
inline constexpr std::uint64_t kMostSteps = 6'000'000;
// A top-level block becomes resources, each with checks and documents: as much work as so many
// steps.
inline constexpr std::uint64_t kStepsOfTopLevelBlock = 250;
// Bytes of all the texts that are made and used, together.
inline constexpr std::uint64_t kMostTextBytes = 128UL * 1024 * 1024;
// One value, with everything in it written out.
inline constexpr std::uint32_t kMostValues = 500'000;
inline constexpr std::uint64_t kMostValueBytes = 16UL * 1024 * 1024;
inline constexpr std::uint32_t kMostDepth = 200;  // as deep as brackets nest in a file
// Instances of components, and how deep they are within each other.
inline constexpr std::uint64_t kMostInstances = 100'000;
inline constexpr std::size_t kMostInstanceDepth = 64;
// All environments of a program share so many times what one may have.
inline constexpr std::uint64_t kMostShares = 5;
// A program declares at most so many.
inline constexpr std::size_t kMostEnvironments = 1'000;

// What each of so many environments may have of a limit.
[[nodiscard]] constexpr std::uint64_t share_of(std::uint64_t limit, std::size_t environments) {
  return environments <= kMostShares ? limit : limit * kMostShares / environments;
}

}  // namespace svc::sema
