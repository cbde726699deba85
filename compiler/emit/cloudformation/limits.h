// What fits in one stack, and what to do with a program that does not.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
#pragma once

#include "emit/cloudformation/divided.h"
#include "emit/cloudformation/stacks.h"

namespace svc::emit::cloudformation {

// Above this size a template has to be uploaded to a bucket.
inline constexpr std::size_t kMostBytesInline = 51'200;
// A template in a bucket: 1 MB.
inline constexpr std::size_t kMostBytes = 1'000'000;

// The stacks that the layout wants. `bytes`: the size of the program as one template, or 0 if it
// is not known yet. Reports what no division solves, and a division that nobody asked for.
[[nodiscard]] Stacks choose_stacks(const Resources& resources, const Layout& layout,
                                   std::size_t bytes, Sink& sink);
// Reports a template of a divided program that is still too large.
void check_size(const Resources& resources, const Layout& layout, const StackTemplate& stack,
                std::size_t bytes, Sink& sink);

}  // namespace svc::emit::cloudformation
