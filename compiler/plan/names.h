// The AWS names of a program's blocks.
#pragma once

#include <string>
#include <string_view>

namespace svc::plan {

// `<app>-<environment>-<name>`, or `<app>-<name>` without an environment, with `-` for every other
// character than letters and digits: the form for load balancers and stacks.
[[nodiscard]] std::string physical_name(std::string_view app, std::string_view environment,
                                        std::string_view name);

// The file of stack tags that `svcc build` writes for the template at `path` (in `deploy/`);
// empty where the template is not one that it writes for this environment (`shop-prod.yaml`).
[[nodiscard]] std::string tags_file(std::string_view path, std::string_view app,
                                    std::string_view environment);

}  // namespace svc::plan
