// A delivery crosses one border: to another account, or to another region of the same account.
#pragma once

#include <string>
#include <string_view>

#include "plan/across.h"

namespace svc::plan {

// To another region. CodePipeline then needs a bucket there, in its own account:
// https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html
[[nodiscard]] bool crosses_region(const Delivery& delivery);

// The name of that bucket, without the hyphen and the account's number that follow.
[[nodiscard]] std::string delivery_bucket(std::string_view app, const Delivery& delivery);

}  // namespace svc::plan
