// How much one environment of a program may ask of the analysis. docs/limits.md states these.
#pragma once

#include <cstddef>
#include <cstdint>

namespace svc::sema {

// An expression that is evaluated, a round of a loop, a field of a block, an item of a list: each
// is a step. 3,000 services take about 400,000.
inline constexpr std::uint64_t kMostSteps = 6'000'000;
// Bytes of all the texts that are made and used, together.
inline constexpr std::uint64_t kMostTextBytes = 128UL * 1024 * 1024;
// One value, with everything in it written out.
inline constexpr std::uint32_t kMostValues = 500'000;
inline constexpr std::uint64_t kMostValueBytes = 32UL * 1024 * 1024;
inline constexpr std::uint32_t kMostDepth = 200;  // as deep as brackets nest in a file
// Instances of components, and how deep they are within each other.
inline constexpr std::uint64_t kMostInstances = 100'000;
inline constexpr std::size_t kMostInstanceDepth = 64;

}  // namespace svc::sema
